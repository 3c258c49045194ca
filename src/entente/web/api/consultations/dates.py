"""Times of meetings by the API: what suits all sides, times offered, the partner's offers answered, the date agreed; as drafts.

Touches the database through the gate, and the act key through node.national.drafting. Serves I2.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema

from entente.kernel.errors import Refusal
from entente.web.api.consultations import shapes
from entente.web.api.door import Text, operation
from entente.web.api.writing import drafts
from entente.web.api.writing import shapes as drafted
from entente.web.consultations import change, keep, meeting
from entente.web.consultations import dates as page
from entente.web.gate import Sight
from entente.web.sight import consultations as sights

router = Router(tags=["dates"])


class DatesAsked(Schema):
    """Between which days a time is sought, and how long: 30, 45, 60, 90, 120, 180, 240 or 360 minutes."""

    first: date | None = None
    last: date | None = None
    minutes: int = 120


@operation(router, "GET", path="/meetings/{name}/dates", response=shapes.Dates, summary="Times that suit, and times offered")
def list_dates(request: HttpRequest, name: Text, asked: Annotated[DatesAsked, Query()]) -> dict[str, Any]:
    """Three times over all sides' calendars and office hours, the holidays between, and the offers of this meeting.

    Without days, the meeting's own window from tomorrow on, else six weeks from a fortnight hence.
    """
    sight: Sight = request.sight
    entry, circle = sights.meeting(sight, name)
    typed = {key: value.isoformat() for key, value in (("first", asked.first), ("last", asked.last)) if value}
    if asked.minutes not in page.LENGTHS:
        raise Refusal("no-length", "W5", _("A meeting is sought for one of these lengths: %s.") % ", ".join(map(str, page.LENGTHS)))
    wanted = page.read(typed | {"minutes": str(asked.minutes)}, entry.text, sight.today)
    if wanted.problem:
        raise Refusal("days", "W5", wanted.problem)
    parties, now = circle.group.parties, sight.node.clock()
    found = page.times(sight, entry, parties, wanted)
    return {
        "first": wanted.first,
        "last": wanted.last,
        "minutes": wanted.minutes,
        "candidates": [
            {"starts": one.starts, "ends": one.ends, "sides": [_side(side) for side in page.slot(one, now)["sides"]]} for one in found
        ],
        "holidays": [
            {"on": on, "parties": [{"party": party, "words": words} for party, words in off]}
            for on, off in page.holidays(parties, wanted.first, wanted.last)
        ],
        "offers": [_offer(one) for one in meeting.offers(sight, circle, entry.row.id)],
    }


@operation(router, "POST", path="/meetings/{name}/offers", response={201: drafted.Draft}, summary="Offer times")
def offer_times(request: HttpRequest, name: Text, offer: shapes.OfferIn) -> Any:
    """Drafts an offer of these times, written by our own clock. Refuses (CN2) a moment without its zone. Takes the role drafter."""
    sight: Sight = request.sight
    keep.must_draft(sight)
    entry, _circle = sights.meeting(sight, name)
    if any(at.tzinfo is None for one in offer.slots for at in (one.starts, one.ends)):
        raise Refusal("no-time", "CN2", _("Give each time with its zone, as 2018-10-02T09:00:00Z."))
    values = [f"{one.starts.isoformat()}/{one.ends.isoformat()}" for one in offer.slots]
    text = page.offer_text(entry, values, sight.node.seat.zone)
    if text is None or len(text["slots"]) < len(values):
        raise Refusal("no-time", "CN2", _("One of these times cannot be shown by our clock."))
    return drafts.keep(request, entry.row.channel, "slot-offer", text, entry.row.id)


@operation(router, "POST", path="/meetings/{name}/offers/{offer}/answer", response={201: drafted.Draft}, summary="Answer an offer of times")
def answer_offer(request: HttpRequest, name: Text, offer: Text, answer: shapes.SlotAnswerIn) -> Any:
    """Drafts our answer to another side's offer: the meeting at the slot that suits, or that none does. Takes the role drafter.

    Who offered a slot has agreed to it: his acceptance of the meeting at it follows by itself.
    """
    sight: Sight = request.sight
    keep.must_draft(sight)
    entry, circle = sights.meeting(sight, name)
    found = page.theirs(sight, circle, entry, offer)
    said = page.answer_text(entry, found, answer.chosen or 0)
    if said is None:
        raise Refusal("no-slot", "W5", _("Choose a time, or say that none suits."))
    more = {"record": entry.row.id} if answer.chosen else {}
    return drafts.keep(request, entry.row.channel, said[0], said[1], f"answer:{found['id'][:16]}", **more)


@operation(router, "POST", path="/meetings/{name}/offers/{offer}/fix", response={201: drafted.Draft}, summary="Fix the date agreed")
def fix_date(request: HttpRequest, name: Text, offer: Text) -> Any:
    """Drafts the meeting at the slot that every side has accepted in an answer of its own; "not found" where none is.

    An answer by `answer_offer` needs no such step. Takes the role drafter.
    """
    sight: Sight = request.sight
    keep.must_draft(sight)
    entry, circle = sights.meeting(sight, name)
    text = change.date_text(sight, circle, entry, offer)
    return drafts.keep(request, entry.row.channel, "meeting", text, entry.row.id, record=entry.row.id)


def _side(one: dict[str, Any]) -> dict[str, Any]:
    told = {name: one[name] for name in ("party", "day", "zone")}
    return told | {"starts": one["from"], "ends": one["to"], "outside_minutes": one["outside"], "clocks_change": one["clocks"]}


def _offer(one: dict[str, Any]) -> dict[str, Any]:
    told = {name: one[name] for name in ("id", "ours", "accepted", "may_answer", "answer_by")}
    slots = [{"number": slot["no"], "starts": slot["starts"], "ends": slot["ends"]} for slot in one["slots"]]
    answers = [
        {"party": said["party"], "answer": said["text"].answer, "chosen": said["text"].chosen, "words": said["words"]}
        for said in one["answers"]
    ]
    return told | {"party": one["party"], "slots": slots, "answers": answers}
