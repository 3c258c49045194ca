"""What every system carries: record i of about 616 bytes and one Ed25519 key. Pure.

Each record holds i, SHA-256 of i and SHA-512 of i, so that it does not compress to nothing (KERNEL section 4).
"""

from __future__ import annotations

import json
from hashlib import sha256, sha512

from nacl.signing import SigningKey

MESSAGE_BYTES = 620
"""Length of the message whose signing and verifying bounds every system, in bytes."""

SEED = sha256(b"entente benchmark key").digest()
"""A public, worthless key: every run signs the same bytes, so two runs can be compared byte for byte."""

SIGNING_KEY = SigningKey(SEED)
VERIFY_KEY = SIGNING_KEY.verify_key

_TEXT = (
    "The Participants exchanged views on maritime security and agreed that the joint exercise proceeds as planned; "
    "points of contact confirm dates, ports of call and support required, in writing, well before the next regular consultation."
)


def record(i: int) -> bytes:
    """Record `i` as compact JSON in ASCII, the same bytes on every machine."""
    number = str(i).encode()
    body = {
        "channel": "benchmark",
        "clauses": ["jp-gb-2017#S6", "jp-gb-2017#A3"],
        "evidence": sha512(number).hexdigest(),
        "i": i,
        "kind": "exercise.report",
        "party": "JPN" if i % 2 else "GBR",
        "reference": sha256(number).hexdigest(),
        "signed_at": "2026-11-22T09:00:00Z",
        "text": _TEXT,
    }
    return json.dumps(body, sort_keys=True, separators=(",", ":")).encode()


def message(i: int) -> bytes:
    """Record `i` padded with spaces to exactly `MESSAGE_BYTES` bytes."""
    return record(i).ljust(MESSAGE_BYTES)[:MESSAGE_BYTES]


def sign(body: bytes) -> bytes:
    """The 64-byte Ed25519 signature of `body`."""
    return SIGNING_KEY.sign(body).signature


def verify(body: bytes, signature: bytes) -> None:
    """Returns if the signature holds; raises nacl.exceptions.BadSignatureError if not."""
    VERIFY_KEY.verify(body, signature)
