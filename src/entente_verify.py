"""Checks a proof file of Entente offline: one numbered step after the other, in words, with nothing of Entente installed.

Reads one file; may run the openssl command; writes to standard output. Standard library, plus any one of cryptography, PyNaCl or the
openssl command (3.0 or later) for the Ed25519 primitive (RFC 8032); which keys and signatures are acceptable is decided here. It imports
nothing of Entente, so that two programs must be wrong alike before a false proof passes. Steps 1-9 are rules P1-P9 of docs/protocol.md
section 10. Serves I1 and every clause: what was said can be shown to anybody.

One file, and longer than others here, because it is carried as one: who checks a proof copies this, reads all of it once from top to
bottom, and needs no installer, no package path and no second file whose version might differ.

Exit codes: 0 proven, 1 not proven, 2 the file cannot be read as a proof file, 3 no Ed25519 at hand.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from base64 import b64decode, b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

MAX_FILE, MAX_ENTRY, MAX_HEADER, MAX_NOTE = 8 * 1024 * 1024, 65_535, 32 * 1024, 131_072
MAX_BODY, MAX_INTEGER, MAX_DEPTH = 1024 * 1024, 2**53, 64
ACT_TYPE = "application/vnd.entente.act.v1+json"
CHARTER_TYPE = "application/vnd.entente.charter.v1+json"
ROLES = ("root", "act", "checkpoint", "transport", "encryption")
HEX64 = r"[0-9a-f]{64}"
CITE = re.compile(rf"([A-Z]{{3}})/([1-9][0-9]{{0,3}})/(0|[1-9][0-9]{{0,14}})/{HEX64}")
ORIGIN = re.compile(rf"entente/({HEX64})/([A-Z]{{3}})/([1-9][0-9]{{0,3}})")

Check = Callable[[bytes, bytes, bytes], bool]
Keys = dict[str, bytes]


class Wrong(Exception):
    """What is wrong, in a sentence."""


def need(condition: bool, words: str) -> None:
    """Raises Wrong unless the condition holds."""
    if not condition:
        raise Wrong(words)


# Ed25519: which keys and signatures are acceptable at all (RFC 8032; docs/protocol.md section 1), and the primitive

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
EIGHT = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
SMALL_Y = (0, 1, P - 1, EIGHT, P - EIGHT)  # the y of the points of order 1, 2, 4 and 8
Point = tuple[int, int]


def is_refused(encoded: bytes) -> bool:
    """Whether a point's encoding is of small order or not reduced."""
    y = int.from_bytes(encoded, "little") & 2**255 - 1
    return y >= P or y in SMALL_Y


def add(a: Point, b: Point) -> Point:
    """The sum of two points (RFC 8032 section 5.1.4): slow and plain, for a few keys in each file."""
    cross = D * a[0] * b[0] * a[1] * b[1] % P
    return (a[0] * b[1] + b[0] * a[1]) * pow(1 + cross, -1, P) % P, (a[1] * b[1] + a[0] * b[0]) * pow(1 - cross, -1, P) % P


@cache
def is_key(public: bytes) -> bool:
    """Whether this is a key that may be enrolled: canonically encoded, on the curve, of the prime order."""
    if len(public) != 32 or is_refused(public):
        return False
    number = int.from_bytes(public, "little")
    y, sign = number & 2**255 - 1, number >> 255
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P:
        return False
    power: Point = (P - x if x & 1 != sign else x, y)
    total: Point = (0, 1)
    for bit in range(ORDER.bit_length()):
        total = add(total, power) if ORDER >> bit & 1 else total
        power = add(power, power)
    return total == (0, 1)


