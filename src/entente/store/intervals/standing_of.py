"""What rules found of given records, and whether everything that counts for a standing may be seen by somebody.

Touches the database (reads); every query begins at an index, so that its cost follows the records asked for and not the history.
Serves I3.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import msgspec

from entente.kernel.act import Header
from entente.store import database, logs
from entente.store.layout import FOREVER

FOUND = "record, sort, code, state, starts, ends, move, clauses, acts, reason, numerator, denominator"

_decode = msgspec.json.Decoder().decode


@dataclass(frozen=True, slots=True)
class Found:
    """One interval: `ends` is None where it is open; `move` is a party or empty."""

    sort: str
    code: str
    state: str
    starts: date
    ends: date | None
    move: str
    clauses: tuple[str, ...]
    acts: tuple[str, ...]
    reason: Mapping[str, str]
    numerator: int | None
    denominator: int | None

    def on(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.starts <= day and (self.ends is None or day < self.ends)


def found(
    alias: str, records: Iterable[int], known_at: int | None, day: date | None = None, sort: str | None = None
) -> dict[int, list[Found]]:
    """Intervals of records by number, oldest first; those in force on a day, or all; as known at a moment (microseconds; None: now).

    With `sort` those of one sort alone.
    """
    where, params = ["known_to = %s"], list[int | str]([FOREVER])
    if known_at is not None:
        where, params = ["known_from <= %s", "known_to > %s"], [known_at, known_at]
    if day is not None:
        where, params = [*where, "starts <= %s", "ends > %s"], [*params, day.toordinal(), day.toordinal()]
    if sort is not None:
        where, params = [*where, "sort = %s"], [*params, sort]
    sql = f"SELECT {FOUND} FROM interval WHERE {' AND '.join(where)} AND record IN ({{}})"
    result: dict[int, list[Found]] = defaultdict(list)
    for record, *values in database.select_in(alias, sql, records, params):
        result[record].append(_read(values))
    for one in result.values():
        one.sort(key=lambda item: (item.starts, item.code, item.move))
    return result


def _read(values: list[object]) -> Found:
    sort, code, state, starts, ends, move, clauses, acts, reason, numerator, denominator = values
    return Found(
        str(sort), str(code), str(state), date.fromordinal(int(str(starts))),
        date.fromordinal(int(str(ends))) if int(str(ends)) < FOREVER else None, str(move),
        _names(str(clauses)), tuple(_decode(str(acts))), _decode(str(reason)),
        None if numerator is None else int(str(numerator)), None if denominator is None else int(str(denominator)),
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _names(text: str) -> tuple[str, ...]:
    return tuple(_decode(text))


def headers(alias: str, acts: Iterable[str]) -> dict[str, Header]:
    """The headers of acts by their ids; those that are not held, or cannot be read, are missing."""
    positions = logs.find(alias, acts)
    entries = database.select_in(alias, "SELECT id, entry FROM act WHERE id IN ({})", positions.values())
    read = {position: logs.read_header(entry)[1] for position, entry in entries}
    return {act: header for act, position in positions.items() if (header := read.get(position)) is not None}


def counts_for_standing(alias: str, labels: Iterable[int]) -> bool:
    """Whether any record under one of these labels counts for a standing; where none does, the tally of all is the tally without them."""
    sql = "SELECT 1 FROM record r JOIN interval i ON i.record = r.number WHERE i.sort = 'standing' AND r.label_id IN ({}) LIMIT 1"
    return bool(database.select_in(alias, sql, labels))
