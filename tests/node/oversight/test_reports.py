"""Periods of the papers and what they are filled from."""

from __future__ import annotations

from datetime import date

from tests.overseen import Seen

from entente.node.oversight import asking, reports


def test_a_period_that_is_not_over_ends_on_the_day_asked(seen: Seen) -> None:
    question = asking.ask(seen[0]["GBR"], date(2018, 11, 5))
    given = reports.filled(question, "quarterly")
    assert (given.first, given.last, given.previous) == (date(2018, 10, 1), date(2018, 11, 5), date(2018, 9, 30))
    assert [one.day for one in given.counts][-1] == date(2018, 11, 5) and len(given.counts) == 5
    annual = reports.filled(question, "annual")
    assert annual.first == date(2018, 4, 1) and given.notices


def test_trend_days_are_the_ends_of_periods() -> None:
    assert reports.trend_days(date(2018, 10, 1), 3) == [date(2017, 12, 31), date(2018, 3, 31), date(2018, 6, 30), date(2018, 9, 30)]
