"""Who said what, and from when until when it is their word: the reports of one measure as dated stretches.

Pure. Days are UTC; an end is exclusive and `FOREVER` where nothing ends it. A statement counts from the day it took effect until it is
superseded or withdrawn; events it tells of (a milestone reached, a meeting held) count from their own day (DESIGN section 7). Serves I1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from entente.areas.action_plan.parameters import Parameters
from entente.areas.action_plan.records import ProgressReport
from entente.kernel.area import Group, Linked

FOREVER = date.max
_DAY = timedelta(days=1)


class Stretch(NamedTuple):
    """A value that holds from `starts` until `ends`."""

    starts: date
    ends: date
    value: Any


class Said(NamedTuple):
    """One revision of one report while it had effect; `text` is None where this node cannot read it.

    `side` is whose word it is, `author` who wrote it. From `stale_on` it is too old to say anything.
    """

    starts: date
    ends: date
    stale_on: date
    side: str
    author: str
    record: str
    act: str
    text: ProgressReport | None
    rank: tuple[date, date, str]


def revisions(record: Linked) -> list[Stretch]:
    """The stretches in which each revision of a record had effect, in order and without overlap; the value is the Revision."""
    out: list[Stretch] = []
    last = record.withdrawn_on or FOREVER
    ends = last
    for revision in reversed(record.revisions):
        starts = revision.effective_on
        if starts < ends:
            out.append(Stretch(starts, ends, revision))
            ends = starts
    out.reverse()
    return out


def statements(group: Group, p: Parameters) -> list[Said]:
    """All reports of the group, oldest first.

    Left out: a report that speaks for another party of the channel (that party speaks for itself), and a revision that moved to another
    measure.
    """
    out: list[Said] = []
    lag, age = timedelta(days=p.report_lag_days), timedelta(days=p.stale_after_days + 1)
    for record in group.records:
        if record.type != "progress-report" or record.party is None:
            continue
        for starts, ends, revision in revisions(record):
            text: ProgressReport | None = revision.text
            side = record.party
            speaks, period = starts, starts
            if text is not None:
                if text.recorded_for is not None and text.recorded_for != side:
                    side = text.recorded_for
                    if side in group.parties:
                        continue
                if text.measure != group.key:
                    continue
                period = text.period_to
                speaks = min(starts, _later(period, lag))
            rank = (period, starts, record.record)
            out.append(Said(starts, ends, _later(speaks, age), side, record.party, record.record, revision.act, text, rank))
    out.sort(key=_rank)
    return out


def _rank(said: Said) -> tuple[date, date, str]:
    return said.rank


def _later(day: date, span: timedelta) -> date:
    """A day plus a span, held at the end of the calendar."""
    return day + span if FOREVER - day > span else FOREVER


def current(said: Sequence[Said]) -> list[Stretch]:
    """One side's word over time: on each day the report in effect with the latest period. Takes reports in order of rank."""
    if not said:
        return []
    if all(a.starts < b.starts for a, b in pairwise(said)) and all(s.ends == FOREVER for s in said):
        nexts = [s.starts for s in said[1:]] + [FOREVER]
        return [Stretch(s.starts, ends, s) for s, ends in zip(said, nexts, strict=True)]
    days = sorted({day for s in said for day in (s.starts, s.ends)})
    out: list[Stretch] = []
    for a, b in pairwise(days):
        best = next((s for s in reversed(said) if s.starts <= a < s.ends), None)
        if best is None:
            continue
        if out and out[-1].value is best and out[-1].ends == a:
            out[-1] = Stretch(out[-1].starts, b, best)
        else:
            out.append(Stretch(a, b, best))
    return out


def live(word: Iterable[Stretch]) -> list[Stretch]:
    """The part of a side's word that is not stale (R1.3)."""
    return [Stretch(s.starts, min(s.ends, s.value.stale_on), s.value) for s in word if s.starts < s.value.stale_on]


def weave(timelines: Sequence[Sequence[Stretch]]) -> Iterator[tuple[date, date, list[Any]]]:
    """Several timelines, each in order and without overlap, cut at every change: (from, until, value of each or None)."""
    days = sorted({day for line in timelines for s in line for day in (s[0], s[1])})
    places = [0] * len(timelines)
    for a, b in pairwise(days):
        values: list[Any] = []
        for i, line in enumerate(timelines):
            at = places[i]
            while at < len(line) and line[at][1] <= a:
                at += 1
            places[i] = at
            values.append(line[at][2] if at < len(line) and line[at][0] <= a else None)
        yield a, b, values


def events(claims: Iterable[tuple[date, date]]) -> list[Stretch]:
    """From (day of event, day the claim was taken back), the latest event known on each day; nothing before the first."""
    held = [(day, until) for day, until in claims if day < until]
    days = sorted({d for claim in held for d in claim})
    out: list[Stretch] = []
    for a, b in pairwise(days):
        standing = [day for day, until in held if day <= a < until]
        if standing:
            out.append(Stretch(a, b, max(standing)))
    return out


def day_after(day: date, days: int = 1) -> date:
    """A day so many days later, held at the end of the calendar."""
    return _later(day, _DAY * days)


def end_of(day: date) -> date | None:
    """The end of a stretch as an interval writes it: None for open."""
    return None if day == FOREVER else day


def union(parts: Iterable[Stretch]) -> list[Stretch]:
    """Stretches that may overlap as one timeline of True."""
    out: list[Stretch] = []
    for s in sorted(parts, key=_starts):
        if out and s.starts <= out[-1].ends:
            out[-1] = Stretch(out[-1].starts, max(out[-1].ends, s.ends), True)
        else:
            out.append(Stretch(s.starts, s.ends, True))
    return out


def _starts(stretch: Stretch) -> date:
    return stretch.starts
