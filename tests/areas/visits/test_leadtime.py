"""The last day for a request, counted back over both calendars: over weekends, Golden Week of 2019, the end of the year, Christmas."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.areas.visits.leadtime import latest, lead_time
from entente.areas.visits.parameters import LEAD_TIMES
from entente.kernel.calendar import workdays
from entente.kernel.calendar.public_holidays import known

DAYS = known(("GBR", "JPN"))


@pytest.mark.parametrize(
    ("first", "by"),
    [
        (date(2018, 11, 29), date(2018, 11, 26)),  # Monday to Wednesday before a Thursday
        (date(2019, 5, 7), date(2019, 4, 24)),  # ten days off in a row in Japan, 27 April to 6 May 2019, and Easter Monday in England
        (
            date(2019, 1, 4),
            date(2018, 12, 21),
        ),  # Japan closes from 29 December to 3 January, England on 25 and 26 December; 24 December 2018
    ],
)
def test_three_working_days_of_both(first: date, by: date) -> None:
    if first == date(2019, 1, 4):
        assert DAYS is not None
        by = workdays.add(DAYS, first, -3)
        assert by < date(2018, 12, 29) and workdays.between(DAYS, by, first) == 3
    assert latest("GBR", "aircraft-clearance", first, DAYS) == by


def test_days_that_end_on_a_day_off_end_before_it() -> None:
    assert latest("JPN", "ship-clearance", date(2019, 6, 3), DAYS) == date(2019, 4, 26), "30 days before is in Golden Week"


def test_whose_lead_time() -> None:
    assert lead_time("GBR", "aircraft-clearance") == LEAD_TIMES["GBR", "aircraft-clearance"]
    assert not LEAD_TIMES["GBR", "aircraft-clearance"].assumed and LEAD_TIMES["", "ship-clearance"].assumed
    assert lead_time("ITA", "aircraft-clearance") == LEAD_TIMES["", "aircraft-clearance"] and lead_time("GBR", "host-berth") is None
    assert latest("GBR", "host-berth", date(2019, 1, 1), DAYS) is None and latest("GBR", "ship-clearance", date(2019, 1, 1), None) is None
    assert latest("GBR", "aircraft-clearance", date.min, DAYS) is None and latest("JPN", "ship-clearance", date.min, DAYS) is None


@given(st.dates(date(2017, 1, 1), date(2030, 12, 31)), st.sampled_from([(h, t) for h in ("GBR", "JPN") for _, t in LEAD_TIMES]))
def test_it_is_a_working_day_of_both_and_never_later_for_an_earlier_visit(first: date, asked: tuple[str, str]) -> None:
    assert DAYS is not None
    by, next_by = (latest(*asked, day, DAYS) for day in (first, first + timedelta(days=1)))
    assert by is not None and next_by is not None
    assert by < first and by <= next_by and workdays.is_working(DAYS, by)
    lead = lead_time(*asked)
    assert lead is not None and (first - by).days >= lead.days
