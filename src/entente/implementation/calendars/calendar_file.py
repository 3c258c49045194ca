"""Calendars for other programs (iCalendar, RFC 5545): when something is, its reference and a link; never a title or a text.

Pure. A meeting is a VEVENT, what is owed by a day is a VTODO. UIDs stay and SEQUENCE rises, so that a change replaces what it changes, and
a meeting that is off says so (RFC 5546, section 2.1.4). Times stand in the zone in which they were agreed, every zone that is named has
its VTIMEZONE, and each meeting's description gives its times in all of them. Serves I2, I3, I4 and I5.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from entente.areas.consultations.records import AHEAD_STAGES, HELD_STAGES, Meeting, Moment
from entente.kernel.calendar import zones
from entente.kernel.errors import Refusal

Status = Literal["TENTATIVE", "CONFIRMED", "CANCELLED"]

LINE = 75
"""The most octets that a line may have, its end not counted (RFC 5545, section 3.1)."""


@dataclass(frozen=True, slots=True)
class Source:
    """What an entry is about: the record and its channel, how it is referred to, its page, how often it was revised and when last."""

    record: str
    channel: str
    reference: str
    link: str
    revision: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Event:
    """A meeting: from `starts` to `ends` (days: to and with), as wall times in their zone; `ends` None where it is not agreed."""

    source: Source
    status: Status
    starts: Moment | date
    ends: Moment | date | None


@dataclass(frozen=True, slots=True)
class Due:
    """Something owed by the end of a day; `rule` is the code of what is owed, so that two on one record are two."""

    source: Source
    rule: str
    due_on: date


def event(source: Source, texts: Sequence[Meeting], off: bool = False) -> Event | None:
    """A meeting as its newest text has it; None where no text ever named a day. One that is off keeps the days that it last had."""
    dated = next((text for text in reversed(texts) if _span(text) is not None), None)
    span = _span(dated) if dated is not None else None
    if span is None:
        return None
    now = texts[-1]
    if off or now.stage not in AHEAD_STAGES | HELD_STAGES:
        return Event(source, "CANCELLED", *span)
    agreed = now.stage != "PLANNED" and _span(now) is not None
    return Event(source, "CONFIRMED" if agreed else "TENTATIVE", *span)


def render(name: str, entries: Iterable[Event | Due], shown: Sequence[str]) -> bytes:
    """A calendar of that name; `shown` are the zones in which every time is told."""
    given = sorted(entries, key=lambda entry: (entry.source.record, entry.rule if isinstance(entry, Due) else ""))
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Entente//Calendar//EN", "CALSCALE:GREGORIAN"]
    lines += [f"NAME:{_escape(name)}", f"X-WR-CALNAME:{_escape(name)}", "REFRESH-INTERVAL;VALUE=DURATION:PT1H"]
    lines += clocks(given, shown)
    for entry in given:
        lines += event_lines(entry, shown) if isinstance(entry, Event) else _due(entry)
    return "".join(fold(line) for line in [*lines, "END:VCALENDAR"]).encode()


def clocks(entries: Iterable[Event | Due], shown: Sequence[str]) -> list[str]:
    """The VTIMEZONE of every zone that events name or times are told in; none where no event has a time of day."""
    events = [entry for entry in entries if isinstance(entry, Event)]
    moments = [moment for entry in events for moment in (entry.starts, entry.ends) if isinstance(moment, Moment)]
    lines: list[str] = []
    if moments:
        years = {moment.on.year for moment in moments}
        for named in sorted({moment.zone for moment in moments} | set(shown)):
            lines += _zone(named, min(years), max(years))
    return lines


def fold(line: str) -> str:
    """A content line as it is written: at most 75 octets a line, no character torn, each continued with a blank."""
    parts, room = [""], LINE
    for character in line:
        size = len(character.encode())
        if size > room:
            parts.append("")
            room = LINE - 1
        parts[-1] += character
        room -= size
    return "\r\n ".join(parts) + "\r\n"


def _span(text: Meeting) -> tuple[Moment | date, Moment | date | None] | None:
    """When a text says that the meeting is: its agreed times, the day on which it was held, or the days in question."""
    if text.starts is not None:
        return text.starts, text.ends
    if text.held_on is not None:
        return text.held_on, text.held_on
    first, last = text.window_from or text.window_to, text.window_to or text.window_from
    return (first, last) if first is not None else None


def event_lines(entry: Event, shown: Sequence[str]) -> Iterator[str]:
    """A meeting as the content lines of a VEVENT, not yet folded."""
    source = entry.source
    yield from ("BEGIN:VEVENT", f"UID:{source.record}@{source.channel}", *_source(source))
    yield _start("DTSTART", entry.starts)
    if isinstance(entry.ends, Moment) and _utc(entry.starts) < _utc(entry.ends):
        yield _start("DTEND", entry.ends)
    elif isinstance(entry.ends, date) and entry.ends < date.max:
        yield _start("DTEND", max(entry.ends, _day(entry.starts)) + timedelta(days=1))
    yield f"STATUS:{entry.status}"
    if entry.status != "CONFIRMED" or not isinstance(entry.starts, Moment):
        yield "TRANSP:TRANSPARENT"
    told = [*_told(entry, shown), source.link]
    yield f"DESCRIPTION:{_escape(chr(10).join(told))}"
    yield "END:VEVENT"


def _due(entry: Due) -> Iterator[str]:
    source = entry.source
    yield from ("BEGIN:VTODO", f"UID:{source.record}.{entry.rule}@{source.channel}", *_source(source))
    yield from (_start("DUE", entry.due_on), "STATUS:NEEDS-ACTION", f"DESCRIPTION:{_escape(source.link)}", "END:VTODO")


def _source(source: Source) -> Iterator[str]:
    stamp = f"{source.changed_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield from (f"DTSTAMP:{stamp}", f"LAST-MODIFIED:{stamp}", f"SEQUENCE:{source.revision}")
    yield from (f"SUMMARY:{_escape(source.reference)}", f"URL:{source.link}", "CLASS:PRIVATE")


def _start(name: str, when: Moment | date) -> str:
    """A property with a time. The second of two equal hours can only be told in UTC: in its zone the first is meant (section 3.3.5)."""
    if isinstance(when, date):
        return f"{name};VALUE=DATE:{when:%Y%m%d}"
    if when.later or not _exists(when):
        return f"{name}:{_utc(when):%Y%m%dT%H%M%SZ}"
    return f"{name};TZID={when.zone}:{when.on:%Y%m%d}T{when.at.replace(':', '')}00"


def _exists(when: Moment) -> bool:
    try:
        zones.instant(when.on, when.at, when.zone, when.later)
    except Refusal:
        return False
    return True


def _utc(when: Moment | date) -> datetime:
    """The instant of a wall time; of one that its clocks skip, and of a day, the same figures read as UTC."""
    if isinstance(when, Moment) and _exists(when):
        return zones.instant(when.on, when.at, when.zone, when.later)
    at = when.at if isinstance(when, Moment) else "00:00"
    return datetime.fromisoformat(f"{_day(when).isoformat()}T{at}:00+00:00")


def _day(when: Moment | date) -> date:
    return when.on if isinstance(when, Moment) else when


def _told(entry: Event, shown: Sequence[str]) -> Iterator[str]:
    """The meeting's times in every zone, one a line: figures alone, since who reads it may read either language."""
    if not isinstance(entry.starts, Moment):
        return
    ends = entry.ends if isinstance(entry.ends, Moment) else None
    for named in dict.fromkeys([entry.starts.zone, *shown]):
        first = zones.local(_utc(entry.starts), named)
        last = zones.local(_utc(ends), named) if ends is not None else None
        until = "" if last is None else f"–{last:%H:%M}" if last.date() == first.date() else f" – {last:%Y-%m-%d %H:%M}"
        yield f"{first:%Y-%m-%d %H:%M}{until} {named}"


