"""What belongs to a person by the API: saved views of lists, and the records and clauses he follows.

Touches the database. A view is a question and a follow a wish: neither opens anything. Serves every clause.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal
from urllib.parse import parse_qsl, urlsplit

from django.http import Http404, HttpRequest
from django.utils.http import urlencode
from ninja import Path, Query, Router, Status

from entente.kernel.errors import Refusal
from entente.web import gate
from entente.web.api.door import Text, operation
from entente.web.api.person import shapes
from entente.web.api.told import lines
from entente.web.gate import Sight
from entente.web.person import digest, follows, saved

router = Router(tags=["views"])
Key = Annotated[int, Path(ge=1, lt=2**53)]
Kind = Annotated[Literal["record", "clause", "view"], Query()]


@operation(router, "GET", path="/views", response=list[shapes.View], summary="Saved views")
def list_views(request: HttpRequest) -> list[dict[str, Any]]:
    """The person's own views and those shared with his post."""
    return [_view(one) for one in saved.listed(request.user)]


@operation(router, "POST", path="/views", response={201: list[shapes.View]}, summary="Save a view")
def save_view(request: HttpRequest, view: shapes.ViewIn) -> Any:
    """Keeps a list's filters under a name; one's own of the same name is replaced. Answers with all views."""
    saved.keep(request.user, view.page, view.name, urlencode(sorted(view.filters.items())), view.shared)
    return Status(201, list_views(request))


@operation(router, "DELETE", path="/views/{key}", response=list[shapes.View], summary="Remove a view")
def remove_view(request: HttpRequest, key: Key) -> list[dict[str, Any]]:
    """Removes one of the person's own views. Answers with those that are left."""
    if all(one.key != key or not one.own for one in saved.listed(request.user)):
        raise Http404
    saved.forget(request.user, key)
    return list_views(request)


@operation(router, "GET", path="/follows", response=shapes.Follows, summary="What is followed")
def list_follows(request: HttpRequest) -> dict[str, Any]:
    """The records and clauses that the person follows; a record that he may not read, or no longer, is left out."""
    sight: Sight = request.sight
    found = follows.followed(sight, request.user)
    rows = [one.row for one in found if one.row is not None]
    views = [_view(one.view) for one in found if one.view is not None]
    return {"clauses": [one.name for one in found if one.kind == follows.CLAUSES], "records": lines(sight, rows), "views": views}


@operation(router, "POST", path="/follows", response={201: shapes.Follows}, summary="Follow a record or a clause")
def follow(request: HttpRequest, wish: shapes.FollowIn) -> Any:
    """Follows it: the Desk and the digest tell what is new in it."""
    sight: Sight = request.sight
    name = gate.record(sight, wish.name).id if wish.kind == follows.RECORDS else wish.name
    if wish.kind == follows.CLAUSES and not follows.CLAUSE.fullmatch(name):
        raise Refusal("no-clause", "W5", "A clause is named as jp-gb-2017#S6.")
    if wish.kind == follows.VIEWS and saved.of_key(request.user, name) is None:
        raise Http404
    follows.begin(request.user, wish.kind, name)
    return Status(201, list_follows(request))


@operation(router, "DELETE", path="/follows", response=shapes.Follows, summary="Stop following")
def stop_following(request: HttpRequest, kind: Kind, name: Annotated[Text, Query()]) -> dict[str, Any]:
    """Follows it no longer; what was not followed stays so."""
    follows.stop(request.user, kind, name)
    return list_follows(request)


@operation(router, "GET", path="/follows/digest", response=shapes.Digest, summary="Where the digest is mailed")
def get_digest(request: HttpRequest) -> dict[str, Any]:
    """The address to which the person's digest goes (empty: none), and whether this node mails at all."""
    return {"address": digest.address_of(request.user), "mails": bool(request.sight.node.home.settings.mail)}


@operation(router, "PUT", path="/follows/digest", response=shapes.Digest, summary="Ask for the digest by mail, or for none")
def put_digest(request: HttpRequest, wish: shapes.DigestIn) -> dict[str, Any]:
    """Keeps where the person wants his digest; an empty address ends it. Refuses (W12) what is no mail address."""
    digest.wish(request.user, wish.address.strip(), request.sight.node.now_us())
    return get_digest(request)


def _view(one: saved.View) -> dict[str, Any]:
    filters = dict(parse_qsl(urlsplit(one.address).query))
    return {"key": one.key, "name": one.name, "page": one.page, "filters": filters, "own": one.own, "shared": one.shared, "by": one.by}
