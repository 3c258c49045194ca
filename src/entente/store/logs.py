"""Logs at rest: heads, entries, tiles, checkpoints; appending and reading by position.

Touches the database. A log's row carries its size, frontier and signed checkpoint and is written in the same transaction as the entries:
rows, full tiles with their roots, one head. Serves every clause.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from struct import unpack

import msgspec

from entente.kernel.act import PAYLOAD_TYPE, Act, Header, LogName, act_id, parse_header
from entente.kernel.charter import Charter, open_charter
from entente.kernel.errors import Refusal
from entente.kernel.gate1.ruling import Verdict
from entente.kernel.log import Entry, Head, Keyring, first_head
from entente.kernel.proofs import merkle, tile
from entente.kernel.signature import open_envelope
from entente.store import database, noted, partners
from entente.store.layout import SEQ_BITS, STATUS, storable

COLUMNS = "id, party, generation, size, decided, prev, frontier, keys, signed_at, seen, checkpoint, checkpoint_size, frozen, opened_from"


@dataclass(frozen=True, slots=True)
class Log:
    """A log's row. `number` is its place in act positions; `frozen` its reason, as {"rule", "words", "at"}, or None."""

    number: int
    name: LogName
    head: Head
    decided: int
    frontier: bytes
    signed_at: str
    seen: Mapping[str, int]
    checkpoint: bytes
    checkpoint_size: int
    frozen: Mapping[str, str] | None
    opened_from: int | None

    def position(self, seq: int) -> int:
        """The key of the act at that sequence."""
        return self.number << SEQ_BITS | seq


class Row(msgspec.Struct, frozen=True, gc=False):
    """An entry about to be stored, with its verdict (None: waits)."""

    entry: Entry
    leaf: bytes
    verdict: Verdict | None


def open_channel(alias: str, envelope: bytes, party: str, at: int) -> Charter:
    """Stores a charter and opens the first generation of every party's log; a channel already open is left as it is."""
    charter = open_charter(envelope)
    if party not in charter.codes:
        raise Refusal("unknown-party", "C3", f"{party} is not a party of this charter; its parties are {', '.join(charter.codes)}.")
    if not database.rows(alias, "SELECT 1 FROM channel WHERE id = %s", (charter.id,)):
        database.insert(alias, "channel", "id, charter, party, opened_at, clock", [(charter.id, envelope, party, at, at)])
        for code in charter.codes:
            add_log(alias, charter, first_head(charter, (code, 1)), None)
            if code != party:
                partners.add(alias, charter.id, code)
    return charter


def add_log(alias: str, charter: Charter, head: Head, opened_from: int | None) -> None:
    """A new, empty log: a party's first generation, or a later one."""
    columns = "channel_id, party, generation, size, decided, prev, frontier, keys, signed_at, seen, checkpoint, checkpoint_size, frozen"
    row = (charter.id, *head.log, 0, 0, head.prev, b"", _render_keys(head.keys), "", "{}", b"", 0, "", opened_from)
    database.insert(alias, "log", f"{columns}, opened_from", [row])


def channels(alias: str) -> list[tuple[str, str, bytes]]:
    """(channel id, our party code in it, charter envelope) of every channel, oldest first."""
    return database.rows(alias, "SELECT id, party, charter FROM channel ORDER BY opened_at, id")


def lock(alias: str, channel: str) -> int:
    """Locks the channel for this transaction and gives its clock, the latest time of receipt used in it (microseconds)."""
    suffix = "" if database.is_sqlite(alias) else " FOR UPDATE"
    found = database.rows(alias, f"SELECT clock FROM channel WHERE id = %s{suffix}", (channel,))
    if not found:
        raise Refusal("unknown-channel", "C6", f"This node takes part in no channel {channel[:12]}….")
    return int(found[0][0])


def set_clock(alias: str, channel: str, at: int) -> None:
    """Keeps the latest time of receipt."""
    noted.change(alias, "channel", {"clock": at}, {"id": channel})


def load(alias: str, charter: Charter) -> dict[LogName, Log]:
    """Every log of a channel by name."""
    found = {}
    for row in database.rows(alias, f"SELECT {COLUMNS} FROM log WHERE channel_id = %s ORDER BY party, generation", (charter.id,)):
        name = (row[1], row[2])
        head = Head(charter.origin(*name), name, row[3], row[5], _parse_keys(row[7]))
        frozen = json.loads(row[12]) if row[12] else None
        found[name] = Log(row[0], name, head, row[4], row[6], row[8], json.loads(row[9]), row[10], row[11], frozen, row[13])
    return found


def channel_of(alias: str, number: int) -> str | None:
    """The channel of the log with that number; None where there is none."""
    found = database.rows(alias, "SELECT channel_id FROM log WHERE id = %s", (number,))
    return str(found[0][0]) if found else None


