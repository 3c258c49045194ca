"""Bodies and attachments at rest: each under its own key, in a table of its own, so that to purge is to destroy the key.

Touches the database. AES-256-GCM (NIST SP 800-38D); a key seals exactly one content, so the nonce is constant; the act's position is bound
as associated data. Serves every clause; S2 above all (a spill is answered by destroying keys, the log stays whole).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from msgspec import Struct

from entente.kernel.errors import Refusal
from entente.store import database, noted
from entente.store.insertion import Columns
from entente.store.layout import AWAITED, HELD, PURGED, READ, SEALED, UNREAD, storable
from entente.store.search import documents

NONCE = b"\0" * 12
KEY = 32  # bytes
Random = Callable[[int], bytes]


class Held(Struct, frozen=True, gc=False):
    """A body about to be stored: salt and body, or None while it is awaited; what gate 2 said (rule and words where it sealed)."""

    position: int
    content: bytes | None
    known_at: int  # 0 unless gate 2 read it
    rule: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """How a body stands here."""

    state: int
    known_at: int
    gate: int
    rule: str
    words: str


def put(alias: str, bodies: Sequence[Held], random: Random) -> None:
    """Stores new bodies, awaited ones as such."""
    held = [body for body in bodies if body.content is not None]
    awaited = [(body.position, AWAITED, b"", 0, UNREAD, "", "") for body in bodies if body.content is None]
    database.insert(alias, "content", "id, state, sealed, known_at, gate, rule, words", awaited)
    if not held:
        return
    drawn = random(KEY * len(held))
    keys = [drawn[start : start + KEY] for start in range(0, len(drawn), KEY)]
    places = [body.position for body in held]
    columns: Columns = {
        "id": places,
        "state": [HELD] * len(held),
        "sealed": [_seal(key, body.position, 0, body.content or b"") for key, body in zip(keys, held, strict=True)],
        "known_at": [body.known_at for body in held],
        "gate": [READ if body.known_at else SEALED if body.rule else UNREAD for body in held],
        "rule": [body.rule for body in held],
        "words": [storable(body.words) if body.words else "" for body in held],
    }
    database.insert_columns(alias, "content", columns)
    database.insert_columns(alias, "content_key", {"id": places, "key": keys})


def fill(alias: str, body: Held, random: Random) -> None:
    """A body that was awaited has come."""
    assert body.content is not None
    key = random(32)
    changes = {"state": HELD, "sealed": _seal(key, body.position, 0, body.content), **_noted(body)}
    if noted.change(alias, "content", changes, {"id": body.position, "state": AWAITED}):
        database.insert(alias, "content_key", "id, key", [(body.position, key)])
        documents.due(alias, [body.position])


def set_reading(alias: str, body: Held) -> None:
    """Gate 2 has looked again, or need not look any more (no time, no rule)."""
    changes = _noted(body)
    for state in (AWAITED, HELD):
        noted.change(alias, "content", changes, {"id": body.position, "state": state})
    if changes["gate"] == READ:
        documents.due(alias, [body.position])
    else:
        documents.forget(alias, [body.position])


def _noted(body: Held) -> dict[str, Any]:
    """What is noted of a body's reading."""
    gate = READ if body.known_at else SEALED if body.rule else UNREAD
    return {"known_at": body.known_at, "gate": gate, "rule": body.rule, "words": storable(body.words)}


def states(alias: str, positions: Iterable[int]) -> dict[int, State]:
    """How the bodies of these acts stand; acts without a body are missing."""
    sql = "SELECT id, state, known_at, gate, rule, words FROM content WHERE id IN ({})"
    return {row[0]: State(*row[1:]) for row in database.select_in(alias, sql, positions)}


def get(alias: str, positions: Iterable[int], known_by: int | None = None) -> dict[int, bytes]:
    """Salt and body of the acts whose body is held; with `known_by`, only those that gate 2 had read by then."""
    known = f" AND c.gate = {READ} AND c.known_at <= {int(known_by)}" if known_by is not None else ""
    sql = f"SELECT c.id, c.sealed, k.key FROM content c JOIN content_key k ON k.id = c.id WHERE c.state = {HELD}{known} AND c.id IN ({{}})"
    return {row[0]: open_sealed(row[2], row[0], 0, row[1]) for row in database.select_in(alias, sql, positions)}


def get_range(alias: str, first: int, last: int) -> dict[int, bytes]:
    """Salt and body of every held body in a range of positions, `last` excluded."""
    sql = (
        f"SELECT c.id, c.sealed, k.key FROM content c JOIN content_key k ON k.id = c.id WHERE c.id >= %s AND c.id < %s AND c.state = {HELD}"
    )
    return {row[0]: open_sealed(row[2], row[0], 0, row[1]) for row in database.rows(alias, sql, (first, last))}


