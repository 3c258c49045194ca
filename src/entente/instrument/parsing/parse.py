"""A declaration's text to its elements. Pure: text in, `Instrument` or `Refusal` out, in time linear in the text.

The grammar it understands, from the top of a text to its foot:

    title, front matter (promulgation notes, table of contents), opening words ("The Prime Ministers of Japan and the UK,"),
    preamble (P1, P2 ... one to each recital), enacting words ("Have decided as follows:", "Now, therefore, ..."),
    sections: a heading, a chapeau of unnumbered paragraphs, clauses, their items to any depth,
    closing words, place and date, signatories; then annexes, if any. Footnotes, wherever they stand, follow the closing words.

Clauses are Articles, 第一条, numbered paragraphs (1. １． （１）), Roman numerals, letters or bullets: whichever stands outermost.
How marks and paragraphs are told is written in `blocks`, headings in `headings`, ids in `identifiers`, the foot in `signatures`.
A text in which nothing is numbered, a press release for one, is refused.

Refusals: TX1 "not-text", TX2 "too-long", TX3 "empty", TX4 "no-clauses".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from entente.instrument.model import Instrument, Text
from entente.instrument.parsing.assemble import assemble, block_text
from entente.instrument.parsing.blocks import RECITAL, Block, make_blocks
from entente.instrument.parsing.decode import LIMIT, decode
from entente.instrument.parsing.headings import ENACTING, in_title_case, is_contents, is_preamble, reads_as_title, unit_of
from entente.instrument.parsing.hyphens import HYPHENS
from entente.instrument.parsing.lines import Line, join_lines, split_lines, terminated
from entente.instrument.parsing.marks import read_marks
from entente.instrument.parsing.notes import split_notes
from entente.instrument.parsing.signatures import foot_of, place_and_date, read_foot
from entente.instrument.parsing.tables import find_tables
from entente.kernel.errors import Refusal

MAX_LINES = 100_000
"""Lines of a text above which it is refused: two megabytes of printed text hold about half as many."""

_ENACTING_END = re.compile(
    r"(?:as follows|the following(?: [a-z-]+){0,3}(?=\s*[:：])|\b(?:declare|decide|agree|resolve|affirm)(?:,? that)?\s*[:：])\s*[:：]?$"
    r"|次の(?:とおり|通り)|以下の(?:とおり|通り)|ここに宣言",
    re.IGNORECASE,
)
_UNFINISHED = ("の", "と", "及び", "並びに", "に関する", "における", "・")
_LINKS = re.compile(r"between|and|of|on|for|concerning|regarding|及び|と", re.IGNORECASE)
"""What stands alone on a line within a title."""
_TITLE_GOES_ON = re.compile(r"(?:between|of|on|for|concerning|regarding|relating to|and) [^.;:。]{1,160}(?<![,，、])$")
_NOTE = re.compile(r"[（(].{1,200}[)）]|最終改正.{0,200}")


@dataclass(slots=True)
class _Head:
    """What stands before the first section, and the blocks left for the sections."""

    front: list[Text] = field(default_factory=list)
    opening: Text | None = None
    recitals: list[Block] = field(default_factory=list)
    enacting: Text | None = None
    done: tuple[str | None, str] | None = None


def parse_bytes(data: bytes) -> Instrument:
    """The instrument in a file's bytes; refuses as `decode` and `parse` do."""
    return parse(decode(data))


def parse(text: str) -> Instrument:
    """The elements of a declaration, each with its spans in `text`; refuses TX2, TX3 and TX4, and text with NUL (TX1).

    It does not judge the words: promises are told apart by those who publish the instrument (`published`).
    """
    _check_text(text)
    lines, furniture = split_lines(text)
    if not lines:
        raise Refusal("empty", "TX3", "There is no text.")
    if len(lines) > MAX_LINES:
        raise Refusal("too-long", "TX2", f"The text holds {len(lines)} lines; an instrument may hold {MAX_LINES}.")
    notes, lines = split_notes(lines, furniture)
    title, front, lines = _title_and_front(lines)
    tabled = frozenset(n for table in find_tables(lines) for n in range(table.start, table.stop))
    start, stop = foot_of(lines, tabled)
    blocks = make_blocks(lines[:start])
    head, rest = _read_head(blocks)
    sections, clauses = assemble(rest + make_blocks(lines[stop:]))
    if not clauses:
        raise Refusal(
            "no-clauses",
            "TX4",
            "No numbered clause, article or listed point was found; this is not a declaration's text.",
        )
    foot = read_foot(lines[start:stop])
    return Instrument(
        title=title,
        front=(*front, *head.front),
        opening=head.opening,
        preamble=tuple(block_text(f"P{n}", block) for n, block in enumerate(head.recitals, 1)),
        enacting=head.enacting,
        sections=sections,
        clauses=clauses,
        closing=(*foot.closing, *notes),
        done_at=foot.done_at or (head.done[0] if head.done else None),
        done_on=foot.done_on or (head.done[1] if head.done else None),
        signatories=foot.signatories,
        furniture=tuple(furniture),
    )


