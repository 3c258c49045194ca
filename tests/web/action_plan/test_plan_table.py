"""The plan as a spreadsheet in the pages: out and in again nothing changes; a dry run shows what would; drafts are made once."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.web.sample import Stage, stage

from entente.node.files.sheets import Cell, read_file, write_workbook
from entente.store import records
from entente.web.action_plan.plan_table import LEFT_OUT
from entente.web.models import Preference

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Stage]:
    with stage(tmp_path) as made:
        yield made


def exported(stage: Stage, language: str = "en") -> list[list[list[Cell]]]:
    answer = stage.client("reader", language).get("/plan/action-plan.xlsx")
    assert answer["Content-Type"] == XLSX
    return [[list(row) for row in table.rows] for table in read_file("plan.xlsx", answer.content)]


def workbook(tables: list[list[list[Cell]]]) -> SimpleUploadedFile:
    return SimpleUploadedFile("plan.xlsx", write_workbook(dict(zip(("Measures", "Milestones"), tables, strict=True))), XLSX)


def drafts(stage: Stage) -> list[records.Row]:
    return [row for row in records.listed(stage.node.alias, {"type": "draft"}) if row.id != stage.records["secret"]]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_out_and_in_again_changes_nothing(own: Stage, language: str) -> None:
    client = own.client("drafter", language)
    answer = client.post("/plan/import/", {"file": workbook(exported(own, language))}, follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain == [("/plan/import/check/", 302)]
    assert ("1 as they are" if language == "en" else "変更なし1件") in page
    assert "Make" not in page or language == "ja"
    client.post("/plan/import/make/", {})
    assert drafts(own) == []


def test_a_dry_run_shows_what_would_change_and_drafts_are_made_once(own: Stage) -> None:
    tables = exported(own)
    measures = tables[0]
    changed, new, bad = list(measures[1]), list(measures[1]), list(measures[1])
    title, code, finish, record = (measures[0].index(h) for h in ("Title (English)", "Number", "Finish", "Record"))
    changed[title] = "Another title <script>alert(1)</script>"
    new[code], new[record] = "GBR-M-2018-090", None
    bad[code], bad[record], bad[finish] = "GBR-M-2018-091", None, "ongoing"
    tables[0] = [measures[0], changed, new, bad]
    client = own.client("drafter")
    page = client.post("/plan/import/", {"file": workbook(tables)}, follow=True).content.decode()
    assert "1 new measure" in page and "1 changed" in page and "1 refused" in page and "“ongoing” is not a day" in page
    assert "<script>alert" not in page and "&lt;script&gt;" in page
    assert drafts(own) == []
    client.post("/plan/import/make/", {})
    assert sorted(row.code for row in drafts(own)) == ["GBR-M-2018-006", "GBR-M-2018-090"]
    client.post("/plan/import/", {"file": workbook(tables)})
    client.post("/plan/import/make/", {})
    assert len(drafts(own)) == 2


def test_a_heading_once_mapped_is_remembered(own: Stage) -> None:
    pasted = "Our plan\n\nRef\tTitle (English)\tClauses\nGBR-M-2018-092\tA study\tjp-gb-2017#S6"
    client = own.client("drafter")
    page = client.post("/plan/import/", {"pasted": pasted}, follow=True).content.decode()
    assert "1 refused" in page
    page = client.post(
        "/plan/import/check/", {"skipped": "2", "column-0": "code", "column-1": "title.en", "column-2": "clauses"}, follow=True
    )
    assert "GBR-M-2018-092" in page.content.decode() and "is empty, and a measure needs it" in page.content.decode()
    assert Preference.objects.get().value["Ref"] == "code"
    page = client.post("/plan/import/", {"pasted": pasted.partition("\n\n")[2]}, follow=True)
    assert '<option value="code" selected>' in page.content.decode()
    assert client.post("/plan/import/make/", {"discard": "1"}).headers["Location"] == "/plan/import/"
    assert client.get("/plan/import/check/").status_code == 302


def test_a_column_once_left_out_stays_left_out_and_a_table_of_its_own_numbers_says_how(own: Stage) -> None:
    """A ministry numbers its measures 1, 2, 3: the page says what to do, and the next table of that form needs no second choice."""
    pasted = "Number\tTitle (English)\tClauses\tGBR lead\n1\tA study\tS6\tForeign ministry\n2\tAnother\tS6\tTreasury Solicitor"
    client = own.client("drafter")
    page = client.post("/plan/import/", {"pasted": pasted}, follow=True).content.decode()
    assert "This table has numbers of its own" in page and "was read as FCDO" in page
    assert "Lead GBR: “Treasury Solicitor” is no authority that the charter names" in page
    japanese = own.client("drafter", "ja").get("/plan/import/check/").content.decode()
    assert "この表の番号は独自のもののようです" in japanese
    form = {"skipped": "0", "column-0": "", "column-1": "title.en", "column-2": "clauses", "column-3": "leads.GBR"}
    page = client.post("/plan/import/check/", form, follow=True).content.decode()
    assert "This table has numbers of its own" not in page and 'name="given-code"' in page
    assert Preference.objects.get().value["Number"] == LEFT_OUT
    again = client.post("/plan/import/", {"pasted": pasted}, follow=True).content.decode()
    assert 'name="given-code"' in again and '<option value="code" selected>' not in again


def test_who_may_not_draft_may_not_import(own: Stage) -> None:
    assert own.client("reader").get("/plan/import/").status_code == 403
    assert own.client("reader").post("/plan/import/make/").status_code == 403


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 damaged", b"\x89PNG\r\n\x1a\n\0"])
def test_what_is_no_table_is_refused_in_words(own: Stage, data: bytes) -> None:
    upload = io.BytesIO(data)
    upload.name = "plan.xlsx"
    answer = own.client("drafter").post("/plan/import/", {"file": upload})
    assert answer.status_code == 400 and "There is a problem" in answer.content.decode()


def test_a_ministry_s_own_table_is_taken_once_it_is_said_what_stands_for_every_row(own: Stage) -> None:
    client = own.client("drafter")
    pasted = "Measure\tClauses\tWhen\nHydrography\tS6\t1 April 2019\nStaff talks\tA2\t平成31年5月7日\n"
    page = client.post("/plan/import/", {"pasted": pasted}, follow=True).content.decode()
    assert "2 refused" in page and page.index("Which column is which") < page.index("is empty, and a measure needs it")
    given = {"code": "GBR-M-2019-101", "type": "ACTIVITY", "stage": "AGREED", "completion_criterion.en": "Both have reported."}
    given |= {"leads.GBR": "FCDO", "leads.JPN": "FCDO"}
    typed = {"skipped": "0", "column-0": "title.en", "column-1": "clauses", "column-2": "baseline_start"}
    page = client.post("/plan/import/check/", typed | {f"given-{key}": said for key, said in given.items()}, follow=True).content.decode()
    assert "2 new measures" in page and "GBR-M-2019-102" in page and 'value="GBR-M-2019-101"' in page
    client.post("/plan/import/make/", {})
    assert sorted(row.code for row in drafts(own)) == ["GBR-M-2019-101", "GBR-M-2019-102"]
