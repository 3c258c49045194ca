"""Folded records at rest: generic columns for lists, effective texts for rules; which acts touch which record.

Touches the database. All rows here are projections: `entente rebuild` makes them again from the acts (DESIGN sections 2 and 8).
Serves every clause.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from entente.store import database
from entente.store.layout import STATUS

COLUMNS = (
    "id, channel_id, type, schema, party, state, moves, label_id, code, titles, start_on, due_on, end_on, grp, revisions, withdrawn_on,"
    " changed_at"
)


class Text(NamedTuple):
    """One text that had effect: its JSON (None while it cannot be read), schema version, act id, day of effect (ordinal)."""

    raw: bytes | None
    schema: int
    act: str
    day: int


class Row(NamedTuple):
    """A record's row; `revisions` are its texts that had effect, oldest first."""

    id: str
    channel: str
    type: str
    schema: int
    party: str
    state: str
    moves: str
    label: int
    code: str
    titles: str
    start_on: int | None
    due_on: int | None
    end_on: int | None
    grp: str
    revisions: tuple[Text, ...]
    withdrawn_on: int | None
    changed_at: int

    def move_list(self) -> list[tuple[str, str, str]]:
        """(party, verb, act id) of every move that is due."""
        parts = [move.split(":") for move in self.moves.split()]
        return [(party, verb, act) for party, verb, act in parts]


_texts = msgspec.msgpack.Decoder(tuple[Text, ...])


def acts_of(alias: str, records: Iterable[str], decided_by: int | None = None) -> dict[str, list[tuple[int, bytes]]]:
    """(position, entry) of the admitted acts that touch each record, in no order; with `decided_by`, only those decided by then."""
    bound = f" AND a.decided_at <= {int(decided_by)}" if decided_by is not None else ""
    sql = (
        f"SELECT r.record, a.id, a.entry FROM record_act r JOIN act a ON a.id = r.act"
        f" WHERE a.status = {STATUS['admitted']}{bound} AND r.record IN ({{}})"
    )
    found: dict[str, list[tuple[int, bytes]]] = defaultdict(list)
    for record, position, entry in database.select_in(alias, sql, records):
        found[record].append((position, entry))
    return found


def records_of(alias: str, positions: Iterable[int]) -> dict[int, list[str]]:
    """The records each act touches."""
    found: dict[int, list[str]] = defaultdict(list)
    for act, record in database.select_in(alias, "SELECT act, record FROM record_act WHERE act IN ({}) ORDER BY id", positions):
        found[act].append(record)
    return found


def put(alias: str, rows: Sequence[Row], clauses: Mapping[str, tuple[str, ...]], fresh: frozenset[str]) -> None:
    """Writes record rows and their clause links; `fresh` names those that cannot be there yet."""
    old = [row.id for row in rows if row.id not in fresh]
    database.run_in(alias, "DELETE FROM record WHERE id IN ({})", old)
    database.run_in(alias, "DELETE FROM record_clause WHERE record IN ({})", old)
    database.insert(alias, "record", COLUMNS, [(*row[:14], msgspec.msgpack.encode(row.revisions), *row[15:]) for row in rows])
    links = [(row.id, clause) for row in rows for clause in dict.fromkeys(clauses.get(row.id, ()))]
    database.insert(alias, "record_clause", "record, clause", links)


def remove(alias: str, ids: Iterable[str]) -> None:
    """Removes record rows and their clause links."""
    wanted = list(ids)
    database.run_in(alias, "DELETE FROM record WHERE id IN ({})", wanted)
    database.run_in(alias, "DELETE FROM record_clause WHERE record IN ({})", wanted)


def get(alias: str, ids: Iterable[str]) -> dict[str, Row]:
    """Rows by record id."""
    return {row.id: row for row in map(read_row, database.select_in(alias, f"SELECT {COLUMNS} FROM record WHERE id IN ({{}})", ids))}


