"""Thresholds of the action plan's rules, and the public table of what those rules return.

Pure. Every threshold is an assumption until the authorities fix it (domain analysis, section 1): parameters are one frozen value, versioned
with the code, so that a joint decision replaces a default and nothing else. Serves I1, I3.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from entente.kernel.parameter import assumed


@dataclass(frozen=True, slots=True)
class Parameters:
    """All in days, but for months where the name says so, and the lapse factor in halves of the planned span (3 = one and a half)."""

    stale_after_days: int = assumed(100, "R1.3: a report older than 100 days is stale")
    report_lag_days: int = assumed(30, "ours: a report speaks from at most 30 days after its period, however late it is issued")
    report_notice_days: int = assumed(15, "ours: the next report is asked for 15 days before the last goes stale")
    due_days: int = assumed(60, "R1.5: due within 60 days of the date")
    lapse_halves: int = assumed(3, "R1.5: lapsed after more than 1.5 x the interval; here also of a planned duration")
    ask_days: int = assumed(30, "section 1, agenda: ask unanswered for more than 30 days")
    review_months: int = assumed(12, "ours: an edition, a living document, is looked at again a year after it took effect")


PARAMETERS = Parameters()


@dataclass(frozen=True, slots=True)
class Product:
    """What one code means: its sort, its states, and the record it stands on."""

    sort: Literal["obligation", "finding", "fact", "indicator", "standing"]
    on: Literal["measure", "progress-report", "plan-edition"]
    states: tuple[str, ...]


CODES: Mapping[str, Product] = {
    "measure.schedule": Product(
        "standing", "measure", ("no-evidence", "deferred", "fulfilled", "begun", "on-time", "due", "overdue", "lapsed", "dropped")
    ),
    "measure.undeferred": Product("fact", "measure", ("due", "overdue", "lapsed")),
    "measure.status": Product("fact", "measure", ("unknown", "green", "amber", "red")),
    "measure.milestones": Product("finding", "measure", ("overdue",)),
    "measure.disagreement": Product("finding", "measure", ("rag-differs",)),
    "measure.report": Product("obligation", "measure", ("due", "missing", "stale")),
    "measure.both-reports": Product("indicator", "measure", ("complete", "incomplete")),
    "measure.slippage": Product("indicator", "measure", ("early", "as-planned", "late")),
    "report.rag": Product("fact", "progress-report", ("green", "amber", "red", "unreadable")),
    "report.inconsistent": Product("finding", "progress-report", ("green-but-overdue",)),
    "report.ask": Product("obligation", "progress-report", ("open", "unanswered")),
    "edition.current": Product("fact", "plan-edition", ("current",)),
    "edition.review": Product("obligation", "plan-edition", ("due", "overdue", "lapsed")),
}
"""Every code and state the rules return. Obligations are one per (record, code, move): the party whose move it is tells them apart."""
