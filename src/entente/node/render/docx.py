"""A paper as DOCX (ISO/IEC 29500): real headings and lists, header rows that repeat, marking and page numbers.

Pure but for the pictures of charts, which pdf.py draws. Text goes in as text nodes; the zip's times are the paper's, so that the same paper
and moment give the same bytes. Language tags stand on every run, so that Word spells and breaks each language by its own rules. Serves I3.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from entente.implementation.papers.paper import Paper
from entente.node.render.layout import Block, Layout, Printing, Run, Runs, layout
from entente.node.render.pdf import AUTHOR, render_picture

LATIN, EAST_ASIAN = "Arial", "Yu Gothic"
TAGS = {"en": "en-GB", "ja": "ja-JP"}
NAVY = RGBColor(0x12, 0x28, 0x4B)
TEXT_MM = 170
HELD = "\u2060"
"""Before a reference: it stays on the line of the word that it follows."""
_FORBIDDEN = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

FULL = {"Normal": 10.5, "Title": 20, "Heading 1": 14, "Heading 2": 12, "Heading 3": 11, "Caption": 10}
SHEET = {"Normal": 9.5, "Title": 16, "Heading 1": 11.5, "Heading 2": 10.5, "Heading 3": 10, "Caption": 9.5}
"""Sizes of styles in points; the second for a brief, which is to stand on one sheet."""


def render_docx(paper: Paper, printing: Printing, link: Callable[[str], str] | None = None) -> bytes:
    """The document. `link` gives the address of an act."""
    found = layout(paper, printing)
    document = Document()
    _prepare(document, found, printing)
    _head(document, found)
    for at, block in enumerate(found.blocks):
        if found.brief and at and block.anchor and not found.blocks[at - 1].anchor:
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        _block(document, block, found, link)
    out = io.BytesIO()
    document.save(out)
    return timed(out.getvalue(), printing.produced_at)


def _prepare(document: Any, found: Layout, printing: Printing) -> None:
    """Page, styles, properties, header and footer."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(22)
    sizes, (before, after) = (SHEET, (7, 2)) if found.brief else (FULL, (14, 4))
    for name, size in sizes.items():
        fonts(document.styles[name], size, found.languages[0])
        spacing = document.styles[name].paragraph_format
        spacing.space_before, spacing.space_after = Pt(before if name.startswith("Heading") else 0), Pt(after)
        spacing.line_spacing = 1.1
    for name in ("Title", "Heading 1", "Heading 2", "Heading 3", "Caption"):
        document.styles[name].font.color.rgb = NAVY
    for name, size in (("Subtitle", sizes["Heading 2"]), ("Intense Quote", sizes["Normal"])):
        _upright(document.styles[name], size, found.languages[0])
    _framed(document.styles["Intense Quote"])
    properties = document.core_properties
    properties.title, properties.author, properties.language = _plain(found.title, found.languages[0]), AUTHOR, TAGS[found.languages[0]]
    properties.comments, properties.last_modified_by, properties.revision = "", AUTHOR, 1
    properties.created = properties.modified = printing.produced_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    marking = "  /  ".join(dict.fromkeys(found.marking[language] for language in found.languages))
    marked(section.header.paragraphs[0], marking)
    marked(section.footer.paragraphs[0], marking)
    pages = section.footer.add_paragraph()
    pages.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    field(pages, "PAGE")
    pages.add_run(" / ")
    field(pages, "NUMPAGES")


def _upright(style: Any, size: float, language: str) -> None:
    """Gives a style that the template slants, spaces out and colours the look of the text: Japanese is never set slanted."""
    fonts(style, size, language)
    style.font.italic, style.font.bold, style.font.color.rgb = False, False, NAVY
    for spacing in style.element.get_or_add_rPr().findall(qn("w:spacing")):
        spacing.getparent().remove(spacing)


