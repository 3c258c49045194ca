"""The content all systems carry, and the bound."""

from __future__ import annotations

import json
import zlib
from hashlib import sha256, sha512

import pytest
from benchmarks.bound import bound, run
from benchmarks.content import MESSAGE_BYTES, message, record, sign, verify
from benchmarks.measure import BOUND
from benchmarks.peers.medallion import note_object
from hypothesis import given
from hypothesis import strategies as st
from nacl.exceptions import BadSignatureError

numbers = st.integers(min_value=0, max_value=10_000_000)


@given(i=numbers)
def test_a_record_is_about_616_bytes_and_holds_its_hashes(i: int) -> None:
    body = json.loads(record(i))
    assert 608 <= len(record(i)) <= 624
    assert body["i"] == i
    assert body["reference"] == sha256(str(i).encode()).hexdigest()
    assert body["evidence"] == sha512(str(i).encode()).hexdigest()
    assert len(message(i)) == MESSAGE_BYTES


def test_a_thousand_records_do_not_compress_to_nothing() -> None:
    text = b"".join(map(record, range(1_000)))
    assert len(zlib.compress(text, 9)) > len(text) / 8


@given(i=numbers, at=st.integers(min_value=0, max_value=607))
def test_a_changed_record_does_not_verify(i: int, at: int) -> None:
    body, signature = bytearray(record(i)), sign(record(i))
    verify(bytes(body), signature)
    body[at] ^= 1
    with pytest.raises(BadSignatureError):
        verify(bytes(body), signature)


def test_the_bound_is_two_cores_over_both_costs() -> None:
    assert bound(25.8e-6, 55.9e-6) == pytest.approx(24_480, rel=1e-3)
    figures = {m.name: m.value for m in run(quick=True)}
    both = 1 / figures["sign, one core"] + 1 / figures["verify, one core"]
    assert figures[BOUND] == pytest.approx(2 / both)


def test_a_note_carries_the_record_untouched() -> None:
    first, second = note_object(1), note_object(2)
    assert first["content"].encode() == record(1)
    assert first["id"] != second["id"]
