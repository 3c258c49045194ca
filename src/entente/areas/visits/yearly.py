"""The programme by year: visits by domain and direction, how many took place, for how many days they were there.

Pure. S3 names both directions: the United Kingdom to the region, and the Self-Defense Forces to the United Kingdom; a direction is visitor
and host. A visit belongs to the year of its first day. Serves S3.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import get_args

from entente.areas.visits.programme import Told
from entente.areas.visits.records import Domain, Visit

DOMAINS: tuple[Domain, ...] = get_args(Domain)


@dataclass(slots=True)
class _Sum:
    domains: dict[str, int] = field(default_factory=lambda: dict.fromkeys(DOMAINS, 0))
    took_place: int = 0
    days: int = 0
    undated: int = 0


@dataclass(frozen=True, slots=True)
class Year:
    """One year and direction: visits by domain, how many of them took place, days there, and how many took place on unknown days."""

    year: int
    visitor: str
    host: str | None
    domains: dict[str, int]
    took_place: int
    days: int
    undated: int

    @property
    def visits(self) -> int:
        """How many visits of all domains."""
        return sum(self.domains.values())


def days_there(told: Told) -> int | None:
    """For how many days it was there, the first and the last counted; None where it was not, or where the days are not known."""
    return told.last - told.first + 1 if told.dated else None


def yearly(visits: Iterable[tuple[Visit, Told]]) -> list[Year]:
    """The table, the latest year first; what was called off is not counted."""
    sums: dict[tuple[int, str, str], _Sum] = {}
    for text, told in visits:
        if text.stage == "CALLED OFF":
            continue
        year = (text.held_from or text.window_from).year
        at = sums.setdefault((-year, text.visitor, text.host or ""), _Sum())
        at.domains[text.domain] += 1
        days = days_there(told)
        at.took_place += int(told.took_place)
        at.undated += int(told.took_place and days is None)
        at.days += days or 0
    return [
        Year(-key[0], key[1], key[2] or None, one.domains, one.took_place, one.days, one.undated) for key, one in sorted(sums.items())
    ]  # fmt: skip
