"""Proof files: one act of one log, with all that is needed to verify it offline.

Pure. Canonical JSON (RFC 8785) holding the charter, the entry, the rotations that say which keys were in force, the inclusion proof, the
signed checkpoint with its cosignatures and, where it is released, the content. Checked by rules P1-P9 of docs/protocol.md section 10;
src/entente_verify.py checks the same independently. Serves I1 and every clause: what was said can be shown to anybody.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta

from entente.kernel import canonical, charter, signature
from entente.kernel.act import PAYLOAD_TYPE, VERSION, Act, Count, Digest, LogName, act_id, parse_header
from entente.kernel.errors import Refusal
from entente.kernel.log import ROOT_KINDS, Keyring, charter_keys, keys_brought, open_entry, opened_from, rotation_of
from entente.kernel.proofs import checkpoint, merkle
from entente.kernel.reading import is_content_of

VERSION_OF_FILE = 1
MAX_FILE = 8 * 1024 * 1024
MAX_ROTATIONS = 1_024
MAX_PATH = 63

CODES = {
    "P1": "proof-malformed",
    "P2": "proof-charter",
    "P3": "proof-entry",
    "P4": "proof-rotation",
    "P5": "proof-signature",
    "P6": "proof-checkpoint",
    "P7": "proof-inclusion",
    "P8": "proof-cosignature",
    "P9": "proof-content",
}
_ORIGIN = re.compile(r"entente/([0-9a-f]{64})/([A-Z]{3})/([1-9][0-9]{0,3})\Z")

Text = Annotated[str, Meta(max_length=MAX_FILE)]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    charter: Text
    rotations: Annotated[list[Text], Meta(max_length=MAX_ROTATIONS)]
    entry: Text
    index: Count
    size: Count
    inclusion: Annotated[list[Digest], Meta(max_length=MAX_PATH)]
    checkpoint: Text
    version: int = msgspec.field(name="entente-proof")
    content: Text | msgspec.UnsetType = msgspec.UNSET


@dataclass(frozen=True, slots=True)
class Cosigned:
    """A party's receipt: at Unix time `at`, in seconds, it held the log up to the checkpoint, consistent with all it had seen."""

    party: str
    at: int


@dataclass(frozen=True, slots=True)
class Proof:
    """What a checked proof file proves: this act stands in its author's log, which had `size` entries when the checkpoint was signed.

    `content` is salt and body where the file releases it.
    """

    charter: charter.Charter
    act: Act
    size: int
    cosigned: tuple[Cosigned, ...]
    content: bytes | None


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry whose envelope and chain fields read, its signature not looked at."""

    act: Act
    origin: str
    kind: object
    key_id: str
    signature: bytes
    message: bytes


def render_proof(
    charter_envelope: bytes,
    rotations: Sequence[bytes],
    entry: bytes,
    inclusion: Sequence[bytes],
    checkpoint_note: bytes,
    content: bytes | None = None,
) -> bytes:
    """The proof file of an entry. Index and size are read from the entry and the checkpoint.

    `rotations` are the rotations of the author that count at the end of the checkpoint (of an earlier generation those up to the act that
    the next opening cites first) and, for each cosigner whose checkpoint key has changed, its own; in any order. Those that change no key
    (G28) are left out. Refuses whatever `check_proof` would, so that no false proof leaves a node.
    """
    opened = _step("P3", lambda: _open_entry(entry))
    text, _ = _step("P6", lambda: checkpoint.parse_note(checkpoint_note))
    size = _step("P6", lambda: checkpoint.parse_checkpoint(text)).size
    ordered = sorted(filter(_changes_keys, set(rotations)), key=lambda one: _position(_open_entry(one).act))
    value = {
        "entente-proof": VERSION_OF_FILE,
        "charter": _base64(charter_envelope),
        "rotations": [_base64(one) for one in ordered],
        "entry": _base64(entry),
        "index": opened.act.seq,
        "size": size,
        "inclusion": [one.hex() for one in inclusion],
        "checkpoint": checkpoint_note.decode(),
        **({"content": _base64(content)} if content is not None else {}),
    }
    data = canonical.encode(value)
    check_proof(data)
    return data


def check_proof(data: bytes, channel: str | None = None) -> Proof:
    """What the file proves; refuses by rules P1-P9, asked in that order; `channel` pins the charter by its id.

    Does not say whether gate 1 admits the act, which needs the other logs, nor that no rotation is left out or stands in the file that did
    not count, which needs the whole log.
    """
    file = _step("P1", lambda: _parse(data))
    terms = _step("P2", lambda: _open_charter(file, channel))
    entry = _step("P3", lambda: _placed(file, terms))
    rotations = _step("P4", lambda: [_rotation(_bytes(text, "rotation"), terms) for text in file.rotations])
    _step("P4", lambda: _check_order(rotations))
    counting = [one for one in rotations if not _is_beyond(one[0], entry.act)]
    _step("P5", lambda: _check_signed(entry, _keys_at(terms, counting, entry.act.log, file.index)))
    keys = _keys_at(terms, counting, entry.act.log, file.size)
    text, lines, root = _step("P6", lambda: _open_checkpoint(file, terms.origin(*entry.act.log), keys))
    _step("P7", lambda: _check_included(file, root))
    cosigned = _step("P8", lambda: _cosigned(text, lines, entry.act.party, _witness_keys(terms, rotations)))
    content = _step("P9", lambda: _released(file, entry.act))
    return Proof(terms, entry.act, file.size, cosigned, content)


_T = TypeVar("_T")


def _step(rule: str, check: Callable[[], _T]) -> _T:
    """What the check gives; a refusal within it is this rule's."""
    try:
        return check()
    except Refusal as refusal:
        raise Refusal(CODES[rule], rule, refusal.words) from refusal


