"""From a text that nobody has prepared to an instrument that can be proposed: promises, rhythms, meeting series, each with its evidence.
Pure.

What comes out is a draft for a person: every line says where it was read, how surely, and what has to be decided. Codes follow the shipped
instrument ("S6a"). Where an instrument brings promises of its own (it was exported from here), those are kept and nothing is read anew.
Serves every clause of any instrument; I2 and I3 by the series.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from string import ascii_lowercase

from entente.instrument.bilingual import unmatched
from entente.instrument.model import ClauseTitle, Commitment, Evidence, Instrument, Item, Rhythm, Source, Span
from entente.instrument.parsing.marks import read_marks
from entente.instrument.parsing.tables import is_head
from entente.instrument.promises.cadence import Cadence, find_cadences, interval_words
from entente.instrument.promises.meetings import Series, find_series
from entente.instrument.promises.objects import head, objects
from entente.instrument.promises.parties import Named
from entente.instrument.promises.reading import Confidence, Promise, governs, read_commitments, read_recital
from entente.instrument.relabel import relabel
from entente.kernel.errors import Refusal

TITLE = 90
_SHORT = re.compile(r"^[a-z0-9][a-z0-9-]{0,39}\Z")


@dataclass(frozen=True, slots=True)
class Reading:
    """How one promise was read: its code, how surely and why, what a person has to decide."""

    code: str
    confidence: Confidence
    because: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeetingSeries:
    """A meeting series as a draft: interval, basis and evidence as a rhythm's; the promise it fulfils."""

    name: str
    clause: str
    every: int | None
    unit: str
    basis: str
    evidence: Evidence
    commitment: str
    question: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What is proposed: the instrument with promises and rhythms; how each was read; series; (clause, question) for a person."""

    instrument: Instrument
    readings: tuple[Reading, ...]
    series: tuple[MeetingSeries, ...]
    questions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Element:
    """A stretch of text that may promise: its own id, the clause it is cited by, what governs it."""

    id: str
    clause: str
    text: str
    promises: tuple[Promise, ...]


def draft_of(text: Instrument, name: str, names: Named, source: Source | None = None, title: str = "") -> Draft:
    """A draft of the instrument `name` ("jp-xx-2024"); refuses IM1 to IM5: an id of another form (IM4), a text without a title (IM5)."""
    if not _SHORT.match(name):
        raise Refusal(
            "bad-id",
            "IM4",
            f"“{name[:60]}” cannot be an instrument's id: lower-case letters, digits and hyphens, at most 40, as jp-xx-2024.",
        )
    named = title.strip() or text.title.text.strip()
    if not named or len(named) > 500:
        raise Refusal("no-title", "IM5", "The text has no title of up to 500 characters; give one with --title.")
    plain = relabel(replace(text, title=replace(text.title, text=named), id=name, source=source or text.source))
    plain = replace(plain, language=plain.language if plain.language != "en" else _language(plain))
    if plain.commitments:
        kept = tuple(Reading(c.code, "clear", "stated in the file", ()) for c in plain.commitments)
        return Draft(plain, kept, series_of(plain), _gaps(plain))
    elements = list(_elements(plain, names))
    commitments, readings = _commitments(elements, plain.language)
    rhythms = _rhythms(elements, commitments)
    titles = plain.titles or tuple(_titles(plain))
    made = replace(plain, commitments=_also_named(plain, commitments), rhythms=rhythms, titles=titles)
    return Draft(made, readings, series_of(made), (*_gaps(made), *_asked(elements, readings)))


def suggested_id(text: Instrument, parties: tuple[str, ...]) -> str:
    """An id by custom: two letters of each party and the year ("jp-gb-2017"); ISO 3166 alpha-3 codes are cut where no alpha-2 is known."""
    two = {"JPN": "jp", "GBR": "gb", "AUS": "au", "DEU": "de", "SWE": "se", "PHL": "ph", "KOR": "kr", "NLD": "nl"}
    return "-".join([*(two.get(code, code[:2].lower()) for code in parties[:8]), text.done_on[:4] if text.done_on else "undated"])


def _language(text: Instrument) -> str:
    words = "".join(c.text for c in text.clauses[:50])
    kana = len(re.findall(r"[ぁ-んァ-ヶ]", words))
    return "ja" if kana * 5 > len(words) else "en"


def _elements(text: Instrument, names: Named) -> Iterator[_Element]:
    """Recitals, opening paragraphs, clauses and their items, in the order of the text, each with its promises."""
    for recital in text.preamble:
        yield _Element(recital.id, recital.id, recital.text, read_recital(recital.text, names))
    placed = {s.id for s in text.sections}
    for section in (*text.sections, None):
        above: Promise | None = None
        for paragraph in section.chapeau if section else ():
            if heads_columns(paragraph.text):
                continue
            found = read_commitments(paragraph.text, names)
            above = governs(paragraph.text, found, names)
            yield _Element(paragraph.id, paragraph.id, paragraph.text, found)
        for clause in text.clauses:
            if (clause.section == section.id) if section else clause.section not in placed:
                found = read_commitments(clause.text, names, above)
                yield _Element(clause.id, clause.id, clause.text, found)
                yield from _items(clause.items, clause.id, governs(clause.text, found, names) or above, names)


def _items(items: tuple[Item, ...], clause: str, above: Promise | None, names: Named) -> Iterator[_Element]:
    for item in items:
        if is_cell(item):
            yield _Element(item.id, clause, item.text, ())
            continue
        found = read_commitments(item.text, names, above)
        yield _Element(item.id, clause, item.text, found)
        yield from _items(item.items, clause, governs(item.text, found, names) or above, names)


def is_cell(item: Item) -> bool:
    """Whether an item is a cell of a table, named by its column, or the headings of one: it says who and when, and promises nothing."""
    if not item.number:
        return heads_columns(item.text)
    return not any(read_marks(said) for said in (f"{item.number} ", f"{item.number}. ", f"({item.number}) "))


def heads_columns(text: str) -> bool:
    """Whether a paragraph is a table's heading row."""
    return " / " in text and is_head(text.split(" / "))


