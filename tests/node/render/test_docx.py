"""DOCX: real headings, repeated header rows, both scripts' fonts and tags, marking and page numbers; the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from tests.implementation.charts.drawing import HOSTILE
from tests.papers import BRIEF, CLOCKS, CONTEXT, MADE, PAPER, act

from entente.implementation.papers.briefing import briefing
from entente.implementation.papers.paper import Lines, Paper, Sentence
from entente.implementation.papers.phrases import same
from entente.implementation.papers.quarterly import quarterly
from entente.implementation.papers.release import marking
from entente.node.render.docx import render_docx
from entente.node.render.layout import Printing

QUARTERLY = quarterly(PAPER)


def printed(paper: Paper, *languages: str) -> bytes:
    return render_docx(paper, Printing(languages, marking(paper, CONTEXT), MADE, CLOCKS), lambda one: f"https://node.example/act/{one}")


BOTH = printed(QUARTERLY, "en", "ja")


def test_headings_tables_and_pictures_are_words_own() -> None:
    document = docx.Document(io.BytesIO(BOTH))
    styles = [paragraph.style.name for paragraph in document.paragraphs if paragraph.style]
    assert styles.count("Heading 1") == 11 and "Title" in styles and "Caption" in styles
    tables = [table for table in document.tables if table.style and table.style.name == "Table Grid"]
    assert tables and all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in tables)
    for table in tables:
        grid = [round(column.w / 1000) for column in table._tbl.tblGrid.gridCol_lst]
        assert grid == [round(cell.width / 1000) for cell in table.rows[0]._tr.tc_lst]
    pictures = [shape._inline.docPr for shape in document.inline_shapes]
    assert len(pictures) == 8 and all(one.get("descr") for one in pictures)


def test_every_page_is_marked_and_numbered() -> None:
    section = docx.Document(io.BytesIO(BOTH)).sections[0]
    marked = "OFFICIAL-SENSITIVE · REL GBR  /  OFFICIAL-SENSITIVE（公用・要注意）　提供先 GBR"
    assert section.header.paragraphs[0].text == marked and section.footer.paragraphs[0].text == marked
    fields = [field.get(qn("w:instr")) for field in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert section.page_width and section.page_height
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_both_scripts_have_their_fonts_and_tags() -> None:
    with zipfile.ZipFile(io.BytesIO(BOTH)) as archive:
        styles, body = (etree.fromstring(archive.read(f"word/{name}.xml")) for name in ("styles", "document"))
    normal = styles.find(f".//{qn('w:style')}[@{qn('w:styleId')}='Normal']")
    assert normal is not None
    fonts = normal.find(f".//{qn('w:rFonts')}")
    assert fonts is not None and fonts.get(qn("w:eastAsia")) == "Yu Gothic" and fonts.get(qn("w:ascii")) == "Arial"
    tags = {(tag.get(qn("w:val")), tag.get(qn("w:eastAsia"))) for tag in body.iter(qn("w:lang"))}
    assert tags == {("en-GB", "ja-JP")}, "Latin words in Japanese are English, so that numbers are not broken within a line of kanji"


def test_references_open_the_acts() -> None:
    document = docx.Document(io.BytesIO(BOTH))
    addresses = {relation.target_ref for relation in document.part.rels.values() if relation.is_external}
    assert f"https://node.example/act/{act('raa')}" in addresses


def test_the_same_paper_and_moment_give_the_same_bytes() -> None:
    assert printed(QUARTERLY, "en", "ja") == BOTH
    with zipfile.ZipFile(io.BytesIO(BOTH)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 1, 12, 1, 30, 0)}
    assert docx.Document(io.BytesIO(BOTH)).core_properties.title == QUARTERLY.title["en"]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_hostile_words_stay_words(language: str) -> None:
    paper = replace(briefing(BRIEF), parts=(Lines((Sentence(same(HOSTILE)), Sentence(same("=1+1")))),))
    document = docx.Document(io.BytesIO(printed(paper, language)))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert any("<script>alert(1)</script>" in text and "\x00" not in text for text in texts) and "=1+1" in texts


def test_a_reference_leads_to_its_source_and_does_not_begin_a_line() -> None:
    with zipfile.ZipFile(io.BytesIO(BOTH)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    places = {one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))}
    links = [one for one in body.iter(qn("w:hyperlink")) if one.get(qn("w:anchor"))]
    assert links and {one.get(qn("w:anchor")) for one in links} <= places
    for one in links:
        said = "".join(text.text or "" for text in one.iter(qn("w:t")))
        assert said.startswith("\u2060[") and " " not in said