def _fail(words: str) -> Refusal:
    """A refusal that the step around it puts under its rule."""
    return Refusal(CODES["P1"], "P1", words)


def _parse(data: bytes) -> _File:
    if len(data) > MAX_FILE:
        raise _fail(f"A proof file has at most {MAX_FILE:,} bytes.")
    try:
        file = msgspec.convert(canonical.decode(data), _File)
    except msgspec.ValidationError as error:
        raise _fail(f"The file is not a proof file: {error}.") from error
    if file.version != VERSION_OF_FILE:
        raise _fail(f"The proof file is of version {file.version}; this software reads {VERSION_OF_FILE}.")
    for name in ("charter", "entry"):
        _bytes(getattr(file, name), name)
    for text in (*file.rotations, *([file.content] if isinstance(file.content, str) else [])):
        _bytes(text, "rotation or content")
    return file


def _bytes(text: str, what: str) -> bytes:
    data = canonical.from_base64(text)
    if not data:
        raise _fail(f"The {what} is not the standard base64 of anything.")
    return data


def _base64(data: bytes) -> str:
    return b64encode(data).decode()


def _open_charter(file: _File, channel: str | None) -> charter.Charter:
    terms = charter.open_charter(_bytes(file.charter, "charter"))
    if channel is not None and terms.id != channel:
        raise _fail(f"The charter is that of channel {terms.id}, not of the channel expected.")
    return terms


def _open_entry(entry: bytes) -> _Entry:
    _, payload, key_id, sig = open_entry(entry)
    chain, header, _ = parse_header(payload)
    if chain.v != VERSION:
        raise _fail(f"The entry is of protocol version {chain.v}, not {VERSION}.")
    found = _ORIGIN.match(chain.log)
    if found is None or not 0 <= chain.seq <= canonical.MAX_INTEGER:
        raise _fail("The entry does not name a log and its place in it.")
    act = Act(act_id(payload), (found[2], int(found[3])), chain.seq, header)
    return _Entry(act, chain.log, chain.kind, key_id, sig, signature.pae(PAYLOAD_TYPE, payload))


def _in_channel(entry: bytes, terms: charter.Charter) -> _Entry:
    opened = _open_entry(entry)
    terms.party(opened.act.party)
    if opened.origin != terms.origin(*opened.act.log):
        raise _fail("The entry is of another channel than the charter's.")
    return opened


def _placed(file: _File, terms: charter.Charter) -> _Entry:
    opened = _in_channel(_bytes(file.entry, "entry"), terms)
    if opened.act.seq != file.index or not file.index < file.size:
        raise _fail(f"The entry is number {opened.act.seq} of its log, which is not the place the file says.")
    return opened


def _position(act: Act) -> tuple[str, int, int]:
    return (*act.log, act.seq)


