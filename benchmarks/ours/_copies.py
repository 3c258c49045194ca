"""A story's store multiplied: every act signed anew in a log so many times as long, every row that ingest would have written beside it.

Touches files and databases. A copy of an act differs in its place, in what it cites, in its salt and in the number that stands for MARK;
what rules found in the one they find in the other, a microsecond later. So `entente rebuild` makes the very same rows of the copied logs
(tests/benchmarks/ours/test__copies.py compares the dumps), a hundred times sooner than saying them would.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.ours._story import MARK
from entente.kernel.act import CONTENT_PREFIX, PAYLOAD_TYPE, SALT
from entente.kernel.proofs import checkpoint, merkle
from entente.kernel.signature import SigningKey, open_envelope, seal
from entente.node.node import Node
from entente.store import contents, counts, database, logs
from entente.store.checksums import COVERED, checksum
from entente.store.intervals import spans
from entente.store.layout import INDEX_BITS, SEQ_BITS
from entente.store.search import documents

SHORT = (40, 12, 8)  # digits of an id by which lists call what has no number of its own
NAMED = re.compile(
    rb"([A-Z]{3})/1/([0-9]+)/([0-9a-f]{64})|(?<![0-9a-f])([0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{12}|[0-9a-f]{8})(?![0-9a-f])|"
    + MARK.encode() + b"|" + MARK.lower().encode()
)  # fmt: skip
PRAGMAS = "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-400000; PRAGMA temp_store=MEMORY"
BATCH = 5_000
_encode = msgspec.json.Encoder(order="sorted").encode

Stencil = tuple[tuple[bytes, int, str, int], ...]
"""What stands before a name, the story's act it names (-1: none), the party where it is a citation (or the mark's letter), its digits."""


@dataclass
class Copies:
    """The story's acts in the order in which they came, and the ids of their copies."""

    times: int
    base: Mapping[int, int]
    order: list[int]
    ids: list[list[bytes]]
    index: dict[bytes, int]
    channel_of: Mapping[int, str]

    def position(self, old: int, copy: int) -> int:
        """Where a copy of the act at a position stands; what was there before the story stays."""
        first = self.base[old >> SEQ_BITS]
        seq = old & (1 << SEQ_BITS) - 1
        return old if seq < first else (old >> SEQ_BITS << SEQ_BITS) | (first + (seq - first) * self.times + copy)

    def size(self, log: int, old: int) -> int:
        """How long a log is where it was `old` acts long."""
        first = self.base[log]
        return old if old <= first else first + (old - first) * self.times

    def number(self, old: int, copy: int) -> int:
        """A record's number."""
        return self.position(old >> INDEX_BITS, copy) << INDEX_BITS | old & (1 << INDEX_BITS) - 1

    def copied(self, position: int) -> bool:
        """Whether an act is one of the story's."""
        return position & (1 << SEQ_BITS) - 1 >= self.base[position >> SEQ_BITS]

    def stencil(self, text: bytes) -> Stencil:
        """A text cut where it names an act of the story, or bears the mark."""
        cuts, at = [], 0
        for match in NAMED.finditer(text):
            known = self.index.get(match[3] or match[4] or b"", -1)
            if known >= 0 or match[0].upper() == MARK.encode():
                what = (match[1] or b"").decode() if known >= 0 else match[0][:1].decode()
                cuts.append((text[at : match.start()], known, what, len(match[3] or match[4] or b"")))
                at = match.end()
        return (*cuts, (text[at:], -1, "", 0))

    def write(self, stencil: Stencil, copy: int) -> bytes:
        """The text as a copy says it."""
        if len(stencil) == 1:
            return stencil[0][0]
        parts = []
        for before, known, what, digits in stencil:
            parts.append(before)
            if known >= 0:
                name = self.ids[known][copy][:digits]
                if what:
                    seq = self.position(self.order[known], copy) & (1 << SEQ_BITS) - 1
                    name = b"%b/1/%d/%b" % (what.encode(), seq, name)
                parts.append(name)
            elif what:
                parts.append(b"%b%05d" % (what.encode(), copy))
        return b"".join(parts)


