"""Working days: laws of adding and counting, what the calendars do not cover, why a day is off."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.kernel.calendar import workdays
from entente.kernel.calendar.public_holidays import workdays as public
from entente.kernel.calendar.workdays import Calendar
from entente.kernel.errors import Refusal

BOTH = public(("GBR", "JPN"))
days = st.dates(date(2015, 1, 1), date(2045, 12, 31))


@given(days, st.integers(-400, 400))
def test_what_is_added_is_what_is_counted(day: date, count: int) -> None:
    reached = workdays.add(BOTH, day, count)
    assert workdays.between(BOTH, day, reached) == count
    assert count == 0 or workdays.is_working(BOTH, reached)


@given(days, st.integers(0, 200), st.integers(0, 200))
def test_adding_twice_is_adding_the_sum(day: date, a: int, b: int) -> None:
    assert workdays.add(BOTH, workdays.add(BOTH, day, a), b) == workdays.add(BOTH, day, a + b)


@given(days)
def test_a_joint_working_day_is_one_in_each_calendar_and_days_off_say_why_not(day: date) -> None:
    working = workdays.is_working(BOTH, day)
    assert working == all(calendar.works(day) for calendar in BOTH.calendars)
    assert working == (workdays.days_off(BOTH, day) == {})
    before = workdays.on_or_before(BOTH, day)
    assert before <= day and workdays.is_working(BOTH, before) and (before == day) == working


@given(days, st.integers(0, 60))
def test_a_window_holds_its_working_days(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    whole = [start + timedelta(days=n) for n in range(length + 1)]
    assert workdays.window(BOTH, start, end) == [day for day in whole if workdays.is_working(BOTH, day)]


def test_what_the_calendars_do_not_cover_is_refused() -> None:
    late = date(2051, 1, 1)
    assert not BOTH.covers(late) and workdays.days_off(BOTH, late) == {}
    asked: list[tuple[Any, ...]] = [
        (workdays.is_working, late), (workdays.add, late, 1), (workdays.add, date(2050, 12, 30), 1),
        (workdays.add, date(2010, 1, 4), -1), (workdays.between, date(2050, 1, 1), late),
    ]  # fmt: skip
    for function, *arguments in asked:
        with pytest.raises(Refusal, match="calendar-"):
            function(BOTH, *arguments)
    with pytest.raises(Refusal, match="calendar-"):
        BOTH.calendars[0].works(late)
    with pytest.raises(Refusal, match="calendar-"):
        workdays.joint([])
    apart = [Calendar("AAA", "1", date(2018, 1, 1), date(2018, 2, 1), {}), Calendar("BBB", "1", date(2019, 1, 1), date(2019, 2, 1), {})]
    with pytest.raises(Refusal, match="calendar-"):
        workdays.joint(apart)


def test_another_weekend_counts_too() -> None:
    ours = Calendar("AAA", "1", date(2018, 1, 1), date(2018, 12, 31), {}, frozenset({4, 5}))
    theirs = Calendar("BBB", "2", date(2018, 1, 1), date(2018, 12, 31), {date(2018, 1, 1): {"en": "New Year", "ja": "元日"}})
    both = workdays.joint([ours, theirs])
    assert workdays.window(both, date(2018, 1, 1), date(2018, 1, 8)) == [date(2018, 1, n) for n in (2, 3, 4, 8)]
    assert both.version == "1; 2"
    assert workdays.days_off(both, date(2018, 1, 5)) == {"AAA": {"en": "Friday", "ja": "金曜日"}}
    assert workdays.days_off(both, date(2018, 1, 1)) == {"BBB": {"en": "New Year", "ja": "元日"}}


def test_calendars_that_share_one_day_answer_for_it() -> None:
    one = date(2018, 4, 2)  # a Monday
    early = Calendar("JPN", "1", date(2018, 1, 1), one, {})
    late = Calendar("GBR", "1", one, date(2018, 12, 31), {})
    both = workdays.joint([early, late])
    assert (both.first, both.last) == (one, one) and workdays.is_working(both, one)
    assert early.works(one) and late.works(one)
    with pytest.raises(Refusal, match="no day in common"):
        workdays.joint([Calendar("JPN", "1", date(2018, 1, 1), one - timedelta(days=1), {}), late])
