"""Instruments: the text both sides have signed, as a joint record, split into clauses and commitments.

Pure, but for the shipped text, which `entente.instrument.published` reads once. Pattern P3, joint text; English is authentic in the first
instrument. Reads for others: `known_clauses`. Serves every clause; A0 when a clause is added by a later instrument.
"""

from __future__ import annotations

from typing import Any

from entente.areas.instruments.check import AnyInstrument, check_instrument, is_instrument
from entente.areas.instruments.records import Instrument, clause_ids, known_clauses, whole
from entente.areas.instruments.second import InstrumentV2
from entente.instrument import published, render
from entente.instrument.courtesy import courtesy
from entente.kernel.area import Area, Facets, Kind

__all__ = [
    "AREA",
    "AnyInstrument",
    "Instrument",
    "InstrumentV2",
    "check_instrument",
    "clause_ids",
    "declaration_of_2017",
    "is_instrument",
    "known_clauses",
    "whole",
]


def declaration_of_2017() -> dict[str, Any]:
    """The Japan-UK declaration as the text of a proposal of type "instrument", in either version: the published form, anew at each call."""
    return render.to_json(published.load())


def _facets(text: AnyInstrument) -> Facets:
    """An instrument is listed under all that may be cited of it, so that a clause finds its text and gate 2 knows it (B8)."""
    titles = {**courtesy(text.id, text.title).title, "en": text.title}
    if isinstance(text, InstrumentV2):
        titles = {v.language: v.title for v in text.versions if v.title} | {text.language: text.title}
    kept = {name: words for name, words in titles.items() if name in ("en", "ja")}
    return Facets(text.id, kept or {"en": text.title}, clause_ids(text), text.done_on)


AREA = Area(
    name="instruments",
    titles={"en": "Instruments", "ja": "文書"},
    clauses=("jp-gb-2017#A0",),
    kinds=(
        Kind(
            type="instrument",
            joint=True,
            titles={"en": "Instrument", "ja": "宣言・協定等"},
            schemas={1: Instrument, 2: InstrumentV2},
            facets=_facets,
            clauses=("jp-gb-2017#A0",),
            check=check_instrument,
            authentic=("en",),
        ),
    ),
)
