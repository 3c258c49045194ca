"""Checkpoints and cosignatures: what a party says its log is, and the partner's receipt of it.

Pure. C2SP signed-note, tlog-checkpoint and tlog-cosignature, Ed25519 (types 0x01 and 0x04). Signature lines of other types, such as
0x06 (ML-DSA-44, for which one line is reserved), are kept by the parser and ignored by every verification.
Serves every clause: the cosignature is the receipt of the log.
"""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from entente.kernel.canonical import from_base64
from entente.kernel.errors import Refusal
from entente.kernel.proofs.merkle import EMPTY_ROOT, HASH_LENGTH
from entente.kernel.signature import SigningKey, check_public_key, verify

NOTE_RULE = "C2SP signed-note"
CHECKPOINT_RULE = "C2SP tlog-checkpoint"
COSIGNATURE_RULE = "C2SP tlog-cosignature"

ED25519 = 0x01
COSIGNATURE = 0x04

MAX_NOTE = 131_072
"""Bytes. Sixteen post-quantum signatures of 5 kB, which C2SP says must be accepted, fit."""
MAX_SIGNATURE_LINES = 64
MAX_SIZE = 2**63 - 1
MAX_TIME = 2**63 - 1

_DASH = "— "
_CONTROL = re.compile(rb"[\x00-\x09\x0b-\x1f]")
_UNSAYABLE = re.compile(r"[\x00-\x1f\ud800-\udfff]")
_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}")


class NoteSignature(NamedTuple):
    """One signature line of a note."""

    name: str
    key_hash: bytes
    signature: bytes


