"""The honest clock: cadence, deadline, acknowledgement, validity, review, embargo, deferral, as dates and dated stretches.

Pure, and it reads no time: what is overdue on a day is a comparison. Days are ordinals and ends are exclusive, as in `kernel.timeline`.
A deferral stops escalation, never resets the clock and never erases the gap; what is stale is unknown, and unknown is never green (R1.5,
R1.6). All thresholds are arguments: areas keep them as versioned parameters. Serves I1, I2 and I3.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from itertools import pairwise
from statistics import median
from typing import Any, Literal

import msgspec

from entente.kernel.calendar.timeline import FOREVER, Line, extend, union, weave
from entente.kernel.errors import Refusal

Basis = Literal["ROLLING", "CALENDAR YEAR", "FISCAL YEAR"]

ESCALATED = frozenset({"due", "overdue", "lapsed"})
"""States that a deferral stops."""

Marks = Sequence[tuple[int, str]]
"""(first day, state) in order of pressure: a later mark overrides an earlier one from its day on."""


class Cadence(msgspec.Struct, frozen=True):
    """How often something is to happen.

    ROLLING counts `months` from the last time. By CALENDAR or FISCAL YEAR it is to happen once in each period of so many months; periods
    begin with the year, in January or in `fiscal_month`, and those longer than a year with the year of `anchor`. For `grace_days` after
    the date nothing is called overdue.
    """

    months: int
    basis: Basis = "ROLLING"
    grace_days: int = 0
    fiscal_month: int = 4
    anchor: int = 1


class Limits(msgspec.Struct, frozen=True):
    """Where one run of the clock ends: `deadline` is the last day in time, the others are each the first day of their state."""

    deadline: int
    due_on: int
    overdue_on: int
    lapsed_on: int


def add_months(day: int, months: int) -> int:
    """The same day so many months later, or the last day of a shorter month; held at the end of the calendar."""
    from_ = date.fromordinal(day)
    year, month = divmod(from_.year * 12 + from_.month - 1 + months, 12)
    if year > date.max.year:
        return FOREVER
    return date(year, month + 1, min(from_.day, monthrange(year, month + 1)[1])).toordinal()


def deadline(base: int, cadence: Cadence) -> int:
    """The last day for the next time, when the last was on `base`: by year, the end of the period after the one that holds `base`."""
    if cadence.basis == "ROLLING":
        return add_months(base, cadence.months)
    return _period(base, cadence, 2)


def period_start(day: int, cadence: Cadence) -> int:
    """The first day of the period that holds a day; of a ROLLING cadence the day itself."""
    return day if cadence.basis == "ROLLING" else min(_period(day, cadence, 0) + 1, FOREVER)


def _period(day: int, cadence: Cadence, ahead: int) -> int:
    """The last day of the period so many periods after the one before that of `day` (0 = the day before this period begins)."""
    first = (1 if cadence.basis == "CALENDAR YEAR" else cadence.fiscal_month) - 1
    at, anchor = date.fromordinal(day), date.fromordinal(max(cadence.anchor, 1))
    origin = (anchor.year - (anchor.month - 1 < first)) * 12 + first
    number = (at.year * 12 + at.month - 1 - origin) // cadence.months
    year, month = divmod(origin + (number + ahead) * cadence.months, 12)
    if year > date.max.year:
        return FOREVER
    return date(year, month + 1, 1).toordinal() - 1 if year >= 1 else 0


def limits(base: int, until: int, window: int, halves: int, grace: int = 0) -> Limits:
    """The limits of a run from `base` to its deadline: due `window` days before it, lapsed after `halves` halves of the planned span.

    R1.5. Days of grace put off overdue, and lapsed where they reach so far, never the deadline.
    """
    span = max(until - base, 0)
    overdue = until + grace + 1
    lapsed = max(base + halves * span // 2, until + grace) + 1
    return Limits(until, until - window, min(overdue, FOREVER), min(lapsed, FOREVER))


def run(base: int, cadence: Cadence, due_days: int, halves: int, first_due: int | None = None) -> Limits:
    """The limits that follow a time on `base`: the window before the date is at most half the interval, so that not always is it due.

    `first_due` replaces the computed date. By year the interval is the period that ends with the deadline.
    """
    until = first_due if first_due is not None else deadline(base, cadence)
    if cadence.basis != "ROLLING" and until < FOREVER:
        base = period_start(until, cadence) - 1
    return limits(base, until, min(due_days, max(until - base, 0) // 2), halves, cadence.grace_days)


def escalation(reached: Limits) -> Marks:
    """The marks of a run that is past: on time, then due, overdue, lapsed. What holds before is the caller's to say."""
    return ((reached.due_on, "due"), (reached.overdue_on, "overdue"), (reached.lapsed_on, "lapsed"))


