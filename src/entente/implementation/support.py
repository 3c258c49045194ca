"""Whether an order for support fits the visit or exercise that it names (R6.2): an area knows nothing of another, so it is asked here.

Pure. Serves S3 and S6.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from entente.areas.logistics.records import SupportOrder
from entente.areas.visits.records import Visit
from entente.kernel.parameter import assumed

Unfit = Literal["parties", "days", "basis"]


@dataclass(frozen=True, slots=True)
class Parameters:
    """Days."""

    around_days: int = assumed(14, "ours: support is required from a fortnight before a visit until a fortnight after it")


PARAMETERS = Parameters()


def unfit(order: SupportOrder, visit: Visit, p: Parameters = PARAMETERS) -> tuple[Unfit, ...]:
    """In what an order does not fit its visit: whose it is, its days, its legal basis; nothing where it fits."""
    sides = {order.requester, order.provider}
    first, last = visit.held_from or visit.window_from, visit.held_to or visit.window_to
    around = timedelta(days=p.around_days)
    found: list[Unfit] = []
    if visit.visitor not in sides or (visit.host is not None and visit.host not in sides):
        found.append("parties")
    if not first - around <= order.required_on <= last + around:
        found.append("days")
    if order.basis == "EXERCISES" and visit.host is None:
        found.append("basis")
    return tuple(found)
