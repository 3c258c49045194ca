"""Working days of one party or of several: a joint working day is a working day in every calendar (R1.8).

Pure. A calendar is data with a version: holidays with their names, the weekend, and the days it covers; it says nothing about others.
Adding, finding and counting are look-ups in lists made once. Days at this module's edge are dates. Serves I1, I2 and I3.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from entente.kernel.area import Words
from entente.kernel.errors import Refusal

SATURDAY_AND_SUNDAY = frozenset({5, 6})


@dataclass(frozen=True, slots=True)
class Calendar:
    """One party's days off from `first` to `last`: weekend by weekday (Monday is 0) and holidays with their names."""

    party: str
    version: str
    first: date
    last: date
    holidays: Mapping[date, Words]
    weekend: frozenset[int] = SATURDAY_AND_SUNDAY

    def works(self, day: date) -> bool:
        """Whether a day is a working day here; refuses a day that the calendar does not cover (R1.8)."""
        if not self.first <= day <= self.last:
            raise _unknown(day, self.first, self.last)
        return day.weekday() not in self.weekend and day not in self.holidays


@dataclass(frozen=True, slots=True)
class Workdays:
    """The days that are working days in all of some calendars, in order; `first` and `last` are the days covered by all."""

    calendars: tuple[Calendar, ...]
    first: date
    last: date
    ordinals: Sequence[int]

    @property
    def version(self) -> str:
        """The versions of the calendars, for a reason or a paper to name."""
        return "; ".join(sorted({calendar.version for calendar in self.calendars}))

    def covers(self, *days: date) -> bool:
        """Whether all calendars reach these days."""
        return all(self.first <= day <= self.last for day in days)


def joint(calendars: Sequence[Calendar]) -> Workdays:
    """The joint working days of one calendar or more. Refuses none, and calendars that share no days (R1.8)."""
    if not calendars:
        raise Refusal("calendar-missing", "R1.8", "Working days need a calendar.")
    first, last = max(c.first for c in calendars), min(c.last for c in calendars)
    if last < first:
        raise Refusal("calendar-missing", "R1.8", "The calendars have no day in common.")
    off = frozenset(day.toordinal() for c in calendars for day in c.holidays)
    weekend = frozenset(weekday for c in calendars for weekday in c.weekend)
    found = [n for n in range(first.toordinal(), last.toordinal() + 1) if (n + 6) % 7 not in weekend and n not in off]
    return Workdays(tuple(calendars), first, last, found)


def is_working(days: Workdays, day: date) -> bool:
    """Whether a day is a working day in every calendar. Refuses a day outside them (R1.8)."""
    n = _inside(days, day)
    at = bisect_left(days.ordinals, n)
    return at < len(days.ordinals) and days.ordinals[at] == n


def on_or_before(days: Workdays, day: date) -> date:
    """The day itself where it is a working day, else the last that was. Refuses where the calendars begin later (R1.8)."""
    return _nth(days, bisect_right(days.ordinals, _inside(days, day)) - 1, day)


def add(days: Workdays, day: date, count: int) -> date:
    """The `count`-th working day after a day, or before it where negative; the day itself for 0. Refuses what is outside (R1.8).

    It counts as the law does: the day from which one counts is not counted.
    """
    n = _inside(days, day)
    if count == 0:
        return day
    at = bisect_right(days.ordinals, n) + count - 1 if count > 0 else bisect_left(days.ordinals, n) + count
    return _nth(days, at, day)


def between(days: Workdays, start: date, end: date) -> int:
    """How many working days lie after `start` up to and with `end`; negative where `end` is earlier, so that `add` and this agree."""
    a, b = _inside(days, start), _inside(days, end)
    if b >= a:
        return bisect_right(days.ordinals, b) - bisect_right(days.ordinals, a)
    return bisect_left(days.ordinals, b) - bisect_left(days.ordinals, a)


def window(days: Workdays, start: date, end: date) -> list[date]:
    """The working days from `start` to `end`, both included, as far as the calendars reach."""
    a = bisect_left(days.ordinals, start.toordinal())
    b = bisect_right(days.ordinals, end.toordinal())
    return [date.fromordinal(n) for n in days.ordinals[a:b]]


def days_off(days: Workdays, day: date) -> dict[str, Words]:
    """Why a day is no joint working day: by party, its holiday's name, or the weekend; empty for a working day or one not covered."""
    if not days.covers(day):
        return {}
    found: dict[str, Words] = {}
    for calendar in days.calendars:
        if day in calendar.holidays:
            found[calendar.party] = calendar.holidays[day]
        elif day.weekday() in calendar.weekend:
            found[calendar.party] = {"en": day.strftime("%A"), "ja": "月火水木金土日"[day.weekday()] + "曜日"}
    return found


def _nth(days: Workdays, at: int, asked: date) -> date:
    if not 0 <= at < len(days.ordinals):
        raise _unknown(asked, days.first, days.last)
    return date.fromordinal(days.ordinals[at])


def _inside(days: Workdays, day: date) -> int:
    if not days.covers(day):
        raise _unknown(day, days.first, days.last)
    return day.toordinal()


def _unknown(day: date, first: date, last: date) -> Refusal:
    words = f"The calendars reach from {first.isoformat()} to {last.isoformat()}; they do not answer for {day.isoformat()}."
    return Refusal("calendar-unknown", "R1.8", words)
