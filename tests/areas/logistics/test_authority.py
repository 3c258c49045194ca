"""Who may order and accept: by category, value, currency and day; a side without a list is told from one whose list does not reach."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.areas.logistics.histories import AGREED, line, order

from entente.areas.logistics.authority import Listed, asked, covers, totals
from entente.areas.logistics.check import check_officer
from entente.areas.logistics.records import AuthorisedOfficer

FUEL, WATER = "PETROLEUM, OILS AND LUBRICANTS", "WATER"


def officer(**changed: Any) -> AuthorisedOfficer:
    return AuthorisedOfficer(**({"post": "GBR:MOD:J4", "powers": ("ORDER",), "from_on": date(2021, 1, 1)} | changed))


@pytest.mark.parametrize(
    ("changed", "covered"),
    [
        ({}, True),
        ({"powers": ("ACCEPT", "SETTLE")}, False),
        ({"categories": (WATER, FUEL)}, True),
        ({"categories": (WATER,)}, False),
        ({"limit": "18000000", "currency": "JPY"}, True),
        ({"limit": "17999999.99", "currency": "JPY"}, False),
        ({"limit": "99999999", "currency": "GBP"}, False),
        ({"from_on": AGREED}, True),
        ({"from_on": date(2021, 8, 25)}, False),
        ({"until": AGREED}, True),
        ({"until": date(2021, 8, 23)}, False),
    ],
)
def test_a_post_covers_an_order_or_not(changed: dict[str, Any], covered: bool) -> None:
    assert covers(officer(**changed), "ORDER", order(), AGREED) is covered


def test_values_are_by_currency_and_never_added_across() -> None:
    two = order(line(), line(no=2, currency="GBP", unit_price="0.5", quantity="3"))
    assert {currency: str(value) for currency, value in totals(two).items()} == {"JPY": "18000000", "GBP": "1.5"}
    assert not covers(officer(limit="18000000", currency="JPY"), "ORDER", two, AGREED)


def test_each_side_is_asked_for_its_own_step() -> None:
    held = [
        Listed("GBR", "a", officer()),
        Listed("GBR", "b", officer(categories=(WATER,))),
        Listed("JPN", "c", officer(post="JPN:MOD:J4")),
    ]
    orders, accepts = asked(order(), held, AGREED)
    assert (orders.party, orders.power, orders.state, [one.record for one in orders.posts]) == ("GBR", "ORDER", "covered", ["a"])
    assert (accepts.party, accepts.power, accepts.state) == ("JPN", "ACCEPT", "not-covered")
    assert [one.state for one in asked(order(), held[:1], AGREED)] == ["covered", "no-list"]
    assert [one.state for one in asked(order(), held, date(2020, 1, 1))] == ["no-list", "no-list"]


def test_what_a_list_may_say() -> None:
    def rules(**changed: Any) -> list[str]:
        return [problem.path for problem in check_officer(officer(**changed), ("GBR", "JPN"))]

    assert rules() == [] == rules(limit="5", currency="JPY", until=date(2021, 1, 1))
    assert rules(post="FRA:MA:J4") == ["post"] and rules(limit="5") == ["limit"] and rules(until=date(2020, 1, 1)) == ["until"]