class VerifierKey(NamedTuple):
    """A key to verify with: `kind` is the signature type byte, 0x01 or 0x04."""

    name: str
    kind: int
    public: bytes


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A log's tree head. Refuses ("checkpoint-malformed") what the note text cannot say: an empty origin or one with line breaks or control
    characters, a size outside 0 to 2^63 - 1, a root that is not 32 bytes, or a size of 0 with another root than that of the empty tree."""

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        if not self.origin or _UNSAYABLE.search(self.origin):
            raise _bad_checkpoint("its origin is empty or holds control characters")
        if not 0 <= self.size <= MAX_SIZE or len(self.root) != HASH_LENGTH:
            raise _bad_checkpoint("its size or root is out of range")
        if self.size == 0 and self.root != EMPTY_ROOT:
            raise _bad_checkpoint("an empty log has the root of the empty tree")


def render(checkpoint: Checkpoint) -> bytes:
    """The note text: origin, size and root, a line each (tlog-checkpoint, "Note text"); no extension lines."""
    return f"{checkpoint.origin}\n{checkpoint.size}\n{b64encode(checkpoint.root).decode()}\n".encode()


def parse_checkpoint(text: bytes) -> Checkpoint:
    """What the note text says. Extension lines, which C2SP leaves opaque and optional, are tolerated if not empty, and dropped.

    Refuses ("checkpoint-malformed") fewer than three lines, leading zeros, a root that is not strict base64 of 32 bytes. Verifies nothing.
    """
    try:
        lines = text.decode().split("\n")
    except UnicodeDecodeError:
        raise _bad_checkpoint("it is not UTF-8") from None
    if len(lines) < 4 or lines.pop() != "" or "" in lines:
        raise _bad_checkpoint("it needs three lines, none empty, each ended by a newline")
    origin, size, root = lines[:3]
    if not _DECIMAL.fullmatch(size):
        raise _bad_checkpoint("its size is not a plain decimal number")
    decoded = from_base64(root)
    if decoded is None:
        raise _bad_checkpoint("its root is not base64")
    return Checkpoint(origin, int(size), decoded)


def sign_checkpoint(checkpoint: Checkpoint, key: SigningKey, name: str) -> bytes:
    """The signed note; further signature lines are appended to it as they are. The key's name should be the origin.

    Refuses ("name-malformed") a name with spaces or "+".
    """
    text = render(checkpoint)
    return text + b"\n" + _signature_line(name, key_hash(name, ED25519, key.public), key.sign(text))


def parse_note(note: bytes) -> tuple[bytes, list[NoteSignature]]:
    """The text, with its final newline, and the signature lines in order (signed-note, "Format").

    Refuses ("note-malformed") over 131,072 bytes or 64 signatures, control characters, invalid UTF-8, and a malformed line.
    Verifies nothing.
    """
    if len(note) > MAX_NOTE:
        raise _bad_note(f"it has more than {MAX_NOTE} bytes")
    text, blank, signatures = note.rpartition(b"\n\n")
    if not blank or not signatures.endswith(b"\n") or _CONTROL.search(note):
        raise _bad_note("it needs a text, an empty line and signature lines, without control characters")
    try:
        text.decode()
        lines = signatures.decode()[:-1].split("\n")
    except UnicodeDecodeError:
        raise _bad_note("it is not UTF-8") from None
    if len(lines) > MAX_SIGNATURE_LINES:
        raise _bad_note(f"it has more than {MAX_SIGNATURE_LINES} signatures")
    return text + b"\n", [_parse_line(line) for line in lines]


def open_checkpoint(note: bytes, origin: str, public: bytes) -> Checkpoint:
    """The checkpoint, if it is this origin's and its key has signed it under that name. Lines of other keys are ignored.

    Refuses "note-malformed", "checkpoint-malformed", "origin-other", and "signature-invalid" if no line is by this key or any line by it
    does not verify. That the log grew consistently is `merkle.verify_consistency`'s to say.
    """
    text, signatures = parse_note(note)
    checkpoint = parse_checkpoint(text)
    if checkpoint.origin != origin:
        raise Refusal("origin-other", CHECKPOINT_RULE, "This checkpoint is of another log than the one expected.")
    expected = key_hash(origin, ED25519, public)
    ours = [line for line in signatures if line.name == origin and line.key_hash == expected]
    if not ours or not all(verify(public, text, line.signature) for line in ours):
        raise Refusal("signature-invalid", CHECKPOINT_RULE, "The log's own signature on this checkpoint is missing or does not verify.")
    return checkpoint


def cosign(checkpoint_note: bytes, key: SigningKey, name: str, at: int) -> bytes:
    """The cosigner's signature line, to be appended to the note; `at` in seconds of Unix time (tlog-cosignature, type 0x04).

    Refuses as `parse_note` and `parse_checkpoint`, and "cosignature-malformed" a time outside 0 to 2^63 - 1. Whoever cosigns has first
    opened the checkpoint and checked that it is consistent with all it saw before: that is what the line states.
    """
    text, _ = parse_note(checkpoint_note)
    parse_checkpoint(text)
    if not 0 <= at <= MAX_TIME:
        raise Refusal("cosignature-malformed", COSIGNATURE_RULE, "The time of a cosignature is out of range.")
    signature = at.to_bytes(8, "big") + key.sign(_cosigned(text, at))
    return _signature_line(name, key_hash(name, COSIGNATURE, key.public), signature)


def open_cosignature(note_text: bytes, line: bytes, name: str, public: bytes) -> int:
    """The time, in seconds of Unix time, at which this cosigner held the checkpoint of that text as the largest consistent one.

    Refuses "note-malformed" what is not one signature line, and "signature-invalid" one of another name or key or that does not
    verify. Whether the time is plausible is the caller's to judge.
    """
    if not line.endswith(b"\n") or len(line) > MAX_NOTE or _CONTROL.search(line):
        raise _bad_note("a signature line ends with a newline and holds no control characters")
    try:
        parsed = _parse_line(line[:-1].decode())
    except UnicodeDecodeError:
        raise _bad_note("it is not UTF-8") from None
    if parsed.name != name:
        raise _not_cosigned()
    return cosigned_at(note_text, parsed, public)


def cosigned_at(note_text: bytes, line: NoteSignature, public: bytes) -> int:
    """As `open_cosignature`, for a line that was read, whoever it names."""
    at = int.from_bytes(line.signature[:8], "big")
    by_key = line.key_hash == key_hash(line.name, COSIGNATURE, public)
    if not by_key or at > MAX_TIME or not verify(public, _cosigned(note_text, at), line.signature[8:]):
        raise _not_cosigned()
    return at


def _not_cosigned() -> Refusal:
    return Refusal("signature-invalid", COSIGNATURE_RULE, "This cosignature is another's or does not verify.")


def key_hash(name: str, kind: int, public: bytes) -> bytes:
    """The 4-byte key id of a note key: the start of SHA-256(name, newline, type byte, key) (signed-note, "Signatures").

    Refuses ("name-malformed") a name that no signature line can carry.
    """
    if not _is_name(name):
        raise Refusal("name-malformed", NOTE_RULE, "A key name is not empty and holds no space, plus sign or control character.")
    return sha256(b"%b\n%c%b" % (name.encode(), kind, public)).digest()[:4]


def render_verifier_key(key: VerifierKey) -> str:
    """The key as "name+hash+base64" (signed-note, "Verifier keys"). Refuses as `parse_verifier_key`."""
    _check_verifier_key(key)
    encoded = b64encode(bytes([key.kind]) + key.public).decode()
    return f"{key.name}+{key_hash(key.name, key.kind, key.public).hex()}+{encoded}"


def parse_verifier_key(text: str) -> VerifierKey:
    """The key that the string says. Refuses ("verifier-key-malformed") another form, a hash that is not the key's, or a type other than
    0x01 and 0x04, and "bad-key" as `signature.check_public_key`."""
    name, _, rest = text.partition("+")
    digest, _, encoded = rest.partition("+")
    material = from_base64(encoded)
    if not material:
        raise _bad_verifier_key("it is not name, hash and base64, joined by +")
    key = VerifierKey(name, material[0], material[1:])
    _check_verifier_key(key)
    if digest != key_hash(*key).hex():
        raise _bad_verifier_key("its hash is not that of the key")
    return key


def _check_verifier_key(key: VerifierKey) -> None:
    if key.kind not in (ED25519, COSIGNATURE):
        raise _bad_verifier_key(f"its type {key.kind:#04x} is not used here")
    if not _is_name(key.name):
        raise _bad_verifier_key("its name is empty or holds spaces")
    check_public_key(key.public)


def _cosigned(text: bytes, at: int) -> bytes:
    return b"cosignature/v1\ntime %d\n%b" % (at, text)


def _signature_line(name: str, hashed: bytes, signature: bytes) -> bytes:
    return f"{_DASH}{name} {b64encode(hashed + signature).decode()}\n".encode()


def _parse_line(line: str) -> NoteSignature:
    name, _, encoded = line.removeprefix(_DASH).partition(" ")
    material = from_base64(encoded)
    if not line.startswith(_DASH) or not _is_name(name) or material is None or len(material) < 5:
        raise _bad_note("a signature line is a dash, a name and base64 of at least five bytes")
    return NoteSignature(name, material[:4], material[4:])


@lru_cache(maxsize=1024)
def _is_name(name: str) -> bool:
    """Non-empty, without Unicode spaces, plus signs, control characters and lone surrogates. Looked up: few names sign many notes."""
    return bool(name) and not any(char.isspace() or char == "+" for char in name) and not _UNSAYABLE.search(name)


def _bad_note(why: str) -> Refusal:
    return Refusal("note-malformed", NOTE_RULE, f"This is not a signed note: {why}.")


def _bad_checkpoint(why: str) -> Refusal:
    return Refusal("checkpoint-malformed", CHECKPOINT_RULE, f"This is not a checkpoint: {why}.")


def _bad_verifier_key(why: str) -> Refusal:
    return Refusal("verifier-key-malformed", NOTE_RULE, f"This is not a verifier key: {why}.")
