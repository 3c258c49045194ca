"""Intervals at rest: what rules found, closed and never updated, so that every question can be asked as of two dates.

Touches the database. A group's new intervals are compared with those known so far: what no longer holds is closed at `known_to`, what
is new opens at `known_from`; rows that would have been known for no time at all are not kept. Serves I3.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec

from entente.kernel.area import Interval
from entente.store import database, records
from entente.store.insertion import by_column
from entente.store.intervals import tally
from entente.store.layout import FOREVER

OWN_COLUMNS = "channel_id, grp, record, sort, code, state, starts, ends, move, clauses, acts, reason, numerator, denominator"
COLUMNS = f"{OWN_COLUMNS}, known_from, known_to"

NONE = -1  # no record's number
OWED = ("finding", "obligation", "standing")  # sorts of which something may be open


class Span(NamedTuple):
    """An interval as stored, without its known ends: what is compared. `grp` is empty where the group is called after the record."""

    channel: str
    grp: str
    record: int
    sort: str
    code: str
    state: str
    starts: int
    ends: int
    move: str
    clauses: str
    acts: str
    reason: str
    numerator: int | None
    denominator: int | None


_dump = msgspec.json.Encoder(order="sorted").encode


@lru_cache(maxsize=4096)
def _dump_list(values: tuple[str, ...]) -> str:
    return _dump(values).decode()


@lru_cache(maxsize=4096)
def _dump_words(words: tuple[tuple[str, str], ...]) -> str:
    return _dump(dict(words)).decode()


def _only_act(act: str) -> str:
    """A list of one act's id as JSON: hexadecimal digits have nothing in them that would be written otherwise."""
    return f'["{act}"]' if act.isalnum() and act.isascii() else _dump((act,)).decode()


def to_span(channel: str, group: str, number: int, interval: Interval) -> Span:
    """An interval as a row; `number` is its record's."""
    return Span(
        channel,
        "" if interval.record == group else group,
        number,
        interval.sort,
        interval.code,
        interval.state,
        interval.starts.toordinal(),
        interval.ends.toordinal() if interval.ends else FOREVER,
        interval.move or "",
        _dump_list(interval.clauses),
        _only_act(interval.acts[0]) if len(interval.acts) == 1 else _dump(interval.acts).decode(),
        _dump_words(tuple(interval.reason.items())),
        interval.numerator,
        interval.denominator,
    )


class Found(NamedTuple):
    """What rules found: intervals by group, and the numbers of all records that these or the groups are called after."""

    groups: Mapping[str, Iterable[Interval]]
    numbers: Mapping[str, int]


def replace(alias: str, channel: str, found: Found, at: int, fresh: frozenset[str] = frozenset()) -> None:
    """Makes the groups' known intervals, as of `at`, those that were found; of `fresh` groups none can be known yet."""
    groups, numbers = found
    wanted = dict.fromkeys([to_span(channel, group, numbers[one.record], one) for group, intervals in groups.items() for one in intervals])
    asked = [group for group in groups if group not in fresh]
    rows = _of_groups(alias, f"id, {COLUMNS}", channel, asked, numbers, f"known_to = {FOREVER} AND ")
    known = {Span(*row[1:15]): (row[0], row[15]) for row in rows}
    gone = [(row_id, since, span) for span, (row_id, since) in known.items() if span not in wanted]
    new = [span for span in wanted if span not in known] if known else list(wanted)
    database.many(alias, "UPDATE interval SET known_to = %s WHERE id = %s", [(at, row_id) for row_id, since, _ in gone if since < at])
    database.run_in(alias, "DELETE FROM interval WHERE id IN ({})", [row_id for row_id, since, _ in gone if since >= at])
    if new:
        since = {"known_from": [at] * len(new), "known_to": [FOREVER] * len(new)}
        database.insert_columns(alias, "interval", {**by_column(OWN_COLUMNS, new), **since})
    tally.add(alias, [(span, since, -1, at) for _, since, span in gone] + [(span, at, 1, at) for span in new if span.sort == tally.SORT])


def _of_groups(
    alias: str, columns: str, channel: str, groups: Sequence[str], numbers: Mapping[str, int], where: str = ""
) -> list[tuple[Any, ...]]:
    """Rows of these groups: those of the record that a group is called after, and those of other records in it."""
    sql = f"SELECT {columns} FROM interval WHERE {where}channel_id = %s AND"
    own = [numbers[group] for group in groups if group in numbers]
    found = database.select_in(alias, f"{sql} grp = '' AND record IN ({{}})", own, (channel,))
    return found + database.select_in(alias, f"{sql} NOT (grp = '') AND grp IN ({{}})", groups, (channel,))