def by_cryptography(public: bytes, message: bytes, signature: bytes) -> bool:
    """The primitive of the cryptography package, which raises where it means no."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    return True


def by_nacl(public: bytes, message: bytes, signature: bytes) -> bool:
    """The primitive of the PyNaCl package, which raises where it means no."""
    from nacl.signing import VerifyKey

    VerifyKey(public).verify(message, signature)
    return True


def by_openssl(public: bytes, message: bytes, signature: bytes) -> bool:
    """The primitive of the openssl command; the key as RFC 8410 section 4 writes it."""
    with tempfile.TemporaryDirectory() as name:
        files = {"key": bytes.fromhex("302a300506032b6570032100") + public, "message": message, "signature": signature}
        for file, data in files.items():
            (Path(name) / file).write_bytes(data)
        command = "openssl pkeyutl -verify -pubin -keyform DER -inkey key -rawin -in message -sigfile signature"
        return subprocess.run(command.split(), cwd=name, capture_output=True, check=False).returncode == 0


PRIMITIVES: dict[str, Check] = {"cryptography": by_cryptography, "PyNaCl": by_nacl, "openssl": by_openssl}


def verifies(check: Check, public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the signature is one that every node accepts."""
    if len(signature) != 64 or is_refused(public) or is_refused(signature[:32]) or int.from_bytes(signature[32:], "little") >= ORDER:
        return False
    try:
        return check(public, message, signature)
    except Exception:  # each library has its own word for no; one that is missing or broken says it to everything
        return False


def find_primitive() -> str | None:
    """The first of the three that is installed and answers rightly on the second test of RFC 8032 section 7.1."""
    public = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    signature = bytes.fromhex(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )
    right = (name for name, check in PRIMITIVES.items() if verifies(check, public, b"\x72", signature))
    return next((name for name in right if not verifies(PRIMITIVES[name], public, b"\x73", signature)), None)


def canonical(data: bytes) -> Any:
    """The value that these canonical bytes say."""
    try:
        value = json.loads(data.decode(), parse_float=set, parse_constant=set)  # sets cannot be written again
        problem = outside(value, 0)
        again = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    except (ValueError, TypeError, RecursionError):
        raise Wrong("It is not canonical JSON.") from None
    need(not problem and again == data, "It is not canonical JSON.")
    return value


def outside(value: Any, depth: int) -> bool:
    """Whether a value is outside the subset: keys not ASCII, integers beyond 2^53, nesting over 64."""
    if isinstance(value, int):
        return abs(value) > MAX_INTEGER
    if not isinstance(value, dict | list):
        return False
    if depth >= MAX_DEPTH or (isinstance(value, dict) and not all(key.isascii() for key in value)):
        return True
    return any(outside(item, depth + 1) for item in (value.values() if isinstance(value, dict) else value))


def unbase64(text: Any, what: str) -> bytes:
    """The bytes of the one standard base64 there is of them."""
    try:
        data = b64decode(text, validate=True) if isinstance(text, str) else b""
    except ValueError:
        data = b""
    need(bool(data) and b64encode(data).decode() == text, f"The {what} is not base64.")
    return data


# The form of a value: a pattern that a text has from end to end, a range that an integer is in, a type, a predicate, [form] for a list of
# such, or an object's fields by name. A name with "?" may be absent or null, one with "*" absent; "+" allows fields not named, where it
# stands alone those of its form.
Form = Any


def reads(value: Any, form: Form) -> bool:
    """Whether a value is of a form."""
    if isinstance(form, str):
        return isinstance(value, str) and re.fullmatch(form, value) is not None
    if isinstance(form, range | type):
        return type(value) is form if isinstance(form, type) else type(value) is int and value in form
    if isinstance(form, list):
        return isinstance(value, list) and all(reads(item, form[0]) for item in value)
    if not isinstance(form, dict):
        return bool(form(value))
    if not isinstance(value, dict):
        return False
    if form.keys() == {"+"}:
        return form["+"] is None or all(reads(item, form["+"]) for item in value.values())
    if "+" not in form and not value.keys() <= {name.rstrip("?*") for name in form}:
        return False
    for name, inner in form.items():
        item = value.get(name.rstrip("?*"), form)  # the form itself stands for what is absent
        absent = (item is form and name[-1] in "?*") or (item is None and name[-1] == "?")
        if name != "+" and not absent and not reads(item, inner):
            return False
    return True


