"""Who signed: the rows of a signature block to names and capacities. Pure.

Signatures stand in columns (parted by tabs, by spaces, or by nothing but the next honorific or the repeated capacity) or one below the
other. A row that fills only some of the columns is read by where it is printed, so that a capacity broken within its column stays whole.
Japanese blocks name whom they sign for with のために or を代表して, and part a family name from a given one by a single space.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from entente.instrument.model import Signatory, Span
from entente.instrument.parsing.lines import Line, collapse, is_cjk, join_lines, place_on_line

MAX_COLUMNS = 12
HONORIFIC = re.compile(
    r"\b(?:The )?(?:Rt\.? Hon\.?|Right Honou?rable|Mr\.?|Mrs\.?|Ms\.?|Miss|Dr\.?|Prof\.?|H\.?E\.|(?:His|Her) Excellency"
    r"|Hon\.|Honou?rable|Sir|Dame|Lord|Baroness|General|Admiral|Ambassador)(?= [A-Z])"
)
_OFFICE = (
    r"(?:Deputy |(?:Parliamentary )?Vice[ -]|First |Acting )?"
    r"(?:Prime Minister|President|Chancellor|Ministers?|Secretary|Ambassador|Commissioner|Governor"
    r"|Director|Chief|Head|High Representative|Taoiseach|Under-Secretary)\b"
)
_TITLED = r"(?:[A-Z][\w-]{1,20} ){0,2}(?:Minister|Secretary|Director|Commissioner|Chief)(?: General)?(?:$|,| (?:of|for|to)\b)"
_CAPACITY = re.compile(rf"(?:For|FOR|On behalf of|ON BEHALF OF|Pour|POUR)\b|{_OFFICE}|{_TITLED}")
_SIGNED_FOR = re.compile(r"(?:For|On behalf of|Pour)\b", re.I)
_CAPACITY_START = re.compile(rf"(?:For the|For|On behalf of)(?= [A-Z])|{_OFFICE}")
_CAPACITY_JA = re.compile(r"(?:のために|を代表して|代表|大臣|首相|大統領|大使|長官|次官|局長|総督)")
_FOR_JA = re.compile(r".{1,60}?(?:のために|を代表して)[：:]?")
_COLUMN_GAP = re.compile(r"\t[\t ]*|[  　]{2,60}|　")
_LABEL = re.compile(r"(?:(?P<name>(?:full )?name|氏名)|title|appointment|position|post|office|rank|役職|職名)\s*[:：]\s*", re.I)
"""What forms print before a name or an office."""
_FULL = 20
"""Characters of a capacity that may have filled its column."""
_NEAR = 6
"""Places by which the lines of one printed column may begin apart; a full-width character takes two."""


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    start: int
    end: int
    column: int
    gap: int
    carries: bool = False
    """It goes on under the cell above it, in a row that has nothing in the other columns."""


def read_signatories(rows: list[Line]) -> tuple[Signatory, ...]:
    """The signatories of a block, by column and then from above; every character of the rows is in one of them."""
    columns: list[list[_Cell]] = [[] for _ in range(MAX_COLUMNS)]
    printed: list[int] = []
    for row in rows:
        cells = _cells(row)
        if printed and len(cells) < len(printed):
            cells = _placed(row, cells, printed)
        else:
            printed = [place_on_line(row, cell.start) for cell in cells] if len(cells) > 1 else []
        for cell in cells:
            columns[cell.column].append(cell)
    return tuple(signatory for cells in columns for signatory in _read_column(cells))


def _placed(row: Line, cells: list[_Cell], printed: list[int]) -> list[_Cell]:
    """The cells of a row that fills some columns only, each under what it continues; as they are where none stands near."""
    out = []
    for cell in cells:
        place = place_on_line(row, cell.start)
        column = min(range(len(printed)), key=lambda n: abs(printed[n] - place))
        if abs(printed[column] - place) > _NEAR:
            return cells
        out.append(replace(cell, column=column, carries=not row.gap))
    return out


def _cells(row: Line) -> list[_Cell]:
    """A row cut at its column gaps; where it has none, before each further honorific, office or のために."""
    text = row.text
    cuts = [(m.start(), m.end()) for m in _COLUMN_GAP.finditer(text)]
    cuts = [(a, b) for a, b in cuts if b - a > 1 or text[a] == "\t"] or cuts  # beside wide gaps a single space is within a name
    if len(cuts) == 1 and is_cjk(text[0]) and _joins_name(text[: cuts[0][0]], text[cuts[0][1] :]):
        cuts = []
    if not cuts:
        cuts = [(at, at) for at in _further(text)]
    if len(cuts) >= MAX_COLUMNS:
        cuts = []
    edges = [0, *(edge for cut in cuts for edge in cut), len(text)]
    out = []
    for column, (a, b) in enumerate(zip(edges[::2], edges[1::2], strict=True)):
        part = text[a:b].rstrip()
        if part:
            out.append(_Cell(collapse(part), row.start + a, row.start + a + len(part), column, row.gap))
    return out


def _joins_name(head: str, tail: str) -> bool:
    """日本国内閣総理大臣　安倍晋三 is one signatory, 日本国のために　英国のために and 日本国首相　英国首相 are two."""
    if head.endswith(("ために", "代表して")) or _CAPACITY_JA.search(tail[-4:]):
        return False
    return (len(head) <= 3 and len(tail) <= 4) or bool(_CAPACITY_JA.search(head[-4:]))


def _further(text: str) -> list[int]:
    for pattern in (HONORIFIC, _CAPACITY_START):
        found = [m.start() for m in pattern.finditer(text)]
        if found and found[0] == 0:
            # "Prime Minister of the Kingdom of X and Minister for Y": an office after a linking word is the same person's.
            return [at for at in found[1:] if not re.search(r"(?:of|for|and|the|to|,|&|/)\s*$", text[max(0, at - 8) : at])]
    if is_cjk(text[0]):
        found = [m.end() for m in _FOR_JA.finditer(text)]
        return [at for at in found if at < len(text)] if len(found) > 1 else []
    return []


def _read_column(cells: list[_Cell]) -> list[Signatory]:
    out: list[Signatory] = []
    held: dict[str, list[_Cell]] = {"name": [], "capacity": []}
    last = ""
    for cell in cells:
        label = _LABEL.match(cell.text)
        kind = "name" if label and label["name"] else "capacity" if label or _is_capacity(cell.text) else "name"
        if last and _goes_on(cell, held[last][-1]):
            kind = last
        elif not _also_holds(cell, kind, held) and (held[kind] or (cell.gap and held["name"] and held["capacity"])):
            out.append(_signatory(held))
            held = {"name": [], "capacity": []}
        held[kind].append(cell)
        last = kind
    if any(held.values()):
        out.append(_signatory(held))
    return out


def _goes_on(cell: _Cell, above: _Cell) -> bool:
    """Whether a cell is the rest of the line above it, broken where the column was full."""
    if cell.gap:
        return False
    broken = cell.text[0].islower() or above.text.endswith((",", " and", " of", " the", " for"))
    full = cell.carries and len(above.text) >= _FULL and _is_capacity(above.text)
    return broken or (full and not _is_capacity(cell.text))


def _also_holds(cell: _Cell, kind: str, held: dict[str, list[_Cell]]) -> bool:
    """Whether an office stands below the name of one who signs for somebody: "For Norway / A. Berg / Minister of Defence"."""
    whom = bool(held["capacity"]) and _says_for_whom(held["capacity"][0].text)
    return kind == "capacity" and whom and bool(held["name"]) and not _says_for_whom(cell.text)


def _says_for_whom(text: str) -> bool:
    """Whether a line names whom a person signs for: "For Japan", 日本国のために."""
    return bool(_SIGNED_FOR.match(text) or _FOR_JA.fullmatch(text))


def _is_capacity(text: str) -> bool:
    if HONORIFIC.match(text):
        return False
    head, _, tail = text.replace("　", " ").partition(" ")
    if any(is_cjk(c) for c in text[:4]):
        return bool(_CAPACITY_JA.search(text)) and not (tail and _CAPACITY_JA.search(head[-4:]))
    return bool(_CAPACITY.match(text))


def _signatory(held: dict[str, list[_Cell]]) -> Signatory:
    name = join_lines([_LABEL.sub("", cell.text) for cell in held["name"]])
    whom = [cell for cell in held["capacity"] if not held["name"] or cell.start < held["name"][0].start]
    office = held["capacity"][len(whom) :]
    comma = "、" if whom and is_cjk(whom[0].text[0]) else ", "
    capacity = comma.join(join_lines([_LABEL.sub("", cell.text) for cell in part]).rstrip(":：") for part in (whom, office) if part)
    head, _, tail = name.partition(" ")
    if not capacity and tail and _CAPACITY_JA.search(head[-4:]):
        capacity, name = head, tail
    spans: tuple[Span, ...] = tuple(sorted((cell.start, cell.end) for cell in [*held["name"], *held["capacity"]]))
    return Signatory(name, capacity, spans)
