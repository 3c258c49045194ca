"""How many records of each type stand in each state under each label, whose move is due, and which clauses they name: kept, not counted.

Touches the database. The rows are written in the transaction that writes the records, summed over its whole batch, so that a list with
counts costs the same for a reader of everything and for one who may read one record in a hundred. Serves S2.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from entente.store import database

if TYPE_CHECKING:
    from entente.store.records import Row


class Cell(NamedTuple):
    """Records that are alike to a list. `waits`: the parties whose move is due, sorted, with a blank between.

    `clause` is "" for all records, and one clause or filter, or a pair of them (store/records.py `named`), for those that name it.
    """

    clause: str
    channel: str
    type: str
    state: str
    label: int
    waits: str


_KEY = "clause, channel, type, state, label, waits"


def waits_of(moves: str) -> str:
    """The parties whose move is due, out of a row's moves."""
    return " ".join(sorted({move.partition(":")[0] for move in moves.split()})) if moves else ""


def of_rows(rows: Iterable[Row], clauses: Mapping[str, Iterable[str]]) -> Counter[Cell]:
    """How many of these rows lie in each cell."""
    alike: Counter[tuple[tuple[str, ...], str, str, str, int, str]] = Counter(
        [(tuple(clauses.get(row.id, ())), row.channel, row.type, row.state, row.label, row.moves) for row in rows]
    )
    plain: Counter[tuple[str, str, str, str, int, str]] = Counter()
    for (named, channel, type_, state, label, moves), n in alike.items():
        for clause in {"", *named}:
            plain[clause, channel, type_, state, label, moves] += n
    return _cells(plain)


def of_stored(alias: str, numbers: Iterable[int]) -> Counter[Cell]:
    """How many of these records lie in each cell as they are stored now; asked before they are written anew."""
    wanted = list(numbers)
    whole = "SELECT '', channel_id, type, state, label_id, moves FROM record WHERE number IN ({})"
    named = (
        "SELECT c.clause, r.channel_id, r.type, r.state, r.label_id, r.moves FROM record_clause c JOIN record r ON r.number = c.record"
        " WHERE c.record IN ({})"
    )
    return _cells(Counter(row for sql in (whole, named) for row in database.select_in(alias, sql, wanted)))


def _cells(found: Mapping[tuple[str, str, str, str, int, str], int]) -> Counter[Cell]:
    cells: Counter[Cell] = Counter()
    for (clause, channel, type_, state, label, moves), n in found.items():
        cells[Cell(clause, channel, type_, state, label, waits_of(moves))] += n
    return cells


def change(alias: str, before: Mapping[Cell, int], after: Mapping[Cell, int]) -> None:
    """Records have left these cells and come into those."""
    delta = {cell: after.get(cell, 0) - before.get(cell, 0) for cell in {*before, *after}}
    rows = [(*cell, n) for cell, n in sorted(delta.items()) if n]
    database.insert(alias, "record_count", f"{_KEY}, n", rows, f"ON CONFLICT ({_KEY}) DO UPDATE SET n = record_count.n + excluded.n")


def drop(alias: str, channel: str) -> None:
    """Forgets a channel's counts, with all of its records."""
    database.run(alias, "DELETE FROM record_count WHERE channel = %s", (channel,))


def cells(alias: str, *clauses: str) -> dict[Cell, int]:
    """Every cell that holds a record: of those that name one of these ("": of all records), or, without any, all of these together."""
    where = " AND clause IN ({})" if clauses else ""
    sql = f"SELECT {_KEY}, n FROM record_count WHERE n > 0{where}"
    found = database.select_in(alias, sql, clauses) if clauses else database.rows(alias, sql)
    return {Cell(*row[:6]): int(row[6]) for row in found}


def filters(alias: str, name: str) -> list[Cell]:
    """Every cell of records that a filter of this name finds, whatever its value."""
    sql = f"SELECT {_KEY} FROM record_count WHERE n > 0 AND clause >= %s AND clause < %s"  # of one name: up to the character behind "="
    return [Cell(*row) for row in database.rows(alias, sql, (f"{name}=", f"{name}>"))]
