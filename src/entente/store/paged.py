"""Lists page by page, narrowed to the labels a person may read, and how long they are: at the same cost however many records there are.

Touches the database (reads). How many records a list has is known beforehand (`counts`), and from that how they are best found: where
many of all records are wanted, from the newest on, passing over the others; where few, cell by cell (type, state, label), the newest of
each. Serves S2 and every clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from entente.store import counts, database, records
from entente.store.counts import Cell
from entente.store.records import Row

PASSED = 4_000  # records that may be passed over for one page
FEW = 3_000  # records naming a clause that are looked at one by one
TOGETHER = 100  # cells in one statement
PLAIN = re.compile("[a-z]+(-[a-z]+)*")

After = tuple[int, str]
"""The last row of the page before: (changed_at, id)."""
Place = tuple[int, str, int]
"""Where a row stands in a list: (changed_at, id), and its number."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to: columns (channel, type, state), a clause named, the party whose move is due, types left out, the
    authority that leads (GBR:MOD). Of the channel and type in `closed` withdrawn records are left out."""

    where: Mapping[str, str]
    clause: str | None = None
    waits_on: str | None = None
    without: frozenset[str] = frozenset()
    lead: str | None = None
    closed: tuple[str, str] | None = None

    @property
    def name(self) -> str:
        """What is named: the clause, the lead, or the pair of them; empty for neither."""
        return records.named(self.clause, f"lead={self.lead}" if self.lead else None)


@dataclass(frozen=True, slots=True)
class Parts:
    """How many records are wanted, cell by cell, of all there are, and of all that name what is named."""

    wanted: Mapping[Cell, int]
    everything: int
    named: int

    @property
    def number(self) -> int:
        """How many are wanted."""
        return sum(self.wanted.values())


def parts(alias: str, allowed: frozenset[int] | None, wanted: Wanted) -> Parts:
    """How a list is made up under these labels (None: all)."""
    cells = counts.cells(alias, "", wanted.name)
    found = {cell: n for cell, n in cells.items() if cell.clause == wanted.name and _fits(cell, allowed, wanted)}
    return Parts(found, _number(cells, ""), _number(cells, wanted.name))


def _fits(cell: Cell, allowed: frozenset[int] | None, wanted: Wanted) -> bool:
    if allowed is not None and cell.label not in allowed:
        return False
    if cell.type in wanted.without or (wanted.waits_on is not None and wanted.waits_on not in cell.waits.split()):
        return False
    if wanted.closed == (cell.channel, cell.type) and cell.state == "withdrawn":
        return False
    return all(getattr(cell, name) == value for name, value in wanted.where.items())


def page(alias: str, allowed: frozenset[int] | None, wanted: Wanted, after: After | None, limit: int) -> tuple[list[Row], int]:
    """Rows newest first, from the one behind the last row of the page before; and how many the list has over all its pages."""
    made = parts(alias, allowed, wanted)
    if not made.number:
        return [], 0
    places = _places(alias, allowed, wanted, made, (after, limit))
    rows = _rows(alias, [number for _, _, number in places])
    return [row for row in rows if allowed is None or row.label in allowed], made.number


def _rows(alias: str, numbers: list[int]) -> list[Row]:
    """Rows in the order of these numbers."""
    rows = {row.number: row for row in records.by_number(alias, numbers)}
    return [rows[number] for number in numbers if number in rows]


def newer(alias: str, allowed: frozenset[int] | None, moment_us: int, most: tuple[int, int], wanted: Wanted) -> tuple[list[Row], int]:
    """Rows wanted that changed after a moment (microseconds), newest first; and how many: `most` are the limits of both."""
    limit, counted = most
    made = parts(alias, allowed, wanted)
    places = _places(alias, allowed, wanted, made, (None, counted)) if made.number else []
    numbers = [number for changed_at, _, number in places if changed_at > moment_us]
    return _rows(alias, numbers[:limit]), len(numbers)


def waiting(alias: str, allowed: frozenset[int] | None, parties: frozenset[str], limit: int) -> tuple[list[Row], int]:
    """Rows on which a move of one of these parties is due, the longest waiting first; and how many there are."""
    cells = counts.cells(alias, "").items()
    number = sum(n for cell, n in cells if (allowed is None or cell.label in allowed) and parties & set(cell.waits.split()))
    if not number:
        return [], 0
    source = "record r INDEXED BY record_moves" if database.is_sqlite(alias) else "record r"
    known = sorted(party for party in parties if party.isalnum())
    due = " OR ".join(["r.moves LIKE %s OR r.moves LIKE %s"] * len(known))
    where = " AND ".join(["NOT (r.moves = '')", f"({due})", *narrowing(allowed, "r.label_id")])
    sql = f"SELECT r.number FROM {source} WHERE {where} ORDER BY r.changed_at, r.id LIMIT {int(limit)}"
    found = [row[0] for row in database.rows(alias, sql, [pattern for party in known for pattern in (f"{party}:%", f"% {party}:%")])]
    return _rows(alias, found), number


def _places(alias: str, allowed: frozenset[int] | None, wanted: Wanted, made: Parts, cut: tuple[After | None, int]) -> list[Place]:
    """Where the rows of a page stand."""
    after, limit = cut
    conditions, params = _conditions(wanted, after)
    if made.everything * limit <= made.number * PASSED or made.everything <= PASSED:
        source = "record r INDEXED BY record_changed" if database.is_sqlite(alias) else "record r"
        if wanted.name and database.is_sqlite(alias):
            return _ask(alias, source, *_named_first(allowed, wanted, after), limit)
        narrow = [*conditions, *_named(wanted), *narrowing(allowed, "r.label_id")]
        return _ask(alias, source, narrow, [*params, *_named_value(wanted)], limit)
    if wanted.name and made.named <= FEW:
        source = "record_clause c JOIN record r ON r.number = c.record"
        narrow = ["c.clause = %s", *conditions, *narrowing(allowed, "r.label_id")]
        return _ask(alias, source, narrow, [wanted.name, *params], limit)
    return _by_cells(alias, made, ([*conditions, *_named(wanted)], [*params, *_named_value(wanted)]), limit)


def _named_first(allowed: frozenset[int] | None, wanted: Wanted, after: After | None) -> tuple[list[str], list[Any]]:
    """Conditions for SQLite, which would read every record passed over to see its type before it asks what the record names.

    Indexes alone say whether a record names the clause, and CASE keeps the order in which it is asked.
    """
    conditions, params = _conditions(wanted, None)
    kept = " AND ".join([*conditions, *narrowing(allowed, "r.label_id")]) or "1"
    behind, place = _behind(after)
    return [f"CASE WHEN {_named(wanted)[0]} THEN {kept} ELSE 0 END", *behind], [*_named_value(wanted), *params, *place]


def _by_cells(alias: str, made: Parts, narrow: tuple[list[str], list[Any]], limit: int) -> list[Place]:
    """The newest of each cell, then the newest of those."""
    cells = sorted({(cell.type, cell.state, cell.label) for cell in made.wanted})
    found: list[Place] = []
    for start in range(0, len(cells), TOGETHER):
        some = cells[start : start + TOGETHER]
        one = _select("record r", ["r.type = %s", "r.state = %s", "r.label_id = %s", *narrow[0]], limit)
        sql = " UNION ALL ".join([f"SELECT * FROM ({one}) AS c{n}" for n in range(len(some))])
        found += database.rows(alias, sql, [value for cell in some for value in (*cell, *narrow[1])])
    return _first(found, limit)


def _ask(alias: str, source: str, conditions: list[str], params: list[Any], limit: int) -> list[Place]:
    return _first(database.rows(alias, _select(source, conditions, limit), params), limit)


def _select(source: str, conditions: list[str], limit: int) -> str:
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    return f"SELECT r.changed_at, r.id, r.number FROM {source}{where} ORDER BY r.changed_at DESC, r.id LIMIT {int(limit)}"


def _first(found: Iterable[tuple[Any, ...]], limit: int) -> list[Place]:
    return sorted(((row[0], row[1], row[2]) for row in found), key=lambda row: (-row[0], row[1]))[:limit]


def _conditions(wanted: Wanted, after: After | None) -> tuple[list[str], list[Any]]:
    columns = {("channel_id" if key == "channel" else key): value for key, value in wanted.where.items()}
    conditions = [f"r.{column} = {written(value)}" for column, value in columns.items()]
    params: list[Any] = [value for value in columns.values() if written(value) == "%s"]
    if wanted.without:
        conditions.append(f"r.type NOT IN ({', '.join(map(written, sorted(wanted.without)))})")
        params += [value for value in sorted(wanted.without) if written(value) == "%s"]
    if wanted.closed is not None:
        conditions.append("NOT (r.state = 'withdrawn' AND r.type = %s AND r.channel_id = %s)")
        params += [wanted.closed[1], wanted.closed[0]]
    if wanted.waits_on is not None:
        code = wanted.waits_on if wanted.waits_on.isalnum() else " "  # no wildcard; no move begins with a blank
        conditions.append("(r.moves LIKE %s OR r.moves LIKE %s)")
        params += [f"{code}:%", f"% {code}:%"]
    behind, place = _behind(after)
    return [*conditions, *behind], [*params, *place]


def _behind(after: After | None) -> tuple[list[str], list[Any]]:
    """What lies behind the last row of the page before."""
    return ([], []) if after is None else (["r.changed_at <= %s AND (r.changed_at < %s OR r.id > %s)"], [after[0], after[0], after[1]])


def _named(wanted: Wanted) -> list[str]:
    return ["EXISTS (SELECT 1 FROM record_clause c WHERE c.record = r.number AND c.clause = %s)"] if wanted.name else []


def _named_value(wanted: Wanted) -> list[str]:
    return [wanted.name] if wanted.name else []


def _number(cells: Mapping[Cell, int], name: str) -> int:
    return sum(n for cell, n in cells.items() if cell.clause == name)


@lru_cache(maxsize=1024)
def written(name: str) -> str:
    """A type or a state as it stands in a statement: a plain word as it is, for which PostgreSQL plans well and once; others as %s."""
    return f"'{name}'" if PLAIN.fullmatch(name) else "%s"


def narrowing(allowed: frozenset[int] | None, column: str) -> list[str]:
    """Numbers are written into the statement: they are our own, and may be more than a statement takes parameters."""
    if allowed is None:
        return []
    return [f"{column} IN ({', '.join(str(int(number)) for number in sorted(allowed)) or 'NULL'})"]
