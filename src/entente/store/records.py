"""Folded records at rest: generic columns for lists, effective texts for rules; which acts touch which record.

Touches the database. A record's row is kept by its number (layout.record_number), which the act that created it gives. All rows here are
projections: `entente rebuild` makes them again from the acts. Serves every clause.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from entente.kernel.act import RECORD, record_id
from entente.kernel.gate1.ruling import created
from entente.store import counts, database, logs, noted
from entente.store.insertion import Columns, by_column
from entente.store.layout import INDEX_BITS, STATUS, record_number

COLUMNS = (
    "id, channel_id, type, schema, party, state, moves, label_id, code, titles, start_on, due_on, end_on, grp, revisions, withdrawn_on,"
    " changed_at, number"
)

_OF_RECORD = ", ".join(f"r.{column}" for column in COLUMNS.split(", "))
FIRST = f"SELECT {_OF_RECORD} FROM act a JOIN record r ON r.number = (a.id << {INDEX_BITS}) WHERE a.key IN ({{}})"
"""The first record that an act creates has the act's id; most acts create one."""
WHOLE = 64  # digits of an act's id
FILTER = "="  # stands in a filter's name=value, and in no clause


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
    number: int

    def move_list(self) -> list[tuple[str, str, str]]:
        """(party, verb, act id) of every move that is due."""
        parts = [move.split(":") for move in self.moves.split()]
        return [(party, verb, act) for party, verb, act in parts]


_pack = msgspec.msgpack.Encoder().encode
_texts = msgspec.msgpack.Decoder(tuple[Text, ...])


def numbers(alias: str, ids: Iterable[str]) -> dict[str, int]:
    """The numbers of records by id; those that no act held here creates are missing."""
    wanted = list(ids)
    positions = logs.find(alias, {record[:64] for record in wanted if RECORD.match(record)})
    return {record: record_number(positions[record[:64]], record) for record in wanted if record[:64] in positions}


def names(alias: str, wanted: Iterable[int]) -> dict[int, str]:
    """The ids of records by number, whether they have a row or not; numbers that no act held here gives are missing."""
    asked = list(wanted)
    found = database.select_in(alias, "SELECT id, entry FROM act WHERE id IN ({})", (number >> INDEX_BITS for number in asked))
    acts = {position: logs.entry_id(entry) for position, entry in found}
    return {n: record_id(acts[n >> INDEX_BITS], n & (1 << INDEX_BITS) - 1) for n in asked if n >> INDEX_BITS in acts}


def acts_of(alias: str, known: Mapping[str, int], decided_by: int | None = None) -> dict[str, list[tuple[int, bytes]]]:
    """(position, entry) of the admitted acts that touch each record, by id, in no order; records are given with their numbers.

    With `decided_by`, only acts decided by then.
    """
    bound = f" AND a.decided_at <= {int(decided_by)}" if decided_by is not None else ""
    where = f"a.status = {STATUS['admitted']}{bound}"
    ids = {number: record for record, number in known.items()}
    sql = f"SELECT r.record, a.id, a.entry FROM record_act r JOIN act a ON a.id = r.act WHERE {where} AND r.record IN ({{}})"
    found: dict[str, list[tuple[int, bytes]]] = defaultdict(list)
    for number, position, entry in database.select_in(alias, sql, ids):
        found[ids[number]].append((position, entry))
    creating = (number >> INDEX_BITS for number in ids)
    entries = dict(database.select_in(alias, f"SELECT a.id, a.entry FROM act a WHERE {where} AND a.id IN ({{}})", creating))
    for number, record in ids.items():
        if number >> INDEX_BITS in entries:
            found[record].append((number >> INDEX_BITS, entries[number >> INDEX_BITS]))
    return found


def records_of(alias: str, positions: Iterable[int]) -> dict[int, list[str]]:
    """The records each admitted act touches, those that it creates first."""
    wanted = list(positions)
    found: dict[int, list[str]] = defaultdict(list)
    sql = f"SELECT id, entry FROM act WHERE status = {STATUS['admitted']} AND id IN ({{}})"
    for position, entry in database.select_in(alias, sql, wanted):
        act, header = logs.read_header(entry)
        if header is not None and (new := created(act, header)):
            found[position] += new
    links = database.select_in(alias, "SELECT act, record FROM record_act WHERE act IN ({}) ORDER BY id", wanted)
    ids = names(alias, {number for _, number in links})
    for position, number in links:
        found[position].append(ids[number])
    return found


def named(clause: str | None, filter_: str | None) -> str:
    """The name under which records are found that name a clause, have a filter (lead=GBR:MOD), or both; empty for neither."""
    return " ".join(name for name in (clause, filter_) if name)


