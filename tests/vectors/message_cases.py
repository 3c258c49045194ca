"""Vectors about the exchange's messages: what reads and what does not, how a node answers one request after another, unsigned answers.

Touches nothing outside itself; docs/protocol.md section 9.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from tests.vectors.histories import TWO
from tests.vectors.material import Channel, base64, key
from tests.vectors.state_cases import RULE_OF, Case, message

from entente.exchange import auth, wire
from entente.exchange.message import MEDIA_TYPE, Request
from entente.kernel.act import LogName
from entente.kernel.charter import Charter
from entente.kernel.signature import SigningKey

AT = 1_538_470_800
NONCE = "AAECAwQFBgcICQoLDA0ODw"
NOTE, LINES = b"entente/00/JPN/1\n...\n", "— entente/00/GBR AAAA\n".encode()
FULL: Mapping[str, Any] = {
    "version": 1,
    "heads": {"GBR/1": 3, "JPN/1": 2},
    "want": [["JPN/1", 1, 0], ["JPN/1", 1, 1]],
    "notes": {
        "cosignatures": [{"log": "JPN/1", "size": 2, "lines": LINES}],
        "reports": [
            {"log": "JPN/1", "first_seq": 0, "last_seq": 2**53, "status": "clear"},
            {"log": "JPN/1", "first_seq": 1, "last_seq": 1, "status": "sealed", "rule": "B5", "words": {"en": "Not known here."}},
        ],
        "checkpoints": [NOTE],
    },
    "max_bytes": 1_048_576,
}
ANSWER: Mapping[str, Any] = {
    "version": 1,
    "heads": {"GBR/1": 3, "JPN/1": 2},
    "parts": [{"log": "JPN/1", "first": 0, "entries": [b"{}", b"{}"], "contents": [bytes(34), None], "checkpoint": NOTE}],
    "contents": [{"log": "JPN/1", "seq": 1, "index": 0, "data": bytes(34)}, {"log": "JPN/1", "seq": 1, "index": 1, "data": None}],
    "more": True,
}


def message_cases() -> Case:
    """Messages of the exchange, MessagePack: those that read, and those that do not."""
    notes, part = FULL["notes"], ANSWER["parts"][0]
    requests = [
        ("cut short", _packed(FULL)[:-1]),
        ("something after it", _packed(FULL) + b"\xc0"),
        ("a list", _packed([1, {}])),
        ("no heads", _packed({"version": 1})),
        ("a size below zero", _packed({**FULL, "heads": {"JPN/1": -1}})),
        ("a log without its generation", _packed({**FULL, "heads": {"JPN": 1}})),
        ("more logs than a message names", _packed({**FULL, "heads": {f"JPN/{n}": 1 for n in range(1, 1_026)}})),
        ("a want that is a map", _packed({**FULL, "want": [{"log": "JPN/1", "seq": 1, "index": 0}]})),
        (
            "cosignature lines as a list",
            _packed({**FULL, "notes": {**notes, "cosignatures": [{"log": "JPN/1", "size": 2, "lines": [LINES]}]}}),
        ),
        ("a checkpoint as text", _packed({**FULL, "notes": {**notes, "checkpoints": [NOTE.decode()]}})),
        ("another status", _packed({**FULL, "notes": {"reports": [{**notes["reports"][0], "status": "lost"}]}})),
        ("no room for an answer", _packed({**FULL, "max_bytes": 0})),
        ("another version", _packed({**FULL, "version": 2})),
        ("another version, of another form", _packed({"version": 2, "heads": []})),
    ]
    answers = [
        ("fewer contents than entries", _packed({**ANSWER, "parts": [{**part, "contents": [None]}]})),
        ("an entry as text", _packed({**ANSWER, "parts": [{**part, "entries": ["{}", "{}"]}]})),
        ("another version", _packed({**ANSWER, "version": 2})),
    ]
    return {
        "requests": [
            {"name": "heads alone", "bytes": base64(_packed({"version": 1, "heads": {}}))},
            {"name": "all fields", "bytes": base64(_packed(FULL))},
            {"name": "a field that version 1 does not name", "bytes": base64(_packed({**FULL, "later": 1}))},
        ],
        "answers": [
            {"name": "nothing new", "bytes": base64(_packed({"version": 1, "heads": {"GBR/1": 3, "JPN/1": 2}}))},
            {"name": "all fields", "bytes": base64(_packed(ANSWER))},
        ],
        "false_requests": [_case(name, data) for name, data in requests],
        "false_answers": [_case(name, data) for name, data in answers],
    }


def _packed(value: object) -> bytes:
    return msgspec.msgpack.encode(value)


def _case(name: str, data: bytes) -> Case:
    code = "version-unknown" if name.startswith("another version") else "message-malformed"
    return {"name": name, "bytes": base64(data), "rule": RULE_OF[code], "code": code}


class Bare:
    """JPN's node in the channel of the vectors, which holds nothing yet."""

    def __init__(self, given: Charter) -> None:
        self._charter = given

    def charter(self, channel: str) -> Charter | None:
        return self._charter if channel == self._charter.id else None

    def transport_keys(self, channel: str) -> Mapping[str, Sequence[bytes]]:
        return {"GBR": [key("GBR", "transport").public]} if channel == self._charter.id else {}

    def transport_key(self, channel: str, party: str) -> SigningKey:
        return key("JPN", "transport")

    def party(self, channel: str) -> str:
        return "JPN"

    def heads(self, channel: str) -> Mapping[LogName, int]:
        return {}

    def entries(self, channel: str, log: LogName, first: int, limit_bytes: int) -> tuple[Sequence[bytes], Sequence[bytes | None]]:
        return (), ()

    def content(self, channel: str, log: LogName, seq: int, index: int) -> bytes | None:
        return None

    def checkpoint(self, channel: str, log: LogName) -> bytes | None:
        return None

    def tile(self, channel: str, log: LogName, level: int | None, index: int, width: int) -> bytes | None:
        return None

    def receive_notes(self, channel: str, party: str, heads: Mapping[LogName, int], notes: wire.Notes) -> None:
        pass

    def notes_for(self, channel: str, party: str) -> wire.Notes:
        return wire.NO_NOTES


