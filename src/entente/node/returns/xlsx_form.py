"""A form as a spreadsheet (XLSX, ECMA-376, by xlsxwriter): one row for each measure, only the cells to be answered open.

Pure. The marking stands at head and foot of each printed page and in the first row; no text is ever a formula or a link. Protection keeps
slips of the hand away and is no lock: what comes back is checked by its references. Serves I1.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from entente.areas.commissioning.form import ANSWERS, HINTS, RATINGS, TITLES, Form, Question
from entente.implementation.papers.phrases import day
from entente.node.returns.wording import TEXT, introduction, measure_title

COLUMNS = ("reference", "measure", "finish", "last", *ANSWERS)
WIDTHS = (22, 26, 14, 30, 11, 36, 36, 28, 28, 13)
ACROSS = 2  # pages side by side, reference and measure on each: on one the ten points of a cell would be printed as four
HIGHEST = 409  # points a row can be high (ECMA-376, 18.3.1.73)
HEAD_LINES = 4  # a heading and its hint in the narrowest column
SHEET = {"en": "Return", "ja": "回答"}
Filled = Mapping[str, Mapping[str, str]]
"""Answers by reference and key, with "by" under the empty reference: what a form is sent out again with."""


def render_xlsx(form: Form, made_at: datetime, filled: Filled | None = None) -> bytes:
    """The spreadsheet; the same bytes for the same form and moment."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"created": made_at.replace(tzinfo=None), "author": "Entente", "title": form.round})
    sheet = book.add_worksheet(SHEET[form.language])
    formats = _formats(book)
    row = _head(sheet, form, formats, (filled or {}).get("", {}).get("by", ""))
    for at, key in enumerate(COLUMNS):
        sheet.write_string(row, at, _heading(form, key), formats["heading"])
    sheet.set_row(row, 15 * HEAD_LINES)
    for number, question in enumerate(form.questions, row + 1):
        _question(sheet, number, question, form, (formats, (filled or {}).get(question.reference, {})))
    _page(sheet, form, row, formats)
    book.close()
    return out.getvalue()


def _formats(book: Any) -> dict[str, Any]:
    plain = {"text_wrap": True, "valign": "top", "font_size": 10, "border": 1, "border_color": "#B1B4B6"}
    return {
        "marking": book.add_format({"bold": True, "align": "left"}),
        "title": book.add_format({"bold": True, "font_size": 14}),
        "words": book.add_format({"text_wrap": True, "valign": "top"}),
        "heading": book.add_format(plain | {"bold": True, "bg_color": "#EEF1F6"}),
        "given": book.add_format(plain | {"bg_color": "#F3F2F1"}),
        "open": book.add_format(plain | {"locked": False, "num_format": "@"}),
        "day": book.add_format(plain | {"locked": False, "num_format": "yyyy-mm-dd", "align": "left"}),
    }


def _heading(form: Form, key: str) -> str:
    hint = HINTS.get(key)
    return TITLES[key][form.language] + (f"\n{hint[form.language]}" if hint else "")


def _head(sheet: Any, form: Form, formats: Mapping[str, Any], by: str) -> int:
    """Marking, title, what is asked, who answers; the row of the headings."""
    sheet.write_string(0, 0, form.marking, formats["marking"])
    title = form.title.get(form.language) or next(iter(form.title.values()), "")
    sheet.write_string(1, 0, f"{form.round}  {title}".strip(), formats["title"])
    row = 2
    for line in introduction(form, TEXT["fill-xlsx"]):
        sheet.merge_range(row, 0, row, 5, "", formats["words"])
        sheet.write_string(row, 0, line, formats["words"])
        sheet.set_row(row, 15 * (1 + len(line) // (130 if form.language == "en" else 65) + line.count("\n")))
        row += 1
    sheet.write_string(row, 0, TITLES["by"][form.language], formats["heading"])
    sheet.merge_range(row, 1, row, 3, "", formats["open"])
    sheet.write_string(row, 1, by, formats["open"]) if by else None
    sheet.set_row(row, 30)
    return row + 2


def _question(sheet: Any, row: int, question: Question, form: Form, how: tuple[Mapping[str, Any], Mapping[str, str]]) -> None:
    formats, filled = how
    language = form.language
    last = (question.last or {}).get(language, TEXT["no-report"][language])
    finish = day(question.finish)[language]
    for at, text in enumerate((question.reference, measure_title(question, language), finish, last)):
        sheet.write_string(row, at, text, formats["given"])
    for at, key in enumerate(ANSWERS, 4):
        text, style = filled.get(key, ""), formats["day" if key == "forecast_finish" else "open"]
        if not text:
            sheet.write_blank(row, at, None, style)
        elif key == "forecast_finish":
            on = date.fromisoformat(text)
            sheet.write_datetime(row, at, datetime(on.year, on.month, on.day), style)
        else:
            sheet.write_string(row, at, text, style)
    choices = [RATINGS[rating][language] for rating in RATINGS]
    wrong = {"error_title": TITLES["rag"][language], "error_message": HINTS["rag"][language]}
    sheet.data_validation(row, 4, row, 4, {"validate": "list", "source": choices, **wrong})
    told = zip(
        (question.reference, measure_title(question, language), finish, last, *(filled.get(key, "") for key in ANSWERS)),
        WIDTHS,
        strict=True,
    )
    sheet.set_row(row, min(HIGHEST, max(90, 14 * max(_lines(text, width) for text, width in told))))


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column: a Japanese character is as wide as two others, and words are not divided."""
    return sum(1 + sum(2 if ord(c) > 0x2E7F else 1 for c in line) // (width - 3) for line in text.split("\n"))


def _page(sheet: Any, form: Form, headings: int, formats: Mapping[str, Any]) -> None:
    """Widths, protection, printing: landscape, two pages across, headings on each page, the marking at its head and foot."""
    for at, width in enumerate(WIDTHS):
        sheet.set_column(at, at, width)
    sheet.freeze_panes(headings + 1, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(headings)
    sheet.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.8)
    sheet.fit_to_pages(ACROSS, 0)
    sheet.repeat_columns(0, 1)
    marking = form.marking.replace("&", "&&")
    sheet.set_header(f"&C&B{marking}"[:255])
    sheet.set_footer(f"&C&B{marking}&R&P / &N"[:255])
    sheet.protect("", {"format_columns": True, "format_rows": True})
