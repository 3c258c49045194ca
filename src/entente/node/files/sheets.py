"""Tables in files: spreadsheets, Word documents and pasted cells to plain grids, and grids to a spreadsheet.

Touches nothing but the bytes it is given. Reads XLSX, XLS, ODS (calamine), DOCX (python-docx), CSV and tab-separated text; writes XLSX
(ECMA-376, by xlsxwriter) in which no text is ever a formula or a link. What a reader of the file would want to know is told as remarks:
merged cells, formulas whose last value was taken, hidden sheets left out. Serves I1.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from entente.kernel.area import Words
from entente.kernel.errors import Refusal

Cell = str | int | float | bool | date | None
MAX_BYTES = 20_000_000
MAX_UNPACKED = 200_000_000  # what a spreadsheet or document may be when unpacked
MAX_ROWS, MAX_COLUMNS = 10_000, 200
LINE, HIGHEST = 15, 409  # points of a line; points a row can be high (ECMA-376, 18.3.1.73)
PAGE_WIDE = 170  # characters of all columns on a page
_FORMULA = re.compile(rb'<c r="([A-Z]{1,3}\d{1,7})"[^>]*>\s*<f[ >/]')
_ERROR = re.compile(rb'<c r="([A-Z]{1,3}\d{1,7})"[^>]*\bt="e"')
_ROW, _VALUE = b"<row", re.compile(rb"<(?:v|is|f)[ >]")


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a file: its name, its rows (all equally long), and what is to be said of it."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    remarks: tuple[Words, ...] = ()


def read_file(name: str, data: bytes) -> list[Table]:
    """The tables of a file, in order; refuses what is too large, is locked with a password, or is no table at all (F1-F4)."""
    if len(data) > MAX_BYTES:
        raise Refusal("file-too-large", "F1", f"{name} has {len(data):,} bytes; a table of at most {MAX_BYTES:,} bytes is read.")
    if data[:4] == b"PK\x03\x04":
        kind = _unpackable(name, data)
        return _word(name, data) if kind == "word" else _workbook(name, data)
    if data[:4] == b"%PDF":
        raise Refusal("no-table", "F2", f"{name} is neither a spreadsheet, nor a Word document, nor text.")
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return _workbook(name, data)
    return [read_text(_decoded(name, data), name)]


def read_text(text: str, name: str = "pasted") -> Table:
    """A table from pasted cells or a CSV file: tabs, else semicolons, else commas between cells; quotes may hold line breaks."""
    if "\0" in text:
        raise Refusal("no-table", "F2", f"{name} is neither a spreadsheet, nor a Word document, nor text.")
    start = text[:20_000]
    delimiter = "\t" if "\t" in start else ";" if start.count(";") > start.count(",") else ","
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter)
    try:
        rows: list[list[str]] = []
        for row in reader:
            rows.append(row)
            _check_size(name, len(rows), len(row))
    except csv.Error as error:
        raise Refusal("no-table", "F2", f"{name} cannot be read as a table: {error}.") from error
    squared = _square([[_unguarded(cell) for cell in row] for row in rows])
    if not squared:
        raise Refusal("no-table", "F2", f"{name} is empty.")
    return Table(name, squared)


def write_workbook(
    sheets: Mapping[str, Sequence[Sequence[Cell]]],
    widths: Sequence[int] | Mapping[str, Sequence[int]] = (),
    made_at: datetime | None = None,
    marking: str = "",
) -> bytes:
    """A spreadsheet: one sheet for each name, its first row the headings; the same bytes for the same input and time.

    `widths` are those of the columns, in characters, of all sheets or of each by its name.
    The marking stands at the head and foot of each printed page, with the page's number; a page is as wide as can be read.
    """
    import xlsxwriter

    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(file, options)
    if made_at is not None:
        book.set_properties({"created": made_at.replace(tzinfo=None)})
    heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm", "valign": "top", "align": "left"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name[:31])
        sheet.freeze_panes(1, 1)
        given = widths.get(name, ()) if isinstance(widths, Mapping) else widths
        across = [given[at] if at < len(given) else 16 for at in range(max(map(len, rows), default=0))]
        _page(sheet, across, marking)
        for position, width in enumerate(across):
            sheet.set_column(position, position, width)
        for r, row in enumerate(rows):
            sheet.set_row(r, min(HIGHEST, LINE * max((_lines(str(cell or ""), across[c]) for c, cell in enumerate(row)), default=1)))
            for c, cell in enumerate(row):
                _write(sheet, (r, c), cell, (heading if r == 0 else plain, day, moment))
        if rows and len(rows) > 1:
            sheet.autofilter(0, 0, len(rows) - 1, len(rows[0]) - 1)
    book.close()
    return file.getvalue()


def _page(sheet: Any, across: Sequence[int], marking: str) -> None:
    """A4 on its side, the first row and column on each page, as many pages beside one another as keep the letters readable."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0)
    sheet.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.8)
    sheet.fit_to_pages(max(1, -(-sum(across) // PAGE_WIDE)), 0)
    if marking:
        said = marking.replace("&", "&&")
        sheet.set_header(f"&C&B{said}"[:255])
        sheet.set_footer(f"&C&B{said}&R&P / &N"[:255])


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column: a Japanese character is as wide as two others, and words are not divided."""
    return sum(1 + sum(2 if ord(c) > 0x2E7F else 1 for c in line) // max(width - 2, 1) for line in text.split("\n"))


def _write(sheet: Any, place: tuple[int, int], cell: Cell, formats: tuple[Any, Any, Any]) -> None:
    text, day, moment = formats
    if isinstance(cell, datetime):
        sheet.write_datetime(*place, cell.replace(tzinfo=None), moment)
    elif isinstance(cell, date):
        sheet.write_datetime(*place, datetime(cell.year, cell.month, cell.day), day)
    elif isinstance(cell, bool) or cell is None:
        sheet.write(*place, cell, text)
    elif isinstance(cell, int | float):
        sheet.write_number(*place, cell, text)
    elif cell:
        if len(cell) > 32_767:  # the format's own limit for a cell
            words = f"A text of {len(cell):,} characters does not fit into a spreadsheet's cell; it holds 32,767."
            raise Refusal("cell-too-long", "F4", words)
        sheet.write_string(*place, cell, text)


def _unpackable(name: str, data: bytes) -> str:
    """Whether a ZIP is a spreadsheet ("book") or a document ("word"); refuses one that unpacks to far more than it should."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > MAX_UNPACKED or len(parts) > 10_000:
                raise Refusal("file-too-large", "F1", f"{name} unpacks to more than {MAX_UNPACKED:,} bytes.")
            names = {part.filename for part in parts}
    except zipfile.BadZipFile as error:
        raise Refusal("no-table", "F2", f"{name} is damaged: {error}.") from error
    return "word" if "word/document.xml" in names else "book"


def _workbook(name: str, data: bytes) -> list[Table]:
    import python_calamine as calamine

    _check_sheets(name, data)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        formulas, errors = _cells(data, _FORMULA), _cells(data, _ERROR)
        found = []
        for position, known in enumerate(book.sheets_metadata):
            if known.typ != calamine.SheetTypeEnum.WorkSheet or known.visible != calamine.SheetVisibleEnum.Visible:
                continue
            sheet = book.get_sheet_by_index(position)
            _check_size(name, sheet.total_height, sheet.total_width)
            rows = [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
            remarks = tuple(_remarks(sheet, rows, formulas.get(position, []), errors.get(position, [])))  # fills merged cells first
            found.append(Table(known.name, _square(rows), remarks))
    except calamine.PasswordError as error:
        raise Refusal("locked", "F3", f"{name} is locked with a password; save a copy without one.") from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise Refusal("no-table", "F2", f"{name} is not a spreadsheet that can be read: {error}.") from error
    hidden = len(book.sheets_metadata) - len(found)
    if hidden and found:
        said = {"en": f"{hidden} hidden sheet(s) were left out.", "ja": f"非表示のシート{hidden}枚は読み取っていません。"}
        found[0] = Table(found[0].name, found[0].rows, (*found[0].remarks, said))
    if not found:
        raise Refusal("no-table", "F2", f"{name} has no visible sheet with cells.")
    return found


def _sheets_of(data: bytes) -> list[bytes]:
    """The XML of each worksheet of an XLSX, by number; none for other formats."""
    if data[:4] != b"PK\x03\x04":
        return []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [n for n in archive.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", n)]
        return [archive.read(n) for n in sorted(names, key=lambda n: int(re.sub(r"\D", "", n.rsplit("/", 1)[1])))]


def _check_sheets(name: str, data: bytes) -> None:
    """Refuses a sheet with too many rows before all of them are taken into memory as cells; a row that is only formatted holds none."""
    for xml in _sheets_of(data):
        _check_size(name, sum(1 for row in xml.split(_ROW) if _VALUE.search(row)), 0)


def _cells(data: bytes, sort: re.Pattern[bytes]) -> dict[int, list[str]]:
    """The cells of that sort, formulas or errors, by the sheet's position."""
    return {position: [m.decode() for m in sort.findall(xml)] for position, xml in enumerate(_sheets_of(data))}


def _remarks(sheet: Any, rows: list[list[Cell]], formulas: Sequence[str], errors: Sequence[str]) -> Iterable[Words]:
    """Says what was merged (its value now stands in every cell of it), what was computed, and what could not be computed."""
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        value = rows[top][left] if top < len(rows) and left < len(rows[top]) else None
        for r in range(top, min(bottom + 1, len(rows))):
            for c in range(left, min(right + 1, len(rows[r]))):
                rows[r][c] = value
        where = f"{_letters(left)}{top + 1}:{_letters(right)}{bottom + 1}"
        yield {
            "en": f"Cells {where} were merged; each was read as “{str(value or '')[:40]}”.",
            "ja": f"結合されたセル{where}は、いずれも「{str(value or '')[:40]}」と読み取りました。",
        }
    if formulas:
        some = _some(formulas)
        yield {
            "en": f"{len(formulas)} cell(s) hold formulas ({some}); the values last computed were read.",
            "ja": f"数式のセル{len(formulas)}個（{some}）は、最後に計算された値を読み取りました。",
        }

    if errors:
        some = _some(errors)
        yield {
            "en": f"{len(errors)} cell(s) show an error of the spreadsheet instead of a value ({some}) and were read as empty.",
            "ja": f"エラーを表示しているセル{len(errors)}個（{some}）は、空欄として読み取りました。",
        }


def _some(cells: Sequence[str]) -> str:
    return ", ".join(cells[:5]) + (" …" if len(cells) > 5 else "")


def _letters(position: int) -> str:
    text = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        text = chr(65 + rest) + text
    return text


def _cell(value: object) -> Cell:
    if isinstance(value, datetime):
        return value.date() if value.time() == time(0) else value.isoformat(sep=" ")
    if isinstance(value, time | timedelta):
        return str(value)
    return None if value == "" else cast(Cell, value)


def _word(name: str, data: bytes) -> list[Table]:
    """Every table of a document. A merged cell is repeated by the library in each place it covers."""
    import docx
    from docx.opc.exceptions import OpcError

    try:
        document = docx.Document(io.BytesIO(data))
        found = []
        for number, table in enumerate(document.tables, 1):
            _check_size(name, len(table.rows), len(table.columns))
            rows = [[cell.text.strip() or None for cell in row.cells] for row in table.rows]
            found.append(Table(f"{name}, table {number}", _square(rows)))
    except (OpcError, KeyError, ValueError, AttributeError) as error:
        raise Refusal("no-table", "F2", f"{name} is not a Word document that can be read: {error}.") from error
    if not found:
        raise Refusal("no-table", "F2", f"{name} is a Word document without a table.")
    return found


def _check_size(name: str, rows: int, width: int) -> None:
    if rows > MAX_ROWS or width > MAX_COLUMNS:
        wide = f" and {width:,} columns" if width else ""
        words = f"{name} has a table of {rows:,} rows{wide} or more; at most {MAX_ROWS:,} rows and {MAX_COLUMNS} columns are read."
        raise Refusal("file-too-large", "F1", words)


def _square(rows: Sequence[Sequence[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """Rows of one length, without empty ones at the end."""
    width = max(map(len, rows), default=0)
    kept = [tuple(row) + (None,) * (width - len(row)) for row in rows]
    while kept and all(cell in (None, "") for cell in kept[-1]):
        kept.pop()
    return tuple(kept)


def _unguarded(cell: str) -> Cell:
    """A cell of our own CSV without the apostrophe that kept a spreadsheet from running it."""
    return cell[1:] if len(cell) > 1 and cell[0] == "'" and cell[1] in "=+-@\t\r\n＝＋－＠" else cell or None


def _decoded(name: str, data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    raise Refusal("no-table", "F2", f"{name} is neither a spreadsheet, nor a Word document, nor text in UTF-8 or Shift_JIS.")
