"""Tables in a text: the road map or action plan whose rows are provisions and whose cells say who and when. Pure.

A table is known by its heading row: two cells or more, all short, of which two say what such columns hold (Action, Lead, Timeline,
措置, 担当, 期限). Its cells are parted by tabs or, as a page prints them, by runs of spaces; or they stand one below another, a blank line
between rows, which is how some readers of PDF files give them. A row that fills some columns only goes on with the row above it, or
leaves a column empty. A short line alone between rows heads those below it.

Serves all clauses of an instrument alike: a row is a clause, a cell an item of it named by its column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from entente.instrument.parsing.lines import NUMBERS, Line, place_on_line, terminated
from entente.instrument.parsing.signatures import place_and_date

MAX_CELLS = 12
MAX_HEAD = 60
"""Characters of a column's heading."""
_MATTER = re.compile(
    r"(?:(?:key |main |planned |agreed |proposed |specific )?(?:actions?|activit(?:y|ies)|measures?|initiatives?|commitments?|tasks?"
    r"|deliverables?|steps?|objectives?|description|content|items?|what)\b|措置|取組|項目|内容|行動|施策|事業|活動|具体策)",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:leads?|responsib|owners?|partners?|parties|who|by whom|implement|time|deadline|dates?|due|when|by when|period|schedule|status"
    r"|remarks?|notes?|outputs?|outcomes?|indicators?|targets?|areas?|goals?|progress|budget|agenc(?:y|ies)|ministr(?:y|ies)|担当|主管|実施|期限"
    r"|時期|期間|備考|目標|指標|分野|状況|年度|所管|関係|成果)",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"[（(]?(?:[0-9０-９]{1,3}(?:[.．][0-9０-９]{1,3}){0,3}|[a-zA-Z]|[ivxIVX]{1,5}|[①-⑳])[.．)）]?")
_TAB = re.compile(r"\t")
_GAP = re.compile(r" {2,}|　[　 ]*")


@dataclass(slots=True)
class Row:
    """The pieces of each column's cell, in the order of the columns; `above` is a line that heads this row and those after it."""

    cells: list[list[Line]]
    above: Line | None = None


@dataclass(slots=True)
class Table:
    """A heading row and the rows below it: the lines from `start` until `stop`."""

    start: int
    stop: int
    head: list[Line]
    rows: list[Row] = field(default_factory=list)

    @property
    def number(self) -> int | None:
        """The column that counts the rows."""
        return next((n for n, cell in enumerate(self.head[:-1]) if NUMBERS.fullmatch(cell.text)), None)

    @property
    def matter(self) -> int:
        """The column that says what is to be done."""
        named = next((n for n, cell in enumerate(self.head) if _MATTER.match(cell.text) and n != self.number), None)
        return named if named is not None else next(n for n in range(len(self.head)) if n != self.number)


def is_head(cells: list[str]) -> bool:
    """Whether these cells head the columns of a table of things to be done."""
    if not 2 <= len(cells) <= MAX_CELLS or any(len(c) > MAX_HEAD or (terminated(c) and not NUMBERS.fullmatch(c)) for c in cells):
        return False
    counted = sum(bool(NUMBERS.fullmatch(cell)) for cell in cells)
    matter = sum(bool(_MATTER.match(cell)) for cell in cells)
    about = sum(bool(_ABOUT.match(cell)) for cell in cells)
    return len(cells) > counted and (matter > 0 or about > 1) and counted + matter + about > 1


def find_tables(lines: list[Line]) -> list[Table]:
    """The tables of a text, in order; each has two rows at least, or one below columns parted by tabs."""
    out: list[Table] = []
    at = 0
    while at < len(lines):
        found = next((table for read in (_tabbed, _printed, _stacked) if (table := read(lines, at)) is not None), None)
        if found is None:
            at += 1
        else:
            out.append(found)
            at = found.stop
    return out


def _pieces(line: Line, gap: re.Pattern[str]) -> list[tuple[int, Line]]:
    """The cells of a line that hold anything, each with its place among all of them."""
    edges = [0, *(edge for m in gap.finditer(line.text) for edge in m.span()), len(line.text)]
    out = []
    lead = line.indent.count("\t") if gap is _TAB else 0
    for n, (a, b) in enumerate(zip(edges[::2], edges[1::2], strict=True)):
        text = line.text[a:b].strip()
        if text:
            start = line.start + a + len(line.text[a:b]) - len(line.text[a:b].lstrip())
            out.append((lead + n, replace(line, start=start, end=start + len(text), text=text)))
    return out


def _tabbed(lines: list[Line], start: int) -> Table | None:
    """A table whose cells are parted by tabs, as Word and spreadsheets copy them."""
    if "\t" not in lines[start].text:
        return None
    head = _pieces(lines[start], _TAB)
    if not is_head([cell.text for _, cell in head]) or [n for n, _ in head] != list(range(len(head))):
        return None
    table = Table(start, start + 1, [cell for _, cell in head])
    apart = start + 1 < len(lines) and lines[start + 1].gap > 0
    for at in range(start + 1, len(lines)):
        line = lines[at]
        found = _pieces(line, _TAB)
        row = table.rows[-1] if table.rows and table.rows[-1].above is None else None
        after = lines[at + 1] if at + 1 < len(lines) else None
        heads = not (apart and not line.gap) and _heads_rows(line, found, after, len(head))
        column = None if row is None or line.gap or heads else _continued(row, found, table, apart)
        if row is not None and column is not None:
            for n, piece in found:
                row.cells[column + n].append(piece)
        elif found[-1][0] > 0 or (after is not None and "\t" in after.text and after.text[0].islower()):
            table.rows.append(Row(_cells(found, len(head))))
        elif heads:
            table.rows.append(Row([], line))
        else:
            break
        table.stop = at + 1
    return table if any(row.above is None for row in table.rows) else None


