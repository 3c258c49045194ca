"""Figures of a series: the gaps of the public record, the share held on time, the Advisers' four a year."""

from __future__ import annotations

from datetime import date

from tests.areas.consultations.histories import ENTERED, deferral, figures, held, joint, public_record, series, state

from entente.areas.consultations.series.clock import series_rules
from entente.areas.consultations.series.figures import years


def test_the_gaps_after_the_declaration_are_1147_and_1007_days() -> None:
    found = series_rules(public_record())
    assert figures(found, "series.gap") == [(date(2021, 2, 3), 1147, 1), (date(2023, 11, 7), 1007, 1)]
    assert figures(found, "series.median-gap") == [(date(2021, 2, 3), 1147, 1), (date(2023, 11, 7), 1077, 1)]


def test_no_meeting_promised_after_the_third_was_held_on_time() -> None:
    steps = figures(series_rules(public_record()), "series.held-on-time")
    assert steps == [(date(2017, 12, 14), 1, 1), (date(2018, 12, 15), 1, 2), (date(2022, 2, 4), 1, 3), (date(2024, 11, 8), 1, 4)]


def test_a_deferral_shortens_no_gap() -> None:
    away = joint("d", (ENTERED, deferral(date(2018, 1, 1), date(2021, 1, 1))))
    for code in ("series.gap", "series.median-gap", "series.held-on-time"):
        assert figures(series_rules(public_record(away)), code) == figures(series_rules(public_record()), code)


def test_the_advisers_meet_four_times_a_year_and_never_more_than_120_days_apart() -> None:
    advisers = series(kind="NSA", interval_months=3, basis="NOT FIXED")
    told = held(advisers, date(2018, 4, 10), date(2018, 7, 2), date(2018, 10, 30), date(2019, 2, 27), date(2019, 6, 28))
    found = series_rules(told)
    assert figures(found, "series.per-year") == [(date(2019, 4, 1), 4, 4), (date(2020, 4, 1), 1, 4), (date(2021, 4, 1), 0, 4)]
    assert state(found, date(2020, 1, 1), "series.per-year") == "reached"
    assert state(found, date(2030, 1, 1), "series.per-year") == "short"
    assert state(found, date(2019, 2, 27), "series.too-long") is None  # 120 days after 30 October
    assert state(found, date(2019, 6, 27), "series.too-long") is None
    assert state(found, date(2019, 6, 28), "series.too-long") is None  # the 121st day is the meeting's own
    assert state(found, date(2019, 10, 27), "series.too-long") == "too-long"
    assert state(found, date(2018, 1, 1), "series.too-long") == "too-long"  # from the promise to the first meeting too


def test_calendar_years_are_counted_where_they_are_agreed() -> None:
    found = years(series(basis="CALENDAR YEAR"), [date(2018, 5, 1).toordinal()])
    assert [(date.fromordinal(a), count, year) for a, _, count, year in found] == [(date(2019, 1, 1), 1, 2018), (date(2020, 1, 1), 0, 2019)]
