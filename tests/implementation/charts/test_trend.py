"""Trends: named at their ends with their last figure, labels apart, whatever the counts."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.implementation.charts.drawing import check_drawing, texts

from entente.implementation.charts import trend
from entente.implementation.charts.svg import Look

LOOK = Look("en", {"en": "t"}, {"en": "d"}, "r")
DAYS = [date(2023, 3 * n + 1, 1) for n in range(4)]


@settings(max_examples=40)
@given(st.lists(st.lists(st.integers(0, 50_000), min_size=4, max_size=4), min_size=1, max_size=7))
def test_any_counts_are_drawn_and_labels_do_not_touch(counts: list[list[int]]) -> None:
    states = ["lapsed", "overdue", "due", "on-time", "begun", "deferred", "mystery"]
    trends = [trend.Trend(state, tuple(zip(DAYS, row, strict=True))) for state, row in zip(states, counts, strict=False)]
    said = texts(check_drawing(trend.trend_lines(trends, LOOK)))
    assert sum(1 for words in said if words.rsplit(" ", 1)[-1] == str(counts[0][-1])) >= 1
    ends = sorted(trend._apart([trend._y(row[-1], 50_000) for row in counts]))
    assert all(b - a >= trend.LABEL for a, b in pairwise(ends))


def test_lines_are_told_apart_without_colour() -> None:
    trends = [trend.Trend(state, tuple((day, 1) for day in DAYS)) for state in ("due", "overdue", "lapsed")]
    svg = trend.trend_lines(trends, LOOK)
    assert svg.count("stroke-dasharray") == 2
    assert texts(check_drawing(svg))[-3:] == ["due 1", "overdue 1", "lapsed 1"]


def test_nothing_to_draw_is_an_empty_chart() -> None:
    check_drawing(trend.trend_lines([], LOOK))


def test_labels_stay_beside_the_drawing() -> None:
    ends = trend._apart([trend._y(0, 40)] * 6)
    assert max(ends) == trend.TOP + trend.TALL and all(b - a >= trend.LABEL for a, b in pairwise(sorted(ends)))
