"""The action plan: measures and each side's progress reports (I1, I3; S0.2 and S0.3 by tags).

Pure. A measure is a joint text (pattern P3), a report one side's statement (P1). A measure counts for every
clause it names, S, A and I alike. Reports are grouped with their measure; a group is one measure.
"""

from __future__ import annotations

from typing import Any

from entente.areas.action_plan.check import check_measure, check_national, check_report
from entente.areas.action_plan.edition import Edition, check_edition, edition_rules
from entente.areas.action_plan.records import Measure, MeasureNational, ProgressReport
from entente.areas.action_plan.rules import measure_rules
from entente.kernel.area import Area, Facets, Kind
from entente.kernel.bilingual import en_day, ja_day, words


def _measure_facets(text: Measure) -> Facets:
    leads = tuple(f"lead={party}:{authority}" for party, authority in sorted(text.leads.items()))
    return Facets(text.code, words(text.title), text.clauses, text.baseline_start, text.baseline_finish, text.completed_on, leads)


def _report_facets(text: ProgressReport) -> Facets:
    a, b = text.period_from, text.period_to
    titles = {"en": f"Progress report, {en_day(a)} to {en_day(b)}", "ja": f"進捗報告（{ja_day(a)}から{ja_day(b)}まで）"}
    return Facets(f"{a}/{b}", titles, (), a, None, b)


def _edition_facets(text: Edition) -> Facets:
    endorsed = text.endorsed.held_on if text.endorsed is not None else None
    return Facets(text.code, words(text.title), text.clauses, endorsed)


def _group_of_editions(record: str, text: Any) -> str:
    """The editions of one plan, by the clause it rests on."""
    return f"edition:{text.clauses[0]}" if isinstance(text, Edition) else record


def _group_of_report(record: str, text: Any) -> str:
    """A report belongs with its measure; one that cannot be read stands alone until it can."""
    return text.measure if isinstance(text, ProgressReport) else record


AREA = Area(
    name="action_plan",
    titles={"en": "Action plan", "ja": "行動計画"},
    clauses=("jp-gb-2017#I1", "jp-gb-2017#I3", "jp-gb-2017#S0.2", "jp-gb-2017#S0.3"),
    kinds=(
        Kind(
            type="measure",
            joint=True,
            titles={"en": "Measure", "ja": "措置"},
            schemas={1: Measure},
            facets=_measure_facets,
            clauses=("jp-gb-2017#I1",),
            check=check_measure,
            national=MeasureNational,
            check_national=check_national,
            authentic=("en", "ja"),
        ),
        Kind(
            type="progress-report",
            joint=False,
            titles={"en": "Progress report", "ja": "進捗報告"},
            schemas={1: ProgressReport},
            facets=_report_facets,
            clauses=("jp-gb-2017#I1", "jp-gb-2017#I3"),
            group=_group_of_report,
            check=check_report,
        ),
        Kind(
            type="plan-edition",
            joint=True,
            titles={"en": "Edition of the action plan", "ja": "行動計画の版"},
            schemas={1: Edition},
            facets=_edition_facets,
            clauses=("jp-gb-2017#I1",),
            group=_group_of_editions,
            check=check_edition,
            authentic=("en", "ja"),
        ),
    ),
    rules=(measure_rules, edition_rules),
    rules_version=2,
)