def _check_text(text: str) -> None:
    if len(text) > LIMIT:
        raise Refusal("too-long", "TX2", f"The text holds {len(text)} characters; an instrument may hold {LIMIT}.")
    if "\x00" in text:
        raise Refusal("not-text", "TX1", "The text holds NUL characters; it is not plain text.")


def _title_and_front(lines: list[Line]) -> tuple[Text, list[Text], list[Line]]:
    """The title, the notes and table of contents after it, and the remaining lines."""
    count = _title_length(lines)
    title = _joined("title", lines[:count])
    front = []
    while count < len(lines) and _NOTE.fullmatch(lines[count].text[:210]) and not _heads_mark(lines, count):
        front.append(_joined("front", lines[count : count + 1]))
        count += 1
    stop = max(_contents_end(lines), count)
    if stop > count:
        front.append(_joined("front", lines[count:stop]))
    return title, front, lines[stop:]


def _heads_mark(lines: list[Line], i: int) -> bool:
    """Whether a note in brackets is the caption of the article below it."""
    return i + 1 < len(lines) and bool(read_marks(lines[i + 1].text))


def _title_length(lines: list[Line]) -> int:
    first = lines[0].text
    if any(m.ordinal == (1,) for m in read_marks(first)) or unit_of(first) or is_preamble(first):
        return 0
    count = 1
    while count < min(8, len(lines)) and not lines[count].gap and not terminated(lines[count - 1].text):
        text = lines[count].text
        if lines[count - 1].text.endswith((*_UNFINISHED, *HYPHENS)) or _LINKS.fullmatch(text) or _LINKS.fullmatch(lines[count - 1].text):
            count += 1
            continue
        if read_marks(text) or unit_of(text) or is_preamble(text) or place_and_date(text):
            break
        titled = text.isupper() or (reads_as_title(text) and in_title_case(text))
        if not titled and not _TITLE_GOES_ON.match(text):
            break
        count += 1
    return count


def _contents_end(lines: list[Line]) -> int:
    """The index after a table of contents: chapter one is headed a second time, or entries end in page numbers."""
    firsts, articles, listed = [], False, 0
    for i, line in enumerate(lines[:2000]):
        if is_contents(line.text):
            listed = i + 1
        unit = unit_of(line.text)
        if unit is not None and unit[1] in ("一", "1", "１", "I") and unit[0] in ("Ch", "Pt") and not articles:
            firsts.append((unit, i))
        articles = articles or any(m.style == "article" for m in read_marks(line.text))
    kind = firsts[0][0] if firsts else None
    again = [i for unit, i in firsts if unit == kind]
    return max(listed, again[-1] if len(again) > 1 else 0)


def _read_head(blocks: list[Block]) -> tuple[_Head, list[Block]]:
    head = _Head()
    first_mark = next((i for i, block in enumerate(blocks) if block.role == "mark"), len(blocks))
    headed = [i for i in range(first_mark) if blocks[i].role == "heading" and not _stands_before(blocks[i].text)]
    body = min([first_mark, *(i for i in headed if blocks[i].mark or unit_of(blocks[i].text))])
    enacting = next((i for i in range(body) if blocks[i].role == "para" and _enacts(blocks[i].text)), None)
    columns = [i for i in range(first_mark) if blocks[i].role == "columns"]
    stop = enacting if enacting is not None else min([*headed, *columns, first_mark])
    for block in blocks[:stop]:
        stated = place_and_date(block.text)
        if block.role == "heading" or stated:
            head.front.append(block_text("done" if stated else "front", block))
            head.done = head.done or stated
        else:
            head.recitals.append(block)
    first = head.recitals[0].text if len(head.recitals) > 1 or (head.recitals and enacting is not None) else ""
    if first.endswith((",", "，", "は、")) and not RECITAL.match(first[:40]):
        head.opening = block_text("opening", head.recitals.pop(0))
    if enacting is None:
        return head, blocks[stop:]
    stop = enacting + 1
    while stop < first_mark and blocks[stop].role == "para" and not terminated(blocks[stop - 1].text):
        stop += 1
    head.enacting = _combined("enacting", blocks[enacting:stop])
    return head, blocks[stop:]


def _stands_before(heading: str) -> bool:
    """Whether a line set like a heading belongs before the sections: the word Preamble, or place and date under the title."""
    return is_preamble(heading) or place_and_date(heading) is not None


def _enacts(text: str) -> bool:
    if ENACTING.match(text[:60]):
        return True
    ends = _ENACTING_END.search(text[-40:])
    return bool(ends) and len(text) <= 300


def _joined(name: str, lines: list[Line]) -> Text:
    return Text(name, join_lines([line.text for line in lines]), tuple((line.start, line.end) for line in lines))


def _combined(name: str, blocks: list[Block]) -> Text:
    return Text(name, join_lines([b.text for b in blocks]), tuple(span for b in blocks for span in b.spans))
