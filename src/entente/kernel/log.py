"""The log rules L1-L4: whether an entry is the next one of its party's log, by a key that was valid there.

Pure. An entry that breaks one of them is no part of the log: a partner's log is frozen at that place. The signatures of a batch are handed
out together, so that a caller may spread them over threads (docs/protocol.md section 4). L5, the tree, is merkle.py's and checkpoint.py's.
Two things here belong to what is read later: the keys that a rotation brings (`rotation_of`, gate1/statement.py), and the moulds of
alike.py, a short way to the same answer: pass over them at a first reading. Serves every clause.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from msgspec import Struct

from entente.kernel import signature
from entente.kernel.act import PAYLOAD_TYPE, VERSION, Act, Header, act_id, parse_chain, parse_cite
from entente.kernel.alike import Mould, Moulds
from entente.kernel.charter import ROLES, Charter
from entente.kernel.errors import Refusal
from entente.kernel.gate1.ruling import LogName
from entente.kernel.gate1.statement import rotation_of

ROOT_KINDS = ("rotate", "open")  # signed by the party's offline root key

Check = tuple[bytes, bytes, bytes]  # public key, message, signature
VerifyMany = Callable[[Sequence[Check]], Sequence[bool]]


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

    `mould` is what its header has in common with others of the same reading, where it was looked for and found.
    """

    act: Act
    entry: bytes
    why: str
    mould: Mould | None = None


def first_head(charter: Charter, log: LogName, keys: Keyring | None = None) -> Head:
    """The head of an empty log. A later generation begins with the keys in force after the act that its opening cites first (`keys`)."""
    return Head(charter.origin(*log), log, 0, charter.id, keys or charter_keys(charter, log[0]))


def charter_keys(charter: Charter, party: str) -> Keyring:
    """The keys a charter names for a party."""
    keys = charter.party(party).keys
    return Keyring(*(keys.public(role) for role in ROLES))


def verify_each(checks: Sequence[Check]) -> list[bool]:
    """Every signature checked one after the other."""
    return [signature.verify(*check) for check in checks]


def read_batch(entries: Sequence[bytes], head: Head, verify_many: VerifyMany = verify_each) -> tuple[list[Entry], Head, Refusal | None]:
    """The entries that continue the log, its head after them, and the refusal of the first that does not (nothing after it is read)."""
    read: list[Entry] = []
    keys = [head.keys]  # in force at each entry, and after the last
    checks: list[Check] = []
    refused: Refusal | None = None
    after, moulds = head, Moulds()
    for entry in entries:
        try:
            result, after, check = _read(entry, after, moulds)
        except Refusal as refusal:
            refused = refusal
            break
        read.append(result)
        keys.append(after.keys)
        checks.append(check)
    for index, valid in enumerate(verify_many(checks)):
        if not valid:
            words = f"Entry {read[index].act.seq} of {head.log[0]}'s log does not carry a valid signature of the key in force there."
            prev = read[index - 1].act.id if index else head.prev
            before = Head(head.origin, head.log, head.size + index, prev, keys[index])
            return read[:index], before, Refusal("signature-invalid", "L2", words)
    return read, after, refused


def _read(entry: bytes, head: Head, moulds: Moulds) -> tuple[Entry, Head, Check]:
    """One entry against the head, its signature still to be checked."""
    _check_length(entry)
    payload, signatures = signature.open_envelope(entry, PAYLOAD_TYPE)
    if len(signatures) != 1:
        raise Refusal("envelope-malformed", "L1", "An act carries exactly one signature.")
    key_id, sig = signatures[0]
    message = signature.pae(PAYLOAD_TYPE, payload)
    alike = moulds.read(payload, head.size, head.prev)  # the short way; what follows it is the rule
    if alike is not None and key_id == signature.key_id(head.keys.act):
        act = Act(act_id(payload), head.log, head.size, alike[0])
        after = Head(head.origin, head.log, head.size + 1, act.id, head.keys)
        return Entry(act, entry, "", alike[1]), after, (head.keys.act, message, sig)
    act, after, why, public = _place(payload, key_id, head)
    mould = moulds.add(payload, act.header) if act.header is not None and act.header.kind not in ROOT_KINDS else None
    return Entry(act, entry, why, mould), after, (public, message, sig)


def _place(payload: bytes, key_id: str, head: Head) -> tuple[Act, Head, str, bytes]:
    """A header against the head: the act, the head after it, why its header does not read, and the public key that must have signed."""
    chain, header, why = parse_chain(payload)
    if chain.v != VERSION:
        raise Refusal("protocol-unknown", "L3", f"The entry is of protocol version {chain.v}; this channel speaks {VERSION}.")
    if chain.log != head.origin or chain.seq != head.size or chain.prev != head.prev:
        raise Refusal("out-of-place", "L4", f"The entry is not number {head.size} of {head.log[0]}'s log, or does not name the one before.")
    if head.size == 0 and head.log[1] > 1 and not _opens(header, head.log):
        raise Refusal("out-of-place", "L4", "A later generation of a log begins with its opening, which cites the generation before.")
    public = head.keys.root if chain.kind in ROOT_KINDS else head.keys.act
    if key_id != signature.key_id(public):
        raise Refusal("wrong-key", "L2", f"Entry {head.size} of {head.log[0]}'s log is signed by a key that is not in force there.")
    act = Act(act_id(payload), head.log, head.size, header)
    after = Head(head.origin, head.log, head.size + 1, act.id, _keys_after(act, head.keys))
    return act, after, why, public


def _check_length(entry: bytes) -> None:
    if len(entry) > 65_535:
        raise Refusal("entry-too-long", "L1", f"An entry has at most 65,535 bytes; this one has {len(entry):,}.")


def _opens(header: Header | None, log: LogName) -> bool:
    """Whether this is the opening of a later generation: what it cites first decides which keys and marks go on, so it must read."""
    if header is None or header.kind != "open" or not header.cites:
        return False
    try:
        return parse_cite(header.cites[0]).log == (log[0], log[1] - 1)
    except Refusal:
        return False


def _keys_after(act: Act, keys: Keyring) -> Keyring:
    """The keys from the next entry on: a rotation that holds (G28) changes them, one that does not leaves them."""
    if act.header is None or act.header.kind != "rotate":
        return keys
    try:
        return replace(keys, **rotation_of(act.header))
    except Refusal:
        return keys


def append(payload: bytes, key: signature.SigningKey, head: Head) -> tuple[Entry, Head]:
    """The entry of a header just written at this head, signed; refuses a header that is not for this place."""
    entry = signature.seal(payload, PAYLOAD_TYPE, key)
    _check_length(entry)
    act, after, why, _ = _place(payload, key.key_id, head)
    return Entry(act, entry, why), after


def append_alike(payload: bytes, header: Header, mould: Mould, key: signature.SigningKey, head: Head) -> tuple[Entry, Head]:
    """As `append`, for a header that a mould has just written for this head and act key."""
    entry = signature.seal(payload, PAYLOAD_TYPE, key)
    _check_length(entry)
    act = Act(act_id(payload), head.log, head.size, header)
    return Entry(act, entry, "", mould), Head(head.origin, head.log, head.size + 1, act.id, head.keys)
