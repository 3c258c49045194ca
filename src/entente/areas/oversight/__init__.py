"""Oversight: each side's explanation of a standing, which findings it clears for the joint paper, and the papers it has issued.

Pure. Explanations are shared statements and stand beside a standing; clearances are said in the national channel; an issued paper is a
statement with its files attached, so that it stays as it was. None of them changes a standing. Serves I3, I1.
"""

from __future__ import annotations

from entente.areas.oversight.records import (
    Explanation,
    FindingClearance,
    IssuedPaper,
    check_explanation,
    check_paper,
    words,
)
from entente.kernel.area import Area, Facets, Kind, Words

CLAUSES = ("jp-gb-2017#I3",)

TITLES: dict[str, Words] = {
    "explanation": {"en": "Explanation", "ja": "説明"},
    "finding-clearance": {"en": "Finding cleared for the joint paper", "ja": "共同報告への記載の承認"},
    "issued-paper": {"en": "Paper issued", "ja": "発出した報告書"},
}


def _explanation_facets(text: Explanation) -> Facets:
    """Listed by its day, under the clauses it is about."""
    said = words(text.text)
    return Facets(text.said_on.isoformat(), {key: value[:120] for key, value in said.items()}, text.clauses, text.said_on)


def _clearance_facets(text: FindingClearance) -> Facets:
    return Facets(text.finding, TITLES["finding-clearance"])


def _paper_facets(text: IssuedPaper) -> Facets:
    return Facets(text.code, words(text.title), text.clauses, text.effective_on)


AREA = Area(
    name="oversight",
    titles={"en": "Oversight", "ja": "履行状況の監督"},
    clauses=CLAUSES,
    kinds=(
        Kind("explanation", False, TITLES["explanation"], {1: Explanation}, _explanation_facets, CLAUSES, check=check_explanation),
        Kind("finding-clearance", False, TITLES["finding-clearance"], {1: FindingClearance}, _clearance_facets, CLAUSES),
        Kind("issued-paper", False, TITLES["issued-paper"], {1: IssuedPaper}, _paper_facets, CLAUSES, check=check_paper),
    ),
)
