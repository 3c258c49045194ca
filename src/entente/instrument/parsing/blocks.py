"""Lines to blocks: headings, marked provisions with their depth, paragraphs. Pure.

The grammar of numbering. A mark is accepted when it continues an open series (n+1, or n の 2 after an article n), or begins one (1, a,
i, 一) where a paragraph may begin; a series may skip ahead only after a blank line or full stop. A deeper style opens inside the
series above it; returning to an outer style closes the inner ones. A heading closes all series, but a numbering that runs on through
the whole text (1-12, heading, 13-30) may continue. So "Article 5" in a sentence, "2." at a broken line and a statute's cross-reference
第二条 standing on a line of its own remain text.

The grammar of paragraphs. A blank line after a full stop ends one; a blank line in mid-sentence does not. Without a blank line, one
ends after a full stop on a short line, before an indented line, before a recital's first word, and before a line that is itself torn
from its continuation, which bad extraction does to the first line of each paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from entente.instrument.model import Span
from entente.instrument.parsing.headings import (
    ENACTING,
    PREDICATE,
    goes_on,
    heads_paragraph,
    heads_text,
    in_title_case,
    is_bracketed,
    is_heading,
    is_numbered_heading,
    names_matter,
    reads_as_title,
)
from entente.instrument.parsing.lines import Line, collapse, is_cjk, join_lines, terminated
from entente.instrument.parsing.marks import LISTED, STARTERS, Mark, read_marks
from entente.instrument.parsing.tables import Table, find_tables

RECITAL = re.compile(
    r"(?:whereas|having|conscious|mindful|convinced|determined|desir|deeply|aware|guided|inspired|in order|[a-z]{2,16}ing\b)",
    re.I,
)
_DASHES = frozenset("–—-*")
_BRACKETED = re.compile(r"\s*[（(][^（）()]{1,60}[）)](?![のにをはがとへもで、及又若並])")
_RUN_IN = re.compile(r"(?<=[–—-])\s*[A-Z][\w ,/&’'-]{1,60}\.(?=\s+[A-Z“\"])")
_RECITAL_JA = re.compile(r"(?:は|し|して|かんがみ|鑑み|認め|踏まえ|基づき|考え)、$")

Role = Literal["heading", "mark", "para", "columns"]


@dataclass(slots=True)
class Block:
    """Consecutive lines that read as one: `depth` counts the open series above a mark; `caption` is an article's own heading.

    `titled`: where in the mark's own line the text begins after a heading that stands there ("Article 1 - Purpose"); 0 for none.
    """

    role: Role
    lines: list[Line]
    mark: Mark | None = None
    depth: int = 0
    renews: bool = False
    caption: list[Line] = field(default_factory=list)
    titled: int = 0

    @property
    def spans(self) -> tuple[Span, ...]:
        """The source spans of all its lines."""
        return tuple(sorted((line.start, line.end) for line in [*self.caption, *self.lines]))

    @property
    def text(self) -> str:
        """Its words for reading, without the mark."""
        if self.role == "columns":
            return " / ".join(collapse(line.text) for line in self.lines)
        cut = max(self.mark.end if self.mark else 0, self.titled)
        return join_lines([self.lines[0].text[cut:], *(line.text for line in self.lines[1:])])

    @property
    def heading(self) -> str:
        """An article's own heading, without dashes and brackets; empty where it has none."""
        beside = self.lines[0].text[self.mark.end : self.titled] if self.mark and self.titled else ""
        return join_lines([beside.strip(" 　.:–—-"), *(line.text for line in self.caption)]).strip("（）()")


