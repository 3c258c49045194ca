"""The table by year: both directions, each domain, days only where they are known."""

from __future__ import annotations

from tests.areas.visits.histories import FIRST, LAST, group, report, told_by, visit

from entente.areas.visits import sample
from entente.areas.visits.programme import Told, about, the_visit, told
from entente.areas.visits.records import Visit
from entente.areas.visits.yearly import days_there, yearly


def known(text: Visit, *reports: object) -> tuple[Visit, Told]:
    whole = group(*reports, text=text)  # type: ignore[arg-type]
    entry = the_visit(whole)
    assert entry is not None
    return text, told(entry, about(whole, "visit-report"))


def test_visits_by_direction_and_domain() -> None:
    held = known(visit(), told_by("GBR", LAST, report(held_from=FIRST, held_to=LAST)))
    found = yearly([*(known(text) for text in sample.PUBLIC_RECORD), held, known(visit(stage="CALLED OFF", confidence="LIKELY"))])
    assert [(one.year, one.visitor, one.host, one.visits, one.took_place, one.days, one.undated) for one in found] == [
        (2018, "GBR", "JPN", 3, 2, 0, 2),
        (2018, "JPN", "GBR", 1, 1, 5, 0),
    ]
    assert found[0].domains == {"SEA": 3, "LAND": 0, "AIR": 0, "STAFF": 0, "MINISTERIAL": 0}


def test_days_are_those_on_record() -> None:
    assert days_there(known(sample.PUBLIC_RECORD[0])[1]) is None and days_there(known(visit())[1]) is None
    assert days_there(known(visit(stage="HELD", held_from=FIRST, held_to=LAST))[1]) == 5
