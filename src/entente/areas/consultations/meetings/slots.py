"""Finding a date: times that suit both calendars and both clocks, and the offers and answers in which sides say so.

Pure. Slots are days that are working days for every party, at an hour inside everybody's office hours where there is one; between Tokyo
and London there is none in winter, so the hour that costs the least time outside them is taken and said to be outside. Where all come to
one place, its office hours alone count. Serves I2.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from entente.areas.consultations import says
from entente.areas.consultations.parameters import PARAMETERS, Parameters
from entente.areas.consultations.records import Meeting
from entente.areas.consultations.series.occurrences import Entry, entries
from entente.kernel.area import Group, Interval
from entente.kernel.calendar import workdays, zones
from entente.kernel.calendar.clock import owed
from entente.kernel.calendar.public_holidays import known
from entente.kernel.calendar.seats import SEATS, Seat, seat
from entente.kernel.calendar.timeline import FOREVER, end_day, first_day
from entente.kernel.calendar.workdays import Workdays
from entente.kernel.errors import Refusal

STEP = timedelta(minutes=30)
"""Meetings begin on the hour or the half-hour, UTC; all zones of the parties are whole or half hours away from it."""


MIDDAY, MORNING = time(13, 30), time(11, 0)
"""Where the middle of a meeting lies best: of one over two clocks in the middle of the day, of one at one place before luncheon."""


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """When a party's officials work, by the clock of their zone."""

    zone: str
    opens: time = time(9, 0)
    closes: time = time(18, 0)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A time that is offered: its instants in UTC, each party's own clocks, and who would sit outside office hours for how long."""

    starts: datetime
    ends: datetime
    local: Mapping[str, tuple[datetime, datetime]]
    outside: Mapping[str, timedelta]

    @property
    def inside(self) -> bool:
        """Whether everybody is in office hours."""
        return not any(self.outside.values())


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is sought: days, a length, each party's office hours, at whose seat all meet (None: each at its own), and how many times."""

    first: date
    last: date
    hours: Mapping[str, OfficeHours]
    duration: timedelta = timedelta(hours=2)
    at: str | None = None
    count: int = PARAMETERS.offered_slots


def propose_slots(days: Workdays, wanted: Wanted, busy: Sequence[tuple[datetime, datetime]] = ()) -> tuple[Candidate, ...]:
    """Up to `count` times, on different days spread over the window, in order: each on a joint working day by every party's own date.

    On each day the hour that keeps everybody longest inside office hours, the earlier of two; days on which all are inside come before
    others. `busy` are instants (from, to) that are taken. Refuses a window that ends before it begins, or a length of nothing (CN1);
    fewer or none come back where the days do not suffice or the calendars do not reach.
    """
    if wanted.last < wanted.first or wanted.duration <= timedelta(0):
        raise Refusal("window-empty", "CN1", "No time lies in the window for the meeting. Choose a longer window.")
    best = [found for day in workdays.window(days, wanted.first, wanted.last) if (found := _best(days, day, wanted, busy)) is not None]
    inside = [candidate for candidate in best if candidate.inside]
    chosen = _spread(inside, wanted.count)
    if len(chosen) < wanted.count:
        rest = [candidate for candidate in best if not candidate.inside]
        chosen += _spread(rest, wanted.count - len(chosen))
    return tuple(sorted(chosen, key=lambda candidate: candidate.starts))


def candidates(
    parties: Sequence[str],
    window: tuple[date, date],
    duration: timedelta,
    busy: Sequence[tuple[datetime, datetime]] = (),
    at: str | None = None,
    seats: Mapping[str, Seat] = SEATS,
) -> tuple[Candidate, ...]:
    """Times for parties whose calendars are known, as propose_slots finds them; none where one is not. Refuses likewise (CN1)."""
    calendar = known(tuple(parties))
    if calendar is None:
        return ()
    hours = {party: OfficeHours(seat(party, seats).zone) for party in parties}
    return propose_slots(calendar, Wanted(*window, hours, duration, at), busy)


