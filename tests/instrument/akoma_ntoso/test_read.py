"""Akoma Ntoso from elsewhere, and hostile XML: refused with one sentence, in good time, nothing fetched."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.instrument import load
from entente.instrument.akoma_ntoso.read import MAX_BYTES, parse_akoma_ntoso
from entente.instrument.akoma_ntoso.write import AKN, render_akoma_ntoso
from entente.instrument.promises.draft import draft_of
from entente.instrument.promises.parties import named
from entente.kernel.errors import Refusal

HEAD = f'<akomaNtoso xmlns="{AKN}">'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>' + HEAD + "<doc>&c;</doc></akomaNtoso>"
DEEP = HEAD + '<doc name="x"><mainBody>' + "<paragraph>" * 100 + "</paragraph>" * 100 + "</mainBody></doc></akomaNtoso>"

HOSTILE = {
    "billion laughs": (LAUGHS.encode(), "AK3"),
    "external entity": (f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>{HEAD}<doc>&e;</doc></akomaNtoso>'.encode(), "AK3"),
    "external document type": (f'<!DOCTYPE akomaNtoso SYSTEM "http://127.0.0.1:9/x.dtd">{HEAD}<doc/></akomaNtoso>'.encode(), "AK3"),
    "entities in UTF-16": (LAUGHS.encode("utf-16"), "AK3"),
    "an older version": (b'<akomaNtoso xmlns="http://www.akomantoso.org/2.0"><act/></akomaNtoso>', "AK2"),
    "no namespace": (b"<akomaNtoso><doc/></akomaNtoso>", "AK2"),
    "another language": (b'<html xmlns="http://www.w3.org/1999/xhtml"/>', "AK2"),
    "no document": (f"{HEAD}<portion/></akomaNtoso>".encode(), "AK2"),
    "no clauses": (f'{HEAD}<doc name="x"><mainBody><p>Words.</p></mainBody></doc></akomaNtoso>'.encode(), "AK5"),
    "an empty collection": (f"{HEAD}<documentCollection><collectionBody/></documentCollection></akomaNtoso>".encode(), "AK5"),
    "ten megabytes": (HEAD.encode() + b"x" * 10_000_000, "AK4"),
    "too deep": (DEEP.encode(), "AK3"),
    "cut off": (render_akoma_ntoso(load())[:5_000], "AK3"),
    "our own, broken": (render_akoma_ntoso(load()).replace(b'strength="', b'weakness="'), "AK3"),
    "nothing": (b"", "AK3"),
}


@pytest.mark.parametrize(("data", "rule"), HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_files_are_refused_with_one_sentence(data: bytes, rule: str) -> None:
    started = time.monotonic()
    with pytest.raises(Refusal, match=rule) as refused:
        parse_akoma_ntoso(data)
    assert "\n" not in refused.value.words and "passwd" not in refused.value.words
    assert time.monotonic() - started < 5 and MAX_BYTES < 10_000_000


OURS = render_akoma_ntoso(load())


@given(st.binary(max_size=200) | st.integers(0, 50_000).map(lambda n: OURS[:n] + b"<x/>" + OURS[n + 3 :]))
@settings(max_examples=40)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(Refusal):
        parse_akoma_ntoso(data)


def test_a_file_from_elsewhere_is_read_by_its_structure(data: Path) -> None:
    found = parse_akoma_ntoso((data / "treaty-text" / "akoma-ntoso" / "eids_basic.xml").read_bytes())
    assert [c.number for c in found.clauses] == ["1", "4", "13", "14"]
    assert [s.heading for s in found.sections][1].startswith("A. Cooperation with other conventions")
    assert [i.number for i in found.clauses[1].items] == ["a", "b"] and found.clauses[1].items[1].text.startswith("To consider ways")
    made = draft_of(found, "x-2009", named(["JPN", "GBR"]), None, "A decision")
    assert made.instrument.commitments and len({c.id for c in made.instrument.clauses}) == 4


def test_every_sample_comes_back_from_our_own_form(data: Path) -> None:
    files = sorted((data / "treaty-text" / "akoma-ntoso").glob("*.xml"))
    read = []
    for file in files:
        try:
            read.append(parse_akoma_ntoso(file.read_bytes()))
        except Refusal as refusal:
            assert refusal.rule == "AK5", file.name
    assert len(read) == len(files) - 1 == 5
    for found in read:
        assert parse_akoma_ntoso(render_akoma_ntoso(found)) == found