def _codes() -> Iterator[str]:
    yield from ascii_lowercase
    yield from (a + b for a in ascii_lowercase for b in ascii_lowercase)


def _commitments(elements: list[_Element], language: str) -> tuple[tuple[Commitment, ...], tuple[Reading, ...]]:
    codes: dict[str, Iterator[str]] = {}
    out, readings = [], []
    for element in elements:
        for promise in element.promises:
            for words, (start, end) in _each(element.text, promise, language):
                letter = next(codes.setdefault(element.clause, _codes()), None)
                if letter is None:
                    raise Refusal("too-many-promises", "IM6", f"Clause {element.clause} holds more promises than can be coded; split it.")
                code = element.clause + letter
                title = _cut(words.partition(" ... ")[2] or words)
                en, ja = (title, "") if language == "en" else ("", title)
                evidence = Evidence(element.id, start, end)
                strength = promise.strength[:500]
                out.append(Commitment(code, element.clause, promise.kind, strength, words, promise.parties, en, ja, evidence))
                readings.append(Reading(code, promise.confidence, promise.because, promise.questions))
    return tuple(out), tuple(readings)


def _also_named(text: Instrument, commitments: tuple[Commitment, ...]) -> tuple[Commitment, ...]:
    """Each with a title in the other language too, where an element makes one promise and has words in a version."""
    made = [c.evidence.element for c in commitments if c.evidence is not None]
    words = {(v.language, t.id): t.text for v in text.versions for t in v.texts}
    out = []
    for one in commitments:
        element = one.evidence.element if one.evidence is not None else ""
        alone = made.count(element) == 1
        en, ja = ((_cut(words.get((language, element), "")) if alone else "") for language in ("en", "ja"))
        out.append(replace(one, title_en=one.title_en or en, title_ja=one.title_ja or ja))
    return tuple(out)


def _each(text: str, promise: Promise, language: str) -> Iterator[tuple[str, Span]]:
    """The promise's words and where they stand; of a list of objects each with the words that govern it, parted by " ... "."""
    start, end = promise.span
    said = text[start:end]
    at = said.find(promise.strength)
    after = at + len(promise.strength) if at >= 0 else 0
    found = objects(said, after) if language == "en" else ()
    if not found:
        yield " ".join(said.split()), promise.span
        return
    above = " ".join(said[slice(*head(said, found[0], after))].split())
    for n, (a, b) in enumerate(found):
        words = " ".join(said[a:b].split())
        yield (words if n == 0 else f"{above} ... {words}"), (start + a, start + b)


