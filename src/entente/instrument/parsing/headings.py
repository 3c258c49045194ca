"""Telling a heading from a paragraph, by its words and by what stands around it. Pure.

A heading is explicit ("Chapter II", "Annex A", 第一章, 附則, "Preamble") or a short line without a full stop that stands alone:
between blank lines, or right above a numbering that begins. A line that merely ends in mid-sentence is the first line of a paragraph
whose text a page or a bad extraction has torn apart, not a heading.
"""

from __future__ import annotations

import re

from entente.instrument.parsing.hyphens import HYPHENS
from entente.instrument.parsing.lines import Line, is_cjk, terminated
from entente.instrument.parsing.marks import Mark, read_marks

MAX_HEADING = 120
MAX_CAPTION = 10
"""Words of an article's heading; more are taken for a sentence."""
_NUMERAL = "[0-9０-９〇一二三四五六七八九十百]{1,6}"
_UNIT_EN = re.compile(
    r"(?P<u>part|chapter|section|title|protocol|(?P<a>annex|appendix|schedule))(?:\s+(?P<n>[ivxlc]{1,8}|\d{1,3}|[a-z])\b|(?(a)(?=\s*$)|(?!)))",
    re.IGNORECASE | re.ASCII,
)
_UNIT_JA = re.compile(rf"第(?P<n>{_NUMERAL})(?P<u>[部編章節款])(?=\s|$)")
_APPENDED_JA = re.compile(r"(?P<u>附\s*則|附属書|別表|別紙|別添)(?P<n>[一二三四五六七八九十Ⅰ-Ⅻ０-９0-9A-Z]{0,3})(?=[\s（]|$)")
_PREAMBLE = re.compile(r"[〈《【「（(]?\s*(?:preamble|前\s*文)\s*[〉》】」）)]?:?", re.IGNORECASE)
ENACTING = re.compile(
    r"(?:have|has) (?:\w+ ){0,3}(?:decided|agreed|reached|resolved|declared)|now,? therefore|hereby |よって、|ここに",
    re.I,
)
_CONTENTS = re.compile(r"(?:table of )?contents|目\s*次", re.IGNORECASE)
_LEADERS = re.compile(r".{1,200}?(?:\.\s?|…|・|_){4,60}\s*\d{1,4}")
_LINKING = frozenset(
    [
        "a",
        "an",
        "the",
        "and",
        "or",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "with",
        "by",
        "between",
        "their",
        "its",
        "our",
        "his",
        "her",
        "as",
        "that",
        "which",
        "including",
        "under",
    ]
)
MAX_MATTER = 25
MAX_MATTER_BARE = 15
_JOINING = re.compile("[、。はがを]|及び|並びに|又は|若しくは")
PREDICATE = re.compile(r"\b(?:shall|will|is|are|was|were|has|have|may|must|should|intends?|agrees?|decides?|acts?)\b", re.IGNORECASE)
_PARTICLES = tuple("のにをはがとへもで、及又若並か各」）（")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_CODES = {
    "部": "Pt",
    "編": "Pt",
    "章": "Ch",
    "節": "Sec",
    "款": "Sub",
    "附属書": "Annex",
    "別表": "Sched",
    "別紙": "Annex",
    "別添": "Annex",
}
_CODES |= {"part": "Pt", "chapter": "Ch", "section": "Sec", "title": "Ti", "annex": "Annex", "appendix": "App"}
_CODES |= {"schedule": "Sched", "protocol": "Prot"}


def unit_of(text: str) -> tuple[str, str] | None:
    """An explicit heading's code and numeral ("Ch", "二"), or None: chapters, annexes, supplementary provisions ("Sup")."""
    if len(text) > MAX_HEADING or text[-1:] in tuple(".;,。、"):
        return None
    match = _UNIT_EN.match(text) or _UNIT_JA.match(text) or _APPENDED_JA.match(text)
    if match is None:
        return None
    rest = text[match.end() :].lstrip()
    if rest[:1].islower():
        return None
    return _CODES.get(match["u"].lower(), "Sup"), match["n"] or ""


def is_preamble(text: str) -> bool:
    """Whether a line is the heading of a preamble."""
    return bool(_PREAMBLE.fullmatch(text[:40])) and len(text) <= 40


def is_contents(text: str) -> bool:
    """Whether a line heads a table of contents, or is an entry of one with its leaders and page number."""
    return len(text) < 300 and bool(_CONTENTS.fullmatch(text) or _LEADERS.fullmatch(text))


def reads_as_title(text: str) -> bool:
    """Short, begun with a capital or in Japanese, not ended as a sentence."""
    if len(text) > MAX_HEADING or text[-1:] in tuple(".;,。、，；：") or not text[:1].isprintable():
        return False
    words = _WORD.findall(text)
    if not words:
        return False
    if any(is_cjk(c) for c in text[:3]):
        return len(text) <= 45 and text[0] not in "（「『、。" and "、" not in text[-2:]
    return len(words) <= 14 and words[0][0].isupper() and words[-1].lower() not in _LINKING


