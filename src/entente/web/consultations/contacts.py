"""Points of contact: who is reached when and how, in which order, out of hours too; what the clock says of each; pings and their answers.

Touches the database through the gate and node.national.drafting. A contact that no answered ping has verified in time is stale. Serves I3
and I5.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import reverse

from entente.areas.consultations.contacts.records import Hours, Reach
from entente.areas.consultations.contacts.roster import escalation, holiday_at, open_at
from entente.kernel.area import Words
from entente.kernel.calendar import zones
from entente.kernel.errors import Refusal
from entente.web import clocks, gate, refusals
from entente.web.consultations import keep, show
from entente.web.consultations.dates import wall
from entente.web.gate import Shows, Sight, shows
from entente.web.sight import consultations as sights
from entente.web.sight.consultations import Circle, Entry

WEEK = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")


@shows(Shows.RECORDS)
def contacts(request: HttpRequest) -> HttpResponse:
    """The directory by party, each party's in the order in which they are asked."""
    sight: Sight = request.sight
    found = [line(sight, sights.circle(sight, one, ())) for one in sights.all_of(sight, "contact")]
    found.sort(key=lambda one: (one["party"], one["text"].order, one["code"]))
    parties = list(dict.fromkeys([sight.node.party, *sorted(gate.parties(sight)), *(one["party"] for one in found)]))
    by_id = {one["id"]: one for one in found}
    now = {party: [(by_id[entry.row.id], told(ways)) for entry, ways in called_now(sight, party)] for party in parties}
    details = {
        "parties": [{"party": party, "now": now[party], "lines": [one for one in found if one["party"] == party]} for party in parties],
        "may_draft": keep.may_draft(sight),
        "token": secrets.token_urlsafe(24),
    }
    return render(request, "web/consultations/contacts.html", details)


def line(sight: Sight, circle: Circle) -> dict[str, Any]:
    """A contact as the directory shows it."""
    entry = circle.entry
    text, ours, now = entry.text, entry.row.party == sight.node.party, sight.node.clock()
    verified = next((i for i in sights.today(sight, circle, entry.row.id) if i.code == "contact.verified"), None)
    open_pings = unanswered(circle)
    return show.plain(entry) | {
        "role": show.said(text.role),
        "kind": show.choice("ContactKind", text.kind),
        "days": weekdays(text.hours.days) if text.hours is not None else [],
        "zone": place_of(sight, text.hours.zone) if text.hours is not None else {},
        "reach": told(text.reach),
        "out": told(text.out_of_hours),
        "holiday": holiday(text.hours, now),
        "reachable": text.kind == "24x7" or reachable(text.hours, now),
        "verified": verified,
        "pings": [_open_ping(sight, circle, one) for one in open_pings],
        "may_ping": not ours and keep.may_draft(sight),
        "may_answer": ours and bool(open_pings) and keep.may_draft(sight),
    }


def place_of(sight: Sight, zone: str) -> Words:
    """A zone by the name of the seat whose clocks show it: of those that this page shows before others; the zone's own name for none."""
    found = next((one for one in (*clocks.seats(), *sight.node.known_seats.values()) if one.zone == zone), None)
    return {"en": found.english, "ja": found.japanese} if found is not None else {"en": zone}


def weekdays(days: Sequence[str]) -> list[Words]:
    """The days in words; three and more in a row from the first to the last."""
    named = [show.choice("Weekday", day) for day in days]
    places = [WEEK.index(day) if day in WEEK else -9 for day in days]
    if len(days) < 3 or places != list(range(places[0], places[0] + len(days))):
        return named
    return [{"en": f"{named[0]['en']} to {named[-1]['en']}", "ja": f"{named[0]['ja']}から{named[-1]['ja']}まで"}]


def told(ways: Sequence[Reach]) -> list[dict[str, Any]]:
    """Ways to reach a post, each by its means in words."""
    return [{"means": means(way), "value": way.value} for way in ways]


def means(way: Reach) -> Words:
    """By which means a way reaches a post, in words."""
    return show.choice("Means", way.means)


def reachable(hours: Hours | None, now: datetime) -> bool:
    """Whether a post is at work at an instant by its own clock; one whose zone this node does not know is not."""
    try:
        return hours is not None and open_at(hours, now)
    except Refusal:
        return False


def holiday(hours: Hours | None, now: datetime) -> Words | None:
    """The public holiday for which a post does not work today by its own clock."""
    try:
        return holiday_at(hours, now) if hours is not None else None
    except Refusal:
        return None


def _open_ping(sight: Sight, circle: Circle, one: Entry) -> dict[str, Any]:
    """A ping that waits; `late` where its time is over, and then whether it is ours to ask the next post."""
    late = any(i.code == "contact.escalate" for i in sights.today(sight, circle, one.row.id))
    mine = one.row.party == sight.node.party
    return show.plain(one) | {"sent": show.moment(one.text.sent), "late": late, "ask_next": late and mine}


def unanswered(circle: Circle) -> list[Entry]:
    """Pings that the contact's own party has not answered, the oldest first."""
    owner = circle.entry.row.party
    answered = {one.text.ping for one in circle.of("ping-answer") if one.row.party == owner}
    return sorted((one for one in circle.of("contact-ping") if one.row.id not in answered), key=lambda one: one.row.changed_at)


def moment_now(now: datetime, zone: str) -> dict[str, Any]:
    """This minute as the clocks of a zone show it, in JSON."""
    return wall(zones.local(now, zone), zone)