def purge(alias: str, positions: Iterable[int]) -> None:
    """Destroys the keys and sealed bytes of bodies and their attachments, and the reasons that may quote them."""
    wanted = list(positions)
    documents.forget(alias, wanted)
    database.run_in(alias, "DELETE FROM content_key WHERE id IN ({})", wanted)
    database.run_in(alias, "DELETE FROM attachment_key WHERE act IN ({})", wanted)
    gone = {"state": PURGED, "sealed": b"", "known_at": 0, "gate": UNREAD, "rule": "", "words": ""}
    for position in wanted:
        noted.change(alias, "content", gone, {"id": position})
    database.run_in(alias, "UPDATE attachment SET state = %s, sealed = %s, name = '' WHERE act IN ({})", wanted, (PURGED, b""))


def awaited(alias: str, limit: int = 1000, first: int = 0, last: int = 2**62) -> list[int]:
    """Positions of the acts, in a range (`last` excluded), whose bodies this node does not hold yet, oldest first."""
    sql = f"SELECT id FROM content WHERE state = {AWAITED} AND id >= %s AND id < %s ORDER BY id LIMIT %s"
    return [row[0] for row in database.rows(alias, sql, (first, last, limit))]


def sealed_by(alias: str, rules: Iterable[str]) -> list[tuple[int, str, str]]:
    """(position, rule, words) of bodies that gate 2 sealed by one of these rules."""
    sql = f"SELECT id, rule, words FROM content WHERE gate = {SEALED} AND rule IN ({{}}) ORDER BY id"
    return [(row[0], row[1], row[2]) for row in database.select_in(alias, sql, rules)]


def add_attachments(alias: str, act: int, rows: Sequence[tuple[int, str, str, int, str, bytes | None]], random: Random) -> None:
    """Stores attachments (number, name, media type, size, digest, content or None while awaited)."""
    for number, name, media_type, size, digest, content in rows:
        key = random(32)
        sealed = _seal(key, act, number, content) if content is not None else b""
        row = {"act": act, "number": number, "name": name, "media_type": media_type, "size": size, "digest": digest}
        row |= {"state": HELD if content is not None else AWAITED, "sealed": sealed}
        noted.add(alias, "attachment", row, ("act", "number"), "ON CONFLICT DO NOTHING")
        if content is not None:
            _add_key(alias, act, number, key, "ON CONFLICT DO NOTHING")


def _add_key(alias: str, act: int, number: int, key: bytes, conflict: str = "") -> None:
    noted.add(alias, "attachment_key", {"act": act, "number": number, "key": key}, ("act", "number"), conflict)


def fill_attachment(alias: str, act: int, number: int, content: bytes, random: Random) -> None:
    """An attachment that was awaited has come."""
    key = random(32)
    sql = "UPDATE attachment SET state = %s, sealed = %s WHERE act = %s AND number = %s AND state = %s"
    if database.run(alias, sql, (HELD, _seal(key, act, number, content), act, number, AWAITED)):
        _add_key(alias, act, number, key)
        documents.due(alias, [act])


def attachment(alias: str, act: int, number: int) -> bytes | None:
    """Salt and bytes of an attachment, or None where it is not held."""
    sql = (
        "SELECT a.sealed, k.key FROM attachment a JOIN attachment_key k ON k.act = a.act AND k.number = a.number"
        f" WHERE a.act = %s AND a.number = %s AND a.state = {HELD}"
    )
    found = database.rows(alias, sql, (act, number))
    return open_sealed(found[0][1], act, number, found[0][0]) if found else None


def has_attachment(alias: str, act: int, number: int) -> bool:
    """Whether an attachment is held."""
    sql = f"SELECT 1 FROM attachment WHERE act = %s AND number = %s AND state = {HELD}"
    return bool(database.rows(alias, sql, (act, number)))


def attachments_awaited(alias: str, limit: int = 1000, first: int = 0, last: int = 2**62) -> list[tuple[int, int]]:
    """(act position, number) of attachments of a range of acts that this node does not hold yet."""
    sql = f"SELECT act, number FROM attachment WHERE state = {AWAITED} AND act >= %s AND act < %s ORDER BY act, number LIMIT %s"
    return [(row[0], row[1]) for row in database.rows(alias, sql, (first, last, limit))]


def _seal(key: bytes, act: int, number: int, content: bytes) -> bytes:
    return AESGCM(key).encrypt(NONCE, content, b"%d/%d" % (act, number))


def open_sealed(key: bytes, act: int, number: int, sealed: bytes) -> bytes:
    """What lies sealed under a key for an act's body (number 0) or attachment; refuses (V5) what does not open."""
    try:
        return AESGCM(key).decrypt(NONCE, sealed, b"%d/%d" % (act, number))
    except (InvalidTag, ValueError) as error:
        raise Refusal(
            "content-damaged", "V5", f"The stored content {number} of act {act} does not open: its bytes or its key changed."
        ) from error
