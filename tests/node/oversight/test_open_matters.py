"""What has to be decided by whom; quarters and years."""

from __future__ import annotations

from datetime import date

import pytest
from tests.overseen import Seen

from entente.implementation.matters import Measure
from entente.node.oversight import asking, open_matters

DAY = date(2018, 12, 31)


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2018, 12, 31), date(2018, 10, 1), date(2018, 12, 31)),
        (date(2019, 1, 1), date(2019, 1, 1), date(2019, 3, 31)),
        (date(2024, 2, 29), date(2024, 1, 1), date(2024, 3, 31)),
    ],
)
def test_quarters(day: date, first: date, last: date) -> None:
    assert open_matters.quarter_of(day) == (first, last)


def test_fiscal_and_calendar_years() -> None:
    assert open_matters.year_of(date(2019, 3, 31)) == (date(2018, 4, 1), date(2019, 3, 31))
    assert open_matters.year_of(date(2019, 3, 31), 1) == (date(2019, 1, 1), date(2019, 12, 31))
    assert open_matters.month_before(date(2019, 1, 1), 1) == date(2018, 12, 1)


def test_of_many_late_measures_some_are_asked_about_singly_and_the_rest_are_counted() -> None:
    late = [Measure(f"M{n:02}", {"en": "T"}, "overdue", {"en": "L"}, acts=(f"a{n}",)) for n in range(23)]
    asked = open_matters.past_date(late)
    assert len(asked) == 21 and asked[-1].words["en"].startswith("And 3 more") and asked[-1].acts == ("a20", "a21", "a22")


def test_proposals_wait_on_those_who_have_not_answered_and_series_on_their_host(seen: Seen) -> None:
    question = asking.ask(seen[0]["GBR"], DAY)
    waiting = open_matters.waiting(question)
    assert [one.decides["en"] for one in waiting] == ["GBR"] and "GBR-M-2018-013" in waiting[0].words["en"]
    assert open_matters.waiting(asking.on_day(question, DAY, date(2018, 10, 1))) == ()
    assert {one.decides["en"] for one in open_matters.convening(question)} == {"JPN", "GBR"}
