"""A channel's charter: its parties, their keys and authorities, the ceiling, signed by every party's root.

Pure. The channel's id is the SHA-256 of the charter's bytes; a change of parties is a successor charter that cites the final checkpoints
(docs/protocol.md section 2). Serves I1: the frame within which two governments speak.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import msgspec

from entente.kernel import canonical, signature
from entente.kernel.errors import Refusal

PAYLOAD_TYPE = "application/vnd.entente.charter.v1+json"
PROTOCOL = 1
MAX_PARTIES = 32
CODE = re.compile(r"[A-Z]{3}\Z")


class Authority(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A ministry or agency of a party."""

    code: str
    name: dict[str, str]


class Keys(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A party's public keys, base64: Ed25519 for all but `encryption` (ML-KEM-768 then X25519, 1,216 bytes)."""

    root: str
    act: str
    checkpoint: str
    transport: str
    encryption: str

    def public(self, role: str) -> bytes:
        """The raw key of a role; refuses what is not base64 of the right length."""
        return decode_key(getattr(self, role), role)


ROLES = Keys.__struct_fields__
ROTATED = ROLES[1:]  # a root key changes only by a successor charter


class Party(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A government in this channel: ISO 3166-1 alpha-3 code, name by language, keys, authorities."""

    code: str
    name: dict[str, str]
    keys: Keys
    authorities: list[Authority]


class Ceiling(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The highest classification that a channel may carry, or that a node is accredited to hold, in one policy's terms."""

    policy: str
    classification: str


class Predecessor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The channel this one follows, and the final signed checkpoint of each of its logs."""

    channel: str
    checkpoints: list[str]


class Terms(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What the parties sign."""

    protocol: int
    title: dict[str, str]
    exercise: bool
    opened_on: str
    ceiling: Ceiling
    parties: list[Party]
    predecessor: Predecessor | None = None


@dataclass(frozen=True, slots=True)
class Charter:
    """A charter whose terms were checked; `payload` is the exact bytes, `id` their hash."""

    id: str
    payload: bytes
    terms: Terms
    codes: tuple[str, ...]  # party codes, sorted

    def party(self, code: str) -> Party:
        """The party of that code; refuses a stranger."""
        for party in self.terms.parties:
            if party.code == code:
                return party
        raise Refusal("unknown-party", "C3", f"{code} is not a party of this channel; its parties are {', '.join(self.codes)}.")

    def origin(self, code: str, generation: int = 1) -> str:
        """The origin of a party's log in this channel, as checkpoints and headers name it."""
        return f"entente/{self.id}/{code}/{generation}"


@lru_cache(maxsize=1024)
def decode_key(text: str, role: str) -> bytes:
    """Raw bytes of a base64 key; refuses wrong length, loose base64 and, for Ed25519, keys of small order.

    Looked up: each exchange asks for its partners' keys, and whether one lies in the right group takes as long as a signature.
    """
    raw = canonical.from_base64(text)
    if raw is None:
        raise Refusal("bad-key", "C4", f"The {role} key is not written in the one base64 there is for it.")
    if role == "encryption":
        if len(raw) != 1184 + 32:
            raise Refusal("bad-key", "C4", "The encryption key is not an ML-KEM-768 key followed by an X25519 key (1,216 bytes).")
        return raw
    signature.check_public_key(raw)
    return raw


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def parse_charter(payload: bytes) -> Charter:
    """A checked charter from its bytes; refuses by rules C1-C4 of docs/protocol.md section 2.

    The signatures (C5) are `open_charter`'s to check, and which channels there are (C6) the node's.
    """
    value = canonical.decode(payload)
    try:
        terms = msgspec.convert(value, Terms)
    except msgspec.ValidationError as error:
        raise Refusal("charter-malformed", "C1", f"The charter does not read: {error}.") from error
    if terms.protocol != PROTOCOL:
        raise Refusal("protocol-unknown", "C2", f"The charter asks for protocol version {terms.protocol}; this software speaks {PROTOCOL}.")
    codes = tuple(p.code for p in terms.parties)
    if not codes or len(codes) > MAX_PARTIES or list(codes) != sorted(set(codes)) or not all(CODE.match(c) for c in codes):
        raise Refusal("charter-malformed", "C3", "A charter names 1 to 32 parties, each once, by three-letter code, in order of code.")
    seen: set[bytes] = set()
    for party in terms.parties:
        for role in ROLES:
            raw = party.keys.public(role)
            if raw in seen:
                raise Refusal("bad-key", "C4", f"{party.code} uses one key for two purposes, or another party's key.")
            seen.add(raw)
    if not _is_date(terms.opened_on):
        raise Refusal("charter-malformed", "C1", "The day the channel opens is not a date.")
    return Charter(hashlib.sha256(payload).hexdigest(), payload, terms, codes)


def open_charter(envelope: bytes) -> Charter:
    """A charter that every party's root has signed; refuses a missing, false or foreign signature (C5)."""
    payload, signatures = signature.open_envelope(envelope, PAYLOAD_TYPE)
    charter = parse_charter(payload)
    roots = root_keys(charter)
    message = signature.pae(PAYLOAD_TYPE, payload)
    given = dict(signatures)
    for key_id, (code, public) in roots.items():
        if key_id not in given or not signature.verify(public, message, given[key_id]):
            raise Refusal("charter-unsigned", "C5", f"{code} has not signed this charter with its root key.")
    if len(given) != len(roots):
        raise Refusal("charter-unsigned", "C5", "The charter carries a signature by a key it does not name.")
    return charter


def root_keys(charter: Charter) -> Mapping[str, tuple[str, bytes]]:
    """Key id to (party, root key)."""
    return {signature.key_id(p.keys.public("root")): (p.code, p.keys.public("root")) for p in charter.terms.parties}
