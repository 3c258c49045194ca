"""A source's lines with their place, page furniture set apart, and the joining of broken lines for reading. Pure.

A line is the stripped text between two line breaks of any kind (LF, CR LF, form feed, the Unicode separators), so that all
characters outside lines are white space. A clause number that follows a full stop inside a line ("... Armed Forces. 9. Japan ...")
begins a line of its own, marked `inline`; whether it is a clause is decided by sequence, in `blocks`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from entente.instrument.model import Span
from entente.instrument.parsing.hyphens import HYPHENS, SOFT, softened, words_of

TERMINAL = ".;:!?。．：；！？"
_CLOSERS = "\"'”’»)）」』] \t"
_CJK = re.compile(r"[　-〿぀-ヿ㐀-鿿＀-￯]")
_BARE = re.compile(r"(?!(?:19|20)\d\d)\d{1,4}", re.ASCII)
"""A number alone on a line; a year is none of a page."""
_PAGE = re.compile(
    r"(?:page|p\.)\s?\d{1,4}(?:\s?(?:of|/)\s?\d{1,4})?|[-–—]\s?\d{1,4}\s?[-–—]|\d{1,4}\s?/\s?\d{1,4}|\d{1,4}\s?(?:ページ|頁)",
    re.IGNORECASE | re.ASCII,
)
NUMBERS = re.compile(r"(?:item )?no[.．]?|nr\.?|#|№|s/?n|番号|項番", re.IGNORECASE)
"""What heads the column in which a table counts its rows."""
MAX_RUNNING = 100
_GLUED = re.compile(r"(?<=[.;:。”])\s{1,8}(?=\d{1,3}[.．]\s{1,8}[A-Z“\"])", re.ASCII)
_MARKED = re.compile(r"(?:\d{1,3}[.．)]|[(（]\d{1,3}[)）]|article\s|第.{1,8}条)", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Line:
    """One stripped line: `gap` blank lines before it, `width` of the whole printed line, `indent` as printed."""

    start: int
    end: int
    text: str
    gap: int
    width: int
    indent: str = ""
    inline: bool = False


def split_lines(source: str) -> tuple[list[Line], list[Span]]:
    """The lines of a source in order, and the spans of its page numbers and running lines, which are in no line."""
    raw = _raw_lines(source)
    running, counted = _running_lines(raw), _counted_cells(raw)
    lines: list[Line] = []
    furniture: list[Span] = []
    gap = 0
    for i, line in enumerate(raw):
        following = raw[i + 1] if i + 1 < len(raw) else None
        if i in running or (i not in counted and _is_page_number(line, lines[-1] if lines else None, following, gap)):
            furniture.append((line.start, line.end))
            gap += line.gap
            continue
        lines.extend(_parts(line, line.gap + gap))
        gap = 0
    return _mended(lines), furniture


def _mended(lines: list[Line]) -> list[Line]:
    """The lines with a soft hyphen where a word is only broken; length and place stay."""
    if not any(line.text.endswith(HYPHENS) for line in lines):
        return lines
    words = words_of([line.text for line in lines])
    texts = [softened(line.text, after.text, words) for line, after in pairwise(lines)]
    return [replace(line, text=text) for line, text in zip(lines, [*texts, lines[-1].text], strict=True)]


def _raw_lines(source: str) -> list[Line]:
    out: list[Line] = []
    position = gap = 0
    for raw in source.splitlines(keepends=True):
        text = raw.strip()
        if text:
            lead = len(raw) - len(raw.lstrip())
            start = position + lead
            out.append(Line(start, start + len(text), text, gap, len(text), raw[:lead]))
            gap = 0
        else:
            gap += 1
        position += len(raw)
    return out


def _running_lines(raw: list[Line]) -> set[int]:
    """Where a header or footer stands: the same line beside at least two page numbers, and once more at the end of the last page.

    Where it stands elsewhere too, as a title that is printed on top of every page does, it is text there.
    """
    beside: dict[str, set[int]] = {}
    for i, line in enumerate(raw):
        if len(line.text) <= 24 and _PAGE.fullmatch(line.text):
            for near in (i - 1, i + 1):
                text = raw[near].text if 0 <= near < len(raw) else ""
                if 0 < len(text) <= MAX_RUNNING and not _PAGE.fullmatch(text) and not _MARKED.match(text):
                    beside.setdefault(collapse(text), set()).add(near)
    found = {text: places for text, places in beside.items() if len(places) > 1}
    places = {place for standing in found.values() for place in standing}
    return places | ({len(raw) - 1} if raw and collapse(raw[-1].text) in found else set())


def _counted_cells(raw: list[Line]) -> set[int]:
    """Where a number alone counts the rows of a table whose cells stand one below another: 1, 2, 3 below a line "No."."""
    out: set[int] = set()
    awaited = 0
    for i, line in enumerate(raw):
        if NUMBERS.fullmatch(line.text[:20]):
            awaited = 1
        elif awaited and line.text == str(awaited):
            out.add(i)
            awaited += 1
    return out


def _is_page_number(line: Line, before: Line | None, after: Line | None, gap: int) -> bool:
    """A page number stands between blank lines, breaks a sentence, or stands right above the next clause."""
    if len(line.text) > 24:
        return False
    if _PAGE.fullmatch(line.text):
        return True
    if not _BARE.fullmatch(line.text):
        return False
    alone = (before is None or line.gap + gap > 0) and (after is None or after.gap > 0)
    breaks = before is not None and not terminated(before.text)
    return alone or breaks or (after is not None and _MARKED.match(after.text) is not None)


def _parts(line: Line, gap: int) -> list[Line]:
    cuts = [m.end() for m in _GLUED.finditer(line.text)]
    out = []
    for i, (a, b) in enumerate(zip([0, *cuts], [*cuts, len(line.text)], strict=True)):
        text = line.text[a:b].rstrip()
        start = line.start + a
        out.append(Line(start, start + len(text), text, 0 if i else gap, line.width, line.indent, i > 0))
    return out


def terminated(text: str) -> bool:
    """Whether a text ends as a sentence or a member of a list does, closing quotes and brackets aside."""
    return text[-8:].rstrip(_CLOSERS)[-1:] in tuple(TERMINAL)


def is_cjk(char: str) -> bool:
    """Whether a character is written without spaces around it: kanji, kana, full-width forms, Japanese punctuation."""
    return bool(_CJK.match(char))


def place_on_line(line: Line, start: int) -> int:
    """Where on the printed line a place in the source lies, in half-width characters; a full-width one takes two."""
    before = line.indent + line.text[: start - line.start]
    return sum(2 if is_cjk(c) else 1 for c in before)


def collapse(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())


def join_lines(texts: list[str]) -> str:
    """Broken lines as one paragraph: with a space, without one beside Japanese or after a hyphen, a broken word as one."""
    out: list[str] = []
    last = ""
    for text in map(collapse, texts):
        if not text:
            continue
        hyphen = last.endswith(HYPHENS) and last[-2:-1].isalpha() and text[0].isalpha()
        if hyphen and last.endswith(SOFT):
            out[-1] = out[-1][:-1]
        elif last and not (is_cjk(last[-1]) or is_cjk(text[0]) or hyphen):
            out.append(" ")
        out.append(text)
        last = text
    joined = "".join(out)
    return joined[:-1] + "-" if joined.endswith(SOFT) else joined