def in_groups(alias: str, channel: str, groups: Iterable[str], at_hand: Mapping[str, Row] | None = None) -> dict[str, list[Row]]:
    """Rows by group, each group's in order of record id; rows `at_hand`, by id as they are stored, are not read again."""
    wanted = list(groups)
    found_rows: list[tuple[str, str]] = []
    for which in ("grp = id AND id", "NOT (grp = id) AND grp"):  # the second as its index says it
        found_rows += database.select_in(alias, f"SELECT id, channel_id FROM record WHERE {which} IN ({{}})", wanted)
    ids = [row[0] for row in found_rows if row[1] == channel]  # asked in SQL, SQLite would read the whole channel
    rows = dict(at_hand or {})
    rows |= get(alias, [id_ for id_ in ids if id_ not in rows])
    found: dict[str, list[Row]] = {}
    for id_ in sorted(ids):
        found.setdefault(rows[id_].grp, []).append(rows[id_])
    return found


def listed(alias: str, where: Mapping[str, Any] | None = None, limit: int = 200, clause: str | None = None) -> list[Row]:
    """Rows newest first; `where` narrows by channel, type, state, party or code, `clause` by a clause they name."""
    wanted = {("channel_id" if key == "channel" else key): value for key, value in (where or {}).items()}
    conditions = [f"{column} = %s" for column in wanted]
    params: list[Any] = list(wanted.values())
    if clause is not None:
        conditions.append("id IN (SELECT record FROM record_clause WHERE clause = %s)")
        params.append(clause)
    narrowing = " WHERE " + " AND ".join(conditions) if conditions else ""
    return [
        read_row(row)
        for row in database.rows(alias, f"SELECT {COLUMNS} FROM record{narrowing} ORDER BY changed_at DESC, id LIMIT %s", [*params, limit])
    ]


def last_change(alias: str, channel: str, type_: str) -> int:
    """When a record of that type last changed here, told apart by how many there are; 0 for none."""
    sql = "SELECT COALESCE(MAX(changed_at), 0), COUNT(*) FROM record WHERE channel_id = %s AND type = %s"
    changed, count = database.rows(alias, sql, (channel, type_))[0]
    return int(changed) + int(count)


def with_moves(alias: str, channel: str) -> list[Row]:
    """Rows on which somebody's move is due."""
    sql = f"SELECT {COLUMNS} FROM record WHERE channel_id = %s AND NOT (moves = '') ORDER BY changed_at, id"  # as its index says it
    return [read_row(row) for row in database.rows(alias, sql, (channel,))]


def find(alias: str, text: str) -> list[Row]:
    """Rows whose id begins with this text, or whose code is it."""
    if len(text) >= 6 and all(c in "0123456789abcdef." for c in text):
        high = text + "~"
        found = database.rows(alias, f"SELECT {COLUMNS} FROM record WHERE id >= %s AND id < %s ORDER BY id LIMIT 20", (text, high))
        if found:  # an act with several targets creates records whose ids begin alike: the whole id means the first alone
            return [read_row(row) for row in found if row[0] == text] or [read_row(row) for row in found]
    return [
        read_row(row)
        for row in database.rows(alias, f"SELECT {COLUMNS} FROM record WHERE code = %s ORDER BY changed_at DESC LIMIT 20", (text,))
    ]


def label_ids(alias: str, texts: Iterable[str]) -> dict[str, int]:
    """The interned number of each label, given as canonical JSON; new labels are added."""
    wanted = list(dict.fromkeys(texts))
    database.insert(alias, "label", "text", [(text,) for text in wanted], "ON CONFLICT DO NOTHING")
    return {row[1]: row[0] for row in database.select_in(alias, "SELECT id, text FROM label WHERE text IN ({})", wanted)}


def label_text(alias: str, number: int) -> Mapping[str, Any]:
    """An interned label."""
    found = database.rows(alias, "SELECT text FROM label WHERE id = %s", (number,))
    result: Mapping[str, Any] = json.loads(found[0][0])
    return result


def read_row(values: tuple[Any, ...]) -> Row:
    """A row from the columns of COLUMNS, in their order."""
    return Row._make((*values[:14], _texts.decode(values[14]), *values[15:]))