def multiply(node: Node, partner: Node, base: Mapping[int, int], times: int, target: Path) -> None:
    """Writes the node's SQLite store, so many times as long, to a new file with the tables of this one."""
    held = sqlite3.connect(str(database.sqlite_path(node.alias)))
    made = sqlite3.connect(str(target), isolation_level=None)
    for pragma in PRAGMAS.split(";"):
        made.execute(pragma)
    later = _tables(held, made)
    made.execute("BEGIN")
    copies = _acts(node, partner, held, made, base, times)
    _simple(copies, held, made)
    _found(copies, held, made)
    _searched(copies, held, made)
    _counted(node, copies, held, made)
    _summed(made)
    made.execute("COMMIT")
    for statement in later:
        made.execute(statement)
    made.execute("ANALYZE")
    made.close()
    held.close()


def _tables(held: sqlite3.Connection, made: sqlite3.Connection) -> list[str]:
    """Makes the tables; gives the statements of the indexes, which are made when all is in."""
    sql = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
    shadow = re.compile(r"search_text_\w+")
    found = [row for row in held.execute(sql) if not shadow.fullmatch(row[1])]
    for kind, _, statement in found:
        if kind == "table":
            made.execute(statement)
    return [statement for kind, _, statement in found if kind == "index"]


def _keys(node: Node, partner: Node, held: sqlite3.Connection) -> dict[int, tuple[str, SigningKey, SigningKey, SigningKey | None, str]]:
    """By log: its origin, the keys its acts and checkpoints are signed with, its partner's, and the partner's name as a witness."""
    found = {}
    for charter in node.channels():
        for name, row in logs.load(node.alias, charter).items():
            mine, other = (node, partner) if name[0] == node.party else (partner, node)
            shared = len(charter.codes) > 1
            witness = other.key("checkpoint") if shared else None
            found[row.number] = (row.head.origin, mine.key("act"), mine.key("checkpoint"), witness, f"entente/{charter.id}/{other.party}")
    return found


def _acts(node: Node, partner: Node, held: sqlite3.Connection, made: sqlite3.Connection, base: Mapping[int, int], times: int) -> Copies:
    """Acts, bodies, receipts, logs."""
    order = [row[0] for row in held.execute("SELECT id FROM act ORDER BY received_at, id")]
    channel_of = dict(held.execute("SELECT id, channel_id FROM log"))
    copies = Copies(times, base, [p for p in order if p & (1 << SEQ_BITS) - 1 >= base[p >> SEQ_BITS]], [], {}, channel_of)
    for old in order:
        if not copies.copied(old):
            for table in ("act", "content", "content_key"):
                _as_is(held, made, table, f"id = {old}")
    keys = _keys(node, partner, held)
    prev = {row[0]: row[1] for row in held.execute("SELECT id, prev FROM log")}
    for log, first in base.items():
        if first:
            entry = held.execute("SELECT entry FROM act WHERE id = ?", (log << SEQ_BITS | first - 1,)).fetchone()[0]
            prev[log] = logs.entry_id(entry)
        else:
            entry = held.execute("SELECT entry FROM act WHERE id = ?", (log << SEQ_BITS,)).fetchone()[0]
            prev[log] = json.loads(open_envelope(entry, PAYLOAD_TYPE)[0])["prev"]
    for number, old in enumerate(copies.order):
        prev[old >> SEQ_BITS] = _act(copies, held, made, (number, old), keys[old >> SEQ_BITS][1], prev[old >> SEQ_BITS])
    _logs(node, copies, held, made, keys, prev)
    return copies


