"""How many measures of each clause stand in which state, on any day, as known on any day: two-dimensional differences.

Touches the database. A standing interval known from one moment to another is a rectangle; it is kept as +1 and -1 at its corners, summed
per (clause, state, effective day, known day). The count at (day, known) is the sum over all corners at or before both. Corners are summed
as well over blocks of 32 and 256 days on either axis, so that a question over a million intervals reads the blocks before both dates and
the single corners of the last, partial block alone, and a new act adds a few rows.
Each channel is counted by itself: what an exercise says of a clause is no standing of the channel in earnest. Serves I3.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Any

from entente.store import database
from entente.store.layout import FOREVER

if TYPE_CHECKING:
    from entente.store.intervals.spans import Span

EPOCH = date(1970, 1, 1).toordinal()
DAY = 86_400_000_000  # microseconds
SHIFTS = (8, 5)  # blocks of 2^8 and 2^5 days; ordinals are cut, so that blocks lie alike in every store
NEVER = 1 << 30  # a day after every other
SORT = "standing"  # of intervals, the one that is counted
CORNER = tuple[int, int, str, str, str]  # day, known day, channel, clause, state


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
    if span.sort != SORT:
        return
    for clause in _clauses(span.clauses):
        corners[span.starts, known, span.channel, clause, span.state] += sign
        if span.ends < FOREVER:
            corners[span.ends, known, span.channel, clause, span.state] -= sign


def wrong_blocks(alias: str) -> list[tuple[Any, ...]]:
    """Blocks that are not the sums of their corners: level, day, known day, channel, clause, state, what is stored, what it should be."""
    held = {
        row[:6]: row[6] for row in database.rows(alias, "SELECT level, day, known, channel, clause, state, n FROM tally_block") if row[6]
    }
    wanted: Counter[tuple[Any, ...]] = Counter()
    for day, known, channel, clause, state, n in database.rows(alias, "SELECT day, known, channel, clause, state, n FROM tally"):
        for by_day, by_known in product(SHIFTS, SHIFTS):
            wanted[_level(by_day, by_known), day >> by_day, known >> by_known, channel, clause, state] += n
    return [(*key, held.get(key, 0), wanted[key]) for key in sorted({*held, *wanted}) if held.get(key, 0) != wanted[key]]


def _write(alias: str, corners: Counter[CORNER]) -> None:
    blocks: Counter[tuple[int, int, int, str, str, str]] = Counter()
    for (day, known, channel, clause, state), n in corners.items():
        for by_day, by_known in product(SHIFTS, SHIFTS):
            blocks[_level(by_day, by_known), day >> by_day, known >> by_known, channel, clause, state] += n
    _add(alias, "tally", "day, known, channel, clause, state", [(*key, n) for key, n in sorted(corners.items()) if n])
    _add(alias, "tally_block", "level, day, known, channel, clause, state", [(*key, n) for key, n in sorted(blocks.items()) if n])


def _add(alias: str, table: str, key: str, rows: Sequence[Sequence[Any]]) -> None:
    database.insert(alias, table, f"{key}, n", rows, f"ON CONFLICT ({key}) DO UPDATE SET n = {table}.n + excluded.n")


def _level(by_day: int, by_known: int) -> int:
    """How a pair of block lengths is written."""
    return 10 * by_day + by_known


def counts(alias: str, day: date, known: date | None = None, channel: str | None = None) -> dict[tuple[str, str], int]:
    """{(clause, state): number of measures} of one channel on a day, as known by the end of another (default: as known now).

    Without a channel all are counted together, which says something only of a node that is in one.
    """
    days, single_day = _cut(day.toordinal() + 1)
    if known is None:
        knowns, single_known = {SHIFTS[0]: (0, NEVER)}, NEVER
    else:
        knowns, single_known = _cut(known.toordinal() + 1)
    found: Counter[tuple[str, str]] = Counter()
    for (by_day, (d1, d2)), (by_known, (k1, k2)) in product(days.items(), knowns.items()):
        where = f"tally_block WHERE level = {_level(by_day, by_known)} AND day >= {d1} AND day < {d2} AND known >= {k1} AND known < {k2}"
        _sum(alias, where, channel, found)
    end = NEVER if known is None else known.toordinal() + 1
    _sum(alias, f"tally WHERE day >= {single_day} AND day <= {day.toordinal()} AND known < {end}", channel, found)
    if single_known < end:
        _sum(alias, f"tally WHERE known >= {single_known} AND known < {end} AND day < {single_day}", channel, found)
    return {key: n for key, n in sorted(found.items()) if n}


def _cut(end: int) -> tuple[dict[int, tuple[int, int]], int]:
    """The days before `end` as numbers of whole blocks (from, to), the longest first, and the first day that is in none."""
    ranges, first = {}, 0
    for shift in SHIFTS:
        ranges[shift] = (first >> shift, end >> shift)
        first = end >> shift << shift
    return ranges, first


def _sum(alias: str, where: str, channel: str | None, found: Counter[tuple[str, str]]) -> None:
    narrowing, params = (" AND channel = %s", (channel,)) if channel is not None else ("", ())
    for clause, state, n in database.rows(alias, f"SELECT clause, state, SUM(n) FROM {where}{narrowing} GROUP BY clause, state", params):
        found[clause, state] += int(n)
