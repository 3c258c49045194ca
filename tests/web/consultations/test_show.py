"""Show: choices in the area's words, moments as instants, days off named."""

from __future__ import annotations

from datetime import UTC, date, datetime

from entente.areas.consultations.records import Meeting, Moment
from entente.kernel.area import Interval
from entente.kernel.bilingual import Title
from entente.web.consultations import show


def test_words_and_moments() -> None:
    assert show.choice("MeetingStage", "HELD")["ja"] and show.choice("MeetingStage", None) == {}
    assert show.choice("Nothing", "X") == {"en": "X", "ja": "X"}
    assert show.moment(Moment(date(2019, 7, 1), "09:00", "Europe/London")) == datetime(2019, 7, 1, 8, tzinfo=UTC)
    assert show.moment(Moment(date(2019, 3, 31), "01:30", "Europe/London")) is None  # the hour that summer time skips
    assert show.said_of({"en": "A", "ja": ""}) == {"en": "A"} and show.said_of("A") == {}


def test_a_holiday_in_tokyo_is_named() -> None:
    off = dict(show.days_off(("GBR", "JPN"), date(2019, 4, 29)))
    assert off["JPN"]["ja"] == "昭和の日" and "GBR" not in off and show.days_off(("XYZ",), date(2019, 4, 29)) == []


def test_what_is_owed_comes_first() -> None:
    day = date(2019, 1, 1)
    found = [Interval(sort, "meeting.minutes", "late", day, None, "r", {"en": "."}) for sort in ("fact", "finding", "obligation")]  # type: ignore[arg-type]
    assert len(show.lines(found)) == 3 and len(show.lines(found, "finding")) == 1
    assert show.day_of(Meeting("s", Title("M"), "PLANNED", "VTC", window_from=day)) == day
    assert show.draft_state("cleared")["ja"] == "決裁済み" and show.draft_state("x") == {"en": "x", "ja": "x"}
