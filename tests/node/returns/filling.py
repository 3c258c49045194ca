"""Forms as leads fill them in: files of ours changed in their XML by hand, as Word, Excel and LibreOffice leave them.

What is here shares no code with what wrote the form or with what reads it back.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from lxml import etree

from entente.areas.commissioning.form import Form, Question

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
REFERENCES = ("GBR-CR-2018-4/GBR-M-2018-006/MOD/0123abcd", "GBR-CR-2018-4/GBR-M-2018-013/MOD/4567cdef")
COLUMN = {"rag": "E", "narrative.en": "F", "narrative.ja": "G", "ask.en": "H", "ask.ja": "I", "forecast_finish": "J"}


def form(language: Any = "en", **changed: Any) -> Form:
    """A form with two measures."""
    titles = {"en": "Accounting for logistic support", "ja": "後方支援の計上"}
    questions = tuple(Question(one, one.split("/")[1], titles, date(2018, 12, 21), None) for one in REFERENCES)
    given: dict[str, Any] = {
        "round": "GBR-CR-2018-4", "title": {"en": "Fourth quarter", "ja": "第4四半期"}, "note": {}, "period_from": date(2018, 10, 1),
        "period_to": date(2018, 12, 31), "due": date(2018, 12, 14), "due_times": {"en": "23:59", "ja": "23:59"}, "authority": "MOD",
        "answer_to": "GBR:FCDO:desk", "language": language, "marking": "OFFICIAL · REL GBR", "questions": questions,
    }  # fmt: skip
    return Form(**{**given, **changed})


def changed(data: bytes, name: str, change: Callable[[Any], None]) -> bytes:
    """The archive with one XML part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            content = old.read(part)
            if part == name:
                root = etree.fromstring(content)
                change(root)
                content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            new.writestr(part, content)
    return out.getvalue()


def fill_docx(data: bytes, answers: Mapping[tuple[int, str], str], split: int = 1000) -> bytes:
    """A Word form with answers in its controls, in runs of at most `split` characters, as Word leaves them."""

    def change(root: Any) -> None:
        for control in root.iter(f"{W}sdt"):
            _entente, number, key = control.find(f"{W}sdtPr/{W}tag").get(f"{W}val").split(":")
            text = answers.get((int(number), key))
            if text is None:
                continue
            for hint in control.findall(f"{W}sdtPr/{W}showingPlcHdr"):
                hint.getparent().remove(hint)
            content = control.find(f"{W}sdtContent")
            for child in list(content):
                content.remove(child)
            for at, line in enumerate(text.split("\n")):
                if at:
                    etree.SubElement(etree.SubElement(content, f"{W}r"), f"{W}br")
                for start in range(0, len(line), split):
                    said = etree.SubElement(etree.SubElement(content, f"{W}r"), f"{W}t")
                    said.text = line[start : start + split]
                    said.set(SPACE, "preserve")

    return changed(data, "word/document.xml", change)


def without_controls(data: bytes) -> bytes:
    """A Word form whose controls a program has dissolved into plain text."""

    def change(root: Any) -> None:
        for control in list(root.iter(f"{W}sdt")):
            parent, content = control.getparent(), control.find(f"{W}sdtContent")
            at = parent.index(control)
            for child in list(content):
                parent.insert(at, child)
                at += 1
            parent.remove(control)

    return changed(data, "word/document.xml", change)


def fill_xlsx(data: bytes, row: int, answers: Mapping[str, str], by: str = "") -> bytes:
    """A spreadsheet form with answers in a row (the first is the one under the headings), as texts of their cells."""

    def change(root: Any) -> None:
        cells = {cell.get("r"): cell for cell in root.iter(f"{S}c")}
        for key, text in answers.items():
            _put(cells[f"{COLUMN[key]}{row}"], text)
        if by:
            _put(cells["B8"], by)

    return changed(data, "xl/worksheets/sheet1.xml", change)


def _put(cell: Any, text: str) -> None:
    for child in list(cell):
        cell.remove(child)
    cell.set("t", "inlineStr")
    said = etree.SubElement(etree.SubElement(cell, f"{S}is"), f"{S}t")
    said.text = re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)  # as spreadsheets write what looks like an escape of theirs
    said.set(SPACE, "preserve")
