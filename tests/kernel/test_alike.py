"""Moulds against the reading in full: what they read and write is what it reads and writes, and whatever is not alike they leave to it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs
from tests.kernel.test_log import FIRST, KEYS

from entente.kernel import alike, log
from entente.kernel.act import MAX_HEADER, SALT, BodyRef, Draft, Place, Target, encode_header, parse_header, render_header
from entente.kernel.errors import Refusal

LABEL = {"policy": "p", "classification": "C", "categories": [{"tag": "releasable-to", "type": "permissive", "values": ["GBR", "JPN"]}]}
DRAFT = Draft("state", "GBR:FCDO:desk", LABEL, (Target("statement", 1),), (), {"texts": []})
PLACE = Place(f"entente/{'a' * 64}/GBR/1", 9, "b" * 64, {"JPN/1": 2})
AT = "2026-11-22T10:00:00Z"


def payload(place: Place = PLACE, at: str = AT, size: int = 300, draft: Draft = DRAFT) -> bytes:
    return render_header(draft, place, at, b"s" * SALT + b"x" * size)


def moulds(first: bytes) -> alike.Moulds:
    found = alike.Moulds()
    header = parse_header(first)[1]
    assert header is not None and found.add(first, header) is not None
    return found


@given(
    seq=st.integers(0, 2**53), prev=st.sampled_from(("0", "b", "f")), size=st.integers(2, 2**20), second=st.integers(0, 59),
    cites=st.booleans(), expires=st.booleans(), seen=st.booleans(), post=st.text(max_size=20),
)  # fmt: skip
def test_what_a_mould_says_is_what_the_bytes_say(
    seq: int, prev: str, size: int, second: int, cites: bool, expires: bool, seen: bool, post: str
) -> None:
    draft = structs.replace(DRAFT, post=f"GBR:{post}", cites=(f"JPN/1/0/{'c' * 64}",) if cites else (), expires_at=AT if expires else None)
    first = PLACE if seen else PLACE._replace(seen={})
    there, at = Place(first.origin, seq, prev * 64, first.seen), f"2026-11-22T10:00:{second:02}Z"
    known, second_payload = moulds(payload(first, draft=draft)), payload(there, at, size, draft)
    read = known.read(second_payload, seq, prev * 64)
    header = parse_header(second_payload)[1]
    assert header is not None and header.body is not None
    assert read is not None and read[0] == header
    assert read[1].write(header.body, prev * 64, seq, at) == (second_payload, header)


def test_another_place_or_shape_is_left_to_the_full_reading() -> None:
    known = moulds(payload())
    there = PLACE._replace(seq=10, prev="c" * 64)
    assert known.read(payload(there), 10, "c" * 64) is not None
    assert known.read(payload(there), 11, "c" * 64) is None
    assert known.read(payload(there), 10, "d" * 64) is None
    for other in (
        structs.replace(DRAFT, kind="propose"),
        structs.replace(DRAFT, post="GBR:FCDO:other"),
        structs.replace(DRAFT, label={**LABEL, "classification": "D"}),
        structs.replace(DRAFT, targets=(Target("statement", 2),)),
        structs.replace(DRAFT, cites=(f"JPN/1/0/{'c' * 64}",)),
        structs.replace(DRAFT, body=None),
    ):
        content = None if other.body is None else b"s" * SALT + b"x" * 300
        assert known.read(render_header(other, there, AT, content), 10, "c" * 64) is None
    assert known.read(payload(there._replace(seen={"JPN/1": 3})), 10, "c" * 64) is None
    assert known.read(payload(there, draft=structs.replace(DRAFT, expires_at=AT)), 10, "c" * 64) is None


@given(st.data())
def test_whatever_is_changed_in_the_bytes_a_mould_says_what_the_full_reading_says(data: st.DataObject) -> None:
    there = PLACE._replace(seq=10, prev="c" * 64)
    true = payload(there)
    start = data.draw(st.integers(0, len(true)))
    put = data.draw(st.one_of(st.binary(max_size=4), st.sampled_from((b"0", b"00", b'"', b"\\u0041", b" ", b"}", b"A", b"\xc3\xa9"))))
    other = true[:start] + put + true[start + data.draw(st.integers(0, 4)) :]
    read = moulds(payload()).read(other, 10, "c" * 64)
    if read is None:
        return
    try:
        _, header, _ = parse_header(other)
    except Refusal:
        header = None
    assert read[0] == header


@pytest.mark.parametrize("size", (b"1", b"01", b"1048577", b"9" * 20, b"", b"-5", b"3.0"))
def test_a_size_no_body_has_is_no_size(size: bytes) -> None:
    there = PLACE._replace(seq=10, prev="c" * 64)
    assert moulds(payload()).read(payload(there).replace(b'"size":300', b'"size":' + size), 10, "c" * 64) is None


def test_where_places_cannot_be_told_apart_there_is_no_mould() -> None:
    """A label that says what stands at the header's own places; a time of another length; a header with a field of a later version."""
    hidden: dict[str, Any] = {**LABEL, "a": {"prev": "b" * 64}}
    for draft, at in ((structs.replace(DRAFT, label=hidden), AT), (DRAFT, "now")):
        first = payload(at=at, draft=draft)
        header = parse_header(first)[1]
        assert header is not None and alike.make_mould(first, header) is None
    header = parse_header(payload())[1]
    assert header is not None
    later = encode_header(header)[:-1] + b',"z":1}'
    assert parse_header(later)[1] == header and alike.make_mould(later, header) is None


