"""The rules over the meetings of a series: dates, offers, holidays, cut-off, agenda, minutes, read-outs, records entered twice.

Pure. R1.3: reports are cut off so many joint working days before a dialogue; R1.8: a joint working day is one in every calendar, and where
the calendars do not reach a day, nothing is said of it. What a record says is its newest readable text, from the day it took effect.
Serves I2, I3, I4 and I5.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from entente.areas.consultations import says
from entente.areas.consultations.meetings.decided import changed_in_one_language
from entente.areas.consultations.papers import AnyMinutes
from entente.areas.consultations.parameters import PARAMETERS, Parameters
from entente.areas.consultations.records import AHEAD_STAGES, HELD_STAGES, Meeting
from entente.areas.consultations.series.occurrences import Entry, duplicates, entries
from entente.kernel.area import Group, Interval, Sort
from entente.kernel.calendar import workdays
from entente.kernel.calendar.clock import owed
from entente.kernel.calendar.public_holidays import known
from entente.kernel.calendar.timeline import FOREVER, Line, end_day, first_day, revisions
from entente.kernel.calendar.workdays import Workdays
from entente.kernel.errors import Refusal


def cut_off(on: date, days: Workdays, p: Parameters = PARAMETERS) -> date | None:
    """R1.3: the last day on which reports for a dialogue on a day are taken; None where the calendars do not reach."""
    try:
        return workdays.add(days, on, -p.cut_off_working_days)
    except Refusal:
        return None


def meeting_rules(group: Group, p: Parameters = PARAMETERS) -> list[Interval]:
    """Every interval on the meetings of a group and on their papers."""
    meetings = entries(group, "meeting")
    papers = entries(group, "minutes")
    if not meetings and not papers:
        return []
    agendas = entries(group, "agenda")
    ahead = [e for e in meetings if e.revision.text.stage in AHEAD_STAGES]
    days = known(group.parties) if any(e.revision.text.starts is not None for e in ahead) else None
    out: list[Interval] = []
    for entry in meetings:
        if entry in ahead:
            out += _ahead(entry, days, p)
            out += _agenda(entry, [one for one in agendas if one.revision.text.meeting == entry.record.record], (group.parties, days), p)
        elif entry.revision.text.stage in HELD_STAGES:
            out += _afterwards(entry, papers, group.parties, p)
    for pair in duplicates(meetings, p):
        since = max(pair.first.since, pair.second.since)
        acts = (pair.first.revision.act, pair.second.revision.act)
        for entry in (pair.first, pair.second):
            span = first_day(since), None
            out.append(_on(entry, ("finding", "meeting.duplicate", pair.state), span, pair.reason, acts))
    out += _read_outs(meetings, entries(group, "read-out"), group.parties)
    for record in group.of("minutes"):
        out += _languages(record.record, revisions(record))
    return out


def _on(
    entry: Entry, what: tuple[Sort, str, str], span: tuple[date, date | None], reason: says.Words, acts: tuple[str, ...] = ()
) -> Interval:
    """An interval on a meeting; `what` is its sort, code and state."""
    text: Meeting = entry.revision.text
    sort, code, state = what
    rests = acts or (entry.revision.act,)
    return Interval(sort, code, state, span[0], span[1], entry.record.record, reason, rests, text.clauses)


def _owes(entry: Entry, code: str, stretch: tuple[int, int, str], reason: says.Words, move: str | None) -> Interval:
    a, b, state = stretch
    acts, clauses = (entry.revision.act,), entry.revision.text.clauses
    return Interval("obligation", code, state, first_day(a), end_day(b), entry.record.record, reason, acts, clauses, move)


def _ahead(entry: Entry, days: Workdays | None, p: Parameters) -> Iterable[Interval]:
    """What is said of a meeting to come whose date is agreed: days off, cut-off of reports, and that its day has passed unrecorded."""
    text: Meeting = entry.revision.text
    if text.starts is None:
        return
    begins = text.starts.on.toordinal()
    lasts = max(text.ends.on.toordinal(), begins) if text.ends is not None else begins
    passed = min(lasts + 1, FOREVER)
    until = min(entry.until, passed)
    if days is not None and entry.since < until:
        for day in range(begins, min(lasts, begins + 31) + 1):
            for party, name in workdays.days_off(days, date.fromordinal(day)).items():
                state = "holiday" if date.fromordinal(day) in _calendar(days, party).holidays else "weekend"
                reason = says.day_off(day, party, name["en"], name["ja"])
                yield _on(entry, ("finding", "meeting.day-off", state), (first_day(entry.since), end_day(until)), reason)
        last_report = cut_off(text.starts.on, days, p)
        if last_report is not None:
            yield from _cut_off(entry, last_report, begins, days, p)
    overdue = max(entry.since, passed)
    if overdue < entry.until:
        yield _owes(entry, "meeting.unrecorded", (overdue, entry.until, "date-passed"), says.unrecorded(lasts), text.host)


def _calendar(days: Workdays, party: str) -> workdays.Calendar:
    return next(calendar for calendar in days.calendars if calendar.party == party)


def _cut_off(entry: Entry, last: date, begins: int, days: Workdays, p: Parameters) -> Iterable[Interval]:
    after = last.toordinal() + 1
    for a, b, state in ((entry.since, after, "open"), (after, begins + 1, "passed")):
        a, b = max(a, entry.since), min(b, entry.until)
        if a < b:
            reason = says.cut_off(state, last.toordinal(), p.cut_off_working_days, days.version)
            yield _on(entry, ("fact", "meeting.cut-off", state), (first_day(a), end_day(b)), reason)


def agenda_by(on: date, days: Workdays | None, p: Parameters = PARAMETERS) -> date:
    """The day by which the agenda of a meeting on a day is to be agreed; in days of the calendar where working days are not known."""
    try:
        if days is not None:
            return workdays.add(days, on, -p.agenda_working_days)
    except Refusal:
        pass
    return date.fromordinal(max(on.toordinal() - p.agenda_working_days, 1))


def _agenda(entry: Entry, agendas: list[Entry], who: tuple[tuple[str, ...], Workdays | None], p: Parameters) -> Iterable[Interval]:
    """An agenda owed by every side from the day a date is agreed to the day one is agreed, or the meeting's own day has passed.

    Of a meeting agreed at short notice it is owed at once.
    """
    text: Meeting = entry.revision.text
    if text.stage != "DATE AGREED" or text.starts is None:
        return
    parties, days = who
    first = min((one.since for one in agendas), default=None)
    by = max(agenda_by(text.starts.on, days, p).toordinal(), entry.since)
    ends = min(entry.until, text.starts.on.toordinal() + 1)
    for a, b, state in owed(entry.since, by, first, ends):
        for party in parties:
            yield _owes(entry, "meeting.agenda", (a, b, state), says.agenda(state, by), party)


def _afterwards(entry: Entry, papers: list[Entry], parties: tuple[str, ...], p: Parameters) -> Iterable[Interval]:
    """Minutes owed by every side after a meeting, unless it ended without, and how long they took."""
    text: Meeting = entry.revision.text
    agreed = [paper for paper in papers if paper.revision.text.meeting == entry.record.record]
    first = min((r.effective_on.toordinal() for paper in agreed for r in paper.record.revisions if r.text is not None), default=None)
    if text.held_on is None:
        return
    met = text.held_on.toordinal()
    if text.stage == "HELD" and text.outcome in (None, "AGREED MINUTES"):
        for a, b, state in owed(met, min(met + p.minutes_days, FOREVER), first, entry.until):
            by = says.minutes(state, min(met + p.minutes_days, FOREVER))
            for party in parties:
                yield _owes(entry, "meeting.minutes", (a, b, state), by, party)
    if first is not None and max(first, met) < entry.until:
        took, since = max(first - met, 0), max(first, met)
        state = "in-time" if took <= p.minutes_days else "late"
        acts = (entry.revision.act, *(paper.revision.act for paper in agreed))
        yield Interval(
            "indicator", "meeting.days-to-minutes", state, first_day(since), end_day(entry.until), entry.record.record,
            says.minutes_after(took), acts, text.clauses, None, took, 1,
        )  # fmt: skip


def _read_outs(meetings: list[Entry], told: list[Entry], parties: tuple[str, ...]) -> Iterable[Interval]:
    """Who has published a summary of a meeting: one side, or all."""
    for entry in meetings:
        mine = [e for e in told if e.revision.text.meeting == entry.record.record and e.record.party in parties]
        since = sorted({max(e.since, 1) for e in mine})
        for n, a in enumerate(since):
            b = min(since[n + 1] if n + 1 < len(since) else FOREVER, entry.until)
            have = tuple(sorted({e.record.party for e in mine if e.since <= a < e.until and e.record.party}))
            if a < b and have:
                acts = tuple(e.revision.act for e in mine if e.since <= a < e.until)
                state = "all-sides" if len(have) == len(set(parties)) else "one-side"
                yield _on(entry, ("fact", "meeting.read-outs", state), (first_day(a), end_day(b)), says.read_outs(have), acts)


def _languages(record: str, line: Line) -> Iterable[Interval]:
    """Revisions of minutes that changed one language only and do not say that the other needs no change, each until the next revision."""
    before: AnyMinutes | None = None
    for a, b, revision in line:
        text: AnyMinutes | None = revision.text
        if text is None:
            continue
        if before is not None:
            for language, numbers in sorted(changed_in_one_language(before, text).items()):
                acts, reason = (revision.act,), says.one_language(numbers, language)
                state = f"{language}-only"
                yield Interval("finding", "minutes.one-language", state, first_day(a), end_day(b), record, reason, acts)
        before = text
