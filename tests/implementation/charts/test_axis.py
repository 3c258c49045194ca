"""Days keep their order on an axis, ticks do not touch."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from entente.implementation.charts import axis

DAYS = st.dates()


@given(st.lists(DAYS, min_size=1, max_size=8))
def test_days_keep_their_order_and_stay_within(days: list[date]) -> None:
    found = axis.axis_over(days, 4, 796)
    places = [found.x(day) for day in sorted(days)]
    assert places == sorted(places) and places[0] >= 4 and places[-1] <= 796


@given(DAYS, DAYS)
def test_ticks_are_firsts_of_months_and_do_not_touch(one: date, other: date) -> None:
    found = axis.axis_over([one, other], 4, 796)
    ticks = axis.ticks(found)
    assert all(day.day == 1 for day in ticks)
    inner = [found.x(day) for day in ticks if found.first < day < found.last]
    assert all(b - a > axis.LABEL * 0.7 for a, b in pairwise(inner))


def test_words_of_days_and_ticks() -> None:
    assert axis.day_text(date(2017, 12, 14), "en") == "14 Dec 2017" and axis.day_text(date(2017, 12, 14), "ja") == "2017年12月14日"
    assert axis.month_text(date(2017, 1, 1), "en") == "2017" and axis.month_text(date(2017, 4, 1), "ja") == "2017年4月"


def test_a_day_outside_is_not_drawn_at_the_edge() -> None:
    found = axis.axis_over([date(2020, 1, 1), date(2021, 1, 1)], 4, 796)
    assert axis.draw_day(found, date(2030, 1, 1), "later", 0, 10) == ""
    assert "now" in axis.draw_day(found, date(2020, 6, 1), "now", 0, 10)
