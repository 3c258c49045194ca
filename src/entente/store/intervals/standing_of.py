"""What rules found of given records, and whether everything that counts for a standing may be seen by somebody.

Touches the database (reads); every query begins at an index, so that its cost follows the records asked for and not the history.
Serves I3.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec

from entente.kernel.act import Header
from entente.store import database, logs
from entente.store.layout import FOREVER
from entente.store.paged import narrowing

FOUND = "record, sort, code, state, starts, ends, move, clauses, acts, reason, numerator, denominator"

_decode = msgspec.json.Decoder().decode
_day = date.fromordinal


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


class Stretch(NamedTuple):
    """How something stood from a day until another (None: on), without why."""

    sort: str
    code: str
    state: str
    starts: date
    ends: date | None

    def on(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.starts <= day and (self.ends is None or day < self.ends)


def stretches(alias: str, records: Iterable[int], known_at: int | None, sorts: Sequence[str]) -> dict[int, list[Stretch]]:
    """As `found` of these sorts at all times, without reasons and acts, which are most of what an interval weighs."""
    where, params = ("known_to = %s", [FOREVER]) if known_at is None else ("known_from <= %s AND known_to > %s", [known_at, known_at])
    sql = f"SELECT record, sort, code, state, starts, ends, move FROM interval WHERE {where} AND sort IN ({', '.join(['%s'] * len(sorts))})"
    rows = database.select_in(alias, f"{sql} AND record IN ({{}})", records, [*params, *sorts])
    result: dict[int, list[Stretch]] = defaultdict(list)
    for record, sort, code, state, starts, ends, _move in sorted(rows, key=lambda row: (row[4], row[2], row[6])):
        result[record].append(Stretch(sort, code, state, _day(starts), _day(ends) if ends < FOREVER else None))
    return result


def found(
    alias: str, records: Iterable[int], known_at: int | None, day: date | None = None, sorts: Sequence[str] = ()
) -> dict[int, list[Found]]:
    """Intervals of records by number, oldest first; those in force on a day, or all; as known at a moment (microseconds; None: now).

    With `sorts` those of these sorts alone.
    """
    where, params = ["known_to = %s"], list[int | str]([FOREVER])
    if known_at is not None:
        where, params = ["known_from <= %s", "known_to > %s"], [known_at, known_at]
    if day is not None:
        where, params = [*where, "starts <= %s", "ends > %s"], [*params, day.toordinal(), day.toordinal()]
    if sorts:
        where, params = [*where, f"sort IN ({', '.join(['%s'] * len(sorts))})"], [*params, *sorts]
    sql = f"SELECT {FOUND} FROM interval WHERE {' AND '.join(where)} AND record IN ({{}})"
    result: dict[int, list[Found]] = defaultdict(list)
    for row in database.select_in(alias, sql, records, params):
        result[row[0]].append(_read(row))
    for one in result.values():
        one.sort(key=lambda item: (item.starts, item.code, item.move))
    return result


def _read(row: tuple[Any, ...]) -> Found:
    _, sort, code, state, starts, ends, move, clauses, acts, reason, over, under = row
    until = _day(ends) if ends < FOREVER else None
    return Found(sort, code, state, _day(starts), until, move, _names(clauses), tuple(_decode(acts)), _decode(reason), over, under)


@lru_cache(maxsize=4096)
def _names(text: str) -> tuple[str, ...]:
    return tuple(_decode(text))


def headers(alias: str, acts: Iterable[str]) -> dict[str, Header]:
    """The headers of acts by their ids; those that are not held, or cannot be read, are missing."""
    positions = logs.find(alias, acts)
    entries = database.select_in(alias, "SELECT id, entry FROM act WHERE id IN ({})", positions.values())
    read = {position: logs.read_header(entry)[1] for position, entry in entries}
    return {act: header for act, position in positions.items() if (header := read.get(position)) is not None}


@dataclass(frozen=True, slots=True)
class Counted:
    """Whose figures are counted: records of a channel and of these types, withdrawn by no day up to one, under labels (None: all)."""

    channel: str
    types: tuple[str, ...]
    upto: date
    allowed: frozenset[int] | None


def figures(alias: str, wanted: Counted, day: date) -> dict[str, dict[tuple[int, int], int]]:
    """By indicator how often each numerator over denominator was found of these records on a day, as known now. No interval is decoded."""
    source = f"interval i{' INDEXED BY interval_open' if database.is_sqlite(alias) else ''} JOIN record r ON r.number = i.record"
    where, params = _of_records(wanted, day)
    kept = f"i.known_to = {FOREVER} AND i.sort = 'indicator' AND i.numerator IS NOT NULL AND i.denominator IS NOT NULL"
    sql = f"SELECT i.code, i.numerator, i.denominator, COUNT(*) FROM {source} WHERE {kept} AND {where} GROUP BY 1, 2, 3"
    result: dict[str, dict[tuple[int, int], int]] = defaultdict(dict)
    for code, over, under, times in database.rows(alias, sql, params):
        result[code][over, under] = int(times)
    return result


class Place(NamedTuple):
    """A part of a list: from which of its entries on, and how many; the least numerator first, or the greatest."""

    first: int
    most: int
    least: bool


def figures_of(alias: str, wanted: Counted, day: date, code: str, place: Place) -> tuple[list[tuple[str, Found]], int]:
    """A part of what `figures` counts of one indicator, each with its record's id, and how many there are. The part alone is decoded."""
    source = f"interval i{' INDEXED BY interval_open' if database.is_sqlite(alias) else ''} JOIN record r ON r.number = i.record"
    where, params = _of_records(wanted, day)
    kept = f"i.known_to = {FOREVER} AND i.sort = 'indicator' AND i.numerator IS NOT NULL AND i.denominator IS NOT NULL AND i.code = %s"
    total = database.rows(alias, f"SELECT COUNT(*) FROM {source} WHERE {kept} AND {where}", [code, *params])[0][0]
    columns = ", ".join(f"i.{name.strip()}" for name in FOUND.split(","))
    order = f"ORDER BY i.numerator {'ASC' if place.least else 'DESC'}, i.record LIMIT {int(place.most)} OFFSET {int(place.first)}"
    rows = database.rows(alias, f"SELECT r.id, {columns} FROM {source} WHERE {kept} AND {where} {order}", [code, *params])
    return [(row[0], _read(row[1:])) for row in rows], int(total)


