"""What may be drafted and what may be proposed."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest
from tests.areas.action_plan.histories import PARTIES, measure, report

from entente.areas.action_plan.check import check_measure, check_national, check_report
from entente.areas.action_plan.records import Measure, MeasureNational, Milestone
from entente.areas.action_plan.sample import HISTORY
from entente.kernel.bilingual import Prose, Title


def _rules(text: Measure, parties: tuple[str, ...] = PARTIES) -> list[str]:
    return [problem.rule for problem in check_measure(text, parties)]


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"baseline_finish": None}, "R1.10"),
        ({"type": "RECURRING"}, "R1.10"),
        ({"cadence_months": 3}, "R1.10"),
        ({"leads": {"GBR": "FCDO"}}, "R1.2"),
        ({"leads": {"GBR": "FCDO", "JPN": "MOFA", "FRA": "MEAE"}}, "R1.2"),
        ({"supporting": {"GBR": ("FCDO",)}}, "R1.2"),
        ({"baseline_finish": date(2017, 1, 1)}, "AP1"),
        ({"milestones": (Milestone("M1", Title("x"), date(2020, 1, 1), "SELF"),)}, "AP1"),
        ({"clauses": ("jp-gb-2017#S6", "jp-gb-2017#S6")}, "AP2"),
        ({"depends_on": ("GBR-M-2018-014",)}, "AP2"),
        ({"commitments": ("jp-gb-2017#S9a",)}, "AP3"),
        ({"stage": "COMPLETED"}, "AP4"),
        ({"regions": ("atlantis",)}, "AP6"),
    ],
)
def test_what_stands_against_proposing_a_measure(changed: dict[str, Any], rule: str) -> None:
    assert _rules(measure(**changed)) == [rule]


def test_nothing_stands_against_a_plain_measure_nor_against_the_sample() -> None:
    assert _rules(measure(commitments=("jp-gb-2017#S6a",))) == []
    assert _rules(measure(type="RECURRING", cadence_months=3, baseline_finish=None)) == []
    assert _rules(measure(), ("JPN",)) == []  # a national channel: the partner's lead is our note
    for step in HISTORY:
        check = check_measure if isinstance(step.text, Measure) else check_report
        assert list(check(step.text, PARTIES)) == []  # type: ignore[operator]


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"period_from": date(2019, 1, 1)}, "AP1"),
        ({"held_on": (date(2018, 4, 1),)}, "AP1"),
        ({"recorded_for": "AUS"}, "AP5"),
        ({"recorded_for": "GBR", "source": Title("A call")}, "AP5"),
        ({"source": Title("A call")}, "AP5"),
        ({"ask_to": "GBR"}, "AP5"),
    ],
)
def test_what_stands_against_issuing_a_report(changed: dict[str, Any], rule: str) -> None:
    assert [p.rule for p in check_report(report(**changed), PARTIES)] == [rule]
    assert list(check_report(report(), PARTIES)) == []


@pytest.mark.parametrize(
    "text",
    [
        {"title": {}},
        {"title": {"en": "x" * 201}},
        {"clauses": []},
        {"clauses": ["S6"]},
        {"code": "gbr 14"},
        {"leads": {"UK": "FCDO"}},
        {"baseline_start": "2018-02-30"},
        {"cadence_months": 0},
        {"unknown": 1},
    ],
)
def test_the_schema_refuses(text: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(msgspec.to_builtins(measure()) | text, Measure)


def test_bodies_round_trip_and_money_is_a_string_of_minor_units() -> None:
    assert msgspec.json.decode(msgspec.json.encode(measure()), type=Measure) == measure()
    money = {"budget": {"currency": "JPY", "minor_units": "9007199254740993"}}
    assert msgspec.to_builtins(msgspec.convert(money, MeasureNational)) == money
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"budget": {"currency": "JPY", "minor_units": "1.5"}}, MeasureNational)
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({}, Prose)


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"budget": {"currency": "GBP", "minor_units": "-1"}}, "budget.minor_units"),
        ({"red_lines": [{"en": "No cost"}, {"en": "No cost"}]}, "red_lines.1"),
        ({"red_lines": [{"en": "  "}]}, "red_lines.0"),
        ({"budget": {"currency": "JPY", "minor_units": "0"}, "red_lines": [{"en": "No cost"}, {"ja": "費用負担なし"}]}, None),
    ],
)
def test_what_stands_against_our_own_fields(fields: dict[str, Any], path: str | None) -> None:
    found = list(check_national(msgspec.convert(fields, MeasureNational), None))
    assert [(problem.path, problem.rule) for problem in found] == ([] if path is None else [(path, "AP7")])
