"""A moment as the officials of each side read it on the wall. Touches the system's time-zone tables. Serves I1 to I5."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from entente.kernel.calendar import zones
from entente.kernel.calendar.seats import Seat


def in_words(moment: datetime, seats: Sequence[Seat], after: datetime | None = None) -> str:
    """The moment by the clocks of these seats, the date once where it is the same; none where it is that of `after` there."""
    shown = [(zones.local(moment, seat.zone).strftime("%Y-%m-%d %H:%M"), seat.english) for seat in seats]
    day = shown[0][0][:10]
    rest = [f"{text[11:] if text.startswith(day) else text} {place}" for text, place in shown[1:]]
    first = shown[0][0]
    if after is not None and in_words(after, seats)[:10] == day:
        first = first[11:]
    return " / ".join([f"{first} {shown[0][1]}", *rest])


def of_header(text: str, seats: Sequence[Seat]) -> str:
    """A time as headers write it (2018-10-02T09:00:00Z), in words."""
    return in_words(datetime.fromisoformat(text), seats)


def of_seconds(at: int, seats: Sequence[Seat], after: str | None = None) -> str:
    """Seconds since 1970, in words; `after` is a header's time whose date is not said again."""
    return in_words(datetime.fromtimestamp(at, UTC), seats, datetime.fromisoformat(after) if after else None)
