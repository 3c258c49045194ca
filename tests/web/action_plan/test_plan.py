"""Action plan: measures with both sides' words, filters, and a CSV of exactly what the filters leave, with no formula in it."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.web.sample import Stage

from entente.web import listing
from entente.web.action_plan import plan

CODES = ["GBR-M-2018-006", "GBR-M-2018-013", "JPN-M-2018-007"]


def codes(shown: Stage, query: str = "") -> list[str]:
    return [line.row["code"] for line in shown.client("drafter").get(f"/plan/{query}").context["lines"]]


def table(shown: Stage, query: str, language: str = "en") -> list[list[str]]:
    answer = shown.client("drafter", language).get(f"/plan/action-plan.csv{query}")
    assert answer["Content-Type"] == "text/csv; charset=utf-8" and "attachment" in answer["Content-Disposition"]
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


@given(st.text(max_size=30))
def test_no_cell_begins_a_formula_and_nothing_is_lost(text: str) -> None:
    made = plan.harmless(text)
    assert made in (text, f"'{text}") and not made.startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1"])
def test_formulas_are_made_harmless(text: str) -> None:
    assert plan.harmless(text) == f"'{text}"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", CODES),
        ("?clause=jp-gb-2017%23S7", ["JPN-M-2018-007"]),
        ("?lead=JPN:MOFA", ["GBR-M-2018-013", "JPN-M-2018-007"]),
        ("?state=in-effect", ["GBR-M-2018-006"]),
        ("?standing=on-time", ["GBR-M-2018-006"]),
        ("?lead=JPN:MOFA&clause=jp-gb-2017%23S6", []),
        ("?state=nonsense", []),
        ("?page=99", CODES),
        ("?page=nonsense", CODES),
    ],
)
def test_filters_and_the_csv_agree(shown: Stage, query: str, expected: list[str]) -> None:
    assert codes(shown, query) == expected == [row[0] for row in table(shown, query)[1:]]


def test_a_measure_in_effect_says_what_rules_and_sides_say(shown: Stage) -> None:
    line = shown.client("reader").get("/plan/").context["lines"][0]
    assert (line.schedule, line.status, line.ratings) == ("on-time", "amber", [("GBR", "amber"), ("JPN", "")])
    assert line.leads == [("GBR", "MOD"), ("JPN", "MOD")] and line.clauses == ["jp-gb-2017#A2", "jp-gb-2017#S6"]


def test_a_proposal_shows_its_text_and_whose_move_it_is(shown: Stage) -> None:
    ours = shown.client("reader").get("/plan/").context["lines"][2]
    assert ours.text is not None and ours.text.code == "JPN-M-2018-007"
    assert [who for who, _ in ours.waits] == ["GBR"] and (ours.schedule, ours.status, ours.ratings) == ("", "", [])


def test_the_csv_speaks_both_languages(shown: Stage) -> None:
    assert table(shown, "")[0][:2] == ["Number", "Title (English)"]
    head, first = table(shown, "?state=in-effect", "ja")
    assert "件名（日本語）" in head and "予定どおり" in first and "2018-12-14" in first


def test_clauses_stand_in_the_order_people_count() -> None:
    assert listing.by_number(["x#S13", "x#S2", "x#S2.1", "x#A11"]) == ["x#A11", "x#S2", "x#S2.1", "x#S13"]
