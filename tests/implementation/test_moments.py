"""A time given by one clock stands by every clock that pages show; what is no time stays as it was written."""

from __future__ import annotations

import pytest

from entente.implementation import moments


def test_a_time_in_one_zone_is_told_in_all() -> None:
    line = moments.written({"on": "2018-11-26", "at": "09:00", "zone": "Europe/London"})
    assert line == "2018-11-26 09:00 Europe/London"
    assert moments.told(line) == {
        "en": "26 Nov 2018 09:00 London, 18:00 Tokyo", "ja": "2018年11月26日 09:00 ロンドン、18:00 東京",
    }  # fmt: skip
    assert moments.told("2018-12-03 03:30 Asia/Tokyo") == {
        "en": "2 Dec 2018 18:30 London, 3 Dec 2018 03:30 Tokyo", "ja": "2018年12月2日 18:30 ロンドン、2018年12月3日 03:30 東京",
    }  # fmt: skip


def test_the_second_of_an_hour_that_comes_twice() -> None:
    twice = {"on": "2018-10-28", "at": "01:30", "zone": "Europe/London"}
    assert "10:30 Tokyo" in (moments.told(moments.written({**twice, "later": True})) or {})["en"]
    assert "09:30 Tokyo" in (moments.told(moments.written(twice)) or {})["en"]


@pytest.mark.parametrize("line", ["", "soon", "2018-11-26 25:00 Europe/London", "2018-11-26 09:00 Mars", "the day at noon there and then"])
def test_what_is_no_time_is_left_alone(line: str) -> None:
    assert moments.told(line) is None
