"""What holds for every area in the list: its types, their strings, their frozen schemas, their facets, their rules."""

from __future__ import annotations

import ast
import json
import tomllib
import typing
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.areas.contract import digest, texts

from entente import areas
from entente.areas.action_plan import records as plan
from entente.areas.administration import records as administration
from entente.areas.commissioning import records as commissioning
from entente.areas.consultations import papers
from entente.areas.consultations import records as consultations
from entente.areas.consultations.contacts import records as contacts
from entente.areas.consultations.joint_statements import records as statements
from entente.areas.drafting import records as drafting
from entente.areas.instruments import records as instruments
from entente.areas.instruments import second
from entente.areas.invitations import records as invitations
from entente.areas.logistics import records as logistics
from entente.areas.oversight import joint
from entente.areas.oversight import records as oversight
from entente.areas.positions import judgement
from entente.areas.recorded import records as recorded
from entente.areas.visits import clearances
from entente.areas.visits import records as visits
from entente.instrument import published
from entente.kernel import canonical
from entente.kernel.area import Area, Group, Interval, Kind, Linked, Revision
from entente.kernel.errors import Refusal
from entente.kernel.reading import parse_text

FOLDER = Path(areas.__file__).parent
FROZEN = Path(__file__).parent / "frozen_schemas.json"
PARTIES = ("GBR", "JPN")
KINDS = [kind for area in areas.AREAS for kind in area.kinds]
CLAUSES = frozenset(published.clause_ids(published.load()))
ENUMS: dict[str, tuple[str, ...]] = {
    **{name: typing.get_args(getattr(plan, name)) for name in ("MeasureType", "Stage", "Priority", "Rag", "EvidenceType")},
    "What": typing.get_args(administration.What),
    "Verb": typing.get_args(drafting.Verb),
    "Proof": typing.get_args(drafting.Proof),
    "REGIONS": plan.REGIONS,
    "CHALLENGES": plan.CHALLENGES,
    **{
        name: typing.get_args(getattr(module, name))
        for module, names in (
            (consultations, ("SeriesKind", "Basis", "HostRule", "Mode", "MeetingStage", "Outcome", "SlotChoice", "DeferralTarget")),
            (papers, ("Ground", "PaperSort", "ClosureVerdict")),
            (statements, ("Language",)),
            (contacts, ("ContactKind", "Weekday", "Means")),
        )
        for name in names
    },
    "Answer": typing.get_args(recorded.Answer),
    "Decision": typing.get_args(drafting.Decision),
    **{name: typing.get_args(getattr(oversight, name)) for name in ("PaperKind", "Format", "PaperLanguage")},
    "ConsiderationOutcome": typing.get_args(joint.ConsiderationOutcome),
    **{name: typing.get_args(getattr(judgement, name)) for name in ("ContradictionKind", "DifferenceVerdict")},
    **{name: typing.get_args(getattr(commissioning, name)) for name in ("Rating", "Way", "Chased")},
    **{name: typing.get_args(getattr(invitations, name)) for name in ("Method", "Attendance")},
    **{
        name: typing.get_args(getattr(clearances, name))
        for name in ("Propulsion", "CallPurpose", "PackingGroup", "VisitRequestKind", "ClearanceVerdict", "Framework")
    },
    **{
        name: typing.get_args(getattr(visits, name))
        for name in ("Domain", "Confidence", "VisitStage", "VisitOutcome", "Objectives", "BasisKind")
    },
    **{
        name: typing.get_args(getattr(logistics, name))
        for name in ("SupportActivity", "Supply", "Unit", "SettlementMode", "LedgerEvent", "Power", "Consent")
    },
    "CommitmentKind": typing.get_args(instruments.CommitmentKind),
    **{name: typing.get_args(getattr(second, name)) for name in ("VersionStatus", "RhythmUnit", "RhythmBasis")},
}

every_area = pytest.mark.parametrize("area", areas.AREAS, ids=lambda area: area.name)
every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.type)


def _strings(area: Area) -> dict[str, Any]:
    return tomllib.loads((FOLDER / area.name / "text.toml").read_text("utf-8"))


