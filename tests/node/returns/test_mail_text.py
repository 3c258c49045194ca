"""Answers in the text of mails: several measures, both languages, quotes and signatures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.node.returns.filling import REFERENCES

from entente.node.returns.mail_text import read_text

ONE, TWO = REFERENCES


def test_several_measures_in_one_mail() -> None:
    text = f"Returned by: Bob\n\nReference: {ONE}\nStatus: Green\nHow it stands (English): a\nb\n\n{TWO}\n状況：赤\n進捗：遅延\n要請：支援"
    first, second = [cells for _where, cells in read_text(text)]
    assert first == {"reference": ONE, "rag": "Green", "narrative.en": "a\nb", "by": "Bob"}
    assert second == {"reference": TWO, "rag": "赤", "narrative.ja": "遅延", "ask.ja": "支援", "by": "Bob"}


def test_answers_below_quoted_references() -> None:
    text = f"> GBR-CR-2018-4: 2 returns are missing\n> {ONE}\nStatus: Amber\nHow it stands: Late: two weeks.\n> {TWO}\n> Status: Red\n"
    first, second = [cells for _where, cells in read_text(text)]
    assert first["rag"] == "Amber" and first["narrative.en"] == "Late: two weeks." and second == {"reference": TWO}


@pytest.mark.parametrize("end", ["-- ", "-----Original Message-----", "On Mon, 1 Oct 2018 at 10:00, Ann <a@example.org> wrote:"])
def test_signatures_and_earlier_mails_are_left_alone(end: str) -> None:
    (found,) = read_text(f"Reference: {ONE}\nStatus: Green\nHow it stands: Well.\n{end}\nBob\nReference: {TWO}")
    assert found[1]["narrative.en"] == "Well." and found[0]["en"] == "answer 1 in the text"


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    for _where, cells in read_text(text):
        assert "reference" in cells and all(isinstance(value, str) for value in cells.values())
