"""Rows that carry a checksum, added and changed: the one place that writes what nothing else proves (store/checksums.py).

Touches the database, inside the caller's transaction. A row whose checksum is wrong keeps it whatever is written to the row afterwards:
what was damaged stays named by `entente verify` until somebody has looked. Serves every clause.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from entente.store import database
from entente.store.checksums import COLUMN, COVERED, checksum

CHUNK = 5_000


def add(alias: str, table: str, row: Mapping[str, Any], key: Sequence[str], conflict: str = "") -> None:
    """Inserts a row whose number the database gives; `key` are the columns it is found by, `conflict` an ON CONFLICT clause."""
    database.insert(alias, table, ", ".join(row), [tuple(row.values())], conflict)
    wanted = {name: row[name] for name in key}
    for number, *values in _stored(alias, table, wanted, f" AND {COLUMN} IS NULL"):
        database.run(alias, f"UPDATE {table} SET {COLUMN} = %s WHERE id = %s", (checksum(table, values[:-1]), number))


def change(alias: str, table: str, changes: Mapping[str, Any], key: Mapping[str, Any]) -> int:
    """Changes the rows that `key` names (columns and their values); gives how many there were."""
    names = COVERED[table]
    found = _stored(alias, table, key, "" if database.is_sqlite(alias) else " FOR UPDATE")
    for number, *values, stood in found:
        after = [changes.get(name, value) for name, value in zip(names, values, strict=True)]
        new = checksum(table, after) if stood == checksum(table, values) else stood
        setting = ", ".join(f"{name} = %s" for name in (*changes, COLUMN))
        database.run(alias, f"UPDATE {table} SET {setting} WHERE id = %s", (*changes.values(), new, number))
    return len(found)


def fill(alias: str, table: str) -> None:
    """Counts the checksums of rows that have none: those of a store, or a backup, made before there were any."""
    for found in chunks(alias, table):
        missing = [(checksum(table, values), number) for number, *values, stood in found if stood is None]
        if database.is_sqlite(alias):
            database.many(alias, f"UPDATE {table} SET {COLUMN} = %s WHERE id = %s", missing)
        elif missing:
            sums, numbers = map(list, zip(*missing, strict=True))
            kind = "text" if isinstance(numbers[0], str) else "bigint"
            given = f"SELECT unnest(%s::bigint[]) AS {COLUMN}, unnest(%s::{kind}[]) AS id"
            database.run(alias, f"UPDATE {table} SET {COLUMN} = g.{COLUMN} FROM ({given}) g WHERE {table}.id = g.id", (sums, numbers))


def chunks(alias: str, table: str) -> Iterator[list[tuple[Any, ...]]]:
    """All rows of a table in the order of their ids, some at a time: id, covered columns, checksum."""
    start: tuple[Any, ...] = ()
    while found := _stored(alias, table, {}, f"{'WHERE id > %s ' if start else ''}ORDER BY id LIMIT {CHUNK}", start):
        yield found
        start = (found[-1][0],)


def _stored(alias: str, table: str, key: Mapping[str, Any], suffix: str, params: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Id, covered columns and checksum of the rows that a key names."""
    where = f"WHERE {' AND '.join(f'{name} = %s' for name in key)}" if key else ""
    sql = f"SELECT id, {', '.join(COVERED[table])}, {COLUMN} FROM {table} {where}{suffix}"
    return database.rows(alias, sql, (*key.values(), *params))