def _framed(style: Any) -> None:
    """What the first page has to say stands in a frame as wide as the text, as it does in the PDF."""
    spacing = style.paragraph_format
    spacing.left_indent = spacing.right_indent = Mm(0)
    spacing.space_before = spacing.space_after = Pt(4)
    properties = style.element.get_or_add_pPr()
    for old in properties.findall(qn("w:pBdr")):
        properties.remove(old)
    frame = OxmlElement("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        edge = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "6"), ("space", "4"), ("color", str(NAVY))):
            edge.set(qn(f"w:{key}"), value)
        frame.append(edge)
    properties.insert_element_before(frame, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr")


def fonts(style: Any, size: float, language: str) -> None:
    """Gives a style the house's fonts, Latin and East Asian, its size in points and its language."""
    style.font.name, style.font.size = LATIN, Pt(size)
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for slot, font in (("ascii", LATIN), ("hAnsi", LATIN), ("eastAsia", EAST_ASIAN), ("cs", LATIN)):
        fonts.set(qn(f"w:{slot}"), font)
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(_lang(language))


def _lang(language: str) -> Any:
    tag = OxmlElement("w:lang")
    tag.set(qn("w:val"), "en-GB")
    tag.set(qn("w:eastAsia"), "ja-JP")
    return tag


def marked(paragraph: Any, marking: str) -> None:
    """Writes the marking into a paragraph of a header or footer."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(_clean(marking))
    run.bold, run.font.size = True, Pt(9)


def field(paragraph: Any, code: str) -> None:
    """A field that Word fills: the number of this page, or of all."""
    made = OxmlElement("w:fldSimple")
    made.set(qn("w:instr"), code)
    run, shown = OxmlElement("w:r"), OxmlElement("w:t")
    shown.text = "1"
    run.append(shown)
    made.append(run)
    paragraph._p.append(made)


def _head(document: Any, found: Layout) -> None:
    for runs, style in ((found.title, "Title"), (found.subtitle, "Subtitle")):
        for language in _distinct(runs, found.languages):
            if _plain(runs, language):
                _write(document.add_paragraph(style=style), runs[language])
    for term, value in found.facts:
        lines = [document.add_paragraph()] if len(found.languages) == 1 else [cell.paragraphs[0] for cell in _row(document, 2)]
        for paragraph, language in zip(lines, found.languages, strict=True):
            paragraph.paragraph_format.space_after = Pt(0)
            _write(paragraph, (*term[language], Run("：" if language == "ja" else ":", language)), tight=True)
            _write(paragraph, (Run("", language), *value[language]))
    for notice in found.notices:
        for language in _distinct(notice, found.languages):
            paragraph = document.add_paragraph(style="Intense Quote")
            _write(paragraph, notice[language])


def _row(document: Any, count: int) -> Any:
    """The cells of a borderless row of their own."""
    return document.add_table(rows=1, cols=count).rows[0].cells


def _block(document: Any, block: Block, found: Layout, link: Callable[[str], str] | None) -> None:
    match block.kind:
        case "heading":
            paragraph = document.add_paragraph(style=f"Heading {block.level}")
            for at, language in enumerate(_distinct(block.texts[0], found.languages)):
                texts = block.texts[0][language]
                if at:  # one line of the outline and one number: the second language follows the first
                    texts = (Run("\u2003" + texts[0].text.rpartition("\u2003")[2], language), *texts[1:])
                _write(paragraph, texts)
        case "para":
            _beside(document, block.texts, found.languages, "Normal")
        case "lines":
            _beside(document, block.texts, found.languages, "List Bullet")
        case "table":
            _table(document, block, found.languages, link)
        case "chart":
            _chart(document, block, found.languages)


def _beside(document: Any, texts: Iterable[Runs], languages: tuple[str, ...], style: str) -> None:
    """Paragraphs; for two languages a borderless row of two cells each, so that they stay beside one another."""
    for runs in texts:
        if len(languages) == 1:
            _write(document.add_paragraph(style=style), runs[languages[0]])
            continue
        cells = _row(document, 2)
        for cell, language in zip(cells, languages, strict=True):
            cell.paragraphs[0].style = document.styles[style]
            _write(cell.paragraphs[0], runs[language])


def _table(document: Any, block: Block, languages: tuple[str, ...], link: Callable[[str], str] | None) -> None:
    _caption(document, block.caption, languages)
    table = document.add_table(rows=1 + len(block.rows), cols=len(block.texts))
    table.style = document.styles["Table Grid"]
    table.autofit = False
    head = table.rows[0]._tr.get_or_add_trPr()
    head.append(OxmlElement("w:tblHeader"))
    widths = [Mm(TEXT_MM * width / sum(block.widths)) for width in block.widths]
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = width  # Word goes by the cells, others by the grid
    grid = list(table._tbl.iter_tcs())  # one pass: asking a table for its cells again and again takes the square of their number
    rows = ((tuple(block.texts), True), *((row, False) for row in block.rows))
    places = iter(grid)
    for row, is_head in rows:
        for at, texts in enumerate(row):
            _cell(next(places), texts, languages, (is_head, block.numeric[at], widths[at]), document)
    for tr in table._tbl.tr_lst:
        tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    if block.anchor == "sources":
        for number, row in enumerate(table.rows[1:], start=1):
            _marked_place(row._tr.tc_lst[0], number)
            if link:
                _linked(row._tr.tc_lst[3], link, document)
    document.add_paragraph().paragraph_format.space_after = Pt(2)


def _cell(tc: Any, texts: Runs, languages: tuple[str, ...], look: tuple[bool, bool, Any], document: Any) -> None:
    head, numeric, width = look
    tc.width = width
    for at, language in enumerate(_distinct(texts, languages)):
        paragraph = Paragraph(tc.p_lst[0] if at == 0 else tc.add_p(), document)
        paragraph.paragraph_format.space_after = Pt(1)
        if numeric:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _write(paragraph, texts[language], bold=head, size=9)
    if head:
        shade = OxmlElement("w:shd")
        for key, value in (("val", "clear"), ("color", "auto"), ("fill", "EEF1F6")):
            shade.set(qn(f"w:{key}"), value)
        tc.get_or_add_tcPr().append(shade)


def _linked(tc: Any, link: Callable[[str], str], document: Any) -> None:
    """An act's identifier as a link to it."""
    paragraph = tc.p_lst[0]
    act = "".join(node.text or "" for node in paragraph.iter(qn("w:t")))
    target = document.part.relate_to(link(act), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    _wrapped(paragraph, paragraph.findall(qn("w:r")), qn("r:id"), target)


def _wrapped(paragraph: Any, runs: Iterable[Any], how: str, target: str) -> None:
    """These runs of a paragraph as a link, at its end."""
    found = OxmlElement("w:hyperlink")
    found.set(how, target)
    for run in runs:
        found.append(run)
    paragraph.append(found)


def _marked_place(tc: Any, number: int) -> None:
    """A source as a place that references lead to, by its number in the annex."""
    for name, keys in (("w:bookmarkStart", {"w:id": str(number), "w:name": f"source-{number}"}), ("w:bookmarkEnd", {"w:id": str(number)})):
        found = OxmlElement(name)
        for key, value in keys.items():
            found.set(qn(key), value)
        tc.p_lst[0].append(found)


def _caption(document: Any, caption: Runs, languages: tuple[str, ...]) -> None:
    for language in _distinct(caption, languages) if caption else ():
        if _plain(caption, language):
            paragraph = document.add_paragraph(style="Caption")
            paragraph.paragraph_format.keep_with_next = True
            _write(paragraph, caption[language])


def _chart(document: Any, block: Block, languages: tuple[str, ...]) -> None:
    for language in languages:
        _caption(document, {language: block.caption[language]}, (language,))
        picture = document.add_picture(io.BytesIO(render_picture(block.drawings[language])), width=Mm(TEXT_MM))
        shown = picture._inline.docPr
        shown.set("descr", _clean(_plain(block.alt, language)))
        shown.set("title", _clean(_plain(block.caption, language)))


def _write(paragraph: Any, runs: Iterable[Run], bold: bool = False, size: float | None = None, tight: bool = False) -> None:
    """The runs of a paragraph, with a space between those of languages that have one; `tight`: without it."""
    for at, one in enumerate(runs):
        space = " " if at and not tight and one.language != "ja" and one.text else ""
        run = paragraph.add_run(_clean(space + one.text))
        run.bold = bold or None
        if size:
            run.font.size = Pt(size)
        properties = run._r.get_or_add_rPr()
        properties.append(_lang(one.language))
        if one.language == "ja":
            properties.get_or_add_rFonts().set(qn("w:hint"), "eastAsia")
        if one.cites:
            mark = paragraph.add_run(HELD + f"[{one.cites}]".replace(" ", "\u00a0"))
            mark.font.superscript = True
            first = one.cites.replace("–", ",").split(",")[0]
            _wrapped(paragraph._p, [mark._r], qn("w:anchor"), f"source-{first}")


def _distinct(runs: Runs, languages: tuple[str, ...]) -> tuple[str, ...]:
    """The languages to print: the second only where it says something else."""
    texts = {language: _plain(runs, language) for language in languages}
    return tuple(language for at, language in enumerate(languages) if texts[language] not in [texts[before] for before in languages[:at]])


def _plain(runs: Runs, language: str) -> str:
    return "".join(run.text for run in runs[language])


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)


def timed(data: bytes, moment: datetime) -> bytes:
    """The same archive with all its entries in order of name (content types first) and at the moment of production."""
    made = moment.astimezone(UTC)
    stamp = (max(made.year, 1980), made.month, made.day, made.hour, made.minute, made.second)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return out.getvalue()
