"""One series: its clock, the meetings past and to come with the gaps between them, its figures, meetings entered twice, actions open.

Touches the database through the gate and node.national.drafting. Serves I2, I3, I4 and I5.
"""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from entente.areas.consultations.meetings.naming import numbered
from entente.areas.consultations.series.clock import next_host
from entente.areas.consultations.series.occurrences import Duplicate, alike, duplicates, entries
from entente.implementation.named import by_name
from entente.kernel.errors import Refusal
from entente.web import parties, refusals
from entente.web.consultations import keep, show
from entente.web.consultations.index import line, strip
from entente.web.gate import Shows, Sight, shows
from entente.web.records import rows
from entente.web.sight import consultations as sights
from entente.web.sight.consultations import Circle, Entry

DRAFTED = frozenset({"meeting", "deferral", "meeting-count"})


@shows(Shows.RECORDS)
def series(request: HttpRequest, record: str) -> HttpResponse:
    """The page of a series."""
    sight: Sight = request.sight
    entry = sights.named(sight, record, "meeting-series")
    circle = sights.circle(sight, entry)
    parent = sights.by_id(sight, entry.text.parent)
    details = {
        "line": line(sight, entry, circle),
        "text": entry.text,
        "title": show.said(entry.text.title),
        "remarks": show.said(entry.text.remarks),
        "parent": rows.plain(parent) if parent is not None else None,
        "strip": strip(sight, [(entry, circle)], "strip"),
        "found": [
            one | {"reason": by_name(one["reason"], parties.names())}
            for one in show.lines(sights.today(sight, circle, entry.row.id), "obligation", "finding")
        ],
        "figures": show.lines(sights.today(sight, circle, entry.row.id), "indicator"),
        "ahead": _meetings(circle, True),
        "past": _meetings(circle, False),
        "twice": [_twice(pair) for pair in twice(circle)],
        "crossing": crossing(sight, circle),
        "actions": [action(sight, circle, one) for one in circle.of("action")],
        "deferrals": [show.plain(one) | {"reason": show.said(one.text.reason)} for one in circle.of("deferral")],
        "drafts": [one for one in sights.work(sight, entry.row.channel, DRAFTED) if entry.row.id in one.text.values()],
        "may_draft": keep.may_draft(sight) and entry.agreed,
        "token": secrets.token_urlsafe(24),
    }
    return render(request, "web/consultations/series.html", details)


def _meetings(circle: Circle, ahead: bool) -> list[dict[str, Any]]:
    """Meetings to come, the soonest first; or past, cancelled and postponed ones among them, the latest first, each with its gap."""
    found = [show.meeting(one) for one in circle.of("meeting")]
    chosen = [one for one in found if (one["text"].stage in ("PLANNED", "DATE AGREED", "AGENDA AGREED", "POSTPONED")) == ahead]
    chosen.sort(key=lambda one: (one["day"] or date.max, one["id"]))
    if ahead:
        return chosen
    last: date | None = None
    for one in chosen:
        held = one["text"].held_on
        one["gap"] = (held - last).days if held is not None and last is not None and held != last else None
        last = held or last
    return chosen[::-1]


def twice(circle: Circle) -> list[Duplicate]:
    """Pairs of records that may be one meeting, entered twice."""
    return duplicates(entries(circle.group, "meeting"))


def crossing(sight: Sight, circle: Circle) -> list[dict[str, Any]]:
    """Meetings that are still proposed and may be ones that are there already: whose proposal, beside which entry, and what to do.

    Nothing of it is agreed, so nothing is merged: our own proposal is withdrawn, or the other side's is declined.
    """
    known = [one for one in circle.of("meeting") if one.text.stage != "CANCELLED"]
    found = []
    for n, one in enumerate(known):
        for other in known[n + 1 :]:
            told = alike(one.text, other.text) if not (one.agreed and other.agreed) else None
            if told is None:
                continue
            goes = max((entry for entry in (one, other) if not entry.agreed), key=lambda entry: (entry.row.changed_at, entry.row.id))
            stays = other if goes is one else one
            theirs = any(who == sight.node.party and verb == "accept" for who, verb, _act in goes.row.move_list())
            found.append({"reason": told[1], "goes": show.meeting(goes), "stays": show.meeting(stays), "theirs": theirs})
    return found


def later(pair: Duplicate) -> tuple[str, str]:
    """(the record kept, the record that goes): the entry that took effect first is kept."""
    first, second = sorted((pair.first, pair.second), key=lambda one: (one.since, one.record.record))
    return first.record.record, second.record.record


def _twice(pair: Duplicate) -> dict[str, Any]:
    kept, gone = later(pair)
    texts = {one.record.record: one.revision.text for one in (pair.first, pair.second)}
    return {
        "reason": pair.reason,
        "sides": [{"id": id_, "title": show.said(texts[id_].title), "place": show.said(texts[id_].place), "day": show.day_of(texts[id_])}
                  | {"kept": id_ == kept} for id_ in (kept, gone)],
        "gone": gone,
    }  # fmt: skip


