"""Two wordings of one instrument, laid side by side by their clauses: of two files, or of one that holds both. Pure.

Clauses are matched by their ids, or, where both texts number alike under other names (Article 5, 第五条), by their order. Recitals and
opening paragraphs are matched only where both texts have as many. What has no partner is refused by name: a clause that stands in one
language alone is a difference between the texts and nothing to pass over.
Serves P1-P7 and all clauses of an instrument authentic in two languages.

Refusal: IM3 "not-parallel".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from entente.instrument.model import Clause, Instrument, Item, Text, Version, claimed
from entente.instrument.parsing.parse import parse
from entente.instrument.parsing.wordings import divide
from entente.kernel.errors import Refusal


def parse_wordings(text: str) -> Instrument:
    """The instrument of a text in one language or two: the wording that stands first, the other as an authentic version of it.

    Refuses as `parse` does, and IM3 where the text stands in two languages whose clauses do not match.
    """
    found = divide(text)
    if not found:
        return parse(text)
    try:
        (language, first), (other, second) = [(name, parse(words)) for name, words in found]
    except Refusal:
        return parse(text)  # what stands in the other language is no wording: it has no clauses
    mine, theirs = len(first.clauses), len(second.clauses)
    if not first.title.text or not second.title.text or max(mine, theirs) > 2 * min(mine, theirs):
        return parse(text)
    if mine != theirs:
        english, japanese = (first, second) if language == "en" else (second, first)
        alone = _alone(english, japanese) or _alone(japanese, english) or "none by number"
        words = (
            f"The file holds an English and a Japanese text that do not match: {len(english.clauses)} clauses in English and "
            f"{len(japanese.clauses)} in Japanese; in one alone: {alone}. Number them alike, or bring one language alone."
        )
        raise Refusal("not-parallel", "IM3", words)
    version = version_of(first, second, other, "authentic")
    told = {span for one in version.texts for span in one.spans}
    rest = tuple(span for name, span in claimed(second) if name != "furniture" and span not in told)
    furniture = tuple(sorted({*first.furniture, *second.furniture}))
    return replace(first, language=language, versions=(replace(version, spans=rest),), furniture=furniture)


def _alone(mine: Instrument, theirs: Instrument) -> str:
    """The printed numbers of clauses that the other wording does not have, by their ids."""
    held = {clause.id for clause in theirs.clauses}
    return ", ".join([clause.number or clause.id for clause in mine.clauses if clause.id not in held][:8])


def version_of(main: Instrument, other: Instrument, language: str, status: str) -> Version:
    """The other wording as a version of the main text, under its ids; refuses IM3 where the clauses do not match."""
    mine, theirs = [c.id for c in main.clauses], [c.id for c in other.clauses]
    if len(mine) != len(theirs):
        alone = sorted(set(mine) ^ set(theirs))[:8]
        words = f"The two texts do not match: {len(mine)} clauses and {len(theirs)}; in one alone: {', '.join(alone) or 'none by number'}."
        raise Refusal("not-parallel", "IM3", words)
    by_id = dict(zip(theirs, other.clauses, strict=True)) if set(mine) == set(theirs) else dict(zip(mine, other.clauses, strict=True))
    texts = _paired(main.preamble, other.preamble)
    parallel = len(main.sections) == len(other.sections)
    for index, section in enumerate(main.sections):
        if parallel:
            if section.heading and other.sections[index].heading:
                texts.append(Text(section.id, other.sections[index].heading, other.sections[index].spans))
            texts += _paired(section.chapeau, other.sections[index].chapeau)
        for clause in main.clauses:
            if clause.section == section.id:
                texts.append(_said(clause.id, by_id[clause.id]))
                texts += _items(clause.items, by_id[clause.id].items)
    return Version(language, status, other.title.text, tuple(text for text in texts if text.text))


def unmatched(main: Instrument, version: Version) -> tuple[str, ...]:
    """The ids of elements that the version has no words for."""
    told = {text.id for text in version.texts}
    wanted = [t.id for t in main.preamble] + [t.id for s in main.sections for t in s.chapeau]
    for clause in main.clauses:
        wanted += [clause.id] if clause.text else []
        wanted += _named(clause.items)
    return tuple(name for name in wanted if name not in told)


def _named(items: tuple[Item, ...]) -> list[str]:
    return [name for item in items for name in ([item.id] if item.text else []) + _named(item.items)]


def _paired(mine: Sequence[Text], theirs: Sequence[Text]) -> list[Text]:
    return [Text(a.id, b.text, b.spans) for a, b in zip(mine, theirs, strict=True)] if len(mine) == len(theirs) else []


def _items(mine: Sequence[Item], theirs: Sequence[Item]) -> list[Text]:
    if len(mine) != len(theirs):
        return []
    out = []
    for a, b in zip(mine, theirs, strict=True):
        out.append(_said(a.id, b))
        out += _items(a.items, b.items)
    return out


def _said(name: str, words: Clause | Item) -> Text:
    return Text(name, words.text, words.spans)
