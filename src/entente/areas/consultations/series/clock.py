"""The clock of one series: begun, on time, due, overdue, lapsed; deferred; and what it says of gaps, years and hosts.

Pure. R1.5: the next meeting is due one interval after the last, or after the day of the promise before the first; a series whose basis is
not fixed runs a rolling and a fiscal-year clock, and stands as the more pressing of the two says. R1.6: a deferral stops escalation in the
standing; the bare clocks, the gaps and the share held on time never hear of it. Where the text promises no interval, a meeting is evidence
for a while, and then there is none. R1.7: so many a year, no gap longer than agreed. Serves I2, I3, I4 and I5.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from entente.areas.consultations import says
from entente.areas.consultations.parameters import PARAMETERS, Parameters
from entente.areas.consultations.records import AHEAD_STAGES, AnySeries
from entente.areas.consultations.series.cadence import CLOCKS, bases, limits
from entente.areas.consultations.series.figures import binding, figures
from entente.areas.consultations.series.occurrences import Held, entries, held, newest
from entente.kernel.area import STANDINGS, Group, Interval, Linked
from entente.kernel.calendar import deferral
from entente.kernel.calendar.clock import Basis, Limits, cut, defer, escalation
from entente.kernel.calendar.timeline import FOREVER, Line, end_day, events, extend, first_day, gaps, revisions, union, weave


class Phase(NamedTuple):
    """One stretch of a series: its state, the text and acts it rests on, the last day in time, and the last meeting."""

    state: str
    text: AnySeries
    acts: tuple[str, ...]
    deadline: int | None
    last: int | None
    was: str = ""  # what a deferral has stopped


def next_host(text: AnySeries, last: Held | None) -> str:
    """Whose turn it is: the one after the last host in the order; the first where nobody was host yet, or where the host is fixed."""
    order = text.host_order
    if text.host_rule == "FIXED" or last is None or last.host not in order:
        return order[0]
    return order[(order.index(last.host) + 1) % len(order)]


def texts(record: Linked) -> Line:
    """The series' readable revisions; the first reaches back to the day of the promise, the end is the day after the series ended."""
    out: Line = []
    for a, b, revision in revisions(record):
        text: AnySeries | None = revision.text
        if text is None:
            continue
        starts = min(a, text.reckoned_from.toordinal()) if not out else a
        until = min(b, text.ended_on.toordinal() + 1) if text.ended_on is not None else b
        if starts < until:
            out.append((starts, until, revision))
    return out


def series_rules(group: Group, p: Parameters = PARAMETERS) -> list[Interval]:
    """Every interval on a series itself; nothing for a group without one."""
    record = next((r for r in group.of("meeting-series") if r.record == group.key), None)
    line = texts(record) if record is not None else []
    if record is None or not line:
        return []
    meetings = held(group, p)
    last = events((m.day, m.until) for m in meetings)
    acts = {m.day: m.acts for m in meetings}
    clocks = {basis: _clock(line, basis, last, acts, p) for basis in CLOCKS}
    bare = _pressing([clock for clock in clocks.values() if clock])
    stands = defer(bare, deferral.standing(group), _stopped)
    out = [_interval("standing", "series.cadence", record.record, stretch) for stretch in stands]
    for basis, clock in clocks.items():
        out += [_interval("fact", CLOCKS[basis], record.record, stretch) for stretch in clock if stretch[2].deadline is not None]
    out += _undecided(record.record, line)
    out += _convene(record.record, stands, meetings, (_agreed(group), _named_hosts(group)))
    firm = [m for m in meetings if m.until == FOREVER]
    entry = newest(record)
    return out if entry is None else [*out, *figures(entry, firm, p), *binding(entry, firm, p)]


def _clock(line: Line, basis: Basis, last: Line, acts: dict[int, tuple[str, ...]], p: Parameters) -> Line:
    """One clock over the series' texts, on the days on which it runs."""
    out: Line = []
    for a, b, revision in line:
        text: AnySeries = revision.text
        if basis not in bases(text) and not (text.interval_months is None and basis == "ROLLING"):
            continue
        for c, d, (within, day) in weave([[(a, b, True)], last]):
            if within:
                _stretch(out, (c, d), Phase("", text, (revision.act, *acts.get(day, ())), None, day), limits(text, basis, day, p), p)
    return out


