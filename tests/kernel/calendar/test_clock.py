"""The clock: months, periods, limits, deferral, answers owed, validity, embargo; S7's 2,236 days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.kernel.calendar import clock
from entente.kernel.calendar.clock import Cadence
from entente.kernel.calendar.timeline import FOREVER, Line
from entente.kernel.errors import Refusal

days = st.integers(date(2000, 1, 1).toordinal(), date(2060, 1, 1).toordinal())
cadences = st.builds(
    Cadence,
    st.sampled_from([1, 3, 6, 12, 24]),
    st.sampled_from(["ROLLING", "CALENDAR YEAR", "FISCAL YEAR"]),
    st.integers(0, 60),
    anchor=days,
)


def at(year: int, month: int, day: int) -> int:
    return date(year, month, day).toordinal()


def shown(line: Line) -> list[tuple[str, str | None, str]]:
    return [(date.fromordinal(a).isoformat(), date.fromordinal(b).isoformat() if b < FOREVER else None, state) for a, b, state in line]


def test_months_end_where_the_shorter_month_ends() -> None:
    assert clock.add_months(at(2020, 2, 29), 12) == at(2021, 2, 28)
    assert clock.add_months(at(2020, 2, 29), 48) == at(2024, 2, 29)
    assert clock.add_months(at(2018, 11, 30), 3) == at(2019, 2, 28)
    assert clock.add_months(at(2018, 12, 31), 2) == at(2019, 2, 28)
    assert clock.add_months(at(9999, 1, 1), 12) == FOREVER


@pytest.mark.parametrize(
    ("cadence", "last", "expected"),
    [
        (Cadence(12), date(2017, 12, 14), date(2018, 12, 14)),
        (Cadence(12, "CALENDAR YEAR"), date(2017, 12, 14), date(2018, 12, 31)),
        (Cadence(12, "FISCAL YEAR"), date(2017, 12, 14), date(2019, 3, 31)),
        (Cadence(12, "FISCAL YEAR"), date(2018, 3, 31), date(2019, 3, 31)),
        (Cadence(12, "FISCAL YEAR"), date(2018, 4, 1), date(2020, 3, 31)),
        (Cadence(3, "FISCAL YEAR"), date(2018, 5, 1), date(2018, 9, 30)),
        (Cadence(3, "CALENDAR YEAR"), date(2018, 12, 31), date(2019, 3, 31)),
        (Cadence(24, "CALENDAR YEAR", anchor=at(2017, 8, 31)), date(2018, 12, 1), date(2020, 12, 31)),
        (Cadence(24, "CALENDAR YEAR", anchor=at(2018, 8, 31)), date(2018, 12, 1), date(2021, 12, 31)),
        (Cadence(24, "FISCAL YEAR", anchor=at(2018, 4, 1)), date(2018, 12, 1), date(2022, 3, 31)),
        (Cadence(24, "FISCAL YEAR", anchor=at(2018, 3, 31)), date(2018, 12, 1), date(2021, 3, 31)),
    ],
)
def test_the_last_day_in_time(cadence: Cadence, last: date, expected: date) -> None:
    assert date.fromordinal(clock.deadline(last.toordinal(), cadence)) == expected


@given(days, cadences)
def test_a_deadline_is_within_two_intervals_and_after_the_last_time(last: int, cadence: Cadence) -> None:
    until = clock.deadline(last, cadence)
    assert last < until < clock.add_months(last, 2 * cadence.months)
    assert clock.period_start(last, cadence) <= last


@given(days, cadences)
def test_limits_come_in_order_and_grace_moves_no_deadline(last: int, cadence: Cadence) -> None:
    reached = clock.run(last, cadence, 60, 3)
    assert reached.due_on <= reached.deadline < reached.overdue_on <= reached.lapsed_on
    assert reached.overdue_on == reached.deadline + 1 + cadence.grace_days
    assert reached.deadline == clock.deadline(last, cadence)


def test_a_first_date_replaces_the_computed_one() -> None:
    reached = clock.run(at(2017, 8, 31), Cadence(12), 60, 3, at(2017, 12, 31))
    assert reached.deadline == at(2017, 12, 31) and reached.due_on == at(2017, 11, 1)
    assert clock.review(at(2020, 2, 29), 12, 60, 3).deadline == at(2021, 2, 28)


def test_due_is_at_most_half_the_interval_before_the_date() -> None:
    reached = clock.run(at(2018, 1, 1), Cadence(1), 60, 3)
    assert (reached.deadline, reached.due_on) == (at(2018, 2, 1), at(2018, 2, 1) - 15)


def test_lapsed_counts_from_the_day_before_the_period_and_never_from_beyond_the_date() -> None:
    by_year = clock.run(at(2019, 5, 1), Cadence(12, "CALENDAR YEAR"), 60, 3)
    assert by_year.deadline == at(2020, 12, 31) and by_year.lapsed_on == at(2019, 12, 31) + 3 * 366 // 2 + 1
    assert clock.limits(100, 90, 0, 3).lapsed_on == 101  # a date set before the time itself: no span, not one that runs backwards


def test_what_is_cut_begins_where_it_is_told_to() -> None:
    assert clock.cut(10, 20, ((5, "a"), (15, "b"))) == [(10, 15, "a"), (15, 20, "b")]


_span = st.tuples(days, st.integers(1, 900)).map(lambda pair: (pair[0], pair[0] + pair[1], "act"))


@given(days, cadences, _span)
def test_a_deferral_stops_escalation_and_resets_nothing(last: int, cadence: Cadence, away: tuple[int, int, str]) -> None:
    line: Line = list(clock.cut(last, FOREVER, ((last, "on-time"), *clock.escalation(clock.run(last, cadence, 60, 3)))))
    deferred = clock.defer(line, [away])
    assert deferred[0][0] == last and deferred[-1][1] == FOREVER
    for day in (*range(away[0], away[1], 97), away[0] - 1, away[1], away[1] + 500):
        before = next((state for a, b, state in line if a <= day < b), None)
        after = next((state for a, b, state in deferred if a <= day < b), None)
        stopped = away[0] <= day < away[1] and before in clock.ESCALATED
        assert after == ("deferred" if stopped else before)


def test_an_answer_is_open_then_late_until_given() -> None:
    assert shown(clock.owed(at(2018, 1, 1), at(2018, 1, 10))) == [("2018-01-01", "2018-01-11", "open"), ("2018-01-11", None, "late")]
    assert shown(clock.owed(at(2018, 1, 1), at(2018, 1, 10), at(2018, 1, 5))) == [("2018-01-01", "2018-01-05", "open")]
    assert clock.owed(at(2018, 1, 1), at(2018, 1, 10), at(2018, 1, 1)) == []
    assert shown(clock.owed(at(2018, 1, 1), at(2018, 1, 10), None, at(2018, 1, 12)))[-1] == ("2018-01-11", "2018-01-12", "late")


def test_validity_runs_out_and_says_so_before() -> None:
    line = clock.validity(at(2018, 1, 1), at(2019, 1, 1), 30)
    assert shown(line)[1:] == [
        ("2018-01-01", "2018-12-02", "valid"), ("2018-12-02", "2019-01-01", "expiring"), ("2019-01-01", None, "expired")
    ]  # fmt: skip
    assert line[0][2] == "not-yet"
    assert clock.validity(100, 110, 30)[:2] == [(1, 100, "not-yet"), (100, 110, "expiring")]  # a notice longer than the whole
    with pytest.raises(Refusal, match="CL5"):
        clock.validity(at(2018, 1, 1), at(2018, 1, 1), 30)


def test_what_was_confirmed_goes_stale() -> None:
    assert clock.verified([at(2018, 1, 1), at(2018, 2, 1)], 90) == [(at(2018, 1, 1), at(2018, 5, 3))]
    assert clock.verified([], 90) == []


def test_an_embargo_is_an_instant() -> None:
    until = datetime(2023, 11, 7, 9, 0, tzinfo=UTC)
    assert clock.embargoed(until, until - timedelta(seconds=1)) and not clock.embargoed(until, until)
    assert not clock.embargoed(None, until)
    assert clock.utc_day(until) == at(2023, 11, 7)
    with pytest.raises(Refusal, match="CL1"):
        clock.embargoed(until, datetime(2023, 11, 7))


def test_gaps_of_the_public_record() -> None:
    met = [at(2017, 12, 14), at(2021, 2, 3), at(2023, 11, 7), at(2021, 2, 3)]
    assert [length for _, _, length in clock.intervals_between(met)] == [1147, 1007]
    assert clock.intervals_between([at(2017, 8, 31), at(2023, 10, 15)])[0][2] == 2236  # S7: from the promise to the agreement in force
    assert clock.median_of([1147, 1007]) == (1077, 1) and clock.median_of([1, 2]) == (3, 2) and clock.median_of([]) is None