def with_findings(alias: str, wanted: Counted, day: date) -> list[int]:
    """The numbers of these records of which rules find something to be noticed on a day, as known now."""
    source = f"interval i{' INDEXED BY interval_open' if database.is_sqlite(alias) else ''} JOIN record r ON r.number = i.record"
    where, params = _of_records(wanted, day)
    sql = f"SELECT DISTINCT i.record FROM {source} WHERE i.known_to = {FOREVER} AND i.sort = 'finding' AND {where}"
    return [row[0] for row in database.rows(alias, sql, params)]


def _of_records(wanted: Counted, day: date) -> tuple[str, list[Any]]:
    """Conditions on intervals i in force on a day and their records r, and their values."""
    where = [
        "i.starts <= %s", "i.ends > %s", "r.channel_id = %s", "(r.withdrawn_on IS NULL OR r.withdrawn_on > %s)",
        f"r.type IN ({', '.join(['%s'] * len(wanted.types))})", *narrowing(wanted.allowed, "r.label_id"),
    ]  # fmt: skip
    return " AND ".join(where), [day.toordinal(), day.toordinal(), wanted.channel, wanted.upto.toordinal(), *wanted.types]


def counts_for_standing(alias: str, labels: Iterable[int]) -> bool:
    """Whether any record under one of these labels counts for a standing; where none does, the tally of all is the tally without them."""
    sql = "SELECT 1 FROM record r JOIN interval i ON i.record = r.number WHERE i.sort = 'standing' AND r.label_id IN ({}) LIMIT 1"
    return bool(database.select_in(alias, sql, labels))
