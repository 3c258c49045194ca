"""What rules find now, as tables show it: the soonest to end first, so many of them, and how many there are up to a bound.

Touches the database (reads). Reads the open intervals alone, by an index that holds no others, and decodes no more of them than are shown.
Serves S2, I3 and every clause.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from entente.store import database, shown
from entente.store.layout import FOREVER
from entente.store.paged import narrowing

COUNTED = 500  # from here on a count says "500+"


@dataclass(frozen=True, slots=True)
class Due:
    """Which intervals: of one sort, in one of these states, where it is the move of one of these parties (None: anybody's or nobody's)."""

    sort: str
    states: tuple[str, ...]
    parties: frozenset[str] | None = None


def due(alias: str, allowed: frozenset[int] | None, day: date, wanted: Due, limit: int) -> tuple[list[dict[str, Any]], int]:
    """Intervals in force on a day, as known now, of records that may be read; and how many there are, COUNTED at most."""
    source = f"interval i{' INDEXED BY interval_open' if database.is_sqlite(alias) else ''} JOIN record r ON r.number = i.record"
    where, params = _where(allowed, day.toordinal(), wanted)
    sql = f"SELECT {shown.SPAN} FROM {source} WHERE {where} ORDER BY i.ends, r.id, i.code LIMIT {int(limit)}"
    found = [shown.as_dict(row) for row in database.rows(alias, sql, params)]
    if len(found) < limit:
        return found, len(found)
    counted = f"SELECT COUNT(*) FROM (SELECT 1 FROM {source} WHERE {where} LIMIT {COUNTED}) AS counted"
    return found, int(database.rows(alias, counted, params)[0][0])


def _where(allowed: frozenset[int] | None, ordinal: int, wanted: Due) -> tuple[str, list[Any]]:
    conditions = [f"i.known_to = {FOREVER}", "i.sort = %s", f"i.state IN ({_marks(wanted.states)})", "i.starts <= %s", "i.ends > %s"]
    params: list[Any] = [wanted.sort, *wanted.states, ordinal, ordinal]
    if wanted.parties is not None:
        conditions.append(f"i.move IN ({_marks(tuple(wanted.parties))})")
        params += sorted(wanted.parties)
    return " AND ".join([*conditions, *narrowing(allowed, "r.label_id")]), params


def _marks(values: tuple[str, ...]) -> str:
    return ", ".join(["%s"] * len(values)) or "NULL"