def test_a_header_that_would_be_too_long_is_not_written() -> None:
    long = structs.replace(DRAFT, label={**LABEL, "classification": "C" * (MAX_HEADER - 700)})
    first = payload(draft=long)
    header = parse_header(first)[1]
    assert header is not None and header.body is not None
    mould = alike.make_mould(first, header)
    if mould is not None:
        assert all(len((mould.write(header.body, "c" * 64, seq, AT) or (b"",))[0]) <= MAX_HEADER for seq in (1, 2**53))
    assert mould is None or mould.write(BodyRef("d" * 64, 300), "c" * 64, 10, AT) is not None


def test_the_likeliest_comes_first_and_there_are_not_too_many() -> None:
    found = alike.Moulds()
    for number in range(alike.MAX_MOULDS + 3):
        one = payload(draft=structs.replace(DRAFT, post=f"GBR:{number}"))
        header = parse_header(one)[1]
        assert header is not None
        assert (found.add(one, header) is None) == (number >= alike.MAX_MOULDS)
    there = PLACE._replace(seq=10, prev="c" * 64)
    for number in (0, 5, alike.MAX_MOULDS - 1):
        one = payload(there, draft=structs.replace(DRAFT, post=f"GBR:{number}"))
        read = found.read(one, 10, "c" * 64)
        assert read is not None and read[0].post == f"GBR:{number}"
    assert found.read(payload(there, draft=structs.replace(DRAFT, post=f"GBR:{alike.MAX_MOULDS}")), 10, "c" * 64) is None


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from(["state", "propose", "rotate"]), st.integers(0, 2)), max_size=8), st.data())
def test_a_log_is_read_the_short_way_as_in_full(said: list[tuple[str, int]], data: st.DataObject) -> None:
    """With a byte changed anywhere too: the same entries, the same head, the same refusal."""
    head, entries = FIRST, []
    for kind, size in said:
        draft = structs.replace(DRAFT, kind=kind, post="GBR:FCDO:desk")
        written = render_header(draft, Place(head.origin, head.size, head.prev, {}), AT, bytes(SALT + 2 + size))
        entry, head = log.append(written, KEYS["root" if kind == "rotate" else "act"], head)
        entries.append(entry.entry)
    if entries and data.draw(st.booleans()):
        at = data.draw(st.integers(0, len(entries) - 1))
        place = data.draw(st.integers(0, len(entries[at]) - 1))
        entries[at] = entries[at][:place] + data.draw(st.binary(min_size=1, max_size=1)) + entries[at][place + 1 :]
    full, short = log.read_batch(entries, FIRST), alike.read_batch(entries, FIRST)
    assert [(one.act, one.entry, one.why) for one in full[0]] == [(one.act, one.entry, one.why) for one in short[0]]
    assert full[1] == short[1] and str(full[2]) == str(short[2])