def in_title_case(text: str) -> bool:
    """Whether most long words are capitalised, as in an English heading."""
    words = [w for w in _WORD.findall(text) if len(w) > 3 and w.lower() not in _LINKING]
    return bool(words) and sum(w[0].isupper() for w in words) * 4 >= len(words) * 3


def heads_text(title: str, line: Line, after: Line | None, width: int) -> bool:
    """Whether words below or beside an article's number are its heading: short, no sentence, and what follows begins anew.

    `line` is the line they stand on, `width` the width the text is set to: a line that fills it may have been broken there.
    """
    if after is None or not reads_as_title(title) or len(title.split()) > MAX_CAPTION or PREDICATE.search(title):
        return False
    below = read_marks(after.text)
    anew = bool(below) or after.text[0].isupper() or after.text[0] in '“"‘' or is_cjk(after.text[0])
    full = line.width * 4 >= width * 3 and width > 0 and not after.gap
    return anew and not full and not any(mark.style == "article" for mark in below)


def names_matter(title: str, line: Line, after: Line | None) -> bool:
    """Whether Japanese words beside a number are a heading: they name a matter, and below them an indented sentence begins."""
    if after is None or after.gap or not title or not is_cjk(title[0]) or len(title) > MAX_MATTER or re.search("[、。はがを]", title):
        return False
    return "　" in after.indent[len(line.indent) :] and not read_marks(after.text) and after.text.endswith("。") and not goes_on(after)


def heads_paragraph(title: str, line: Line, after: Line | None, width: int) -> bool:
    """Whether words beside a number are the heading of the paragraph below them, which no mark begins: "2. Meetings", ２．会合."""
    if after is None or read_marks(after.text) or not heads_text(title, line, after, width):
        return False
    if not is_cjk(title[0]):
        return PREDICATE.search(after.text) is not None
    return len(title) <= MAX_MATTER_BARE and not _JOINING.search(title) and after.text.endswith("。") and not goes_on(after)


def is_bracketed(text: str) -> bool:
    """Whether a line is a caption in brackets, as （目的）."""
    return text[0] in "（(" and text[-1] in "）)" and len(text) <= 60


def ends_midway(text: str) -> bool:
    """Whether a line breaks off where no heading and no list item ends: on a linking word, a comma or a hyphen."""
    last = text[-40:].split()[-1:] or [""]
    return last[0].lower() in _LINKING or text[-1:] in (*HYPHENS, *",、，/")


def goes_on(after: Line) -> bool:
    """Whether the line below carries a Japanese sentence on (第二条 / の例に従う), so that the one above was no heading."""
    return not after.gap and "　" not in after.indent and after.text.startswith(_PARTICLES)


def is_heading(line: Line, before: Line | None, after: Line | None, numbering: bool) -> bool:
    """Whether a line without a mark is a heading; `numbering` says that an open series would have to begin anew below it."""
    text = line.text
    unit = unit_of(text)
    if unit or is_preamble(text):
        return after is None or after.text[0] == "（" or not goes_on(after) or (unit or ("",))[0] == "Sup"
    if after is None or line.inline or not reads_as_title(text) or ENACTING.match(text):
        return False
    if text.endswith(":") and not in_title_case(text):
        return False
    below = read_marks(after.text)
    starts = any(m.ordinal == (1,) and m.style != "article" for m in below)
    article = any(m.style == "article" for m in below)
    if article and not after.gap and not in_title_case(text):
        return False
    if before is not None and _titles_unit(line, before, after):
        return True
    ended = before is None or terminated(before.text)
    if not ended and before is not None and ends_midway(before.text):
        return False
    if line.gap and (after.gap or below):
        return ended or in_title_case(text) or starts
    return (starts or article) and numbering and in_title_case(text) and len(text) <= 60


def _titles_unit(line: Line, before: Line, after: Line) -> bool:
    """Whether a line right below a bare "Annex A", parted from what follows or with a list below it, is that annex's title."""
    if line.gap or unit_of(before.text) is None or len(before.text.split()) > 2 or PREDICATE.search(line.text):
        return False
    return after.gap > 0 or bool(read_marks(after.text))


def is_numbered_heading(line: Line, mark: Mark, after: Line | None, role: str | None) -> bool:
    """Whether "II. Political dialogue" heads a section: a capital series whose members are titles with a body below them."""
    if mark.style not in ("ROMAN", "ALPHA", "kanji") or role == "clause" or after is None:
        return False
    title = line.text[mark.end :].strip()
    if not title or not reads_as_title(title):
        return False
    following = [m for m in read_marks(after.text) if m.style == mark.style]
    return not following and (after.gap > 0 or bool(read_marks(after.text)) or after.text[:1].isupper())
