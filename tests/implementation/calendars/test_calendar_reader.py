"""Calendars of other programs: read, or refused in words; never a guess, never an exception."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.implementation.calendars.test_calendar_file import BOTH
from tests.implementation.papers.test_invitation import AGREED, GUESTS, made

from entente.implementation.calendars.calendar_reader import MAX_BYTES, Invited, read_calendar
from entente.implementation.papers.invitation import render_invitation
from entente.kernel.errors import Refusal


def calendar(*lines: str, method: str = "") -> bytes:
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", *([f"METHOD:{method}"] if method else [])]
    return "\r\n".join([*head, "BEGIN:VEVENT", "UID:u@x", *lines, "END:VEVENT", "END:VCALENDAR", ""]).encode()


def one(*lines: str, method: str = "") -> Invited:
    (found,) = read_calendar(calendar(*lines, method=method)).meetings
    return found


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        ("DTSTART;TZID=Asia/Tokyo:20181029T140000", "DTEND;TZID=Asia/Tokyo:20181029T153000", "2018-10-29T05:00/06:30"),
        ("DTSTART;TZID=Tokyo Standard Time:20181029T140000", "DURATION:PT1H30M", "2018-10-29T05:00/06:30"),
        ('DTSTART;TZID="/freeassociation.sourceforge.net/Europe/London":20180701T090000', "DURATION:P0DT30M", "2018-07-01T08:00/08:30"),
        ("DTSTART:20181029T140000Z", "X-NONE:", "2018-10-29T14:00/15:00"),
    ],
)
def test_times_as_instants(starts: str, ends: str, expected: str) -> None:
    found = one(starts, ends)
    assert found.problem is None and found.starts is not None and found.ends is not None
    assert f"{found.starts:%Y-%m-%dT%H:%M}/{found.ends:%H:%M}" == expected and found.starts.tzinfo == UTC


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (("DTSTART:20181029T140000",), "names no zone"),
        (("DTSTART;TZID=Middle-earth:20181029T140000",), "No zone is called “Middle-earth”"),
        (("DTSTART;VALUE=DATE:20181029",), "whole days"),
        (("DTSTART;TZID=Europe/London:20180325T013000",), "does not exist on the clocks"),
        (("DTSTART:20181399T140000Z",), "does not exist"),
        (("DTSTART:soon",), "“soon” is not a time"),
        (("SUMMARY:x",), "names no beginning"),
        (("DTSTART:20181029T140000Z", "DTEND:20181029T130000Z"), "ends before it begins"),
        (("DTSTART:20181029T140000Z", "RRULE:FREQ=DAILY"), "It repeats"),
    ],
)
def test_what_cannot_be_read_is_named_in_both_languages(lines: tuple[str, ...], words: str) -> None:
    problem = one(*lines).problem
    assert problem is not None and words in problem["en"] and problem["ja"]


def test_answers_and_what_is_off() -> None:
    found = one('ATTENDEE;CN="A: b;c";PARTSTAT=ACCEPTED:MAILTO:A@Example.org', "SEQUENCE:3", "DTSTART:20181029T140000Z", method="REPLY")
    assert (found.answers, found.sequence, found.off) == ({"a@example.org": "ACCEPTED"}, 3, False)
    assert one("DTSTART:20181029T140000Z", method="CANCEL").off and one("STATUS:CANCELLED", "DTSTART:20181029T140000Z").off


def test_our_own_invitation_is_read_back() -> None:
    read = read_calendar(render_invitation(made(AGREED, revision=4), "n@example.org", GUESTS, BOTH))
    (found,) = read.meetings
    assert (read.method, found.sequence, found.problem) == ("REQUEST", 4, None) and set(found.answers) == {g.address for g in GUESTS}
    assert found.starts == datetime(2018, 10, 29, 5, 0, tzinfo=UTC) and found.ends == datetime(2018, 10, 29, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize("data", [b"", b"BEGIN:VCARD\r\nEND:VCARD", b"\xff\xfe\x00", b"x" * (MAX_BYTES + 1)])
def test_what_is_no_calendar_is_refused(data: bytes) -> None:
    with pytest.raises(Refusal, match="CF1"):
        read_calendar(data)


def test_too_many_meetings_are_refused() -> None:
    with pytest.raises(Refusal, match="at most 500"):
        read_calendar(b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\nEND:VEVENT\n" * 501 + b"END:VCALENDAR")


@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda data: data.decode("latin-1")))
def test_any_lines_are_read_or_refused(text: str) -> None:
    found = one(text)
    assert found.problem is not None or found.starts is not None


def test_the_files_of_other_programs_are_read_or_refused(shared_data: Path) -> None:
    read, refused = 0, 0
    with zipfile.ZipFile(shared_data / "calendars/icalendar-suite.zip") as suite:
        names = [name for name in suite.namelist() if name.endswith(".ics")]
        for name in names:
            try:
                for found in read_calendar(suite.read(name)).meetings:
                    assert (found.problem is None) == (found.starts is not None and found.ends is not None) or found.problem
                read += 1
            except Refusal as refusal:
                assert refusal.rule == "CF1" and refusal.words
                refused += 1
    assert read + refused == len(names) > 100 and read > refused