@dataclass(slots=True)
class _Series:
    """The open series, outermost first, and those that a heading has closed but a running number may continue."""

    open: list[tuple[str, tuple[int, ...]]] = field(default_factory=list)
    carried: dict[str, tuple[int, ...]] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)

    def close(self) -> None:
        if self.open:
            style, ordinal = self.open[0]
            self.carried[style] = ordinal
        self.open.clear()

    def place(self, mark: Mark, free: bool, colon: bool) -> tuple[int, bool] | None:
        """The depth a mark would take and whether it renews its series, or None; `free` says that a paragraph may begin here."""
        for depth in range(len(self.open) - 1, -1, -1):
            style, last = self.open[depth]
            if style == mark.style and _follows(mark, last, free):
                return depth, False
        styles = [style for style, _ in self.open]
        if mark.style == "article":
            begins = mark.ordinal == (1,) and free and not self.open
            return (0, False) if begins or _follows(mark, self.carried.get("article", (0,)), free) else None
        resumes = not self.open or (free and self.roles.get(mark.style) == "heading")
        if resumes and mark.style in self.carried and _follows(mark, self.carried[mark.style], False):
            return 0, False
        if not self._may_begin(mark, free):
            return None
        if mark.style == "bare" and mark.ordinal == (2,) and "bare" not in styles:
            return 1, False
        if mark.style not in styles or (colon and styles[-1] == mark.style and len(styles) < 8):
            return len(self.open), False
        return styles.index(mark.style), True

    def _may_begin(self, mark: Mark, free: bool) -> bool:
        second = mark.style in ("bare", "num") and mark.ordinal == (2,) and bool(self.open) and self.open[0][0] == "article"
        return (mark.ordinal == (1,) or second) and (free or mark.style in STARTERS)

    def accept(self, mark: Mark, depth: int) -> None:
        del self.open[depth:]
        self.open.append((mark.style, mark.ordinal))


def _follows(mark: Mark, last: tuple[int, ...], free: bool) -> bool:
    if mark.style in LISTED:
        return free or mark.label not in _DASHES
    now = mark.ordinal
    if now in ((last[0] + 1,), (*last, 2), (*last[:-1], last[-1] + 1)) or (len(last) > 2 and now == (*last[:-2], last[-2] + 1)):
        return True
    skips = mark.style in ("article", "num", "(num)")
    return free and skips and last < now and (mark.style == "article" or now[0] - last[0] <= 10)


def make_blocks(lines: list[Line]) -> list[Block]:
    """All lines in blocks, in order, each line in exactly one."""
    series = _Series()
    blocks: list[Block] = []
    width = _measure(lines)
    pending: list[Line] = []
    tables = {table.start: table for table in find_tables(lines)}
    below = 0
    for i, line in enumerate(lines):
        if i in tables:
            blocks += _settled(pending, tables[i], len(series.open))
            pending, below = [], tables[i].stop
        if i < below:
            continue
        before = lines[i - 1] if i and i != below else None
        after = lines[i + 1] if i + 1 < len(lines) else None
        if not pending and after is not None and _captions(line, after) and not (blocks and _awaits_caption(blocks[-1])):
            pending = [line]
            continue
        headed = bool(pending) or (bool(blocks) and (blocks[-1].role == "heading" or _stands_bare(blocks[-1])))
        block = _marked(line, before, after, series, headed)
        if block is not None and block.role == "mark":
            block.titled = _title_beside(block, after, width, blocks[-1] if blocks else None)
        if pending:
            _settle(pending, block, blocks)
            pending = []
        if block is None and _captions_above(line, after, width, blocks):
            blocks[-1].caption.append(line)
            continue
        block = block or _headed(line, before, after, series)
        opens = i == below or (not any(b.role == "mark" for b in blocks[-1:]) and not series.open and _ends_recital(before))
        if block is None and (not blocks or opens or _breaks(line, before, after, width) or _after_heading(line, blocks[-1])):
            block = Block("para", [line])
        if block is None:
            blocks[-1].lines.append(line)
        else:
            blocks.append(block)
    return blocks


def _settled(pending: list[Line], table: Table, depth: int) -> list[Block]:
    """The blocks of a table, behind a caption that waited for an article."""
    return [*([Block("para", [*pending])] if pending else []), *_tabled(table, depth)]


