"""A time that is taken: only the very text of the meeting at an offered time is agreed to beforehand."""

from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec
from tests.areas.consultations.histories import meeting

from entente.areas.consultations.meetings.offered import at_slot, on_the_table, stands, taken
from entente.areas.consultations.records import Moment, Slot, SlotOffer

PLANNED = meeting(stage="PLANNED")
SLOTS = tuple(Slot(Moment(date(2019, 4, day), "09:00", "Asia/Tokyo"), Moment(date(2019, 4, day), "11:00", "Asia/Tokyo")) for day in (2, 9))
OFFER = SlotOffer("s", "m", SLOTS, date(2019, 3, 25))


def test_the_meeting_at_an_offered_time_takes_it_and_nothing_else_does() -> None:
    second = at_slot(PLANNED, SLOTS[1])
    assert second.stage == "DATE AGREED" and second.title == PLANNED.title and taken(OFFER, PLANNED, second) == 2
    assert on_the_table([("a", SlotOffer("s", "m", SLOTS[:1])), ("b", OFFER)], PLANNED, second) == ("b", 2)
    assert taken(OFFER, PLANNED, msgspec.structs.replace(second, mode="VTC")) is None, "another way to meet was not offered"
    assert taken(OFFER, PLANNED, msgspec.structs.replace(second, ends=SLOTS[0].ends)) is None
    assert taken(OFFER, PLANNED, PLANNED) is None and on_the_table([], PLANNED, second) is None
    assert taken(OFFER, msgspec.structs.replace(second, stage="AGENDA AGREED"), second) is None, "a date is agreed already"


def test_an_offer_stands_to_its_last_day_and_while_its_time_lies_ahead() -> None:
    assert stands(OFFER, 1, datetime(2019, 3, 25, 23, 59, tzinfo=UTC)) and not stands(OFFER, 1, datetime(2019, 3, 26, tzinfo=UTC))
    open_end = SlotOffer("s", "m", SLOTS)
    assert stands(open_end, 1, datetime(2019, 4, 1, 23, 59, tzinfo=UTC)) and not stands(open_end, 1, datetime(2019, 4, 2, tzinfo=UTC))
    skipped = Slot(Moment(date(2019, 3, 31), "01:30", "Europe/London"), Moment(date(2019, 3, 31), "02:30", "Europe/London"))
    assert not stands(SlotOffer("s", "m", (skipped,)), 1, datetime(2019, 3, 1, tzinfo=UTC)), "an hour that no clock shows"
