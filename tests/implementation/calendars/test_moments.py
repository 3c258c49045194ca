"""A time given by one clock is an instant, whatever the clock; what is no time stays as it was written."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from entente.implementation.calendars import moments


def test_a_time_in_one_zone_is_an_instant() -> None:
    line = moments.written({"on": "2018-11-26", "at": "09:00", "zone": "Europe/London"})
    assert line == "2018-11-26 09:00 Europe/London"
    assert moments.read(line) == datetime(2018, 11, 26, 9, tzinfo=UTC)
    assert moments.read("2018-12-03 03:30 Asia/Tokyo") == datetime(2018, 12, 2, 18, 30, tzinfo=UTC)


def test_the_second_of_an_hour_that_comes_twice() -> None:
    twice = {"on": "2018-10-28", "at": "01:30", "zone": "Europe/London"}
    assert moments.read(moments.written({**twice, "later": True})) == datetime(2018, 10, 28, 1, 30, tzinfo=UTC)
    assert moments.read(moments.written(twice)) == datetime(2018, 10, 28, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize("line", ["", "soon", "2018-11-26 25:00 Europe/London", "2018-11-26 09:00 Mars", "the day at noon there and then"])
def test_what_is_no_time_is_left_alone(line: str) -> None:
    assert moments.read(line) is None