def answering_cases() -> Case:
    """Requests as they reach JPN's node, which holds nothing yet, one after another; and answers without a signature, as GBR reads them."""
    channel = Channel(TWO).charter.id
    path, body = f"/exchange/v1/{channel}/", _packed({"version": 1, "heads": {}})
    sync = _signed("POST", path + "sync", body, "JPN", NONCE)
    steps = [
        ("a first question", sync, ""),
        ("the same again", sync, "replayed"),
        ("to another party", _signed("POST", path + "sync", body, "GBR", NONCE[::-1]), "misdirected"),
        ("the nonce of a refused request", _signed("POST", path + "sync", body, "JPN", NONCE[::-1]), "replayed"),
        ("no such endpoint", _signed("POST", path + "synchronise", body, "JPN", _nonce(1)), "not-found"),
        ("another method", _signed("GET", path + "sync", b"", "JPN", _nonce(2)), "not-found"),
        ("a checkpoint that is not held", _signed("GET", path + "JPN/1/checkpoint", b"", "JPN", _nonce(3)), "not-found"),
        ("a log of no party", _signed("GET", path + "AUS/1/checkpoint", b"", "JPN", _nonce(4)), "message-malformed"),
        ("another content type", _signed("POST", path + "sync", body, "JPN", _nonce(5), "application/json"), "encoding-unknown"),
        ("another coding", _signed("POST", path + "sync", body, "JPN", _nonce(6), MEDIA_TYPE, "gzip"), "encoding-unknown"),
        ("no message", _signed("POST", path + "sync", b"{}", "JPN", _nonce(7)), "message-malformed"),
        ("another version", _signed("POST", path + "sync", _packed({"version": 2}), "JPN", _nonce(8)), "version-unknown"),
    ]
    refusal = b'{"code":"sender-unknown","rule":"X5","words":"This node knows no such channel."}'
    unsigned = [
        ("a refusal", 403, {"content-type": "application/json"}, refusal, "refused-unsigned"),
        ("a page", 200, {"content-type": "text/html"}, b"<!doctype html>", "not-a-node"),
        ("a redirect", 302, {"location": "https://elsewhere.example/"}, b"", "not-a-node"),
        ("a refusal whose code has another rule", 403, {"content-type": "application/json"}, refusal.replace(b"X5", b"X6"), "not-a-node"),
    ]
    return {
        "party": "JPN",
        "keys": {"GBR": base64(key("GBR", "transport").public), "JPN": base64(key("JPN", "transport").public)},
        "now": AT,
        "steps": [{"name": name, **message(one), "rule": RULE_OF[code] if code else "", "code": code} for name, one, code in steps],
        "unsigned_answers": [
            {"name": name, "status": status, "headers": headers, "body": base64(data), "rule": RULE_OF[code], "code": code}
            for name, status, headers, data, code in unsigned
        ],
    }


def _nonce(number: int) -> str:
    return f"{number:022}"


def _signed(method: str, path: str, body: bytes, to: str, nonce: str, kind: str = MEDIA_TYPE, coding: str = "") -> Request:
    """A request that GBR has signed."""
    headers = {"entente-channel": path.split("/")[3], "entente-to": to}
    headers |= {"content-type": kind} if method == "POST" else {}
    headers |= {"content-encoding": coding} if coding else {}
    return auth.sign_request(Request(method, path, headers, body), key("GBR", "transport"), AT, nonce)
