"""Ids short enough to be cited by every record type: a capital, a number, at most one sub-number (S6, S0.1, A5.2). Pure.

`identifiers` names an article Art5, a chapter's clause Ch2.3, an annex's Annex1.9. Records cite clauses by one letter and numbers, so the
ids of an instrument that is brought in are given anew where they do not have that form, each part of the text under a letter of its own,
its own initial if that is free; once the letters are used up, further parts share the last one, numbered on. Ids that have the form stay.
Printed numbers stay beside them (`Clause.number`).

Refusal: IM1 "too-many-clauses" (more than 999 under one letter).
"""

from __future__ import annotations

import re
from dataclasses import replace
from string import ascii_uppercase

from entente.instrument.model import Clause, Instrument, Item, Section, Text
from entente.kernel.errors import Refusal

FORM = re.compile(r"[A-Z][0-9]{1,3}(\.[0-9]{1,2})?")
_PARTED = re.compile(r"(?P<part>.*?)\.?(?P<number>[0-9]+(?:[.-][0-9]+)?)")


def relabel(instrument: Instrument) -> Instrument:
    """The same text with every citable id in the short form; refuses IM1."""
    names = _citable(instrument)
    given = {name: name for name in names if FORM.fullmatch(name)}
    letters = {name[0]: name[0] for name in given} | {"P": "P"}
    taken = set(given.values())
    lettered = {c.id: c.section for c in instrument.clauses if c.id.removeprefix(c.section).isalpha()}
    for name in names:
        if name not in given:
            given[name] = _short(name, lettered.get(name, ""), letters, taken)
            taken.add(given[name])
    made = replace(
        instrument,
        preamble=tuple(_text(t, given) for t in instrument.preamble),
        sections=tuple(_section(s, given) for s in instrument.sections),
        clauses=tuple(_clause(c, given) for c in instrument.clauses),
    )
    if not instrument.versions:
        return made
    anew = given | dict(zip(_item_ids(instrument), _item_ids(made), strict=True))
    versions = tuple(replace(v, texts=tuple(_text(t, anew) for t in v.texts)) for v in instrument.versions)
    return replace(made, versions=versions)


def _item_ids(instrument: Instrument) -> list[str]:
    out: list[str] = []
    stack = [item for clause in reversed(instrument.clauses) for item in reversed(clause.items)]
    while stack:
        item = stack.pop()
        out.append(item.id)
        stack += reversed(item.items)
    return out


def _citable(instrument: Instrument) -> list[str]:
    chapeaux = [t.id for s in instrument.sections for t in s.chapeau]
    return [*(t.id for t in instrument.preamble), *chapeaux, *(c.id for c in instrument.clauses)]


def _short(name: str, section: str, letters: dict[str, str], taken: set[str]) -> str:
    """A short id; `section` is that of a clause counted by letters or Roman numerals (Ai, Aii), which is counted on in it (A1, A2)."""
    m = _PARTED.fullmatch(name) if not section else None
    part, number = (m["part"], m["number"].replace("-", ".")) if m else (section or name, "")
    if part not in letters:
        wished = [c for c in part.upper() if c in ascii_uppercase]
        free = next((c for c in [*wished, *ascii_uppercase] if c not in letters.values()), None)
        letters[part] = free or next(reversed(letters.values()))
    letter = letters[part]
    if letter + number in taken or not FORM.fullmatch(letter + number):
        number = next((str(n) for n in range(1, 1000) if f"{letter}{n}" not in taken), "")
    if not number or not FORM.fullmatch(letter + number):
        raise Refusal("too-many-clauses", "IM1", f"Part {part or letter} has more than 999 clauses; bring the text in part by part.")
    return letter + number


def _text(text: Text, given: dict[str, str]) -> Text:
    return replace(text, id=given.get(text.id, text.id))


def _section(section: Section, given: dict[str, str]) -> Section:
    return replace(section, chapeau=tuple(_text(t, given) for t in section.chapeau))


def _clause(clause: Clause, given: dict[str, str]) -> Clause:
    name = given[clause.id]
    return replace(clause, id=name, items=tuple(_item(i, clause.id, name) for i in clause.items))


def _item(item: Item, old: str, new: str) -> Item:
    name = new + item.id.removeprefix(old) if item.id.startswith(old) else item.id
    return replace(item, id=name, items=tuple(_item(i, old, new) for i in item.items))