def _tabled(table: Table, depth: int) -> Iterator[Block]:
    """A table's heading as a paragraph; each row a provision below `depth` open series, its other cells items of it."""
    yield Block("columns", list(table.head))
    matter, number = table.matter, table.number
    count = 0
    for row in table.rows:
        count = count + 1 if row.above is None else 0
        if row.above is not None:
            yield Block("heading", [row.above])
            continue
        counted = row.cells[number] if number is not None else []
        main = matter if row.cells[matter] else next((m for m, cell in enumerate(row.cells) if cell and m != number), matter)
        yield Block("mark", [*counted[:1], *row.cells[main], *counted[1:]], _row_mark(counted, count), depth)
        for column, cell in enumerate(row.cells):
            if cell and column not in (main, number):
                yield Block("mark", cell, Mark("cell", (column,), table.head[column].text, 0), depth + 1)


def _row_mark(counted: list[Line], position: int) -> Mark:
    """The number of a row as its first cell gives it, or its position among the rows, unprinted."""
    if not counted:
        return Mark("row", (position,), "", 0)
    text = counted[0].text
    marks = read_marks(f"{text} ")
    return Mark("row", marks[0].ordinal if marks else (position,), text.strip(" .．()（）"), len(text))


def _captions(line: Line, after: Line) -> bool:
    """Whether a line such as （目的） stands over an article or paragraph, as captions do in Japanese statutes."""
    text = line.text
    return is_bracketed(text) and any(mark.style in ("article", "bare", "num") for mark in read_marks(after.text))


def _captions_above(line: Line, after: Line | None, width: int, blocks: list[Block]) -> bool:
    """Whether a line is the caption below a bare "Article 5"."""
    if not blocks or not _awaits_caption(blocks[-1]):
        return False
    titled = is_bracketed(line.text) or (
        len(line.text) <= 80 and not line.text.endswith(":") and reads_as_title(line.text) and in_title_case(line.text)
    )
    return titled or heads_text(line.text, line, after, width)


def _awaits_caption(block: Block) -> bool:
    """Whether a block is a bare "Article 5" or 第五条 that has no heading yet."""
    return block.mark is not None and block.mark.style == "article" and _stands_bare(block) and not block.heading


def _stands_bare(block: Block) -> bool:
    """Whether a provision has its number, and maybe its heading, but no words yet."""
    return block.mark is not None and block.role == "mark" and len(block.lines) == 1 and not block.text.strip()


def _title_beside(block: Block, after: Line | None, width: int, above: Block | None) -> int:
    """Where the text begins after a heading in the line of a provision's number; 0 for none.

    第一条（目的）, "Article 1 - Purpose", "Article 1 – Purpose. The Parties ...", and １　目的 above an indented paragraph.
    """
    line, mark = block.lines[0], block.mark
    if mark is None:
        return 0
    if mark.style in ("num", "bare"):
        title = line.text[mark.end :].strip(" 　.:–—-")
        listed = above is not None and above.mark is not None and not above.heading and reads_as_title(above.text)
        named = names_matter(title, line, after) or (mark.style == "num" and not listed and heads_paragraph(title, line, after, width))
        return len(line.text) if block.depth == 0 and named else 0
    if mark.style != "article":
        return 0
    beside = _BRACKETED.match(line.text, mark.end) or _RUN_IN.match(line.text, mark.end)
    if beside and not PREDICATE.search(beside[0]):
        return beside.end()
    return len(line.text) if heads_text(line.text[mark.end :].strip(" 　.:–—-"), line, after, width) else 0


def _settle(pending: list[Line], block: Block | None, blocks: list[Block]) -> None:
    """Give a waiting caption to its article, or back to the paragraph it closes."""
    if block is not None and block.mark is not None:
        block.caption.extend(pending)
    elif blocks:
        blocks[-1].lines.extend(pending)
    else:
        blocks.append(Block("para", [*pending]))


