"""Contacts: nominated, verified, stale by the clock; pings; whom to ask at three in the morning."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from tests.areas.consultations.histories import group, own, state

from entente.areas.consultations.contacts.records import Contact, ContactPing, Hours, PingAnswer, Reach
from entente.areas.consultations.contacts.roster import contact_rules, escalation, open_at
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
