"""Wall clocks and instants: one instant in every zone, and the hours that do not exist or come twice.

Pure: a function of its arguments and of the IANA time zone database that is installed. Instants are aware UTC datetimes; a wall time is a
date and "HH:MM" in a named zone. Where clocks go forward an hour does not exist and is refused; where they go back an hour comes twice and
the writer says which (IANA, RFC 8536). Serves I2 and I3.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from entente.kernel.errors import Refusal


@lru_cache(maxsize=256)
def zone(name: str) -> ZoneInfo:
    """The zone of a name; refuses one that the database does not have (CL1)."""
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        raise Refusal("zone-unknown", "CL1", f"No time zone is called {name}.") from None


def local(instant: datetime, name: str) -> datetime:
    """An instant as a zone's clocks show it. Refuses a time without a zone (CL1) and one outside the calendar (CL2)."""
    if instant.tzinfo is None:
        raise Refusal("zone-missing", "CL1", "A time needs its zone.")
    try:
        return instant.astimezone(zone(name))
    except OverflowError:
        raise Refusal("time-outside", "CL2", "The time lies outside the calendar.") from None


def instant(on: date, at: str, name: str, later: bool = False) -> datetime:
    """The instant, in UTC, of a wall time "HH:MM" in a zone.

    Refuses a time that is no time or lies outside the calendar (CL2), one that the clocks skip (CL3), and `later` for an hour that comes
    only once (CL4). Of an hour that comes twice the first is meant unless `later`; `comes_twice` tells whether to ask.
    """
    first, second = _readings(on, at, name)
    if first > second:
        ahead = local(first, name)
        raise Refusal("hour-skipped", "CL3", f"{on.isoformat()} {at} does not exist in {name}: clocks go forward, to {ahead:%H:%M} then.")
    if later and first == second:
        raise Refusal("hour-once", "CL4", f"{on.isoformat()} {at} comes only once in {name}.")
    return second if later else first


def comes_twice(on: date, at: str, name: str) -> bool:
    """Whether a wall time comes twice on that day, since clocks are put back."""
    first, second = _readings(on, at, name)
    return first < second


@lru_cache(maxsize=4096)
def _readings(on: date, at: str, name: str) -> tuple[datetime, datetime]:
    """A wall time read by the offset before a change of clocks and by the one after: equal, but near a change.

    In a skipped hour the first reading is the later instant; in an hour that comes twice the earlier.
    """
    try:
        wall = datetime.combine(on, time.fromisoformat(at)).replace(second=0, microsecond=0, tzinfo=zone(name))
        offsets = [wall.replace(fold=fold).utcoffset() or timedelta() for fold in (0, 1)]
        plain = wall.replace(tzinfo=UTC)
        return plain - offsets[0], plain - offsets[1]
    except (ValueError, OverflowError):
        raise Refusal("time-outside", "CL2", f"{on.isoformat()} {at} is not a time of the calendar.") from None