def _marked(line: Line, before: Line | None, after: Line | None, series: _Series, headed: bool) -> Block | None:
    ended = before is None or headed or terminated(before.text)
    free = (line.gap > 0 or ended) and not line.inline
    for mark in sorted(read_marks(line.text), key=lambda mark: mark.ordinal == (1,)):  # what goes on before what begins
        if line.inline and (mark.style != "num" or not series.open or series.open[0][0] != "num"):
            continue
        if mark.style == "article" and not _heads_article(line, mark, after):
            continue
        article = mark.style == "article"
        colon = before is not None and before.text[-1:] in (":", "：")
        spaced = mark.style in ("kana", "iroha") and line.text[mark.end : mark.end + 1] == "　" and bool(series.open)
        hangs = line.text == mark.label and not mark.label.isascii() and after is not None and not goes_on(after)
        placed = series.place(mark, free or article or hangs or spaced, colon)
        if placed is None:
            continue
        if placed[0] == 0 and is_numbered_heading(line, mark, after, series.roles.get(mark.style)):
            series.roles[mark.style] = "heading"
            series.close()
            series.carried[mark.style] = mark.ordinal
            return Block("heading", [line], mark)
        if placed[0] == 0:
            series.roles[mark.style] = "clause"
        series.accept(mark, placed[0])
        return Block("mark", [line], mark, *placed)
    return None


def _heads_article(line: Line, mark: Mark, after: Line | None) -> bool:
    """An article's number stands alone or before its caption or text; a reference's sentence goes on in the next line."""
    rest = line.text[mark.end :].lstrip()
    if rest:
        return not rest.startswith(("から", "及び", "又は", "並びに", "において"))
    if after is None:
        return False
    if read_marks(after.text):
        return True
    words = after.text
    if is_bracketed(words):
        return True
    if is_cjk(words[0]):
        return not goes_on(after)
    return not words[0].islower()


def _headed(line: Line, before: Line | None, after: Line | None, series: _Series) -> Block | None:
    numbering = before is not None and (terminated(before.text) or bool(series.open))
    if is_heading(line, before, after, numbering):
        series.close()
        return Block("heading", [line])
    return None


def _after_heading(line: Line, block: Block) -> bool:
    """A second line of a heading joins it only where it reads as more of the same title."""
    if block.role != "heading":
        return False
    more = line.gap == 0 and len(block.lines) < 3 and reads_as_title(line.text) and in_title_case(line.text)
    return not more or is_cjk(line.text[0])


def _ends_recital(before: Line | None) -> bool:
    """Whether the line above ends as the opening words or a recital of a Japanese preamble do: …は、 …を再確認し、"""
    return before is not None and bool(_RECITAL_JA.search(before.text[-8:]))


def _breaks(line: Line, before: Line | None, after: Line | None, width: int) -> bool:
    if before is None or line.inline:
        return False
    words = line.text
    ended = terminated(before.text)
    if line.gap:
        comma = before.text.endswith((",", "、", "，")) and not words[0].islower()
        return ended or comma
    if before.text.endswith((",", ";", "、")) and (RECITAL.match(words[:40]) or ENACTING.match(words[:60])):
        return words[0].isupper() or is_cjk(words[0])
    if not ended or words[0].islower():
        return False
    indented = len(line.indent) >= len(before.indent) + 2 or (line.indent[-1:] == "　" and before.text.endswith("。"))
    torn = after is not None and after.gap > 0 and not terminated(words) and not read_marks(after.text)
    return before.width * 4 < width * 3 or indented or torn


def _measure(lines: list[Line]) -> int:
    """The width the text was set to: the 90th percentile of its longer lines."""
    widths = sorted(line.width for line in lines if line.width >= 40)
    return widths[len(widths) * 9 // 10] if widths else 0
