"""The whole store read again: signatures, chains, trees, receipts, bodies, verdicts, projections. Names what is wrong, and where.

Touches the database (reads), and a temporary one in which projections are made anew (`quick` leaves that out). V1 charter, V2 log, V3 tree,
V4 checkpoints and receipts, V5 bodies, V6 gate 2, V7 verdicts and projections, V8 notes of the exchange, V9 the database itself, V10 sums.
Serves every clause: that nothing was changed is shown, not claimed.
"""

from __future__ import annotations

import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

import msgspec
from django.apps import apps
from django.db import DatabaseError, connections

from entente.kernel import alike, log
from entente.kernel.charter import Charter, open_charter
from entente.kernel.errors import Refusal
from entente.kernel.log import Entry, opened_from
from entente.kernel.proofs import merkle, tile
from entente.node.admission import keyring, rebuild
from entente.node.admission.rebuild import Progress, quiet
from entente.node.keeping import backup, verify_contents, verify_notes, verify_rows, verify_search
from entente.node.keeping.dump import logical_dump
from entente.node.node import Node
from entente.store import database, logs
from entente.store.checksums import COVERED
from entente.store.layout import SEQ_BITS, STATUS_NAMES

CHUNK = 2_000
BROKEN = (
    Refusal,
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    AttributeError,
    AssertionError,
    OverflowError,
    StopIteration,
    msgspec.MsgspecError,
)


class Finding(NamedTuple):
    """Something wrong: where (channel, log, act or row), by which rule, in words."""

    where: str
    rule: str
    words: str


def verify(node: Node, progress: Progress = quiet, quick: bool = False) -> list[Finding]:
    """What is wrong with the store, in order of the rules; nothing where it is sound. `quick` leaves projections out (V7)."""
    found = list(_guard("database", "V9", lambda: _database(node)))
    if found:
        return found
    number = 0
    for channel, party, envelope in logs.channels(node.alias):
        charter = _charter(node, channel, party, envelope, found)
        if charter is None:
            continue
        for row in _load(node, charter, found):
            progress("logs read again", number, number + 1)
            number += 1
            found += _guard(row.head.origin, "V2", lambda row=row, charter=charter: _log(node, charter, row))  # type: ignore[misc]
        found += _guard(charter.id, "V5", lambda charter=charter: verify_contents.check(_alone(node), charter))  # type: ignore[misc]
        found += _guard(charter.id, "V8", lambda charter=charter: verify_notes.check(node, charter))  # type: ignore[misc]
    for table in COVERED:
        found += _guard(table, "V10", lambda table=table: verify_rows.check_sums(node, table))  # type: ignore[misc]
    found += _guard("database", "V9", lambda: _strays(node))
    if not found and not quick:
        found += _guard("projections", "V7", lambda: _projections(node, progress))
        found += _guard("tally_block", "V7", lambda: verify_rows.check_blocks(node))
        for charter in node.channels():
            found += _guard("search index", "V7", lambda charter=charter: verify_search.check(node, charter))  # type: ignore[misc]
        found += _guard("search index", "V7", lambda: verify_search.check_whole(node))
    return sorted(set(found), key=lambda one: (one.rule, one.where, one.words))


def _alone(node: Node) -> Node:
    """The node without what it remembers."""
    return replace(node, charters={}, clauses={})


def _guard(where: str, rule: str, check: Callable[[], Iterator[tuple[str, str, str]]]) -> Iterator[Finding]:
    """The check's findings; where damage stops it, that it stopped and why."""
    try:
        yield from (Finding(*one) for one in check())
    except DatabaseError as error:
        yield Finding(where, "V9", f"The database does not read here: {error}.")
    except BROKEN as error:
        yield Finding(where, rule, f"What is stored here does not read: {error or type(error).__name__}.")


def _database(node: Node) -> Iterator[tuple[str, str, str]]:
    """The database's own check of its pages, indexes and references."""
    if not database.is_sqlite(node.alias):
        return
    for (line,) in database.rows(node.alias, "PRAGMA integrity_check(20)"):
        if line != "ok":
            yield "database", "V9", f"SQLite's own check says: {line}."
    for table, row, parent, _ in database.rows(node.alias, "PRAGMA foreign_key_check"):
        yield f"{table} {row}", "V9", f"This row belongs to a {parent} that is not there."
    for name in database.altered_definitions(node.alias):
        yield f"table {name}", "V9", "Its definition is not the one this release makes."


def _charter(node: Node, channel: str, party: str, envelope: bytes, found: list[Finding]) -> Charter | None:
    try:
        charter = open_charter(envelope)
    except Refusal as refusal:
        found.append(Finding(f"channel {channel}", "V1", f"The charter does not stand: {refusal.words}"))
        return None
    if charter.id != channel:
        found.append(Finding(f"channel {channel}", "V1", f"The charter stored here is that of channel {charter.id}."))
        return None
    if party != node.party or party not in charter.codes:
        found.append(Finding(f"channel {channel}", "V1", f"The channel is marked as {party}'s; this node is {node.party}'s."))
    return charter


