"""Meetings: days off, cut-off, minutes, read-outs, an unrecorded day, a revision in one language."""

from __future__ import annotations

from datetime import date

from tests.areas.consultations.histories import figures, group, joint, meeting, on, own, state

from entente.areas.consultations.meetings.decided import changed_in_one_language
from entente.areas.consultations.meetings.rules import agenda_by, cut_off, meeting_rules
from entente.areas.consultations.papers import Agenda, AgendaItem, Decision, Minutes, Paragraph, ReadOut
from entente.areas.consultations.records import Meeting, Moment
from entente.kernel.bilingual import Prose, Title
from entente.kernel.calendar.public_holidays import workdays

AGREED = date(2018, 9, 3)


def planned(day: date, **changed: object) -> Meeting:
    return meeting(stage="DATE AGREED", starts=Moment(day, "09:00", "Asia/Tokyo"), host="JPN", **changed)


def minutes(en: str = "One.", ja: str = "一。") -> Minutes:
    return Minutes("s", "m", (Paragraph(1, en, ja), Paragraph(2, "Two.", "二。", None, (Decision(1, "Do it.", "実施する。"),))))


def test_a_meeting_on_a_holiday_of_either_side_is_pointed_out_with_its_name() -> None:
    found = meeting_rules(group(joint("m", (AGREED, planned(date(2018, 11, 23))))))
    day_off = [i for i in found if i.code == "meeting.day-off"]
    assert [(i.state, i.starts, i.ends) for i in day_off] == [("holiday", AGREED, date(2018, 11, 24))]
    assert "Labor Thanksgiving Day" in day_off[0].reason["en"] and "勤労感謝の日" in day_off[0].reason["ja"]
    english = meeting_rules(group(joint("m", (AGREED, planned(date(2018, 12, 26))))))
    assert "GBR" in next(i.reason["en"] for i in english if i.code == "meeting.day-off")
    sunday = meeting_rules(group(joint("m", (AGREED, planned(date(2018, 11, 25))))))
    assert {i.state for i in sunday if i.code == "meeting.day-off"} == {"weekend"}
    plain = meeting_rules(group(joint("m", (AGREED, planned(date(2018, 11, 22))))))
    assert not [i for i in plain if i.code == "meeting.day-off"]
    unknown = meeting_rules(group(joint("m", (AGREED, planned(date(2018, 11, 23)))), parties=("GBR", "XYZ")))
    assert not [i for i in unknown if i.code in ("meeting.day-off", "meeting.cut-off")]


def test_reports_are_cut_off_fifteen_joint_working_days_before() -> None:
    both = workdays(("GBR", "JPN"))
    assert cut_off(date(2018, 11, 22), both) == date(2018, 11, 1)
    assert cut_off(date(2019, 5, 14), both) == date(2019, 4, 11)  # Golden Week of ten days, Easter and May Day lie between
    assert cut_off(date(2010, 1, 5), both) is None
    found = meeting_rules(group(joint("m", (AGREED, planned(date(2018, 11, 22))))))
    assert state(found, date(2018, 11, 1), "meeting.cut-off") == "open" and state(found, date(2018, 11, 2), "meeting.cut-off") == "passed"
    assert "holidays" in next(i.reason["en"] for i in found if i.code == "meeting.cut-off")


def test_an_agreed_day_that_passed_without_a_word_waits_for_the_host() -> None:
    told = group(joint("m", (AGREED, planned(date(2018, 11, 22)))))
    assert state(meeting_rules(told), date(2018, 11, 22), "meeting.unrecorded") is None
    assert state(meeting_rules(told), date(2018, 11, 23), "meeting.unrecorded", move="JPN") == "date-passed"
    held = group(joint("m", (AGREED, planned(date(2018, 11, 22))), (date(2018, 11, 25), meeting(date(2018, 11, 22)))))
    assert not [i for i in meeting_rules(held) if i.code == "meeting.unrecorded"]


