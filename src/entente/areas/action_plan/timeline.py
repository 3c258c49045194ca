"""Who said what, and from when until when it is their word: the reports of one measure as dated stretches.

Pure. Days are UTC, as ordinals (`date.toordinal`), which compare and add faster than dates; an end is exclusive and `FOREVER` where nothing
ends it. A statement counts from the day it took effect until it is superseded or withdrawn; events it tells of (a milestone reached, a
meeting held) count from their own day (DESIGN section 7). Serves I1.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter
from typing import Any

import msgspec

from entente.areas.action_plan.parameters import Parameters
from entente.areas.action_plan.records import ProgressReport
from entente.kernel.area import Group, Linked

FOREVER = date.max.toordinal()

Stretch = tuple[int, int, Any]
"""A value that holds from the first day until the second."""

Line = list[Stretch]
"""Stretches in order and without overlap."""

first_day = date.fromordinal

_day_of_change = itemgetter(0)


@lru_cache(maxsize=16384)
def end_day(day: int) -> date | None:
    """The end of a stretch as an interval writes it: None for open."""
    return None if day == FOREVER else date.fromordinal(day)


class Said(msgspec.Struct, frozen=True):
    """One revision of one report while it had effect; `text` is None where this node cannot read it, and `rag` then empty.

    `side` is whose word it is, `author` who wrote it; `own` where they are the same and we can read it. From `stale_on` it is too old to
    say anything. `forecast` is the finish it forecasts, as (day, side, act).
    """

    starts: int
    ends: int
    stale_on: int
    side: str
    author: str
    record: str
    act: str
    rag: str
    own: bool
    forecast: tuple[int, str, str] | None
    text: ProgressReport | None


def revisions(record: Linked) -> Line:
    """The stretches in which each revision of a record had effect; the value is the Revision."""
    out: Line = []
    ends = record.withdrawn_on.toordinal() if record.withdrawn_on is not None else FOREVER
    for revision in reversed(record.revisions):
        starts = revision.effective_on.toordinal()
        if starts < ends:
            out.append((starts, ends, revision))
            ends = starts
    out.reverse()
    return out


def statements(group: Group, p: Parameters) -> list[Said]:
    """All reports of the group, those on the latest period last.

    Left out: a report that speaks for another party of the channel (that party speaks for itself), and a revision that moved to another
    measure.
    """
    found: list[tuple[int, int, str, Said]] = []
    lag, age = p.report_lag_days, p.stale_after_days + 1
    for record in group.records:
        author = record.party
        if author is None or record.type != "progress-report":
            continue
        for starts, ends, revision in revisions(record):
            text: ProgressReport | None = revision.text
            side, rag, speaks, period, forecast = author, "", starts, starts, None
            if text is not None:
                if text.recorded_for is not None and text.recorded_for != author:
                    side = text.recorded_for
                    if side in group.parties:
                        continue
                if text.measure != group.key:
                    continue
                rag, period = text.rag.lower(), text.period_to.toordinal()
                if period + lag < starts:
                    speaks = period + lag
                if text.forecast_finish is not None:
                    forecast = (text.forecast_finish.toordinal(), side, revision.act)
            stale_on, own = min(speaks + age, FOREVER), text is not None and side == author
            one = Said(starts, ends, stale_on, side, author, record.record, revision.act, rag, own, forecast, text)
            found.append((period, starts, one.record, one))
    found.sort()
    return [said for _, _, _, said in found]


def current(said: Sequence[Said]) -> Line:
    """One side's word over time: on each day the report in effect with the latest period. Takes reports as `statements` orders them."""
    out: Line = []
    for s in said:  # what nearly always holds: each report stands, and was said after those on earlier periods
        if s.ends != FOREVER or (out and s.starts <= out[-1][0]):
            break
        if out:
            out[-1] = (out[-1][0], s.starts, out[-1][2])
        out.append((s.starts, FOREVER, s))
    else:
        return out
    out.clear()
    for a, b in pairwise(sorted({day for s in said for day in (s.starts, s.ends)})):
        best = next((s for s in reversed(said) if s.starts <= a < s.ends), None)
        if best is not None:
            extend(out, a, b, best)
    return out


def live(word: Line) -> Line:
    """The part of a side's word that is not stale (R1.3)."""
    return [(a, b if b < s.stale_on else s.stale_on, s) for a, b, s in word if a < s.stale_on]


def extend(line: Line, starts: int, ends: int, value: Any) -> None:
    """Adds a stretch at the end of a line: to the last one where that ends here with an equal value."""
    if line and line[-1][1] == starts and line[-1][2] == value:
        line[-1] = (line[-1][0], ends, value)
    else:
        line.append((starts, ends, value))


def weave(lines: Sequence[Line]) -> list[tuple[int, int, list[Any]]]:
    """Several lines, cut at every change: (from, until, value of each or None)."""
    changes: list[tuple[int, int, Any]] = []
    for place, line in enumerate(lines):
        until = 0
        for starts, ends, value in line:
            if until and until != starts:
                changes.append((until, place, None))
            changes.append((starts, place, value))
            until = ends
        if until:
            changes.append((until, place, None))
    changes.sort(key=_day_of_change)
    out: list[tuple[int, int, list[Any]]] = []
    values: list[Any] = [None] * len(lines)
    since = 0
    for day, place, value in changes:
        if day != since:
            if since:
                out.append((since, day, values[:]))
            since = day
        values[place] = value
    return out


def events(claims: Iterable[tuple[int, int]]) -> Line:
    """From (day of event, day the claim was taken back), the latest event known on each day; nothing before the first."""
    held = [(day, until) for day, until in claims if day < until]
    out: Line = []
    for a, b in pairwise(sorted({day for claim in held for day in claim})):
        standing = [day for day, until in held if day <= a < until]
        if standing:
            extend(out, a, b, max(standing))
    return out


def union(parts: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans of days, which may overlap or be empty, as spans that do not touch, in order."""
    out: list[tuple[int, int]] = []
    for starts, ends in sorted(parts):
        if starts >= ends:
            continue
        if out and starts <= out[-1][1]:
            if ends > out[-1][1]:
                out[-1] = (out[-1][0], ends)
        else:
            out.append((starts, ends))
    return out


def gaps(starts: int, ends: int, covered: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """What of a span of days is not covered by these spans, which are as `union` gives them."""
    out: list[tuple[int, int]] = []
    for a, b in covered:
        if starts < a < ends:
            out.append((starts, a))
        elif a >= ends:
            break
        starts = max(starts, b)
    if starts < ends:
        out.append((starts, ends))
    return out
