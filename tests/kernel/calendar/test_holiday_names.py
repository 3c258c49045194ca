"""Every holiday of every country that the calendars know has its Japanese name, and one name may be two days."""

from __future__ import annotations

import pytest

from entente.kernel.calendar import public_holidays
from entente.kernel.calendar.holiday_names import japanese


@pytest.mark.parametrize("party", sorted(public_holidays.SOURCES))
def test_no_holiday_lacks_its_japanese_name(party: str) -> None:
    names = {(name["en"], name["ja"]) for name in public_holidays.calendar(party).holidays.values()}
    lacking = sorted(en for en, ja in names if ja.isascii() or not ja)
    assert not lacking, f"{party}: give these their names in kernel/calendar/holiday_names.py: {lacking}"


def test_a_day_in_lieu_a_double_day_and_a_stranger() -> None:
    assert japanese("USA", "Veterans Day (observed)") == "退役軍人の日（振替休日）"
    assert japanese("ITA", "Easter Monday; Liberation Day") == "復活祭月曜日、解放記念日"
    assert japanese("ITA", "Labor Day") == "メーデー" and japanese("CAN", "Labor Day") == "レイバー・デー"
    assert japanese("GBR", "Unheard-of Day") == "Unheard-of Day"
