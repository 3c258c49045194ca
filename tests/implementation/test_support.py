"""Whether an order fits the visit it names: whose it is, when, and on what basis."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from tests.areas.logistics.histories import order

from entente.areas.visits import sample
from entente.areas.visits.records import Visit
from entente.implementation.support import PARAMETERS, unfit

VISIT = sample.TRAINING_SHIP
AROUND = timedelta(days=PARAMETERS.around_days)
FIRST = VISIT.held_from or VISIT.window_from
LAST = VISIT.held_to or VISIT.window_to


@dataclass(frozen=True)
class Case:
    order: dict[str, Any]
    visit: dict[str, Any]
    found: tuple[str, ...]


@pytest.mark.parametrize(
    "case",
    [
        Case({}, {}, ()),
        Case({"required_on": FIRST - AROUND}, {}, ()),
        Case({"required_on": FIRST - AROUND - timedelta(days=1)}, {}, ("days",)),
        Case({"required_on": LAST + AROUND + timedelta(days=1)}, {}, ("days",)),
        Case({"provider": "FRA"}, {}, ("parties",)),
        Case({}, {"host": None}, ("basis",)),
        Case({"basis": "LIAISON AND ROUTINE"}, {"host": None}, ()),
    ],
)
def test_an_order_fits_its_visit_or_not(case: Case) -> None:
    visit: Visit = msgspec.structs.replace(VISIT, **case.visit)
    assert unfit(order(**({"requester": "JPN", "provider": "GBR", "required_on": FIRST} | case.order)), visit) == case.found
