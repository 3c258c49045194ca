"""Checksums of what nothing else proves: times of receipt, operators' settings, clients' names of requests, notes of the exchange.

Pure. Acts are bound by signatures, bodies by commitments, what follows from them by a rebuild. The columns named here stand alone, and so
each row carries a checksum of them: BLAKE2b (RFC 7693) of 48 bits over table and values as MessagePack. It tells a change by accident,
not one by somebody who can count it anew. Written by store/noted.py and store/database.py. Serves every clause.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import msgspec

COLUMN = "checksum"
COVERED: Mapping[str, tuple[str, ...]] = {
    "channel": ("id", "opened_at", "clock"),
    "log": ("frozen",),
    "act": ("received_at", "decided_at"),
    "content": ("known_at",),
    "attachment": ("id", "act", "number"),
    "attachment_key": ("id", "act", "number"),
    "request": ("id", "act"),
    "partner": (
        "id", "channel_id", "party", "url", "heads", "contact_at", "tried_at", "failures", "trouble", "ahead_s", "compared",
    ),
    "cosignature": ("id", "log_id", "party", "size"),
    "report": ("id", "channel_id", "party", "log", "seq", "status", "rule", "words", "at"),
    "evidence": ("id", "log_id", "sort", "seq", "one", "other", "words", "at"),
    "setting": ("id", "value"),
    "label": ("id", "text"),
}  # fmt: skip
"""By table, the columns that a row's checksum covers, in the order in which they are taken.

Of acts and bodies, which are many, only the times: a batch is received at one moment, so that its rows share one checksum.
"""
SIZE = 6  # bytes: SQLite keeps so short a number short


def checksum(table: str, values: Sequence[Any]) -> int:
    """The checksum of a row, given the values of its table's covered columns in their order."""
    return _checksum(table, tuple([int(value) if isinstance(value, bool) else value for value in values]))  # SQLite has no other truth


@lru_cache(maxsize=4096, typed=True)
def _checksum(table: str, values: tuple[Any, ...]) -> int:
    return int.from_bytes(blake2b(msgspec.msgpack.encode((table, *values)), digest_size=SIZE).digest())


def column_for(table: str, columns: Mapping[str, Sequence[Any]]) -> list[int] | None:
    """The checksums of rows about to be inserted, given by column; None where the table has none, or not all is known that they cover."""
    covered = COVERED.get(table)
    if covered is None or COLUMN in columns or not all(name in columns for name in covered):
        return None
    rows = list(zip(*(columns[name] for name in covered), strict=True))
    sums = {values: checksum(table, values) for values in dict.fromkeys(rows)}  # of a batch of acts there is but one
    return [sums[values] for values in rows]
