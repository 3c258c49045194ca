"""Recorded by us: what a government without a node here told us, in its words, with where we have them from.

Pure. Pattern P1, statement: it is its author's statement and never the other's acceptance. Once that government takes part in the channel
it confirms or corrects by a statement of its own that names ours; the two stand side by side. Serves every clause a statement names.
"""

from __future__ import annotations

from typing import Any

from entente.areas.recorded.records import (
    AnyConfirmation,
    Confirmation,
    ConfirmationOfText,
    Recorded,
    by_language,
    check_confirmation,
    check_recorded,
)
from entente.areas.recorded.rules import recorded_rules
from entente.kernel.area import Area, Facets, Kind

CLAUSES = ("jp-gb-2017#I1", "jp-gb-2017#I3")


def _recorded_facets(text: Recorded) -> Facets:
    return Facets(f"{text.party} {text.said_on.isoformat()}", by_language(text.title), text.clauses, text.said_on)


def _confirmation_facets(text: AnyConfirmation) -> Facets:
    titles = {"en": "Words recorded by another side", "ja": "他の側が記録した発言について"}
    return Facets(text.recorded[:12], titles)


def _group(record: str, text: Any) -> str:
    """A confirmation belongs with what it confirms."""
    return text.recorded if isinstance(text, AnyConfirmation) else record


AREA = Area(
    name="recorded",
    titles={"en": "Recorded by us", "ja": "当方による記録"},
    clauses=CLAUSES,
    kinds=(
        Kind(
            type="recorded",
            joint=False,
            titles={"en": "What a partner told us", "ja": "相手側の発言の記録"},
            schemas={1: Recorded},
            facets=_recorded_facets,
            clauses=CLAUSES,
            check=check_recorded,
            authentic=("en", "ja"),
        ),
        Kind(
            type="recorded-answer",
            joint=False,
            titles={"en": "Answer to recorded words", "ja": "記録された発言に対する確認"},
            schemas={1: Confirmation, 2: ConfirmationOfText},
            facets=_confirmation_facets,
            clauses=CLAUSES,
            group=_group,
            check=check_confirmation,
        ),
    ),
    rules=(recorded_rules,),
    rules_version=2,
)