def action(sight: Sight, circle: Circle, entry: Entry) -> dict[str, Any]:
    """An action with how it stands, what was claimed and answered, and what our side may do now."""
    text, party = entry.text, sight.node.party
    stands = next((i for i in sights.today(sight, circle, entry.row.id) if i.code in ("action.open", "action.closed")), None)
    claims = circle.about("action-claim", "action", entry.row.id)
    answers = circle.about("action-closure", "action", entry.row.id)
    answered = {one.text.claim for one in answers if one.row.party != text.owner.party}
    unanswered = [one for one in claims if one.row.id not in answered and one.row.party == text.owner.party]
    open_ = stands is not None and stands.code == "action.open"
    return show.plain(entry) | {
        "title": show.said(text.title),
        "stands": stands,
        "claims": [show.plain(one) | {"said": show.said(one.text.text)} for one in claims],
        "answers": [show.plain(one) | {"verdict": show.choice("ClosureVerdict", one.text.verdict)}
                    | {"reason": show.said(one.text.reason)} for one in answers],
        "may_claim": open_ and text.owner.party == party and not unanswered and keep.may_draft(sight),
        "may_answer": open_ and text.owner.party != party and bool(unanswered) and keep.may_draft(sight),
    }  # fmt: skip


@shows(Shows.RECORDS)
def plan(request: HttpRequest, record: str) -> HttpResponse:
    """A draft of the next meeting: its number, host by rotation, participants by post, and a window that ends when it is due."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    sight: Sight = request.sight
    keep.must_draft(sight)
    entry = sights.named(sight, record, "meeting-series")
    circle = sights.circle(sight, entry)
    try:
        act = keep.keep(request, entry.row.channel, "meeting", next_meeting(sight, circle))
    except Refusal as refusal:
        return keep.told(request, refusals.line(refusal), reverse("consultation-series", args=[entry.row.id]))
    return keep.there(request, act.id)


def next_meeting(sight: Sight, circle: Circle) -> dict[str, Any]:
    """The next meeting's text as far as the series gives it."""
    entry, today = circle.entry, sight.today
    held = sights.meetings_held(circle)
    known = [one.text.ordinal for one in circle.of("meeting") if one.text.ordinal is not None and one.text.stage != "CANCELLED"]
    number = max([*known, len(held)], default=0) + 1
    due = line(sight, entry, circle)["due"]
    first = today + timedelta(days=14)
    last = due if date.max > due > first + timedelta(days=14) else first + timedelta(days=42)
    text = {
        "series": entry.row.id,
        "title": dict(numbered(show.said(entry.text.title), number)),
        "stage": "PLANNED",
        "mode": "IN PERSON",
        "ordinal": number,
        "window_from": first.isoformat(),
        "window_to": last.isoformat(),
        "host": next_host(entry.text, held[-1] if held else None),
        "clauses": list(entry.text.clauses),
    }
    posts = keep.plain(entry.text).get("participants")
    return text | ({"participants": posts} if posts else {})


@shows(Shows.RECORDS)
def defer(request: HttpRequest, record: str) -> HttpResponse:
    """A draft of a deferral of the series, begun, on its form: it explains a gap and repairs nothing."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    sight: Sight = request.sight
    keep.must_draft(sight)
    entry = sights.named(sight, record, "meeting-series")
    try:
        return keep.to_form(keep.keep(request, entry.row.channel, "deferral", deferral(entry, sight.today)).id)
    except Refusal as refusal:
        return keep.told(request, refusals.line(refusal), reverse("consultation-series", args=[entry.row.id]))


def deferral(entry: Entry, today: date) -> dict[str, Any]:
    """The text of a deferral of a series as far as it is known: from this day on."""
    on = today.isoformat()
    return {
        "target": entry.row.id,
        "target_type": "meeting-series",
        "agreed_on": on,
        "starts_on": on,
        "clauses": list(entry.text.clauses),
    }


@shows(Shows.RECORDS)
def merge(request: HttpRequest, record: str) -> HttpResponse:
    """A draft that cancels the later of two entries of one meeting, with a remark that names the one kept."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    sight: Sight = request.sight
    keep.must_draft(sight)
    entry = sights.named(sight, record, "meeting-series")
    circle = sights.circle(sight, entry)
    pair = next((one for one in twice(circle) if later(one)[1] == request.POST.get("gone", "")), None)
    if pair is None:
        raise Http404(_("These two are no longer taken for one meeting."))
    kept, gone = later(pair)
    found = sights.named(sight, gone, "meeting")
    try:
        act = keep.keep(request, found.row.channel, "meeting", merged(found.text, kept), found.row, name=f"merge:{gone}")
    except Refusal as refusal:
        return keep.told(request, refusals.line(refusal), reverse("consultation-series", args=[entry.row.id]))
    return keep.there(request, act.id)


def merged(text: Any, kept: str) -> dict[str, Any]:
    """The text of an entry that goes: cancelled, and said where its meeting is kept."""
    remark = f"Entered twice; the meeting is kept as record {kept}. 重複登録のため、記録{kept}に統合する。"
    return keep.plain(text, stage="CANCELLED", held_on=None, outcome=None, counts_for=None, source=remark[:500])
