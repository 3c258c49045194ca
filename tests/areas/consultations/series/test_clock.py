"""The clock of a series: the public record first, then laws over any history."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.areas.consultations.histories import ENTERED, deferral, group, held, joint, meeting, public_record, series, state

from entente.areas.consultations.parameters import CODES
from entente.areas.consultations.records import Moment
from entente.areas.consultations.series.cadence import bases, next_due
from entente.areas.consultations.series.clock import next_host, series_rules
from entente.areas.consultations.series.occurrences import Held
from entente.kernel.area import Group, Interval

CADENCE = "series.cadence"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2017, 8, 30), None),  # nobody has promised anything
        (date(2017, 8, 31), "begun"),
        (date(2017, 12, 13), "begun"),
        (date(2017, 12, 14), "on-time"),
        (date(2018, 10, 14), "on-time"),
        (date(2018, 10, 15), "due"),
        (date(2018, 12, 14), "due"),
        (date(2018, 12, 15), "overdue"),
        (date(2019, 6, 14), "overdue"),
        (date(2019, 6, 15), "lapsed"),
        (date(2021, 2, 2), "lapsed"),
        (date(2021, 2, 3), "on-time"),
        (date(2022, 2, 4), "overdue"),
        (date(2023, 11, 6), "lapsed"),
        (date(2023, 11, 7), "on-time"),
        (date(2024, 11, 8), "overdue"),
    ],
)
def test_the_public_record_of_the_2_plus_2(day: date, expected: str | None) -> None:
    assert state(series_rules(public_record()), day, CADENCE) == expected


def test_each_state_is_as_of_what_was_entered() -> None:
    """On 1 March 2021 the series is on time for who knows of the fourth meeting, and lapsed for who does not."""
    assert state(series_rules(public_record(until=date(2020, 12, 31))), date(2021, 3, 1), CADENCE) == "lapsed"
    assert state(series_rules(public_record()), date(2021, 3, 1), CADENCE) == "on-time"


def test_both_clocks_run_until_one_is_fixed() -> None:
    found = series_rules(public_record())
    assert state(found, date(2019, 3, 31), "series.rolling") == "overdue"
    assert state(found, date(2019, 3, 31), "series.fiscal-year") == "due"
    assert state(found, date(2019, 4, 1), "series.fiscal-year") == "overdue"
    assert state(found, date(2019, 9, 30), "series.fiscal-year") == "lapsed"
    assert state(found, date(2019, 3, 31), "series.basis") == "not-fixed"
    fixed = series_rules(held(series(basis="FISCAL YEAR"), date(2017, 12, 14)))
    assert state(fixed, date(2019, 3, 31), CADENCE) == "due" and state(fixed, date(2019, 4, 1), CADENCE) == "overdue"
    assert not [i for i in fixed if i.code in ("series.basis", "series.rolling")]
    assert next_due(series(basis="NOT FIXED"), date(2017, 12, 14)) == {"ROLLING": date(2018, 12, 14), "FISCAL YEAR": date(2019, 3, 31)}
    assert bases(series(basis="CALENDAR YEAR")) == ("CALENDAR YEAR",)


def test_a_deferral_explains_2020_and_does_not_repair_2019() -> None:
    away = joint("d", (ENTERED, deferral(date(2020, 3, 1), date(2020, 12, 31))))
    found = series_rules(public_record(away))
    assert state(found, date(2019, 12, 1), CADENCE) == "lapsed"
    assert state(found, date(2020, 2, 29), CADENCE) == "lapsed"
    assert state(found, date(2020, 3, 1), CADENCE) == "deferred" == state(found, date(2020, 12, 31), CADENCE)
    assert state(found, date(2021, 1, 1), CADENCE) == "lapsed"
    assert state(found, date(2020, 6, 1), "series.rolling") == "lapsed"  # the bare clock never hears of it
    reason = next(i.reason["en"] for i in found if i.state == "deferred")
    assert "14 December 2018" in reason and "would be lapsed" in reason


def test_a_deferral_agreed_afterwards_does_not_reach_back() -> None:
    away = joint("d", (ENTERED, deferral(date(2019, 1, 1), date(2020, 12, 31), agreed_on=date(2020, 3, 1))))
    found = series_rules(public_record(away))
    assert state(found, date(2019, 12, 1), CADENCE) == "lapsed" and state(found, date(2020, 3, 1), CADENCE) == "deferred"


def test_a_series_without_an_interval_is_never_green() -> None:
    quiet = series_rules(held(series(interval_months=None, basis="NOT FIXED")))
    assert {i.state for i in quiet} == {"no-evidence"}
    once = series_rules(held(series(interval_months=None, basis="NOT FIXED"), date(2018, 5, 1)))
    assert state(once, date(2018, 4, 30), CADENCE) == "no-evidence"
    assert state(once, date(2018, 5, 1), CADENCE) == "begun" == state(once, date(2019, 5, 1), CADENCE)
    assert state(once, date(2019, 5, 2), CADENCE) == "no-evidence"


def test_the_next_host_is_to_convene_until_a_date_is_agreed() -> None:
    found = series_rules(public_record())
    assert state(found, date(2018, 11, 1), "series.convene", move="JPN") == "open"
    assert state(found, date(2019, 11, 1), "series.convene", move="JPN") == "late"
    assert state(found, date(2018, 1, 1), "series.convene") is None
    agreed = meeting(stage="DATE AGREED", starts=Moment(date(2019, 12, 2), "09:00", "Asia/Tokyo"))
    found = series_rules(public_record(joint("next", (date(2019, 11, 1), agreed)), until=date(2018, 1, 1)))
    assert state(found, date(2019, 10, 31), "series.convene") == "late"
    assert state(found, date(2019, 11, 1), "series.convene") is None
    assert state(found, date(2019, 12, 3), "series.convene") is None  # what became of it is asked for, not another meeting
    assert next_host(series(), None) == "GBR" and next_host(series(), Held(1, 2, (), "JPN", None)) == "GBR"
    assert next_host(series(host_rule="FIXED", host_order=("JPN",)), Held(1, 2, (), "JPN", None)) == "JPN"


def test_the_host_named_for_the_meeting_that_is_planned_is_to_convene_it() -> None:
    planned = meeting(stage="PLANNED", host="GBR", window_from=date(2019, 12, 2), window_to=date(2019, 12, 20))
    found = series_rules(public_record(joint("next", (date(2019, 11, 1), planned)), until=date(2018, 1, 1)))
    assert state(found, date(2019, 10, 31), "series.convene", move="JPN") == "late", "by rotation"
    assert state(found, date(2019, 11, 1), "series.convene", move="GBR") == "late"


def test_a_first_date_grace_and_an_end_are_kept() -> None:
    found = series_rules(held(series(first_due=date(2017, 12, 31), grace_days=10)))
    assert state(found, date(2018, 1, 10), CADENCE) == "due" and state(found, date(2018, 1, 11), CADENCE) == "overdue"
    ended = series_rules(held(series(ended_on=date(2019, 1, 1))))
    assert state(ended, date(2019, 1, 1), CADENCE) == "overdue" and state(ended, date(2019, 1, 2), CADENCE) is None


def test_a_changed_interval_holds_from_its_day_on() -> None:
    told = group(joint("s", (date(2018, 1, 1), series()), (date(2018, 6, 1), series(interval_months=6))))
    found = series_rules(told)
    assert state(found, date(2018, 5, 31), CADENCE) == "begun" and state(found, date(2018, 6, 1), CADENCE) == "lapsed"


days = st.integers(0, 3000).map(lambda n: date(2017, 1, 1) + timedelta(days=n))


@st.composite
def histories(draw: st.DrawFn) -> Group:
    text = series(
        interval_months=draw(st.sampled_from([None, 1, 3, 12, 24])),
        basis=draw(st.sampled_from(["ROLLING", "CALENDAR YEAR", "FISCAL YEAR", "NOT FIXED"])),
        grace_days=draw(st.integers(0, 40)),
        kind=draw(st.sampled_from(["2+2", "NSA"])),
    )
    return held(text, *draw(st.lists(days, max_size=6)))


@given(histories())
@settings(max_examples=60)
def test_states_cover_the_time_from_the_promise_on_without_gap_or_overlap(told: Group) -> None:
    found = [i for i in series_rules(told) if i.code == CADENCE]
    assert found[0].starts == date(2017, 8, 31) and found[-1].ends is None
    assert all(a.ends == b.starts for a, b in pairwise(found))


@given(histories(), days, st.integers(0, 900))
@settings(max_examples=60)
def test_a_deferral_changes_no_clock_no_gap_and_no_day_outside_itself(told: Group, starts: date, length: int) -> None:
    until = starts + timedelta(days=length)
    plain = series_rules(told)
    away = series_rules(Group("s", (*told.records, joint("d", (ENTERED, deferral(starts, until)))), told.parties))
    assert _without(plain, CADENCE, "series.convene") == _without(away, CADENCE, "series.convene")
    for day in {starts - timedelta(days=1), starts, until, until + timedelta(days=1), date(2019, 6, 15), date(2026, 1, 1)}:
        before, after = state(plain, day, CADENCE), state(away, day, CADENCE)
        if starts <= day <= until and before in ("due", "overdue", "lapsed"):
            assert after == "deferred"
        else:
            assert after == before


def _without(found: list[Interval], *codes: str) -> list[Interval]:
    return [i for i in found if i.code not in codes]


@given(histories())
@settings(max_examples=40)
def test_more_meetings_never_make_a_series_look_worse_and_codes_are_declared(told: Group) -> None:
    more = Group("s", (*told.records, joint("x", (ENTERED, meeting(date(2019, 2, 1))))), told.parties)
    order = ["on-time", "begun", "no-evidence", "due", "overdue", "lapsed"]
    for day in (date(2019, 2, 1), date(2019, 7, 1), date(2020, 2, 29)):
        a, b = state(series_rules(told), day, CADENCE), state(series_rules(more), day, CADENCE)
        assert a is not None and b is not None and order.index(b) <= order.index(a)
    for i in series_rules(more):
        assert i.state in CODES[i.code].states and i.sort == CODES[i.code].sort
