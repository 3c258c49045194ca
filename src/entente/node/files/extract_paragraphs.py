"""A document's paragraphs, a blank line between them: what a declaration's clauses are read from, where search wants words alone.

Runs in the reader's own process (`extract_reader`). Of a Word file the numbers that Word counts by itself are written out (ECMA-376,
17.9); of a PDF a blank line stands where lines lie further apart than on most of the page. Serves every clause of any instrument.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from entente.instrument.parsing.tables import is_head

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
GAP = 1.35
"""How many times the usual distance of lines parts two paragraphs."""
LEAST = 4.0
"""Points between lines below which nothing is a line of its own (a raised figure)."""
LEVELS = 9
BULLETS = ("•", "o", "\uf0a7")
"""What Word prints before an uncounted paragraph of the first, second and any lower level."""


def pdf(data: bytes) -> Iterator[str]:
    """The pages' lines, in the order in which they are drawn, with blank lines between paragraphs."""
    import pypdf

    reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise ValueError("the file is locked with a password")
    for page in reader.pages:
        yield from spaced(_lines(page))


def _lines(page: Any) -> list[tuple[float, str]]:
    """(height on the page, text) of each line."""
    lines: list[tuple[float, str]] = []

    def take(text: str, cm: list[float], tm: list[float], _font: Any, _size: float) -> None:
        height = round(cm[1] * tm[4] + cm[3] * tm[5] + cm[5], 1)
        for at, part in enumerate(text.split("\n")):
            if at == 0 and lines and abs(lines[-1][0] - height) < 1:
                lines[-1] = (lines[-1][0], lines[-1][1] + part)
            elif part.strip():
                lines.append((height, part))

    page.extract_text(visitor_text=take)
    return [(height, text.strip()) for height, text in lines if text.strip()]


def spaced(lines: Iterable[tuple[float, str]]) -> Iterator[str]:
    """Lines with an empty one before each that lies further below the last than lines of one paragraph do.

    That distance is the least of those that come often: on a page of short paragraphs theirs comes oftener.
    """
    found = list(lines)
    steps = Counter(round(a[0] - b[0]) for a, b in pairwise(found) if a[0] - b[0] > LEAST)
    often = max(2, steps.total() // 20)
    usual = min((step for step, count in steps.items() if count >= often), default=min(steps, default=0))
    last: float | None = None
    for height, text in found:
        if last is None or height > last or last - height > usual * GAP:
            yield ""
        yield text
        last = height


def docx(archive: Any) -> Iterator[str]:
    """The body's paragraphs with their numbers, an empty line before each; those struck out are left out.

    Of a table of things to be done (its heading row says so) each row is a line, its cells parted by tabs.
    """
    numbering = _numbering(archive)
    styles = _styled(archive)
    counted: dict[str, list[int]] = {}

    def said(paragraph: Any) -> str:
        text = "".join(_runs(paragraph)).strip()
        place = _place(paragraph, styles) if text else None
        number = _number(place, numbering, counted) if place is not None else ""
        return f"{number} {text}".strip()

    for block in _blocks(_parse(archive, "word/document.xml")):
        lines = [said(block)] if block.tag == f"{W}p" else list(_rows(block, said))
        for line in lines:
            if line:
                yield ""
                yield line


def _blocks(element: Any) -> Iterator[Any]:
    """Paragraphs, and whole tables that hold things to be done, in the order of the text."""
    for child in element:
        if child.tag == f"{W}p" or (child.tag == f"{W}tbl" and is_head([_flat(cell) for cell in _cells(child.find(f"{W}tr"))])):
            yield child
            if child.tag == f"{W}p":
                yield from (inner for inner in child.iter(f"{W}p") if inner is not child)  # of a text box
        else:
            yield from _blocks(child)


def _cells(row: Any) -> list[Any]:
    return row.findall(f"{W}tc") if row is not None else []


def _flat(cell: Any) -> str:
    return " ".join("".join(_runs(paragraph)) for paragraph in cell.iter(f"{W}p")).strip()


def _rows(table: Any, said: Callable[[Any], str]) -> Iterator[str]:
    """A table's rows, each in one line; a cell that a merged one above covers is empty."""
    for row in table.findall(f"{W}tr"):
        cells = [" ".join(" ".join(said(paragraph) for paragraph in cell.iter(f"{W}p")).split()) for cell in _cells(row)]
        yield "\t".join(cells).rstrip()


def _parse(archive: Any, name: str) -> Any:
    from lxml import etree

    with archive.open(name) as part:
        return etree.parse(part, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)).getroot()


