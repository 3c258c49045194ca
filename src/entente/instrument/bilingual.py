"""Two wordings of one instrument, laid side by side by their clauses. Pure.

Clauses are matched by their ids, or, where both texts number alike under other names (Article 5, 第五条), by their order. Recitals and
opening paragraphs are matched only where both texts have as many. What has no partner is refused by name: a clause that stands in one
language alone is a difference between the texts and nothing to pass over.
Serves P1-P7 and all clauses of an instrument authentic in two languages.

Refusal: IM3 "not-parallel".
"""

from __future__ import annotations

from collections.abc import Sequence

from entente.instrument.model import Instrument, Item, Text, Version
from entente.kernel.errors import Refusal


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
                texts.append(Text(section.id, other.sections[index].heading))
            texts += _paired(section.chapeau, other.sections[index].chapeau)
        for clause in main.clauses:
            if clause.section == section.id:
                texts.append(Text(clause.id, by_id[clause.id].text))
                texts += _items(clause.items, by_id[clause.id].items)
    return Version(language, status, other.title.text, tuple(text for text in texts if text.text))


def unmatched(main: Instrument, version: Version) -> tuple[str, ...]:
    """The ids of elements that the version has no words for."""
    told = {text.id for text in version.texts}
    wanted = [t.id for t in main.preamble] + [t.id for s in main.sections for t in s.chapeau] + [c.id for c in main.clauses if c.text]
    return tuple(name for name in wanted if name not in told)


def _paired(mine: Sequence[Text], theirs: Sequence[Text]) -> list[Text]:
    return [Text(a.id, b.text) for a, b in zip(mine, theirs, strict=True)] if len(mine) == len(theirs) else []


def _items(mine: Sequence[Item], theirs: Sequence[Item]) -> list[Text]:
    if len(mine) != len(theirs):
        return []
    out = []
    for a, b in zip(mine, theirs, strict=True):
        out.append(Text(a.id, b.text))
        out += _items(a.items, b.items)
    return out
