"""What a ministry's own table calls governments and authorities."""

from __future__ import annotations

from typing import Any, cast

import pytest

from entente.areas.action_plan.called import called
from entente.areas.action_plan.table import columns, read_rows, recognise
from entente.kernel.charter import Authority, Party

SIDES = ("GBR", "JPN")
NAMES = {"GBR": {"en": "United Kingdom", "ja": "英国"}, "JPN": {"en": "Japan", "ja": "日本"}}
AUTHORITIES = {
    "GBR": [Authority("MOD", {"en": "Ministry of Defence", "ja": "国防省"}), Authority("FCO", {"en": "Foreign Office", "ja": "外務省"})],
    "JPN": [Authority("MOD", {"en": "Ministry of Defense", "ja": "防衛省"}), Authority("MOFA", {"en": "Foreign Ministry", "ja": "外務省"})],
}
CALLED = called(Party(one, NAMES[one], cast(Any, None), AUTHORITIES[one]) for one in SIDES)


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("UK lead", "leads.GBR"),
        ("Japan lead", "leads.JPN"),
        ("Lead authority (United Kingdom)", "leads.GBR"),
        ("Lead authorities, JPN", "leads.JPN"),
        ("主管（日）", "leads.JPN"),
        ("主管（英側）", "leads.GBR"),
        ("日本側主管省庁", "leads.JPN"),
        ("主管当局・GBR", "leads.GBR"),
        ("関係省庁（日）", "supporting.JPN"),
        ("Due", "baseline_finish"),
        ("Completed when (English)", "completion_criterion.en"),
    ],
)
def test_headings_of_a_ministrys_own_table_are_recognised(heading: str, key: str) -> None:
    assert recognise([heading], columns(SIDES), CALLED) == {0: key}


def test_headings_that_name_no_government_of_the_plan_are_not() -> None:
    assert recognise(["US lead", "主管（米）", "Lead"], columns(SIDES), CALLED) == {}


@pytest.mark.parametrize(
    ("key", "typed", "held", "said"),
    [
        ("leads.JPN", "外務省", "MOFA", "「外務省」をMOFAと読み取りました。"),
        ("leads.GBR", "外務省", "FCO", "「外務省」をFCOと読み取りました。"),
        ("leads.GBR", "the Ministry of Defence", "MOD", "“the Ministry of Defence” was read as MOD."),
        ("leads.GBR", "Ministry of Defence (MOD)", "MOD", "“Ministry of Defence (MOD)” was read as MOD."),
        ("leads.GBR", "MOD", "MOD", ""),
        ("leads.GBR", "HMT", "HMT", ""),
        ("supporting.JPN", "防衛省、外務省", ["MOD", "MOFA"], "「防衛省、外務省」をMOD, MOFAと読み取りました。"),
        ("supporting.JPN", "MOD MOFA", ["MOD", "MOFA"], ""),
    ],
)
def test_authorities_are_read_by_name_and_it_is_said(key: str, typed: str, held: str | list[str], said: str) -> None:
    (line,) = read_rows([[typed]], {0: key}, SIDES, called=CALLED)
    kind, party = key.split(".")
    assert line.text[kind][party] == held
    assert said in [*("".join(remark.values()) for remark in line.remarks), ""][0]
    assert bool(line.remarks) == bool(said)


def test_an_authority_that_nobody_knows_is_refused_under_its_own_column() -> None:
    (line,) = read_rows([["財務省", "MOD"]], {0: "leads.JPN", 1: "leads.GBR"}, SIDES, called=CALLED)
    (problem,) = [one for one in line.problems if one.column.startswith("leads")]
    assert problem.column == "leads.JPN" and "財務省" in problem.words["ja"] and "MOD、MOFA" in problem.words["ja"]


def test_a_lead_that_does_not_fit_is_told_of_its_own_party() -> None:
    """Without a charter's names too: the sentence stands under the column it is about, not under the first side's."""
    (line,) = read_rows([["MOD", "no code"]], {0: "leads.GBR", 1: "leads.JPN"}, SIDES)
    assert [one.column for one in line.problems if one.column.startswith("leads")] == ["leads.JPN"]


def test_a_clause_that_a_merged_cell_repeats_is_named_once() -> None:
    """Word gives the text of cells that were merged with each of them in it."""
    (line,) = read_rows([["S6\nS6, S9"]], {0: "clauses"}, SIDES, clauses=["jp-gb-2017#S6", "jp-gb-2017#S9"])
    assert line.text["clauses"] == ["jp-gb-2017#S6", "jp-gb-2017#S9"]
