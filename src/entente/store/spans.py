"""Intervals at rest: what rules found, closed and never updated, so that every question can be asked as of two dates.

Touches the database. A group's new intervals are compared with those known so far: what no longer holds is closed at `known_to`, what
is new opens at `known_from`; rows that would have been known for no time at all are not kept (DESIGN section 7). Serves I3.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from entente.kernel.area import Interval
from entente.store import database, tally
from entente.store.layout import FOREVER

COLUMNS = (
    "channel_id, grp, record, sort, code, state, starts, ends, move, clauses, acts, reason, numerator, denominator, known_from, known_to"
)


class Span(NamedTuple):
    """An interval as stored, without its known ends: what is compared."""

    channel: str
    grp: str
    record: str
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


_dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


@lru_cache(maxsize=4096)
def _dump_list(values: tuple[str, ...]) -> str:
    return _dump(values)


@lru_cache(maxsize=4096)
def _dump_words(words: tuple[tuple[str, str], ...]) -> str:
    return _dump(dict(words))


def to_span(channel: str, group: str, interval: Interval) -> Span:
    """An interval as a row."""
    return Span(
        channel,
        group,
        interval.record,
        interval.sort,
        interval.code,
        interval.state,
        interval.starts.toordinal(),
        interval.ends.toordinal() if interval.ends else FOREVER,
        interval.move or "",
        _dump_list(interval.clauses),
        _dump_list(interval.acts),
        _dump_words(tuple(interval.reason.items())),
        interval.numerator,
        interval.denominator,
    )


def replace(alias: str, channel: str, found: Mapping[str, Iterable[Interval]], at: int, fresh: frozenset[str] = frozenset()) -> None:
    """Makes the groups' known intervals, as of `at`, those that were found; of `fresh` groups none can be known yet."""
    wanted = {to_span(channel, group, interval) for group, intervals in found.items() for interval in intervals}
    sql = f"SELECT id, {COLUMNS} FROM interval WHERE known_to = {FOREVER} AND channel_id = %s AND grp IN ({{}})"
    asked = [group for group in found if group not in fresh]
    known = {Span(*row[1:15]): (row[0], row[15]) for row in database.select_in(alias, sql, asked, (channel,))}
    gone = [(row_id, since, span) for span, (row_id, since) in known.items() if span not in wanted]
    new = [span for span in wanted if span not in known]
    database.many(alias, "UPDATE interval SET known_to = %s WHERE id = %s", [(at, row_id) for row_id, since, _ in gone if since < at])
    database.run_in(alias, "DELETE FROM interval WHERE id IN ({})", [row_id for row_id, since, _ in gone if since >= at])
    database.insert(alias, "interval", COLUMNS, [(*span, at, FOREVER) for span in new])
    tally.add(alias, [(span, since, -1, at) for _, since, span in gone] + [(span, at, 1, at) for span in new])


def forget(alias: str, channel: str, groups: Sequence[str]) -> None:
    """Removes every interval ever known of these groups (after a purge, before their history is told again)."""
    sql = f"SELECT {COLUMNS} FROM interval WHERE channel_id = %s AND grp IN ({{}})"
    removed = [(Span(*row[:14]), row[14], row[15]) for row in database.select_in(alias, sql, groups, (channel,))]
    tally.remove(alias, removed)
    database.run_in(alias, "DELETE FROM interval WHERE channel_id = %s AND grp IN ({})", groups, (channel,))


def on(alias: str, day: date, known_at: int = FOREVER - 1, where: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
    """Intervals in force on a day as known at a moment (microseconds); `where` narrows by record, grp, sort, code, state or channel."""
    wanted = {("channel_id" if key == "channel" else key): value for key, value in (where or {}).items()}
    record = wanted.pop("record", None)
    narrowing = "".join(f" AND {column} = %s" for column in wanted)
    if record is not None:  # by the groups, or by the index of those that are in another's group
        narrowing += " AND ((grp = %s AND record = %s) OR (record = %s AND NOT (record = grp)))"
    values = (*wanted.values(), *([record] * 3 if record is not None else ()))
    sql = f"SELECT {COLUMNS} FROM interval WHERE starts <= %s AND ends > %s AND known_from <= %s AND known_to > %s{narrowing}"
    ordinal = day.toordinal()
    found = database.rows(alias, f"{sql} ORDER BY record, code, starts", (ordinal, ordinal, known_at, known_at, *values))
    return [_as_dict(row) for row in found]


def _as_dict(row: tuple[Any, ...]) -> dict[str, Any]:
    span = Span(*row[:14])
    return {
        **span._asdict(),
        "starts": date.fromordinal(span.starts),
        "ends": date.fromordinal(span.ends) if span.ends < FOREVER else None,
        "clauses": json.loads(span.clauses),
        "acts": json.loads(span.acts),
        "reason": json.loads(span.reason),
        "known_from": row[14],
        "known_to": row[15] if row[15] < FOREVER else None,
    }
