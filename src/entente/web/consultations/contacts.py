"""Points of contact: who is reached when and how, in which order, out of hours too; what the clock says of each; pings and their answers.

Touches the database through the gate and node.drafting. A contact that no answered ping has verified in time is stale. Serves I3 and I5.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import reverse

from entente.areas.consultations.contacts import Hours
from entente.kernel.calendar import zones
from entente.kernel.errors import Refusal
from entente.web import refusals
from entente.web import sight_consultations as sights
from entente.web.consultations import keep, show
from entente.web.consultations.dates import wall
from entente.web.gate import Shows, Sight, shows
from entente.web.sight_consultations import Circle, Entry

WEEKDAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")


@shows(Shows.RECORDS)
def contacts(request: HttpRequest) -> HttpResponse:
    """The directory by party, each party's in the order in which they are asked."""
    sight: Sight = request.sight
    found = [line(sight, sights.circle(sight, one, ())) for one in sights.all_of(sight, "contact")]
    found.sort(key=lambda one: (one["party"], one["text"].order, one["code"]))
    parties = list(dict.fromkeys([sight.node.party, *(one["party"] for one in found)]))
    details = {
        "parties": [{"party": party, "lines": [one for one in found if one["party"] == party]} for party in parties],
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
        "days": [show.choice("Weekday", day) for day in text.hours.days] if text.hours is not None else [],
        "reach": [{"means": show.choice("Means", one.means), "value": one.value} for one in text.reach],
        "out": [{"means": show.choice("Means", one.means), "value": one.value} for one in text.out_of_hours],
        "reachable": text.kind == "24x7" or (text.hours is not None and reachable(text.hours, now)),
        "verified": verified,
        "pings": [show.plain(one) | {"sent": show.moment(one.text.sent)} for one in open_pings],
        "may_ping": not ours and keep.may_draft(sight),
        "may_answer": ours and bool(open_pings) and keep.may_draft(sight),
    }


def unanswered(circle: Circle) -> list[Entry]:
    """Pings that the contact's own party has not answered, the oldest first."""
    owner = circle.entry.row.party
    answered = {one.text.ping for one in circle.of("ping-answer") if one.row.party == owner}
    return sorted((one for one in circle.of("contact-ping") if one.row.id not in answered), key=lambda one: one.row.changed_at)


def reachable(hours: Hours, now: datetime) -> bool:
    """Whether an instant lies in the hours of a post by the clock of its zone; hours that close before they open run into the next day."""
    try:
        local = zones.local(now, hours.zone)
    except Refusal:
        return False
    at, today = local.strftime("%H:%M"), WEEKDAYS[local.weekday()]
    if hours.opens <= hours.closes:
        return today in hours.days and hours.opens <= at < hours.closes
    yesterday = WEEKDAYS[(local - timedelta(days=1)).weekday()]
    return (today in hours.days and at >= hours.opens) or (yesterday in hours.days and at < hours.closes)


def moment_now(now: datetime, party: str) -> dict[str, Any]:
    """This minute as a party's own clock shows it, in JSON."""
    zone = zones.SEATS.get(party, "Europe/London")
    local = zones.local(now, zone)
    return wall(local, zone)


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
    now, hours = sight.node.clock(), entry.text.hours
    text: dict[str, Any] = {"contact": entry.row.id, "sent": moment_now(now, sight.node.party)}
    text |= {"out_of_hours": True} if hours is not None and not reachable(hours, now) else {}
    return _kept(request, entry, "contact-ping", text)


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
    right = request.POST.get("right") == "yes"
    answered = moment_now(sight.node.clock(), sight.node.party)
    text = {"contact": entry.row.id, "ping": open_pings[0].row.id, "answered": answered, "still_right": right}
    return _kept(request, entry, "ping-answer", text, to_form=not right)


def _kept(request: HttpRequest, entry: Entry, type_: str, text: dict[str, Any], to_form: bool = False) -> HttpResponse:
    try:
        act = keep.keep(request, entry.row.channel, type_, text, name=f"{type_}:{entry.row.id[:16]}")
    except Refusal as refusal:
        return keep.told(request, refusals.line(refusal), reverse("contacts"))
    return keep.to_form(act.id) if to_form else keep.there(act.id)
