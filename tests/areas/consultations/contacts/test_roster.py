"""Contacts: nominated, verified, stale by the clock; pings; whom to ask at three in the morning."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from tests.areas.consultations.histories import group, own, state

from entente.areas.consultations.contacts.records import Contact, ContactPing, Hours, PingAnswer, Reach
from entente.areas.consultations.contacts.roster import contact_rules, escalation, holiday_at, open_at
from entente.areas.consultations.records import Moment
from entente.kernel.area import Linked
from entente.kernel.bilingual import Prose, Title

OFFICE = Hours(("MON", "TUE", "WED", "THU", "FRI"), "09:00", "18:00", "Europe/London")
NIGHT = Hours(("FRI",), "22:00", "06:00", "Asia/Tokyo")
NAMED = date(2018, 1, 1)


def contact(**changed: Any) -> Contact:
    fields: dict[str, Any] = {
        "post": "Desk", "authority": "FCDO", "role": Title("Policy desk"), "kind": "diplomatic", "order": 1,
        "reach": (Reach("TELEPHONE", "1"),), "hours": OFFICE,
    }  # fmt: skip
    return Contact(**(fields | changed))


CONTACT = own("contact", "c", "GBR", (NAMED, contact()))


def ping(name: str, on: date) -> Linked:
    return own("contact-ping", name, "JPN", (on, ContactPing("c", Moment(on, "09:00", "Asia/Tokyo"))))


def pong(name: str, of: str, on: date, right: bool = True, party: str = "GBR") -> Linked:
    words = None if right else Prose("The number has changed.")
    return own("ping-answer", name, party, (on, PingAnswer("c", of, Moment(on, "09:00", "Europe/London"), right, words)))


def test_a_contact_is_stale_ninety_days_after_its_last_answer() -> None:
    found = contact_rules(group(CONTACT, ping("p", date(2018, 2, 1)), pong("a", "p", date(2018, 2, 3)), key="c"))
    assert state(found, date(2018, 2, 2), "contact.verified") == "nominated"
    assert state(found, date(2018, 2, 3), "contact.verified") == "verified" == state(found, date(2018, 5, 4), "contact.verified")
    assert state(found, date(2018, 5, 5), "contact.verified") == "stale" == state(found, date(2018, 5, 5), "contact.stale", move="GBR")
    assert state(contact_rules(group(CONTACT, key="c")), date(2018, 4, 2), "contact.verified") == "stale"


def test_only_the_contacts_own_side_answers_and_a_wrong_entry_is_said_to_be_wrong() -> None:
    found = contact_rules(group(CONTACT, ping("p", date(2018, 2, 1)), pong("a", "p", date(2018, 2, 3), party="JPN"), key="c"))
    assert state(found, date(2018, 2, 8), "contact.ping", "p", "GBR") == "open"
    assert state(found, date(2018, 2, 9), "contact.ping", "p", "GBR") == "late"
    wrong = contact_rules(group(CONTACT, ping("p", date(2018, 2, 1)), pong("a", "p", date(2018, 2, 3), False), key="c"))
    assert state(wrong, date(2018, 2, 3), "contact.verified") == "changed" and state(wrong, date(2018, 2, 3), "contact.ping") is None


def test_a_ping_without_an_answer_goes_on_to_the_next_contact_and_says_so_to_whoever_asked() -> None:
    found = contact_rules(group(CONTACT, ping("p", date(2018, 2, 1)), key="c"))
    assert state(found, date(2018, 2, 8), "contact.escalate", "p", "JPN") is None
    assert state(found, date(2018, 2, 9), "contact.escalate", "p", "JPN") == "to-ask-next"
    (told,) = [i for i in found if i.code == "contact.escalate"]
    assert told.reason["en"].startswith("GBR did not answer the ping by 8 February 2018: JPN asks the next contact")
    assert told.reason["ja"].startswith("連絡確認に対するGBRの回答が期限（2018年2月8日）までになかった。JPNは")
    answered = contact_rules(group(CONTACT, ping("p", date(2018, 2, 1)), pong("a", "p", date(2018, 2, 20)), key="c"))
    assert state(answered, date(2018, 2, 20), "contact.escalate", "p", "JPN") is None


def test_hours_are_by_the_posts_own_clock_and_may_pass_midnight() -> None:
    assert open_at(OFFICE, datetime(2018, 7, 2, 8, 0, tzinfo=UTC)) and not open_at(OFFICE, datetime(2018, 1, 2, 8, 0, tzinfo=UTC))
    assert open_at(NIGHT, datetime(2018, 1, 5, 14, 0, tzinfo=UTC)) and open_at(NIGHT, datetime(2018, 1, 5, 20, 0, tzinfo=UTC))
    assert not open_at(NIGHT, datetime(2018, 1, 5, 22, 0, tzinfo=UTC))


def test_whom_to_ask_first_depends_on_the_hour() -> None:
    duty = contact(post="Duty", kind="24x7", order=3, hours=None)
    late = contact(post="Deputy", order=2, out_of_hours=(Reach("DUTY OFFICER", "9"),))
    noon = [c.post for c, _ in escalation((duty, late, contact()), datetime(2018, 1, 2, 12, 0, tzinfo=UTC))]
    night = escalation((duty, late, contact()), datetime(2018, 1, 2, 3, 0, tzinfo=UTC))
    assert noon == ["Desk", "Deputy", "Duty"]
    assert [(c.post, r[0].value) for c, r in night] == [("Duty", "1"), ("Deputy", "9")]


TOKYO = Hours(("MON", "TUE", "WED", "THU", "FRI"), "09:00", "18:00", "Asia/Tokyo")


def test_on_a_public_holiday_of_its_country_a_post_is_out_of_hours() -> None:
    noon = datetime(2019, 5, 1, 3, 0, tzinfo=UTC)  # a Wednesday, noon in Tokyo: the day of the accession
    assert not open_at(TOKYO, noon) and open_at(OFFICE, datetime(2019, 5, 1, 11, 0, tzinfo=UTC))
    assert (holiday_at(TOKYO, noon) or {}).get("ja") and holiday_at(OFFICE, noon) is None
    assert holiday_at(TOKYO, datetime(2019, 5, 4, 3, 0, tzinfo=UTC)) is None, "a Saturday, on which it would not work anyway"
    assert not open_at(OFFICE, datetime(2019, 12, 26, 11, 0, tzinfo=UTC)), "Boxing Day in London"
    whole_week = Hours((*TOKYO.days, "SAT", "SUN"), "09:00", "18:00", "Asia/Tokyo")
    assert open_at(whole_week, noon), "a post that works all week works on holidays"
    assert open_at(Hours(TOKYO.days, "09:00", "18:00", "Europe/Berlin"), datetime(2019, 5, 1, 11, 0, tzinfo=UTC)), "holidays not known"


def test_hours_over_midnight_of_a_holiday_belong_to_the_day_before_it() -> None:
    night = Hours(("MON", "TUE", "WED", "THU", "FRI"), "22:00", "06:00", "Asia/Tokyo")
    assert open_at(night, datetime(2020, 11, 2, 17, 0, tzinfo=UTC)), "02:00 on Culture Day: the night of Monday"
    assert not open_at(night, datetime(2020, 11, 3, 14, 0, tzinfo=UTC)), "23:00 on Culture Day"
    assert not open_at(night, datetime(2020, 11, 3, 18, 0, tzinfo=UTC)), "03:00 on the day after it: the night of the holiday"


def test_at_three_in_tokyo_on_a_holiday_the_duty_officer_is_called_and_then_the_desk_by_its_night_number() -> None:
    desk = contact(post="Desk", order=1, hours=TOKYO, out_of_hours=(Reach("DUTY OFFICER", "9"),))
    duty, day_only = contact(post="Duty", kind="24x7", order=2, hours=None), contact(post="Day", order=3, hours=TOKYO)
    at_three = datetime(2019, 5, 2, 18, 0, tzinfo=UTC)  # 3 May 2019, 03:00
    at_eleven = datetime(2019, 5, 3, 2, 0, tzinfo=UTC)
    for moment in (at_three, at_eleven):
        asked = [(c.post, ways[0].value) for c, ways in escalation((desk, duty, day_only), moment)]
        assert asked == [("Duty", "1"), ("Desk", "9")]
