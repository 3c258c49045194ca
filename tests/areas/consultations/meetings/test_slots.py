"""Finding a date: three slots that suit both calendars, and whose move it is."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.areas.consultations.histories import group, joint, meeting, on, own, state

from entente.areas.consultations.meetings.slots import OfficeHours, Wanted, propose_slots, slot_rules
from entente.areas.consultations.records import Moment, Slot, SlotAnswer, SlotOffer
from entente.kernel.calendar.public_holidays import workdays
from entente.kernel.errors import Refusal

HOURS = {"JPN": OfficeHours("Asia/Tokyo"), "GBR": OfficeHours("Europe/London")}
BOTH = workdays(("GBR", "JPN"))
OFFERED = date(2018, 10, 1)


def test_in_summer_the_last_hour_of_tokyo_is_the_first_of_london() -> None:
    found = propose_slots(BOTH, Wanted(date(2018, 7, 2), date(2018, 7, 31), HOURS, timedelta(hours=1)))
    assert len(found) == 3 and all(slot.inside for slot in found)
    assert {(f"{s.local['JPN'][0]:%H:%M}", f"{s.local['GBR'][0]:%H:%M}") for s in found} == {("17:00", "09:00")}
    assert date(2018, 7, 16) not in {slot.starts.date() for slot in found}  # Marine Day


def test_in_winter_there_is_no_common_hour_and_the_slot_says_who_stays_late() -> None:
    found = propose_slots(BOTH, Wanted(date(2018, 11, 19), date(2018, 11, 30), HOURS, timedelta(hours=1)))
    assert len(found) == 3 and not any(slot.inside for slot in found)
    assert all(sum(slot.outside.values(), timedelta()) == timedelta(hours=1) for slot in found)


def test_of_a_meeting_in_person_the_office_hours_of_its_place_alone_count() -> None:
    found = propose_slots(BOTH, Wanted(date(2018, 11, 19), date(2018, 11, 30), HOURS, at="GBR"))
    assert len(found) == 3 and all(slot.inside for slot in found)
    assert {f"{slot.local['GBR'][0]:%H:%M}" for slot in found} == {"10:00"} and {f"{s.local['JPN'][0]:%H:%M}" for s in found} == {"19:00"}
    assert date(2018, 11, 23) not in {slot.starts.date() for slot in found}  # a holiday in Tokyo


def test_ten_days_of_golden_week_leave_what_is_left() -> None:
    assert propose_slots(BOTH, Wanted(date(2019, 4, 27), date(2019, 5, 6), HOURS)) == ()
    assert len(propose_slots(BOTH, Wanted(date(2019, 4, 26), date(2019, 5, 7), HOURS))) == 2


def test_what_is_taken_is_not_offered() -> None:
    wanted = Wanted(date(2018, 7, 3), date(2018, 7, 3), HOURS, timedelta(hours=1))
    first = propose_slots(BOTH, wanted)[0]
    other = propose_slots(BOTH, wanted, [(first.starts, first.ends)])[0]
    assert other.starts >= first.ends or other.ends <= first.starts
    assert propose_slots(BOTH, wanted, [(datetime(2018, 7, 1, tzinfo=UTC), datetime(2018, 7, 9, tzinfo=UTC))]) == ()
    with pytest.raises(Refusal, match="CN1"):
        propose_slots(BOTH, Wanted(date(2018, 7, 4), date(2018, 7, 3), HOURS))


@given(st.dates(date(2016, 1, 1), date(2040, 1, 1)), st.integers(0, 20), st.integers(1, 8))
@settings(max_examples=15, deadline=None)
def test_every_slot_is_a_working_day_by_both_dates_in_the_window(first: date, length: int, halves: int) -> None:
    wanted = Wanted(first, first + timedelta(days=length), HOURS, timedelta(minutes=30 * halves))
    found = propose_slots(BOTH, wanted)
    assert len(found) <= 3 and list(found) == sorted(found, key=lambda slot: slot.starts)
    assert len({slot.starts.date() for slot in found}) == len(found)
    for slot in found:
        assert slot.ends - slot.starts == wanted.duration and slot.local["JPN"][0] == slot.local["GBR"][0] == slot.starts
        for calendar in BOTH.calendars:
            assert all(calendar.works(moment.date()) for moment in slot.local[calendar.party])
        assert slot.inside == all(
            h.opens <= a.time() and b.time() <= h.closes and b.time() != time(0) for (a, b), h in ((slot.local[p], HOURS[p]) for p in HOURS)
        )


def _slot(day: date) -> Slot:
    return Slot(Moment(day, "17:00", "Asia/Tokyo"), Moment(day, "18:00", "Asia/Tokyo"))


OFFER = own("slot-offer", "o", "JPN", (OFFERED, SlotOffer("s", "m", (_slot(date(2018, 11, 20)), _slot(date(2018, 11, 21))))))
PLANNED = joint("m", (date(2018, 9, 20), meeting(host="JPN")))


def test_the_host_offers_the_other_answers_and_the_host_goes_on() -> None:
    found = slot_rules(group(PLANNED, OFFER))
    assert state(found, date(2018, 9, 25), "meeting.date", move="JPN") == "to-offer"
    assert state(found, OFFERED, "meeting.date") is None
    assert state(found, date(2018, 10, 9), "slot-offer.answer", move="GBR") == "open"  # 8 October is a holiday in Japan
    assert state(found, date(2018, 10, 10), "slot-offer.answer", move="GBR") == "late"
    assert on(found, date(2018, 10, 1), "slot-offer.answer", move="JPN") == []
    yes = own("slot-answer", "a", "GBR", (date(2018, 10, 5), SlotAnswer("s", "m", "o", "ACCEPTED", 2)))
    found = slot_rules(group(PLANNED, OFFER, yes))
    assert state(found, date(2018, 10, 5), "slot-offer.answer") is None
    assert state(found, date(2018, 10, 5), "meeting.date", move="JPN") == "accepted"
    no = own("slot-answer", "a", "GBR", (date(2018, 10, 5), SlotAnswer("s", "m", "o", "NONE SUITS")))
    assert state(slot_rules(group(PLANNED, OFFER, no)), date(2018, 10, 5), "meeting.date", move="JPN") == "refused"


def test_a_slot_that_was_not_offered_is_pointed_out() -> None:
    third = own("slot-answer", "a", "GBR", (date(2018, 10, 5), SlotAnswer("s", "m", "o", "ACCEPTED", 3)))
    assert state(slot_rules(group(PLANNED, OFFER, third)), date(2018, 10, 5), "slot-answer.no-such-slot", "a") == "no-such-slot"


def test_times_offered_before_a_meeting_was_put_off_are_nobodys_to_answer() -> None:
    off = joint("m", (date(2018, 9, 20), meeting(host="JPN")), (date(2018, 10, 3), meeting(host="JPN", stage="POSTPONED")))
    found = slot_rules(group(off, OFFER))
    assert state(found, date(2018, 10, 5), "slot-offer.answer", move="GBR") is None
    assert state(found, date(2018, 10, 5), "meeting.date", move="JPN") == "to-offer"
    at = _slot(date(2018, 11, 20))
    agreed = (OFFERED, meeting(host="JPN", stage="DATE AGREED", starts=at.starts, ends=at.ends))
    same_day = joint("m", (date(2018, 9, 20), meeting(host="JPN")), agreed, (OFFERED, meeting(host="JPN", stage="POSTPONED")))
    assert state(slot_rules(group(same_day, OFFER)), OFFERED, "slot-offer.answer", move="GBR") is None, "its time was taken, and put off"