def _act(copies: Copies, held: sqlite3.Connection, made: sqlite3.Connection, which: tuple[int, int], key: SigningKey, prev: str) -> str:
    """All copies of one act with their bodies; gives the id of the last."""
    number, old = which
    row = held.execute("SELECT entry, received_at, decided_at, status, rule, words FROM act WHERE id = ?", (old,)).fetchone()
    payload = open_envelope(row[0], PAYLOAD_TYPE)[0]
    header = json.loads(payload)
    names = {name: copies.stencil(_encode(header[name])) for name in ("cites", "targets") if name in header}
    content = _content(held, old)
    stencil = copies.stencil(content[0]) if content else ()
    if "seen" in header:
        channel = copies.channel_of[old >> SEQ_BITS]
        header["seen"] = {name: copies.size(_log_named(held, channel, name), size) for name, size in header["seen"].items()}
    acts, bodies, sealed, ids = [], [], [], list[bytes]()
    for copy in range(copies.times):
        position = copies.position(old, copy)
        header["seq"], header["prev"] = position & (1 << SEQ_BITS) - 1, prev
        for name, cut in names.items():
            header[name] = msgspec.Raw(copies.write(cut, copy))
        if content is not None:
            body = os.urandom(SALT) + copies.write(stencil, copy)
            header["body"] = {"digest": sha256(CONTENT_PREFIX + body).hexdigest(), "size": len(body) - SALT}
            secret = os.urandom(32)
            data = contents._seal(secret, position, 0, body)
            known_at = content[2] + copy
            bodies.append((position, content[1], data, known_at, *content[3:], checksum("content", (known_at,))))
            sealed.append((position, secret))
        signed = _encode(header)
        prev = sha256(signed).hexdigest()
        entry = seal(signed, PAYLOAD_TYPE, key)
        times = (row[1] + copy, row[2] + copy)
        acts.append((position, logs.key(prev), entry, merkle.leaf_hash(entry), *times, *row[3:], checksum("act", times)))
        ids.append(prev.encode())
    columns = "id, key, entry, leaf, received_at, decided_at, status, rule, words, checksum"
    made.executemany(f"INSERT INTO act ({columns}) VALUES (?,?,?,?,?,?,?,?,?,?)", acts)
    made.executemany("INSERT INTO content (id, state, sealed, known_at, gate, rule, words, checksum) VALUES (?,?,?,?,?,?,?,?)", bodies)
    made.executemany("INSERT INTO content_key (id, key) VALUES (?,?)", sealed)
    own = sha256(payload).hexdigest().encode()
    copies.index |= {own[:digits]: number for digits in (len(own), *SHORT)}
    copies.ids.append(ids)
    return prev


def _content(held: sqlite3.Connection, position: int) -> tuple[Any, ...] | None:
    """A body without its salt, and how it stands."""
    columns = "c.sealed, k.key, c.state, c.known_at, c.gate, c.rule, c.words"
    sql = f"SELECT {columns} FROM content c JOIN content_key k ON k.id = c.id WHERE c.id = ?"
    row = held.execute(sql, (position,)).fetchone()
    return None if row is None else (contents.open_sealed(row[1], position, 0, row[0])[SALT:], *row[2:])


def _log_named(held: sqlite3.Connection, channel: str, name: str) -> int:
    party, _, generation = name.partition("/")
    sql = "SELECT id FROM log WHERE channel_id = ? AND party = ? AND generation = ?"
    return int(held.execute(sql, (channel, party, int(generation))).fetchone()[0])


def _logs(
    node: Node, copies: Copies, held: sqlite3.Connection, made: sqlite3.Connection, keys: Mapping[int, Any], prev: Mapping[int, str]
) -> None:
    """Trees, checkpoints with the receipts at every size at which there was one, heads."""
    names = [row[1] for row in held.execute("PRAGMA table_info(log)")]
    for row in held.execute("SELECT * FROM log").fetchall():
        log = dict(zip(names, row, strict=True))
        number = log["id"]
        origin, _, signer, witness, name = keys[number]
        size = copies.size(number, log["size"])
        sizes = {
            copies.size(number, old): (old, at) for old, at in held.execute("SELECT size, at FROM cosignature WHERE log_id = ?", (number,))
        }
        done, frontier, note = 0, merkle.frontier_from_bytes(b""), b""
        for upto in sorted({*sizes, size}):
            bounds = (number << SEQ_BITS | done, number << SEQ_BITS | upto)
            leaves = [one[0] for one in made.execute("SELECT leaf FROM act WHERE id >= ? AND id < ? ORDER BY id", bounds)]
            frontier = merkle.frontier_extend(done, frontier, leaves)
            done = upto
            point = checkpoint.Checkpoint(origin, upto, merkle.frontier_root(frontier))
            note = checkpoint.sign_checkpoint(point, signer, origin)
            if upto in sizes and witness is not None:
                at = sizes[upto][1]
                line = checkpoint.cosign(note, witness, name, at)
                party = name.rpartition("/")[2]
                made.execute(
                    "INSERT INTO cosignature (log_id, party, size, at, note) VALUES (?,?,?,?,?)", (number, party, upto, at, note + line)
                )
        channel = copies.channel_of[number]
        seen = {one: copies.size(_log_named(held, channel, one), old) for one, old in json.loads(log["seen"]).items()}
        log |= {
            "size": size,
            "decided": size,
            "prev": prev[number],
            "frontier": merkle.frontier_to_bytes(frontier),
            "seen": json.dumps(seen),
        }
        log |= {"checkpoint": note, "checkpoint_size": size}
        made.execute(f"INSERT INTO log ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})", tuple(log.values()))


