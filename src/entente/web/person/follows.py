"""Following: records, clauses and saved views that a person wants to hear of; what is new in them since his last visit.

Touches the database. What is followed is one person's own wish and opens nothing: he hears of what he may read, and of nothing else.
A record's group is followed with it: of a series its meetings and actions, of a measure its reports. Serves every clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from entente.kernel.act import RECORD
from entente.kernel.errors import Refusal
from entente.web import gate
from entente.web.action_plan import plan
from entente.web.gate import Row, Shows, Sight, shows
from entente.web.models import Preference, User
from entente.web.person import digest, saved
from entente.web.process import asked
from entente.web.records import records_list, rows

PREFIX = "follow:"
RECORDS, CLAUSES, VIEWS = "record", "clause", "view"
CLAUSE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}#[A-Z][0-9]{1,3}(\.[0-9]{1,2})?")
MANY = 100
NEWEST = 50
NAMES = "SELECT name FROM web_preference WHERE user_id = %s AND name LIKE %s"


@dataclass(frozen=True, slots=True)
class Followed:
    """What is followed: a record by its id, with its row, a clause by its id, or a saved view by its key, with the view."""

    kind: str
    name: str
    row: Row | None = None
    view: saved.View | None = None


def followed(sight: Sight, user: User) -> list[Followed]:
    """What a person follows, clauses first, then saved views; what he may not read or open, or no longer, is left out."""
    held = sorted(name.removeprefix(PREFIX).partition(":")[::2] for name in _held(user).values_list("name", flat=True))
    known = gate.by_id(sight, [name for kind, name in held if kind == RECORDS])
    clauses = [Followed(kind, name) for kind, name in held if kind == CLAUSES]
    views = {str(view.key): view for view in (saved.listed(user) if any(kind == VIEWS for kind, _name in held) else ())}
    searches = [Followed(kind, name, None, views[name]) for kind, name in held if kind == VIEWS and name in views]
    return clauses + searches + [Followed(kind, name, known[name]) for kind, name in held if kind == RECORDS and name in known]


def follows(user: User, kind: str, name: str) -> bool:
    """Whether a person follows a record or a clause."""
    return bool(asked.rows("SELECT 1 FROM web_preference WHERE user_id = %s AND name = %s", (user.pk, f"{PREFIX}{kind}:{name}")))


def views_followed(user: User) -> set[int]:
    """The keys of the saved views that a person follows."""
    return {int(name.rpartition(":")[2]) for (name,) in asked.rows(NAMES, (user.pk, f"{PREFIX}{VIEWS}:%"))}


def any_followed(user: User) -> bool:
    """Whether a person follows anything at all."""
    return bool(asked.rows(f"{NAMES} LIMIT 1", (user.pk, f"{PREFIX}%")))


def news(sight: Sight, user: User, since_us: int) -> list[Row]:
    """Records that are followed, belong to one that is, name a clause or answer to a view that is, and changed after a moment.

    Newest first, each once.
    """
    found = {row.id: row for one in followed(sight, user) for row in _of(sight, one) if row.changed_at > since_us}
    return sorted(found.values(), key=lambda row: (-row.changed_at, row.id))


def alerts(sight: Sight, since_us: int) -> list[Row]:
    """Publications of texts that are not the agreed ones, told since a moment: everybody of both sides hears of them, followed or not."""
    found, _number = gate.due(sight, gate.Due("obligation", ("differs",), frozenset({sight.node.party})), NEWEST)
    known = gate.by_id(sight, sorted({item["record"] for item in found}))
    return [row for row in known.values() if row.changed_at > since_us]


def _of(sight: Sight, one: Followed) -> Iterator[Row]:
    if one.kind == CLAUSES:
        yield from gate.listed(sight, {}, NEWEST, clause=one.name)
    elif one.view is not None:
        yield from matches(sight, one.view)
    elif one.row is not None:
        yield one.row
        yield from gate.group(sight, one.row)


def matches(sight: Sight, view: saved.View) -> list[Row]:
    """The records that answer to a saved view now, the newest of them."""
    asked = QueryDict(view.address.partition("?")[2])
    if view.page == "action-plan":
        found = gate.by_numbers(sight, plan.answering(sight, asked))
        return sorted(found, key=lambda row: (-row.changed_at, row.id))[:NEWEST]
    return gate.page(sight, records_list.wanted(sight, asked), None, NEWEST)


@shows(Shows.RECORDS)
def follow(request: HttpRequest) -> HttpResponse:
    """What the person follows; sent there, a record or a clause is followed, or no longer, and he goes back to where he was."""
    sight: Sight = request.sight
    if request.method in gate.SAFE:
        found = followed(sight, request.user)
        clauses = [one.name for one in found if one.kind == CLAUSES]
        lines = [rows.plain(one.row) for one in found if one.row is not None]
        views = [one.view for one in found if one.view is not None]
        mail = {"mails": bool(sight.node.home.settings.mail), "address": digest.address_of(request.user)}
        return render(request, "web/follows.html", {"clauses": clauses, "views": views, "lines": lines} | mail)
    if request.method != "POST":
        return HttpResponseNotAllowed([*gate.SAFE, "POST"])
    kind, name = request.POST.get("kind", ""), request.POST.get("name", "")
    if request.POST.get("do") == "mail":
        _mail(request)
    elif request.POST.get("do") == "stop":
        stop(request.user, kind, name)
        messages.success(request, _("You no longer follow it."))
    elif kind == VIEWS or (kind == RECORDS and RECORD.fullmatch(name)) or (kind == CLAUSES and CLAUSE.fullmatch(name)):
        if kind == VIEWS and saved.of_key(request.user, name) is None:
            raise Http404(_("There is no such view."))
        if kind == RECORDS:
            name = gate.record(sight, name).id  # "not found" for what may not be read
        try:
            begin(request.user, kind, name)
            messages.success(request, _("You follow it: the Desk shows what is new in it since your last visit."))
        except Refusal as refusal:
            messages.error(request, refusal.words)
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(back if safe else reverse("follow"))


def _mail(request: HttpRequest) -> None:
    try:
        digest.wish(request.user, request.POST.get("address", "").strip(), request.node.now_us())
        messages.success(request, _("Your choice is saved."))
    except Refusal:
        messages.error(request, _("This is not an email address. Write it as name@example.org."))


def begin(user: User, kind: str, name: str) -> None:
    """Follows a record or a clause. Refuses (W11) the hundred-and-first; whether it may be read the caller has asked."""
    if _held(user).count() >= MANY:
        raise Refusal("too-many-follows", "W11", str(_("You follow %s already; stop one first.") % MANY))
    Preference.objects.get_or_create(user=user, name=f"{PREFIX}{kind}:{name}", defaults={"value": {}})


def stop(user: User, kind: str, name: str) -> None:
    """Follows it no longer."""
    _held(user).filter(name=f"{PREFIX}{kind}:{name}").delete()


def _held(user: User) -> Any:
    return Preference.objects.filter(user=user, name__startswith=PREFIX)
