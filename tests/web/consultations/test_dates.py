"""Dates: a Tokyo holiday is never offered, both clocks stand beside each other, summer time between now and then is said."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from entente.areas.consultations.meetings.slots import candidates
from entente.web.consultations.dates import Asked, holidays, offer_text, read, slot, wall

TWO_HOURS = timedelta(hours=2)
BOTH = ("GBR", "JPN")
NOW = datetime(2019, 3, 20, 9, tzinfo=UTC)


def meeting(**changed: Any) -> Any:
    return SimpleNamespace(**({"window_from": None, "window_to": None} | changed))


def test_a_holiday_in_tokyo_is_never_offered_and_is_named() -> None:
    golden = Asked(date(2019, 4, 26), date(2019, 5, 7), 120)
    days = {one.local["JPN"][0].date() for one in candidates(BOTH, (golden.first, golden.last), TWO_HOURS)}
    assert days == {date(2019, 4, 26), date(2019, 5, 7)}  # ten days off, and the May bank holiday
    named = dict(holidays(BOTH, golden.first, golden.last))
    assert ("JPN", "昭和の日") in [(party, words["ja"]) for party, words in named[date(2019, 4, 29)]]
    assert date(2019, 4, 27) not in named  # a Saturday needs no telling


def test_summer_time_between_offer_and_meeting_is_said() -> None:
    before, after = (candidates(BOTH, (day, day), timedelta(hours=1))[0] for day in (date(2019, 3, 26), date(2019, 4, 2)))
    sides = {one["party"]: one for one in slot(before, NOW)["sides"]}
    assert not sides["GBR"]["clocks"] and not sides["JPN"]["clocks"]
    later = {one["party"]: one for one in slot(after, NOW)["sides"]}
    assert later["GBR"]["clocks"] and not later["JPN"]["clocks"]
    assert (int(later["JPN"]["from"][:2]) - int(later["GBR"]["from"][:2])) % 24 == 8


def test_what_is_sought_is_read() -> None:
    today = date(2019, 1, 10)
    assert read({}, meeting(), today) == Asked(date(2019, 1, 24), date(2019, 3, 7), 120)
    window = meeting(window_from=date(2019, 1, 1), window_to=date(2019, 2, 1))
    assert read({"minutes": "45"}, window, today) == Asked(date(2019, 1, 11), date(2019, 2, 1), 45)
    assert read({"first": "nonsense"}, meeting(), today).problem
    assert read({"first": "2019-05-01", "last": "2019-04-01"}, meeting(), today).problem
    assert read({"minutes": "7"}, meeting(), today).minutes == 120


def test_an_offer_is_written_by_our_own_clock() -> None:
    entry: Any = SimpleNamespace(text=SimpleNamespace(series="s"), row=SimpleNamespace(id="m"))
    made = offer_text(entry, ["2019-04-02T08:00:00+00:00/2019-04-02T09:00:00+00:00", "nonsense"], "Europe/London")
    assert made is not None
    assert made["slots"] == [{"starts": {"on": "2019-04-02", "at": "09:00", "zone": "Europe/London"},
                              "ends": {"on": "2019-04-02", "at": "10:00", "zone": "Europe/London"}}]  # fmt: skip
    assert offer_text(entry, ["nonsense"], "Europe/London") is None
    autumn = datetime(2019, 10, 27, 1, 30, tzinfo=UTC)
    from zoneinfo import ZoneInfo

    assert wall(autumn.astimezone(ZoneInfo("Europe/London")), "Europe/London")["later"] is True


def test_without_a_known_calendar_nothing_is_proposed() -> None:
    assert (
        candidates(("GBR", "XYZ"), (date(2019, 4, 1), date(2019, 4, 5)), TWO_HOURS) == ()
        and holidays(("GBR", "XYZ"), NOW.date(), NOW.date()) == []
    )
