"""The guide's test case: a slip of 96 hours voids flight clearances, keeps the port clearance within its window, moves the ACSA lines."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.areas.visits.histories import FIRST, LAST, asks, decides, decision, flight, group, record, ship, visit

from entente.areas.visits.clearances import Fuel, HostBerth, LogisticRequest
from entente.areas.visits.coverage import known_of
from entente.areas.visits.programme import the_visit
from entente.areas.visits.records import Moment, Place
from entente.areas.visits.slip import Effect, later, shifted, slip
from entente.kernel.area import Linked
from entente.kernel.bilingual import Title

DAY = timedelta(days=1)
SENT = date(2018, 10, 1)
NOW = date(2018, 11, 1)
FILED = (
    asks(SENT, name="port"),
    decides(SENT + DAY, decision("port", valid_from=FIRST - DAY, valid_to=LAST + 6 * DAY), "d1"),
    asks(SENT, name="flight", text=flight()),
    decides(SENT + DAY, decision("flight"), "d2"),
    record("host-berth", "berth", "GBR", (SENT, HostBerth("v", Place(Title("Portsmouth")), "Jetty", FIRST, LAST))),
    record("logistic-request", "fuel", "JPN", (SENT, LogisticRequest("v", "JPN-LR-1", FIRST, LAST, fuel=(Fuel("F-76", 400),)))),
)


def effects(hours: int, *records: Linked) -> dict[str, Effect]:
    whole = group(*(records or FILED), text=visit(window_to=LAST + 9 * DAY) if hours == 24 else None)
    entry = the_visit(whole)
    assert entry is not None
    found = slip(whole, entry.revision.text, known_of(whole, entry)[1], (NOW.toordinal(), hours))
    return {one.record: one for one in found}


def test_a_slip_of_96_hours_on_one_page() -> None:
    found = effects(96)
    assert {name: one.fate for name, one in found.items()} == {
        "v": "MOVED", "port": "KEPT", "flight": "INVALIDATED", "berth": "MOVED", "fuel": "MOVED",
    }  # fmt: skip
    assert (found["fuel"].first, found["fuel"].last) == (FIRST + 4 * DAY, LAST + 4 * DAY) and "ACSA" in found["fuel"].why["en"]
    assert all(set(one.why) == {"en", "ja"} for one in found.values())


@pytest.mark.parametrize(
    ("hours", "flight_", "port"), [(72, "KEPT", "KEPT"), (73, "INVALIDATED", "KEPT"), (168, "INVALIDATED", "INVALIDATED")]
)
def test_the_hours_of_a_flight_and_the_window_of_a_port(hours: int, flight_: str, port: str) -> None:
    found = effects(hours)
    assert (found["flight"].fate, found["port"].fate) == (flight_, port)


def test_what_is_not_decided_is_amended_and_what_is_over_is_left_out() -> None:
    assert effects(96, asks(SENT, name="port"))["port"].fate == "MOVED"
    assert "port" not in effects(96, asks(SENT, name="port"), decides(SENT + DAY, decision("port", "REFUSED")))


def test_an_early_ship_and_a_part_of_a_day() -> None:
    assert effects(-30)["fuel"].first == FIRST - 2 * DAY and effects(5)["fuel"].first == FIRST + DAY


@given(st.integers(-500, 500))
def test_law_there_and_back_is_where_one_was(hours: int) -> None:
    assert later(later(ship(), hours), -hours) == ship() and later(later(flight(), hours), -hours) == flight()


def test_a_time_that_no_clock_shows_stays() -> None:
    skipped = Moment(date(2019, 3, 31), "01:30", "Europe/London")
    assert shifted(skipped, 5) == skipped
    assert shifted(Moment(date(2018, 10, 27), "01:30", "Europe/London"), 25) == Moment(
        date(2018, 10, 28), "01:30", "Europe/London", later=True
    )