@shows(Shows.RECORDS)
def ping(request: HttpRequest, record: str) -> HttpResponse:
    """A draft of a ping to another party's contact, marked as out of hours where the post is not at work now."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    sight: Sight = request.sight
    keep.must_draft(sight)
    entry = sights.named(sight, record, "contact")
    if entry.row.party == sight.node.party:
        raise Http404
    return _kept(request, entry, "contact-ping", ping_text(sight, entry))


def ping_text(sight: Sight, entry: Entry, instead: Entry | None = None) -> dict[str, Any]:
    """A ping to a contact as of now; `instead` is the post that did not answer."""
    now, hours = sight.node.clock(), entry.text.hours
    text: dict[str, Any] = {"contact": entry.row.id, "sent": moment_now(now, sight.node.seat.zone)}
    text |= {"out_of_hours": True} if hours is not None and not reachable(hours, now) else {}
    if instead is not None:
        post = instead.text.post
        text["words"] = {"en": f"{post} did not answer our ping.", "ja": f"{post}から連絡確認への回答がなかった。"}
    return text


@shows(Shows.RECORDS)
def answer(request: HttpRequest, record: str) -> HttpResponse:
    """A draft of our answer to the oldest open ping on a contact of ours: still right, or what has changed, on its form."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    sight: Sight = request.sight
    keep.must_draft(sight)
    entry = sights.named(sight, record, "contact")
    open_pings = unanswered(sights.circle(sight, entry, ()))
    if entry.row.party != sight.node.party or not open_pings:
        raise Http404
    wanted = request.POST.get("ping")
    asked = next((one for one in open_pings if one.row.id == wanted), open_pings[0])
    right = request.POST.get("right") == "yes"
    answered = moment_now(sight.node.clock(), sight.node.seat.zone)
    text = {"contact": entry.row.id, "ping": asked.row.id, "answered": answered, "still_right": right}
    return _kept(request, entry, "ping-answer", text, to_form=not right)


@shows(Shows.RECORDS)
def ping_page(request: HttpRequest, record: str) -> HttpResponse:
    """One ping: whom it asks about, and our answer by one click where it is ours to give."""
    sight: Sight = request.sight
    ping_ = sights.named(sight, record, "contact-ping")
    entry = sights.named(sight, ping_.text.contact, "contact")
    circle = sights.circle(sight, entry, ())
    details = {
        "ping": show.plain(ping_) | {"sent": show.moment(ping_.text.sent), "words": show.said(ping_.text.words)},
        "out_of_hours": ping_.text.out_of_hours,
        "one": line(sight, circle),
        "open": any(one.row.id == ping_.row.id for one in unanswered(circle)),
        "token": secrets.token_urlsafe(24),
    }
    return render(request, "web/consultations/ping.html", details)


@shows(Shows.RECORDS)
def ask_next(request: HttpRequest, record: str) -> HttpResponse:
    """Whom to ask at this hour instead of a post that did not answer, in order, and how; sent, a draft of the ping to one of them."""
    sight: Sight = request.sight
    ping_ = sights.named(sight, record, "contact-ping")
    asked = sights.named(sight, ping_.text.contact, "contact")
    others = next_ones(sight, asked)
    if request.method == "POST":
        keep.must_draft(sight)
        chosen = next((one for one, _ways in others if one.row.id == request.POST.get("contact")), None)
        if chosen is None:
            raise Http404
        return _kept(request, chosen, "contact-ping", ping_text(sight, chosen, asked))
    lines = [{"one": line(sight, sights.circle(sight, one, ())), "ways": told(ways)} for one, ways in others]
    details = {
        "ping": show.plain(ping_) | {"sent": show.moment(ping_.text.sent)},
        "asked": line(sight, sights.circle(sight, asked, ())),
        "others": lines,
        "may_draft": keep.may_draft(sight),
        "token": secrets.token_urlsafe(24),
    }
    return render(request, "web/consultations/ask_next.html", details)


def next_ones(sight: Sight, asked: Entry) -> list[tuple[Entry, tuple[Reach, ...]]]:
    """The other posts of the same side that can be reached now, as `called_now` orders them."""
    return [(one, ways) for one, ways in called_now(sight, asked.row.party) if one.row.id != asked.row.id]


def called_now(sight: Sight, party: str) -> list[tuple[Entry, tuple[Reach, ...]]]:
    """The posts of a side that can be reached at this hour, in their order, each with how: those at work first, and last of all those
    whose own side says that the entry is no longer right. A post whose zone this node does not know is called by no clock.
    """
    known = [one for one in sights.all_of(sight, "contact") if one.row.party == party and _known_zone(one.text.hours)]
    by_text = {id(one.text): one for one in known}
    found = [(by_text[id(contact)], ways) for contact, ways in escalation([one.text for one in known], sight.node.clock())]
    return sorted(found, key=lambda one: _state(sight, one[0]) == "changed")


def _known_zone(hours: Hours | None) -> bool:
    try:
        return hours is None or bool(zones.zone(hours.zone))
    except Refusal:
        return False


def _state(sight: Sight, one: Entry) -> str:
    """Whether a contact is verified, as the clock says today."""
    found = sights.today(sight, sights.circle(sight, one, ()), one.row.id)
    return next((each.state for each in found if each.code == "contact.verified"), "")


def _kept(request: HttpRequest, entry: Entry, type_: str, text: dict[str, Any], to_form: bool = False) -> HttpResponse:
    try:
        act = keep.keep(request, entry.row.channel, type_, text, name=f"{type_}:{entry.row.id[:16]}")
    except Refusal as refusal:
        return keep.told(request, refusals.line(refusal), reverse("contacts"))
    return keep.to_form(act.id) if to_form else keep.there(request, act.id)
