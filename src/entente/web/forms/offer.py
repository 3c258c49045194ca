"""What a form offers to choose from: the channel's parties and their authorities, the clauses and commitments of its instruments, records.

Pure: plain values that the page has gathered through the gate. Serves I1 and every clause.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from entente.areas.instruments import AnyInstrument, whole
from entente.instrument.courtesy import courtesy
from entente.kernel.area import Words
from entente.kernel.charter import Charter

PREAMBLE: Words = {"en": "Preamble", "ja": "前文"}
OTHER: Words = {"en": "Clauses", "ja": "条項"}


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be chosen: what is posted, its number or code, and its words."""

    value: str
    code: str
    words: Words


@dataclass(frozen=True, slots=True)
class Section:
    """A section of an instrument with what may be cited of it."""

    titles: Words
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """Everything a form offers. `options` are by the path of the field: records of a type, milestones of a measure."""

    parties: tuple[str, ...] = ()
    names: Mapping[str, Words] = field(default_factory=dict)
    authorities: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    sections: tuple[Section, ...] = ()
    commitments: Mapping[str, Section] = field(default_factory=dict)  # by clause, whole
    options: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    zones: tuple[str, ...] = ()  # those of the page's clocks, which a form suggests first

    @property
    def clauses(self) -> frozenset[str]:
        """Every clause on offer."""
        return frozenset(one.value for section in self.sections for one in section.choices)


def make_offer(
    charter: Charter, texts: Iterable[AnyInstrument], options: Mapping[str, tuple[Choice, ...]], zones: tuple[str, ...] = ()
) -> Offer:
    """What a channel offers, with the instruments that are in effect in it and the zones of the clocks that its page shows."""
    held = list(texts)
    authorities = {party.code: tuple(Choice(one.code, one.code, one.name) for one in party.authorities) for party in charter.terms.parties}
    return Offer(
        charter.codes,
        {party.code: party.name for party in charter.terms.parties},
        authorities,
        tuple(section for text in held for section in _sections(text, len(held) > 1)),
        {clause: section for text in held for clause, section in _commitments(text).items()},
        options,
        zones,
    )


def _sections(text: AnyInstrument, several: bool) -> list[Section]:
    titles = {one.clause.rpartition("#")[2]: _by_language(one) for one in text.titles}

    def choices(names: Iterable[str], words: Mapping[str, str]) -> tuple[Choice, ...]:
        cut = {name: {"en": words[name][:90] + ("…" if len(words[name]) > 90 else "")} for name in words}
        return tuple(
            Choice(whole(text, name), whole(text, name) if several else name.rpartition("#")[2], titles.get(name) or cut[name])
            for name in names
        )

    spoken = {one.id: one.text for one in text.preamble} | {one.id: one.text for one in text.clauses}
    spoken |= {one.id: one.text for section in text.sections for one in section.chapeau}
    placed = {section.id for section in text.sections}
    found, headings = [], courtesy(text.id, text.title).headings
    for section in text.sections:
        inside = [one.id for one in section.chapeau] + [one.id for one in text.clauses if one.section == section.id]
        found.append(Section({**headings.get(section.id, {}), "en": section.heading or section.id}, choices(inside, spoken)))
    loose = [one.id for one in text.clauses if one.section not in placed]
    found += [Section(OTHER, choices(loose, spoken))] if loose else []
    found += [Section(PREAMBLE, choices([one.id for one in text.preamble], spoken))] if text.preamble else []
    return [section for section in found if section.choices]


def _commitments(text: AnyInstrument) -> dict[str, Section]:
    by_clause: dict[str, list[Choice]] = {}
    for one in text.commitments:
        code = whole(text, one.code)
        by_clause.setdefault(whole(text, one.clause), []).append(Choice(code, code.rpartition("#")[2], _by_language(one.title)))
    return {clause: Section({"en": clause.rpartition("#")[2]}, tuple(choices)) for clause, choices in by_clause.items()}


def _by_language(title: Any) -> dict[str, str]:
    """A short title by language; texts brought from a file have it in one."""
    return {language: words for language, words in (("en", title.en), ("ja", title.ja)) if words}
