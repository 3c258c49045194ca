"""The values a declaration's text becomes: elements with their place in the source, clauses, commitments.

Pure. A span is a half-open pair of offsets into the source text, in code points. Every element keeps the spans of the characters
that are its own, so that each non-space character of a source lies in exactly one element or is declared page furniture (a page
number); `claimed` lists them. Text is for reading: white space collapsed, broken lines joined.

Serves all clauses of an instrument alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Span = tuple[int, int]
Kind = Literal["do", "continue", "consider", "position"]


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph that is no clause: title, recital, chapeau, enacting words, closing."""

    id: str
    text: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A subdivision of a clause, with its own subdivisions; an empty number marks flush text that follows a list."""

    id: str
    number: str
    text: str
    items: tuple[Item, ...] = ()
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered provision: `number` as printed, without its punctuation; `heading` its caption where it has one."""

    id: str
    section: str
    number: str
    heading: str
    text: str
    items: tuple[Item, ...] = ()
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading (empty where the text has none) and the unnumbered paragraphs that stand before its first clause."""

    id: str
    heading: str
    chapeau: tuple[Text, ...] = ()
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signed and in what capacity, both as printed."""

    name: str
    capacity: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where the text was made and the SHA-256, in hexadecimal, of the file it was read from."""

    title: str
    place: str
    date: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ClauseTitle:
    """A short title of a clause, in English and Japanese, given for display; it is no part of the instrument."""

    clause: str
    en: str
    ja: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a reading rests: an element (clause, item or paragraph) and the code points of its `text` from `start` until `end`."""

    element: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often something promised recurs, in the text's words: `every` so many `unit`s; None where the text leaves it open.

    `basis` is how it is counted: "calendar-year", "fiscal-year", "rolling" or "not-fixed". `commitment` is the code of the promise it
    belongs to.
    """

    clause: str
    words: str
    every: int | None
    unit: str
    basis: str
    evidence: Evidence
    commitment: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """The text in another language, element by element; `status` is "authentic" or "courtesy".

    `spans`: where one source holds both languages, the rest of this wording: its title, opening and closing words, signatures.
    """

    language: str
    status: str
    title: str
    texts: tuple[Text, ...]
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Commitment:
    """One promise of a clause: the fragment that makes it, who makes it (ISO 3166 alpha-3) and how firmly.

    `strength` is the operative verb as it stands in the clause, or in the chapeau that governs it (A1-A16: "will include");
    " ... " in `text` joins fragments in the order of the clause.
    """

    code: str
    clause: str
    kind: Kind
    strength: str
    text: str
    parties: tuple[str, ...]
    title_en: str
    title_ja: str
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Instrument:
    """A declaration: its text in elements; for an instrument published as data, also its id, source, titles and commitments.

    `done_on` is an ISO 8601 date, or None where the text gives none. `id`, `source`, `titles` and `commitments` are empty on a
    text that has just been parsed: splitting a clause into promises is a judgement, not a parse. `language` is that of the text, BCP 47;
    `versions` are its wording in others.
    """

    title: Text
    front: tuple[Text, ...] = ()
    opening: Text | None = None
    preamble: tuple[Text, ...] = ()
    enacting: Text | None = None
    sections: tuple[Section, ...] = ()
    clauses: tuple[Clause, ...] = ()
    closing: tuple[Text, ...] = ()
    done_at: str | None = None
    done_on: str | None = None
    signatories: tuple[Signatory, ...] = ()
    furniture: tuple[Span, ...] = ()
    id: str = ""
    source: Source | None = None
    ja_status: str = ""
    language: str = "en"
    versions: tuple[Version, ...] = ()
    titles: tuple[ClauseTitle, ...] = ()
    rhythms: tuple[Rhythm, ...] = ()
    commitments: tuple[Commitment, ...] = ()


def claimed(instrument: Instrument) -> Iterator[tuple[str, Span]]:
    """Every span with the id of the element that owns it, page furniture under "furniture"; empty for published data."""
    plain = [instrument.title, *instrument.front, instrument.opening, *instrument.preamble, instrument.enacting]
    for text in [*plain, *instrument.closing]:
        if text is not None:
            yield from ((text.id, span) for span in text.spans)
    for section in instrument.sections:
        yield from ((section.id, span) for span in section.spans)
        for text in section.chapeau:
            yield from ((text.id, span) for span in text.spans)
    for clause in instrument.clauses:
        yield from ((clause.id, span) for span in clause.spans)
        yield from _item_spans(clause.items)
    for signatory in instrument.signatories:
        yield from (("signatories", span) for span in signatory.spans)
    for version in instrument.versions:
        yield from ((f"{version.language}:{text.id}", span) for text in version.texts for span in text.spans)
        yield from ((version.language, span) for span in version.spans)
    yield from (("furniture", span) for span in instrument.furniture)


def _item_spans(items: tuple[Item, ...]) -> Iterator[tuple[str, Span]]:
    for item in items:
        yield from ((item.id, span) for span in item.spans)
        yield from _item_spans(item.items)