def is_date(value: Any) -> bool:
    """Whether this is a day, YYYY-MM-DD."""
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


WORDS = {"+": str}  # every field, whatever its name, is a string
TOKEN, KEY_ID, COUNT = "[a-z][a-z0-9-]{0,63}", "[0-9a-f]{16}", range(MAX_INTEGER + 1)
FILE: Form = {"entente-proof": range(1, 2), "charter": str, "rotations": [str], "entry": str, "index": COUNT, "size": COUNT}
FILE |= {"inclusion": [HEX64], "checkpoint": str, "content*": str}
ENVELOPE = {"payload": str, "payloadType": str, "signatures": [{"keyid": KEY_ID, "sig": str}]}
PARTY = {"code": "[A-Z]{3}", "name": WORDS, "keys": dict.fromkeys(ROLES, str), "authorities": [{"code": str, "name": WORDS}]}
CHARTER: Form = {"protocol": range(1, 2), "title": WORDS, "exercise": bool, "opened_on": is_date, "parties": [PARTY]}
CHARTER |= {"ceiling": {"policy": str, "classification": str}, "predecessor?": {"channel": str, "checkpoints": [str]}}
CHAIN = {"v": range(1, 2), "log": str, "seq": COUNT, "prev": str, "+": None}
TARGET = {"type": TOKEN, "schema": range(1, 10_001), "record?": "(?s).{,68}", "base?": "(?s).{,90}", "+": None}
HEADER: Form = {**CHAIN, "prev": HEX64, "kind": TOKEN, "post": "(?s).{,120}", "signed_at": str, "label": {"+": None}, "seen*": {"+": COUNT}}
HEADER |= {"cites*": ["(?s).{,90}"], "targets*": [TARGET], "expires_at?": str, "keys?": WORDS}
HEADER |= {"body?": {"digest": HEX64, "size": range(2, MAX_BODY + 1), "+": None}}


def open_envelope(envelope: bytes, payload_type: str) -> tuple[bytes, dict[str, bytes], bytes]:
    """The payload, the signatures by key id, and what they sign (DSSE v1)."""
    value = canonical(envelope)
    need(reads(value, ENVELOPE) and value["payloadType"] == payload_type, "The envelope is not of its form, or holds another type.")
    payload = unbase64(value["payload"], "envelope's payload")
    names = [one["keyid"] for one in value["signatures"]]
    need(1 <= len(names) <= 16 and names == sorted(set(names)), "An envelope carries 1 to 16 signatures, in order of key.")
    signatures = {one["keyid"]: unbase64(one["sig"], "signature") for one in value["signatures"]}
    need(all(len(signature) == 64 for signature in signatures.values()), "A signature has 64 bytes.")
    message = b"DSSEv1 %d %b %d %b" % (len(payload_type), payload_type.encode(), len(payload), payload)
    return payload, signatures, message


@dataclass
class Charter:
    """The channel's id, its parties' names and keys."""

    id: str
    names: dict[str, str]
    keys: dict[str, Keys]


def open_key(text: Any, role: str) -> bytes:
    """The key of a role."""
    public = unbase64(text, f"{role} key")
    need(len(public) == 1216 if role == "encryption" else is_key(public), f"The {role} key is not one that may be enrolled.")
    return public


def parse_charter(payload: bytes) -> Charter:
    """The charter by rules C1-C4."""
    terms = canonical(payload)
    need(reads(terms, CHARTER), "The charter is not of the form that protocol version 1 asks for.")
    codes = [party["code"] for party in terms["parties"]]
    need(1 <= len(codes) <= 32 and codes == sorted(set(codes)), "A charter names 1 to 32 parties, each once, in order of code.")
    keys = {party["code"]: {role: open_key(party["keys"][role], role) for role in ROLES} for party in terms["parties"]}
    every = [key for party in keys.values() for key in party.values()]
    need(len(set(every)) == len(every), "One key serves two purposes or two parties.")
    return Charter(sha256(payload).hexdigest(), {party["code"]: party["name"].get("en", "") for party in terms["parties"]}, keys)


