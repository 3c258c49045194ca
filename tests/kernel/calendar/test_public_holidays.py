"""Holidays that officers know: Golden Week, the Enthronement, bank holidays, the closure of government offices at New Year."""

from __future__ import annotations

from datetime import date

import pytest

from entente.kernel.calendar import public_holidays
from entente.kernel.errors import Refusal


@pytest.mark.parametrize(
    ("party", "day", "en", "ja"),
    [
        ("JPN", date(2019, 5, 1), "Emperor's Enthronement Day", "天皇の即位の日"),
        ("JPN", date(2017, 11, 3), "Culture Day", "文化の日"),
        ("JPN", date(2020, 12, 29), public_holidays.CLOSURE["en"], public_holidays.CLOSURE["ja"]),
        ("JPN", date(2021, 1, 1), "New Year's Day", "元日"),
        ("GBR", date(2020, 5, 8), "May Day", "メーデー（銀行休業日）"),
        ("GBR", date(2020, 12, 28), "Boxing Day (observed)", "ボクシング・デー（振替休日）"),
        ("GBR", date(2022, 9, 19), "State Funeral of Queen Elizabeth II", "エリザベス二世国葬"),
    ],
)
def test_a_holiday_has_its_name_in_both_languages(party: str, day: date, en: str, ja: str) -> None:
    assert public_holidays.calendar(party).holidays[day] == {"en": en, "ja": ja}


def test_a_plain_day_works_and_every_name_of_england_has_its_japanese() -> None:
    calendar = public_holidays.calendar("GBR")
    assert calendar.works(date(2018, 11, 23)) and not public_holidays.calendar("JPN").works(date(2018, 11, 23))
    assert all(name["en"] != name["ja"] for name in calendar.holidays.values())
    assert calendar.version.startswith("holidays 0.")


def test_a_party_whose_holidays_are_not_known_is_refused_and_rules_are_told_nothing() -> None:
    with pytest.raises(Refusal, match="calendar-"):
        public_holidays.calendar("XYZ")
    assert public_holidays.known(("GBR", "XYZ")) is None and public_holidays.known(()) is None
    three = public_holidays.known(("GBR", "JPN", "AUS"))
    assert three is not None and len(three.calendars) == 3 and len(three.ordinals) < len(public_holidays.workdays(("GBR", "JPN")).ordinals)