def _heads_rows(line: Line, found: list[tuple[int, Line]], after: Line | None, count: int) -> bool:
    """Whether a line alone above a row heads the rows: what follows begins anew and has a cell for each column."""
    if after is None or found[-1][0] > 0 or line.text[0].islower() or after.text[0].islower():
        return False
    cells = [cell.text for _, cell in _pieces(after, _TAB)]
    return len(line.text) <= MAX_HEAD and not terminated(line.text) and len(cells) == count and not is_head(cells)


def _continued(row: Row, found: list[tuple[int, Line]], table: Table, apart: bool) -> int | None:
    """How many columns a line lies behind its own where it goes on with the row above it (a cell of two paragraphs makes two lines).

    None where it begins a row. `apart`: blank lines part the rows, so that a line below without one belongs to its row, column by column.
    """
    first, last = found[0][0], found[-1][0]
    if first > 0:
        return 0 if apart or all(n != table.matter for n, _ in found) else None
    filled = max(n for n, cell in enumerate(row.cells) if cell)
    counted = table.number is not None and _COUNTED.fullmatch(found[0][1].text)
    if last == 0:
        return filled if not counted and (apart or filled < len(table.head) - 1 or found[0][1].text[0].islower()) else None
    fits = filled + last == len(table.head) - 1 and (filled > 0 or found[0][1].text[0].islower())
    return filled if fits and not counted else None


def _cells(found: list[tuple[int, Line]], count: int) -> list[list[Line]]:
    return [[piece for n, piece in found if n == column] for column in range(count)]


def _printed(lines: list[Line], start: int) -> Table | None:
    """A table as a page prints it: each cell begins below the heading of its column."""
    head = _pieces(lines[start], _GAP)
    if not is_head([cell.text for _, cell in head]):
        return None
    places = [place_on_line(lines[start], cell.start) for _, cell in head]
    table = Table(start, start + 1, [cell for _, cell in head])
    begins = _opens(table)
    for at in range(start + 1, len(lines)):
        line = lines[at]
        placed = _under(line, places)
        if placed is None or (line.gap and place_and_date(line.text)) or (len(placed) == 1 and (line.gap or not table.rows)):
            break
        filled = {n for n, _ in placed}
        if table.rows and not line.gap and not begins(filled, table.rows[-1]):
            for n, piece in placed:
                table.rows[-1].cells[n].append(piece)
        else:
            table.rows.append(Row(_cells(placed, len(head))))
        table.stop = at + 1
    return table if len(table.rows) > 1 else None


def _opens(table: Table) -> Callable[[set[int], Row], bool]:
    """Whether a line without a blank one above it begins a row: where rows are counted, one with a number; else one that is full."""
    number, matter = table.number, table.matter

    def begins(filled: set[int], row: Row) -> bool:
        if number is not None:
            return number in filled
        return matter in filled and len(filled) > 1 and bool(row.cells[matter]) and len(filled) >= len(table.head) - 1

    return begins


def _under(line: Line, places: list[int]) -> list[tuple[int, Line]] | None:
    """The pieces of a line by the columns they stand under; None where one stands under none."""
    out: list[tuple[int, Line]] = []
    for _, piece in _pieces(line, _GAP):
        place = place_on_line(line, piece.start)
        column = max((n for n, at in enumerate(places) if at <= place + 2), default=None)
        if column is None or (out and out[-1][0] >= column):
            return None
        out.append((column, piece))
    return out


def _stacked(lines: list[Line], start: int) -> Table | None:
    """A table whose cells stand one below another: as many lines to each row as to the heading."""
    if start and not lines[start].gap and not lines[start - 1].text.endswith((":", "：")):
        return None
    counted = _counted(lines, start)
    stop = next((at for at in range(start + 1, min(len(lines), start + MAX_CELLS + 1)) if lines[at].gap), len(lines))
    head = lines[start:stop]
    if counted is None and is_head([line.text for line in head]):
        table = Table(start, stop, head)
        for first, last in _groups(lines, stop):
            if last - first != len(head):
                break
            table.rows.append(Row([[line] for line in lines[first:last]]))
            table.stop = last
        return table if len(table.rows) > 1 else None
    return counted


def _groups(lines: list[Line], start: int) -> Iterator[tuple[int, int]]:
    """The stretches of lines without a blank one between them."""
    first = start
    for at in range(start + 1, len(lines) + 1):
        if at == len(lines) or lines[at].gap:
            yield first, at
            first = at


def _counted(lines: list[Line], start: int) -> Table | None:
    """Cells one below another without a blank line anywhere: the first of each row counts it."""
    if not NUMBERS.fullmatch(lines[start].text):
        return None
    stop = next((at for at in range(start + 1, len(lines)) if lines[at].gap), len(lines))
    for width in range(2, min(MAX_CELLS, (stop - start) // 3) + 1):
        firsts = range(start + width, stop, width)
        headed = (stop - start) % width == 0 and is_head([line.text for line in lines[start : start + width]])
        if headed and all(_COUNTED.fullmatch(lines[at].text) for at in firsts):
            rows = [Row([[line] for line in lines[at : at + width]]) for at in firsts]
            return Table(start, stop, lines[start : start + width], rows)
    return None
