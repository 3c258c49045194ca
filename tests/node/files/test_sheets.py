"""Files of tables: what was written comes back, and what is merged, computed, damaged, locked or huge is told in words."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime

import docx
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.kernel.errors import Refusal
from entente.node.files.sheets import MAX_ROWS, Cell, read_file, read_text, write_workbook

TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20).filter(str.strip)
CELLS = st.one_of(TEXTS, st.integers(-(2**40), 2**40).map(float), st.dates(date(1900, 3, 1), date(2199, 1, 1)), st.booleans())


@settings(max_examples=30)
@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=4))
def test_a_workbook_comes_back(rows: list[list[Cell]]) -> None:
    assert [list(row) for row in read_file("a.xlsx", write_workbook({"A": rows}))[0].rows] == rows


def test_formulas_links_and_numbers_in_texts_stay_texts() -> None:
    rows: list[list[Cell]] = [["=1+1", "mailto:a@example.org", "007"], ["{=2}", "https://example.org", "1e5"]]
    assert [list(row) for row in read_file("a.xlsx", write_workbook({"A": rows}))[0].rows] == rows


def test_the_same_input_gives_the_same_bytes() -> None:
    made = [write_workbook({"A": [["x"]]}, made_at=datetime(2018, 10, 2)) for _ in range(2)]
    assert made[0] == made[1]


def test_merged_cells_formulas_and_hidden_sheets_are_told() -> None:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet, hidden = book.add_worksheet("Plan"), book.add_worksheet("Old")
    sheet.write_row(0, 0, ["Number", "Lead"])
    sheet.merge_range(1, 1, 2, 1, "MOD")
    sheet.write(1, 0, "A-1")
    sheet.write(2, 0, "A-2")
    sheet.write_formula(3, 0, '="A-"&3', None, "A-3")
    hidden.write(0, 0, "x")
    hidden.hide()
    book.close()
    (table,) = read_file("plan.xlsx", file.getvalue())
    assert table.rows == (("Number", "Lead"), ("A-1", "MOD"), ("A-2", "MOD"), ("A-3", None))
    said = " ".join(words["en"] for words in table.remarks)
    assert "B2:B3 were merged" in said and "A4" in said and "1 hidden sheet" in said
    assert all(words["ja"] for words in table.remarks)


def test_word_tables() -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text, table.cell(1, 0).text = "番号", "件名", "A-1"
    file = io.BytesIO()
    document.save(file)
    assert read_file("plan.docx", file.getvalue())[0].rows == (("番号", "件名"), ("A-1", None))


def test_pasted_cells_and_csv() -> None:
    assert read_text('a\tb\n"two\nlines"\t\'=1+1').rows == (("a", "b"), ("two\nlines", "=1+1"))
    assert read_text("a;b\n1;2\n\n").rows == (("a", "b"), ("1", "2"))
    assert read_file("a.csv", "件名,番号\n措置,1".encode("cp932"))[0].rows == (("件名", "番号"), ("措置", "1"))


def _zip(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def _many_rows() -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    sheet = book.add_worksheet()
    for number in range(MAX_ROWS + 1):
        sheet.write_number(number, 0, number)
    book.close()
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "rule"),
    [
        ("bomb.xlsx", _zip({f"xl/{n}.xml": b" " * 70_000_000 for n in range(3)}), "F1"),
        ("rows.xlsx", _many_rows(), "F1"),
        ("million.csv", b"a\n" * 1_000_000, "F1"),
        ("damaged.xlsx", write_workbook({"A": [["x"]]})[:-60], "F2"),
        ("empty.zip", _zip({"a.txt": b""}), "F2"),
        ("image.png", b"\x89PNG\r\n\x1a\n\0\0\0", "F2"),
        ("words.docx", _zip({"word/document.xml": b"<x/>"}), "F2"),
    ],
)
def test_what_is_refused(name: str, data: bytes, rule: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_file(name, data)
    assert refused.value.rule == rule
    assert name in refused.value.words


@given(st.binary(max_size=200), st.sampled_from((b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")))
def test_any_bytes_are_a_table_or_refused(data: bytes, start: bytes) -> None:
    try:
        read_file("any", start + data)
    except Refusal as refused:
        assert refused.rule.startswith("F")


def test_an_error_in_a_cell_is_told() -> None:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet()
    sheet.write_string("A1", "Finish")
    sheet.write_formula("A2", "=1/0", None, "#DIV/0!")
    sheet.write_string("B2", "x")
    book.close()
    (table,) = read_file("a.xlsx", file.getvalue())
    assert table.rows[1] == (None, "x") and "error of the spreadsheet instead of a value (A2)" in table.remarks[-1]["en"]


def test_every_printed_page_is_marked_and_wide_tables_take_several() -> None:
    book = write_workbook({"A": [["Number", *["Column"] * 25], ["1", "日本語" * 30]]}, (18, 40), None, "OFFICIAL & REL GBR")
    with zipfile.ZipFile(io.BytesIO(book)) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml").decode()
    assert "&amp;C&amp;BOFFICIAL &amp;&amp; REL GBR" in sheet and sheet.count("OFFICIAL") == 2 and 'fitToWidth="3"' in sheet
    assert float(re.findall(r'<row r="2"[^>]* ht="([0-9.]+)"', sheet)[0]) >= 5 * 15


def test_rows_that_are_only_formatted_are_no_rows() -> None:
    """A ministry's sheet is often coloured down to the last row that the program has: its table has twenty."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet, grey = book.add_worksheet(), book.add_format({"bg_color": "#eeeeee"})
        sheet.write_row(0, 0, ["Number", "Title"])
        sheet.write_row(1, 0, ["1", "One"])
        for row in range(2, MAX_ROWS + 5):
            sheet.write_blank(row, 0, None, grey)
            sheet.set_row(row, 20, grey)
    (table,) = read_file("plan.xlsx", file.getvalue())
    assert table.rows == (("Number", "Title"), ("1", "One"))
