"""Contacts: whether a post is at work by its own clock, over midnight too."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from tests.web.consultations.sample import contact
from tests.web.sample import stage

from entente.areas.consultations.contacts.records import Hours
from entente.web.consultations import contacts
from entente.web.consultations.contacts import moment_now, reachable

OFFICE = Hours(("MON", "TUE", "WED", "THU", "FRI"), "09:00", "18:00", "Asia/Tokyo")
NIGHT = Hours(("FRI",), "22:00", "06:00", "Europe/London")


def test_at_work_by_its_own_clock() -> None:
    assert reachable(OFFICE, datetime(2019, 3, 20, 0, 30, tzinfo=UTC))  # 09:30 in Tokyo
    assert not reachable(OFFICE, datetime(2019, 3, 20, 9, 30, tzinfo=UTC))  # 18:30 in Tokyo
    assert not reachable(OFFICE, datetime(2019, 3, 22, 15, 30, tzinfo=UTC))  # Saturday in Tokyo already


def test_hours_over_midnight_belong_to_the_day_they_begin() -> None:
    assert reachable(NIGHT, datetime(2019, 3, 22, 23, 0, tzinfo=UTC)) and reachable(NIGHT, datetime(2019, 3, 23, 5, 0, tzinfo=UTC))
    assert not reachable(NIGHT, datetime(2019, 3, 22, 5, 0, tzinfo=UTC)) and not reachable(NIGHT, datetime(2019, 3, 23, 23, 0, tzinfo=UTC))
    assert not reachable(Hours(("FRI",), "09:00", "10:00", "Nowhere/Else"), datetime(2019, 3, 22, 9, 30, tzinfo=UTC))


def test_this_minute_by_a_partys_clock() -> None:
    now = datetime(2019, 7, 1, 23, 5, tzinfo=UTC)
    assert moment_now(now, "Asia/Tokyo") == {"on": "2019-07-02", "at": "08:05", "zone": "Asia/Tokyo"}
    assert moment_now(now, "Europe/London")["at"] == "00:05"


def test_days_in_a_row_are_said_from_the_first_to_the_last() -> None:
    assert contacts.weekdays(["MON", "TUE", "WED", "THU", "FRI"]) == [{"en": "Monday to Friday", "ja": "月曜日から金曜日まで"}]
    assert [one["en"] for one in contacts.weekdays(["MON", "WED", "FRI"])] == ["Monday", "Wednesday", "Friday"]
    assert [one["en"] for one in contacts.weekdays(["SAT", "SUN"])] == ["Saturday", "Sunday"] and contacts.weekdays([]) == []


def test_the_directory_says_who_is_called_now_and_why_a_desk_is_shut(tmp_path: Path) -> None:
    with stage(tmp_path) as shown:
        shown.world.moment[0] = datetime(2019, 5, 3, 2, 0, tzinfo=UTC)  # 11:00 in Tokyo on Constitution Day
        hours = {"days": ["MON", "TUE", "WED", "THU", "FRI"], "opens": "09:00", "closes": "18:00", "zone": "Asia/Tokyo"}
        night = [{"means": "DUTY OFFICER", "value": "9999"}]
        contact(shown, "JPN", post="Desk", role={"en": "UK desk", "ja": "英国班"}, order=1, hours=hours, out_of_hours=night)
        contact(shown, "JPN", post="Duty", role={"en": "Duty officer", "ja": "当直官"}, kind="24x7", order=2, hours=None)
        seen = shown.client("drafter").get("/contacts/").content.decode()
        listed = seen.split("Who is called now, in order", 1)[1].split("</ol>", 1)[0]
        assert listed.index("Duty officer") < listed.index("UK desk") < listed.index("9999") and "out of hours" in listed
        assert "public holiday: Constitution" in seen and "Nobody of this side" not in seen
        in_japanese = shown.client("drafter", "ja").get("/contacts/").content.decode()
        assert "現在の連絡先（連絡する順）" in in_japanese and "祝日・休日：憲法記念日" in in_japanese