def _zone(named: str, first: int, last: int) -> Iterator[str]:
    """A zone's clocks from a year before the first to a year after the last: each change as its own observance (section 3.6.5)."""
    hour = datetime(max(first - 1, 2), 1, 1, tzinfo=UTC)
    before = zones.local(hour, named)
    yield from ("BEGIN:VTIMEZONE", f"TZID:{named}", *_observance(before, before))
    for _ in range((datetime(min(last + 2, 9998), 1, 1, tzinfo=UTC) - hour) // timedelta(days=1)):
        after = zones.local(hour + timedelta(days=1), named)
        if after.utcoffset() != before.utcoffset():
            yield from _observance(before, _change(hour, named))
        hour, before = hour + timedelta(days=1), after
    yield "END:VTIMEZONE"


def _change(hour: datetime, named: str) -> datetime:
    """The first quarter of an hour after a change within a day; clocks are changed on quarters."""
    quarters = (zones.local(hour + timedelta(minutes=15 * n), named) for n in range(1, 97))
    return next(quarter for quarter in quarters if quarter.utcoffset() != zones.local(hour, named).utcoffset())


def _observance(before: datetime, after: datetime) -> Iterator[str]:
    """One observance; it begins at the wall time of the clocks as they were."""
    old, new = before.utcoffset() or timedelta(), after.utcoffset() or timedelta()
    kind = "DAYLIGHT" if after.dst() else "STANDARD"
    starts = after.replace(tzinfo=None) - new + old
    yield from (f"BEGIN:{kind}", f"DTSTART:{starts:%Y%m%dT%H%M%S}", f"TZOFFSETFROM:{_offset(old)}", f"TZOFFSETTO:{_offset(new)}")
    yield from (f"TZNAME:{after.tzname()}", f"END:{kind}")


def _offset(delta: timedelta) -> str:
    minutes = delta // timedelta(minutes=1)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", r"\;").replace(",", r"\,").replace("\r", "").replace("\n", r"\n")
