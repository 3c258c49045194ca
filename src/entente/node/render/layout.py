"""A paper laid out for one or two languages: what the three renderers print, in order, as plain values.

Pure. Each piece of text comes with its language; each sentence with the numbers of its references; the annex of sources and the data of the
charts are laid out like any other part, so that no renderer knows more than blocks. Serves I3.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import msgspec

from entente.implementation.papers.paper import (
    Chart,
    Heading,
    Lines,
    Paper,
    Para,
    Part,
    Sentence,
    Source,
    Table,
    numbers_text,
    references,
    said,
)
from entente.kernel.area import Words
from entente.kernel.calendar import zones
from entente.kernel.calendar.seats import Seat
from entente.kernel.errors import Refusal

LANGUAGES = ("en", "ja")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")

TERMS: Mapping[str, Words] = {
    "sources": {"en": "Sources", "ja": "典拠"},
    "sources-intro": {
        "en": "The numbers in brackets after a sentence lead here. Each is a signed act; its identifier opens it in the register.",
        "ja": "文末の角括弧内の番号に対応する。いずれも署名済みの記録であり、識別子から原記録を開くことができる。",
    },
    "charts": {"en": "Data of the charts", "ja": "図のデータ"},
    "number": {"en": "No.", "ja": "番号"},
    "act": {"en": "Act", "ja": "記録"},
    "day": {"en": "Date", "ja": "日付"},
    "identifier": {"en": "Identifier", "ja": "識別子"},
    "for": {"en": "For", "ja": "配布先"},
    "effective": {"en": "Position as of", "ja": "基準日"},
    "known": {"en": "What was known by", "ja": "把握時点"},
    "unprintable": {
        "en": "“〓” stands where the font of this paper has no such character; the record has it.",
        "ja": "「〓」は、本書の書体にない文字を示す。原記録には当該文字が保存されている。",
    },
    "produced": {"en": "Produced", "ja": "作成日時"},
    "by": {"en": "Made by", "ja": "作成者"},
}


class Run(msgspec.Struct, frozen=True):
    """Text in one language, with the numbers of its references ("1, 3–5") and the first act they lead to."""

    text: str
    language: str
    cites: str = ""


Runs = dict[str, tuple[Run, ...]]
"""A paragraph by language of the page; each may hold text of another language where there is no translation."""


class Block(msgspec.Struct, frozen=True):
    """One thing on the page. `kind` is heading, para, lines, table or chart; the other fields are those that it needs."""

    kind: str
    texts: tuple[Runs, ...] = ()  # the heading, the paragraph, the bullets, or the column heads
    level: int = 0
    anchor: str = ""  # what references lead to; "annex" in the annexes
    caption: Runs = {}
    rows: tuple[tuple[Runs, ...], ...] = ()
    widths: tuple[int, ...] = ()
    numeric: tuple[bool, ...] = ()
    alt: Runs = {}
    drawings: dict[str, str] = {}
    narrow: dict[str, str] = {}  # for pages on a telephone; paper has no use for them


class Layout(msgspec.Struct, frozen=True):
    """A whole document. `facts` are the lines under the title: what, and its value. `acts` is the annex: number and act id."""

    languages: tuple[str, ...]
    title: Runs
    subtitle: Runs
    marking: dict[str, str]
    facts: tuple[tuple[Runs, Runs], ...]
    notices: tuple[Runs, ...]
    blocks: tuple[Block, ...]
    acts: tuple[tuple[int, str], ...]
    brief: bool


@dataclass(frozen=True, slots=True)
class Printing:
    """How a paper is printed: languages (two stand side by side), marking, the moment (UTC), whose clocks tell times, who made it."""

    languages: tuple[str, ...]
    marking: Words
    produced_at: datetime
    seats: tuple[Seat, ...]
    by: Words = field(default_factory=dict)

    def __post_init__(self) -> None:
        known = self.languages and set(self.languages) <= set(LANGUAGES) and len(set(self.languages)) == len(self.languages)
        if not known:
            raise Refusal("paper-language", "N30", "A paper is printed in English (en), Japanese (ja), or both.")
        if self.produced_at.tzinfo is None:
            raise ValueError("the moment of production needs its time zone")


def day_text(day: date, language: str) -> str:
    """A day in words."""
    return f"{day.year}年{day.month}月{day.day}日" if language == "ja" else f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def moment_text(moment: datetime, language: str, seats: Sequence[Seat]) -> str:
    """A moment by the clocks of these seats; the day once where it is the same."""
    parts, last = [], None
    for english, kanji, name in seats:
        local = zones.local(moment, name)
        on = "" if local.date() == last else day_text(local.date(), language) + ("" if language == "ja" else ", ")
        last = local.date()
        parts.append(f"{on}{local:%H:%M}（{kanji}）" if language == "ja" else f"{on}{local:%H:%M} {english}")
    return ("、" if language == "ja" else "; ").join(parts)


def layout(paper: Paper, printing: Printing) -> Layout:
    """The paper as blocks, with the annexes that its references and charts call for."""
    numbers = references(paper)
    languages = printing.languages
    blocks = [block for part in _numbered(paper) for block in _blocks(part, numbers, languages)]
    blocks += _chart_data(paper, numbers, languages)
    blocks += _sources(paper, numbers, printing)
    facts: list[tuple[str, Words]] = [("for", paper.for_whom), ("effective", _day(paper.effective_on)), ("known", _known(paper, printing))]
    facts += [("produced", {language: moment_text(printing.produced_at, language, printing.seats) for language in LANGUAGES})]
    facts += [("by", printing.by)] if printing.by else []
    return Layout(
        languages=languages,
        title=runs_of(paper.title, languages),
        subtitle=runs_of(paper.subtitle, languages),
        marking={language: said(printing.marking, language)[0] for language in languages},
        facts=tuple((runs_of(TERMS[term], languages), runs_of(value, languages)) for term, value in facts),
        notices=tuple(runs_of(words, languages) for words in paper.notices),
        blocks=tuple(blocks),
        acts=tuple((number, act) for act, number in numbers.items()),
        brief=paper.brief,
    )


def _known(paper: Paper, printing: Printing) -> Words:
    """Up to when things were known: until the paper was made, or to the end of an earlier day, which is one of universal time."""
    if paper.known_on >= printing.produced_at.astimezone(UTC).date():
        return {language: moment_text(printing.produced_at, language, printing.seats) for language in LANGUAGES}
    day = _day(paper.known_on)
    return {"en": f"the end of {day['en']} (UTC)", "ja": f"{day['ja']}末（協定世界時）"}


def _day(day: date) -> Words:
    return {language: day_text(day, language) for language in LANGUAGES}


def _same(text: str) -> Words:
    return dict.fromkeys(LANGUAGES, text)


def runs_of(words: Words, languages: Iterable[str], cites: str = "") -> Runs:
    """Words as one run for each of the languages."""
    return {language: (Run(*said(words, language), cites),) for language in languages}


def _sentence(sentence: Sentence, numbers: Mapping[str, int], languages: Iterable[str]) -> Runs:
    return runs_of(sentence.words, languages, numbers_text([numbers[act] for act in sentence.acts if act in numbers]))


def _numbered(paper: Paper) -> Iterable[Part]:
    """The parts, headings with their numbers (1, 1.1, 1.1.1) but on a brief, and on what has numbers of its own."""
    counts = [0, 0, 0]
    for part in paper.parts:
        if paper.numbered and not paper.brief and isinstance(part, Heading):
            counts[part.level - 1] += 1
            counts[part.level :] = [0] * (3 - part.level)
            number = ".".join(str(count) for count in counts[: part.level])
            yield Heading({language: f"{number}\u2003{text}" for language, text in part.words.items()}, part.level, part.labels)
        else:
            yield part


def _blocks(part: Part, numbers: Mapping[str, int], languages: tuple[str, ...]) -> Iterable[Block]:
    match part:
        case Heading():
            yield Block("heading", (runs_of(part.words, languages),), level=part.level)
        case Para(sentences):
            each = [_sentence(sentence, numbers, languages) for sentence in sentences]
            yield Block("para", ({language: tuple(run for runs in each for run in runs[language]) for language in languages},))
        case Lines(items):
            yield Block("lines", tuple(_sentence(item, numbers, languages) for item in items))
        case Table():
            yield _table(part, numbers, languages)
        case Chart():
            drawings = {language: part.drawings.get(language) or part.drawings["en"] for language in languages}
            small = {language: part.narrow[language] for language in languages if language in part.narrow}
            told = (runs_of(part.caption, languages), runs_of(part.alt, languages))
            yield Block("chart", caption=told[0], alt=told[1], drawings=drawings, narrow=small)


def _table(table: Table, numbers: Mapping[str, int], languages: tuple[str, ...]) -> Block:
    return Block(
        "table",
        tuple(runs_of(column.words, languages) for column in table.columns),
        caption=runs_of(table.caption, languages) if table.caption else {},
        rows=tuple(tuple(_sentence(cell, numbers, languages) for cell in row) for row in table.rows),
        widths=tuple(column.width for column in table.columns),
        numeric=tuple(column.numeric for column in table.columns),
    )


def _chart_data(paper: Paper, numbers: Mapping[str, int], languages: tuple[str, ...]) -> list[Block]:
    charts = [part for part in paper.parts if isinstance(part, Chart)]
    if not charts:
        return []
    head = Block("heading", (runs_of(TERMS["charts"], languages),), level=1, anchor="annex")
    return [head, *(msgspec.structs.replace(_table(chart.data, numbers, languages), anchor="annex") for chart in charts)]


def _signed(source: Source, seats: Sequence[Seat]) -> Words:
    """When an act was signed, by the clocks of these seats; the day where no more is known."""
    if source.at is not None:
        return {language: moment_text(source.at, language, seats) for language in LANGUAGES}
    return _day(source.day) if source.day else {}


def _sources(paper: Paper, numbers: Mapping[str, int], printing: Printing) -> list[Block]:
    if not numbers:
        return []
    languages = printing.languages
    known = {source.act: source for source in paper.sources}
    rows = []
    for act, number in numbers.items():
        source = known.get(act)
        words = source.words if source else {}
        day = _signed(source, printing.seats) if source else {}
        rows.append(tuple(runs_of(cell, languages) for cell in (_same(str(number)), words, day, _same(act))))
    heads = tuple(runs_of(TERMS[term], languages) for term in ("number", "act", "day", "identifier"))
    return [
        Block("heading", (runs_of(TERMS["sources"], languages),), level=1, anchor="annex"),
        Block("para", (runs_of(TERMS["sources-intro"], languages),), anchor="annex"),
        Block("table", heads, anchor="sources", rows=tuple(rows), widths=(6, 35, 18, 35), numeric=(True, False, False, False)),
    ]
