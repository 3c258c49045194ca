"""How the generic pages see the action plan, and what its parameters and codes declare."""

from __future__ import annotations

import tomllib
from pathlib import Path

from tests.areas.action_plan.histories import measure, report

from entente.areas import action_plan
from entente.areas.action_plan import parameters

KINDS = {kind.type: kind for kind in action_plan.AREA.kinds}


def test_a_report_is_grouped_with_its_measure_and_facets_are_read() -> None:
    assert KINDS["progress-report"].group("r", report()) == "m"
    assert KINDS["progress-report"].group("r", None) == "r"
    assert KINDS["measure"].group("m", measure()) == "m"
    facets = KINDS["measure"].facets(measure())
    assert (facets.code, facets.clauses, facets.titles["ja"]) == ("GBR-M-2018-014", ("jp-gb-2017#S6",), "ACSAに基づく発注")
    assert KINDS["progress-report"].facets(report()).titles["en"] == "Progress report, 1 January 2018 to 31 March 2018"


def test_every_threshold_is_marked_as_an_assumption_with_its_source() -> None:
    for field in parameters.Parameters.__dataclass_fields__.values():
        assert field.metadata["assumption"] is True and field.metadata["source"]


def test_the_strings_are_those_of_the_declared_codes_in_their_order() -> None:
    text = tomllib.loads((Path(action_plan.__file__).parent / "text.toml").read_text("utf-8"))
    assert set(text["code"]) == set(parameters.CODES)
    assert {code: tuple(strings) for code, strings in text["state"].items()} == {code: p.states for code, p in parameters.CODES.items()}