def _simple(copies: Copies, held: sqlite3.Connection, made: sqlite3.Connection) -> None:
    """Tables that are as they were, and those whose rows name acts and records and nothing else."""
    for table in ("channel", "partner", "label", "setting", "django_migrations"):
        _as_is(held, made, table)
    made.execute("UPDATE channel SET clock = clock + ?", (copies.times - 1,))
    number, position = copies.number, copies.position

    def cut(text: str) -> Stencil:
        return copies.stencil(text.encode())

    def said(stencil: Stencil, copy: int) -> str:
        return copies.write(stencil, copy).decode()

    def link(row: tuple[Any, ...], copy: int) -> tuple[Any, ...]:
        return number(row[0], copy), position(row[1], copy)

    def names(row: tuple[Any, ...], copy: int) -> tuple[Any, ...]:
        return number(row[0], copy), row[1]

    def request(row: tuple[Any, ...], copy: int) -> tuple[Any, ...]:
        return said(row[0], copy), position(row[1], copy)

    def mark(row: tuple[Any, ...], copy: int) -> tuple[Any, ...]:
        seq = position(row[0] << SEQ_BITS | row[2], copy) & (1 << SEQ_BITS) - 1
        return row[0], said(row[1], copy), seq, said(row[3], copy)

    _each(copies, held, made, ("record_act", "record, act"), lambda row: copies.copied(row[1]), link)
    _each(copies, held, made, ("record_clause", "record, clause"), lambda row: copies.copied(row[0] >> INDEX_BITS), names)
    _each(copies, held, made, ("request", "id, act"), lambda row: copies.copied(row[1]), request, {0: cut})
    _each(copies, held, made, ("mark", "log_id, subject, seq, value"), lambda row: row[2] >= copies.base[row[0]], mark, {1: cut, 3: cut})


Row = tuple[Any, ...]


def _each(
    copies: Copies,
    held: sqlite3.Connection,
    made: sqlite3.Connection,
    what: tuple[str, str],
    copied: Callable[[Row], bool],
    copy_of: Callable[[Row, int], Row],
    prepared: Mapping[int, Callable[[Any], Any]] | None = None,
) -> None:
    """Writes a table's rows, those of the story as often as there are copies, in the order of the story."""
    table, columns = what
    key = "rowid" if table == "search_text" else "id" if table not in ("record", "request") else "number" if table == "record" else "id"
    insert = f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * (columns.count(',') + 1))})"
    for row in held.execute(f"SELECT {columns} FROM {table} ORDER BY {key}"):
        cut = tuple((prepared or {}).get(n, lambda value: value)(value) for n, value in enumerate(row))
        made.executemany(insert, [copy_of(cut, copy) for copy in range(copies.times if copied(row) else 1)])


def _found(copies: Copies, held: sqlite3.Connection, made: sqlite3.Connection) -> None:
    """Records and what rules found of them, with the tally of standings."""

    def packed(data: bytes) -> list[tuple[Stencil | None, int, Stencil, int]]:
        texts = msgspec.msgpack.decode(data)
        return [
            (copies.stencil(raw) if raw is not None else None, schema, copies.stencil(act.encode()), day) for raw, schema, act, day in texts
        ]

    def cut(text: str) -> Stencil:
        return copies.stencil(text.encode())

    def said(stencil: Stencil, copy: int) -> str:
        return copies.write(stencil, copy).decode()

    def record(row: Row, copy: int) -> Row:
        texts = [(None if raw is None else copies.write(raw, copy), schema, said(act, copy), day) for raw, schema, act, day in row[14]]
        words = {n: said(row[n], copy) for n in (0, 6, 8, 9, 13)}
        return (
            words[0], *row[1:6], words[6], row[7], words[8], words[9], *row[10:13], words[13], msgspec.msgpack.encode(texts), row[15],
            row[16] + copy, copies.number(row[17], copy),
        )  # fmt: skip

    columns = (
        "id, channel_id, type, schema, party, state, moves, label_id, code, titles, start_on, due_on, end_on, grp, revisions, withdrawn_on,"
        " changed_at, number"
    )
    prepared: dict[int, Callable[[Any], Any]] = {0: cut, 6: cut, 8: cut, 9: cut, 13: cut, 14: packed}
    _each(copies, held, made, ("record", columns), lambda row: copies.copied(row[17] >> INDEX_BITS), record, prepared)

    def interval(row: Row, copy: int) -> Row:
        known_to = row[15] + copy if row[15] < 2**62 else row[15]
        return (
            row[0], said(row[1], copy), copies.number(row[2], copy), *row[3:10], said(row[10], copy), said(row[11], copy), *row[12:14],
            row[14] + copy, known_to,
        )  # fmt: skip

    columns = f"channel_id, {', '.join(spans.Span._fields[1:])}, known_from, known_to"
    _each(copies, held, made, ("interval", columns), lambda _: True, interval, {1: cut, 10: cut, 11: cut})
    for table, columns in (
        ("tally", "day, known, channel, clause, state, n"),
        ("tally_block", "level, day, known, channel, clause, state, n"),
    ):
        rows = [(*row[:-1], row[-1] * copies.times) for row in held.execute(f"SELECT {columns} FROM {table}")]
        made.executemany(f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * (columns.count(',') + 1))})", rows)