def append(alias: str, log: Log, rows: Sequence[Row], head: Head, at: int) -> Log:
    """Stores the next entries of a log with their verdicts, extends its tree, and gives the log as it now stands.

    Verdicts are given for a prefix of the rows; the log's `decided` advances over them. The caller signs the checkpoint and calls `save`.
    """
    first = log.head.size
    verdicts = [row.verdict for row in rows]
    decided = len(rows) - verdicts.count(None)
    leaves = [row.leaf for row in rows]
    said = [(STATUS[v.status], v.rule, storable(v.words) if v.words else "") if v is not None else (0, "", "") for v in verdicts]
    status, rule, words = zip(*said, strict=True) if said else ((), (), ())
    columns = {
        "id": range(log.position(first), log.position(first) + len(rows)),
        "key": _keys([row.entry.act.id for row in rows]),
        "entry": [row.entry.entry for row in rows],
        "leaf": leaves,
        "received_at": [at] * len(rows),
        "decided_at": [at if verdict else 0 for verdict in verdicts],
        "status": status,
        "rule": rule,
        "words": words,
    }
    database.insert_columns(alias, "act", columns)
    return replace(
        log,
        head=head,
        frontier=_grow(alias, log, first, leaves),
        decided=log.decided + decided if log.decided == first else log.decided,
    )


def save(alias: str, log: Log) -> None:
    """Writes a log's row."""
    changes = {
        "size": log.head.size,
        "decided": log.decided,
        "prev": log.head.prev,
        "frontier": log.frontier,
        "keys": _render_keys(log.head.keys),
        "signed_at": log.signed_at,
        "seen": json.dumps(log.seen),
        "checkpoint": log.checkpoint,
        "checkpoint_size": log.checkpoint_size,
        "frozen": json.dumps(log.frozen, ensure_ascii=False) if log.frozen else "",
    }
    noted.change(alias, "log", changes, {"id": log.number})


def decide(alias: str, position: int, verdict: Verdict, at: int) -> None:
    """The verdict on an act that waited."""
    said = {"status": STATUS[verdict.status], "rule": verdict.rule, "words": storable(verdict.words)}
    noted.change(alias, "act", {**said, "decided_at": at}, {"id": position})


def root(log: Log) -> bytes:
    """The root of the log's tree at its present size."""
    return merkle.frontier_root(merkle.frontier_from_bytes(log.frontier))


def entries(alias: str, log: Log, first: int, count: int) -> list[bytes]:
    """Verbatim entries from a sequence on."""
    sql = "SELECT entry FROM act WHERE id >= %s AND id < %s ORDER BY id"
    return [row[0] for row in database.rows(alias, sql, (log.position(first), log.position(min(first + count, log.head.size))))]


def leaves(alias: str, log: Log, first: int, last: int) -> list[bytes]:
    """Leaf hashes of a range of entries, `last` excluded."""
    sql = "SELECT leaf FROM act WHERE id >= %s AND id < %s ORDER BY id"
    return [row[0] for row in database.rows(alias, sql, (log.position(first), log.position(last)))]


def nodes(alias: str, log: Log) -> merkle.NodeReader:
    """Reads the roots of perfect subtrees from full tiles, their roots, and the leaves of the last, partial tile."""

    def full_tile(level: int, number: int) -> bytes | None:
        found = database.rows(alias, "SELECT data FROM tile WHERE log_id = %s AND level = %s AND number = %s", (log.number, level, number))
        return found[0][0] if found else None

    def run(level: int, start: int, count: int) -> bytes:
        if level == 0:
            return b"".join(leaves(alias, log, start, start + count))
        return b"".join(tile_roots(alias, log, level - 1, start, start + count))

    return tile.node_reader(full_tile, run)


def root_at(alias: str, log: Log, size: int) -> bytes:
    """The root the log's tree had at an earlier size."""
    node = nodes(alias, log)
    hashes = []
    start = 0
    for level in reversed(range(size.bit_length())):
        if size >> level & 1:
            hashes.append(node(level, start >> level))
            start += 1 << level
    return merkle.frontier_root(tuple(hashes))


def read_header(entry: bytes) -> tuple[str, Header | None]:
    """The act id and the header of a stored entry."""
    payload, _ = open_envelope(entry, PAYLOAD_TYPE)
    _, header, _ = parse_header(payload)
    return act_id(payload), header


def read_act(log: Log, seq: int, entry: bytes) -> Act:
    """The act of a stored entry."""
    identity, header = read_header(entry)
    return Act(identity, log.name, seq, header)


def entry_id(entry: bytes) -> str:
    """The id of a stored entry's act."""
    return act_id(open_envelope(entry, PAYLOAD_TYPE)[0])


