"""A time that a text gives by one clock, in words by every clock that pages show.

Pure. A text gives a time as a day, an hour and a zone; it stands in one line, by the clocks of `kernel.calendar.zones`. Serves I2, I3.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from entente.kernel.area import Words
from entente.kernel.calendar import zones
from entente.kernel.calendar.days import parse_day
from entente.kernel.errors import Refusal

LATER = "later"


def written(value: Mapping[str, Any]) -> str:
    """A time's parts in one line, as the text has them: 2018-11-26 09:00 Europe/London."""
    return " ".join([str(value["on"]), str(value["at"]), str(value["zone"]), *([LATER] if value.get("later") is True else [])])


def told(line: str) -> Words | None:
    """Such a line in words by every clock shown, the day once where it is the same; None where it is no time of a calendar."""
    parts = line.split(" ")
    day = parse_day(parts[0])
    if len(parts) not in (3, 4) or day is None:
        return None
    try:
        moment = zones.instant(day, parts[1], parts[2], parts[3:] == [LATER])
    except Refusal:
        return None
    english, japanese = zones.told(moment)
    return {"en": english, "ja": japanese}
