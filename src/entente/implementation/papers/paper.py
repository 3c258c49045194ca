"""A paper as a value: headings, sentences, bullets, tables and charts, each with its words, its acts and its labels.

Pure. Words are by language. A sentence rests on acts, which the annex "Sources" numbers, so that each figure opens what is behind it.
What carries no label of its own carries the paper's, which is that of its frame (title, headings, fixed words). The label of the whole
is the join of all of them (D12) and is computed in `release`, never typed. Serves jp-gb-2017#I3, jp-gb-2017#I1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice

from entente.kernel.area import Words
from entente.kernel.labels.label import Label

ANNEX = 600
"""Acts that the annex of a paper lists at most: some twenty pages; the pages of the records name them all."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, or the content of one cell: what it says, the acts it rests on, the labels of what went into it."""

    words: Words
    acts: tuple[str, ...] = ()
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3. Where its own labels keep it from a reader, all that stands under it is kept from him too."""

    words: Words
    level: int = 1
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class Para:
    """Sentences that run on."""

    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """Bullets."""

    items: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its share of the width, whether it holds numbers. Its labels hold for all its cells."""

    words: Words
    width: int = 1
    numeric: bool = False
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row; every row has a cell for each column."""

    caption: Words
    columns: tuple[Column, ...]
    rows: tuple[tuple[Sentence, ...], ...]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("a row of a table has a cell for each of its columns")


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing (SVG by language), what it shows in words, and the same data as a table for whoever does not see it.

    A chart cannot be shown in part: where one cell of its data is kept from a reader the drawing is.
    """

    caption: Words
    alt: Words
    drawings: Mapping[str, str]
    data: Table
    narrow: Mapping[str, str] = field(default_factory=dict)  # the same for a telephone, where there is one


Part = Heading | Para | Lines | Table | Chart


@dataclass(frozen=True, slots=True)
class Source:
    """An act as the annex names it: what it is, the day it was signed (UTC), and the moment where it is known."""

    act: str
    words: Words
    day: date | None = None
    labels: tuple[Label, ...] = ()
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper. `label` is the frame's; `effective_on` and `known_on` are the two dates it was asked as of; `for_whom` says for whom."""

    title: Words
    subtitle: Words
    label: Label
    for_whom: Words
    effective_on: date
    known_on: date
    parts: tuple[Part, ...]
    sources: tuple[Source, ...] = ()
    notices: tuple[Words, ...] = field(default=())
    brief: bool = False  # one sheet, its sources on the back; a longer paper has numbered headings, so that it can be discussed by them
    numbered: bool = True  # False where the text has numbers of its own: measures, items of an agenda, paragraphs of minutes


@dataclass(frozen=True, slots=True)
class Piece:
    """The smallest thing that is shown or not: under which heading, what it says, by which labels."""

    section: Words
    words: Words
    labels: tuple[Label, ...]


def sentences_of(part: Part) -> Iterator[Sentence]:
    """All sentences and cells of a part, in reading order."""
    match part:
        case Para(sentences):
            yield from sentences
        case Lines(items):
            yield from items
        case Table(rows=rows):
            yield from (cell for row in rows for cell in row)
        case Chart(data=data):
            yield from sentences_of(data)
        case Heading():
            return


def pieces(paper: Paper) -> Iterator[Piece]:
    """Everything of the paper that carries a label, the frame first."""
    yield Piece(paper.title, paper.title, (paper.label,))
    section = paper.title
    for part in paper.parts:
        if isinstance(part, Heading):
            section = part.words
            yield Piece(section, section, part.labels or (paper.label,))
        table = part.data if isinstance(part, Chart) else part
        if isinstance(table, Table):
            yield from (Piece(section, column.words, column.labels) for column in table.columns if column.labels)
        for sentence in sentences_of(part):
            yield Piece(section, sentence.words, sentence.labels or (paper.label,))


def references(paper: Paper) -> dict[str, int]:
    """Act id to its number in the annex, in order of first mention; what is only in the list of sources and never cited has none.

    At most ANNEX of them: each sentence's first act before any sentence's second, so that nothing that is said stands without one.
    """
    acts = [sentence.acts for part in paper.parts for sentence in sentences_of(part) if sentence.acts]
    every = dict.fromkeys(act for some in acts for act in some)
    if len(every) > ANNEX:
        longest = max(len(some) for some in acts)
        by_place = (some[place] for place in range(longest) for some in acts if place < len(some))
        kept = set(islice(dict.fromkeys(by_place), ANNEX))
        every = dict.fromkeys(act for act in every if act in kept)
    return {act: number for number, act in enumerate(every, 1)}


def numbers_text(numbers: list[int]) -> str:
    """Numbers of references as they are printed: 1, 3–5, 9."""
    ordered = sorted(set(numbers))
    runs: list[list[int]] = []
    for number in ordered:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(_run(run) for run in runs)


def _run(run: list[int]) -> str:
    if len(run) == 1:
        return str(run[0])
    return f"{run[0]}, {run[1]}" if len(run) == 2 else f"{run[0]}–{run[-1]}"


def said(words: Words, language: str) -> tuple[str, str]:
    """The words in a language, with that language; in another, named, where they are not there. Empty where there are none."""
    if words.get(language):
        return words[language], language
    return next(((text, found) for found, text in sorted(words.items()) if text), ("", language))
