"""A paper's pieces, its references and their numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.papers import NATIONAL, PAPER

from entente.implementation.papers import paper
from entente.implementation.papers.paper import Column, Sentence, Table
from entente.implementation.papers.quarterly import quarterly


@given(st.sets(st.integers(1, 400), min_size=1))
def test_numbers_are_told_as_runs_and_none_is_lost(numbers: set[int]) -> None:
    found: set[int] = set()
    for part in paper.numbers_text(list(numbers)).split(", "):
        first, _, last = part.partition("–")
        found |= set(range(int(first), int(last or first) + 1))
    assert found == numbers


def test_numbers_as_they_are_printed() -> None:
    assert paper.numbers_text([3, 1, 2, 7, 9, 10, 9]) == "1–3, 7, 9, 10"
    assert paper.numbers_text([]) == ""


def test_references_are_numbered_by_first_mention() -> None:
    found = paper.references(quarterly(PAPER))
    assert list(found.values()) == list(range(1, len(found) + 1))
    said = [act for part in quarterly(PAPER).parts for sentence in paper.sentences_of(part) for act in sentence.acts]
    assert list(found) == list(dict.fromkeys(said))


def test_every_label_is_somewhere_among_the_pieces() -> None:
    found = list(paper.pieces(quarterly(PAPER)))
    assert found[0].labels == (PAPER.label,)
    assert {piece.section["en"] for piece in found if NATIONAL in piece.labels} == {
        "Summary",
        "What needs a decision",
        "Measures overdue or slipping",
    }


def test_words_fall_back_and_say_in_which_language() -> None:
    assert paper.said({"en": "a", "ja": "い"}, "ja") == ("い", "ja")
    assert paper.said({"ja": "い"}, "en") == ("い", "ja")
    assert paper.said({}, "en") == ("", "en")


def test_a_table_has_a_cell_for_each_column() -> None:
    with pytest.raises(ValueError, match="a cell for each"):
        Table({}, (Column({}),), ((Sentence({}), Sentence({})),))