def window_of(text: Meeting, today: date) -> tuple[date, date]:
    """Between which days a time is sought: the meeting's own window from tomorrow on, else six weeks from a fortnight hence."""
    first = max(text.window_from or today + timedelta(days=14), today + timedelta(days=1))
    last = text.window_to if text.window_to is not None and text.window_to > first else first + timedelta(days=42)
    return first, last


def seat_of(text: Meeting, parties: Sequence[str]) -> str | None:
    """The party at whose seat all meet: the host of a meeting in person; None where each sits at home, or no host is named."""
    return text.host if text.mode == "IN PERSON" and text.host in parties else None


def _best(days: Workdays, day: date, wanted: Wanted, busy: Sequence[tuple[datetime, datetime]]) -> Candidate | None:
    """The best time that begins on a UTC day, or on the days around it where zones are far apart, and is this day for some party."""
    begins = datetime.combine(day, time(), tzinfo=UTC)
    found: Candidate | None = None
    for n in range(int(timedelta(days=1) / STEP)):
        starts = begins + n * STEP
        ends = starts + wanted.duration
        if any(a < ends and starts < b for a, b in busy):
            continue
        candidate = _candidate(starts, ends, wanted)
        if not all(_works(days, party, on) for party, pair in candidate.local.items() for on in {pair[0].date(), pair[1].date()}):
            continue
        if found is None or _cost(candidate, wanted.at) < _cost(found, wanted.at):
            found = candidate
    return found


def _candidate(starts: datetime, ends: datetime, wanted: Wanted) -> Candidate:
    local = {party: (zones.local(starts, h.zone), zones.local(ends, h.zone)) for party, h in wanted.hours.items()}
    counted = {party: h for party, h in wanted.hours.items() if wanted.at in (None, party)}
    return Candidate(starts, ends, local, {party: _outside(*local[party], h) for party, h in counted.items()})


def _works(days: Workdays, party: str, on: date) -> bool:
    """Whether a party works on a day by its own date; a party without a calendar here, by the joint one."""
    if not days.covers(on):
        return False
    calendar = next((c for c in days.calendars if c.party == party), None)
    return calendar.works(on) if calendar is not None else workdays.is_working(days, on)


def _outside(starts: datetime, ends: datetime, hours: OfficeHours) -> timedelta:
    """How much of a meeting lies outside a party's office hours."""
    opens = starts.replace(hour=hours.opens.hour, minute=hours.opens.minute)
    closes = starts.replace(hour=hours.closes.hour, minute=hours.closes.minute)
    within = min(ends, closes) - max(starts, opens)
    return (ends - starts) - max(within, timedelta(0))


def _cost(candidate: Candidate, at: str | None) -> tuple[timedelta, timedelta, timedelta]:
    """What a time costs: time outside office hours, then how far from midday the worst placed sits (nobody at night), then lateness.

    Where all meet at one seat: how far from the middle of its morning.
    """
    if at is None:
        far = max((_distance(*pair, MIDDAY) for pair in candidate.local.values()), default=timedelta(0))
    else:
        far = _distance(*candidate.local[at], MORNING)
    return sum(candidate.outside.values(), timedelta(0)), far, timedelta(hours=candidate.starts.hour)


def _distance(starts: datetime, ends: datetime, best: time) -> timedelta:
    """How far the middle of a meeting lies from an hour of its day."""
    middle = starts + (ends - starts) / 2
    return abs(middle - starts.replace(hour=best.hour, minute=best.minute))


def _spread(candidates: Sequence[Candidate], count: int) -> list[Candidate]:
    """So many of them, evenly from first to last."""
    if count <= 0 or not candidates:
        return []
    if len(candidates) <= count:
        return list(candidates)
    if count == 1:
        return [candidates[0]]
    return [candidates[round(n * (len(candidates) - 1) / (count - 1))] for n in range(count)]


