"""The tables of a page as grids of cells, for a spreadsheet: days and times as such, whole numbers as numbers, all else as it is read.

Pure. Works on the page as its reader gets it, so that nothing comes out which the page did not show. A cell that holds two times (in London
and in Tokyo, or from when to when) becomes two cells, and its column two columns. Words for screen readers alone, buttons and choices are
left out. Serves every clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lxml import html

from entente.node.files.sheets import Cell

SKIPPED = ("form", "button", "select", "textarea", "input", "script", "style", "svg")
LONGEST = 27
"""Characters of a sheet's name, which takes 31, with room for a number."""
UNSEEN = "govuk-visually-hidden"
_BETWEEN = re.compile(r"[\s/–~～、,-]*")
_NUMBER = re.compile(r"0|-?[1-9]\d{0,14}")
_SIDES = re.compile(r"(.*?)\s*[（(](.+)[）)]\s*")
_PARTS = re.compile(r"\s*[/／]\s*|\s+and\s+|・|及び|と")
_NO_NAME = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True, slots=True)
class Found:
    """What a page holds for a spreadsheet: its heading, the words of its filters, its tables by name, and whether the list goes on."""

    heading: str
    filters: str
    tables: dict[str, list[list[Cell]]]
    goes_on: bool


def find(page: bytes) -> Found:
    """The tables of a page's main part, those with a row beneath their headings."""
    main = html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8")).find(".//main")
    if main is None:
        return Found("", "", {}, False)
    tables: dict[str, list[list[Cell]]] = {}
    for table in main.iter("table"):
        rows = _rows(table)
        if len(rows) > 1:
            tables[_name(table, main, tables)] = rows
    return Found(
        next((_text(one) for one in main.iter("h1")), ""),
        next((_text(one) for one in main.iter("p") if one.get("data-filters") is not None), ""),
        tables,
        any(one.get("rel") == "next" for one in main.iter("a")),
    )


def _rows(table: Any) -> list[list[Cell]]:
    """The headings and the rows of one table, each cell of several times spread over as many columns."""
    lines = [[one for one in row if one.tag in ("th", "td")] for row in table.iter("tr") if _own(row, table)]
    width = max((len(line) for line in lines), default=0)
    spread = [max((len(_times(line[at])) for line in lines[1:] if at < len(line)), default=1) or 1 for at in range(width)]
    found: list[list[Cell]] = []
    for number, line in enumerate(lines):
        cells: list[Cell] = []
        for at, columns in enumerate(spread):
            here = line[at] if at < len(line) else None
            made: Sequence[Cell] = () if here is None else _headings(_text(here), columns) if number == 0 else _cells(here)
            cells += [*made, *[None] * (columns - len(made))]
        found.append(cells)
    return found


def _own(row: Any, table: Any) -> bool:
    """Whether a row is the table's own and not that of a table within it."""
    return next(row.iterancestors("table"), None) is table


def _cells(cell: Any) -> list[Cell]:
    times = _times(cell)
    if times:
        return list(times)
    text = _text(cell)
    return [int(text) if _NUMBER.fullmatch(text) else text or None]


def _times(cell: Any) -> list[date]:
    """The days or moments of a cell that says nothing else."""
    found = [one for one in cell.iter("time") if one.get("datetime")]
    rest = _text(cell, frozenset(("time",)))
    if not found or not _BETWEEN.fullmatch(rest):
        return []
    return [made for one in found if (made := _moment(one.get("datetime"))) is not None]


def _moment(text: str) -> date | None:
    """A day, or a time as its own zone writes it."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None


def _headings(text: str, columns: int) -> list[Cell]:
    """A column's heading for each of its parts: "Since (London / Tokyo)" is "Since (London)" and "Since (Tokyo)"."""
    if columns == 1:
        return [text]
    sided = _SIDES.fullmatch(text)
    parts = _PARTS.split(sided[2] if sided else text)
    if len(parts) == columns:
        return [f"{sided[1]} ({part})" if sided else part[:1].upper() + part[1:] for part in parts]
    return [f"{text} {number}" for number in range(1, columns + 1)]


def _text(node: Any, without: frozenset[str] = frozenset()) -> str:
    """What is seen of an element, blanks as one blank."""
    return " ".join("".join(_seen(node, without)).split())


def _seen(node: Any, without: frozenset[str]) -> Iterator[str]:
    if not isinstance(node.tag, str) or node.tag in SKIPPED or node.tag in without or UNSEEN in (node.get("class") or ""):
        return
    if node.tag in ("br", "li", "p", "div", "dd", "tr"):
        yield " "
    yield node.text or ""
    for child in node:
        yield from _seen(child, without)
        yield child.tail or ""


def _heading(table: Any, main: Any) -> str:
    heading = ""
    for one in main.iter("h1", "h2", "h3", "table"):
        if one is table:
            break
        heading = _text(one) if one.tag != "table" else heading
    return heading


def _name(table: Any, main: Any, taken: dict[str, list[list[Cell]]]) -> str:
    """A sheet's name: the table's own caption, else the heading that stands last before it, cut to what a spreadsheet takes, each once."""
    caption = table.find("caption")
    heading = "" if caption is None else " ".join((caption.text or "").split())
    if not 0 < len(heading) <= LONGEST:
        heading = _heading(table, main)
    base = _NO_NAME.sub(" ", heading).strip().strip("'")[:LONGEST] or "1"
    name, number = base, 2
    while name.casefold() in {one.casefold() for one in taken}:
        name, number = f"{base} {number}", number + 1
    return name
