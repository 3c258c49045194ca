"""Invitations as another program reads them (icalendar), and against the demands of RFC 5546 on REQUEST and CANCEL."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from tests.implementation.calendars.test_calendar_file import BOTH, at, meeting, source

from entente.areas.consultations.records import Meeting
from entente.implementation.calendars.calendar_file import Event, event
from entente.implementation.papers.invitation import Guest, method, render_invitation
from entente.kernel.errors import Refusal

GUESTS = (Guest("GBR:MOD:plans", "plans@mod.example.org"), Guest('JPN:MOFA:"desk";x', "desk@mofa.example.jp"))
AGREED = meeting(starts=at("2018-10-29", "14:00"), ends=at("2018-10-29", "17:30"))


def made(*texts: Meeting, revision: int = 0, off: bool = False) -> Event:
    found = event(source(revision), list(texts), off)
    assert found is not None
    return found


def parsed(data: bytes) -> Calendar:
    assert all(len(line) <= 75 for line in data.split(b"\r\n")) and b"\n" not in data.replace(b"\r\n", b"")
    found = Calendar.from_ical(data)
    assert not found.errors
    return found


def strict(found: Calendar) -> None:
    """RFC 5546, sections 3.2.2 and 3.2.5: what REQUEST and CANCEL must and must not have; RFC 5545, 3.6.5: every zone named is there."""
    assert found["METHOD"] in ("REQUEST", "CANCEL") and found["VERSION"] == "2.0" and "PRODID" in found
    (one,) = found.walk("VEVENT")
    for name in ("DTSTAMP", "DTSTART", "ORGANIZER", "UID", "SUMMARY", "SEQUENCE", "ATTENDEE"):
        assert name in one, name
    assert not {"REQUEST-STATUS", "REPLY"} & set(one) and (one["STATUS"] == "CANCELLED") == (found["METHOD"] == "CANCEL")
    named = {part.params["TZID"] for key in ("DTSTART", "DTEND") if key in one and "TZID" in (part := one[key]).params}
    assert named <= {str(zone["TZID"]) for zone in found.walk("VTIMEZONE")}


def test_a_request_with_organiser_and_guests_in_both_zones() -> None:
    found = parsed(render_invitation(made(AGREED), "node@example.org", GUESTS, BOTH))
    strict(found)
    (one,) = found.walk("VEVENT")
    assert found["METHOD"] == "REQUEST" and str(one["ORGANIZER"]) == "mailto:node@example.org"
    assert [str(guest) for guest in one["ATTENDEE"]] == [f"mailto:{guest.address}" for guest in GUESTS]
    assert [guest.params["CN"] for guest in one["ATTENDEE"]] == ["GBR:MOD:plans", "JPN:MOFA:desk;x"]
    assert one["DTSTART"].dt == datetime(2018, 10, 29, 14, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
    assert {str(zone["TZID"]) for zone in found.walk("VTIMEZONE")} == {"Asia/Tokyo", "Europe/London"}


def test_a_change_keeps_its_uid_and_rises_and_a_cancellation_is_a_cancel() -> None:
    moved = meeting(starts=at("2018-10-30", "14:00"))
    off = meeting("CANCELLED", starts=at("2018-10-30", "14:00"))
    calendars = [
        parsed(render_invitation(one, "a@example.org", GUESTS, BOTH))
        for one in (made(AGREED), made(AGREED, moved, revision=1), made(AGREED, moved, off, revision=2))
    ]
    events = [one.walk("VEVENT")[0] for one in calendars]
    assert [one["METHOD"] for one in calendars] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [one["SEQUENCE"] for one in events] == [0, 1, 2] and len({str(one["UID"]) for one in events}) == 1
    for one in calendars:
        strict(one)
    assert method(made(AGREED, off=True, revision=1)) == "CANCEL"


def test_no_title_place_or_text_is_in_it() -> None:
    data = render_invitation(made(AGREED), "a@example.org", GUESTS, BOTH).decode()
    assert "secret" not in data and "秘密" not in data and "LOCATION" not in data


@pytest.mark.parametrize(
    "text",
    [meeting("PLANNED", window_from=date(2018, 10, 1), window_to=date(2018, 10, 5)), meeting("HELD", held_on=date(2018, 10, 1))],
)
def test_without_an_agreed_time_there_is_nothing_to_invite_to(text: Meeting) -> None:
    with pytest.raises(Refusal, match="CN9"):
        render_invitation(made(text), "a@example.org", GUESTS, BOTH)


@given(st.text(max_size=60), st.datetimes(datetime(2018, 1, 1), datetime(2020, 1, 1)))
def test_any_post_and_any_time_make_a_calendar_that_parses(post: str, when: datetime) -> None:
    text = meeting(starts=at(when.date().isoformat(), f"{when:%H:%M}", "Europe/London"))
    found = parsed(render_invitation(made(text), "a@example.org", [Guest(post, "b@example.org")], BOTH))
    (one,) = found.walk("VEVENT")
    assert str(one["ATTENDEE"]) == "mailto:b@example.org" and one["DTSTAMP"].dt == datetime(2018, 10, 2, 9, 0, tzinfo=UTC)
