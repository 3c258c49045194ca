"""The hand-over list of a post: what whoever holds it next has to know of, on one page to read or to print.

Touches the database through the gate. A post's own are its drafts, the work given to it, and what its authority owes or leads; moves on
joint records are the whole side's. Serves every clause.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from entente.areas.action_plan.records import Measure
from entente.areas.consultations.contacts.records import Contact
from entente.areas.consultations.papers import Action
from entente.areas.consultations.records import AHEAD_STAGES, Meeting
from entente.kernel.area import Words
from entente.kernel.bilingual import words
from entente.node.officer import Officer
from entente.web import gate
from entente.web.drafts.listing import line
from entente.web.gate import Due, Row, Shows, Sight, shows
from entente.web.person.posts import by_title, officer_of
from entente.web.records import rows
from entente.web.sight import drafts as sight_drafts

AHEAD_DAYS = 60
MOST = 500
OPEN = (*rows.AHEAD, *rows.LATE, *rows.ASKED)
"""States of what is owed, of every area: an obligation in any of them is still open."""

Lines = list[dict[str, Any]]


@shows(Shows.RECORDS)
def handover(request: HttpRequest) -> HttpResponse:
    """The list of the signed-in person's post as it stands now."""
    post = request.user.post
    about = {"tables": tables(request), "titles": {"en": post.title_en, "ja": post.title_ja}, "of_post": post}
    return render(request, "web/handover.html", about | {"authority": authority_of(request)})


def authority_of(request: HttpRequest) -> str:
    """The authority of the signed-in person's post, as FCDO."""
    return str(request.user.post.organisation).split(":")[1]


def tables(request: HttpRequest) -> list[dict[str, Any]]:
    """What the signed-in person's post has open, table by table; an empty one says so."""
    sight: Sight = request.sight
    officer, authority = officer_of(request), authority_of(request)
    owed = list(_owed(sight, authority))
    found = [
        ("drafts", _("Drafts in hand"), _("The post has no draft in hand."), _("Changed"), list(_drafts(sight, officer))),
        ("work", _("Work assigned to the post"), _("No work is assigned to the post."), "", list(_given(sight, officer))),
        (
            "actions",
            _("Actions that our authority owns"),
            _("No action is open."),
            _("Date"),
            [one for kind, one in owed if kind is Action],
        ),
        (
            "reports",
            _("Reports that our authority owes"),
            _("No report is owed."),
            _("Date"),
            [one for kind, one in owed if kind is Measure],
        ),
        ("moves", _("Moves that wait on our side"), _("Nothing is waiting on us."), _("Waiting since"), _moves(sight)),
        ("owed", _("What our side owes besides"), _("Our side owes nothing else."), _("Date"), [one for kind, one in owed if kind is None]),
        ("meetings", _("Meetings in the next 60 days"), _("No meeting is planned."), _("Date"), list(_meetings(sight))),
        (
            "contacts",
            _("Points of contact"),
            _("Neither the post nor its authority is in the directory."),
            "",
            list(_contacts(sight, officer, authority)),
        ),
    ]
    whose = {"work": _("Given by"), "meetings": _("Host"), "contacts": _("Post")}
    return [
        {"name": name, "title": title, "none": none, "when": when, "lines": lines, "whose": whose.get(name, _("Lies with"))}
        for name, title, none, when, lines in found
    ]


def _drafts(sight: Sight, officer: Officer) -> Iterator[dict[str, Any]]:
    """Drafts that anybody in the post wrote, and those put before it."""
    sight_drafts.send_due(sight)
    now = sight.node.now_us()
    for row, matter in sight_drafts.live(sight):
        written = any(post == officer.post for _name, post in matter.drafters)
        if written or any(asked.text.to_post == officer.post for asked in matter.open_requests):
            shown = line(row, matter, now)
            lies_with = next((asked.text.to_post for asked in matter.open_requests), shown["post"])
            yield shown | {"what": shown["next"], "who": lies_with, "named": _titles(lies_with), "at": row.changed_at}


def _given(sight: Sight, officer: Officer) -> Iterator[dict[str, Any]]:
    given = [text for _row, text in sight_drafts.assignments(sight) if text.to_post == officer.post]
    known = gate.by_id(sight, sorted({text.record for text in given}))
    for text in given:
        if text.record in known:
            shown = rows.plain(known[text.record]) | {"what": {"en": text.words, "ja": text.words}}
            yield shown | {"who": text.post, "named": _titles(text.post)}


def _titles(post: str) -> Words:
    """A post of ours by its titles; by its code where it has none."""
    return by_title({"en": post, "ja": post})


def _moves(sight: Sight) -> Lines:
    party = sight.node.party
    found, _number = gate.waiting(sight, frozenset({party}), MOST)
    return [one | {"at": one["changed_at"]} for one in rows.moves(found, party, True)]


def _owed(sight: Sight, authority: str) -> Iterator[tuple[type | None, dict[str, Any]]]:
    """What our side owes, with the type of its record where an authority answers for it; of another authority's nothing."""
    party = sight.node.party
    found, _number = gate.due(sight, Due("obligation", OPEN, frozenset({party})), MOST)
    known = gate.by_id(sight, sorted({item["record"] for item in found}))
    whose = {record: _authority(sight, row) for record, row in known.items()}
    for one in rows.obligations(found, known):
        kind, answers = whose[one["id"]]
        if answers in (None, authority):
            yield kind, one | {"who": answers or party, "day": rows.owed_by(one["is"], one["from"], one["until"])}


def _authority(sight: Sight, row: Row) -> tuple[type | None, str | None]:
    """The type and the authority of our side that answers for a record; nothing where none is named."""
    text = gate.text(sight, row) if row.type in ("action", "measure") else None
    if isinstance(text, Action):
        return Action, text.owner.authority
    if isinstance(text, Measure):
        return Measure, text.leads.get(sight.node.party)
    return None, None


def _meetings(sight: Sight) -> Iterator[dict[str, Any]]:
    """Meetings to come, the soonest first."""
    first = sight.today.toordinal()
    coming = [row for row in gate.listed(sight, {"type": "meeting"}, MOST) if (row.start_on or 0) <= first + AHEAD_DAYS]
    series = gate.by_id(sight, sorted({row.grp for row in coming}))
    for row in sorted(coming, key=lambda row: (row.start_on or 0, row.id)):
        text = gate.text(sight, row)
        last = row.end_on or row.start_on
        if isinstance(text, Meeting) and text.stage in AHEAD_STAGES and last is not None and last >= first:
            shown = rows.plain(row) | {"what": rows.plain(series[row.grp])["titles"] if row.grp in series else {}, "who": text.host or ""}
            yield shown | {"day": date.fromordinal(row.start_on or last)}


def _contacts(sight: Sight, officer: Officer, authority: str) -> Iterator[dict[str, Any]]:
    """Entries of the directory that name the post or its authority."""
    for row in gate.listed(sight, {"type": "contact", "party": sight.node.party}, MOST):
        text = gate.text(sight, row)
        if isinstance(text, Contact) and row.withdrawn_on is None and (text.post == officer.post or text.authority == authority):
            yield rows.plain(row) | {"what": words(text.role), "who": text.post}
