"""Many rows handed to SQLite's driver at once: several in a statement, and what they all say of a column bound once for all of them.

Touches the connection it is given. A statement for each row costs twice as much; a value bound once for a hundred rows costs next to
nothing, and of most batches most columns say the same in every row. Serves every clause.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

PARAMETERS = 900  # bound in one statement, below every SQLite build's limit: fewer cost more statements, more gain nothing
FEW = 8  # rows; fewer are inserted one by one
Columns = Mapping[str, Sequence[Any]]
"""Rows by column: of each its values, all of one length."""


def by_column(columns: str, batch: Sequence[Sequence[Any]]) -> Columns:
    """Rows as columns; `columns` are their names, comma-separated."""
    return dict(zip(columns.split(", "), zip(*batch, strict=True), strict=True))


def into_sqlite(driver: Any, table: str, columns: Columns, conflict: str = "") -> None:
    """Inserts rows through the driver's connection; `conflict` is an ON CONFLICT clause."""
    total = len(next(iter(columns.values())))
    same, apart = _told_apart(columns, total) if total >= FEW else ({}, columns)
    names, once, width, done = (*same, *apart), list(same.values()), len(apart), 0
    values = list(chain.from_iterable(zip(*apart.values(), strict=True)))
    count = (PARAMETERS - len(once)) // width
    while count >= FEW and done < total:
        several = statement(table, names, conflict, count, len(once))
        while done + count <= total:
            driver.execute(several, [*once, *values[done * width : (done + count) * width]])
            done += count
        count //= 4  # so that what is left takes few statements, and few different ones are ever prepared
    if done < total:
        rest = [(*once, *values[start : start + width]) for start in range(done * width, total * width, width)]
        driver.executemany(statement(table, names, conflict, 1, 0), rest)


def _told_apart(columns: Columns, total: int) -> tuple[dict[str, Any], Columns]:
    """What all rows say alike, by column, and the columns in which they differ: at least one."""
    same = {name: column[0] for name, column in columns.items() if column.count(column[0]) == total}
    if len(same) == len(columns):
        same.popitem()
    return same, {name: column for name, column in columns.items() if name not in same}


@lru_cache(maxsize=256)
def statement(table: str, columns: tuple[str, ...], conflict: str, count: int, once: int) -> str:
    """An insertion of `count` rows as SQLite takes it: the first `once` columns are bound first and once, the others row by row."""
    shared = [f"?{number}" for number in range(1, once + 1)]
    own = len(columns) - once
    firsts = range(once + 1, once + 1 + count * own, own)
    marks = ", ".join(f"({', '.join([*shared, *(f'?{first + at}' for at in range(own))])})" for first in firsts)
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES {marks} {conflict}"
