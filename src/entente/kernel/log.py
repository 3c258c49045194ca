"""The log rules L1-L4: whether an entry is the next one of its party's log, by a key that was valid there.

Pure. An entry that breaks one of them is no part of the log: a partner's log is frozen at that place. Keys change by rotations within the
log; a later generation of a log begins with an opening (docs/protocol.md section 4). L5, the tree, is proofs/merkle.py's and
proofs/checkpoint.py's. Serves every clause.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from msgspec import Struct

from entente.kernel import signature
from entente.kernel.act import MAX_ENTRY, PAYLOAD_TYPE, VERSION, Act, Cite, Header, LogName, act_id, parse_cite, parse_header
from entente.kernel.charter import ROLES, ROTATED, Charter, decode_key
from entente.kernel.errors import Refusal

ROOT_KINDS = ("rotate", "open")  # signed by the party's offline root key


@dataclass(frozen=True, slots=True)
class Keyring:
    """A party's public keys at one point of its log."""

    root: bytes
    act: bytes
    checkpoint: bytes
    transport: bytes
    encryption: bytes


class Head(Struct, frozen=True, gc=False):
    """Where a log ends: the next entry has sequence `size`, names `prev`, and is signed by a key of `keys`."""

    origin: str
    log: LogName
    size: int
    prev: str
    keys: Keyring


class Entry(Struct, frozen=True, gc=False):
    """An entry that is part of its log: its verbatim bytes and the act they carry; `why` where the header does not read (G1).

    `mould` is left to whoever reads like headers faster (alike.py); no rule looks at it.
    """

    act: Act
    entry: bytes
    why: str
    mould: object = None


class Opened(NamedTuple):
    """An entry, and what its envelope holds: the header's bytes and one signature, not verified."""

    entry: bytes
    payload: bytes
    key_id: str
    signature: bytes


Check = tuple[bytes, bytes, bytes]  # public key, message, signature: still to be verified
VerifyMany = Callable[[Sequence[Check]], Sequence[bool]]
ReadOne = Callable[[Opened, Head], tuple[Entry, Head, Check]]


def first_head(charter: Charter, log: LogName, keys: Keyring | None = None) -> Head:
    """The head of an empty log. A later generation begins with the keys in force after the act that its opening cites first (`keys`)."""
    return Head(charter.origin(*log), log, 0, charter.id, keys or charter_keys(charter, log[0]))


def charter_keys(charter: Charter, party: str) -> Keyring:
    """The keys a charter names for a party."""
    keys = charter.party(party).keys
    return Keyring(*(keys.public(role) for role in ROLES))


def rotation_of(header: Header) -> dict[str, bytes]:
    """The keys a rotation brings, by role; refuses (G28) unknown roles and unusable keys."""
    if not header.keys:
        raise Refusal("bad-key", "G28", "A rotation names at least one new key.")
    if set(header.keys) - set(ROTATED):
        raise Refusal("bad-key", "G28", f"A rotation replaces keys of the roles {', '.join(ROTATED)}; the root changes only by charter.")
    return {role: decode_key(text, role) for role, text in header.keys.items()}


def keys_brought(header: Header | None) -> dict[str, bytes]:
    """The keys that change with an entry, by role: a rotation that does not hold (G28) changes none, nor does any other kind."""
    if header is None or header.kind != "rotate":
        return {}
    try:
        return rotation_of(header)
    except Refusal:
        return {}


def opened_from(header: Header | None) -> Cite | None:
    """Where the generation before ends, by the opening of a later one, which cites it first; None for any other header."""
    if header is None or header.kind != "open" or not header.cites:
        return None
    try:
        return parse_cite(header.cites[0])
    except Refusal:
        return None


def open_entry(entry: bytes) -> Opened:
    """The envelope of an entry opened; refuses (L1) what is too long or carries another number of signatures than one."""
    if len(entry) > MAX_ENTRY:
        raise Refusal("entry-too-long", "L1", f"An entry has at most {MAX_ENTRY:,} bytes; this one has {len(entry):,}.")
    payload, signatures = signature.open_envelope(entry, PAYLOAD_TYPE)
    if len(signatures) != 1:
        raise Refusal("envelope-malformed", "L1", "An act carries exactly one signature.")
    return Opened(entry, payload, *signatures[0])


def read_one(opened: Opened, head: Head) -> tuple[Entry, Head, Check]:
    """The entry at this head, the head after it, and its signature, still to be verified; refuses by L2 (the key) to L4."""
    chain, header, why = parse_header(opened.payload)
    if chain.v != VERSION:
        raise Refusal("protocol-unknown", "L3", f"The entry is of protocol version {chain.v}; this channel speaks {VERSION}.")
    party, generation = head.log
    if chain.log != head.origin or chain.seq != head.size or chain.prev != head.prev:
        raise Refusal("out-of-place", "L4", f"The entry is not number {head.size} of {party}'s log, or does not name the one before.")
    if head.size == 0 and generation > 1:
        cited = opened_from(header)  # it decides which keys and marks go on, so it must read
        if cited is None or cited.log != (party, generation - 1):
            raise Refusal("out-of-place", "L4", "A later generation of a log begins with its opening, which cites the generation before.")
    public = head.keys.root if chain.kind in ROOT_KINDS else head.keys.act
    if opened.key_id != signature.key_id(public):
        raise Refusal("wrong-key", "L2", f"Entry {head.size} of {party}'s log is signed by a key that is not in force there.")
    act = Act(act_id(opened.payload), head.log, head.size, header)
    brought = keys_brought(header)
    after = Head(head.origin, head.log, head.size + 1, act.id, replace(head.keys, **brought) if brought else head.keys)
    return Entry(act, opened.entry, why), after, (public, signature.pae(PAYLOAD_TYPE, opened.payload), opened.signature)


def verify_each(checks: Sequence[Check]) -> list[bool]:
    """Every signature checked one after the other."""
    return [signature.verify(*check) for check in checks]


def read_batch(
    entries: Sequence[bytes], head: Head, verify_many: VerifyMany = verify_each, read: ReadOne = read_one
) -> tuple[list[Entry], Head, Refusal | None]:
    """The entries that continue the log, its head after them, and the refusal of the first that does not (nothing after it is read).

    The signatures are handed out together, so that `verify_many` may spread them over processes; `read` may be quicker (alike.py).
    """
    taken: list[Entry] = []
    heads, checks = [head], list[Check]()
    refused: Refusal | None = None
    for entry in entries:
        try:
            one, after, check = read(open_entry(entry), heads[-1])
        except Refusal as refusal:
            refused = refusal
            break
        taken.append(one)
        heads.append(after)
        checks.append(check)
    for index, valid in enumerate(verify_many(checks)):
        if not valid:
            words = f"Entry {taken[index].act.seq} of {head.log[0]}'s log does not carry a valid signature of the key in force there."
            return taken[:index], heads[index], Refusal("signature-invalid", "L2", words)
    return taken, heads[-1], refused


def append(payload: bytes, key: signature.SigningKey, head: Head) -> tuple[Entry, Head]:
    """The entry of a header just written at this head, signed; refuses a header that is not for this place."""
    entry, after, _ = read_one(open_entry(signature.seal(payload, PAYLOAD_TYPE, key)), head)
    return entry, after