def _runs(paragraph: Any) -> Iterator[str]:
    for node in paragraph.iter():
        if node.tag == f"{W}t":
            yield node.text or ""
        elif node.tag == f"{W}br":
            yield "\n"
        elif node.tag == f"{W}tab":
            yield " "


def _value(element: Any, path: str) -> str:
    found = element.find("/".join(f"{W}{name}" for name in path.split("/"))) if element is not None else None
    return found.get(f"{W}val", "") if found is not None else ""


def _styled(archive: Any) -> Mapping[str, tuple[str, int]]:
    """Styles that number their paragraphs: list and level."""
    if "word/styles.xml" not in archive.namelist():
        return {}
    out = {}
    for style in _parse(archive, "word/styles.xml").iter(f"{W}style"):
        name = _value(style, "pPr/numPr/numId")
        if name:
            out[style.get(f"{W}styleId", "")] = (name, _level(_value(style, "pPr/numPr/ilvl")))
    return out


def _level(text: str) -> int:
    return min(int(text), LEVELS - 1) if text.isdigit() else 0


def _place(paragraph: Any, styles: Mapping[str, tuple[str, int]]) -> tuple[str, int] | None:
    """The list and level that a paragraph is counted in; None for one that is not."""
    name = _value(paragraph, "pPr/numPr/numId")
    if name:
        return None if name == "0" else (name, _level(_value(paragraph, "pPr/numPr/ilvl")))
    return styles.get(_value(paragraph, "pPr/pStyle"))


Formats = Mapping[tuple[str, int], tuple[str, str, int]]
"""(list, level) to the format of its number, the pattern it stands in ("%1."), and where it starts."""


def _numbering(archive: Any) -> Formats:
    if "word/numbering.xml" not in archive.namelist():
        return {}
    root = _parse(archive, "word/numbering.xml")
    abstract: dict[str, dict[int, tuple[str, str, int]]] = {}
    for one in root.iter(f"{W}abstractNum"):
        levels = {}
        for level in one.iter(f"{W}lvl"):
            start = _value(level, "start")
            pattern = _value(level, "lvlText") or "%1."
            levels[_level(level.get(f"{W}ilvl", "0"))] = (
                _value(level, "numFmt") or "decimal",
                pattern,
                int(start) if start.isdigit() else 1,
            )
        abstract[one.get(f"{W}abstractNumId", "")] = levels
    return {
        (one.get(f"{W}numId", ""), level): how
        for one in root.iter(f"{W}num")
        for level, how in abstract.get(_value(one, "abstractNumId"), {}).items()
    }


def _number(place: tuple[str, int], formats: Formats, counted: dict[str, list[int]]) -> str:
    """The number that Word would print before a paragraph; counts it."""
    name, level = place
    how = formats.get(place)
    if how is None:
        return BULLETS[min(level, 2)]
    counts = counted.setdefault(name, [0] * LEVELS)
    counts[level] = counts[level] + 1 if counts[level] else how[2]
    counts[level + 1 :] = [0] * (LEVELS - level - 1)
    if how[0] in ("bullet", "none"):
        return BULLETS[min(level, 2)] if how[0] == "bullet" else ""
    text = how[1]
    for at in range(level + 1):
        shape = formats.get((name, at), how)[0]
        text = text.replace(f"%{at + 1}", FIGURES.get(shape, str)(max(counts[at], 1)))
    return text


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    from entente.instrument.parsing.numerals import roman_text

    return roman_text(number)


def _kanji(number: int) -> str:
    """一 to 九十九; beyond, figures."""
    digits = "〇一二三四五六七八九"
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return f"{digits[tens] if tens > 1 else ''}{'十' if tens else ''}{digits[ones] if ones else ''}"


FIGURES: Mapping[str, Callable[[int], str]] = {
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperRoman": _roman,
    "japaneseCounting": _kanji,
    "ideographDigital": _kanji,
    "decimalFullWidth": lambda number: str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
}