def find(alias: str, acts: Iterable[str]) -> dict[str, int]:
    """The positions of acts by their ids; those not held are missing."""
    wanted = set(acts)
    found = database.select_in(alias, "SELECT id, entry FROM act WHERE key IN ({})", map(key, wanted))
    return {act: position for position, entry in found if (act := entry_id(entry)) in wanted}


def held(alias: str, acts: Iterable[str]) -> dict[int, tuple[bytes, int, str, str, int]]:
    """(entry, status, rule, words, received_at) of acts by their positions, given their ids; those not held are missing."""
    wanted = set(acts)
    sql = "SELECT id, entry, status, rule, words, received_at FROM act WHERE key IN ({})"
    return {row[0]: (row[1], *row[2:]) for row in database.select_in(alias, sql, map(key, wanted)) if entry_id(row[1]) in wanted}


def find_prefix(alias: str, prefix: str) -> list[int]:
    """Positions of acts whose id begins with eight or more hexadecimal digits."""
    found = database.rows(alias, "SELECT id, entry FROM act WHERE key BETWEEN %s AND %s", keys_from(prefix))
    return [int(position) for position, entry in found if entry_id(entry).startswith(prefix)]


def keys_from(prefix: str) -> tuple[int, int]:
    """The least and the greatest key of acts whose id begins so."""
    return key(prefix.ljust(16, "0")), key(prefix.ljust(16, "f"))


def key(act: str) -> int:
    """The number under which an act is found by its id."""
    return _keys([act])[0]


def _keys(acts: Sequence[str]) -> tuple[int, ...]:
    """The first eight bytes of each id, as a signed number."""
    return unpack(f">{len(acts)}q", bytes.fromhex("".join([act[:16] for act in acts])))


def _grow(alias: str, log: Log, first: int, new: Sequence[bytes]) -> bytes:
    """The frontier with new leaves from `first` on, as it is kept; writes the tiles that they fill.

    Above its full tiles a tree is the tree of their roots: no hash of a tile that is all new is made twice. Of one that is not, only what
    the frontier says of the older leaves is built on: a stored leaf may have been damaged, and what comes of it will be signed.
    """
    frontier, roots = merkle.frontier_from_bytes(log.frontier), _write_tiles(alias, log, first, new)
    lacking = -first % tile.WIDTH
    frontier = merkle.frontier_extend(first, frontier, new[:lacking])
    if len(new) < lacking:
        return merkle.frontier_to_bytes(frontier)
    whole = roots[1:] if lacking else roots
    frontier = merkle.frontier_extend((first + lacking) >> tile.HEIGHT, frontier, whole)
    rest = new[lacking + (len(whole) << tile.HEIGHT) :]
    return merkle.frontier_to_bytes(frontier + merkle.frontier_extend(0, (), rest))


def _write_tiles(alias: str, log: Log, first: int, new: Sequence[bytes]) -> list[bytes]:
    """The tiles that became full, level by level: each level's tile roots are the leaves of the next. Gives those of the lowest level."""
    width = tile.WIDTH
    size = first + len(new)
    level, before, known = 0, first, list(new)  # `known` are the hashes of this level from `before` on
    lowest: list[bytes] = []
    while size // width > before // width:
        start = before // width * width
        head = leaves(alias, log, start, before) if level == 0 else tile_roots(alias, log, level - 1, start, before)
        hashes = head + known
        roots = []
        for offset in range(0, len(hashes) - width + 1, width):
            full = hashes[offset : offset + width]
            roots.append(tile.tile_root(full))
            values = (log.number, level, (start + offset) // width, roots[-1], b"".join(full))
            database.run(alias, "INSERT INTO tile (log_id, level, number, root, data) VALUES (%s, %s, %s, %s, %s)", values)
        lowest = lowest or roots
        level, before, size, known = level + 1, before // width, size // width, roots
    return lowest


def tile_roots(alias: str, log: Log, level: int, first: int, last: int) -> list[bytes]:
    """Roots of full tiles of a level, `last` excluded: the hashes of the level above."""
    sql = "SELECT root FROM tile WHERE log_id = %s AND level = %s AND number >= %s AND number < %s ORDER BY number"
    return [row[0] for row in database.rows(alias, sql, (log.number, level, first, last))]


def _render_keys(keys: Keyring) -> bytes:
    return msgspec.msgpack.encode((keys.root, keys.act, keys.checkpoint, keys.transport, keys.encryption))


def _parse_keys(data: bytes) -> Keyring:
    return Keyring(*msgspec.msgpack.decode(data, type=tuple[bytes, bytes, bytes, bytes, bytes]))


def regrow(alias: str, log: Log) -> None:
    """Builds the log's tiles and frontier again from the leaves of its entries."""
    after = replace(log, frontier=b"")
    size = 0
    while size < log.head.size:
        chunk = leaves(alias, log, size, min(size + 65_536, log.head.size))
        after = replace(after, frontier=_grow(alias, after, size, chunk))
        size += len(chunk)
    save(alias, after)
