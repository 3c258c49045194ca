"""Paragraphs of Word and PDF files: Word's own numbers are written out, lines of one paragraph stay together."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest
import typst
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from entente.kernel.errors import Refusal
from entente.node.files import extract
from entente.node.files.extract_paragraphs import FIGURES, spaced


def packed(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_numbers_that_word_counts_are_written_out() -> None:
    document = docx.Document()
    document.add_paragraph("Have decided as follows:")
    for words in ("Japan will act.", "The UK will act."):
        document.add_paragraph(words, style="List Number")
    document.add_paragraph("a point", style="List Bullet")
    plain = document.add_paragraph("not counted", style="List Number")
    numbering = OxmlElement("w:numPr")
    none = OxmlElement("w:numId")
    none.set(qn("w:val"), "0")
    numbering.append(none)
    plain._p.get_or_add_pPr().append(numbering)
    found = extract.paragraphs_of("a.docx", "", packed(document)).text
    assert [line for line in found.split("\n") if line] == [
        "Have decided as follows:", "1. Japan will act.", "2. The UK will act.", "• a point", "not counted",
    ]  # fmt: skip


def test_a_table_of_things_to_be_done_is_rows_and_another_table_paragraphs() -> None:
    document = docx.Document()
    for rows in ([["Action", "Lead", "Timeline"], ["Hold talks", "", "Annually"]], [["For Japan", "For the UK"], ["A. Sato", "B. Smith"]]):
        table = document.add_table(0, len(rows[0]))
        for row in rows:
            for cell, words in zip(table.add_row().cells, row, strict=True):
                cell.text = words
    found = extract.paragraphs_of("a.docx", "", packed(document)).text
    assert [line for line in found.split("\n") if line] == [
        "Action\tLead\tTimeline", "Hold talks\t\tAnnually", "For Japan", "For the UK", "A. Sato", "B. Smith",
    ]  # fmt: skip


def test_bullets_of_a_lower_level_are_told_from_those_above() -> None:
    document = docx.Document()
    for words, style in (("a point", "List Bullet"), ("below it", "List Bullet 2")):
        document.add_paragraph(words, style=style)
    lower = OxmlElement("w:numPr")
    for name, value in (("w:ilvl", "1"), ("w:numId", document.paragraphs[0].style.element.pPr.numPr.numId.val)):
        part = OxmlElement(name)
        part.set(qn("w:val"), str(value))
        lower.append(part)
    document.paragraphs[1]._p.get_or_add_pPr().append(lower)
    found = extract.paragraphs_of("a.docx", "", packed(document)).text
    assert [line for line in found.split("\n") if line] == ["• a point", "o below it"]


@pytest.mark.parametrize(
    ("shape", "number", "written"),
    [
        ("lowerLetter", 27, "aa"),
        ("upperLetter", 2, "B"),
        ("lowerRoman", 4, "iv"),
        ("japaneseCounting", 21, "二十一"),
        ("decimalFullWidth", 10, "１０"),
    ],
)
def test_figures(shape: str, number: int, written: str) -> None:
    assert FIGURES[shape](number) == written


def test_lines_of_a_pdf_s_paragraph_stay_together() -> None:
    long = " ".join(["Japan and the UK will deepen their cooperation on the seas"] * 6)
    made = typst.compile(f"#set page(width: 12cm)\n1. {long}.\n\n+ Short one.\n\n+ Short two.".encode())
    found = extract.paragraphs_of("a.pdf", "application/pdf", made).text.strip()
    assert len(found.split("\n\n")) == 3 and found.split("\n\n")[0].replace("\n", " ").endswith("on the seas.")
    assert list(spaced([])) == [] and list(spaced([(10.0, "one")])) == ["", "one"]


def test_what_is_no_document_is_refused() -> None:
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("word/other.xml", "<a/>")
    for name, data in (("a.docx", empty.getvalue()), ("a.txt", b"words"), ("a.pdf", b"%PDF-1.7 broken")):
        with pytest.raises(Refusal) as refused:
            extract.paragraphs_of(name, "", data)
        assert refused.value.rule == "N32"
    with pytest.raises(Refusal, match="too-large"):
        extract.paragraphs_of("a.pdf", "", b"%PDF-" + b" " * 100, extract.Limits(size=10))
