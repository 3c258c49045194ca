"""Drafts: what waits on me to clear, what was returned to me, what I may release, what waits to go, what is mine.

Touches the database through sight.drafts. Serves I1.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from entente.areas.drafting.state import Matter
from entente.kernel.labels.disclose import RELEASING_OFFICER
from entente.node.national.annotations import Work
from entente.node.national.matters import next_of
from entente.node.officer import DRAFTER, Officer
from entente.web import words
from entente.web.gate import Row, Shows, Sight, shows
from entente.web.person import posts
from entente.web.person.posts import officer_of
from entente.web.records import of_meeting, rows
from entente.web.sight import drafts as sight_drafts

CODES = {
    "drafting": "draft.work",
    "returned": "draft.work",
    "refused": "draft.work",
    "asked": "draft.clearance",
    "cleared": "draft.release",
    "waiting": "draft.going",
    "leaving": "draft.going",
    "sent": "draft.sent",
}
"""Under which rule's code a state has its words."""

NEXT = ("mine", "others")
"""The tables whose drafts wait on different people; over the others stands what is to be done."""
WITH_TYPE = ("clear", "returned", "release", "mine")
"""The tables that have room for the type beside the title."""

BEGUN_HERE = (
    "measure", "progress-report", "deferral", "explanation", "commitment-deferral", "consideration", "statement", "recorded",
    "meeting-series", "meeting", "action", "joint-statement", "contact", "visit",
)  # fmt: skip
"""Types that can be begun from nothing. All others are begun on the page of what they are about: an agenda on its meeting's."""


@shows(Shows.RECORDS)
def drafts(request: HttpRequest) -> HttpResponse:
    """All drafts in hand, each once, under what is to be done with it."""
    sight: Sight = request.sight
    officer = officer_of(request)
    sight_drafts.send_due(sight)
    found = sight_drafts.live(sight)
    kept: dict[str, list[dict[str, Any]]] = {}
    texts = {row.id: m.text.text for row, m in found if m.text is not None and m.text.type in of_meeting.TYPES}
    for row, matter in found:
        kept.setdefault(place_of(officer, matter), []).append(line(row, matter, sight.node.now_us()))
    of_meeting.name_drafts(sight, [one for lines in kept.values() for one in lines], texts)
    titles = {
        "clear": (_("For me to clear"), _("No drafts are waiting for your clearance.")),
        "returned": (_("Returned to me"), _("No drafts have been returned to you.")),
        "release": (_("For me to release"), _("There are no cleared drafts that you can release.")),
        "going": (_("Waiting to go"), _("No drafts are waiting to go.")),
        "mine": (_("My drafts"), _("You have no drafts.")),
        "others": (_("Other drafts in our government"), _("There are no other drafts.")),
    }
    tables: list[dict[str, Any]] = [{"name": name, "title": title, "none": none} for name, (title, none) in titles.items()]
    for table in tables:
        table["lines"] = kept.get(table["name"], [])
        table["next"], table["kind"] = table["name"] in NEXT, table["name"] in WITH_TYPE
    wanted = {"clear", "returned", "release"} if officer.roles else set()
    shown = [t for t in tables if t["lines"] or (t["name"] in wanted and _concerns(officer, str(t["name"]))) or t["name"] == "mine"]
    return render(request, "web/drafts/drafts.html", {"tables": shown, "begin": beginnings(sight, officer)})


def _concerns(officer: Officer, name: str) -> bool:
    """Whether an empty table still tells this post something."""
    role = {"clear": "clearing", "returned": DRAFTER, "release": RELEASING_OFFICER}[name]
    return role in officer.roles


def place_of(officer: Officer, matter: Matter) -> str:
    """Under which heading a draft stands for this officer."""
    ours = matter.drafted_by(officer.name, officer.post)
    if matter.state == "asked" and not ours and any(a.text.to_post == officer.post for a in matter.open_requests):
        return "clear"
    if matter.state in ("returned", "refused") and ours:
        return "returned"
    if matter.state == "cleared" and not ours and RELEASING_OFFICER in officer.roles:
        return "release"
    if matter.state in ("waiting", "leaving"):
        return "going"
    return "mine" if ours else "others"


def line(row: Row, matter: Matter, now_us: int) -> dict[str, Any]:
    """A draft as lists show it."""
    order = matter.order if matter.state == "waiting" else None
    text = matter.text
    return rows.plain(row) | {
        "type": words.kind(text.type) if text is not None else words.kind("draft"),
        "address": reverse("draft", args=[row.id]),
        "is": matter.state,
        "rule": CODES.get(matter.state, ""),
        "next": posts.by_title(next_of(matter)),
        "officer": text.officer if text is not None else "",
        "post": text.post if text is not None else "",
        "goes_at": order.text.not_before_us if order is not None else None,
        "minutes": max(0, -(-(order.text.not_before_us - now_us) // 60_000_000)) if order is not None else None,
        "revision": matter.revision,
        "recordless": text is not None and text.record is None,
    }


def beginnings(sight: Sight, officer: Officer) -> list[dict[str, Any]]:
    """Where a new draft is begun of each type that stands by itself; none where the post does not draft."""
    if DRAFTER not in officer.roles:
        return []
    kinds = sight.node.registry.kinds
    put = {"titles": {"en": "Recorded words to put to the partner", "ja": "相手側に確認を求める発言の記録"}, "address": reverse("recorded")}
    return [put] + [
        {"titles": kinds[type_].titles, "address": reverse("draft-new", args=[type_])} for type_ in BEGUN_HERE if type_ in kinds
    ]


def work_lines(request: HttpRequest, record: str) -> list[dict[str, Any]]:
    """Work given on a record and not done: to whom, until when, in which words, whether it is late and whether this person may close it."""
    return lines_of(request, sight_drafts.assignments(request.sight, [record]))


def lines_of(request: HttpRequest, work: Iterable[tuple[Row, Work]]) -> list[dict[str, Any]]:
    """The same of work that was read already."""
    sight, post = request.sight, officer_of(request).post
    return [{"id": row.id, "text": text, "late": text.due < sight.today, "closes": post in (text.to_post, text.post)} for row, text in work]
