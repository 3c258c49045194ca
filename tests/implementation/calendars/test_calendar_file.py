"""What calendars say, as another program reads it: icalendar, which is not what wrote them; clocks against the IANA database."""

from __future__ import annotations

import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from icalendar.cal.component import Component

from entente.areas.consultations.records import Meeting, Moment
from entente.implementation.calendars.calendar_file import Due, Event, Source, event, fold, render
from entente.kernel.bilingual import Title

TOKYO, LONDON = "Asia/Tokyo", "Europe/London"
BOTH = (LONDON, TOKYO)


def source(revision: int = 0, reference: str = "2+2 No. 3", record: str = "a" * 64 + ".0") -> Source:
    return Source(record, "chan", reference, "https://node.example/records/a/", revision, datetime(2018, 10, 2, 9, 0, tzinfo=UTC))


def meeting(stage: str = "DATE AGREED", **rest: object) -> Meeting:
    return Meeting("s" * 64 + ".0", Title("The secret title", "秘密の件名"), stage, "IN PERSON", **rest)  # type: ignore[arg-type]


def at(on: str, clock: str, zone: str = TOKYO, later: bool = False) -> Moment:
    return Moment(date.fromisoformat(on), clock, zone, later)


def only(entry: Event | Due | None) -> Component:
    """The one entry, read back."""
    assert entry is not None
    data = render("Entente GBR", [entry], BOTH)
    assert data.endswith(b"END:VCALENDAR\r\n") and b"\n" not in data.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    calendar = Calendar.from_ical(data)
    assert (calendar["VERSION"], str(calendar["NAME"])) == ("2.0", "Entente GBR") and not calendar.errors
    found = [part for part in calendar.walk() if part.name in ("VEVENT", "VTODO")]
    assert len(found) == 1 and not found[0].errors
    return found[0]


def test_a_meeting_with_its_times_in_both_zones() -> None:
    found = only(event(source(2), [meeting(starts=at("2018-10-15", "14:00"), ends=at("2018-10-15", "17:30"))]))
    assert found["DTSTART"].dt == datetime(2018, 10, 15, 14, 0, tzinfo=ZoneInfo(TOKYO))
    assert found["DTEND"].dt - found["DTSTART"].dt == timedelta(hours=3, minutes=30)
    assert (found["STATUS"], found["SUMMARY"], found["SEQUENCE"], found["CLASS"]) == ("CONFIRMED", "2+2 No. 3", 2, "PRIVATE")
    told = str(found["DESCRIPTION"]).split("\n")
    assert told == ["2018-10-15 14:00–17:30 Asia/Tokyo", "2018-10-15 06:00–09:30 Europe/London", "https://node.example/records/a/"]
    assert str(found["DTSTAMP"].dt) == "2018-10-02 09:00:00+00:00" and "TRANSP" not in found


def test_no_title_is_in_the_bytes() -> None:
    made = event(source(), [meeting(starts=at("2018-10-15", "14:00"), place=Title("A secret place"))])
    assert made is not None
    data = render("x", [made], BOTH).decode()
    assert "secret" not in data and "秘密" not in data


def test_a_window_is_tentative_days_to_and_with() -> None:
    found = only(event(source(), [meeting("PLANNED", window_from=date(2018, 10, 1), window_to=date(2018, 10, 5))]))
    assert (found["DTSTART"].dt, found["DTEND"].dt) == (date(2018, 10, 1), date(2018, 10, 6))
    assert (found["STATUS"], found["TRANSP"]) == ("TENTATIVE", "TRANSPARENT")
    half = only(event(source(), [meeting("PLANNED", window_to=date(2018, 10, 5))]))
    assert (half["DTSTART"].dt, half["DTEND"].dt) == (date(2018, 10, 5), date(2018, 10, 6))


def test_one_that_was_held_is_on_its_day() -> None:
    found = only(event(source(), [meeting("HELD", held_on=date(2017, 12, 14))]))
    assert (found["DTSTART"].dt, found["DTEND"].dt, found["STATUS"]) == (date(2017, 12, 14), date(2017, 12, 15), "CONFIRMED")