def test_the_list_is_every_folder_and_each_type_has_one_owner() -> None:
    registry = areas.registry()
    assert len(registry.kinds) == len(KINDS)
    assert set(registry.kinds) == {name.split()[0] for name in json.loads(FROZEN.read_text("utf-8"))}
    assert {p.name for p in FOLDER.iterdir() if (p / "__init__.py").exists()} == {area.name for area in areas.AREAS}
    assert registry.rules_for("measure") and not registry.rules_for("unheard-of")


@every_area
def test_no_area_imports_another(area: Area) -> None:
    for path in (FOLDER / area.name).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            named = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            named += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for name in named:
                assert not name.startswith("entente.areas") or name.startswith(f"entente.areas.{area.name}"), f"{path}: {name}"


@every_area
def test_titles_stand_in_both_languages_and_clauses_exist_in_the_shipped_instrument(area: Area) -> None:
    assert set(area.titles) == {"en", "ja"} and area.clauses and set(area.clauses) <= CLAUSES
    for kind in area.kinds:
        assert set(kind.titles) == {"en", "ja"} and all(kind.titles.values())
        assert kind.clauses and set(kind.clauses) <= CLAUSES, kind.type
        assert set(kind.authentic) <= {"en", "ja"} and kind.authentic


def test_a_published_schema_version_never_changes() -> None:
    """To publish a version, add its line to frozen_schemas.json; a line that is there stays as it is."""
    frozen = json.loads(FROZEN.read_text("utf-8"))
    assert {f"{kind.type} {version}": digest(schema) for kind in KINDS for version, schema in kind.schemas.items()} == frozen


def test_the_digest_sees_a_new_field_and_not_a_better_docstring() -> None:
    one = msgspec.defstruct("T", [("a", int)], namespace={"__doc__": "One."})
    two = msgspec.defstruct("T", [("a", int)], namespace={"__doc__": "Two."})
    more = msgspec.defstruct("T", [("a", int), ("b", int, 0)], namespace={"__doc__": "One."})
    assert digest(one) == digest(two) != digest(more)


@every_kind
def test_facets_and_checks_read_every_text_that_the_schema_accepts(kind: Kind) -> None:
    @given(texts(kind.schemas[kind.latest]))
    @settings(max_examples=25, suppress_health_check=list(HealthCheck))
    def law(text: Any) -> None:
        facets = kind.facets(text)
        assert isinstance(facets.code, str)  # empty: it has no number of its own, and pages take that of what it belongs to
        assert set(facets.titles) <= {"en", "ja"} and all(facets.titles.values())
        assert all(isinstance(clause, str) for clause in facets.clauses)
        assert all(day is None or isinstance(day, date) for day in (facets.start, facets.due, facets.end))
        for problem in kind.check(text, PARTIES):
            assert problem.rule and set(problem.words) == {"en", "ja"} and all(problem.words.values())
        assert isinstance(kind.group("a record", text), str) and kind.group("a record", None) == "a record"

    law()


@every_kind
def test_a_text_comes_back_from_its_canonical_bytes(kind: Kind) -> None:
    @given(texts(kind.schemas[kind.latest]))
    @settings(max_examples=25, suppress_health_check=list(HealthCheck))
    def law(text: Any) -> None:
        plain = msgspec.to_builtins(text)
        try:
            raw = canonical.encode(plain)
        except Refusal:  # a draft or an overlay may hold an integer that the protocol cannot say
            assert kind.type in ("draft", "overlay")
            return
        assert parse_text(kind, kind.latest, raw) == text

    law()


@st.composite
def _groups(draw: st.DrawFn, area: Area) -> Group:
    """One to five records of an area with texts of its schemas, some unreadable, revised or withdrawn."""
    records = []
    days = st.dates(date(2015, 1, 1), date(2021, 12, 31))
    for n in range(draw(st.integers(1, 5))):
        kind = draw(st.sampled_from(area.kinds))
        on = sorted(draw(st.lists(days, min_size=1, max_size=3)))
        made = texts(kind.schemas[kind.latest]) | texts(kind.schemas[kind.latest]) | st.none()
        name = "m" if n == 0 else f"r{n - 1}"
        revisions = tuple(Revision(draw(made), f"{name}.{i}", day) for i, day in enumerate(on))
        records.append(Linked(name, kind.type, None if kind.joint else draw(st.sampled_from(PARTIES)), revisions, draw(st.none() | days)))
    return Group("m", tuple(records), PARTIES)


