"""The chart: every day falls within it and in order, ticks do not touch, and each drawing says in words what it shows."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.web.sample import Stage

from entente.web.action_plan import gantt

DAYS = st.dates()


@given(st.lists(DAYS, min_size=1, max_size=8), DAYS)
def test_days_keep_their_order_and_stay_within(days: list[date], today: date) -> None:
    scale = gantt.Scale(gantt.month(min([*days, today]), 0).toordinal(), gantt.month(max([*days, today]), 2).toordinal())
    places = [scale.x(day) for day in sorted(days)]
    assert places == sorted(places) and places[0] >= 0 and places[-1] <= gantt.WIDTH


@given(DAYS, DAYS)
def test_ticks_are_firsts_of_months_and_do_not_touch(one: date, other: date) -> None:
    scale = gantt.Scale(gantt.month(min(one, other), 0).toordinal(), gantt.month(max(one, other), 2).toordinal())
    places = [tick["x"] for tick in gantt.ticks(scale)]
    assert all(b - a > gantt.LABEL * 0.8 for a, b in pairwise(places))
    assert all(0 <= x <= gantt.WIDTH - gantt.LABEL for x in places)


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "From 15 Jan 2018 to 14 Dec 2018. Milestones: M1 Common order form agreed (31 May 2018); M2 First orders reconciled"),
     ("ja", "2018年1月15日から2018年12月14日まで。中間目標：M1 共通の発注書式の合意 (2018年5月31日)、M2")],
)  # fmt: skip
def test_a_drawing_is_told_in_words(shown: Stage, language: str, words: str) -> None:
    answer = shown.client("reader", language).get("/plan/gantt/")
    text = answer.content.decode()
    assert words in text and text.count('role="img"') == 3 and "style=" not in text
    bars = [one["bar"] for one in answer.context["drawn"]]
    assert [bar["open"] for bar in bars] == [False, True, False] and bars[1]["x"] + bars[1]["width"] == gantt.WIDTH
    assert [[m["code"] for m in one["milestones"]] for one in answer.context["drawn"]] == [["M1", "M2"], [], ["M1"]]


def test_the_chart_keeps_the_filters(shown: Stage) -> None:
    text = shown.client("reader").get("/plan/gantt/?lead=JPN:MOFA").content.decode()
    assert "GBR-M-2018-006" not in text and "/plan/?lead=JPN%3AMOFA" in text
    assert "No measure matches" in shown.client("reader").get("/plan/gantt/?standing=lapsed").content.decode()
