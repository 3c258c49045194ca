"""A moment as the officials of each side read it on the wall. Touches the system's time-zone tables. Serves I1 to I5."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from entente.kernel.calendar.zones import SEATS

CAPITALS = {
    "GBR": "London", "JPN": "Tokyo", "AUS": "Canberra", "USA": "Washington", "ITA": "Rome", "FRA": "Paris", "DEU": "Berlin",
    "CAN": "Ottawa", "KOR": "Seoul", "IND": "Delhi",
}  # fmt: skip
PLACES = {party: (CAPITALS[party], zone) for party, zone in SEATS.items()}
"""Where each party's foreign ministry sits, and its clock; a party not named here reads UTC."""


def in_words(moment: datetime, parties: Sequence[str], after: datetime | None = None) -> str:
    """The moment in the parties' capitals, in UTC where no zone is known here; no date where it is that of `after` there."""
    shown: list[tuple[str, str]] = []
    for party in parties:
        if party in PLACES:
            place, name = PLACES[party]
            try:
                shown.append((moment.astimezone(ZoneInfo(name)).strftime("%Y-%m-%d %H:%M"), place))
            except ZoneInfoNotFoundError:
                continue
    if not shown:
        return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    day = shown[0][0][:10]
    rest = [f"{text[11:] if text.startswith(day) else text} {place}" for text, place in shown[1:]]
    first = shown[0][0]
    if after is not None and in_words(after, parties)[:10] == day:
        first = first[11:]
    return " / ".join([f"{first} {shown[0][1]}", *rest])


def of_header(text: str, parties: Sequence[str]) -> str:
    """A time as headers write it (2018-10-02T09:00:00Z), in words."""
    return in_words(datetime.fromisoformat(text), parties)


def of_seconds(at: int, parties: Sequence[str], after: str | None = None) -> str:
    """Seconds since 1970, in words; `after` is a header's time whose date is not said again."""
    return in_words(datetime.fromtimestamp(at, UTC), parties, datetime.fromisoformat(after) if after else None)
