"""What stays inside the house, by the API: work given to posts, the hand-over list, national fields on shared records.

Touches the database through the gate, and the act key through node.national.annotations. No partner receives any of it. Serves I1 and every
clause.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Status

from entente.kernel.errors import Refusal
from entente.node.national import annotations as national
from entente.web import gate
from entente.web.api.door import Text, operation, request_name
from entente.web.api.person import shapes
from entente.web.api.told import lines
from entente.web.gate import Row, Sight
from entente.web.person import handover
from entente.web.person.posts import officer_of
from entente.web.records.entries import GIVES_WORK
from entente.web.sight import drafts as sight_drafts
from entente.web.sight import house as sight_house
from entente.web.writing import national as fields_page

router = Router(tags=["house"])


@operation(router, "GET", path="/work", response=list[shapes.Work], summary="Work assigned to the post")
def list_work(request: HttpRequest) -> list[dict[str, Any]]:
    """What was given to the asking post and is not done, the soonest due first."""
    sight, post = request.sight, officer_of(request).post
    given = [(row, text) for row, text in sight_drafts.assignments(sight) if text.to_post == post]
    return _work(sight, given)


@operation(router, "GET", path="/records/{name}/work", response=list[shapes.Work], summary="Work given on a record")
def list_work_on(request: HttpRequest, name: Text) -> list[dict[str, Any]]:
    """What was given to any post on a draft or a record, and is not done."""
    sight: Sight = request.sight
    return _work(sight, sight_drafts.assignments(sight, [gate.record(sight, name).id]))


@operation(router, "POST", path="/records/{name}/work", response={201: list[shapes.Work]}, summary="Give work on a record to a post")
def give_work(request: HttpRequest, name: Text, work: shapes.WorkIn) -> Any:
    """Gives work to a post that may read the record. Takes the role drafter, clearing or releasing-officer. Answers with all work on it."""
    sight: Sight = request.sight
    row = gate.record(sight, name)
    if not sight.reader.roles & GIVES_WORK:
        raise PermissionDenied(_("Work is assigned by those who draft, clear or release; your post holds none of these roles."))
    _must_read_home(sight)
    if work.to_post not in {post.code for post in sight_house.posts_for(sight, row)}:
        raise Refusal("no-such-post", "W5", "No such post may read this record.")
    if work.due < sight.today:
        raise Refusal("day-past", "W5", "That day is past.")
    key = request_name(request, "work", row.id[:64])
    national.assign(sight.node, officer_of(request), row.id, work.to_post, (work.due, work.words), key)
    return Status(201, _work(_anew(sight), sight_drafts.assignments(_anew(sight), [row.id])))


@operation(router, "POST", path="/work/{name}/done", response=list[shapes.Work], summary="Say that work is done")
def finish_work(request: HttpRequest, name: Text) -> list[dict[str, Any]]:
    """Closes work; the post that it was given to may, and the one that gave it. Answers with what is left on the record."""
    sight: Sight = request.sight
    row = gate.record(sight, name)
    text: Any = gate.text(sight, row)
    if row.type != "assignment" or text is None:
        raise Http404
    national.done(sight.node, officer_of(request), row.id, request_name(request, "done", row.id[:64]))
    return _work(sight, sight_drafts.assignments(sight, [text.record]))


@operation(router, "GET", path="/handover", response=shapes.HandOver, summary="The post's hand-over list")
def get_handover(request: HttpRequest) -> dict[str, Any]:
    """What the asking post has open: drafts, work, what its authority owes, moves, meetings to come, its entries in the directory."""
    post = request.user.post
    found = [
        {"name": one["name"], "title": one["title"], "lines": [_open(line) for line in one["lines"]]} for one in handover.tables(request)
    ]
    titles = {"en": post.title_en, "ja": post.title_ja}
    return {"post": post.code, "titles": titles, "authority": handover.authority_of(request), "tables": found}


@operation(router, "GET", path="/records/{name}/national", response=shapes.NationalFields, summary="Our own fields on a record")
def get_national(request: HttpRequest, name: Text) -> dict[str, Any]:
    """The national fields that the post may read, with their history; "not found" for a type that has none."""
    sight: Sight = request.sight
    row = gate.record(sight, name)
    return _fields(sight, row)


@operation(router, "PUT", path="/records/{name}/national", response=shapes.NationalFields, summary="Say our own fields on a record")
def put_national(request: HttpRequest, name: Text, said: shapes.NationalIn) -> dict[str, Any]:
    """Says them at home, in place of what stood there. Takes the role drafter.

    Refuses what does not fit the national form or its rules (B6 and the rule's own), and a revision that is no longer the last (DR4).
    """
    sight: Sight = request.sight
    row = gate.record(sight, name)
    if fields_page.form_of(sight.node.registry.kinds.get(row.type)) is None:
        raise Http404
    if why := fields_page.why_not(sight):
        raise PermissionDenied(why)
    key = request_name(request, "national", row.id[:64])
    national.say_fields(sight.node, officer_of(request), row.id, said.fields, key, said.revision)
    return _fields(_anew(sight), row)


def _anew(sight: Sight) -> Sight:
    """The same eyes after something was said: its label may be the first of its kind here."""
    return Sight(sight.node, sight.reader, sight.context)


def _must_read_home(sight: Sight) -> None:
    if not sight_house.reads_home(sight):
        raise PermissionDenied(_("What is said at home stands under this node's own marking; your post is not cleared for it."))


def _work(sight: Sight, given: list[tuple[Row, national.Work]]) -> list[dict[str, Any]]:
    """Work as the API gives it; of work on a record that may not be read nothing."""
    known = gate.by_id(sight, sorted({text.record for _row, text in given}))
    told = []
    for row, text in given:
        if text.record in known:
            said = {name: getattr(text, name) for name in ("to_post", "due", "words", "officer", "post")}
            told.append({"id": row.id, "record": lines(sight, [known[text.record]])[0], "late": text.due < sight.today, **said})
    return told


def _open(line: dict[str, Any]) -> dict[str, Any]:
    at = line.get("at")
    kept = {name: line[name] for name in ("id", "code", "titles", "type", "what", "who")}
    return kept | {"state": line.get("is"), "on": line.get("day"), "at": datetime.fromtimestamp(at / 1_000_000, UTC) if at else None}


def _fields(sight: Sight, row: Row) -> dict[str, Any]:
    kind = fields_page.form_of(sight.node.registry.kinds.get(row.type))
    if kind is None:
        raise Http404
    past = fields_page.history(sight, row, kind)
    history = [{"act": one.act, "at": one.at, "officer": one.officer, "post": one.post, "fields": one.text} for one in past]
    last = past[-1] if past else None
    stands = {"revision": last.act if last is not None else "", "fields": last.text if last is not None else {}}
    return {"record": row.id, "type": row.type, "history": history, **stands}