def test_both_sides_owe_an_agenda_ten_joint_working_days_before_the_meeting() -> None:
    told = joint("m", (AGREED, planned(date(2018, 11, 22))))
    found = meeting_rules(group(told))
    for party in ("GBR", "JPN"):
        assert state(found, AGREED, "meeting.agenda", move=party) == "open"
        assert state(found, date(2018, 11, 8), "meeting.agenda", move=party) == "open"
        assert state(found, date(2018, 11, 9), "meeting.agenda", move=party) == "late"
        assert state(found, date(2018, 11, 23), "meeting.agenda", move=party) is None, "the day has passed"
    assert "8 November 2018" in next(i.reason["en"] for i in found if i.code == "meeting.agenda")
    agenda = own("agenda", "a", None, (date(2018, 10, 1), Agenda("s", "m", (AgendaItem(1, Title("Plan", "計画")),))))
    agreed = meeting_rules(group(told, agenda))
    assert state(agreed, date(2018, 9, 30), "meeting.agenda", move="GBR") == "open"
    assert state(agreed, date(2018, 10, 1), "meeting.agenda", move="GBR") is None


def test_an_agenda_of_a_meeting_at_short_notice_is_owed_at_once_and_unknown_holidays_are_not_guessed() -> None:
    short = meeting_rules(group(joint("m", (date(2018, 11, 20), planned(date(2018, 11, 22))))))
    assert state(short, date(2018, 11, 20), "meeting.agenda", move="JPN") == "open"
    assert state(short, date(2018, 11, 21), "meeting.agenda", move="JPN") == "late"
    assert agenda_by(date(2018, 11, 22), None) == date(2018, 11, 12)
    assert agenda_by(date(1, 1, 3), None) == date(1, 1, 1), "held at the beginning of the calendar"
    assert agenda_by(date(2010, 1, 5), workdays(("GBR", "JPN"))) == date(2009, 12, 26), "where the calendars do not reach"


def test_minutes_are_owed_for_twenty_days_and_their_time_is_counted() -> None:
    met = meeting(date(2018, 11, 22), host="JPN")
    owed = meeting_rules(group(joint("m", (date(2018, 11, 23), met))))
    assert state(owed, date(2018, 12, 12), "meeting.minutes", move="JPN") == "open"
    assert state(owed, date(2018, 12, 13), "meeting.minutes", move="JPN") == "late"
    assert state(owed, date(2018, 12, 12), "meeting.minutes", move="GBR") == "open", "both secretariats see it"
    agreed = own("minutes", "n", None, (date(2018, 12, 15), minutes()))
    found = meeting_rules(group(joint("m", (date(2018, 11, 23), met)), agreed))
    assert state(found, date(2018, 12, 15), "meeting.minutes") is None
    assert figures(found, "meeting.days-to-minutes") == [(date(2018, 12, 15), 23, 1)]
    without = meeting_rules(group(joint("m", (date(2018, 11, 23), meeting(date(2018, 11, 22), outcome="NONE")))))
    assert not [i for i in without if i.code == "meeting.minutes"]


def test_minutes_changed_in_one_language_only_are_pointed_out() -> None:
    assert changed_in_one_language(minutes(), minutes(en="Other.")) == {"en": (1,)}
    assert changed_in_one_language(minutes(), minutes(en="Other.", ja="他。")) == {}
    told = own("minutes", "n", None, (date(2018, 12, 1), minutes()), (date(2018, 12, 5), minutes(ja="変更。")))
    found = meeting_rules(group(joint("m", (date(2018, 11, 23), meeting(date(2018, 11, 22)))), told))
    assert state(found, date(2018, 12, 4), "minutes.one-language") is None
    assert state(found, date(2018, 12, 5), "minutes.one-language", record="n") == "ja-only"


def test_read_outs_are_of_one_side_or_of_all() -> None:
    told = [
        own("read-out", f"o{n}", party, (date(2018, 11, 23 + n), ReadOut("s", "m", Prose("Good."))))
        for n, party in enumerate(("JPN", "GBR"))
    ]
    found = meeting_rules(group(joint("m", (date(2018, 11, 23), meeting(date(2018, 11, 22)))), *told))
    assert [state(found, date(2018, 11, day), "meeting.read-outs") for day in (22, 23, 24)] == [None, "one-side", "all-sides"]


def test_a_meeting_filed_under_another_series_is_none_of_ours() -> None:
    assert (
        on(meeting_rules(group(joint("m", (AGREED, planned(date(2018, 11, 23), series="other"))))), date(2018, 10, 1), "meeting.day-off")
        == []
    )
