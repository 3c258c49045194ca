"""Objects of a promise: lists that leave no doubt are told apart, lists within lists and examples are left whole."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.instrument.promises.objects import head, objects

SPLIT = {
    "They will promote joint training, visits of ships and exchanges of officers.": [
        "They will promote joint training", "visits of ships", "exchanges of officers",
    ],
    "They will hold the defence dialogue, the cyber dialogue, and the space and sea dialogue, in turn.": [
        "They will hold the defence dialogue", "the cyber dialogue", "the space and sea dialogue",
    ],
    "They will cooperate in areas such as mine clearance; sea lanes and ports; and gender.": [
        "They will cooperate in areas such as mine clearance", "sea lanes and ports", "gender",
    ],
    "They will share information and analysis, as well as lessons of exercises.": [
        "They will share information and analysis", "lessons of exercises",
    ],
    "They will promote rules consisting of existing law, agreed voluntary, non-binding norms, and trust measures.": [
        "They will promote rules consisting of existing law", "agreed voluntary, non-binding norms", "trust measures",
    ],
    "Combating crime, including modern slavery and piracy at sea": ["Combating crime, including modern slavery", "piracy at sea"],
}  # fmt: skip
WHOLE = (
    "They will promote export control of arms, dual-use items and technologies and training.",
    "They will cooperate in bodies such as the UN, G7 and G20.",
    "They will promote trade and visits.",
    "They will act, which helps peace, trade and growth of all.",
    "They will act.",
    "",
)


def spans(words: str) -> tuple[tuple[int, int], ...]:
    return objects(words, words.find("will") + 5 + len(words[words.find("will") + 5 :].split(" ")[0]) if "will" in words else 0)


@pytest.mark.parametrize(("words", "parts"), SPLIT.items())
def test_lists_are_told_apart(words: str, parts: list[str]) -> None:
    assert [words[a:b] for a, b in spans(words)] == parts


@pytest.mark.parametrize("words", WHOLE)
def test_what_may_be_one_thing_is_left_whole(words: str) -> None:
    assert spans(words) == ()


def test_each_has_the_words_that_govern_it() -> None:
    words = "They will cooperate in areas such as mine clearance; sea lanes; and gender."
    assert words[slice(*head(words, spans(words)[0], 19))] == "They will cooperate in areas such as "


@given(st.text(max_size=200) | st.text(alphabet="will and , ; such as including as well as abc.", max_size=200), st.integers(0, 50))
def test_objects_lie_in_the_words_in_order(words: str, after: int) -> None:
    found = objects(words, min(after, len(words)))
    assert len(found) != 1 and all(0 <= a <= b <= len(words) for a, b in found)
    assert all(x[1] <= y[0] for x, y in pairwise(found))