@pytest.mark.parametrize("stage", ["POSTPONED", "CANCELLED"])
def test_one_that_is_off_keeps_its_uid_and_its_days(stage: str) -> None:
    before = meeting(starts=at("2018-10-15", "14:00"))
    agreed, off = only(event(source(0), [before])), only(event(source(1), [before, meeting(stage)]))
    assert (off["STATUS"], off["UID"], off["DTSTART"].dt) == ("CANCELLED", agreed["UID"], agreed["DTSTART"].dt)
    assert off["SEQUENCE"] == agreed["SEQUENCE"] + 1
    withdrawn = only(event(source(1), [before], off=True))
    assert withdrawn["STATUS"] == "CANCELLED"


def test_one_that_never_had_a_day_is_not_there() -> None:
    assert event(source(), [meeting("PLANNED")]) is None and event(source(), []) is None


def test_the_hour_that_comes_twice_and_the_one_that_never_comes() -> None:
    first = only(event(source(), [meeting(starts=at("2018-10-28", "01:30", LONDON))]))
    second = only(event(source(), [meeting(starts=at("2018-10-28", "01:30", LONDON, later=True))]))
    assert first["DTSTART"].dt.astimezone(UTC).hour == 0 and second["DTSTART"].dt == datetime(2018, 10, 28, 1, 30, tzinfo=UTC)
    skipped = only(event(source(), [meeting(starts=at("2018-03-25", "01:30", LONDON))]))
    assert skipped["DTSTART"].dt == datetime(2018, 3, 25, 1, 30, tzinfo=UTC)


def test_an_end_that_is_no_later_is_left_out() -> None:
    assert "DTEND" not in only(event(source(), [meeting(starts=at("2018-10-15", "14:00"), ends=at("2018-10-15", "05:00", LONDON))]))


def test_what_is_owed_by_a_day() -> None:
    found = only(Due(source(reference="GBR-M-2018-006"), "measure.report", date(2018, 10, 31)))
    assert (found.name, found["DUE"].dt, found["SUMMARY"], found["STATUS"]) == (
        "VTODO", date(2018, 10, 31), "GBR-M-2018-006", "NEEDS-ACTION",
    )  # fmt: skip
    other = only(Due(source(), "action.open", date(2018, 10, 31)))
    assert found["UID"] != other["UID"]


@pytest.mark.parametrize("named", ["Europe/London", "Asia/Tokyo", "Australia/Sydney", "America/New_York", "Australia/Lord_Howe"])
def test_the_clocks_of_a_zone_are_those_of_the_database(named: str) -> None:
    made = event(source(), [meeting(starts=at("2018-06-15", "14:00", named), ends=at("2019-02-15", "14:00", named))])
    assert made is not None
    (zone,) = [part for part in Calendar.from_ical(render("x", [made], [named])).walk() if part.name == "VTIMEZONE"]
    changes = [(part["DTSTART"].dt, part["TZOFFSETFROM"].td, part["TZOFFSETTO"].td) for part in zone.subcomponents]
    database = ZoneInfo(named)
    for hour in range(365 * 24 * 2):
        moment = datetime(2018, 1, 1, tzinfo=UTC) + timedelta(hours=hour)
        offset = max((start - old, new) for start, old, new in changes if (start - old).replace(tzinfo=UTC) <= moment)[1]
        assert offset == moment.astimezone(database).utcoffset(), moment


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"))))
def test_any_reference_survives(reference: str) -> None:
    assert str(only(Due(source(reference=reference), "x", date(2018, 1, 1)))["SUMMARY"]) == reference


def test_lines_of_other_programs_survive_folding(shared_data: Path) -> None:
    with zipfile.ZipFile(shared_data / "calendars/icalendar-suite.zip") as suite:
        texts = [suite.read(name).decode(errors="replace") for name in suite.namelist() if name.endswith(".ics")]
    lines = [line for text in texts for line in text.replace("\r\n ", "").replace("\n ", "").splitlines()]
    assert len(texts) > 100 and max(len(line.encode()) for line in lines) > 300
    for line in lines:
        folded = fold(line)
        assert folded.replace("\r\n ", "").removesuffix("\r\n") == line
        assert all(len(part.encode()) <= 75 for part in folded.removesuffix("\r\n").split("\r\n"))
