"""Slippage: late to the right, early to the left, each in words."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.implementation.charts.drawing import HOSTILE, check_drawing, inside, texts

from entente.implementation.charts.slippage import Slip, slip_text, slippage_bars
from entente.implementation.charts.svg import Look

LOOK = Look("en", {"en": "t"}, {"en": "d"}, "s")


@settings(max_examples=60)
@given(st.lists(st.integers(-4000, 4000), max_size=8))
def test_all_bars_lie_within_and_are_told_in_words(days: list[int]) -> None:
    root = check_drawing(slippage_bars([Slip(f"M{n}", {"en": HOSTILE}, value) for n, value in enumerate(days)], LOOK))
    assert inside(root)
    assert [words for words in texts(root) if words in {slip_text(value, "en") for value in days}] == [slip_text(v, "en") for v in days]


def test_words_of_slippage() -> None:
    assert [slip_text(days, "en") for days in (1200, -3, 0)] == ["1,200 days late", "3 days early", "as planned"]
    assert [slip_text(days, "ja") for days in (1200, -3, 0)] == ["1,200日遅れ", "3日前倒し", "計画どおり"]
