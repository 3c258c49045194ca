"""The calendar within what was dropped."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from entente.kernel.errors import Refusal
from entente.node.files.calendar_part import calendar_of

ICS = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


def test_a_calendar_file_and_a_mail_that_carries_one() -> None:
    message = EmailMessage()
    message.set_content("See below.")
    message.add_alternative(ICS.decode(), subtype="calendar", params={"method": "REPLY"})
    assert calendar_of("A.ICS", ICS) == ICS
    assert calendar_of("re.eml", bytes(message)).split() == ICS.split()


@pytest.mark.parametrize(("name", "data"), [("a.eml", b"From: a\n\nNo calendar."), ("a.pdf", ICS), ("a", ICS)])
def test_what_carries_none_is_refused(name: str, data: bytes) -> None:
    with pytest.raises(Refusal, match="CF1"):
        calendar_of(name, data)