def _load(node: Node, charter: Charter, found: list[Finding]) -> list[logs.Log]:
    """The channel's logs; those that do not read, or are not there, are findings."""
    try:
        rows = logs.load(node.alias, charter)
    except BROKEN as error:
        found.append(Finding(f"channel {charter.id}", "V2", f"The row of one of its logs does not read: {error}."))
        return []
    for code in charter.codes:
        if (code, 1) not in rows:
            found.append(Finding(charter.origin(code), "V2", f"The row of {code}'s log is missing."))
    for name, row in rows.items():
        if name[0] not in charter.codes or (name[1] > 1 and (name[0], name[1] - 1) not in rows):
            found.append(Finding(row.head.origin, "V2", f"The channel has no log {name[0]}/{name[1]}."))
    return [row for name, row in rows.items() if name[0] in charter.codes]


def _log(node: Node, charter: Charter, row: logs.Log) -> Iterator[tuple[str, str, str]]:
    """One log from its first entry: rows, log rules, leaves, tree, checkpoint."""
    origin, rows = row.head.origin, logs.load(node.alias, charter)
    head = log.first_head(charter, row.name, keyring.keys_at(node, charter, rows, row.name, 0))
    frontier: merkle.Frontier = ()
    tiles = TreeCheck(node, row)
    start = row.number << SEQ_BITS
    while True:
        sql = "SELECT id, key, entry, leaf, received_at, decided_at, status FROM act WHERE id >= %s AND id < %s ORDER BY id LIMIT %s"
        stored = database.rows(node.alias, sql, (start, row.number + 1 << SEQ_BITS, CHUNK))
        if not stored:
            break
        places = [item[0] & (1 << SEQ_BITS) - 1 for item in stored]
        if places != list(range(head.size, head.size + len(places))):
            gap = next(want for want, got in zip(range(head.size, head.size + len(places)), places, strict=True) if want != got)
            yield f"{origin}/{gap}", "V2", f"Act {gap} of {row.name[0]}'s log is missing or stands in another place."
            return
        read, after, refused = alike.read_batch([item[2] for item in stored], head)
        for entry, item in zip(read, stored, strict=False):
            yield from _act_row(origin, row, entry, item)
        if refused is not None:
            yield f"{origin}/{head.size + len(read)}", "V2", f"Entry {head.size + len(read)} is no part of the log: {refused.words}"
            return
        leaves = [merkle.leaf_hash(entry.entry) for entry in read]
        yield from tiles.extend(leaves)
        frontier = merkle.frontier_extend(head.size, frontier, leaves)
        head, start = after, stored[-1][0] + 1
    if (head.size, head.prev, head.keys) != (row.head.size, row.head.prev, row.head.keys):
        yield (
            origin,
            "V2",
            f"The log's row says {row.head.size} acts, last {row.head.prev[:12]}…; its entries say {head.size}, {head.prev[:12]}….",
        )
    if row.opened_from != _opened_from(node, row):
        yield origin, "V2", f"The log is noted as opened from act {row.opened_from}; its first entry says otherwise."
    if row.frontier != merkle.frontier_to_bytes(frontier):
        yield origin, "V3", "The stored frontier of the tree is not that of its entries."
    yield from tiles.finish(head.size)
    yield from verify_notes.check_signed(node, charter, row)


def _opened_from(node: Node, row: logs.Log) -> int | None:
    """Where the generation before ends, by the opening itself."""
    if row.name[1] == 1:
        return None
    entries = logs.entries(node.alias, row, 0, 1)
    cite = opened_from(logs.read_act(row, 0, entries[0]).header) if entries else None
    return cite.seq if cite is not None else row.opened_from


def _act_row(
    origin: str, row: logs.Log, entry: Entry, item: tuple[int, int, bytes, bytes, int, int, int]
) -> Iterator[tuple[str, str, str]]:
    """What stands beside an entry in its row."""
    _, key, data, leaf, received_at, decided_at, status = item
    where, seq = f"{origin}/{entry.act.seq}", entry.act.seq
    if leaf != merkle.leaf_hash(data):
        yield where, "V3", f"The stored leaf hash of act {seq} is not that of its entry."
    if key != int.from_bytes(bytes.fromhex(entry.act.id[:16]), signed=True):
        yield where, "V2", f"Act {seq} is filed under another id than its own."
    if status not in STATUS_NAMES or (status == 0) != (seq >= row.decided):
        yield (
            where,
            "V7",
            f"The status stored of act {seq} is {STATUS_NAMES.get(status, status)}; {row.decided} acts of the log are decided.",
        )
    if decided_at < received_at and status != 0:
        yield where, "V8", f"Act {seq} is noted as decided before it was received."


