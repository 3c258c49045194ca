"""The foot of an instrument: its testimonium, place, date and signature block. Pure.

The foot begins at "In witness whereof", "Done at", 以上の証拠として or at a line that holds a place and a date alone, after the last
numbered provision (or the last before an annex). Who signed is read from the rows below, in `columns`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from entente.instrument.model import Signatory, Text
from entente.instrument.parsing.columns import HONORIFIC, read_signatories
from entente.instrument.parsing.headings import unit_of
from entente.instrument.parsing.lines import Line, is_cjk, join_lines, terminated
from entente.instrument.parsing.marks import LISTED, read_marks
from entente.instrument.parsing.numerals import find_date

MAX_FOOT = 120
_TESTIMONIUM = re.compile(
    r"in witness whereof|in faith whereof|(?:done|signed|adopted) (?:at|in|on|this)\b|signed in duplicate\b"
    r"|以上の証拠として|以上を証(?:し|拠)",
    re.I,
)
_END = re.compile(r"[（(\[]?\s*(?:了|終|以上|end)\s*[）)\]]?", re.I)
_UNSIGNED = re.compile(r"(?:[(（]?(?:signature|signed|署名)[)）]?[:：]?[\s_＿.…]*)+", re.I)
"""What stands where a signature is to be written: "(Signature)", "Signed: ....."."""
_DATED = re.compile(r"(?:date|日付)\s*[:：]", re.I)
_MADE_JA = re.compile(r"作成(?:した|する)|署名(?:した|する)|にて|において|に於いて")
_PLACE_EN = re.compile(r"(?:\bat|\bin) ([A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,3})")
_PLACE_JA = re.compile(r"([ァ-ヶー一-龠・]{2,20})(?:において|に於いて|にて|で)")
_PROVISIONS = {"article", "num", "(num)", "num)", *LISTED, "ROMAN", "dec2", "dec3", "lettered", "kanji", "(kanji)"}
_RULE = re.compile(r"[_＿.…・\-–—/s\s]{3,}")


@dataclass(frozen=True, slots=True)
class Foot:
    """What the foot holds: closing paragraphs (ids "closing", "done"), place, ISO date, signatories."""

    closing: tuple[Text, ...] = ()
    done_at: str | None = None
    done_on: str | None = None
    signatories: tuple[Signatory, ...] = ()


def place_and_date(text: str) -> tuple[str | None, str] | None:
    """Place and ISO date of a line that holds nothing else ("Tokyo, 31 August, 2017"; 平成29年8月31日、東京), or None."""
    if len(text) > 90:
        return None
    found = find_date(text)
    if found is None:
        return None
    date, start, end = found
    after = re.sub(r"^,? in (?:duplicate|triplicate|two originals|two copies)", "", text[end:])
    place = (text[:start] + " " + after).strip(" ,.、，。()（）\t　")
    place = re.sub(
        r"^(?:done |signed )?(?:at|in) |(?:,? (?:on|this|the))+$"
        r"|^(?:にて|において|に)|(?:にて|において|で)(?:(?:署名|作成)(?:した|する))?$",
        "",
        place,
        flags=re.I,
    )
    place = place.strip(" ,、，　")
    words = place.split()
    if len(words) > 4 or len(place) > 40 or any(c in place for c in ".:;。：（(") or any(c.isdigit() for c in place):
        return None
    if place and not (words[0][0].isupper() or is_cjk(words[0][0])):
        return None
    if any(is_cjk(c) for c in place) and (len(place) > 12 or re.search(r"法律|条約|改正|公布|[はをがの]", place)):
        return None
    return place or None, date


def foot_of(lines: list[Line], tabled: frozenset[int] = frozenset()) -> tuple[int, int]:
    """Where the foot begins and ends among the lines (end exclusive); (len, len) where there is none.

    `tabled` are the lines of tables, where a date is a cell.
    """
    count = len(lines)
    provisions = [i in tabled or _is_provision(line) for i, line in enumerate(lines)]
    annexes = [line.gap > 0 and (unit_of(line.text) or ("",))[0] in ("Annex", "App", "Sched", "Prot") for line in lines]
    next_provision, next_annex = [count] * (count + 1), [count] * (count + 1)
    for i in range(count - 1, -1, -1):
        next_provision[i] = i if provisions[i] else next_provision[i + 1]
        next_annex[i] = i if annexes[i] else next_annex[i + 1]
    for i in range(next_provision[0], count):
        stop = next_annex[i]
        if not provisions[i] and next_provision[i] >= stop and stop - i <= MAX_FOOT and _begins_foot(lines, i):
            return i, stop
    return count, count


def _is_provision(line: Line) -> bool:
    styles = {mark.style for mark in read_marks(line.text)}
    return bool(styles & _PROVISIONS) and place_and_date(line.text) is None


def _begins_foot(lines: list[Line], i: int) -> bool:
    line = lines[i]
    if not (line.gap or i == 0 or terminated(lines[i - 1].text)):
        return False
    if _TESTIMONIUM.match(line.text[:40]) or place_and_date(line.text) or _END.fullmatch(line.text[:12]):
        return True
    return len(line.text) <= 200 and find_date(line.text) is not None and bool(_MADE_JA.search(line.text))


def read_foot(lines: list[Line]) -> Foot:
    """The foot's elements; each line's characters go to the closing words, the date line or a signatory."""
    closing: list[Text] = []
    done_at = done_on = None
    i = 0
    while i < len(lines):
        alone = place_and_date(lines[i].text)
        if alone:
            done_at, done_on = alone[0] or done_at, alone[1]
            closing.append(_text("done", lines[i : i + 1]))
            i += 1
        elif _is_prose(lines[i]) or _END.fullmatch(lines[i].text[:12]):
            stop = _prose_end(lines, i)
            paragraph = _text("closing", lines[i:stop])
            closing.append(paragraph)
            done_at, done_on = _made(paragraph.text, done_at, done_on)
            i = stop
        else:
            break
    rows = []
    for line in lines[i:]:
        alone = place_and_date(line.text)
        if alone:
            done_at, done_on = done_at or alone[0], done_on or alone[1]
            closing.append(_text("done", [line]))
        elif _DATED.match(line.text):
            found = find_date(line.text)
            done_on = done_on or (found[0] if found else None)
            closing.append(_text("done", [line]))
        elif _RULE.fullmatch(line.text) or _UNSIGNED.fullmatch(line.text) or _END.fullmatch(line.text[:12]):
            closing.append(_text("closing", [line]))
        else:
            rows.append(line)
    if done_on and done_at is None and len(rows) == 1 and len(rows[0].text.split()) <= 3 and not HONORIFIC.match(rows[0].text):
        # A place on a line of its own below the date, and nobody signed.
        done_at = rows[0].text
        closing.append(_text("done", rows))
        rows = []
    return Foot(tuple(closing), done_at, done_on, read_signatories(rows))


def _text(name: str, lines: list[Line]) -> Text:
    return Text(name, join_lines([line.text for line in lines]), tuple((line.start, line.end) for line in lines))


def _is_prose(line: Line) -> bool:
    text = line.text
    if _TESTIMONIUM.match(text[:40]) or text.endswith("。"):
        return True
    return HONORIFIC.match(text) is None and len(text) > 60 and (terminated(text) or text[-1:] == ",")


def _prose_end(lines: list[Line], i: int) -> int:
    stop = i + 1
    while stop < len(lines) and not lines[stop].gap and not terminated(lines[stop - 1].text):
        stop += 1
    return stop


def _made(text: str, done_at: str | None, done_on: str | None) -> tuple[str | None, str | None]:
    found = find_date(text)
    if found is None:
        return done_at, done_on
    around = text[max(0, found[1] - 120) : found[2] + 60]
    place = _PLACE_EN.search(around) or _PLACE_JA.search(text[found[2] : found[2] + 40]) or _PLACE_JA.search(around)
    return (place[1] if place else done_at), found[0]
