"""The last day for a request: its host's lead time counted back from the first day over the calendars of all parties.

Pure. R3.1 and R3.2. A lead time in working days counts joint working days and not the first day itself; one in days that would end on a day
off ends on the joint working day before it, since nobody receives it on a day off. Serves S3.
"""

from __future__ import annotations

from datetime import date, timedelta

from entente.areas.visits.parameters import LEAD_TIMES, LeadTime
from entente.kernel.calendar import workdays
from entente.kernel.calendar.workdays import Workdays
from entente.kernel.errors import Refusal

NEEDED = {"SEA": "ship-clearance", "AIR": "aircraft-clearance"}
"""Which request a visit of a domain cannot do without; others ask for one only where they go to a classified site."""


def lead_time(host: str, type_: str) -> LeadTime | None:
    """The host's own lead time for a type of request, or what is assumed of it; None for what takes no request."""
    return LEAD_TIMES.get((host, type_)) or LEAD_TIMES.get(("", type_))


def latest(host: str, type_: str, first: date, days: Workdays | None) -> date | None:
    """The last day on which a request may be there; None without a lead time, and where the calendars do not reach."""
    lead = lead_time(host, type_)
    if lead is None or days is None:
        return None
    try:
        if lead.working:
            return workdays.add(days, first, -lead.days)
        return workdays.on_or_before(days, first - timedelta(days=lead.days))
    except (Refusal, OverflowError):
        return None
