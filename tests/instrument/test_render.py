"""JSON and the outline."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from entente.instrument import clause_ids, load, outline, parse, to_json


def _columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line)


@given(st.integers(1, 200))
def test_the_outline_keeps_its_width_and_names_every_element(width):
    text = outline(load(), width)
    assert max(map(_columns, text.splitlines())) <= max(width, 60)
    for clause in clause_ids(load()):
        assert any(line.split()[:1] == [clause.rpartition("#")[2]] for line in text.splitlines())


def test_the_outline_of_the_2017_declaration():
    lines = outline(load()).splitlines()
    assert lines[0] == "Japan-UK Joint Declaration on Security Cooperation"
    assert lines[1] == "3 sections, 38 numbered clauses, 4 unnumbered paragraphs, 7 recitals, 94 commitments"
    assert "Strengthening Cooperation" in lines and "  A12    Space" in lines
    assert any(line.startswith("  S6     Logistic support under the ACSA: Japan and the UK will enhance") for line in lines)
    assert lines[-3:] == [
        "Done at Tokyo, 2017-08-31",
        "  Mr. Shinzo Abe, Prime Minister of Japan",
        "  Rt Hon Theresa May, Prime Minister of the UK",
    ]


def test_a_clause_of_items_alone_shows_its_caption_without_a_colon_and_a_caption_is_never_swallowed():
    text = outline(parse("Memorandum\n\nArticle 1\nPurpose\nThe purpose is peace.\n\nArticle 2\nScope\n1. One.\n2. Two.\n"))
    assert "  Art1   Purpose: The purpose is peace.\n  Art2   Scope\n    Art2.1 One.\n" in text


def test_a_japanese_outline_counts_full_width_columns():
    text = outline(parse("共同宣言\n\n１．" + "両国は協力を強化し、" * 20 + "対話を行う。\n（１）情報の交換\n"), 60)
    assert max(map(_columns, text.splitlines())) <= 60
    assert "    C1.1   情報の交換" in text


def test_json_has_the_named_keys():
    plain = to_json(parse("Title\n\nAims\n\nWe will:\n\n1. act:\n(a) now;\n(b) later.\n\nTokyo, 1 May 2020\n\nMr. A B\n"))
    assert list(plain) == [
        "title", "front", "opening", "preamble", "enacting", "sections", "clauses", "closing", "done_at", "done_on", "signatories",
    ]  # fmt: skip
    assert plain["sections"] == [{"id": "A", "heading": "Aims", "chapeau": [{"id": "A0", "text": "We will:"}]}]
    assert plain["clauses"][0]["items"] == [
        {"id": "A1.a", "number": "a", "text": "now;", "items": []},
        {"id": "A1.b", "number": "b", "text": "later.", "items": []},
    ]
    assert (plain["done_at"], plain["done_on"]) == ("Tokyo", "2020-05-01")
    assert plain["signatories"] == [{"name": "Mr. A B", "capacity": ""}]