def _rotation(entry: bytes, terms: charter.Charter) -> tuple[Act, Mapping[str, bytes]]:
    """A rotation and the keys it brings, signed by its party's root."""
    opened = _in_channel(entry, terms)
    header = opened.act.header
    if header is None or header.kind != "rotate":
        raise _fail("What stands among the rotations is no rotation.")
    _check_signed(opened, charter_keys(terms, opened.act.party))
    return opened.act, rotation_of(header)


def _changes_keys(entry: bytes) -> bool:
    """Whether a rotation has usable keys; a log may hold others, which change nothing."""
    header = _step("P4", lambda: _open_entry(entry)).act.header
    return header is not None and (header.kind != "rotate" or bool(keys_brought(header)))


def _check_order(rotations: Sequence[tuple[Act, Mapping[str, bytes]]]) -> None:
    places = [_position(act) for act, _ in rotations]
    if places != sorted(set(places)):
        raise _fail("The rotations do not stand in order of party, generation and sequence, each once.")


def _is_beyond(rotation: Act, proven: Act) -> bool:
    """Whether a rotation stands beyond the act that the proven entry, an opening, goes on from: it changes no key there (section 4.3)."""
    cited = opened_from(proven.header)
    return cited is not None and rotation.log == cited.log and rotation.seq > cited.seq


def _keys_at(terms: charter.Charter, rotations: Sequence[tuple[Act, Mapping[str, bytes]]], log: LogName, end: int) -> Keyring:
    """The keys in force at entry `end` of a log: the charter's, and every rotation before it, those of earlier generations too."""
    keys = charter_keys(terms, log[0])
    for act, brought in rotations:
        if act.party == log[0] and _position(act) < (*log, end):
            keys = replace(keys, **brought)
    return keys


def _check_signed(entry: _Entry, keys: Keyring) -> None:
    public = keys.root if entry.kind in ROOT_KINDS else keys.act
    if entry.key_id != signature.key_id(public):
        raise _fail(f"Entry {entry.act.seq} of {entry.act.party}'s log is signed by a key that is not in force there.")
    if not signature.verify(public, entry.message, entry.signature):
        raise _fail(f"Entry {entry.act.seq} of {entry.act.party}'s log does not carry a valid signature of the key in force there.")


def _open_checkpoint(file: _File, origin: str, keys: Keyring) -> tuple[bytes, list[checkpoint.NoteSignature], bytes]:
    note = file.checkpoint.encode()
    text, lines = checkpoint.parse_note(note)
    opened = checkpoint.open_checkpoint(note, origin, keys.checkpoint)
    if opened.size != file.size:
        raise _fail(f"The checkpoint is of {opened.size} entries, not of the {file.size} the file says.")
    return text, lines, opened.root


def _check_included(file: _File, root: bytes) -> None:
    leaf = merkle.leaf_hash(_bytes(file.entry, "entry"))
    if not merkle.verify_inclusion(leaf, file.index, file.size, [bytes.fromhex(one) for one in file.inclusion], root):
        raise _fail("The inclusion proof does not lead from the entry to the root of the checkpoint.")


def _witness_keys(terms: charter.Charter, rotations: Sequence[tuple[Act, Mapping[str, bytes]]]) -> dict[str, list[bytes]]:
    """Of each party the checkpoint keys that the charter or a rotation names."""
    keys = {code: [charter_keys(terms, code).checkpoint] for code in terms.codes}
    for act, brought in rotations:
        keys[act.party] += [brought["checkpoint"]] if "checkpoint" in brought else []
    return {f"entente/{terms.id}/{code}": known for code, known in keys.items()}


def _cosigned(
    text: bytes, lines: Sequence[checkpoint.NoteSignature], author: str, keys: Mapping[str, Sequence[bytes]]
) -> tuple[Cosigned, ...]:
    """The other parties' receipts in the order of their lines; lines by unknown keys are passed over."""
    found = []
    for line in lines:
        party = line.name.rpartition("/")[2]
        for public in keys.get(line.name, ()) if party != author else ():
            if line.key_hash == checkpoint.key_hash(line.name, checkpoint.COSIGNATURE, public):
                found.append(Cosigned(party, checkpoint.cosigned_at(text, line, public)))
                break
    return tuple(found)


def _released(file: _File, act: Act) -> bytes | None:
    if not isinstance(file.content, str):
        return None
    content = _bytes(file.content, "content")
    if act.header is None or not is_content_of(act.header, content):
        raise _fail("The content in the file is not the one that the act commits to.")
    return content
