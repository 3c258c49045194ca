"""Public holidays of the parties, from a kept library, as versioned calendars.

Pure: the library `holidays` computes from its own tables and reads nothing; its version is the calendar's. Japan: national holidays, and
the closure of administrative organs from 29 December to 3 January (Act on Holidays of Administrative Organs, Act No. 91 of 1988, art. 1).
United Kingdom: bank holidays of England. Equinox holidays of years to come are computed; the Cabinet announces them each February for the
next year. Serves I1, I2 and I3.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from entente.kernel.area import Words
from entente.kernel.calendar.holiday_names import japanese
from entente.kernel.calendar.workdays import Calendar, Workdays, joint
from entente.kernel.errors import Refusal

YEARS = (2010, 2050)
"""First and last year of the calendars: from before the first 2+2 to beyond any measure's dates."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the library keeps a party's holidays, and in which language it can name them beside English."""

    country: str
    subdivision: str | None = None
    english: str = "en_US"
    japanese: str | None = None
    closure: tuple[tuple[int, int], ...] = ()  # (month, day) on which its ministries close every year


SOURCES: Mapping[str, Source] = {
    "JPN": Source("JP", japanese="ja", closure=((12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3))),
    "GBR": Source("GB", "ENG", english="en_GB"),
    "AUS": Source("AU", "ACT"),
    "USA": Source("US"),
    "ITA": Source("IT"),
    "CAN": Source("CA", "ON"),
}

CLOSURE = {"en": "Government offices closed (year end and New Year)", "ja": "行政機関の休日（年末年始）"}


def version() -> str:
    """The calendars' version: the library's, by name."""
    from holidays.version import __version__

    return f"holidays {__version__}"


@lru_cache(maxsize=16)
def calendar(party: str, years: tuple[int, int] = YEARS) -> Calendar:
    """A party's calendar from the first day of one year to the last of another. Refuses a party whose holidays are not known (R1.8)."""
    source = SOURCES.get(party)
    if source is None:
        raise Refusal("calendar-missing", "R1.8", f"The public holidays of {party} are not known here.")
    named = _named(source, source.english, years)
    local = _named(source, source.japanese, years) if source.japanese else {}
    found: dict[date, Words] = {}
    for year in range(years[0], years[1] + 1):
        for month, day in source.closure:
            found[date(year, month, day)] = CLOSURE
    for on, name in named.items():
        found[on] = {"en": name, "ja": local.get(on) or japanese(party, name)}
    return Calendar(party, version(), date(years[0], 1, 1), date(years[1], 12, 31), found)


def _named(source: Source, language: str, years: tuple[int, int]) -> dict[date, str]:
    import holidays  # here, since it takes longer to load than most commands take to run, and few of them need it

    whole = range(years[0], years[1] + 1)
    found = holidays.country_holidays(source.country, subdiv=source.subdivision, years=whole, language=language)
    return {on: str(name) for on, name in found.items()}


@lru_cache(maxsize=64)
def workdays(parties: tuple[str, ...]) -> Workdays:
    """The joint working days of these parties. Refuses where the holidays of one are not known (R1.8)."""
    return joint([calendar(party) for party in sorted(set(parties))])


def known(parties: tuple[str, ...]) -> Workdays | None:
    """As `workdays`; None where the holidays of a party are not known, for rules, which never refuse."""
    return workdays(parties) if parties and set(parties) <= set(SOURCES) else None
