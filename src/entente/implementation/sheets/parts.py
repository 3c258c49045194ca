"""What sheets are made of: fields in words as tables, long words as paragraphs, two languages paired paragraph by paragraph.

Pure. What a cell says of another record carries that record's label as well. Serves I1 and every clause.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from entente.areas.consultations.check import instant
from entente.areas.consultations.records import Moment
from entente.implementation.area_words import of_areas
from entente.implementation.fields import Item, Line, Value, paired
from entente.implementation.fields import Table as Entries
from entente.implementation.papers.paper import Column, Heading, Paper, Para, Part, Sentence, Table
from entente.implementation.papers.phrases import both, day, same
from entente.implementation.sheets.called import Called
from entente.kernel.area import Words
from entente.kernel.calendar import zones
from entente.kernel.calendar.seats import Seat
from entente.kernel.errors import Refusal
from entente.kernel.labels.label import Label

LONG = 400
"""Characters from which words stand as paragraphs: a row of a table is not broken between pages."""
FIELD, TEXT = both("Field", "項目"), both("Text", "内容")


@dataclass(frozen=True, slots=True)
class Frame:
    """What every sheet has alike: its label, for whom it is, the day, what its first page has to say; how governments are called.

    `known_on` is the day up to which things were known; None: the day of the sheet.
    """

    label: Label
    for_whom: Words
    on: date
    notices: tuple[Words, ...] = ()
    called: Called = field(default_factory=Called)
    known_on: date | None = None


def framed(frame: Frame, title: Words, subtitle: Words, parts: Sequence[Part]) -> Paper:
    """A document of its own under its frame: as of the day, its headings without numbers."""
    return Paper(
        title=title,
        subtitle=subtitle,
        label=frame.label,
        for_whom=frame.for_whom,
        effective_on=frame.on,
        known_on=frame.known_on or frame.on,
        parts=tuple(parts),
        notices=frame.notices,
        numbered=False,
    )


@dataclass(frozen=True, slots=True)
class Named:
    """Another record as a cell names it, with its label."""

    words: Words
    labels: tuple[Label, ...]


Names = Mapping[str, Named]
"""Records by id, of those that whoever asks may read; others are named by the first digits of their id."""


@dataclass(frozen=True, slots=True)
class Base:
    """What words rest on: acts and labels."""

    acts: tuple[str, ...] = ()
    labels: tuple[Label, ...] = ()

    def says(self, words: Words, *more: Label) -> Sentence:
        """The words as a sentence that rests on these."""
        return Sentence(words, self.acts, tuple(dict.fromkeys((*self.labels, *more))))

    def adds(self, words: Words, *more: Label) -> Sentence:
        """The same without its acts, where these stand beside already."""
        return Sentence(words, (), tuple(dict.fromkeys((*self.labels, *more))))


def choice(listed: str, value: str | None) -> Words:
    """A choice's words out of the areas' list; the value itself where there are none."""
    if value is None:
        return {}
    entries: Mapping[str, Words] = of_areas().get("enum", {}).get(listed, {})
    return entries.get(value, same(value))


def field_parts(lines: Iterable[Line], names: Names, base: Base, leave: frozenset[str] = frozenset(), level: int = 2) -> list[Part]:
    """A text's fields: a table of two columns, and after it what is long, with a heading, and lists as tables of their own.

    The first row has the acts; `leave` names fields that stand elsewhere, `level` is that of headings.
    """
    rows: list[tuple[Sentence, Sentence]] = []
    after: list[Part] = []
    for line in lines:
        if line.value is None or line.path in leave:
            continue
        if line.value.table is not None:
            after.append(_entries(line.titles, line.value.table, names, base))
        elif line.value.items:
            after += [Heading(line.titles, level, base.labels), *_listed(line.value.items, names, base)]
        elif not line.value.records and max(map(len, line.value.words.values()), default=0) > LONG:
            after += [Heading(line.titles, level, base.labels), *paragraphs(line.value.words, base)]
        else:
            words, labels = value_words(line.value, names)
            rows.append((base.adds(line.titles), (base.adds if rows else base.says)(words, *labels)))
    return [*_flushed(rows), *after]


def _flushed(rows: Sequence[tuple[Sentence, Sentence]]) -> list[Part]:
    return [Table({}, (Column(FIELD, 5), Column(TEXT, 14)), tuple(rows))] if rows else []


def _listed(items: Iterable[Item], names: Names, base: Base, above: str = "") -> list[Part]:
    """A list's entries as paragraphs, each with its number, the lists in it numbered after it; a field is named where there are several."""
    parts: list[Part] = []
    for item in items:
        number, held = f"{above}{item.no}", paired(item.lines)
        told = [line for line in held if line.value is not None and not line.value.items]
        for at, line in enumerate(told):
            assert line.value is not None
            words, labels = value_words(line.value, names)
            if at:
                words = {key: f"{line.titles[key]}{'：' if key == 'ja' else ': '}{text}" for key, text in words.items()}
            parts += paragraphs(words, replace(base, labels=(*base.labels, *labels)), f"{number}\u2003" if not at else "")
        for line in held:
            parts += _listed(line.value.items, names, base, f"{number}.") if line.value is not None else []
    return parts


