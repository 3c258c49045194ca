"""Bytes to text: the encodings of ministries' files, and everything else refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.instrument import Instrument, parse_bytes
from entente.instrument.parsing.decode import LIMIT, decode
from entente.kernel.errors import Refusal

TEXT = "共同宣言\r\n\r\n１．両国は、協力を強化する。\r\n２．両国は、対話を行う。\r\n"


@given(st.binary(max_size=300))
def test_any_bytes_are_an_instrument_or_refused(data):
    try:
        assert isinstance(parse_bytes(data), Instrument)
    except Refusal as refusal:
        assert refusal.code in {"not-text", "empty", "no-clauses"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932", "shift_jis"])
def test_encodings(encoding):
    assert decode(TEXT.encode(encoding)) == TEXT
    assert [clause.number for clause in parse_bytes(TEXT.encode(encoding)).clauses] == ["１", "２"]


def test_quotes_and_accents_of_older_word_processors():
    text = (
        "Joint Statement\r\n\r\n1. The “Participants” will – as Côte d’Ivoire’s Minister said – cooperate…\r\n2. They meet in Besançon.\r\n"
    )
    assert decode(text.encode("cp1252")) == text
    assert [clause.number for clause in parse_bytes(text.encode("cp1252")).clauses] == ["1", "2"]


def test_utf_16_big_endian():
    assert decode(b"\xfe\xff" + TEXT.encode("utf-16-be")) == TEXT


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
        b"PK\x03\x04\x14\x00\x06\x00",
        b"1. a\x00b",
        b"\xff\xfe\x00",
        "1. Japan \xb1\xb6 acts".encode("latin-1"),
        "1. \xe9\xe8\xe0\xf4\xfb \xe9\xe8".encode("latin-1"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("euc-jp"),
        bytes(range(256)),
    ],
)
def test_what_is_not_text_is_refused(data):
    with pytest.raises(Refusal) as refusal:
        parse_bytes(data)
    assert refusal.value.code == "not-text"


def test_too_many_bytes():
    with pytest.raises(Refusal) as refusal:
        decode(b"a" * (LIMIT + 1))
    assert refusal.value.code == "too-long"
