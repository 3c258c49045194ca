"""Meetings counted once: two secretariats, corrections, withdrawals, a meeting counted for another series."""

from __future__ import annotations

from datetime import date

from tests.areas.consultations.histories import ENTERED, group, held, joint, meeting, public_record, series

from entente.areas.consultations import sample
from entente.areas.consultations.meetings.rules import meeting_rules
from entente.areas.consultations.records import MeetingCount
from entente.areas.consultations.series.clock import series_rules
from entente.areas.consultations.series.occurrences import duplicates, entries, likeness
from entente.areas.consultations.series.occurrences import held as took_place
from entente.kernel.bilingual import Title

THIRD = sample.meeting(sample.PUBLIC_RECORD[2], "s")


def test_london_and_greenwich_are_one_meeting() -> None:
    """The Japanese side enters the third 2+2 in London, a day later by its own clock."""
    ours = meeting(date(2017, 12, 15), ordinal=3, place=Title("London", "ロンドン"))
    told = public_record(joint("x", (ENTERED, ours)))
    assert [m.day for m in took_place(told)] == [m.day for m in took_place(public_record())]
    pairs = duplicates(entries(told, "meeting"))
    assert [(p.first.record.record, p.second.record.record, p.state) for p in pairs] == [("m3", "x", "same-number")]
    assert "Greenwich / London" in pairs[0].reason["en"]
    assert [i.reason for i in series_rules(told) if i.code == "series.gap"] == [
        i.reason for i in series_rules(public_record()) if i.code == "series.gap"
    ]
    assert {i.record for i in meeting_rules(told) if i.code == "meeting.duplicate"} == {"m3", "x"}


def test_without_numbers_near_days_may_be_one_and_different_numbers_never() -> None:
    a, b = meeting(date(2018, 5, 1)), meeting(date(2018, 5, 8))
    assert likeness(a, 1, b, 8) == "near-date" and likeness(a, 1, b, 9) is None
    assert likeness(meeting(ordinal=1), 1, meeting(ordinal=2), 1) is None
    assert len(took_place(held(series(), date(2018, 5, 1), date(2018, 5, 8)))) == 1
    assert len(took_place(held(series(), date(2018, 5, 1), date(2018, 5, 9)))) == 2
    cancelled = joint("c", (ENTERED, meeting(stage="CANCELLED", ordinal=3)))
    assert duplicates(entries(group(joint("a", (ENTERED, THIRD)), cancelled), "meeting")) == []


def test_a_correction_replaces_a_day_and_a_withdrawal_ends_it() -> None:
    corrected = group(joint("m", (ENTERED, meeting(date(2017, 12, 13))), (date(2026, 5, 1), meeting(date(2017, 12, 14)))))
    assert [date.fromordinal(m.day) for m in took_place(corrected)] == [date(2017, 12, 14)]
    undone = group(joint("m", (ENTERED, meeting(date(2017, 12, 13))), (date(2026, 5, 1), meeting(stage="POSTPONED"))))
    assert took_place(undone) == []
    taken_back = group(joint("m", (ENTERED, meeting(date(2017, 12, 13))), withdrawn_on=date(2026, 5, 1)))
    assert [date.fromordinal(m.until) for m in took_place(taken_back)] == [date(2026, 5, 1)]


def test_a_meeting_of_another_series_counts_where_both_say_so() -> None:
    counted = joint("c", (ENTERED, MeetingCount("s", "elsewhere", date(2018, 5, 1))))
    assert [date.fromordinal(m.day) for m in took_place(group(joint("s", (ENTERED, series())), counted))] == [date(2018, 5, 1)]
