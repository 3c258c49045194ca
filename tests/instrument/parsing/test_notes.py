"""Footnotes are elements of their own, in no clause."""

from __future__ import annotations

from typing import Any

import pytest

from entente.instrument import parse


@pytest.mark.parametrize(
    ("sign", "notes"),
    [
        ("[1]", ["[1] The first was held in Oslo."]),
        ("¹", ["¹ The first was held in Oslo."]),
        ("¹", ["1 The first was held", "in Oslo."]),
        (".1", ["1 The first was held in Oslo."]),
        ("（注１）", ["（注１） The first was held in Oslo."]),
    ],
)
def test_a_note_whose_sign_stands_above_is_no_words_of_a_clause(check_coverage: Any, sign: str, notes: list[str]) -> None:
    text = f"Statement\n\n1. They will meet{sign}\n\n2. They will train.\n\n" + "\n".join(notes) + "\n\nOslo, 5 May 2020\n"
    found = parse(text)
    check_coverage(text, found)
    assert found.clauses[1].text == "They will train." and found.done_on == "2020-05-05"
    assert [one.text for one in found.closing if one.id == "note"] == [" ".join(notes)]


def test_a_note_at_the_foot_of_a_page_breaks_no_sentence(check_coverage: Any) -> None:
    text = "Statement\n\n1. They will meet¹ and\n\n1 In Oslo.\n- 1 -\ntrain together.\n\n2. They will talk.\n"
    found = parse(text)
    check_coverage(text, found)
    assert [c.text for c in found.clauses] == ["They will meet¹ and train together.", "They will talk."]


def test_a_number_that_nothing_refers_to_begins_no_note() -> None:
    assert not [one for one in parse("Statement\n\n1. They will meet.\n\n2 The rest is text.\n").closing if one.id == "note"]
