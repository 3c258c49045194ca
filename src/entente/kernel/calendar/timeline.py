"""Stretches of days: lines that hold one value after another, and what is made of them.

Pure. Days are UTC, as ordinals (`date.toordinal`), which compare and add faster than dates; an end is exclusive and `FOREVER` where nothing
ends it. Rules think in lines and write intervals. Serves I1, I2 and I3 through the areas' rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter
from typing import Any

from entente.kernel.area import Linked

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
    held = list(claims)
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
