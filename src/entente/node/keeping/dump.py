"""The store as sorted lines of JSON, so that two stores can be compared.

Touches the database (reads). Acts and logs are named by origin and sequence, never by row numbers. Two laws stand on it: a rebuilt store
has the same dump as the grown one, and nodes that hold the same acts have the same dump of what does not depend on when they learned it.
Serves every clause.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from entente.kernel.act import PAYLOAD_TYPE, act_id
from entente.kernel.charter import Charter
from entente.kernel.signature import open_envelope
from entente.node.node import Node
from entente.store import counts, database, logs
from entente.store import records as stored
from entente.store.intervals import spans
from entente.store.layout import FOREVER, INDEX_BITS, SEQ_BITS, STATUS_NAMES

CHUNK = 2_000
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


def logical_dump(node: Node, knowledge: bool = True, channel: str | None = None) -> Iterator[str]:
    """One line for each thing held or derived, channel by channel, log by log, acts in their order and the rest sorted.

    Without `knowledge`, nothing that depends on when this node learned it; with `channel`, only that channel. A log's acts
    are read in chunks; the other sections are sorted in memory, one section of one channel or log at a time.
    """
    for charter in sorted(node.channels(), key=lambda one: one.id):
        if channel is not None and charter.id != channel:
            continue
        rows = logs.load(node.alias, charter)
        names = {row.number: row.head.origin for row in rows.values()}
        for row in rows.values():
            yield _log(row)
            yield from _acts(node, row, knowledge)
            yield from _contents(node, row, knowledge)
            yield from sorted(_log_sections(node, row))
        yield from sorted(_records(node, charter, names, knowledge))
        yield from sorted(_intervals(node, charter, knowledge))
        yield from sorted(_counts(node, charter))
        yield from sorted(_tally(node, charter, knowledge))


def digest(node: Node, knowledge: bool = True, channel: str | None = None) -> str:
    """SHA-256 over the dump's lines."""
    total = hashlib.sha256()
    for line in logical_dump(node, knowledge, channel):
        total.update(line.encode() + b"\n")
    return total.hexdigest()


def _line(what: str, **values: Any) -> str:
    return _encode({"is": what, **values})


def _log(row: logs.Log) -> str:
    return _line(
        "log",
        origin=row.head.origin,
        size=row.head.size,
        decided=row.decided,
        prev=row.head.prev,
        frontier=row.frontier.hex(),
        keys=[key.hex() for key in (row.head.keys.root, row.head.keys.act, row.head.keys.checkpoint, row.head.keys.transport)],
        encryption=hashlib.sha256(row.head.keys.encryption).hexdigest(),
        signed_at=row.signed_at,
        seen=dict(row.seen),
        opened_from=row.opened_from,
    )


def _bounds(row: logs.Log) -> tuple[int, int]:
    return row.number << SEQ_BITS, row.number + 1 << SEQ_BITS


def _chunks(node: Node, sql: str, row: logs.Log) -> Iterator[tuple[Any, ...]]:
    """Rows of a query over the log's positions, first column the position, a chunk at a time."""
    start, end = _bounds(row)
    while True:
        found = database.rows(node.alias, f"{sql} ORDER BY 1 LIMIT {CHUNK}", (start, end))
        yield from found
        if len(found) < CHUNK:
            return
        start = found[-1][0] + 1


def _seq(position: int) -> int:
    return position & (1 << SEQ_BITS) - 1


def _acts(node: Node, row: logs.Log, knowledge: bool) -> Iterator[str]:
    sql = "SELECT id, entry, leaf, status, rule, words, received_at, decided_at FROM act WHERE id >= %s AND id < %s"
    for position, entry, leaf, status, rule, words, received, decided in _chunks(node, sql, row):
        known = {"received_at": received, "decided_at": decided} if knowledge else {}
        place = f"{row.head.origin}/{_seq(position)}"
        act = act_id(open_envelope(entry, PAYLOAD_TYPE)[0])
        yield _line("act", at=place, id=act, leaf=leaf.hex(), status=STATUS_NAMES.get(status, status), rule=rule, words=words, **known)


def _contents(node: Node, row: logs.Log, knowledge: bool) -> Iterator[str]:
    sql = "SELECT id, state, gate, rule, words, known_at FROM content WHERE id >= %s AND id < %s"
    for position, state, gate, rule, words, known_at in _chunks(node, sql, row):
        known = {"known_at": known_at} if knowledge else {}
        yield _line("body", of=f"{row.head.origin}/{_seq(position)}", state=state, gate=gate, rule=rule, words=words, **known)