def _cut(words: str) -> str:
    """The first words of a promise, as its title until a person gives a better one."""
    if len(words) <= TITLE:
        return words.rstrip(" .。;；")
    head = words[:TITLE]
    space = head.rfind(" ")
    return (head[:space] if space > TITLE // 2 else head).rstrip(" ,.;、。") + "…"


def _rhythms(elements: list[_Element], commitments: tuple[Commitment, ...]) -> tuple[Rhythm, ...]:
    out = []
    for element in elements:
        if element.clause.startswith("P") and not element.promises:
            continue
        for found in find_cadences(element.text):
            out.append(_rhythm(found, element.clause, element.id, commitments))
    return tuple(out)


def _rhythm(found: Cadence, clause: str, element: str, commitments: tuple[Commitment, ...]) -> Rhythm:
    code = _promise_at(commitments, element, found.span[0])
    evidence = Evidence(element, *found.span)
    return Rhythm(clause, found.words, found.every, found.unit, found.basis, evidence, code)


def _promise_at(commitments: tuple[Commitment, ...], element: str, at: int) -> str:
    """The code of the promise whose words hold this place; of shipped promises without evidence, none is claimed."""
    held = [c for c in commitments if c.evidence and c.evidence.element == element and c.evidence.start <= at < c.evidence.end]
    return held[-1].code if held else ""


def series_of(text: Instrument) -> tuple[MeetingSeries, ...]:
    """The meeting series that an instrument's clauses and items promise, in the order of the text."""
    commitments, out = text.commitments, []
    for clause in text.clauses:
        out += [_series(s, clause.id, clause.id, commitments) for s in find_series(clause.text)]
        stack = list(reversed(clause.items))
        while stack:
            item = stack.pop()
            out += [_series(s, clause.id, item.id, commitments) for s in find_series(item.text)]
            stack += reversed(item.items)
    return tuple(out)


def _series(found: Series, clause: str, element: str, commitments: tuple[Commitment, ...]) -> MeetingSeries:
    rhythm = found.cadence
    every, unit, basis = (rhythm.every, rhythm.unit, rhythm.basis) if rhythm else (None, "month", "not-fixed")
    code = _promise_at(commitments, element, found.span[0])
    return MeetingSeries(found.name, clause, every, unit, basis, Evidence(element, *found.span), code, found.question)


def _titles(text: Instrument) -> Iterator[ClauseTitle]:
    for clause in text.clauses:
        if 0 < len(clause.heading) <= 500:
            yield ClauseTitle(clause.id, clause.heading if text.language == "en" else "", clause.heading if text.language != "en" else "")


def _gaps(text: Instrument) -> tuple[tuple[str, str], ...]:
    """What a person has to decide about the whole: the date, a language that lacks words."""
    out = [] if text.done_on else [("", "The text gives no date: when was it done?")]
    for version in text.versions:
        lacking = unmatched(text, version)
        if lacking:
            out.append(
                ("", f"The {version.language} text has no words for {', '.join(lacking[:8])}{' and others' if len(lacking) > 8 else ''}.")
            )
    return tuple(out)


def _asked(elements: list[_Element], readings: tuple[Reading, ...]) -> tuple[tuple[str, str], ...]:
    """Clauses that promise nothing, questions of promises, rhythms without interval."""
    promising = {e.clause for e in elements if e.promises}
    silent = [e.clause for e in elements if e.id == e.clause and e.clause not in promising and not e.clause.startswith("P")]
    out = [(clause, "No promise was found in these words: is there one?") for clause in silent]
    out += [(reading.code, question) for reading in readings for question in reading.questions]
    for element in elements:
        out += [(element.clause, c.question) for c in find_cadences(element.text) if c.question]
    return tuple(out)


def when_words(series: MeetingSeries | Rhythm) -> str:
    """An interval with how it is counted, for people."""
    said = interval_words(series.every, series.unit)
    return (
        said
        if series.every is None or series.basis not in ("calendar-year", "fiscal-year")
        else f"{said}, by {series.basis.replace('-', ' ')}"
    )
