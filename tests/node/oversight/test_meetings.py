"""Series with their clocks, meetings held."""

from __future__ import annotations

from datetime import date

import pytest
from tests.overseen import Seen

from entente.node.oversight import asking, meetings


@pytest.mark.parametrize(
    ("months", "en", "ja"),
    [
        (None, "no interval promised", "間隔の定めなし"),
        (12, "once a year", "年1回"),
        (24, "every 2 years", "2年に1回"),
        (3, "quarterly", "年4回"),
        (6, "twice a year", "年2回"),
        (18, "every 18 months", "18か月に1回"),
        (1, "every month", "年12回"),
    ],
)
def test_intervals_in_words(months: int | None, en: str, ja: str) -> None:
    assert meetings.interval(months, "ROLLING") == {"en": en, "ja": ja}


def test_a_series_tells_last_next_and_its_strip(seen: Seen) -> None:
    question = asking.ask(seen[0]["GBR"], date(2018, 12, 31))
    found = {one.titles["en"]: one for one in meetings.series(question)}
    one = found["Foreign and Defence Ministers' meeting"]
    assert (one.state, one.last_held, one.next_due) == ("overdue", date(2017, 12, 14), date(2018, 12, 14))
    assert [span.state for span in one.strip.spans] == ["begun", "on-time", "due", "overdue"]
    assert one.strip.spans[-1].ends == date(2019, 1, 1) and [mark.day for mark in one.strip.meetings] == [date(2017, 12, 14)]
    early = meetings.series(asking.on_day(question, date(2017, 12, 1)))
    assert [each.last_held for each in early] == [None, None]


def test_meetings_of_a_period(seen: Seen) -> None:
    question = asking.ask(seen[0]["GBR"], date(2018, 12, 31))
    assert [one.day for one in meetings.held_between(question, date(2017, 10, 1), date(2017, 12, 31))] == [date(2017, 12, 14)]
    assert meetings.held_between(question, date(2018, 1, 1), date(2018, 12, 31)) == ()
    assert meetings.actions(question) == ()


def test_a_dated_line_says_nothing_twice(seen: Seen) -> None:
    question = asking.ask(seen[0]["GBR"], date(2018, 12, 31))
    (event,) = meetings.held_between(question, date(2017, 10, 1), date(2017, 12, 31))
    assert event.words["en"].casefold().count("foreign and defence") == 1 and "2017" not in event.words["en"] + event.words["ja"]
    assert event.words["ja"].count("外務・防衛閣僚会合") == 1
