"""Visits and deployments: the engagement programme and each side's reports (S3, S5, S8).

Pure. An entry of the programme is a joint text (pattern P3), a report one side's statement (P1). Everything about a visit is one group with
it. Serves S3, S5 and S8.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from entente.areas.visits import check, records
from entente.areas.visits.programme import visit_rules
from entente.kernel.area import Area, Facets, Kind
from entente.kernel.bilingual import words

_ALL = ("jp-gb-2017#S3", "jp-gb-2017#S5", "jp-gb-2017#S8")


def _with(schema: type, key: str = "visit") -> Callable[[str, Any], str]:
    """The group of a record that names its visit; one that cannot be read stands alone until it can."""
    return lambda record, text: getattr(text, key) if isinstance(text, schema) else record


def _visit(text: records.Visit) -> Facets:
    narrowed = (f"domain={text.domain}", f"visitor={text.visitor}", f"host={text.host or 'REGION'}")
    first, last = text.held_from or text.window_from, text.held_to or text.window_to
    return Facets(text.code, words(text.title), text.clauses, first, None, last, narrowed)


def _report(text: records.VisitReport) -> Facets:
    took = text.outcome == "TOOK PLACE"
    titles = {"en": "Report: took place", "ja": "報告（実施）"} if took else {"en": "Report: did not take place", "ja": "報告（不実施）"}
    return Facets(text.outcome, titles, (), text.held_from, None, text.held_to)


AREA = Area(
    name="visits",
    titles={"en": "Visits and deployments", "ja": "訪問・派遣"},
    clauses=_ALL,
    kinds=(
        Kind(
            "visit", True, {"en": "Visit or deployment", "ja": "訪問・派遣"}, {1: records.Visit}, _visit, _ALL, check=check.check_visit,
            national=records.VisitNational, authentic=("en", "ja"),
        ),
        Kind(
            "visit-report", False, {"en": "Report on a visit", "ja": "訪問に関する報告"}, {1: records.VisitReport}, _report, _ALL,
            _with(records.VisitReport), check.check_report,
        ),
    ),
    rules=(visit_rules,),
)  # fmt: skip
