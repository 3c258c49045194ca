"""The plan by command: out and in again, rows told one by one, drafts made once, an edition that both accept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Desks

from entente.cli import exits

HEADINGS = "Number,Title (English),Clauses,Type,Stage,Lead GBR,Lead JPN,Start,Finish,Completion criterion (English),Weather"


@pytest.fixture
def plan(agreed: Desks) -> Desks:
    assert agreed("uk", "act", "propose", "measure", str(agreed.folder / "measure.json")).code == 0
    agreed.carry()
    assert agreed("japan", "act", "accept", "GBR-M-2018-006").code == 0
    agreed.carry()
    return agreed


def test_out_and_in_again_changes_nothing(plan: Desks) -> None:
    for language in ("en", "ja"):
        file = str(plan.folder / f"{language}.xlsx")
        assert "Wrote 1 measure to" in plan("uk", "plan", "export", "-o", file, "--language", language).out
        again = plan.json("uk", "plan", "import", file, "--drafts")
        assert [row["outcome"] for row in again["rows"]] == ["same"] and again["unknown_headings"] == []
    assert plan("uk", "plan", "export", "-o", file).code != exits.DONE  # a file that is there is not written over
    assert plan("uk", "plan", "export", "-o", str(plan.folder / "x"), "--language", "fr").code == exits.USAGE
    assert plan.json("uk", "draft", "list") == []


def test_rows_are_told_one_by_one_and_drafts_made_once(plan: Desks) -> None:
    file = plan.folder / "rows.csv"
    good = "GBR-M-2018-090,A study,S6,STUDY,AGREED,MOD,MOD,2018-10-01,平成31年3月31日,A report,fine"
    file.write_text(f"Our plan,,,,,,,,,,\n{HEADINGS}\n{good}\n{good.replace('090', '091').replace('S6', 'S99')}\n", encoding="utf-8")
    dry = plan("uk", "plan", "import", str(file))
    assert dry.code == exits.DONE and "1 new, 1 refused" in dry.out and "Nothing was drafted" in dry.out and "Weather" in dry.out
    assert "S99" in dry.out and plan.json("uk", "draft", "list") == []
    for _twice in range(2):
        made = plan.json("uk", "plan", "import", str(file), "--drafts")
        assert [(row["row"], row["outcome"], bool(row["draft"])) for row in made["rows"]] == [(3, "new", True), (4, "refused", False)]
    assert len(plan.json("uk", "draft", "list")) == 1


def test_what_is_no_plan_is_refused_in_words(plan: Desks) -> None:
    file = plan.folder / "no.csv"
    file.write_text("a,b\n1,2\n", encoding="utf-8")
    refused = plan("uk", "plan", "import", str(file))
    assert refused.code == exits.REFUSED and "has a heading “Number”" in " ".join(refused.err.split())
    assert "there is no table 3" in " ".join(plan("uk", "plan", "import", str(file), "--table", "3").err.split())
    file.write_bytes(b"PK\x03\x04 torn")
    assert plan("uk", "plan", "import", str(file)).code == exits.REFUSED


def test_a_heading_of_the_houses_own_is_said_to_be_a_field(plan: Desks) -> None:
    file = plan.folder / "own.csv"
    file.write_text("Our code,Measure,Clause,Deadline\nGBR-M-2018-093,A study,S6,H31.3.31\n", encoding="utf-8")
    assert plan("uk", "plan", "import", str(file)).code == exits.REFUSED
    (row,) = plan.json("uk", "plan", "import", str(file), "--column", "Our code=code")["rows"]
    assert row["code"] == "GBR-M-2018-093" and "“H31.3.31” was read as 2019-03-31." in row["remarks"]
    for wrong, words in (("Their code=code", "no heading “Their code”"), ("Our code=weather", "no field “weather”")):
        assert words in " ".join(plan("uk", "plan", "import", str(file), "--column", wrong).err.split())


def test_an_edition_is_accepted_in_one_act(plan: Desks) -> None:
    changed = json.loads((plan.folder / "measure.json").read_text()) | {"baseline_finish": "2019-02-28"}
    file = plan.paper("changed.json", changed)
    assert plan("uk", "plan", "edition", file).code == exits.USAGE
    assert plan("uk", "plan", "edition", file, "--title-en", "Plan", "--held-on", "2018-12-14").code == exits.USAGE
    told = plan("uk", "plan", "edition", file, "--title-en", "Plan", "--meeting", "Third meeting", "--held-on", "2017-12-14")
    assert told.code == exits.DONE and "Proposed PLAN-1" in told.out
    plan.carry()
    assert plan("japan", "act", "accept", "PLAN-1").code == exits.DONE
    plan.carry()
    for side in ("uk", "japan"):
        assert "2019-02-28" in plan(side, "records", "show", "GBR-M-2018-006", "--text").out
        assert "Third meeting" in plan(side, "records", "show", "PLAN-1", "--text").out


def test_a_missing_file_is_one_sentence(plan: Desks) -> None:
    gone = plan("uk", "plan", "import", str(Path("nowhere.xlsx")))
    assert gone.code != exits.DONE and "nowhere.xlsx" in gone.err and "Traceback" not in gone.err
