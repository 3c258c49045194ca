"""Thresholds of the rules on orders, units and their exact factors, and the public table of what the rules return.

Pure. The time limits of the procedural arrangement are not published: each is an assumption until both sides fix it (domain analysis,
section 6). Factors between units are exact by definition. Serves S6.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from entente.kernel.parameter import assumed


@dataclass(frozen=True, slots=True)
class Parameters:
    """Days, unless the name says months."""

    answer_days: int = assumed(5, "R6.10: what one side's ledger says is in the other's within five days")
    in_kind_months: int = assumed(12, "section 6: returned or replaced within twelve months of the last receipt")
    cash_days: int = assumed(60, "section 6: paid within sixty days")
    alert_days: int = assumed(60, "R6.8: told sixty days before")
    consent_days: int = assumed(30, "ours: a request to hand supplies on is answered within thirty days")
    counts_days: int = assumed(365, "ours: an order that was settled answers for its clauses for a year")


PARAMETERS = Parameters()

FACTORS: Mapping[str, tuple[str, Decimal]] = {
    "LTR": ("volume", Decimal(1)),
    "MTQ": ("volume", Decimal(1000)),
    "GLL": ("volume", Decimal("3.785411784")),
    "GLI": ("volume", Decimal("4.54609")),
    "KGM": ("mass", Decimal(1)),
    "TNE": ("mass", Decimal(1000)),
}
"""What a unit measures, and how many of the smallest unit it holds: litres, kilograms. Exact by definition."""

MISTAKEN = Decimal("0.002")
"""How far a ratio of two quantities may lie from a factor between two units to be taken for it: papers round."""

WEAPON_GROUPS = frozenset({"10", "11", "14"})
"""Federal supply groups (the first two digits of an NSN) of weapons, nuclear ordnance and guided missiles, which the agreement excludes."""


@dataclass(frozen=True, slots=True)
class Product:
    """What one code means: its sort, the record types it stands on, and its states."""

    sort: Literal["obligation", "finding", "fact", "indicator", "standing"]
    on: tuple[str, ...]
    states: tuple[str, ...]


CODES: Mapping[str, Product] = {
    "order.life": Product("fact", ("support-order",), ("accepted", "part-delivered", "delivered", "part-settled", "settled")),
    "order.standing": Product("standing", ("support-order",), ("begun", "on-time", "due", "overdue", "fulfilled")),
    "order.settle": Product("obligation", ("support-order",), ("due", "overdue")),
    "order.retroactive": Product("fact", ("support-order",), ("flagged",)),
    "order.reason": Product("finding", ("support-order",), ("missing",)),
    "order.over": Product("finding", ("support-order",), ("more-than-ordered",)),
    "ledger.answer": Product("obligation", ("support-order",), ("open", "late")),
    "ledger.reconciliation": Product("finding", ("support-order",), ("differs",)),
    "ledger.uncounted": Product("finding", ("support-order",), ("not-counted",)),
    "ledger.duplicate": Product("finding", ("support-order",), ("twice",)),
    "ledger.matched": Product("indicator", ("support-order",), ("measured",)),
    "order.in-time": Product("indicator", ("support-order",), ("measured",)),
    "retransfer.consent": Product("obligation", ("retransfer-request",), ("open", "late")),
}
"""Every code and state the rules return."""
