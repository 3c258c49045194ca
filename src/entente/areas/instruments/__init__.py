"""Instruments: the text both sides have signed, as a joint record, split into clauses and commitments.

Pure. Pattern P3, joint text; English is authentic in the first instrument. Reads for others: `known_clauses`. Serves every clause;
A0 when a clause is added by a later instrument.
"""

from __future__ import annotations

from entente.areas.instruments.records import Instrument, check_instrument, known_clauses, whole
from entente.kernel.area import Area, Facets, Kind

__all__ = ["AREA", "Instrument", "known_clauses"]


def _facets(text: Instrument) -> Facets:
    """An instrument is listed under its own clauses, so that a clause finds its text."""
    clauses = tuple(whole(text, clause.id) for clause in text.clauses)
    return Facets(text.id, {"en": text.title.text}, clauses, text.done_on)


AREA = Area(
    name="instruments",
    titles={"en": "Instruments", "ja": "文書"},
    clauses=("jp-gb-2017#A0",),
    kinds=(
        Kind(
            type="instrument",
            joint=True,
            titles={"en": "Instrument", "ja": "宣言・協定等"},
            schemas={1: Instrument},
            facets=_facets,
            clauses=("jp-gb-2017#A0",),
            check=check_instrument,
            authentic=("en",),
        ),
    ),
)