def _log_sections(node: Node, row: logs.Log) -> Iterator[str]:
    """Attachments, marks, links from records and tiles of one log."""
    alias, origin, bounds = node.alias, row.head.origin, _bounds(row)
    sql = "SELECT act, number, name, media_type, size, digest, state FROM attachment WHERE act >= %s AND act < %s"
    for act, number, *rest in database.rows(alias, sql, bounds):
        yield _line("attachment", of=f"{origin}/{_seq(act)}", number=number, file=rest)
    for subject, seq, value in database.rows(alias, "SELECT subject, seq, value FROM mark WHERE log_id = %s", (row.number,)):
        yield _line("mark", of=f"{origin}/{seq}", subject=subject, value=value)
    links = database.rows(alias, "SELECT record, act FROM record_act WHERE act >= %s AND act < %s", bounds)
    ids = stored.names(alias, {record for record, _ in links})
    for record, act in links:
        yield _line("touches", of=f"{origin}/{_seq(act)}", record=ids.get(record, record))
    for level, number, root, data in database.rows(alias, "SELECT level, number, root, data FROM tile WHERE log_id = %s", (row.number,)):
        yield _line("tile", of=origin, level=level, number=number, root=root.hex(), data=hashlib.sha256(data).hexdigest())


def _records(node: Node, charter: Charter, names: dict[int, str], knowledge: bool) -> Iterator[str]:
    columns = ", ".join(f"r.{name.strip()}" for name in stored.COLUMNS.split(","))
    sql = f"SELECT {columns}, l.text FROM record r LEFT JOIN label l ON l.id = r.label_id WHERE r.channel_id = %s"
    for *values, label in database.rows(node.alias, sql, (charter.id,)):
        row = stored.read_row(tuple(values))
        position = row.number >> INDEX_BITS
        place = f"{names.get(position >> SEQ_BITS, '?')}/{_seq(position)}.{row.number & (1 << INDEX_BITS) - 1}"
        texts = [[t.raw.decode() if t.raw is not None else None, t.schema, t.act, t.day] for t in row.revisions]
        known = {"changed_at": row.changed_at} if knowledge else {}
        fields = {k: v for k, v in row._asdict().items() if k not in ("label", "number", "revisions", "changed_at", "titles")}
        yield _line("record", at=place, **fields, titles=json.loads(row.titles), label=label, texts=texts, **known)
    sql = "SELECT r.id, c.clause FROM record_clause c JOIN record r ON r.number = c.record WHERE r.channel_id = %s"
    for record, clause in database.rows(node.alias, sql, (charter.id,)):
        yield _line("names", record=record, clause=clause)


def _intervals(node: Node, charter: Charter, knowledge: bool) -> Iterator[str]:
    open_only = "" if knowledge else f" AND i.known_to = {FOREVER}"
    columns = ", ".join(f"i.{name.strip()}" for name in spans.COLUMNS.split(","))
    sql = f"SELECT r.id, {columns} FROM interval i LEFT JOIN record r ON r.number = i.record WHERE i.channel_id = %s{open_only}"
    for id_, *row in database.rows(node.alias, sql, (charter.id,)):
        known = {"known_from": row[14], "known_to": row[15]} if knowledge else {}
        span = spans.Span(*row[:14])._asdict()
        record = id_ or stored.names(node.alias, [span["record"]]).get(span["record"], span["record"])
        yield _line("interval", **{**span, "record": record, "grp": span["grp"] or record}, **known)


def _counts(node: Node, charter: Charter) -> Iterator[str]:
    """How many records lie in each cell that lists count."""
    labels = dict(database.rows(node.alias, "SELECT id, text FROM label"))
    for cell, n in counts.cells(node.alias).items():
        if cell.channel == charter.id:
            yield _line("count", **cell._asdict() | {"label": labels.get(cell.label)}, n=n)


def _tally(node: Node, charter: Charter, knowledge: bool) -> Iterator[str]:
    """Corners of a channel's tally that are not nought; without knowledge, summed over the days on which they were known."""
    corners: Counter[tuple[str, str, int, int]] = Counter()
    sql = "SELECT clause, state, day, known, n FROM tally WHERE channel = %s"
    for clause, state, day, known, n in database.rows(node.alias, sql, (charter.id,)):
        corners[clause, state, day, known if knowledge else 0] += n
    for (clause, state, day, known), n in corners.items():
        if n:
            line = {"channel": charter.id, "clause": clause, "state": state, "day": day, "n": n}
            yield _line("tally", **line, **({"known": known} if knowledge else {}))
