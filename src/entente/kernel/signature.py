"""Ed25519 signatures and DSSE envelopes: who signed which bytes.

Pure. RFC 8032 (Ed25519) under one strict predicate for all nodes, and the DSSE v1 envelope with one encoding per content. Libraries
disagree on small-order points and on encodings that are not reduced, so these are refused here, before any library is asked:
a dishonest signer must not be able to split two nodes. Serves every clause: proof of who said what.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256

import msgspec
from nacl.bindings import (
    crypto_sign,
    crypto_sign_ed25519_pk_to_curve25519,
    crypto_sign_open,
    crypto_sign_seed_keypair,
)
from nacl.exceptions import CryptoError

from entente.kernel.errors import Refusal

KEY_RULE = "RFC 8032"
ENVELOPE_RULE = "DSSE"
MAX_SIGNATURES = 16

FIELD_PRIME = 2**255 - 19
GROUP_ORDER = 2**252 + 27742317777372353535851937790883648493

# The y coordinates of the eight points of order 1, 2, 4 and 8: identity, order 2, order 4 (one y), order 8 (two).
_ORDER_EIGHT_Y = int.from_bytes(bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little")
_SMALL_ORDER_Y = (0, 1, FIELD_PRIME - 1, _ORDER_EIGHT_Y, FIELD_PRIME - _ORDER_EIGHT_Y)

REFUSED_POINTS = frozenset(
    (y | sign << 255).to_bytes(32, "little") for y in (*_SMALL_ORDER_Y, *range(FIELD_PRIME, 2**255)) for sign in (0, 1)
)
"""Every 32-byte encoding of a small-order point or of a y that is not reduced: 48 strings. With x = 0 both signs are here,
so no encoding of a point that is not canonical is left (RFC 8032 section 5.1.3)."""

_KEY_ID_LENGTH = 16


def check_public_key(public: bytes) -> None:
    """Refuses ("bad-key") what may not be enrolled: wrong length, a refused encoding, off the curve, or outside the prime-order group.

    About 50 us; for enrolment. `verify` repeats only the cheap part.
    """
    if len(public) != 32:
        raise Refusal("bad-key", KEY_RULE, "An Ed25519 public key has 32 bytes.")
    if public in REFUSED_POINTS:
        raise Refusal("bad-key", KEY_RULE, "This public key is of small order or not canonically encoded.")
    try:
        crypto_sign_ed25519_pk_to_curve25519(public)
    except CryptoError:
        raise Refusal("bad-key", KEY_RULE, "This public key is not a point of the prime-order group.") from None


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the signature is one that every node accepts.

    False for wrong lengths, small-order or non-canonical key or R, S not below the group order (RFC 8032 section 5.1.7), and for whatever
    libsodium rejects. That the key belongs to anyone is the caller's affair. The library call releases the interpreter lock.
    """
    if (
        len(signature) != 64
        or len(public) != 32
        or public in REFUSED_POINTS
        or signature[:32] in REFUSED_POINTS
        or int.from_bytes(signature[32:], "little") >= GROUP_ORDER
    ):
        return False
    try:
        crypto_sign_open(signature + message, public)
    except CryptoError:
        return False
    return True


@lru_cache(maxsize=1024)
def key_id(public: bytes) -> str:
    """16 lower-case hex digits: the first 8 bytes of SHA-256 of the raw key. A hint for finding keys, no proof of anything."""
    return sha256(public).hexdigest()[:_KEY_ID_LENGTH]


@dataclass(frozen=True, slots=True)
class SigningKey:
    """An Ed25519 signing key, made from its 32-byte seed (RFC 8032 section 5.1.5); the seed never appears in its repr."""

    seed: bytes = field(repr=False)
    public: bytes = field(init=False, compare=False)
    key_id: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        if len(self.seed) != 32:
            raise Refusal("bad-key", KEY_RULE, "An Ed25519 seed has 32 bytes.")
        public, _ = crypto_sign_seed_keypair(self.seed)
        object.__setattr__(self, "public", public)
        object.__setattr__(self, "key_id", key_id(public))

    @classmethod
    def generate(cls, random: Callable[[int], bytes]) -> SigningKey:
        """A new key from the given source of random bytes."""
        return cls(random(32))

    def sign(self, message: bytes) -> bytes:
        """The 64-byte signature; the same for the same message."""
        return crypto_sign(message, self.seed + self.public)[:64]