def cut(begins: int, ends: int, marks: Marks) -> list[tuple[int, int, str]]:
    """The days from `begins` to `ends`, each in the state of the last mark at or before it; the first mark holds from the beginning."""
    out: list[tuple[int, int, str]] = []
    for day, state in reversed(marks):
        starts = max(day, begins)
        if starts < ends:
            out.append((starts, ends, state))
            ends = starts
    out.reverse()
    return out


def stopped(state: str, why: Any) -> str:
    """What a deferral makes of a state: "deferred" of one that presses, itself of any other."""
    return "deferred" if state in ESCALATED else state


def defer(line: Line, away: Line, becomes: Callable[[Any, Any], Any] = stopped) -> Line:
    """A line with the days of the deferrals in `away` put to what `becomes` says of (value, deferral), all other days as they were (R1.6).

    After a deferral the clock shows what it would have shown without: nothing is reset.
    """
    out: Line = []
    for a, b, (value, why) in weave([line, away]):
        if value is not None:
            extend(out, a, b, value if why is None else becomes(value, why))
    return out


def owed(opens: int, last: int, done: int | None = None, ends: int = FOREVER) -> Line:
    """An answer that is owed: "open" to its `last` day, then "late", until the day it was given (`done`) or falls away (`ends`).

    Acknowledgement, reply, minutes, an action: each is this with its own days.
    """
    until = min(ends, done if done is not None else ends)
    return [*cut(opens, until, ((opens, "open"), (min(last + 1, FOREVER), "late")))] if opens < until else []


def validity(starts: int, ends: int, notice: int) -> Line:
    """Something valid from a day up to, and not including, another: "not-yet", "valid", "expiring" in its last `notice` days, "expired"."""
    if ends <= starts:
        raise Refusal("validity-empty", "CL5", "What is valid for no day at all is not valid.")
    return [*cut(1, FOREVER, ((1, "not-yet"), (starts, "valid"), (max(starts, ends - notice), "expiring"), (ends, "expired")))]


def review(last: int, months: int, due_days: int, halves: int) -> Limits:
    """When something last reviewed on a day is to be reviewed again: a rolling cadence."""
    return run(last, Cadence(months), due_days, halves)


def verified(confirmed: Iterable[int], days: int) -> list[tuple[int, int]]:
    """The spans in which a confirmation is at most so many days old; outside them the thing is stale, and stale is unknown."""
    return union((day, min(day + days + 1, FOREVER)) for day in confirmed)


def embargoed(until: datetime | None, at: datetime) -> bool:
    """Whether a text may not yet be published at an instant; no embargo holds nothing back. Both are aware; refuses what is not (CL1)."""
    if until is None:
        return False
    if until.tzinfo is None or at.tzinfo is None:
        raise Refusal("zone-missing", "CL1", "A time needs its zone.")
    return at < until


def utc_day(instant: datetime) -> int:
    """The day, in UTC, of an instant: the day on which intervals count what happened at it."""
    return instant.astimezone(UTC).toordinal()


def intervals_between(days: Iterable[int]) -> list[tuple[int, int, int]]:
    """(from, to, days between) of successive times; a time named twice is one."""
    return [(a, b, b - a) for a, b in pairwise(sorted(set(days)))]


def median_of(values: Sequence[int]) -> tuple[int, int] | None:
    """The median as numerator and denominator (1, or 2 where it lies between two values); None of nothing."""
    if not values:
        return None
    middle = median(values)
    return (int(middle), 1) if middle == int(middle) else (round(middle * 2), 2)
