"""The queries of pages: records and intervals narrowed to the labels a person may read, so that nothing else leaves the database.

Touches the database (reads). `allowed` holds interned numbers of labels; None means every label in use. Who may read which label is not
decided here. Serves every clause.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from entente.store import database
from entente.store.layout import FOREVER
from entente.store.paged import Wanted, narrowing, page, written
from entente.store.records import COLUMNS, Row, read_row

KEPT = {"channel", "type", "state"}  # columns by which records are counted, so that lists of them are found by the shortest way
SPAN = "i.channel_id, r.id, i.code, i.state, i.starts, i.ends, i.move, i.clauses, i.reason"


def labels(alias: str) -> dict[int, str]:
    """Every label in use: its number and its canonical JSON."""
    return {row[0]: row[1] for row in database.rows(alias, "SELECT id, text FROM label ORDER BY id")}


def listed(alias: str, allowed: frozenset[int] | None, where: Mapping[str, Any], limit: int, clause: str | None = None) -> list[Row]:
    """Rows newest first; `where` narrows by channel, type, state, party or code, `clause` by a clause they name."""
    if where.keys() <= KEPT:
        return page(alias, allowed, Wanted(where, clause), None, limit)[0]
    wanted = {("channel_id" if key == "channel" else key): value for key, value in where.items()}
    conditions = [f"{column} = %s" for column in wanted]
    params: list[Any] = list(wanted.values())
    if clause is not None:
        conditions.append("number IN (SELECT record FROM record_clause WHERE clause = %s)")
        params.append(clause)
    return _select(alias, conditions, params, allowed, f"ORDER BY changed_at DESC, id LIMIT {int(limit)}")


def few(alias: str, allowed: frozenset[int] | None, type_: str, state: str, limit: int) -> list[Row]:
    """Rows of a type that has few records, newest first: in one question, where `listed` asks first how they are best found."""
    conditions = [f"type = {written(type_)}", f"state = {written(state)}"]
    params = [value for value in (type_, state) if written(value) == "%s"]
    return _select(alias, conditions, params, allowed, f"ORDER BY changed_at DESC, id LIMIT {int(limit)}")


def changed_since(alias: str, allowed: frozenset[int] | None, moment_us: int, limit: int) -> list[Row]:
    """Rows that changed after a moment (microseconds), newest first."""
    return _select(alias, ["changed_at > %s"], [moment_us], allowed, f"ORDER BY changed_at DESC, id LIMIT {int(limit)}")


def moving(alias: str, allowed: frozenset[int] | None, limit: int) -> list[Row]:
    """Rows on which somebody's move is due, longest waiting first."""
    return _select(alias, ["NOT (moves = '')"], [], allowed, f"ORDER BY changed_at, id LIMIT {int(limit)}")


def _select(alias: str, conditions: list[str], params: list[Any], allowed: frozenset[int] | None, tail: str) -> list[Row]:
    narrowed = [*conditions, *narrowing(allowed, "label_id")]
    clause = f" WHERE {' AND '.join(narrowed)}" if narrowed else ""
    return [read_row(row) for row in database.rows(alias, f"SELECT {COLUMNS} FROM record{clause} {tail}", params)]


def intervals(alias: str, allowed: frozenset[int] | None, day: date, sort: str, known_at: int | None, limit: int) -> list[dict[str, Any]]:
    """Intervals of one sort in force on a day, as known at a moment (microseconds; None: now), the soonest to end first."""
    known = "i.known_to = %s" if known_at is None else "i.known_from <= %s AND i.known_to > %s"
    params = [FOREVER] if known_at is None else [known_at, known_at]
    conditions = ["i.sort = %s", "i.starts <= %s", "i.ends > %s", known, *narrowing(allowed, "r.label_id")]
    sql = (
        f"SELECT {SPAN} FROM interval i JOIN record r ON r.number = i.record WHERE {' AND '.join(conditions)}"
        f" ORDER BY i.ends, r.id, i.code LIMIT {int(limit)}"
    )
    ordinal = day.toordinal()
    return [as_dict(row) for row in database.rows(alias, sql, [sort, ordinal, ordinal, *params])]


def standing_counts(
    alias: str, allowed: frozenset[int], day: date, known_at: int | None, channel: str | None = None
) -> dict[tuple[str, str], int]:
    """{(clause, state): number of measures} as `tally.counts` gives it, counting only records under these labels."""
    known = "i.known_to = %s" if known_at is None else "i.known_from <= %s AND i.known_to > %s"
    params: list[Any] = [FOREVER] if known_at is None else [known_at, known_at]
    conditions = ["i.sort = 'standing'", "i.starts <= %s", "i.ends > %s", known, *narrowing(allowed, "r.label_id")]
    if channel is not None:
        conditions.append("i.channel_id = %s")
        params.append(channel)
    sql = (
        "SELECT i.clauses, i.state, COUNT(*) FROM interval i JOIN record r ON r.number = i.record"
        f" WHERE {' AND '.join(conditions)} GROUP BY i.clauses, i.state"
    )
    found: dict[tuple[str, str], int] = {}
    ordinal = day.toordinal()
    for clauses, state, count in database.rows(alias, sql, [ordinal, ordinal, *params]):
        for clause in json.loads(clauses):
            found[clause, state] = found.get((clause, state), 0) + int(count)
    return found


def requested(alias: str, request: str) -> bool:
    """Whether an act was said under that request."""
    return bool(database.rows(alias, "SELECT 1 FROM request WHERE id = %s", (request,)))


def said_at(alias: str, request: str) -> int | None:
    """The position of the act that was said under that request, or None."""
    found = database.rows(alias, "SELECT act FROM request WHERE id = %s", (request,))
    return int(found[0][0]) if found else None


def as_dict(row: tuple[Any, ...]) -> dict[str, Any]:
    """An interval out of the columns of SPAN."""
    channel, record, code, state, starts, ends, move, clauses, reason = row
    return {
        "channel": channel,
        "record": record,
        "code": code,
        "state": state,
        "starts": date.fromordinal(starts),
        "ends": date.fromordinal(ends) if ends < FOREVER else None,
        "move": move,
        "clauses": json.loads(clauses),
        "reason": json.loads(reason),
    }
