"""Bodies and attachments read again: each opens under its key, is what its act commits to, and was read by gate 2 as is noted.

Touches the database (reads). Rules V5 and V6 of verify.py. Serves S2 and every clause.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from entente.kernel.act import Act, content_digest
from entente.kernel.charter import Charter
from entente.kernel.errors import Refusal
from entente.kernel.reading import AttachmentRef, Shelf, is_attachment, is_content_of, read
from entente.node.node import Node
from entente.store import contents, database, logs
from entente.store.layout import AWAITED, HELD, PURGED, READ, SEALED, SEQ_BITS, STATUS, UNREAD, storable

CHUNK = 500
Found = tuple[str, str, str]


class Stored(NamedTuple):
    """A body's row, with its act's status and whether a key lies beside."""

    state: int
    sealed: bytes
    known_at: int
    gate: int
    rule: str
    words: str
    key: bytes | None


def check(node: Node, charter: Charter) -> Iterator[Found]:
    """What is wrong with a channel's bodies and attachments."""
    rows = logs.load(node.alias, charter)
    shelf = node.shelf(charter)
    clock = int(database.rows(node.alias, "SELECT clock FROM channel WHERE id = %s", (charter.id,))[0][0])
    purged = {row[0][7:] for row in database.rows(node.alias, "SELECT subject FROM mark WHERE subject LIKE %s", ("purged:%",))}
    for row in rows.values():
        for first in range(0, row.head.size, CHUNK):
            yield from _chunk(node, row, first, (shelf, clock, purged))


def _chunk(node: Node, row: logs.Log, first: int, known: tuple[Shelf, int, set[str]]) -> Iterator[Found]:
    shelf, clock, purged = known
    bounds = (row.position(first), row.position(first + CHUNK))
    acts = database.rows(node.alias, "SELECT id, entry, status, received_at FROM act WHERE id >= %s AND id < %s ORDER BY id", bounds)
    sql = (
        "SELECT c.id, c.state, c.sealed, c.known_at, c.gate, c.rule, c.words, k.key FROM content c"
        " LEFT JOIN content_key k ON k.id = c.id WHERE c.id >= %s AND c.id < %s"
    )
    bodies = {item[0]: Stored(*item[1:]) for item in database.rows(node.alias, sql, bounds)}
    loose = "SELECT id FROM content_key WHERE id >= %s AND id < %s AND id NOT IN (SELECT id FROM content)"
    for (position,) in database.rows(node.alias, loose, bounds):
        yield _where(row, position), "V5", "A key lies here without the body it opens."
    for position, entry, status, received_at in acts:
        act = logs.read_act(row, position & (1 << SEQ_BITS) - 1, entry)
        where, body = _where(row, position), bodies.pop(position, None)
        if not 0 < received_at <= clock or (body is not None and body.known_at and not received_at <= body.known_at <= clock):
            yield where, "V8", "The notes of when this act came and was read do not lie within the channel's time."
        if act.header is None or act.header.body is None:
            if body is not None:
                yield where, "V5", "A body is stored of an act that has none."
            continue
        if body is None:
            yield where, "V5", "The row of this act's body is missing."
            continue
        yield from ((where, rule, words) for rule, words in _body(act, position, body, status, act.id in purged))
        yield from ((where, rule, words) for rule, words in _reading(node, act, position, body, status, shelf))
    for position in bodies:
        yield _where(row, position), "V5", "A body is stored of an act that is not there."


def _where(row: logs.Log, position: int) -> str:
    return f"{row.head.origin}/{position & (1 << SEQ_BITS) - 1}"


def _body(act: Act, position: int, body: Stored, status: int, purged: bool) -> Iterator[tuple[str, str]]:
    """State, key and commitment of one body."""
    if (body.state == PURGED) != purged:
        yield "V5", "The body is marked as purged without a purge." if not purged else "The body was purged by an act, and is still here."
    if body.state not in (AWAITED, HELD, PURGED):
        yield "V5", f"The body's state {body.state} is none that exists."
    if body.state != HELD:
        if body.key is not None or body.sealed:
            yield "V5", "A body that is not held has bytes or a key here."
        if body.gate != UNREAD or body.known_at or body.rule or body.words:
            yield "V6", "A body that is not held is noted as read or sealed."
        return
    if body.key is None:
        yield "V5", "The body is held, but its key is missing."
        return
    try:
        content = contents.open_sealed(body.key, position, 0, body.sealed)
    except Refusal:
        yield "V5", "The stored body does not open: its bytes or its key were changed."
        return
    if act.header is None or not is_content_of(act.header, content):
        yield "V5", "The stored body is not the one that the act commits to."


def _reading(node: Node, act: Act, position: int, body: Stored, status: int, shelf: Shelf) -> Iterator[tuple[str, str]]:
    """What gate 2 says now against what is noted; and the attachments that the body names."""
    refs: tuple[AttachmentRef, ...] = ()
    if body.state == HELD and body.key is not None:
        try:
            content = contents.open_sealed(body.key, position, 0, body.sealed)
            expected: tuple[int, str, str] = (UNREAD, "", "")
            if status not in (STATUS["void"], STATUS["kept"]):
                assert act.header is not None
                refs = read(act.header, content, shelf).attachments
                expected = (READ, "", "")
        except Refusal as refusal:
            expected = (SEALED, refusal.rule, storable(refusal.words))
        noted = (body.gate, body.rule, body.words)
        late = noted[0] == SEALED and expected[0] == READ  # readable since: `reread` will see
        if (expected[1] != "V5" and (noted != expected and not late)) or (noted[0] == READ) != bool(body.known_at):
            yield (
                "V6",
                f"Gate 2 is noted as {noted[1] or noted[0]} {noted[2]}; read again it says {expected[1] or expected[0]} {expected[2]}",
            )
    yield from _attachments(node, position, refs, body)


def _attachments(node: Node, position: int, refs: tuple[AttachmentRef, ...], body: Stored) -> Iterator[tuple[str, str]]:
    sql = (
        "SELECT a.number, a.name, a.media_type, a.size, a.digest, a.state, a.sealed, k.key FROM attachment a"
        " LEFT JOIN attachment_key k ON k.act = a.act AND k.number = a.number WHERE a.act = %s ORDER BY a.number"
    )
    stored = database.rows(node.alias, sql, (position,))
    if body.state == HELD and body.gate == READ and [item[0] for item in stored] != list(range(1, len(refs) + 1)):
        yield "V5", f"The body names {len(refs)} files; {len(stored)} are stored."
    by_number: Mapping[int, AttachmentRef] = dict(enumerate(refs, start=1))
    for number, name, media_type, size, digest, state, sealed, key in stored:
        ref = by_number.get(number)
        if ref is not None and (name, media_type, size, digest) != (ref.name, ref.media_type, ref.size, ref.digest):
            yield "V5", f"What is noted of file {number} is not what the body says of it."
        if state not in (AWAITED, HELD, PURGED) or (state == HELD) != (key is not None) or (state != HELD and sealed):
            yield "V5", f"The state of file {number} does not agree with its bytes and key."
        if state == HELD and key is not None:
            yield from _file(position, number, (key, sealed, digest), ref)


def _file(position: int, number: int, held: tuple[bytes, bytes, str], ref: AttachmentRef | None) -> Iterator[tuple[str, str]]:
    key, sealed, digest = held
    try:
        content = contents.open_sealed(key, position, number, sealed)
    except Refusal:
        yield "V5", f"File {number} does not open: its bytes or its key were changed."
        return
    if content_digest(content) != digest or (ref is not None and not is_attachment(ref, content)):
        yield "V5", f"File {number} is not the one that the body commits to."
