"""The demonstration's visits are good texts: nothing stands against the programme, nor against the request that waits."""

from __future__ import annotations

import msgspec

from entente.areas.visits import sample
from entente.areas.visits.check import check_visit
from entente.areas.visits.check_clearance import check_ship
from entente.areas.visits.clearances import ShipClearance
from entente.areas.visits.requests import span
from entente.cli.demonstration.visits import REQUEST

PARTIES = ("GBR", "JPN")


def test_nothing_stands_against_what_the_demonstration_says() -> None:
    request = msgspec.convert(REQUEST | {"visit": "v"}, ShipClearance)
    assert list(check_ship(request, PARTIES)) == []
    assert [list(check_visit(text, PARTIES)) for text in (*sample.PUBLIC_RECORD, sample.TRAINING_SHIP)] == [[]] * 4
    visit = sample.TRAINING_SHIP
    assert span(request) == (visit.window_from.toordinal(), visit.window_to.toordinal()), "the request is for the days agreed"
    assert "Invented" in (visit.purpose.en or "") and "invented" in REQUEST["ship"]["en"]


def test_each_public_visit_names_its_source_and_claims_no_day() -> None:
    for text in sample.PUBLIC_RECORD:
        assert text.source is not None and text.source.startswith("Public record") and "not stated" in text.source
        assert text.held_from is None and text.held_to is None
