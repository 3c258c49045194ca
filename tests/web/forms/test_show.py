"""The controls of a page: grouped, labelled in both languages, offering what the channel has, changing nothing by being shown."""

from __future__ import annotations

import json

import msgspec
import pytest
from django.utils import translation

from entente import areas
from entente.areas.action_plan import sample
from entente.areas.instruments import Instrument, declaration_of_2017
from entente.kernel.area import Kind
from entente.web.forms import check, show
from entente.web.forms.offer import Choice, Offer, _commitments, _sections
from entente.web.forms.read import parse
from entente.web.forms.spread import spread

MEASURE = areas.registry().kinds["measure"]
TEXT = msgspec.convert(declaration_of_2017(), Instrument)
OFFER = Offer(
    ("GBR", "JPN"), {"GBR": {"en": "United Kingdom", "ja": "英国"}}, {"GBR": (Choice("MOD", "MOD", {"en": "Defence"}),)},
    tuple(_sections(TEXT, False)), _commitments(TEXT),
)  # fmt: skip


def controls(kind: Kind, text: dict[str, object]) -> dict[str, show.Control]:
    parts = show.form(kind, spread(kind.schemas[kind.latest], text), (), OFFER)
    return {control.name: control for part in parts for control in part.controls}


def test_every_type_becomes_a_form_with_every_field_once() -> None:
    for kind in areas.registry().kinds.values():
        parts = show.form(kind, {}, (), Offer())
        names = [control.name for part in parts for control in part.controls]
        assert sorted(names) == sorted(kind.schemas[kind.latest].__struct_fields__), kind.type
        assert all(control.title for part in parts for control in part.controls)


def test_clauses_by_section_and_commitments_of_those_chosen() -> None:
    text = json.loads(msgspec.json.encode(sample.ACSA))
    found = controls(MEASURE, text)
    titles = [section.titles["en"] for section in found["clauses"].sections]
    assert "Strengthening Cooperation" in titles and len(titles) >= 3
    assert sum(section.chosen for section in found["clauses"].sections) == 2
    assert {o.code for s in found["commitments"].sections for o in s.options} == {"S6a", "A2a"}


def test_what_nobody_offers_is_still_shown_and_stays() -> None:
    text = {"leads": {"GBR": "MOD", "ABC": "XYZ"}, "clauses": ["xx-yy-1999#S1"], "regions": ["moon"], "type": "NOTHING"}
    answers = spread(MEASURE.schemas[1], text)
    found = controls(MEASURE, text)
    assert [o.value for s in found["clauses"].sections for o in s.options if o.chosen] == ["xx-yy-1999#S1"]
    assert [o.value for s in found["type"].sections for o in s.options if o.chosen] == ["NOTHING"]
    assert found["leads"].inner[-1].title == "ABC" and parse(MEASURE, answers, text).text == text


def test_labels_follow_the_language() -> None:
    with translation.override("ja"):
        assert controls(MEASURE, {})["baseline_finish"].title == "計画完了日"
        assert {o.words["ja"] for o in controls(MEASURE, {})["stage"].sections[0].options} >= {"完了", "取りやめ"}
    assert controls(MEASURE, {})["baseline_finish"].title == "Planned finish"


def test_problems_stand_at_their_rows_also_after_one_was_removed() -> None:
    text = json.loads(msgspec.json.encode(sample.ACSA))
    answers = spread(MEASURE.schemas[1], text)
    answers["milestones"] = ["1"]
    answers["milestones.1.due"] = ["2030-01-01"]
    parsed = parse(MEASURE, answers, text)
    found = check.troubles(MEASURE, parsed, OFFER)
    assert [(t.name, "AP1" in t.words) for t in found] == [("milestones.1.due", True)]
    assert found[0].where == "Milestones 2, Due"


def test_a_type_without_words_still_has_labels() -> None:
    bare = Kind("bare", True, MEASURE.titles, MEASURE.schemas, MEASURE.facets, ())
    assert controls(bare, {})["baseline_finish"].title == "Baseline finish"


@pytest.mark.parametrize(("codes", "look"), [(("GBR",), "input"), (("GBR", "JPN"), "select")])
def test_who_works_alone_writes_whose_words_they_were(codes: tuple[str, ...], look: str) -> None:
    parts = show.form(areas.registry().kinds["recorded"], {}, (), Offer(codes))
    assert next(one.look for part in parts for one in part.controls if one.name == "party") == look


def test_promises_are_offered_wherever_a_form_asks_for_them() -> None:
    kinds = areas.registry().kinds.values()
    asked = [kind for kind in kinds if "commitments" in kind.schemas[kind.latest].__struct_fields__ and kind.type != "instrument"]
    assert {"measure", "meeting-series", "consideration", "commitment-deferral"} <= {kind.type for kind in asked}
    for kind in asked:
        found = controls(kind, {"clauses": ["jp-gb-2017#S7"]})["commitments"]
        assert {o.code for s in found.sections for o in s.options} == {"S7a", "S7b"}, kind.type


def test_a_list_of_records_is_ticked_and_folded_where_it_is_long() -> None:
    kind = areas.registry().kinds["explanation"]

    def boxes(count: int) -> show.Control:
        options = {"records": tuple(Choice(f"{n:064x}", f"GBR-M-2018-{n:03}", {"en": "x"}) for n in range(count))}
        (part, *_rest) = show.form(kind, {"records": [f"{1:064x}"]}, (), Offer(("GBR", "JPN"), options=options))
        return next(control for control in part.controls if control.name == "records")

    for count in (3, 30):
        found = boxes(count)
        assert found.look == "boxes" and [section.folded for section in found.sections] == [count > show.FOLDED]
        assert [o.code for s in found.sections for o in s.options if o.chosen] == ["GBR-M-2018-001"]
    assert boxes(0).sections[-1].options[0].value == f"{1:064x}"  # what nobody offers stays


def test_places_of_a_form_run_from_its_top() -> None:
    names = list(show.anchors(show.form(MEASURE, {}, (), OFFER)))
    assert names.index("f-code") < names.index("f-title") < names.index("f-title-en") < names.index("f-title-ja") < names.index("f-clauses")
