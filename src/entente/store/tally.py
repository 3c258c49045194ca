"""How many measures of each clause stand in which state, on any day, as known on any day: two-dimensional differences.

Touches the database. A standing interval known from one moment to another is a rectangle; it is kept as +1 and -1 at its corners, summed
per (clause, state, effective day, known day). The count at (day, known) is the sum over all corners at or before both, so a question over
a million intervals reads only the distinct corners, and a new act adds a few (DESIGN section 7: standing as of two dates). Serves I3.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from entente.store import database
from entente.store.layout import FOREVER

if TYPE_CHECKING:
    from entente.store.spans import Span

EPOCH = date(1970, 1, 1).toordinal()
DAY = 86_400_000_000  # microseconds
CORNER = tuple[str, str, int, int]


@lru_cache(maxsize=4096)
def _clauses(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


def known_day(at: int) -> int:
    """The ordinal of the UTC day of a moment."""
    return EPOCH + at // DAY


def end_of_day(day: date) -> int:
    """The last microsecond of a UTC day: what was known by its end."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) * 1_000_000 + DAY - 1


def add(alias: str, changes: Iterable[tuple[Span, int, int, int]]) -> None:
    """Enters changes (interval, since when it was known, +1 opened or -1 closed, when)."""
    corners: Counter[CORNER] = Counter()
    for span, _, sign, at in changes:
        _corners(corners, span, sign, known_day(at))
    _write(alias, corners)


def remove(alias: str, removed: Iterable[tuple[Span, int, int]]) -> None:
    """Takes intervals out altogether (known from, known to), as if they had never been known."""
    corners: Counter[CORNER] = Counter()
    for span, known_from, known_to in removed:
        _corners(corners, span, -1, known_day(known_from))
        if known_to < FOREVER:
            _corners(corners, span, 1, known_day(known_to))
    _write(alias, corners)


def _corners(corners: Counter[CORNER], span: Span, sign: int, known: int) -> None:
    if span.sort != "standing":
        return
    for clause in _clauses(span.clauses):
        corners[clause, span.state, span.starts, known] += sign
        if span.ends < FOREVER:
            corners[clause, span.state, span.ends, known] -= sign


def _write(alias: str, corners: Counter[CORNER]) -> None:
    database.insert(
        alias,
        "tally",
        "clause, state, day, known, n",
        [(*corner, n) for corner, n in sorted(corners.items()) if n],
        "ON CONFLICT (clause, state, day, known) DO UPDATE SET n = tally.n + excluded.n",
    )


def counts(alias: str, day: date, known: date | None = None) -> dict[tuple[str, str], int]:
    """{(clause, state): number of measures} on a day, as known by the end of another (default: as known now)."""
    sql = "SELECT clause, state, SUM(n) FROM tally WHERE day <= %s"
    params = [day.toordinal()]
    if known is not None:
        sql += " AND known <= %s"
        params.append(known.toordinal())
    found = database.rows(alias, f"{sql} GROUP BY clause, state", params)
    return {(row[0], row[1]): int(row[2]) for row in found if row[2]}
