"""Any page's tables as a spreadsheet: the same rows, days as days, whole lists, nothing that the page does not show."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.test import Client
from tests.web.sample import Stage

from entente.node.files.sheets import Table, read_file
from entente.web import listing
from entente.web.records import records_list


def taken(client: Client, address: str) -> list[Table]:
    answer = client.get(address)
    assert answer.headers["Content-Type"].endswith("spreadsheetml.sheet") and "attachment" in answer.headers["Content-Disposition"]
    return read_file("a.xlsx", answer.content)


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("page", ["/", "/records/", "/plan/", "/drafts/", "/exchange/"])
def test_every_list_offers_its_tables_and_gives_them(shown: Stage, page: str, language: str) -> None:
    client = shown.client("drafter", language)
    words = {"en": "Download the tables of this page (XLSX)", "ja": "この画面の表をダウンロード（XLSX）"}[language]
    assert words in client.get(page).content.decode()
    *tables, about = taken(client, f"{page}?as=xlsx")
    assert tables and all(len(table.rows) > 1 for table in tables)
    assert about.name == {"en": "About this table", "ja": "この表について"}[language] and about.rows[1][1] == page


def test_dates_are_dates_and_each_zone_has_its_column(shown: Stage) -> None:
    plan, _about = taken(shown.client("reader"), "/plan/?as=xlsx")
    assert any(isinstance(cell, date) for cell in plan.rows[1])
    records = shown.client("reader").get("/records/?as=xlsx")
    heads, first = read_file("a.xlsx", records.content)[0].rows[:2]
    assert heads[-2:] == ("Changed (London)", "Changed (Tokyo)")
    assert [datetime.fromisoformat(str(cell)).hour for cell in first[-2:]][1] != 0


def test_the_list_is_whole_and_says_so_where_it_is_not(shown: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    client = shown.client("reader")
    monkeypatch.setattr(records_list, "AT_ONCE", 2)
    assert 'rel="next"' in client.get("/records/").content.decode()
    whole, about = taken(client, "/records/?as=xlsx")
    assert len(whole.rows) > 3 and not any(row[0] == "Not whole" for row in about.rows)
    monkeypatch.setattr(listing, "WHOLE", 2)
    part, about = taken(client, "/records/?as=xlsx")
    assert len(part.rows) == 3 and any(row[0] == "Not whole" for row in about.rows)


def test_filters_stay_and_are_told_and_the_part_of_the_list_does_not(shown: Stage) -> None:
    client = shown.client("reader")
    page = client.get("/records/?type=measure&page=1").content.decode()
    assert 'href="?type=measure&amp;as=xlsx"' in page
    found, about = taken(client, "/records/?type=measure&as=xlsx")
    assert {row[2] for row in found.rows[1:]} == {"Measure"}
    assert "Measure" in str(next(row[1] for row in about.rows if row[0] == "Filters"))


def test_who_may_not_see_the_page_gets_no_table(shown: Stage) -> None:
    assert shown.client("admin").get("/records/?as=xlsx").status_code == 403
    assert Client().get("/records/?as=xlsx").status_code == 302
    assert shown.client("reader").get("/search/?as=xlsx").headers["Content-Type"].startswith("text/html")
