"""Finding a date: three times over both calendars, each with every side's own clock; an offer drafted by one click; the partner's answered.

Touches the database through the gate and node.national.drafting; the search itself is areas.consultations.meetings.slots. Serves I2.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import msgspec
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from entente.areas.consultations.meetings.offered import at_slot, on_the_table
from entente.areas.consultations.meetings.slots import Candidate, candidates, seat_of, window_of
from entente.areas.consultations.records import Meeting
from entente.implementation.named import by_name
from entente.kernel.area import Words
from entente.kernel.calendar import workdays, zones
from entente.kernel.calendar.days import parse_day
from entente.kernel.calendar.public_holidays import known
from entente.kernel.errors import Refusal
from entente.web import parties, refusals
from entente.web.consultations import keep, show
from entente.web.consultations.meeting import offers
from entente.web.gate import Shows, Sight, shows
from entente.web.sight import consultations as sights
from entente.web.sight.consultations import Circle, Entry
from entente.web.templatetags.entente import tongue

LENGTHS = (30, 45, 60, 90, 120, 180, 240, 360)
LONGEST = 370


@dataclass(frozen=True, slots=True)
class Asked:
    """The days and length that are sought, and what was wrong with what was typed."""

    first: date
    last: date
    minutes: int
    problem: str = ""


@shows(Shows.RECORDS)
def dates(request: HttpRequest, record: str) -> HttpResponse:
    """The times proposed, and offers that wait for our answer."""
    sight: Sight = request.sight
    entry, circle = sights.meeting(sight, record)
    asked = read(request.GET, entry.text, sight.today)
    parties = circle.group.parties
    found: Sequence[Candidate] = ()
    problem = asked.problem
    if not problem:
        try:
            found = times(sight, entry, parties, asked)
        except Refusal:
            problem = _("No time lies in the window for the meeting. Choose a longer window.")
    details = {
        "meeting": show.meeting(entry),
        "asked": asked,
        "problem": problem,
        "lengths": LENGTHS,
        "slots": [slot(one, sight.node.clock()) for one in found],
        "holidays": holidays(parties, asked.first, asked.last),
        "unknown": known(parties) is None,
        "seat": seat_of(entry.text, parties),
        "offers": offers(sight, circle, entry.row.id),
        "may_draft": keep.may_draft(sight) and entry.agreed,
        "token": secrets.token_urlsafe(24),
    }
    return render(request, "web/consultations/dates.html", details, status=400 if problem and request.GET else 200)


def read(query: Any, text: Any, today: date) -> Asked:
    """What is sought: as typed, else the meeting's own window from tomorrow on, else the six weeks from a fortnight hence."""
    first, last = window_of(text, today)
    days, problem = [first, last], ""
    for at, name in enumerate(("first", "last")):
        typed = query.get(name, "").strip()[:40]
        found = parse_day(typed) if typed else days[at]
        if found is None:
            problem = str(_("“%s” is not a date. Write it as 2018-10-02, 2 October 2018 or 平成30年10月2日.") % typed)
        days[at] = found or days[at]
    if not problem and (days[1] < days[0] or (days[1] - days[0]).days > LONGEST):
        problem = str(_("Enter a first and a last day, in that order, at most a year apart."))
    length = query.get("minutes", "")
    return Asked(days[0], days[1], int(length) if length.isdigit() and int(length) in LENGTHS else 120, problem)


def times(sight: Sight, entry: Entry, parties: tuple[str, ...], asked: Asked) -> tuple[Candidate, ...]:
    """Times for a meeting on the days asked for, over all sides' calendars and office hours. Refuses (CN1) days that hold none."""
    days, length = (asked.first, asked.last), timedelta(minutes=asked.minutes)
    return candidates(parties, days, length, busy(sight), seat_of(entry.text, parties), sight.node.known_seats)


def busy(sight: Sight) -> list[tuple[datetime, datetime]]:
    """When meetings whose date is agreed take place, of those that may be read."""
    found = []
    for one in sights.all_of(sight, "meeting"):
        starts, ends = show.moment(one.text.starts), show.moment(one.text.ends)
        if one.text.stage in ("DATE AGREED", "AGENDA AGREED") and starts is not None:
            found.append((starts, ends or starts + timedelta(hours=2)))
    return found


