"""Thresholds of the rules on visits, and the public table of what those rules return.

Pure. Every threshold is an assumption until the authorities fix it (domain analysis, section 3): parameters are one frozen value, versioned
with the code, so that a joint decision replaces a default and nothing else. Serves S3, S5 and S8.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


def _assumed(value: int, source: str) -> int:
    """A default that the authorities have still to confirm, with its source kept on the field."""
    default: int = field(default=value, metadata={"assumption": True, "source": source})
    return default


@dataclass(frozen=True, slots=True)
class Parameters:
    """All in days."""

    report_days: int = _assumed(30, "ours: each side reports on a visit within 30 days of its end")
    counts_days: int = _assumed(365, "ours: a visit that took place answers for its clauses for a year, since its figures are yearly")


PARAMETERS = Parameters()


@dataclass(frozen=True, slots=True)
class Product:
    """What one code means: its sort, the record types it stands on, and its states."""

    sort: Literal["obligation", "finding", "fact", "indicator", "standing"]
    on: tuple[str, ...]
    states: tuple[str, ...]


CODES: Mapping[str, Product] = {
    "visit.standing": Product("standing", ("visit",), ("begun", "on-time", "due", "overdue", "fulfilled")),
    "visit.life": Product("fact", ("visit",), ("possible", "likely", "fixed", "under-way", "over", "called-off")),
    "visit.report": Product("obligation", ("visit",), ("open", "late")),
    "visit.reports": Product("finding", ("visit",), ("outcome-differs", "objectives-differ")),
    "visit.took-place": Product("indicator", ("visit",), ("took-place", "did-not")),
    "visit.days-there": Product("indicator", ("visit",), ("measured",)),
    "visit.first": Product("indicator", ("visit-report",), ("first",)),
}
"""Every code and state the rules return. Obligations are one per (record, code, move): the party whose move it is tells them apart."""
