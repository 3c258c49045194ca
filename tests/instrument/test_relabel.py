"""Ids that every record type can cite, whatever the text numbered itself by."""

from __future__ import annotations

import re

import pytest

from entente.areas.action_plan.records import ClauseId
from entente.instrument import clause_ids, load, parse
from entente.instrument.relabel import relabel
from entente.kernel.errors import Refusal

CITED = re.compile(ClauseId.__metadata__[0].pattern)  # type: ignore[attr-defined]

ARTICLES = (
    "Treaty\n\nArticle 1\nThe Parties will act.\n\nArticle 1 bis\nThey will:\n(a) act; and\n(b) meet.\n\n"
    "Annex 1\n\nArticle 1\nThey will report.\n"
)


def test_ids_of_that_form_stay() -> None:
    assert relabel(load()) == load()


def test_articles_annexes_and_items_get_letters_and_keep_their_printed_numbers() -> None:
    found = relabel(parse(ARTICLES))
    assert [c.id for c in found.clauses][:2] == ["A1", "A1.2"] and len({c.id for c in found.clauses}) == len(found.clauses)
    assert [i.id for i in found.clauses[1].items] == ["A1.2.a", "A1.2.b"]
    assert all(CITED.search(f"x-2024#{name}") for name in clause_ids(found))
    assert [c.text for c in found.clauses] == [c.text for c in parse(ARTICLES).clauses]


def test_more_parts_than_letters_share_the_last_one() -> None:
    parts = "".join(f"Chapter {n}\n\n1. The Parties will act on {n}.\n\n" for n in range(1, 41))
    names = [c.id for c in relabel(parse("Long treaty\n\n" + parts)).clauses]
    assert len(set(names)) == 40 and all(CITED.search(f"x#{name}") for name in names)


def test_a_thousand_clauses_under_one_letter_are_refused() -> None:
    text = "Code\n\n" + "".join(f"Article {n}\nThe Parties will act.\n\n" for n in range(1, 1002))
    with pytest.raises(Refusal, match="IM1"):
        relabel(parse(text))
