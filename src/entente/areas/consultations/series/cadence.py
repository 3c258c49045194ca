"""Which clocks run for a series, and where each of them ends.

Pure. R1.5: "annually" may mean within twelve months of the last meeting or once in each year; while the parties have not fixed which, a
rolling and a fiscal-year clock run side by side. Serves I2, I3, I4 and I5.
"""

from __future__ import annotations

from datetime import date

from entente.areas.consultations.parameters import PARAMETERS, Parameters
from entente.areas.consultations.records import AnySeries
from entente.kernel.calendar.clock import Basis, Cadence, Limits, run

CLOCKS: dict[Basis, str] = {
    "ROLLING": "series.rolling", "CALENDAR YEAR": "series.calendar-year", "FISCAL YEAR": "series.fiscal-year"
}  # fmt: skip
"""The code of each clock's fact."""


def bases(text: AnySeries) -> tuple[Basis, ...]:
    """The clocks that run for a series: the one both parties fixed, else the rolling and the fiscal-year one (R1.5)."""
    return ("ROLLING", "FISCAL YEAR") if text.basis == "NOT FIXED" else (text.basis,)


def limits(text: AnySeries, basis: Basis, last: int | None, p: Parameters = PARAMETERS) -> Limits | None:
    """The limits of the clock since the last meeting, or since the promise; None where no interval is promised."""
    if text.interval_months is None:
        return None
    promise = text.reckoned_from.toordinal()
    cadence = Cadence(text.interval_months, basis, text.grace_days, p.fiscal_year_month, promise)
    first_due = text.first_due.toordinal() if text.first_due is not None and (last is None or last < promise) else None
    return run(max(promise, last or 0), cadence, p.due_days, p.lapse_halves, first_due)


def next_due(text: AnySeries, last: date | None, p: Parameters = PARAMETERS) -> dict[Basis, date]:
    """The last day in time for the next meeting, by each clock that runs; empty where no interval is promised."""
    found = {basis: limits(text, basis, last.toordinal() if last is not None else None, p) for basis in bases(text)}
    return {basis: date.fromordinal(reached.deadline) for basis, reached in found.items() if reached is not None}