@dataclass
class Entry:
    """An entry: its place (party, generation, sequence), its header, empty where that does not read, its one signature, what that signs."""

    act: str
    place: tuple[str, int, int]
    header: dict[str, Any]
    kind: Any
    key: str
    signature: bytes
    message: bytes


def open_entry(entry: bytes, charter: Charter) -> Entry:
    """The entry by rules L1 and L3, in a log of the charter's channel."""
    need(len(entry) <= MAX_ENTRY, "The entry is longer than 65,535 bytes.")
    payload, signatures, message = open_envelope(entry, ACT_TYPE)
    need(len(signatures) == 1, "An act carries exactly one signature.")
    need(len(payload) <= MAX_HEADER, "The header is longer than 32 KiB.")
    header = canonical(payload)
    need(reads(header, CHAIN), "The entry does not name its protocol version, 1, and its place in a log.")
    found = ORIGIN.fullmatch(header["log"])
    if found is None or found[1] != charter.id or found[2] not in charter.keys:
        raise Wrong("The entry belongs to no log of this channel.")
    place, known = (found[2], int(found[3]), header["seq"]), header if reads(header, HEADER) else {}
    return Entry(sha256(payload).hexdigest(), place, known, header.get("kind"), *signatures.popitem(), message)


def parse_note(note: bytes) -> tuple[bytes, list[tuple[str, bytes, bytes]]]:
    """The note's text and its signature lines: name, key hash, signature."""
    text, blank, signatures = note.rpartition(b"\n\n")
    plain = len(note) <= MAX_NOTE and not re.search(rb"[\x00-\x09\x0b-\x1f]", note)
    need(bool(blank) and plain and signatures.endswith(b"\n"), "The checkpoint is not a signed note.")
    lines = signatures.decode()[:-1].split("\n")
    need(len(lines) <= 64, "The checkpoint carries more than 64 signatures.")
    parsed = []
    for line in lines:
        name, _, encoded = line.removeprefix("— ").partition(" ")
        data = unbase64(encoded, "signature line")
        named = line.startswith("— ") and name and not any(char.isspace() or char == "+" for char in name)
        need(bool(named) and len(data) >= 5, "A signature line of the checkpoint is not of its form.")
        parsed.append((name, data[:4], data[4:]))
    return text + b"\n", parsed


def key_hash(name: str, kind: int, public: bytes) -> bytes:
    """The four bytes by which a signature line names its key."""
    return sha256(b"%b\n%c%b" % (name.encode(), kind, public)).digest()[:4]


