"""What an officer may get wrong about days, clocks and languages, each with the sentence that says what happened, in both languages."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.areas.consultations.histories import group, joint, meeting, series

from entente.areas.consultations.check import check_moment
from entente.areas.consultations.meetings.rules import meeting_rules
from entente.areas.consultations.meetings.slots import OfficeHours, Wanted, propose_slots
from entente.areas.consultations.records import Moment
from entente.areas.consultations.series.clock import series_rules
from entente.kernel.calendar.public_holidays import workdays
from entente.node.partners.sentences import line, span

AGREED = date(2018, 9, 3)


def test_a_meeting_on_a_holiday_in_tokyo() -> None:
    planned = meeting(stage="DATE AGREED", starts=Moment(date(2018, 11, 23), "09:00", "Asia/Tokyo"), host="JPN")
    (found,) = [i for i in meeting_rules(group(joint("m", (AGREED, planned)))) if i.code == "meeting.day-off"]
    assert found.reason == {
        "en": "23 November 2018 is not a working day in JPN: Labor Thanksgiving Day.",
        "ja": "2018年11月23日はJPNの休日に当たる（勤労感謝の日）。",
    }


def test_twelve_months_from_a_29_february_end_on_the_28th() -> None:
    held = meeting(date(2020, 2, 29), series="s")
    found = series_rules(group(joint("s", (AGREED, series())), joint("m", (date(2020, 3, 1), held))))
    (told,) = [i for i in found if i.code == "series.cadence" and i.starts <= date(2020, 6, 1) and (i.ends or date.max) > date(2020, 6, 1)]
    assert told.reason["en"] == "The next meeting is due by 28 February 2021. Last held on 29 February 2020."
    assert told.reason["ja"] == "次回会合の期日は2021年2月28日である。前回の開催は2020年2月29日である。"


@pytest.mark.parametrize(
    ("moment", "ja"),
    [
        (
            Moment(date(2019, 3, 31), "01:30", "Europe/London"),
            "2019-03-31 01:30（Europe/London）は、夏時間への切替えにより存在しない時刻です。",
        ),
        (
            Moment(date(2019, 3, 30), "01:30", "Europe/London", later=True),
            "2019-03-30 01:30（Europe/London）は、その日に一度しか到来しない時刻です。",
        ),
    ],
)
def test_an_hour_that_the_switch_to_summer_time_skips_and_one_that_comes_once(moment: Moment, ja: str) -> None:
    (problem,) = check_moment("starts", moment)
    assert problem.words["ja"] == ja and problem.words["en"] and "London" in problem.words["en"]


def test_times_offered_before_the_switch_are_those_of_their_own_day() -> None:
    """Offered in winter for days on both sides of the switch: each time stands on the clocks of its own day."""
    hours = {"GBR": OfficeHours("Europe/London"), "JPN": OfficeHours("Asia/Tokyo")}
    found = propose_slots(
        workdays(("GBR", "JPN")), Wanted(date(2019, 3, 27), date(2019, 4, 3), hours, timedelta(minutes=120)), ()
    )  # fmt: skip
    for slot in found:
        (london, _end), (tokyo, _until) = slot.local["GBR"], slot.local["JPN"]
        ahead = (tokyo.replace(tzinfo=None) - london.replace(tzinfo=None)) / timedelta(hours=1)
        assert ahead == (8 if slot.starts >= datetime(2019, 3, 31, 1, tzinfo=UTC) else 9)
    assert {slot.starts >= datetime(2019, 3, 31, 1, tzinfo=UTC) for slot in found} == {False, True}


@pytest.mark.parametrize(
    ("seconds", "en", "ja"),
    [(119, "119 seconds", "119秒"), (720, "12 minutes", "12分"), (7200, "2 hours", "2時間"), (259_200, "3 days", "3日")],
)
def test_clocks_that_disagree_by_minutes_or_days(seconds: int, en: str, ja: str) -> None:
    told = line("clock-ahead", True, party="JPN", span=span(seconds))
    assert told.words == f"Our clock is {en} ahead of JPN's; one of the two must be set right."
    assert told.ja == f"当方の時計はJPNの時計より{ja}進んでいます。いずれかを合わせる必要があります。"