def _entries(title: Words, found: Entries, names: Names, base: Base) -> Table:
    """A list of entries as a table; a column is as wide as its words ask, and numbers stand to the right."""
    told = [[value_words(cell, names) if cell is not None else ({}, ()) for cell in row] for row in found.rows]
    columns = []
    for at, words in enumerate(found.titles):
        texts = [text for row in told for text in row[at][0].values()]
        longest = max(map(len, (*texts, *words.values())), default=1)
        numeric = bool(texts) and all(text.replace(",", "").replace(".", "").removeprefix("-").isdecimal() for text in texts)
        columns.append(Column(words, min(max(longest, 6), 30), numeric))
    rows = tuple(tuple(base.adds(words, *labels) for words, labels in row) for row in told)
    return Table(title, tuple(columns), rows)


SINCE = both("Changed since the edition before", "前の版からの変更点")


def changed_parts(lines: Sequence[Line], names: Names, base: Base, caption: Words = SINCE) -> list[Part]:
    """What changed, old beside new; nothing where nothing did."""
    rows = []
    for line in lines:
        cells = [value_words(value, names) if value is not None else (same("–"), ()) for value in (line.before, line.value)]
        rows.append((base.adds(line.titles), *(base.adds(words, *labels) for words, labels in cells)))
    columns = (Column(FIELD, 4), Column(both("Before", "変更前"), 8), Column(both("Now", "変更後"), 8))
    return [Table(caption, columns, tuple(rows))] if rows else []


def value_words(value: Value, names: Names) -> tuple[Words, tuple[Label, ...]]:
    """A value as it is printed, and the labels of records that it names."""
    if value.day is not None:
        return day(value.day), ()
    if value.clauses:
        return same(", ".join(clause.rpartition("#")[2] for clause in value.clauses)), ()
    if value.acts:
        return same(", ".join(act[:12] for act in value.acts)), ()
    if value.records:
        found = [names.get(name) or Named(same(name[:12]), ()) for name in value.records]
        said = {language: _comma(language).join(one.words.get(language) or one.words["en"] for one in found) for language in ("en", "ja")}
        return said, tuple(label for one in found for label in one.labels)
    return value.words, ()


def named_in(lines: Iterable[Line]) -> set[str]:
    """The ids of records that fields name, those in their tables and in what stood before among them."""
    values = [value for line in lines for value in (line.value, line.before) if value is not None]
    inner = [cell for value in values if value.table is not None for row in value.table.rows for cell in row if cell is not None]
    listed = [line for value in values for item in value.items for line in item.lines]
    return {name for value in (*values, *inner) for name in value.records} | (named_in(listed) if listed else set())


def _comma(language: str) -> str:
    return "、" if language == "ja" else ", "


def paragraphs(words: Words, base: Base, first: str = "") -> list[Para]:
    """Words of several paragraphs, those of two languages beside one another; `first` stands before the first, as its number.

    Where the languages have not the same number of paragraphs they are not torn apart into pairs that do not belong together: the whole
    of each stands beside the whole of the other.
    """
    split = {language: [one.strip() for one in text.splitlines() if one.strip()] for language, text in words.items() if text.strip()}
    if len({len(one) for one in split.values()}) > 1:
        split = {language: ["\n".join(one)] for language, one in split.items()}
    count = max(map(len, split.values()), default=0)
    told = [{language: one[at] for language, one in split.items()} for at in range(count)]
    numbered = [{language: f"{first}{text}" if not at else text for language, text in one.items()} for at, one in enumerate(told)]
    return [Para(((base.adds if at else base.says)(one),)) for at, one in enumerate(numbered)]


def facts(rows: Iterable[tuple[Words, Words]], base: Base) -> list[Part]:
    """When, where, who: a table of two columns, without the rows of which nothing is known."""
    found = [(term, words) for term, words in rows if any(words.values())]
    return _flushed([(base.adds(term), (base.adds if at else base.says)(words)) for at, (term, words) in enumerate(found)])


def when(seats: Sequence[Seat], at: Moment | None, until: Moment | None = None) -> Words:
    """A moment by the clocks of these seats, or from one to another; empty for none, and for one that no clock shows."""
    try:
        first, last = (instant(at) if at is not None else None), (instant(until) if until is not None else None)
    except Refusal:
        return {}
    return span(seats, first, last) if first is not None else {}


def span(seats: Sequence[Seat], first: datetime, last: datetime | None) -> Words:
    """From a moment to another by each clock: the day where it is not that before, and the second day where it is another."""
    told: dict[str, list[str]] = {"en": [], "ja": []}
    said: date | None = None
    for english, kanji, name in seats:
        begins, ends = zones.local(first, name), zones.local(last, name) if last is not None else None
        for language, place in (("en", english), ("ja", kanji)):
            text = f"{_on(begins, said, language)}{begins:%H:%M}"
            if ends is not None:
                text += f"{'–' if language == 'en' else '～'}{_on(ends, begins.date(), language)}{ends:%H:%M}"
            told[language].append(f"{text} {place}" if language == "en" else f"{text}（{place}）")
        said = begins.date()
    return {"en": "; ".join(told["en"]), "ja": "、".join(told["ja"])}


def _on(at: datetime, said: date | None, language: str) -> str:
    """The day of a moment, unless it was said."""
    return "" if at.date() == said else day(at.date())[language] + (", " if language == "en" else "")


def clocks(seats: Sequence[Seat], first: datetime, minutes: int) -> str:
    """The time some minutes after a moment, by the clocks of these seats, in their order: 09:00 / 18:00."""
    at = first + timedelta(minutes=minutes)
    return " / ".join(f"{zones.local(at, seat.zone):%H:%M}" for seat in seats)


def small(text: str) -> str:
    """Words of a list within a sentence: without their capital, but where they are capitals throughout."""
    return text if text.isupper() else text[:1].lower() + text[1:]
