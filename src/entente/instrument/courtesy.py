"""Courtesy translations of an instrument's title, headings and place, where the text itself has none.

Pure; the data are read by published.py. A courtesy translation is no part of the agreed bytes and is never shown without
saying so; it is given only for the very text it was made of, told by id and title. Serves every clause.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from entente.instrument.published import courtesies


@dataclass(frozen=True, slots=True)
class Courtesy:
    """By language: the title, the place, and each section's heading by the section's id. Empty where there is no translation."""

    title: Mapping[str, str] = field(default_factory=dict)
    place: Mapping[str, str] = field(default_factory=dict)
    headings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


NONE = Courtesy()


def courtesy(instrument: str, title: str) -> Courtesy:
    """The translations of the instrument of this id and title; none for another text under the same id."""
    held = courtesies().get(instrument)
    if held is None or held["of"] != title:
        return NONE
    spoken = {language: said for language, said in held.items() if language != "of"}
    sections = dict.fromkeys(name for said in spoken.values() for name in said["headings"])
    return Courtesy(
        {language: said["title"] for language, said in spoken.items()},
        {language: said["place"] for language, said in spoken.items()},
        {name: {language: said["headings"][name] for language, said in spoken.items()} for name in sections},
    )
