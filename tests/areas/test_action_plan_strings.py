"""The explicit list of areas, and no visible string missing in either language: the action plan and every other area in the list."""

from __future__ import annotations

import tomllib
import typing
from pathlib import Path
from typing import Any

import msgspec
import pytest

from entente import areas
from entente.areas.action_plan import parameters
from entente.areas.action_plan import records as plan
from entente.areas.instruments import records as instruments
from entente.kernel.area import Area, Kind

FOLDER = Path(areas.__file__).parent
ENUMS: dict[str, dict[str, tuple[str, ...]]] = {
    "action_plan": {
        **{name: typing.get_args(getattr(plan, name)) for name in ("MeasureType", "Stage", "Priority", "Rag", "EvidenceType")},
        "REGIONS": plan.REGIONS,
        "CHALLENGES": plan.CHALLENGES,
    },
    "instruments": {"CommitmentKind": typing.get_args(instruments.CommitmentKind)},
}


def _structs(schema: Any, seen: dict[str, set[str]]) -> dict[str, set[str]]:
    """Every Struct a schema reaches, with its field names."""
    if isinstance(schema, type) and issubclass(schema, msgspec.Struct) and schema.__name__ not in seen:
        seen[schema.__name__] = set(schema.__struct_fields__)
        for hint in typing.get_type_hints(schema).values():
            _structs(hint, seen)
    for inner in typing.get_args(schema):
        _structs(inner, seen)
    return seen


@pytest.mark.parametrize("area", areas.AREAS, ids=lambda area: area.name)
def test_no_string_is_missing_and_none_is_left_over(area: Area) -> None:
    text = tomllib.loads((FOLDER / area.name / "text.toml").read_text("utf-8"))
    fields: dict[str, set[str]] = {}
    for kind in area.kinds:
        for schema in [*kind.schemas.values(), kind.national]:
            _structs(schema, fields)
    assert {name: set(strings) for name, strings in text["field"].items()} == fields
    assert set(text["type"]) == {kind.type for kind in area.kinds}
    assert all(text["type"][kind.type] == kind.titles for kind in area.kinds) and text["area"] == area.titles
    assert {name: tuple(strings) for name, strings in text["enum"].items()} == ENUMS[area.name]
    codes = parameters.CODES if area.name == "action_plan" else {}
    assert set(text.get("code", {})) == set(codes)
    assert {code: tuple(strings) for code, strings in text.get("state", {}).items()} == {code: p.states for code, p in codes.items()}


@pytest.mark.parametrize("area", areas.AREAS, ids=lambda area: area.name)
def test_every_string_stands_in_both_languages(area: Area) -> None:
    def leaves(value: dict[str, Any], path: str) -> list[tuple[str, dict[str, Any]]]:
        if value and all(isinstance(v, str) for v in value.values()):
            return [(path, value)]
        return [leaf for key, inner in value.items() for leaf in leaves(inner, f"{path}.{key}")]

    found = leaves(tomllib.loads((FOLDER / area.name / "text.toml").read_text("utf-8")), "")
    assert found
    for path, words in found:
        assert set(words) == {"en", "ja"} and all(words.values()), path
        assert words["ja"] != words["en"], path


def test_the_registry_knows_every_type_once() -> None:
    registry = areas.registry()
    kinds: list[Kind] = [kind for area in areas.AREAS for kind in area.kinds]
    assert len(registry.kinds) == len(kinds) and set(registry.kinds) == {"instrument", "measure", "progress-report", "draft"}
    assert {p.name for p in FOLDER.iterdir() if (p / "__init__.py").exists()} == {area.name for area in areas.AREAS}
    assert registry.rules_for("measure") and not registry.rules_for("unheard-of")


def test_a_report_is_grouped_with_its_measure_and_facets_are_read() -> None:
    from tests.areas.action_plan.histories import measure, report

    kinds = areas.registry().kinds
    assert kinds["progress-report"].group("r", report()) == "m"
    assert kinds["progress-report"].group("r", None) == "r"
    assert kinds["measure"].group("m", measure()) == "m"
    facets = kinds["measure"].facets(measure())
    assert (facets.code, facets.clauses, facets.titles["ja"]) == ("GBR-M-2018-014", ("jp-gb-2017#S6",), "ACSAに基づく発注")
    assert kinds["progress-report"].facets(report()).titles["en"] == "Progress report, 1 January 2018 to 31 March 2018"
    assert kinds["draft"].facets(plan.Draft("measure", 1, {"title": 7, "code": []})).titles["en"] == "Untitled draft"


def test_every_threshold_is_marked_as_an_assumption_with_its_source() -> None:
    for field in parameters.Parameters.__dataclass_fields__.values():
        assert field.metadata["assumption"] is True and field.metadata["source"]