class TreeCheck:
    """Recomputes the tiles of a log while its leaves pass, and compares them with those stored."""

    def __init__(self, node: Node, row: logs.Log) -> None:
        self.node, self.row = node, row
        self.pending: dict[int, list[bytes]] = {0: []}
        self.made: dict[int, int] = {}

    def extend(self, leaves: list[bytes]) -> Iterator[tuple[str, str, str]]:
        """The next leaf hashes."""
        level, hashes = 0, leaves
        while hashes:
            waiting = self.pending.setdefault(level, [])
            waiting += hashes
            hashes = []
            while len(waiting) >= tile.WIDTH:
                full, waiting[: tile.WIDTH] = waiting[: tile.WIDTH], []
                hashes.append(tile.tile_root(full))
                number = self.made[level] = self.made.get(level, -1) + 1
                yield from self._compare(level, number, full, hashes[-1])
            level += 1

    def _compare(self, level: int, number: int, full: list[bytes], root: bytes) -> Iterator[tuple[str, str, str]]:
        sql = "SELECT root, data FROM tile WHERE log_id = %s AND level = %s AND number = %s"
        stored = database.rows(self.node.alias, sql, (self.row.number, level, number))
        if stored != [(root, b"".join(full))]:
            yield f"{self.row.head.origin} tile {level}/{number}", "V3", "The stored tile is missing or not that of the log's entries."

    def finish(self, size: int) -> Iterator[tuple[str, str, str]]:
        """No tile stands beyond the tree."""
        wanted = sum(self.made.values()) + len(self.made)
        stored = database.rows(self.node.alias, "SELECT COUNT(*) FROM tile WHERE log_id = %s", (self.row.number,))[0][0]
        if stored != wanted:
            yield self.row.head.origin, "V3", f"A tree of {size} acts has {wanted} full tiles; {stored} are stored."


def _strays(node: Node) -> Iterator[tuple[str, str, str]]:
    """Rows that belong to no act: their position is in no log's range."""
    sizes = database.rows(node.alias, "SELECT id, size FROM log")
    for table, column in (
        ("act", "id"),
        ("content", "id"),
        ("content_key", "id"),
        ("attachment", "act"),
        ("record_act", "act"),
        ("request", "act"),
    ):
        known = " OR ".join(f"({column} >= {n << SEQ_BITS} AND {column} < {(n << SEQ_BITS) + size})" for n, size in sizes) or "1 = 0"
        for (position,) in database.rows(node.alias, f"SELECT {column} FROM {table} WHERE NOT ({known}) LIMIT 20"):
            yield f"{table} {position}", "V9", f"A row of {table} belongs to no act of this store."


def _projections(node: Node, progress: Progress) -> Iterator[tuple[str, str, str]]:
    """Verdicts, marks, records, intervals, tally: those stored against those that a temporary store makes of the same acts."""
    counts: dict[str, int] = {}
    with _copy(node, progress) as other:
        for pair in zip_longest(logical_dump(node), logical_dump(other)):
            for line, sign in zip(pair, (1, -1), strict=True):
                if line is not None:
                    counts[line] = counts.get(line, 0) + sign
                    if not counts[line]:
                        del counts[line]
    for line, count in counts.items():
        what = "This is stored, but the acts do not give it" if count > 0 else "The acts give this, but it is not stored so"
        yield f"projection “{msgspec.json.decode(line)['is']}”", "V7", f"{what}: {line[:600]}"
    for table in ("record", "record_clause", "interval", "mark", "tally", "record_count"):
        known = {"record": "channel_id IN (SELECT id FROM channel)", "interval": "channel_id IN (SELECT id FROM channel)"}
        known |= dict.fromkeys(("tally", "record_count"), "n = 0 OR channel IN (SELECT id FROM channel)")
        known |= {"record_clause": "record IN (SELECT number FROM record)", "mark": "log_id IN (SELECT id FROM log)"}
        for (number,) in database.rows(node.alias, f"SELECT COUNT(*) FROM {table} WHERE NOT ({known[table]})"):
            if number:
                yield table, "V7", f"{number} rows of {table} belong to nothing that is stored."


@contextmanager
def _copy(node: Node, progress: Progress) -> Iterator[Node]:
    """A temporary node with the same primary data, its projections made anew."""
    alias = f"verify-{uuid.uuid4().hex[:12]}"
    with tempfile.TemporaryDirectory(prefix="entente-verify-") as folder:
        database.connect(alias, f"sqlite:///{Path(folder).absolute()}/copy.sqlite3")
        try:
            with connections[alias].cursor() as cursor:
                cursor.execute("PRAGMA synchronous=OFF")
            with connections[alias].schema_editor() as editor:
                for model in apps.get_app_config("store").get_models():
                    editor.create_model(model)
            with backup.snapshot(node.alias) as select, database.write(alias):
                for table in (*backup.DATA, *backup.KEYS):
                    columns, _ = backup.shape(table)
                    backup.copy_rows(alias, table, columns, select(f"SELECT {', '.join(columns)} FROM {table}"))
            other = replace(_alone(node), alias=alias)
            rebuild.rebuild(other, progress)
            yield other
        finally:
            database.close(alias)
