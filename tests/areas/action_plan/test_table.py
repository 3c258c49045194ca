"""The plan as a table: whatever measure is written comes back, and a row that cannot be read says why and is not taken."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.areas.action_plan.histories import measures

from entente.areas.action_plan import sample
from entente.areas.action_plan.records import Measure
from entente.areas.action_plan.table import CHOICES, MILESTONE_COLUMNS, Cell, Line, columns, read_rows, recognise, render_rows
from entente.web import words

SIDES = ("GBR", "JPN", "AUS")
KEYS = [column.key for column in columns(SIDES) if column.key != "milestones"]
MILESTONES: list[Cell] = [column.titles["en"] for column in MILESTONE_COLUMNS]


def back(found: list[Measure]) -> list[Line]:
    rows, milestones = render_rows([(m, "", "") for m in found], SIDES)
    return read_rows(rows, dict(enumerate(KEYS)), SIDES, [MILESTONES, *milestones])


def row(**cells: Cell) -> tuple[list[list[Cell]], dict[int, str]]:
    plain: dict[str, Cell] = {
        "code": "GBR-M-2018-020", "title.en": "A title", "clauses": "jp-gb-2017#S6", "type": "STUDY", "stage": "AGREED",
        "baseline_start": "2018-10-02", "baseline_finish": "2018-12-21", "completion_criterion.en": "Done.", "leads.GBR": "MOD",
        "leads.JPN": "MOFA",
    }  # fmt: skip
    plain |= cells
    return [list(plain.values())], dict(enumerate(plain))


@given(st.lists(measures(), min_size=1, max_size=3, unique_by=lambda m: m.code))
def test_a_plan_comes_back_whole(found: list[Measure]) -> None:
    lines = back(found)
    assert [line.problems for line in lines] == [()] * len(found)
    assert [msgspec.convert(line.text, Measure) for line in lines] == found


def test_the_sample_comes_back_whole() -> None:
    found = [sample.ACSA, sample.FRAMEWORK, sample.CYBER]
    assert [msgspec.convert(line.text, Measure) for line in back(found)] == found


@pytest.mark.parametrize("language", ["en", "ja"])
def test_headings_are_recognised(language: str) -> None:
    headings = [f" {column.titles[language].upper()}\n" for column in columns(SIDES)]
    assert list(recognise(headings, columns(SIDES)).values()) == [column.key for column in columns(SIDES)]
    assert recognise(["Nr.", None, "Ｎｕｍｂｅｒ", "Number"], columns(SIDES)) == {2: "code"}


def test_headings_that_people_write_are_recognised() -> None:
    found = recognise(["Title", "件名", "Planned start", "計画完了日", "GBR", "Completed when", "GBR"], columns(SIDES))
    assert list(found.values()) == ["title.en", "title.ja", "baseline_start", "baseline_finish", "leads.GBR", "completion_criterion.en"]


def test_a_choice_is_read_in_the_words_of_the_pages() -> None:
    listed = words.of_areas()["enum"]
    for key, name in (("type", "MeasureType"), ("stage", "Stage"), ("priority", "Priority")):
        for value, titles in listed[name].items():
            for said in titles.values():
                (line,) = read_rows(*row(**{key: said}), SIDES)
                assert line.text[key] == value
    for value, titles in listed["EvidenceType"].items():
        assert {CHOICES.get(said.upper()) for said in titles.values()} == {value}


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"baseline_finish": "ongoing"}, "“ongoing” is not a day"),
        ({"baseline_finish": "2/10/2018"}, "not a day that can be read in one way"),
        ({"baseline_finish": "2018-02-30"}, "not a day of the calendar"),
        ({"type": "IDEA"}, "“IDEA” is not one of ACTIVITY, DELIVERABLE"),
        ({"title.en": None}, "is empty, and a measure needs it"),
        ({"cadence_months": "often"}, "not a whole number"),
        ({"milestones": "M1 first step"}, "A milestone is written"),
        ({"title.en": "x" * 201}, "it may be too long"),
    ],
)
def test_a_row_says_why(cells: dict[str, Cell], said: str) -> None:
    (line,) = read_rows(*row(**cells), SIDES)
    assert any(said in problem.words["en"] and problem.words["ja"] for problem in line.problems), line.problems


@pytest.mark.parametrize("typed", ["２０１８年１２月２１日", "平成30年12月21日", "H30.12.21", "21 December 2018", date(2018, 12, 21)])
def test_days_as_people_write_them(typed: Cell) -> None:
    (line,) = read_rows(*row(baseline_finish=typed), SIDES)
    assert line.problems == () and line.text["baseline_finish"] == "2018-12-21"
    assert bool(line.remarks) == isinstance(typed, str)


def test_milestones_in_one_cell_and_numbers_as_spreadsheets_keep_them() -> None:
    cells: dict[str, Any] = {"milestones": "M1 | 2018-10-31 | public | First step | 第一歩\nM2 | 平成30年11月30日 | SELF | 第二歩"}
    (line,) = read_rows(*row(**cells, cadence_months=6.0), SIDES)
    assert line.problems == () and line.text["cadence_months"] == 6
    assert [m["name"] for m in line.text["milestones"]] == [{"en": "First step", "ja": "第一歩"}, {"ja": "第二歩"}]


def test_one_number_twice_refuses_both_and_empty_rows_are_passed_over() -> None:
    rows, mapping = row()
    lines = read_rows([rows[0], [None] * len(rows[0]), rows[0]], mapping, SIDES)
    assert [line.number for line in lines] == [1, 3]
    assert all("more than one row" in line.problems[0].words["en"] for line in lines)


@given(st.lists(st.lists(st.one_of(st.none(), st.text(max_size=30), st.floats(), st.dates()), max_size=12), max_size=4))
def test_anything_in_cells_is_read_or_says_why(rows: list[list[Cell]]) -> None:
    for line in read_rows(rows, dict(enumerate(KEYS)), SIDES, rows):
        assert line.problems or msgspec.convert(line.text, Measure)


def test_a_clause_without_its_instrument_is_that_of_the_one_that_has_it() -> None:
    rows, mapping = row(clauses="Ｓ６ A0")
    (line,) = read_rows(rows, mapping, SIDES, clauses=["jp-gb-2017#S6", "jp-gb-2017#A0", "jp-fr-2018#A0"])
    assert line.text["clauses"] == ["jp-gb-2017#S6", "A0"] and line.remarks[0]["en"] == "“S6” was read as jp-gb-2017#S6."
    assert [problem.column for problem in line.problems] == ["clauses"] and "“A0” is not written" in line.problems[0].words["en"]
