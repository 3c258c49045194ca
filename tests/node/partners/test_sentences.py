"""Sentences on the exchange: whoever must act is named for every state, in both languages."""

from __future__ import annotations

from string import Formatter

import pytest

from entente.node.partners.sentences import ALONE, SENTENCES, THEN, line, then


@pytest.mark.parametrize("name", THEN)
def test_who_acts_next_is_said_in_both_languages(name: str) -> None:
    english, japanese = ({field for _, field, _, _ in Formatter().parse(text) if field} for text in THEN[name])
    assert english <= {"party"} and japanese <= {"party"}
    assert THEN[name][0].endswith(".") and THEN[name][1].endswith("。")


@pytest.mark.parametrize(
    ("status", "rule", "here", "begins"),
    [
        ("sealed", "B5", True, "Upgrade this node"),
        ("sealed", "B5", False, "JPN upgrades its node"),
        ("sealed", "B9", True, "Ask JPN to say it anew under a label"),
        ("sealed", "B6", False, "Withdraw it and say it anew"),
        ("sealed", "B8", True, "It is read by itself once an instrument"),
        ("refused", "G14", True, "It has no effect, and nothing is to be done here"),
        ("refused", "G14", False, "It has no effect; if it is still meant, we say"),
        ("waiting", "G3", False, "Nothing is to be done"),
        ("frozen", "L6", True, "Keep the store and talk to JPN"),
        ("frozen", "L6", False, "Talk to JPN; we go on with a new generation"),
    ],
)
def test_who_acts_next(status: str, rule: str, here: bool, begins: str) -> None:
    english, japanese = then(status, rule, here, "JPN")
    assert english.startswith(begins) and "{" not in english + japanese


def test_a_line_is_said_in_either_language() -> None:
    said = line("refused", seq=6, rule="G14", why="Nothing was changed.", then=then("refused", "G14", True, "JPN"))
    assert said.said("en") == said.words and said.words.endswith("if it is still meant, JPN says it anew.")
    assert said.said("ja") == said.ja and "JPNが改めて発出します" in said.ja and "Nothing" not in said.ja
    assert all("{then}" in text for name in SENTENCES if name.startswith("reported-") for text in SENTENCES[name])
    assert all(len(pair) == 2 for pair in ALONE.values())