def _stretch(out: Line, over: tuple[int, int], phase: Phase, reached: Limits | None, p: Parameters) -> None:
    """Adds one run: begun until the first meeting since the promise, on time after one, then what the limits say."""
    begins, ends = over
    met = phase.last is not None and phase.last >= phase.text.reckoned_from.toordinal()
    if reached is not None:
        for a, b, state in cut(begins, ends, ((begins, "on-time" if met else "begun"), *escalation(reached))):
            extend(out, a, b, phase._replace(state=state, deadline=reached.deadline))
        return
    quiet = min(phase.last + p.quiet_days + 1, FOREVER) if phase.last is not None else begins
    for a, b, state in cut(begins, ends, ((begins, "begun"), (quiet, "no-evidence"))):
        extend(out, a, b, phase._replace(state=state))


def _pressing(clocks: Sequence[Line]) -> Line:
    """On each day the more pressing of the clocks; of two that agree, the one with the earlier date."""
    out: Line = []
    for a, b, phases in weave(clocks):
        running = [phase for phase in phases if phase is not None]
        if running:
            extend(out, a, b, max(running, key=lambda phase: (STANDINGS.index(phase.state), -(phase.deadline or 0))))
    return out


def _stopped(phase: Phase, agreed: tuple[str, ...]) -> Phase:
    """A phase under a deferral: stopped where it presses, with what it would be."""
    if phase.state not in ("due", "overdue", "lapsed"):
        return phase
    return phase._replace(state="deferred", acts=(*phase.acts, *agreed), was=phase.state)


def _interval(sort: str, code: str, record: str, stretch: tuple[int, int, Phase]) -> Interval:
    a, b, phase = stretch
    reason = says.cadence(phase.state, code, phase.deadline, phase.last, phase.was)
    return Interval(
        "standing" if sort == "standing" else "fact", code, phase.state, first_day(a), end_day(b), record, reason, phase.acts,
        phase.text.clauses,
    )  # fmt: skip


def _undecided(record: str, line: Line) -> list[Interval]:
    """R1.5: while the basis of an interval is not fixed, that is pointed out."""
    found: Line = []
    for a, b, revision in line:
        if revision.text.basis == "NOT FIXED" and revision.text.interval_months is not None:
            extend(found, a, b, (revision.act, revision.text.clauses))
    return [
        Interval("finding", "series.basis", "not-fixed", first_day(a), end_day(b), record, says.NOT_FIXED, (act,), clauses)
        for a, b, (act, clauses) in found
    ]


def _agreed(group: Group) -> list[tuple[int, int]]:
    """The days on which a meeting to come has its date agreed; once that has passed, what became of it is asked for, and no other."""
    return union(
        (e.since, e.until)
        for e in entries(group, "meeting")
        if e.revision.text.stage in AHEAD_STAGES and e.revision.text.starts is not None
    )


def _named_hosts(group: Group) -> Line:
    """The days on which a meeting to come without an agreed date names its host, with that host."""
    ahead = [e for e in entries(group, "meeting") if e.revision.text.stage in AHEAD_STAGES and e.revision.text.starts is None]
    named = sorted((e.since, e.until, e.revision.text.host) for e in ahead if e.revision.text.host is not None)
    return [(a, min([b, *(later for later, _, _ in named[n + 1 :])]), host) for n, (a, b, host) in enumerate(named)]


def _convene(record: str, stands: Line, meetings: Sequence[Held], ahead: tuple[list[tuple[int, int]], Line]) -> list[Interval]:
    """Who is to convene the next meeting, once it is due while none has its date agreed: its host where it is planned, else the next."""
    agreed, named = ahead
    hosts = {m.day: m for m in meetings}
    out = []
    for a, b, phase in stands:
        if phase.state not in ("due", "overdue", "lapsed"):
            continue
        turn = next_host(phase.text, hosts.get(phase.last))
        state = "open" if phase.state == "due" else "late"
        for c, d in gaps(a, b, agreed):
            for e, f, (within, host) in weave([[(c, d, True)], named]):
                move = host or turn
                reason = says.convene(state, move, phase.deadline or 0)
                if within:
                    out.append((e, f, (state, move, phase.acts, phase.text.clauses, tuple(reason.items()))))
    line: Line = []
    for a, b, value in out:
        extend(line, a, b, value)
    return [
        Interval("obligation", "series.convene", state, first_day(a), end_day(b), record, dict(reason), acts, clauses, move)
        for a, b, (state, move, acts, clauses, reason) in line
    ]
