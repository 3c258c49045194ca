"""One instant by several clocks; the hour that London skips in March and repeats in October."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.kernel.calendar import zones
from entente.kernel.calendar.seats import SEATS
from entente.kernel.errors import Refusal

BOTH = {"JPN": "Asia/Tokyo", "GBR": "Europe/London"}
moments = st.datetimes(datetime(2010, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)).map(lambda m: m.replace(second=0, microsecond=0))


@given(moments, st.sampled_from(sorted({seat.zone for seat in SEATS.values()})))
def test_an_instant_comes_back_from_the_clock_on_the_wall(moment: datetime, name: str) -> None:
    wall = zones.local(moment, name)
    twice = zones.comes_twice(wall.date(), f"{wall:%H:%M}", name)
    assert zones.instant(wall.date(), f"{wall:%H:%M}", name, later=twice and bool(wall.fold)) == moment


@given(moments)
def test_tokyo_is_eight_or_nine_hours_ahead_of_london(moment: datetime) -> None:
    shown = {party: zones.local(moment, name) for party, name in BOTH.items()}
    ahead = (shown["JPN"].replace(tzinfo=None) - shown["GBR"].replace(tzinfo=None)) / timedelta(hours=1)
    assert ahead in (8, 9) and {at.astimezone(UTC) for at in shown.values()} == {moment}


def test_the_skipped_hour_is_refused_and_the_repeated_one_asks_which() -> None:
    with pytest.raises(Refusal, match=r"02:30 then.*CL3"):
        zones.instant(date(2026, 3, 29), "01:30", "Europe/London")
    first = zones.instant(date(2026, 10, 25), "01:30", "Europe/London")
    second = zones.instant(date(2026, 10, 25), "01:30", "Europe/London", later=True)
    assert second - first == timedelta(hours=1) and zones.comes_twice(date(2026, 10, 25), "01:30", "Europe/London")
    assert not zones.comes_twice(date(2026, 10, 25), "03:30", "Europe/London") and not zones.comes_twice(
        date(2026, 6, 1), "01:30", "Asia/Tokyo"
    )
    with pytest.raises(Refusal, match="CL4"):
        zones.instant(date(2026, 10, 25), "01:30", "Asia/Tokyo", later=True)


def test_summer_time_between_proposal_and_meeting_keeps_the_wall_time_of_the_place() -> None:
    """A dialogue at 09:00 in London every last week of the month is an hour earlier in Tokyo after the switch."""
    before = zones.instant(date(2026, 3, 27), "09:00", "Europe/London")
    after = zones.instant(date(2026, 3, 30), "09:00", "Europe/London")
    assert [zones.local(m, "Asia/Tokyo").strftime("%H:%M") for m in (before, after)] == ["18:00", "17:00"]


@pytest.mark.parametrize(
    ("on", "at", "name", "rule"),
    [
        (date(2026, 1, 1), "09:00", "Atlantis/Capital", "CL1"),
        (date(2026, 1, 1), "09:00", "America", "CL1"),
        (date(2026, 1, 1), "25:00", "Asia/Tokyo", "CL2"),
        (date(1, 1, 1), "00:00", "Asia/Tokyo", "CL2"),
        (date(9999, 12, 31), "23:00", "America/New_York", "CL2"),
    ],
)
def test_what_is_no_time_is_refused(on: date, at: str, name: str, rule: str) -> None:
    with pytest.raises(Refusal, match=rule):
        zones.instant(on, at, name)


def test_a_time_without_a_zone_is_no_instant() -> None:
    with pytest.raises(Refusal, match="CL1"):
        zones.local(datetime(2026, 1, 1), "Asia/Tokyo")
    with pytest.raises(Refusal, match="CL2"):
        zones.local(datetime.max.replace(tzinfo=UTC), "Asia/Tokyo")