def root_over(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes:
    """The root of a tree of so many leaves, from one of them and the hashes beside its way up (RFC 9162 section 2.1.3.1)."""
    need((size > 1) == bool(path), "The inclusion proof is too long or too short for a log of that size.")
    if size == 1:
        return leaf
    half = 1 << (size - 1).bit_length() - 1  # the left side holds as many leaves as the largest power of two below the size
    if index < half:
        return sha256(b"\x01" + root_over(leaf, index, half, path[:-1]) + path[-1]).digest()
    return sha256(b"\x01" + path[-1] + root_over(leaf, index - half, size - half, path[:-1])).digest()


@dataclass
class Case:
    """A proof file as far as it was checked: each step adds what it found and, to `done`, its words. `failed` is the number of the step
    that failed, the last one done; 0 while all hold."""

    data: bytes
    channel: str | None
    check: Check
    file: dict[str, Any] = field(default_factory=dict)
    charter: Charter = field(init=False)
    act: Entry = field(init=False)
    rotations: list[tuple[Entry, Keys]] = field(default_factory=list)
    text: bytes = b""
    lines: list[tuple[str, bytes, bytes]] = field(default_factory=list)
    root: bytes = b""
    received: list[tuple[str, int]] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    failed: int = 0

    def keys_at(self, end: int) -> Keys:
        """The author's keys in force at entry `end` of the act's log; what is beyond the act that an opening cites changes none."""
        party, generation, _ = self.act.place
        keys = dict(self.charter.keys[party])
        cited = CITE.fullmatch((self.act.header.get("cites") or [""])[0]) if self.act.kind == "open" else None
        for (one, number, seq), brought in ((rotation.place, brought) for rotation, brought in self.rotations):
            beyond = cited is not None and (cited[1], int(cited[2])) == (one, number) and seq > int(cited[3])
            if one == party and (number, seq) < (generation, end) and not beyond:
                keys.update(brought)
        return keys


def step_file(case: Case) -> str:
    """P1."""
    need(len(case.data) <= MAX_FILE, "The file is larger than 8 MiB.")
    file = canonical(case.data)
    need(reads(file, FILE), "It does not have the fields of a proof file of version 1.")
    need(len(file["rotations"]) <= 1_024 and len(file["inclusion"]) <= 63, "It has more rotations or hashes than a proof can need.")
    case.file = {**file, "rotations": [unbase64(one, "rotation") for one in file["rotations"]]}
    for name in ("charter", "entry", *(["content"] if "content" in file else [])):
        case.file[name] = unbase64(file[name], name)
    return "It reads as a proof file of version 1."


def step_charter(case: Case) -> str:
    """P2."""
    payload, signatures, message = open_envelope(case.file["charter"], CHARTER_TYPE)
    case.charter = parse_charter(payload)
    roots = {sha256(keys["root"]).hexdigest()[:16]: (code, keys["root"]) for code, keys in case.charter.keys.items()}
    for name, (code, public) in roots.items():
        signed = name in signatures and verifies(case.check, public, message, signatures[name])
        need(signed, f"{code} has not signed this charter with its root key.")
    need(len(signatures) == len(roots), "The charter carries a signature by a key it does not name.")
    need(case.channel in (None, case.charter.id), f"The charter is that of channel {case.charter.id}, not of the one expected.")
    signers = ", ".join(f"{code} ({printable(name)})" for code, name in case.charter.names.items())
    pinned = "which is the channel expected" if case.channel else "compare this number with the one your government holds"
    return f"Signed by the root key of every party: {signers}. Channel {case.charter.id}: {pinned}."


def step_entry(case: Case) -> str:
    """P3."""
    case.act = open_entry(case.file["entry"], case.charter)
    party, generation, seq = case.act.place
    need(seq == case.file["index"] < case.file["size"], f"The entry is number {seq} of its log, which is not the place the file says.")
    return f"Act {case.act.act} is entry {seq} (the first is 0) of {party}'s log, generation {generation}."


def step_keys(case: Case) -> str:
    """P4."""
    for data in case.file["rotations"]:
        rotation = open_entry(data, case.charter)
        brought = rotation.header.get("keys") or {}
        need(rotation.kind == "rotate" and bool(brought), "What stands among the rotations is no rotation.")
        root = case.charter.keys[rotation.place[0]]["root"]
        signed = rotation.key == sha256(root).hexdigest()[:16] and verifies(case.check, root, rotation.message, rotation.signature)
        need(signed, f"A rotation of {rotation.place[0]}'s keys is not signed by its root key.")
        need(brought.keys() <= set(ROLES[1:]), "A rotation names a role that cannot be rotated.")
        in_order = not case.rotations or case.rotations[-1][0].place < rotation.place
        need(in_order, "The rotations do not stand in order of party, generation and sequence, each once.")
        case.rotations.append((rotation, {role: open_key(text, role) for role, text in brought.items()}))
    if not case.rotations:
        return "Those of the charter; the file brings no rotation."
    return f"Those of the charter and of {len(case.rotations)} rotation(s) signed by a root key."


def step_signature(case: Case) -> str:
    """P5."""
    role = "root" if case.act.kind in ("rotate", "open") else "act"
    public, party = case.keys_at(case.file["index"])[role], case.act.place[0]
    need(case.act.key == sha256(public).hexdigest()[:16], f"The act is signed by a key that was not {party}'s {role} key there.")
    need(verifies(case.check, public, case.act.message, case.act.signature), f"{party}'s signature on the act does not verify.")
    return f"The act is signed with {party}'s {role} key {case.act.key}."


def step_checkpoint(case: Case) -> str:
    """P6."""
    case.text, case.lines = parse_note(case.file["checkpoint"].encode())
    lines = case.text.decode().split("\n")
    need(len(lines) >= 4 and lines.pop() == "" and "" not in lines, "The checkpoint does not have its three lines.")
    origin, size, case.root = lines[0], case.file["size"], unbase64(lines[2], "checkpoint's root")
    party, generation, _ = case.act.place
    need(origin == f"entente/{case.charter.id}/{party}/{generation}", "The checkpoint is of another log.")
    need(lines[1] == str(size) and len(case.root) == 32, f"The checkpoint is not one of {size} entries, as the file says.")
    public = case.keys_at(size)["checkpoint"]
    ours = [one[2] for one in case.lines if one[:2] == (origin, key_hash(origin, 1, public))]
    signed = bool(ours) and all(verifies(case.check, public, case.text, one) for one in ours)
    need(signed, f"{party}'s own signature on the checkpoint is missing or does not verify.")
    return f"{party} signed that its log had {size} entries, with this root: {case.root.hex()}."


def step_inclusion(case: Case) -> str:
    """P7."""
    leaf = sha256(b"\x00" + case.file["entry"]).digest()
    path = [bytes.fromhex(one) for one in case.file["inclusion"]]
    root = root_over(leaf, case.act.place[2], case.file["size"], path)
    need(root == case.root, "The inclusion proof does not lead from the entry to the root of the checkpoint.")
    return f"{len(path)} hashes lead from the entry to that root."


def step_receipts(case: Case) -> str:
    """P8."""
    for code, keys in case.charter.keys.items():
        if code == case.act.place[0]:
            continue
        name = f"entente/{case.charter.id}/{code}"
        known = [keys["checkpoint"], *(new["checkpoint"] for old, new in case.rotations if old.place[0] == code and "checkpoint" in new)]
        hashes = {key_hash(name, 4, public): public for public in reversed(known)}
        for hashed, signature in (line[1:] for line in case.lines if line[0] == name and line[1] in hashes):
            at = int.from_bytes(signature[:8], "big")
            message = b"cosignature/v1\ntime %d\n%b" % (at, case.text)
            signed = at < 2**63 and verifies(case.check, hashes[hashed], message, signature[8:])
            need(signed, f"The receipt in {code}'s name does not verify.")
            case.received.append((code, at))
    if not case.received:
        return "None in the file: that the author's partners hold this log is not shown."
    return " ".join(f"Received by {code} no later than {show_time(at)}." for code, at in case.received)


def step_body(case: Case) -> str:
    """P9."""
    content, body = case.file.get("content"), case.act.header.get("body")
    if content is None:
        return "Not in the file; the proof holds without it." if body else "The act has none."
    digest = sha256(b"entente content v1\n" + content).hexdigest()
    fits = body is not None and len(content) == body["size"] + 32 and digest == body["digest"]
    need(fits, "The content in the file is not the one that the act commits to.")
    return f"{len(content) - 32} bytes: the very body that the act commits to."


TITLES = ["Proof file", "Charter", "Entry and its place", "Keys in force", "Signature", "Checkpoint"]
TITLES += ["Inclusion in the log", "Receipts by the partners", "Body"]
STEPS = (step_file, step_charter, step_entry, step_keys, step_signature, step_checkpoint, step_inclusion, step_receipts, step_body)


def check_file(data: bytes, check: Check, channel: str | None = None) -> Case:
    """The case after the nine steps, ended by the first that fails. Raises nothing for any bytes."""
    case = Case(data, channel, check)
    for number, step in enumerate(STEPS, start=1):
        try:
            case.done.append(step(case))
        except Wrong as wrong:
            case.done.append(str(wrong))
            case.failed = number
            break
    return case


def printable(text: object) -> str:
    """Text of the file without control characters, for a terminal."""
    return "".join(char if char.isprintable() else "?" for char in str(text))


def show_time(at: int) -> str:
    """Unix time as a date, UTC; the bare number where the calendar has none."""
    try:
        return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    except (ValueError, OverflowError, OSError):
        return f"second {at} of Unix time"


def cautions(case: Case) -> list[str]:
    """What this file cannot show, where that could hide something; each says what would."""
    party, generation, _ = case.act.place
    found = []
    if not case.received:
        found.append(
            f"No partner's receipt is in the file: that no change of {party}'s keys was left out, and an old key used, is not shown. "
            "A file with a receipt, or a node that holds the log, shows it."
        )
    earlier = any(old.place[0] == party and old.place[1] < generation for old, _ in case.rotations)
    if earlier and case.act.kind != "open":
        found.append(
            f"The file brings {party}'s rotations of an earlier generation: that each still counted when generation {generation} was "
            "opened is not shown here. The proof file of entry 0 of this log shows it: none may stand beyond the act that entry cites."
        )
    return found


def show_body(case: Case) -> str | None:
    """The body as text, where the file holds it."""
    return case.file["content"][32:].decode(errors="replace") if "content" in case.file else None


def render_text(case: Case, primitive: str) -> str:
    """The checklist as an official reads it."""
    lines = [f"Ed25519 by {primitive}.", ""]
    for number, (title, words) in enumerate(zip(TITLES, case.done, strict=False), start=1):
        lines.append(f"{number}. {title}: {'FAILED' if number == case.failed else 'ok'}. {words}")
    if case.failed:
        return "\n".join([*lines, "", f"NOT PROVEN: step {case.failed} failed, so nothing in this file may be relied upon."])
    header = case.act.header
    said = [("Kind", case.act.kind), ("Post", header.get("post")), ("Signed at (the author's claim)", header.get("signed_at"))]
    lines += ["", *(f"{name}: {printable(value)}" for name, value in said)]
    if body := show_body(case):
        lines.append(f"Body: {printable(body)}")
    note = "What follows from the act in its channel (admitted, in effect, withdrawn) is not part of this proof."
    return "\n".join([*lines, "", *(f"Not shown: {words}" for words in cautions(case)), f"PROVEN: {case.act.place[0]} said this. {note}"])


def render_json(case: Case, primitive: str) -> str:
    """The same for a program; what comes after a failed step is missing."""
    numbered = enumerate(zip(TITLES, case.done, strict=False), start=1)
    steps = [{"step": number, "title": title, "ok": number != case.failed, "words": words} for number, (title, words) in numbered]
    shown: dict[str, Any] = {"proven": not case.failed, "ed25519": primitive, "steps": steps}
    if not case.failed:
        party, generation, seq = case.act.place
        shown |= {"channel": case.charter.id, "act": case.act.act, "party": party, "generation": generation, "index": seq}
        shown |= {"size": case.file["size"], "header": case.act.header, "body": show_body(case)}
        shown["received"] = [{"party": code, "at": at} for code, at in case.received]
        shown["not_shown"] = cautions(case)
    return json.dumps(shown, ensure_ascii=True, indent=2)


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code; see the module."""
    parser = argparse.ArgumentParser(prog="entente-verify", description="Check a proof file of Entente, offline.")
    parser.add_argument("file", type=Path, help="the proof file")
    parser.add_argument("--channel", metavar="ID", help="the channel's id, 64 hex digits, as your government holds it")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    options = parser.parse_args(arguments)
    found = find_primitive()
    if found is None:
        print("None of cryptography, PyNaCl and the openssl command (3.0 or later) is at hand: nothing can be checked.", file=sys.stderr)
        return 3
    try:
        with options.file.open("rb") as stream:
            data = stream.read(MAX_FILE + 1)
    except OSError as error:
        print(f"{options.file} cannot be read: {error.strerror}.", file=sys.stderr)
        return 2
    case = check_file(data, PRIMITIVES[found], options.channel)
    print(render_json(case, found) if options.json else render_text(case, found))
    return {0: 0, 1: 2}.get(case.failed, 1)


if __name__ == "__main__":
    sys.exit(main())
