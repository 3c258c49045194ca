"""A request over time. Laws: only the host decides, only the visitor asks, a grant covers what stays within it and nothing else."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.areas.visits.histories import FIRST, LAST, asks, decides, decision, flight, group, report, ship, told_by

from entente.areas.visits.clearances import Request, VisitRequest
from entente.areas.visits.coverage import known_of
from entente.areas.visits.programme import the_visit
from entente.areas.visits.records import Moment, Place
from entente.areas.visits.requests import asked, covers, instant, on_day, span
from entente.areas.visits.slip import later
from entente.kernel.area import Group, Linked
from entente.kernel.bilingual import Prose, Title

DAY = timedelta(days=1)
SENT = date(2018, 10, 1)
RFV = VisitRequest("v", "JPN-RFV-1", "ONE-TIME", (Place(Title("A site")),), FIRST, LAST, Prose("Talks."), "SECRET", 3, "NSA")


def states(whole: Group, *days: date) -> list[str | None]:
    visit = the_visit(whole)
    assert visit is not None
    (one,) = asked(whole, visit.revision.text, known_of(whole, visit)[1])
    found = [on_day(one.states, day.toordinal()) for day in days]
    return [state.name if state is not None else None for state in found]


def test_from_submitted_to_used() -> None:
    whole = group(asks(SENT), decides(SENT + 5 * DAY, decision("q")), told_by("GBR", LAST + DAY, report()))
    days = (SENT - DAY, SENT, SENT + 5 * DAY, LAST, LAST + DAY)
    assert states(whole, *days) == [None, "submitted", "granted", "granted", "used"]


@pytest.mark.parametrize("text", [ship(), flight(), RFV], ids=["ship", "flight", "rfv"])
def test_each_kind_of_request_has_the_same_life(text: Request) -> None:
    refused = group(asks(SENT, text=text), decides(SENT + DAY, decision("q", "REFUSED")))
    assert states(refused, SENT, SENT + DAY, LAST + 9 * DAY) == ["submitted", "refused", "lapsed"]
    assert span(text)[0] == FIRST.toordinal()


def test_an_amendment_is_decided_again_and_a_return_is_completed() -> None:
    bigger = ship(amendment=1, complement=400)
    whole = group(asks(SENT, (SENT + 9 * DAY, bigger)), decides(SENT + 5 * DAY, decision("q", "RETURNED")))
    assert states(whole, SENT + 5 * DAY, SENT + 9 * DAY) == ["returned", "amended"]
    granted = decides(SENT + 12 * DAY, decision("q", amendment=1), name="d2")
    assert states(group(*whole.records[1:], granted), SENT + 12 * DAY) == ["granted"]


def test_a_withdrawn_request_is_cancelled_and_one_that_failed_lapses() -> None:
    base = asks(SENT)
    gone = Linked(base.record, base.type, base.party, base.revisions, SENT + 20 * DAY)
    assert states(group(gone, decides(SENT + 5 * DAY, decision("q"))), SENT + 19 * DAY, SENT + 20 * DAY) == ["granted", "cancelled"]
    failed = group(base, decides(SENT + 5 * DAY, decision("q")), told_by("JPN", LAST + 2 * DAY, report("DID NOT TAKE PLACE")))
    assert states(failed, LAST + 5 * DAY) == ["lapsed"]


def test_a_text_changed_without_raising_its_number_is_decided_again() -> None:
    whole = group(asks(SENT, (SENT + 9 * DAY, ship(complement=900))), decides(SENT + 5 * DAY, decision("q")))
    assert states(whole, SENT + 8 * DAY, SENT + 9 * DAY) == ["granted", "amended"]


def test_a_decision_that_crosses_an_amendment_decides_nothing() -> None:
    whole = group(asks(SENT, (SENT + 2 * DAY, ship(amendment=1, complement=900))), decides(SENT + 5 * DAY, decision("q")))
    assert states(whole, SENT + 5 * DAY) == ["submitted"]


@given(
    st.sampled_from(["JPN", "ITA", "USA"]),
    st.sampled_from(["GRANTED", "REFUSED", "RETURNED", "GRANTED WITH CONDITIONS"]),
    st.integers(0, 40),
)
def test_law_nobody_but_the_host_decides(party: str, verdict: str, after: int) -> None:
    without = group(asks(SENT))
    withal = group(asks(SENT), decides(SENT + after * DAY, decision("q", verdict), party=party))  # type: ignore[arg-type]
    days = [SENT + n * DAY for n in range(60)]
    assert states(withal, *days) == states(without, *days)


@given(st.sampled_from(["GBR", "ITA"]))
def test_law_nobody_but_the_visitor_asks(party: str) -> None:
    assert states(group(asks(SENT, party=party), decides(SENT + DAY, decision("q"))), SENT, SENT + 2 * DAY) == [None, None]


@given(st.integers(-400, 400))
def test_law_a_flight_clearance_holds_72_hours_either_side(hours: int) -> None:
    assert covers(decision("q"), flight(), later(flight(), hours)) == (abs(hours) <= 72)


@given(st.integers(-30, 30), st.integers(0, 10), st.integers(0, 10))
def test_law_a_port_clearance_holds_within_its_window(days: int, before: int, after: int) -> None:
    window = decision("q", valid_from=FIRST - before * DAY, valid_to=LAST + after * DAY)
    assert covers(window, ship(), later(ship(), days * 24)) == (-before <= days <= after)


def test_a_grant_covers_no_other_change_and_no_other_verdict() -> None:
    assert covers(decision("q"), ship(), ship(amendment=1)) and not covers(decision("q"), ship(), ship(amendment=1, complement=351))
    assert not covers(decision("q", "REFUSED"), ship(), ship()) and not covers(decision("q"), ship(), flight())
    two = flight(legs=flight().legs * 2)
    assert not covers(decision("q"), flight(), two)
    assert covers(decision("q", valid_to=LAST + DAY), RFV, later(RFV, 24)) and not covers(decision("q"), RFV, later(RFV, 24))


def test_a_grant_stands_for_an_amendment_within_it() -> None:
    moved = msgspec.structs.replace(later(ship(), 48), amendment=1)
    window = decision("q", valid_from=FIRST, valid_to=LAST + 3 * DAY)
    whole = group(asks(SENT, (SENT + 9 * DAY, moved)), decides(SENT + 5 * DAY, window))
    assert states(whole, SENT + 9 * DAY) == ["granted"]
    beyond = msgspec.structs.replace(later(ship(), 96), amendment=1)
    assert states(group(asks(SENT, (SENT + 9 * DAY, beyond)), decides(SENT + 5 * DAY, window)), SENT + 9 * DAY) == ["amended"]


def test_a_time_that_no_clock_shows_is_no_instant() -> None:
    assert instant(Moment(date(2019, 3, 31), "01:30", "Europe/London")) is None and instant(Moment(FIRST, "09:00", "Nowhere/Else")) is None
