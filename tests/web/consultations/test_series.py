"""Series: of two entries of one meeting the later goes, cancelled, and says where its meeting is kept."""

from __future__ import annotations

from datetime import date

import msgspec

from entente.areas.consultations.check import check_meeting
from entente.areas.consultations.occurrences import duplicates, entries
from entente.areas.consultations.records import Meeting, Title
from entente.kernel.area import Group, Linked, Revision
from entente.web.consultations.series import later, merged

SERIES = "s" * 64


def record(name: str, place: str, day: int, since: int) -> Linked:
    held = date(2017, 12, day)
    text = Meeting(SERIES, Title("Meeting"), "HELD", "IN PERSON", place=Title(place), held_on=held, outcome="NONE")
    return Linked(name * 64, "meeting", None, (Revision(text, "a" * 64, date(2018, 1, since)),), None)


def test_the_later_entry_is_cancelled_with_a_remark() -> None:
    london, greenwich = record("b", "London", 14, 5), record("a", "Greenwich", 15, 9)
    (pair,) = duplicates(entries(Group(SERIES, (greenwich, london), ("GBR", "JPN")), "meeting"))
    kept, gone = later(pair)
    assert (kept, gone) == ("b" * 64, "a" * 64)  # London stood first, whatever its number
    text = msgspec.convert(merged(greenwich.revisions[0].text, kept), Meeting)
    assert text.stage == "CANCELLED" and kept in (text.source or "") and text.held_on is None
    assert list(check_meeting(text, ("GBR", "JPN"))) == []