def _searched(copies: Copies, held: sqlite3.Connection, made: sqlite3.Connection) -> None:
    """The search index: its documents in the order in which they would have been indexed."""
    places, free = {}, 1
    for old, act in held.execute("SELECT id, act FROM search_doc ORDER BY id"):
        places[old] = (free, copies.copied(act))
        free += copies.times if copies.copied(act) else 1

    def place(old: int, copy: int) -> int:
        return places[old][0] + copy

    def document(row: Row, copy: int) -> Row:
        return place(row[0], copy), copies.number(row[1], copy), copies.position(row[2], copy), *row[3:]

    words = set[str]()

    def text(row: Row, copy: int) -> Row:
        title, body, marks = (copies.write(part, copy).decode() for part in row[1:])
        words.update(body.split())
        return place(row[0], copy), title, body, marks

    def cut(words: str) -> Stencil:
        return copies.stencil(words.encode())

    columns = "id, record, act, number, part, label, record_label"
    _each(copies, held, made, ("search_doc", columns), lambda row: places[row[0]][1], document)
    prepared: dict[int, Callable[[Any], Any]] = {1: cut, 2: cut, 3: cut}
    _each(copies, held, made, ("search_text", "rowid, title, body, marks"), lambda row: places[row[0]][1], text, prepared)
    made.executemany("INSERT INTO search_word (word) VALUES (?)", [(word,) for word in sorted(documents.listed(words))])
    cursors = [(log, copies.size(log, upto) if log else upto) for log, upto in held.execute("SELECT log_id, upto FROM search_cursor")]
    made.executemany("INSERT INTO search_cursor (log_id, upto) VALUES (?,?)", cursors)


def _counted(node: Node, copies: Copies, held: sqlite3.Connection, made: sqlite3.Connection) -> None:
    """The counts of records: those of the story as often as there are copies."""
    numbers = [row[0] for row in held.execute("SELECT number FROM record")]
    fixed = counts.of_stored(node.alias, [number for number in numbers if not copies.copied(number >> INDEX_BITS)])
    rows = [(*cell, n * copies.times - (copies.times - 1) * fixed.get(cell, 0)) for cell, n in counts.cells(node.alias).items()]
    made.executemany("INSERT INTO record_count (clause, channel, type, state, label, waits, n) VALUES (?,?,?,?,?,?,?)", rows)


def _summed(made: sqlite3.Connection) -> None:
    """Checksums of the rows that are few; those of acts and bodies are written with them."""
    for table in COVERED.keys() - {"act", "content"}:
        rows = made.execute(f"SELECT {', '.join(COVERED[table])}, id FROM {table}").fetchall()
        made.executemany(f"UPDATE {table} SET checksum = ? WHERE id = ?", [(checksum(table, row[:-1]), row[-1]) for row in rows])


def _as_is(held: sqlite3.Connection, made: sqlite3.Connection, table: str, where: str = "1 = 1") -> None:
    names = [row[1] for row in held.execute(f"PRAGMA table_info({table})")]
    marks = ", ".join("?" * len(names))
    made.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", held.execute(f"SELECT * FROM {table} WHERE {where}"))


def tiles(node: Node) -> None:
    """Builds the trees' tiles, once the node's database is the multiplied one."""
    with database.write(node.alias):
        for charter in node.channels():
            for log in logs.load(node.alias, charter).values():
                logs.regrow(node.alias, log)