@pytest.mark.parametrize("area", [area for area in areas.AREAS if area.rules], ids=lambda area: area.name)
def test_rules_never_raise_and_return_only_what_the_strings_declare(area: Area) -> None:
    states = _strings(area).get("state", {})

    @given(_groups(area))
    @settings(max_examples=30, suppress_health_check=list(HealthCheck))
    def law(group: Group) -> None:
        acts = {revision.act for record in group.records for revision in record.revisions}
        for rule in area.rules:
            found = list(rule(group))
            for interval in found:
                assert interval.state in states[interval.code]
                assert interval.ends is None or interval.starts < interval.ends
                assert set(interval.reason) == {"en", "ja"} and all(interval.reason.values())
                assert interval.acts and set(interval.acts) <= acts
                assert interval.record in {record.record for record in group.records}
            assert not any(_say_the_same(a, b) for a, b in pairwise(found))

    law()


def _say_the_same(a: Interval, b: Interval) -> bool:
    """Whether two neighbours differ in their days alone, and so ought to be one."""
    return a.ends == b.starts and msgspec.structs.replace(a, starts=b.starts, ends=b.ends) == b


def test_neighbours_that_say_the_same_are_told_from_those_that_do_not() -> None:
    on = date(2018, 1, 1)
    first = Interval("fact", "x", "y", on, on + timedelta(days=1), "m", {"en": "x"})
    assert _say_the_same(first, Interval("fact", "x", "y", on + timedelta(days=1), None, "m", {"en": "x"}))
    assert not _say_the_same(first, Interval("fact", "x", "z", on + timedelta(days=1), None, "m", {"en": "x"}))


def _structs(schema: Any, seen: dict[str, set[str]]) -> dict[str, set[str]]:
    """Every Struct a schema reaches, with its field names."""
    if isinstance(schema, type) and issubclass(schema, msgspec.Struct) and schema.__name__ not in seen:
        seen[schema.__name__] = set(schema.__struct_fields__)
        for hint in typing.get_type_hints(schema).values():
            _structs(hint, seen)
    for inner in typing.get_args(schema):
        _structs(inner, seen)
    return seen


@every_area
def test_no_string_is_missing_and_none_is_left_over(area: Area) -> None:
    text = _strings(area)
    fields: dict[str, set[str]] = {}
    for kind in area.kinds:
        for schema in [*kind.schemas.values(), kind.national]:
            _structs(schema, fields)
    assert {name: set(strings) for name, strings in text["field"].items()} == fields
    assert text["type"] == {kind.type: kind.titles for kind in area.kinds} and text["area"] == area.titles
    assert {name: tuple(strings) for name, strings in text["enum"].items()} == {name: ENUMS[name] for name in text["enum"]}
    assert set(text.get("code", {})) == set(text.get("state", {}))
    assert bool(area.rules) == bool(text.get("code"))


def test_every_code_list_has_its_strings() -> None:
    assert {name for area in areas.AREAS for name in _strings(area)["enum"]} == set(ENUMS)


@every_area
def test_every_string_stands_in_both_languages_and_none_is_left_untranslated(area: Area) -> None:
    def leaves(value: dict[str, Any], path: str) -> list[tuple[str, dict[str, Any]]]:
        if value and all(isinstance(v, str) for v in value.values()):
            return [(path, value)]
        return [leaf for key, inner in value.items() for leaf in leaves(inner, f"{path}.{key}")]

    found = leaves(_strings(area), "")
    assert found
    for path, words in found:
        assert set(words) == {"en", "ja"} and all(words.values()), path
        assert words["ja"] != words["en"], path