def slot_rules(group: Group, p: Parameters = PARAMETERS) -> list[Interval]:
    """Whose move it is to find a date for each planned meeting: to offer times, to answer them, to propose what was accepted."""
    offers = entries(group, "slot-offer")
    answers = entries(group, "slot-answer")
    out: list[Interval] = []
    for meeting in entries(group, "meeting"):
        if meeting.revision.text.stage not in ("PLANNED", "POSTPONED"):
            continue
        mine = [o for o in offers if o.revision.text.meeting == meeting.record.record and o.record.party in group.parties]
        if meeting.revision.text.stage == "POSTPONED":  # what was offered before it was put off is answered by that
            before = {r.text.starts for r in meeting.record.revisions if r.text is not None and r.text.starts is not None}
            mine = [o for o in mine if o.since >= meeting.since and not before & {slot.starts for slot in o.revision.text.slots}]
        out += _find_date(meeting, mine, answers)
        for offer in mine:
            out += _answers(group, offer, [a for a in answers if a.revision.text.offer == offer.record.record], meeting, p)
    return out


def _find_date(meeting: Entry, offers: list[Entry], answers: list[Entry]) -> Iterable[Interval]:
    """Before an offer the host is to offer times; after an answer the one who offered is to go on."""
    acts, clauses, record = (meeting.revision.act,), meeting.revision.text.clauses, meeting.record.record
    first = min([o.since for o in offers], default=FOREVER)
    until = min(first, meeting.until)
    host = meeting.revision.text.host
    if host is not None and meeting.since < until:
        span = first_day(meeting.since), end_day(until)
        yield Interval("obligation", "meeting.date", "to-offer", *span, record, says.find_date("to-offer", host), acts, clauses, host)
    if not offers:
        return
    newest = max(offers, key=lambda o: (o.since, o.record.record))
    said = [a for a in answers if a.revision.text.offer == newest.record.record and a.record.party != newest.record.party]
    if said and newest.record.party is not None:
        answer = max(said, key=lambda a: (a.since, a.record.record))
        state = "accepted" if answer.revision.text.answer == "ACCEPTED" else "refused"
        a, b = max(answer.since, meeting.since), min(answer.until, meeting.until)
        if a < b:
            reason, move = says.find_date(state, newest.record.party), newest.record.party
            yield Interval(
                "obligation", "meeting.date", state, first_day(a), end_day(b), record, reason, (*acts, answer.revision.act), clauses, move
            )


def _answers(group: Group, offer: Entry, answers: list[Entry], meeting: Entry, p: Parameters) -> Iterable[Interval]:
    """Who has still to answer an offer; and acceptances of a slot that was never offered."""
    text, record, clauses = offer.revision.text, offer.record.record, meeting.revision.text.clauses
    days = known(group.parties)
    by = text.answer_by
    if by is None and days is not None and days.covers(first_day(offer.since)):
        try:
            by = workdays.add(days, first_day(offer.since), p.slot_answer_working_days)
        except Refusal:
            by = None
    last = by.toordinal() if by is not None else min(offer.since + 2 * p.slot_answer_working_days, FOREVER)
    for party in sorted(set(group.parties) - {offer.record.party or ""}):
        given = min((a.since for a in answers if a.record.party == party), default=None)
        for a, b, state in owed(offer.since, last, given, min(offer.until, meeting.until)):
            reason = says.answer_slots(state, party, last)
            span = first_day(a), end_day(b)
            yield Interval("obligation", "slot-offer.answer", state, *span, record, reason, (offer.revision.act,), clauses, party)
    for answer in answers:
        chosen = answer.revision.text.chosen
        if chosen is not None and chosen > len(text.slots) and answer.since < answer.until:
            reason = says.no_such_slot(chosen, len(text.slots))
            span, acts = (first_day(answer.since), end_day(answer.until)), (answer.revision.act, offer.revision.act)
            at, move = answer.record.record, answer.record.party
            yield Interval("finding", "slot-answer.no-such-slot", "no-such-slot", *span, at, reason, acts, clauses, move)
