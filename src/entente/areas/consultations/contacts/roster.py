"""Contacts over time: nominated, verified, stale; pings that wait for an answer; and who is asked first at a moment.

Pure. Pattern P8: a contact is verified for so many days by an answer of its own party to a ping; then it is stale, and stale is unknown.
Serves I3 and I5.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from entente.areas.consultations import says_after as says
from entente.areas.consultations.contacts.records import Contact, Hours, Reach
from entente.areas.consultations.parameters import PARAMETERS, Parameters
from entente.areas.consultations.series.occurrences import Entry, newest
from entente.kernel.area import Group, Interval, Words
from entente.kernel.calendar import zones
from entente.kernel.calendar.clock import owed, verified
from entente.kernel.calendar.public_holidays import SOURCES, calendar
from entente.kernel.calendar.seats import SEATS
from entente.kernel.calendar.timeline import FOREVER, Line, end_day, extend, first_day, weave

_COUNTRIES = {SEATS[party].zone: party for party in SOURCES if party in SEATS}
_WEEKDAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")


def open_at(hours: Hours, at: datetime) -> bool:
    """Whether a post is in its hours at an instant, by its own clock; hours that close before they open end on the next day.

    On a public holiday of its zone's country a post does not work, unless it works on all days of the week.
    """
    local = zones.local(at, hours.zone)
    clock, today, yesterday = f"{local:%H:%M}", local.date(), local.date() - timedelta(days=1)
    if hours.opens < hours.closes:
        return _works(hours, today) and hours.opens <= clock < hours.closes
    return (_works(hours, today) and clock >= hours.opens) or (_works(hours, yesterday) and clock < hours.closes)


def holiday_at(hours: Hours, at: datetime) -> Words | None:
    """The public holiday for which a post does not work on the day of an instant, by its own clock; None on all other days."""
    day = zones.local(at, hours.zone).date()
    return _holiday(hours, day) if _WEEKDAYS[day.weekday()] in hours.days else None


def _works(hours: Hours, day: date) -> bool:
    return _WEEKDAYS[day.weekday()] in hours.days and _holiday(hours, day) is None


def _holiday(hours: Hours, day: date) -> Words | None:
    """The holiday of a day in the country of the post's zone; none where the post works all week, or that country's are not known."""
    country = _COUNTRIES.get(hours.zone)
    if country is None or set(_WEEKDAYS) <= set(hours.days):
        return None
    return calendar(country).holidays.get(day)


def escalation(contacts: Sequence[Contact], at: datetime) -> list[tuple[Contact, tuple[Reach, ...]]]:
    """Whom to ask at an instant, in order, and how: those in their hours or round the clock first, then others by their out-of-hours route.

    Public holidays are out of hours.
    Posts that have no route at that hour are left out. Refuses an instant without a zone, and hours in an unknown zone (CL1).
    """
    in_hours, after_hours = [], []
    for contact in sorted(contacts, key=lambda c: (c.order, c.post)):
        if contact.kind == "24x7" or (contact.hours is not None and open_at(contact.hours, at)):
            in_hours.append((contact, contact.reach))
        elif contact.out_of_hours:
            after_hours.append((contact, contact.out_of_hours))
    return in_hours + after_hours


def contact_rules(group: Group, p: Parameters = PARAMETERS) -> list[Interval]:
    """Every interval on a contact and its pings; nothing for a group without a contact that can be read."""
    record = next((r for r in group.of("contact") if r.record == group.key), None)
    contact = newest(record) if record is not None else None
    if contact is None:
        return []
    pings = [e for r in group.of("contact-ping") if (e := newest(r)) is not None and e.revision.text.contact == group.key]
    own = [r for r in group.of("ping-answer") if r.party == contact.record.party]
    answers = [e for r in own if (e := newest(r)) is not None and e.revision.text.contact == group.key]
    out = list(_states(contact, answers, p))
    for ping in sorted(pings, key=lambda e: e.record.record):
        out += _ping(contact, ping, answers, p)
    return out


def _since(contact: Entry) -> int:
    """The day on which a contact was first named."""
    return contact.record.revisions[0].effective_on.toordinal()


def _states(contact: Entry, answers: Sequence[Entry], p: Parameters) -> Iterable[Interval]:
    """Nominated for as long as an answer would hold, verified by answers, stale otherwise; wrong once its own side says so."""
    begins, ends = _since(contact), contact.until
    confirmed = [e for e in answers if e.revision.text.still_right]
    wrong = max((e.since for e in answers if not e.revision.text.still_right and e.since >= contact.since), default=None)
    lines: list[Line] = [[(begins, ends, True)]]
    lines.append([(a, b, True) for a, b in verified((e.since for e in confirmed), p.verified_days)])
    grace = min(begins + p.verified_days + 1, FOREVER)
    lines.append([(begins, grace, True)])
    lines.append([(wrong, FOREVER, True)] if wrong is not None else [])
    found: Line = []
    for a, b, (within, live, new, changed) in weave(lines):
        if within:
            later = any(e.since > (wrong or 0) and e.since <= a for e in confirmed)
            state = "changed" if changed and not later else "verified" if live else "nominated" if new else "stale"
            extend(found, a, b, state)
    for a, b, state in found:
        acts = (contact.revision.act, *(e.revision.act for e in answers if e.since <= a))
        reason = says.contact(state, b - 1 if state == "verified" and b < FOREVER else None)
        span, clauses = (first_day(a), end_day(b)), contact.revision.text.clauses
        yield Interval("fact", "contact.verified", state, *span, contact.record.record, reason, acts, clauses)
        if state in ("stale", "changed"):
            yield Interval("finding", "contact.stale", state, *span, contact.record.record, reason, acts, clauses, contact.record.party)


def _ping(contact: Entry, ping: Entry, answers: Sequence[Entry], p: Parameters) -> Iterable[Interval]:
    """A ping that waits for the contact's own party."""
    given = min((e.since for e in answers if e.revision.text.ping == ping.record.record), default=None)
    last = min(ping.since + p.ping_answer_days, FOREVER)
    acts, move = (ping.revision.act, contact.revision.act), contact.record.party
    for a, b, state in owed(ping.since, last, given, min(ping.until, contact.until)):
        span, reason = (first_day(a), end_day(b)), says.ping(state, move or "", last)
        yield Interval("obligation", "contact.ping", state, *span, ping.record.record, reason, acts, contact.revision.text.clauses, move)
        if state == "late" and ping.record.party is not None:
            next_one = says.ask_next(ping.record.party, move or "", last)
            about, clauses = ping.record.record, contact.revision.text.clauses
            yield Interval("obligation", "contact.escalate", "to-ask-next", *span, about, next_one, acts, clauses, ping.record.party)
