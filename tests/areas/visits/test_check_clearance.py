"""What stands against a request, a decision, a list, a note."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from tests.areas.visits.histories import FIRST, LAST, PARTIES, decision, flight, ship

from entente.areas.visits import check_clearance as checks
from entente.areas.visits.clearances import (
    Consent,
    DangerousGoods,
    FrameworkNote,
    Fuel,
    HostBerth,
    LogisticRequest,
    Visitor,
    VisitorList,
    VisitRequest,
)
from entente.areas.visits.records import Moment, Place
from entente.kernel.area import Problem
from entente.kernel.bilingual import Prose, Title

DAY = timedelta(days=1)


def rules(problems: Iterable[Problem]) -> list[str]:
    found = list(problems)
    assert all(set(one.words) == {"en", "ja"} for one in found)
    return [one.rule for one in found]


def test_times_in_order_and_on_some_clock() -> None:
    assert rules(checks.check_ship(ship(), PARTIES)) == []
    assert rules(checks.check_ship(ship(etd=Moment(FIRST, "08:59", "Europe/London")), PARTIES)) == ["VI1"]
    assert rules(checks.check_ship(ship(eta=Moment(date(2018, 3, 25), "01:30", "Europe/London")), PARTIES)) == ["VI1"]
    assert rules(checks.check_ship(ship(eta=Moment(FIRST, "09:00", "Nowhere/Else")), PARTIES)) == ["VI1"]


def test_dangerous_goods_have_rows() -> None:
    row = DangerousGoods("UN0012", "CARTRIDGES FOR WEAPONS", "1.4S", neq_kg="12.5")
    assert (
        rules(checks.check_aircraft(flight(), PARTIES))
        == []
        == rules(checks.check_aircraft(flight(dangerous_goods=True, goods=(row,)), PARTIES))
    )
    assert rules(checks.check_aircraft(flight(dangerous_goods=True), PARTIES)) == ["R3.5"]
    assert rules(checks.check_aircraft(flight(goods=(row,)), PARTIES)) == ["R3.5"]


@pytest.mark.parametrize(("days", "found"), [(0, []), (365, []), (366, ["R3.4"]), (-1, ["VI1"])])
def test_a_request_for_visit_lasts_a_year(days: int, found: list[str]) -> None:
    text = VisitRequest("v", "RFV-1", "RECURRING", (Place(Title("Site")),), FIRST, FIRST + days * DAY, Prose("Talks."), "SECRET", 2, "NSA")
    assert rules(checks.check_request(text, PARTIES)) == found


def test_a_decision_says_what_it_needs() -> None:
    def found(verdict: str, **changed: object) -> list[str]:
        return rules(checks.check_decision(decision("q", verdict, **changed), PARTIES))  # type: ignore[arg-type]

    assert found("GRANTED") == [] and found("REFUSED", number=None) == []
    assert found("GRANTED", number=None) == ["VI6"] and found("GRANTED WITH CONDITIONS") == ["VI6"] and found("RETURNED") == ["VI6"]
    assert found("GRANTED", valid_from=LAST, valid_to=FIRST) == ["VI1"]
    assert found("GRANTED", recorded_for="SGP") == ["VI6", "VI6"]
    assert found("GRANTED", recorded_for="GBR", source="x", valid_from=FIRST, valid_to=LAST) == ["VI2"]


def test_nothing_is_named_twice() -> None:
    one = Visitor("A. Sample", date(1980, 1, 1), "JPN", "X1", "SECRET", LAST)
    assert rules(checks.check_visitors(VisitorList("v", "q", (one, one)), PARTIES)) == ["VI5"]
    twice = LogisticRequest("v", "LR-1", LAST, FIRST, fuel=(Fuel("F-76", 1), Fuel("F-76", 2)))
    assert rules(checks.check_supplies(twice, PARTIES)) == ["VI1", "VI5"]
    assert rules(checks.check_berth(HostBerth("v", Place(Title("P")), "Jetty", LAST, FIRST), PARTIES)) == ["VI1"]


def test_fpda_information_needs_the_members_consent() -> None:
    """R3.7: Japan is not one of the five; where all who read it are, nothing is asked."""

    def found(parties: tuple[str, ...], *agreed: str, **changed: object) -> list[str]:
        consents = tuple(Consent(state, FIRST) for state in agreed)
        fields: dict[str, object] = {"framework": "FPDA"} | changed
        note = FrameworkNote(
            "v", exercise=Title("An exercise"), participants=("GBR",), from_day=FIRST, to_day=LAST, consents=consents, **fields
        )  # type: ignore[arg-type]
        return rules(checks.check_framework(note, parties))

    assert found(PARTIES) == ["R3.7"] and found(PARTIES, "AUS", "MYS", "NZL") == ["R3.7"]
    assert found(PARTIES, "AUS", "MYS", "NZL", "SGP") == [] == found(("AUS", "GBR"))
    assert found(PARTIES, framework="OTHER") == [] and found(PARTIES, framework="OTHER", members=("GBR", "FRA")) == ["R3.7"]
