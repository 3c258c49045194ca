"""What stands against an entry of the programme and a report: days, who takes part, ports, bases."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec
import pytest
from tests.areas.visits.histories import FIRST, LAST, PARTIES, report, visit

from entente.areas.visits import sample
from entente.areas.visits.check import check_report, check_visit
from entente.areas.visits.records import LegalBasis, Place, Segment, Visit
from entente.kernel.bilingual import Title

DAY = timedelta(days=1)


def rules(text: Visit) -> list[str]:
    return [problem.rule for problem in check_visit(text, PARTIES)]


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"window_to": FIRST - DAY}, "VI1"),
        ({"stage": "HELD", "held_from": LAST, "held_to": FIRST}, "VI1"),
        ({"host": "JPN", "place": Place(Title("Tokyo"))}, "VI2"),
        ({"visitor": "ITA"}, "VI2"),
        ({"held_from": FIRST, "held_to": LAST}, "VI3"),
        ({"stage": "HELD", "held_from": FIRST}, "VI3"),
        ({"stage": "CALLED OFF"}, "VI3"),
        ({"place": Place(Title("Yokosuka"), "JPYOS")}, "VI4"),
        ({"segments": (Segment("JPN", FIRST, LAST, Place(Title("Portsmouth"), "GBPME")),)}, "VI4"),
        ({"bases": (LegalBasis("AD HOC NOTE"),)}, "R3.6"),
        ({"measures": ("m", "m")}, "VI5"),
    ],
)
def test_each_rule_is_found_and_nothing_else(changed: dict[str, Any], rule: str) -> None:
    assert rules(visit(**changed)) == [rule]


def test_a_good_entry_has_no_problem() -> None:
    assert [rules(text) for text in (visit(), visit(host=None), *sample.PUBLIC_RECORD, sample.TRAINING_SHIP)] == [[]] * 6
    assert rules(visit(bases=(LegalBasis("AD HOC NOTE", reference="Note verbale 12/18"),))) == []


@pytest.mark.parametrize("locode", ["JPYO", "jpyos", "JP YOS", "JPYO1", "JPYOS\n"])
def test_the_shape_of_a_un_locode(locode: str) -> None:
    plain = msgspec.to_builtins(visit())
    plain["place"]["locode"] = locode
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(plain, Visit)


def test_a_report_that_nothing_took_place_tells_of_nothing() -> None:
    assert [p.rule for p in check_report(report("DID NOT TAKE PLACE", objectives="MET", held_from=FIRST), PARTIES)] == ["VI3", "VI3"]
    assert [p.rule for p in check_report(report(held_from=LAST, held_to=FIRST), PARTIES)] == ["VI1"]
