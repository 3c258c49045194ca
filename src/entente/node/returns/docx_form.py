"""A form as a Word document (ISO/IEC 29500): a table for each measure, its answers in content controls, all else beside them.

Pure. The marking stands at head and foot of each page. Controls carry tags ("entente:3:rag") and cannot be deleted; references are locked.
A document whose controls were lost on the way is still read by its tables' headings. Serves I1.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from entente.areas.commissioning.form import ANSWERS, RATINGS, TITLES, Form, Question
from entente.implementation.papers.phrases import day
from entente.node.render.docx import field, fonts, marked, timed
from entente.node.returns.wording import TEXT, introduction, measure_title
from entente.node.returns.xlsx_form import Filled

TAG = "entente"
LEFT_MM, RIGHT_MM = 48, 122


def render_docx(form: Form, made_at: datetime, filled: Filled | None = None) -> bytes:
    """The document; the same bytes for the same form and moment."""
    document = Document()
    answers = filled or {}
    _prepare(document, form, made_at)
    title = form.title.get(form.language) or next(iter(form.title.values()), "")
    document.add_heading(f"{form.round}  {title}".strip(), 1)
    document.add_paragraph(TEXT["return"][form.language]).runs[0].bold = True
    for line in introduction(form, TEXT["fill-docx"]):
        document.add_paragraph(line).paragraph_format.space_after = Pt(3)
    _table(document, [(TITLES["by"][form.language], _control((0, "by"), form, answers.get("", {}).get("by", "")))])
    for number, question in enumerate(form.questions, 1):
        document.add_heading(measure_title(question, form.language), 2).paragraph_format.keep_with_next = True
        _table(document, _rows(number, question, form, answers.get(question.reference, {})))
    out = io.BytesIO()
    document.save(out)
    return timed(out.getvalue(), made_at)


def _prepare(document: Any, form: Form, made_at: datetime) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(20)
    for name, size in (("Normal", 10.5), ("Heading 1", 15), ("Heading 2", 12)):
        fonts(document.styles[name], size, form.language)
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = form.round, "Entente", "Entente"
    properties.comments, properties.created, properties.modified = "", made_at.replace(tzinfo=None), made_at.replace(tzinfo=None)
    marked(section.header.paragraphs[0], form.marking)
    marked(section.footer.paragraphs[0], form.marking)
    pages = section.footer.add_paragraph()
    field(pages, "PAGE")
    pages.add_run(" / ")
    field(pages, "NUMPAGES")


def _rows(number: int, question: Question, form: Form, filled: Mapping[str, str]) -> list[tuple[str, Any]]:
    language = form.language
    last = (question.last or {}).get(language, TEXT["no-report"][language])
    finish = day(question.finish)[language]
    given: list[tuple[str, Any]] = [
        (TITLES["reference"][language], _control((number, "reference"), form, question.reference)),
        (TITLES["finish"][language], _run(finish)),
        (TITLES["last"][language], _run(last)),
    ]
    return given + [(TITLES[key][language], _control((number, key), form, filled.get(key, ""))) for key in ANSWERS]


def _table(document: Any, rows: list[tuple[str, Any]]) -> None:
    """Headings on the left, what is given or to be written on the right."""
    table = document.add_table(rows=len(rows), cols=2)
    table.style = document.styles["Table Grid"]
    table.autofit = False
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, (Mm(LEFT_MM), Mm(RIGHT_MM)), strict=True):
        column.w = width
    for row, (heading, content) in zip(table.rows, rows, strict=True):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        left, right = row.cells
        left.width, right.width = Mm(LEFT_MM), Mm(RIGHT_MM)
        left.paragraphs[0].add_run(heading).bold = True
        right.paragraphs[0]._p.append(content)
    document.add_paragraph().paragraph_format.space_after = Pt(2)


def _control(place: tuple[int, str], form: Form, text: str) -> Any:
    """A content control: a choice, a locked reference, or plain text of several lines; a hint stands in it while it is empty."""
    number, key = place
    control, properties = OxmlElement("w:sdt"), OxmlElement("w:sdtPr")
    for name, value in (
        ("alias", TITLES[key][form.language]), ("tag", f"{TAG}:{number}:{key}"),
        ("lock", "sdtContentLocked" if key == "reference" else "sdtLocked"),
    ):  # fmt: skip
        properties.append(_with(name, {"val": value}))
    if not text:
        properties.append(OxmlElement("w:showingPlcHdr"))
    properties.append(_choice(form.language) if key == "rag" else _with("text", {"multiLine": "1"}))
    content = OxmlElement("w:sdtContent")
    content.append(_run(text) if text else _run(TEXT["choose" if key == "rag" else "type-here"][form.language], pale=True))
    control.append(properties)
    control.append(content)
    return control


def _choice(language: str) -> Any:
    made = OxmlElement("w:dropDownList")
    for rating, titles in RATINGS.items():
        made.append(_with("listItem", {"displayText": titles[language], "value": rating}))
    return made


def _with(name: str, values: Mapping[str, str]) -> Any:
    made = OxmlElement(f"w:{name}")
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _run(text: str, pale: bool = False) -> Any:
    """A run: line feeds as breaks, tabs as tabs."""
    run = OxmlElement("w:r")
    if pale:
        properties = OxmlElement("w:rPr")
        properties.append(_with("color", {"val": "767676"}))
        run.append(properties)
    for at, line in enumerate(text.split("\n")):
        if at:
            run.append(OxmlElement("w:br"))
        for place, piece in enumerate(line.split("\t")):
            if place:
                run.append(OxmlElement("w:tab"))
            if piece:
                said = OxmlElement("w:t")
                said.text = piece
                said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                run.append(said)
    return run
