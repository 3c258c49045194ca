"""Records of one type in the order of their codes or of their first days: which there are, and what rules find of those a page shows.

Touches the database (reads). The order is read of all records of the type, of each its number and code alone: a plan has some thousand
measures however long its history. Whatever else is told of a record is read for one page of them. Serves I1.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from entente.store import counts, database
from entente.store.layout import FOREVER
from entente.store.paged import narrowing

MOST = 20_000


@dataclass(frozen=True, slots=True)
class Ordered:
    """Which records: of a type, in one of these states, found by all of these (clauses, filters), standing so today (None: however)."""

    type: str
    states: tuple[str, ...]
    named: tuple[str, ...] = ()
    standing: str | None = None


def numbers(alias: str, allowed: frozenset[int] | None, wanted: Ordered, day: date) -> list[int]:
    """The numbers of the records, in the order of their codes, MOST at most."""
    found = sorted(_read(alias, allowed, wanted, "r.code, r.number"))
    if wanted.standing is None:
        return [number for _, number in found]
    standing = _standing_so(alias, wanted.standing, day)
    return [number for _, number in found if number in standing]


def in_time(alias: str, allowed: frozenset[int] | None, wanted: Ordered) -> list[tuple[int, int, int]]:
    """(first day, last day, number) of the records, in the order of their days, MOST at most; one without days is left out."""
    return sorted((a, b, number) for a, b, number in _read(alias, allowed, wanted, "r.start_on, r.end_on, r.number") if None not in (a, b))


def _read(alias: str, allowed: frozenset[int] | None, wanted: Ordered, columns: str) -> list[Any]:
    conditions = ["r.type = %s", f"r.state IN ({_marks(wanted.states)})", *narrowing(allowed, "r.label_id")]
    conditions += ["EXISTS (SELECT 1 FROM record_clause c WHERE c.record = r.number AND c.clause = %s)"] * len(wanted.named)
    sql = f"SELECT {columns} FROM record r WHERE {' AND '.join(conditions)} LIMIT {MOST}"
    return list(database.rows(alias, sql, (wanted.type, *wanted.states, *wanted.named)))


def _standing_so(alias: str, state: str, day: date) -> set[int]:
    """The records that stand so on a day, as known now."""
    source = f"interval{' INDEXED BY interval_open' if database.is_sqlite(alias) else ''}"
    where = f"known_to = {FOREVER} AND sort = 'standing' AND state = %s AND ends > %s AND starts <= %s"
    return {row[0] for row in database.rows(alias, f"SELECT record FROM {source} WHERE {where}", (state, day.toordinal(), day.toordinal()))}


def values(alias: str, allowed: frozenset[int] | None, type_: str, name: str) -> list[str]:
    """Every value of a filter that a record of the type has which may be read."""
    found = {
        cell.clause.partition("=")[2]
        for cell in counts.filters(alias, name)
        if cell.type == type_ and (allowed is None or cell.label in allowed)
    }
    return sorted(found)


def in_groups_of(alias: str, allowed: frozenset[int] | None, groups: Sequence[str], code: str, day: date) -> list[tuple[str, str, str]]:
    """(group, party, state) of what a rule finds today of other records in these groups, of those that may be read."""
    where = [
        "NOT (i.grp = '')",
        f"i.known_to = {FOREVER}",
        "i.code = %s",
        "i.starts <= %s",
        "i.ends > %s",
        *narrowing(allowed, "r.label_id"),
    ]
    source = "interval i JOIN record r ON r.number = i.record"
    sql = f"SELECT i.grp, r.party, i.state FROM {source} WHERE {' AND '.join(where)} AND i.grp IN ({{}})"
    params: list[Any] = [code, day.toordinal(), day.toordinal()]
    return [(row[0], row[1], row[2]) for row in database.select_in(alias, sql, groups, params)]


def _marks(values_: Collection[Any]) -> str:
    return ", ".join(["%s"] * len(values_)) or "NULL"