def slot(one: Candidate, now: datetime) -> dict[str, Any]:
    """A time as the page shows it: each side's clock, who sits outside office hours, and whose clocks change before it."""
    sides = []
    for party, (starts, ends) in one.local.items():
        outside = one.outside.get(party, timedelta())
        before = zones.local(now, str(starts.tzinfo)).utcoffset()
        sides.append(
            {
                "party": party,
                "day": starts.date(),
                "from": starts.strftime("%H:%M"),
                "to": ends.strftime("%H:%M") + (" +1" if ends.date() > starts.date() else ""),
                "zone": str(starts.tzinfo),
                "outside": int(outside.total_seconds() // 60),
                "clocks": before != starts.utcoffset(),
            }
        )
    return {"value": f"{one.starts.isoformat()}/{one.ends.isoformat()}", "starts": one.starts, "sides": sides}


def holidays(parties: tuple[str, ...], first: date, last: date) -> list[tuple[date, list[tuple[str, Words]]]]:
    """The public holidays of the parties within days, weekends left out, each with whose it is and its name."""
    calendar = known(parties)
    if calendar is None:
        return []
    found = []
    for at in range(first.toordinal(), min(last.toordinal(), first.toordinal() + LONGEST) + 1):
        day = date.fromordinal(at)
        off = [] if day.weekday() in workdays.SATURDAY_AND_SUNDAY else list(workdays.days_off(calendar, day).items())
        if off:
            found.append((day, off))
    return found


@shows(Shows.RECORDS)
def offer(request: HttpRequest, record: str) -> HttpResponse:
    """A draft that offers the chosen times."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    sight: Sight = request.sight
    keep.must_draft(sight)
    entry, _circle = sights.meeting(sight, record)
    back = reverse("consultation-dates", args=[entry.row.id])
    text = offer_text(entry, request.POST.getlist("slot"), sight.node.seat.zone)
    if text is None:
        return keep.told(request, _("Choose at least one time to offer."), back)
    try:
        return keep.there(request, keep.keep(request, entry.row.channel, "slot-offer", text).id)
    except Refusal as refusal:
        return keep.told(request, refusals.line(refusal), back)


def wall(at: datetime, zone: str) -> dict[str, Any]:
    """A moment in JSON as the clock of a zone shows it; of an hour that comes twice, the second said to be so."""
    return {"on": at.date().isoformat(), "at": at.strftime("%H:%M"), "zone": zone} | ({"later": True} if at.fold else {})


def offer_text(entry: Entry, values: Sequence[str], zone: str) -> dict[str, Any] | None:
    """An offer of the times chosen, written by our own clock; None where none of them is a time."""
    slots = []
    for value in values[:10]:
        try:
            pair = [datetime.fromisoformat(part) for part in value.split("/")]
            first, last = (zones.local(moment, zone) for moment in pair)
        except (ValueError, Refusal):
            continue
        slots.append({"starts": wall(first, zone), "ends": wall(last, zone)})
    return {"series": entry.text.series, "meeting": entry.row.id, "slots": slots} if slots else None


@shows(Shows.RECORDS)
def answer(request: HttpRequest, record: str) -> HttpResponse:
    """A draft that answers a partner's offer: the meeting at the time that suits, or that none does."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    sight: Sight = request.sight
    keep.must_draft(sight)
    entry, circle = sights.meeting(sight, record)
    found = theirs(sight, circle, entry, request.POST.get("offer"))
    chosen = request.POST.get("chosen", "")
    back = reverse("consultation-dates", args=[entry.row.id])
    taken = int(chosen) if chosen.isdigit() and len(chosen) < 4 else 0 if chosen == "none" else -1
    said = answer_text(entry, found, taken)
    if said is None:
        return keep.told(request, _("Choose a time, or say that none suits."), back)
    name = f"answer:{found['id'][:16]}"
    try:
        return keep.there(request, keep.keep(request, entry.row.channel, said[0], said[1], entry.row if taken else None, name=name).id)
    except Refusal as refusal:
        return keep.told(request, refusals.line(refusal), back)


def theirs(sight: Sight, circle: Circle, entry: Entry, wanted: str | None) -> dict[str, Any]:
    """An offer of times that another side made for a meeting; else "not found"."""
    found = next((one for one in offers(sight, circle, entry.row.id) if one["id"] == wanted and not one["ours"]), None)
    if found is None:
        raise Http404
    return found


def answer_text(entry: Entry, found: dict[str, Any], chosen: int) -> tuple[str, dict[str, Any]] | None:
    """What answers an offer: the meeting at the slot of that number, or (0) that none suits; None for a number that no slot has.

    Who offered the time has agreed to it: the meeting at it is proposed, and his acceptance follows by itself (node.meetings.dates).
    """
    if not 0 <= chosen <= len(found["slots"]):
        return None
    if not chosen:
        return "slot-answer", {"series": entry.text.series, "meeting": entry.row.id, "offer": found["id"], "answer": "NONE SUITS"}
    return "meeting", keep.plain(at_slot(entry.text, found["text"].slots[chosen - 1]))


def follows(sight: Sight, type_: str, text: Mapping[str, Any], record: str | None) -> str:
    """What a draft about a date brings about once it has gone; empty for any other."""
    if type_ == "slot-offer":
        return str(
            _("The date is agreed as soon as every other side takes the same one of these times. To take them back, withdraw the offer.")
        )
    row = sights.by_id(sight, record) if type_ == "meeting" and text.get("stage") == "DATE AGREED" else None
    if row is None:
        return ""
    typed = None
    with suppress(msgspec.ValidationError, Http404):
        entry, circle = sights.meeting(sight, row.id)
        typed = msgspec.convert(dict(text), Meeting)
    if typed is None:
        return ""
    offered = [(one["party"], one["text"]) for one in offers(sight, circle, row.id) if not one["ours"]]
    found = on_the_table(offered, entry.text, typed)
    if found is None:
        return ""
    if set(circle.group.parties) - {sight.node.party, found[0]}:
        words = _("This time was offered by %s, whose acceptance follows by itself; every other side accepts it.")
    else:
        words = _("This time was offered by %s: the date is agreed as soon as this has gone, and nobody has to do anything more.")
    return by_name({tongue(): words % found[0]}, parties.names())[tongue()]