def pae(payload_type: str, payload: bytes) -> bytes:
    """What a DSSE signature is made over: DSSE v1 protocol, "Signature Definition"; lengths in bytes of UTF-8."""
    kind = payload_type.encode()
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)


class _Signature(msgspec.Struct, gc=False):
    keyid: str
    sig: bytes


class _Envelope(msgspec.Struct, gc=False):
    """The DSSE envelope; its fields stand in the order of RFC 8785, so that the envelope is canonical JSON itself."""

    payload: bytes
    payload_type: str = msgspec.field(name="payloadType")
    signatures: list[_Signature]


_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(_Envelope).decode


def seal(payload: bytes, payload_type: str, *keys: SigningKey) -> bytes:
    """The canonical envelope bytes, signatures in order of key id.

    Refuses ("envelope-malformed") no key, the same key twice and more than 16 keys.
    """
    signed = pae(payload_type, payload)
    signatures = [_Signature(key.key_id, key.sign(signed)) for key in keys]
    if len(signatures) != 1:  # of one there is nothing to refuse
        signatures.sort(key=lambda one: one.keyid)
        _check_signatures(signatures)
    return _encode(_Envelope(payload, payload_type, signatures))


def open_envelope(envelope: bytes, payload_type: str) -> tuple[bytes, tuple[tuple[str, bytes], ...]]:
    """The payload and the (key id, signature) pairs. Does not verify: `verify_envelope` does.

    Refuses ("envelope-malformed") anything but the very bytes `seal` would give, so that one content has one encoding.
    """
    try:
        opened = _decode(envelope)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        raise _malformed("it is not JSON with payload, payloadType and signatures") from None
    if opened.payload_type != payload_type:
        raise _malformed("its payload type is another than the one expected")
    # Decoding was lenient (spaces, escapes, other fields, base64 padding bits); comparing every byte is the check.
    if _encode(opened) != envelope:
        raise _malformed("the same content has another, canonical encoding")
    _check_signatures(opened.signatures)
    return opened.payload, tuple([(one.keyid, one.sig) for one in opened.signatures])


def verify_envelope(envelope: bytes, payload_type: str, keys: Mapping[str, bytes]) -> tuple[bytes, tuple[str, ...]]:
    """The payload and the key ids whose signatures verified; `keys` maps key id to public key. Signatures of unknown keys are ignored.

    Refuses "envelope-malformed" as `open_envelope`, and "signature-invalid" if a signature by a known key does not verify or no known
    key signed. How many and whose signatures suffice is the caller's rule.
    """
    payload, pairs = open_envelope(envelope, payload_type)
    signed = pae(payload_type, payload)
    verified = []
    for name, signature in pairs:
        public = keys.get(name)
        if public is None:
            continue
        if not verify(public, signed, signature):
            raise Refusal("signature-invalid", KEY_RULE, f"The signature by key {name} does not verify.")
        verified.append(name)
    if not verified:
        raise Refusal("signature-invalid", KEY_RULE, "No key known here has signed this.")
    return payload, tuple(verified)


def _check_signatures(signatures: list[_Signature]) -> None:
    """Refuses a number, an order, a key id or a signature length that `seal` does not give."""
    if not 1 <= len(signatures) <= MAX_SIGNATURES:
        raise _malformed(f"an envelope carries 1 to {MAX_SIGNATURES} signatures")
    before = ""
    for one in signatures:
        if len(one.sig) != 64 or not _is_key_id(one.keyid):
            raise _malformed("a key id has 16 lower-case hex digits and a signature 64 bytes")
        if one.keyid <= before:
            raise _malformed("signatures stand in order of key id, each key once")
        before = one.keyid


@lru_cache(maxsize=1024)
def _is_key_id(text: str) -> bool:
    try:
        return bytes.fromhex(text).hex() == text and len(text) == _KEY_ID_LENGTH
    except ValueError:
        return False


def _malformed(why: str) -> Refusal:
    return Refusal("envelope-malformed", ENVELOPE_RULE, f"This is not an envelope: {why}.")