def put(alias: str, rows: Sequence[Row], clauses: Mapping[str, tuple[str, ...]], fresh: frozenset[str]) -> None:
    """Writes record rows and what each is found by (clauses, filters); `fresh` names those that cannot be there yet."""
    if not rows:
        return
    old = [row.number for row in rows if row.id not in fresh]
    counts.change(alias, counts.of_stored(alias, old), counts.of_rows(rows, clauses))
    _delete(alias, old)
    database.insert_columns(alias, "record", _columns(rows))
    links = [(row.number, clause) for row in rows if row.id in clauses for clause in dict.fromkeys(clauses[row.id])]
    database.insert(alias, "record_clause", "record, clause", links)


def _columns(rows: Sequence[Row]) -> Columns:
    columns: dict[str, Sequence[Any]] = {**by_column(COLUMNS, rows)}
    columns["grp"] = ["" if row.grp == row.id else row.grp for row in rows]
    columns["revisions"] = list(map(_pack, columns["revisions"]))
    return columns


def remove(alias: str, wanted: Sequence[int]) -> None:
    """Removes record rows and their clause links by number."""
    counts.change(alias, counts.of_stored(alias, wanted), {})
    _delete(alias, wanted)


def _delete(alias: str, wanted: Sequence[int]) -> None:
    database.run_in(alias, "DELETE FROM record WHERE number IN ({})", wanted)
    database.run_in(alias, "DELETE FROM record_clause WHERE record IN ({})", wanted)


def get(alias: str, ids: Iterable[str]) -> dict[str, Row]:
    """Rows by record id."""
    wanted = set(ids)
    alone = [record for record in wanted if len(record) == WHOLE and RECORD.match(record)]
    found = {row.id: row for row in map(read_row, database.select_in(alias, FIRST, map(logs.key, alone))) if row.id in wanted}
    others = wanted.difference(alone)
    return found | {row.id: row for row in by_number(alias, numbers(alias, others).values())} if others else found


def by_number(alias: str, wanted: Iterable[int]) -> list[Row]:
    """Rows by record number, in no order; those that are not there are missing."""
    return list(map(read_row, database.select_in(alias, f"SELECT {COLUMNS} FROM record WHERE number IN ({{}})", wanted)))


def in_groups(
    alias: str,
    channel: str,
    groups: Iterable[str],
    at_hand: Mapping[str, Row] | None = None,
    known: Mapping[str, int] | None = None,
    types: Sequence[str] = (),
) -> dict[str, list[Row]]:
    """Rows by group, each group's in order of record id; rows `at_hand`, by id as they are stored, are not read again.

    `known` are the numbers of all records that groups are called after, for a caller who has them. With `types` those of these types alone,
    and the records that groups are called after.
    """
    wanted = dict.fromkeys(groups)
    called_after = numbers(alias, wanted) if known is None else known
    rows = at_hand or {}
    mine = [called_after[group] for group in wanted if group in called_after and group not in rows]
    found = {row.id: row for row in by_number(alias, mine)} | dict(rows)
    of_types = f" AND type IN ({', '.join(['%s'] * len(types))})" if types else ""
    sql = f"SELECT number, id, channel_id FROM record WHERE NOT (grp = ''){of_types} AND grp IN ({{}})"
    others = database.select_in(alias, sql, wanted, types)
    found |= {row.id: row for row in by_number(alias, [n for n, id_, where in others if id_ not in found and where == channel])}
    result: dict[str, list[Row]] = {}
    for row in found.values():
        if row.grp in wanted and row.channel == channel:  # asked in SQL, SQLite would read the whole channel
            result.setdefault(row.grp, []).append(row)
    for members in result.values():
        if len(members) > 1:
            members.sort(key=lambda row: row.id)
    return result


def hidden_groups(alias: str, channel: str, groups: Iterable[str], allowed: frozenset[int] | None) -> set[str]:
    """Those of the groups of a channel in which there is a record under another label than these (None: no label is another)."""
    if allowed is None:
        return set()
    labels = ", ".join(str(int(number)) for number in sorted(allowed)) or "-1"  # no label: NULL would hide nothing
    sql = (
        f"SELECT DISTINCT grp FROM record WHERE channel_id || '' = %s AND NOT (label_id IN ({labels})) AND NOT (grp = '') AND grp IN ({{}})"
    )
    return {row[0] for row in database.select_in(alias, sql, groups, (channel,))}


def called_after(alias: str, channel: str, group: str) -> list[Row]:
    """The rows of a group without the record that it is called after, in order of record id."""
    # joined to nothing, the channel is no reason to read the whole of it; asked for, the group is planned for once and not each time
    sql = f"SELECT {COLUMNS} FROM record WHERE NOT (grp = '') AND grp = (SELECT CAST(%s AS TEXT)) AND channel_id || '' = %s"
    return sorted(map(read_row, database.rows(alias, sql, (group, channel))))


def listed(alias: str, where: Mapping[str, Any] | None = None, limit: int = 200, clause: str | None = None) -> list[Row]:
    """Rows newest first; `where` narrows by channel, type, state, party or code, `clause` by a clause they name."""
    wanted = {("channel_id" if key == "channel" else key): value for key, value in (where or {}).items()}
    conditions = [f"{column} = %s" for column in wanted]
    params: list[Any] = list(wanted.values())
    if clause is not None:
        conditions.append("number IN (SELECT record FROM record_clause WHERE clause = %s)")
        params.append(clause)
    narrowing = " WHERE " + " AND ".join(conditions) if conditions else ""
    return [
        read_row(row)
        for row in database.rows(alias, f"SELECT {COLUMNS} FROM record{narrowing} ORDER BY changed_at DESC, id LIMIT %s", [*params, limit])
    ]


