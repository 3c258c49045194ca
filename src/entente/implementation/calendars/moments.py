"""A time that a text gives by one clock.

Pure. A text gives a time as a day, an hour and a zone, which stand in one line; who shows it says by whose clocks. Serves I2, I3.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from entente.kernel.calendar import zones
from entente.kernel.calendar.days import parse_day
from entente.kernel.errors import Refusal

LATER = "later"


def written(value: Mapping[str, Any]) -> str:
    """A time's parts in one line, as the text has them: 2018-11-26 09:00 Europe/London."""
    return " ".join([str(value["on"]), str(value["at"]), str(value["zone"]), *([LATER] if value.get("later") is True else [])])


def read(line: str) -> datetime | None:
    """The instant of such a line; None where it is no time of a calendar."""
    parts = line.split(" ")
    day = parse_day(parts[0])
    if len(parts) not in (3, 4) or day is None:
        return None
    try:
        return zones.instant(day, parts[1], parts[2], parts[3:] == [LATER])
    except Refusal:
        return None