def forget(alias: str, channel: str, groups: Sequence[str], numbers: Mapping[str, int]) -> None:
    """Removes every interval ever known of these groups (after a purge, before their history is told again)."""
    _remove(alias, _of_groups(alias, f"id, {COLUMNS}", channel, groups, numbers))


def forget_all(alias: str, channel: str) -> None:
    """Removes every interval ever known in a channel (before all history is told again)."""
    _remove(alias, database.rows(alias, f"SELECT id, {COLUMNS} FROM interval WHERE channel_id = %s", (channel,)))


def _remove(alias: str, rows: Sequence[tuple[Any, ...]]) -> None:
    tally.remove(alias, [(Span(*row[1:15]), row[15], row[16]) for row in rows])
    database.run_in(alias, "DELETE FROM interval WHERE id IN ({})", [row[0] for row in rows])


def on(alias: str, day: date, known_at: int = FOREVER - 1, where: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
    """Intervals in force on a day as known at a moment (microseconds); `where` narrows by record, grp, sort, code, state or channel."""
    wanted = {("channel_id" if key == "channel" else key): value for key, value in (where or {}).items()}
    record, group = wanted.pop("record", None), wanted.pop("grp", None)
    conditions = ["i.starts <= %s", "i.ends > %s", "i.known_from <= %s", "i.known_to > %s", *(f"i.{column} = %s" for column in wanted)]
    values = [day.toordinal(), day.toordinal(), known_at, known_at, *wanted.values()]
    numbers = records.numbers(alias, [id_ for id_ in (record, group) if id_ is not None])
    if record is not None:
        conditions.append("i.record = %s")
        values.append(numbers.get(record, NONE))
    if group is not None:
        conditions.append("((i.record = %s AND i.grp = '') OR (i.grp = %s AND NOT (i.grp = '')))")
        values += [numbers.get(group, NONE), group]
    columns = ", ".join(f"i.{column.strip()}" for column in COLUMNS.split(","))
    sql = f"SELECT r.id, {columns} FROM interval i LEFT JOIN record r ON r.number = i.record WHERE {' AND '.join(conditions)}"
    return [_as_dict(row[0], row[1:]) for row in database.rows(alias, f"{sql} ORDER BY r.id, i.code, i.starts", values)]


def standing_open(alias: str, day: date, wanted: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    """Intervals of these (code, state) in force on a day as known now, as `on` gives them; read by the index of what is open."""
    pairs = set(wanted)
    states, codes = sorted({state for _, state in pairs}), sorted({code for code, _ in pairs})
    source = f"interval i{' INDEXED BY interval_open' if database.is_sqlite(alias) else ''}"
    where = [
        f"i.known_to = {FOREVER}", f"i.sort IN ({', '.join(repr(sort) for sort in OWED)})", f"i.state IN ({_marks(states)})",
        "i.ends > %s", "i.starts <= %s", f"i.code IN ({_marks(codes)})",
    ]  # fmt: skip
    columns = ", ".join(f"i.{column.strip()}" for column in COLUMNS.split(","))
    order = "ORDER BY r.id, i.code, i.starts"
    sql = f"SELECT r.id, {columns} FROM {source} JOIN record r ON r.number = i.record WHERE {' AND '.join(where)} {order}"
    found = database.rows(alias, sql, [*states, day.toordinal(), day.toordinal(), *codes])
    return [{**_as_dict(row[0], row[1:]), "number": row[3]} for row in found if (row[5], row[6]) in pairs]


def _marks(values: Sequence[Any]) -> str:
    return ", ".join(["%s"] * len(values)) or "NULL"


def _as_dict(record: str, row: tuple[Any, ...]) -> dict[str, Any]:
    span = Span(*row[:14])
    return {
        **span._asdict(),
        "record": record,
        "grp": span.grp or record,
        "starts": date.fromordinal(span.starts),
        "ends": date.fromordinal(span.ends) if span.ends < FOREVER else None,
        "clauses": json.loads(span.clauses),
        "acts": json.loads(span.acts),
        "reason": json.loads(span.reason),
        "known_from": row[14],
        "known_to": row[15] if row[15] < FOREVER else None,
    }