def naming(alias: str, where: Mapping[str, Any], name: str, limit: int = 500) -> list[Row]:
    """Rows in whose texts an id stands, newest first; `where` names channel, type and state, few enough records to be looked through."""
    conditions = [f"{'channel_id' if column == 'channel' else column} = %s" for column in where]
    conditions.append("instr(revisions, %s) > 0" if database.is_sqlite(alias) else "position(%s IN revisions) > 0")
    sql = f"SELECT number FROM record WHERE {' AND '.join(conditions)}"  # ordered in SQL, PostgreSQL would pass over every record
    found = by_number(alias, [row[0] for row in database.rows(alias, sql, [*where.values(), name.encode()])])
    return sorted(found, key=lambda row: (-row.changed_at, row.id))[:limit]


def last_change(alias: str, channel: str, type_: str) -> int:
    """When a record of that type last changed here, told apart by how many there are; 0 for none."""
    sql = "SELECT COALESCE(MAX(changed_at), 0), COUNT(*) FROM record WHERE channel_id = %s AND type = %s"
    changed, count = database.rows(alias, sql, (channel, type_))[0]
    return int(changed) + int(count)


def with_moves(alias: str, channel: str) -> list[Row]:
    """Rows on which somebody's move is due."""
    sql = f"SELECT {COLUMNS} FROM record WHERE channel_id = %s AND NOT (moves = '') ORDER BY changed_at, id"  # as its index says it
    return [read_row(row) for row in database.rows(alias, sql, (channel,))]


def clauses_of(alias: str, rows: Iterable[Row]) -> dict[str, list[str]]:
    """The clauses each record names, by its id."""
    ids = {row.number: row.id for row in rows}
    found: dict[str, list[str]] = defaultdict(list)
    for number, name in database.select_in(alias, "SELECT record, clause FROM record_clause WHERE record IN ({}) ORDER BY clause", ids):
        if FILTER not in name:
            found[ids[number]].append(name)
    return dict(found)


def find(alias: str, text: str) -> list[Row]:
    """Rows whose id begins with this text, or whose code is it."""
    if len(text) >= 6 and all(c in "0123456789abcdef." for c in text):
        found = list(get(alias, [text]).values()) if RECORD.match(text) else []
        if found := found or _beginning(alias, text):  # an act with several targets creates records whose ids begin alike
            return found
    return [
        read_row(row)
        for row in database.rows(alias, f"SELECT {COLUMNS} FROM record WHERE code = %s ORDER BY changed_at DESC LIMIT 20", (text,))
    ]


def _beginning(alias: str, text: str) -> list[Row]:
    """At most twenty rows whose id begins so, in their order; found by the acts that created them."""
    act = text.partition(".")[0]
    if not 6 <= len(act) <= 64:
        return []
    bounds = f"r.number >= (a.id << {INDEX_BITS}) AND r.number < ((a.id + 1) << {INDEX_BITS})"
    sql = f"SELECT {_OF_RECORD} FROM act a JOIN record r ON {bounds} WHERE a.key BETWEEN %s AND %s AND r.id >= %s AND r.id < %s"
    return list(map(read_row, database.rows(alias, f"{sql} ORDER BY r.id LIMIT 20", (*logs.keys_from(act), text, text + "~"))))


def meant(alias: str, text: str) -> list[Row]:
    """As `find`; a draft of a record's next text bears the record's code, and whoever names the code means the record."""
    found = find(alias, text)
    return [row for row in found if row.type != "draft"] or found


def label_ids(alias: str, texts: Iterable[str]) -> dict[str, int]:
    """The interned number of each label, given as canonical JSON; new labels are added."""
    wanted = list(dict.fromkeys(texts))
    found = _labels(alias, wanted)
    for text in wanted:
        if text not in found:
            noted.add(alias, "label", {"text": text}, ("text",), "ON CONFLICT DO NOTHING")
    return found if len(found) == len(wanted) else _labels(alias, wanted)


def _labels(alias: str, texts: Iterable[str]) -> dict[str, int]:
    return {row[1]: row[0] for row in database.select_in(alias, "SELECT id, text FROM label WHERE text IN ({})", texts)}


def label_text(alias: str, number: int) -> Mapping[str, Any]:
    """An interned label."""
    found = database.rows(alias, "SELECT text FROM label WHERE id = %s", (number,))
    result: Mapping[str, Any] = json.loads(found[0][0])
    return result


def read_row(values: tuple[Any, ...]) -> Row:
    """A row from the columns of COLUMNS, in their order."""
    return Row._make((*values[:13], values[13] or values[0], _texts.decode(values[14]), *values[15:]))
