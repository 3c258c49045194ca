"""Calendar files of other programs (iCalendar, RFC 5545 and 5546): when their meetings are, and who has answered an invitation.

Pure. Reads what is needed of a VEVENT and leaves the rest alone; what cannot be read is named in words, never guessed at: a time without
a zone, a zone that nobody knows, whole days, repetitions. Rule CF1: a file that is no calendar, or too large. Serves I2.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from entente.kernel.area import Words
from entente.kernel.calendar import zones
from entente.kernel.errors import Refusal

MAX_BYTES = 2_000_000
MAX_EVENTS = 500
LONGEST = timedelta(days=14)

WINDOWS: Mapping[str, str] = {
    "Tokyo Standard Time": "Asia/Tokyo", "GMT Standard Time": "Europe/London", "W. Europe Standard Time": "Europe/Berlin",
    "Romance Standard Time": "Europe/Paris", "Eastern Standard Time": "America/New_York", "AUS Eastern Standard Time": "Australia/Sydney",
    "Korea Standard Time": "Asia/Seoul", "India Standard Time": "Asia/Kolkata", "UTC": "UTC",
}  # fmt: skip
"""Zones by the names that Outlook gives them (Unicode CLDR, windowsZones)."""

_PROPERTY = re.compile(r'([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)*):(.*)', re.DOTALL)
_PARAMETER = re.compile(r';([A-Za-z0-9-]+)=("[^"]*"|[^";:,]*)')
_TIME = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?")
_DURATION = re.compile(r"\+?P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,6})S)?)?")
Line = tuple[str, dict[str, str], str]


@dataclass(frozen=True, slots=True)
class Invited:
    """One meeting of a file: its times as instants, or the problem with them; who answered what, by address in small letters."""

    uid: str
    sequence: int
    off: bool
    starts: datetime | None
    ends: datetime | None
    problem: Words | None
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Read:
    """A file: its METHOD ("" for none) and its meetings."""

    method: str
    meetings: tuple[Invited, ...]


def read_calendar(data: bytes) -> Read:
    """The meetings of a file; refuses (CF1) what is too large or no calendar."""
    if len(data) > MAX_BYTES:
        raise Refusal("file-too-large", "CF1", f"A calendar file of at most {MAX_BYTES:,} bytes is read; this one has {len(data):,}.")
    lines = list(_lines(data))
    if not any(name == "BEGIN" and value.upper() == "VCALENDAR" for name, _parameters, value in lines):
        raise Refusal("no-calendar", "CF1", "This is not a calendar file.")
    method = next((value.upper() for name, _parameters, value in lines if name == "METHOD"), "")
    events = list(_events(lines))
    if len(events) > MAX_EVENTS:
        raise Refusal("file-too-large", "CF1", f"This calendar holds {len(events):,} meetings; at most {MAX_EVENTS} are read.")
    return Read(method, tuple(_meeting(event, method) for event in events))


def _lines(data: bytes) -> Iterator[Line]:
    """Content lines, unfolded; what is none is left out."""
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    for line in re.sub(r"\n[ \t]", "", text).split("\n"):
        match = _PROPERTY.fullmatch(line)
        if match is not None:
            parameters = {name.upper(): value.strip('"') for name, value in _PARAMETER.findall(match[2])}
            yield match[1].upper(), parameters, match[3].strip()


def _events(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """The lines of each VEVENT, without those of components within it."""
    open_: list[str] = []
    event: list[Line] = []
    for name, parameters, value in lines:
        if name == "BEGIN":
            open_.append(value.upper())
            if open_[-1] == "VEVENT":
                event = []
        elif name == "END":
            if open_ and open_[-1] == "VEVENT" == value.upper():
                yield event
            if open_:
                open_.pop()
        elif open_ and open_[-1] == "VEVENT":
            event.append((name, parameters, value))


def _meeting(lines: list[Line], method: str) -> Invited:
    first: dict[str, Line] = {}
    for line in lines:
        first.setdefault(line[0], line)

    def value(name: str) -> str:
        return first[name][2] if name in first else ""

    answers = {
        text[len("mailto:") :].strip().lower(): parameters.get("PARTSTAT", "NEEDS-ACTION").upper()
        for name, parameters, text in lines
        if name == "ATTENDEE" and text.lower().startswith("mailto:")
    }
    sequence = int(value("SEQUENCE")) if value("SEQUENCE").isascii() and value("SEQUENCE").isdigit() and len(value("SEQUENCE")) < 9 else 0
    starts, problem = _instant(first.get("DTSTART"))
    ends: datetime | None = None
    if starts is not None:
        ends, problem = _end(starts, first)
    if problem is None and ("RRULE" in first or "RDATE" in first):
        problem = {"en": "It repeats; only single meetings are proposed.", "ja": "繰返しの予定であり、単独の会合ではありません。"}
    off = method == "CANCEL" or value("STATUS").upper() == "CANCELLED"
    return Invited(value("UID")[:500], sequence, off, starts, ends, problem, answers)


def _instant(line: Line | None) -> tuple[datetime | None, Words | None]:
    """A property with a time as an instant, or why it is none."""
    if line is None:
        return None, {"en": "It names no beginning.", "ja": "開始時刻の記載がありません。"}
    _name, parameters, text = line
    match = _TIME.fullmatch(text)
    shown = text[:40]
    if match is None:
        return None, {"en": f"“{shown}” is not a time.", "ja": f"「{shown}」は時刻として読み取れません。"}
    if match[4] is None:
        return None, {"en": "It takes whole days and names no time of day.", "ja": "終日の予定であり、時刻の記載がありません。"}
    zone = "UTC" if match[7] else _zone(parameters.get("TZID", ""))
    if not zone:
        named = parameters.get("TZID", "")[:60]
        if not named:
            return None, {"en": "Its time names no zone, so nobody knows when it is.", "ja": "時間帯の指定がなく、時刻を特定できません。"}
        return None, {"en": f"No zone is called “{named}” here.", "ja": f"時間帯「{named}」はこのノードに登録されていません。"}
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
        return zones.instant(day, f"{match[4]}:{match[5]}", zone), None
    except (ValueError, Refusal):
        return None, {"en": f"“{shown}” does not exist on the clocks of {zone}.", "ja": f"「{shown}」は、{zone}の時計に存在しません。"}


def _zone(named: str) -> str:
    """The IANA name of a zone as programs name it; empty for one that is not known."""
    parts = named.strip("/").split("/")
    for name in (named, "/".join(parts[-2:]), "/".join(parts[-3:]), WINDOWS.get(named, "")):
        try:
            if name and zones.zone(name):
                return name
        except Refusal:
            continue
    return ""


def _end(starts: datetime, first: Mapping[str, Line]) -> tuple[datetime | None, Words | None]:
    if "DTEND" in first:
        ends, problem = _instant(first["DTEND"])
        if ends is None:
            return None, problem
    else:
        match = _DURATION.fullmatch(first["DURATION"][2]) if "DURATION" in first else None
        weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups()) if match is not None else (0, 0, 1, 0, 0)
        ends = starts + timedelta(weeks=min(weeks, 99), days=min(days, 999), hours=hours, minutes=minutes, seconds=seconds)
    if not starts < ends <= starts + LONGEST:
        return None, {"en": "It ends before it begins, or takes longer than a fortnight.", "ja": "終了が開始以前か、2週間を超えています。"}
    return ends.astimezone(UTC), None
