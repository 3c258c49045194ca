"""The spreadsheet form: marking, protection with the answers alone open, a list of statuses, no formula."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime

import pytest
from lxml import etree
from tests.node.returns.filling import COLUMN, S, form

from entente.node.files.sheets import read_file
from entente.node.returns.xlsx_form import render_xlsx

NOW = datetime(2018, 10, 2, 9, 0, tzinfo=UTC)


def parts(data: bytes) -> tuple[etree._Element, etree._Element]:
    archive = zipfile.ZipFile(io.BytesIO(data))
    return etree.fromstring(archive.read("xl/worksheets/sheet1.xml")), etree.fromstring(archive.read("xl/styles.xml"))


@pytest.mark.parametrize("language", ["en", "ja"])
def test_only_the_answers_are_open(language: str) -> None:
    sheet, styles = parts(render_xlsx(form(language), NOW))
    assert sheet.find(f"{S}sheetProtection") is not None
    locks = [xf.find(f"{S}protection") for xf in styles.find(f"{S}cellXfs")]
    open_ = [n for n, lock in enumerate(locks) if lock is not None and lock.get("locked") == "0"]
    cells = {cell.get("r") for cell in sheet.iter(f"{S}c") if int(cell.get("s", "0")) in open_}
    assert cells == {f"{column}{row}" for column in COLUMN.values() for row in (11, 12)} | {"B8", "C8", "D8"}


def test_marking_at_head_and_foot_and_in_the_first_row() -> None:
    data = render_xlsx(form(marking="SECRET & MORE"), NOW)
    sheet, _styles = parts(data)
    printed = sheet.find(f"{S}headerFooter")
    assert all("SECRET && MORE" in printed.find(f"{S}odd{part}").text for part in ("Header", "Footer"))
    assert read_file("a.xlsx", data)[0].rows[0][0] == "SECRET & MORE"


def test_a_list_of_statuses_in_the_forms_language_and_no_formula() -> None:
    data = render_xlsx(form("ja", title={"ja": "=HYPERLINK(1)"}), NOW)
    sheet, _styles = parts(data)
    assert [one.text for one in sheet.iter(f"{S}formula1")] == ['"緑,黄,赤"'] * 2
    assert list(sheet.iter(f"{S}f")) == [] and "=HYPERLINK(1)" in str(read_file("a.xlsx", data)[0].rows[1][0])
    assert render_xlsx(form(), NOW) == render_xlsx(form(), NOW)
    assert re.search(r"2018", str(read_file("a.xlsx", data)[0].rows[3][0]))


def test_prints_at_a_legible_size_two_pages_across() -> None:
    sheet, _styles = parts(render_xlsx(form(), NOW))
    setup = sheet.find(f"{S}pageSetup")
    assert setup.get("fitToHeight") == "0" and setup.get("orientation") == "landscape"
    widths = [float(one.get("width")) for one in sheet.iter(f"{S}col") for _ in range(int(one.get("min")), int(one.get("max")) + 1)]
    across = (sum(widths) + sum(widths[:2])) / int(setup.get("fitToWidth"))
    inches = across * 7 / 96  # a column of 11-point Calibri has 7 pixels a character
    assert (297 / 25.4 - 0.8) / inches * 10 > 8, "points of a cell's text on paper"
