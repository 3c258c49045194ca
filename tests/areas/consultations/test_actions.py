"""Actions: the owner claims, the other side closes or disputes; and deferrals as facts."""

from __future__ import annotations

from datetime import date

from tests.areas.consultations.histories import deferral, figures, group, joint, own, state

from entente.areas.consultations.actions import action_rules, deferral_rules
from entente.areas.consultations.papers import Action, ActionClaim, ActionClosure, ClosureVerdict, Owner
from entente.kernel.area import Linked
from entente.kernel.bilingual import Prose, Title

MET, DUE = date(2018, 1, 10), date(2018, 3, 31)
ACTION = own("action", "a", None, (MET, Action("s", "m", "A-1", Title("Send the list"), Owner("GBR", "MOD"), MET, DUE)))


def claim(name: str, on: date, done_on: date, party: str = "GBR") -> Linked:
    return own("action-claim", name, party, (on, ActionClaim("s", "a", done_on)))


def answer(name: str, on: date, verdict: ClosureVerdict, of: str = "c", party: str = "JPN") -> Linked:
    return own("action-closure", name, party, (on, ActionClosure("s", "a", of, verdict, Prose("See the annex."))))


def test_an_action_is_open_then_overdue_until_claimed() -> None:
    found = action_rules(group(ACTION))
    assert state(found, DUE, "action.open", move="GBR") == "open"
    assert state(found, date(2018, 4, 1), "action.open", move="GBR") == "overdue"
    assert figures(found, "action.in-time") == [(date(2018, 4, 1), 0, 1)]


def test_an_action_long_overdue_goes_up() -> None:
    found = action_rules(group(ACTION))
    assert state(found, date(2018, 4, 30), "action.open", move="GBR") == "overdue"
    assert state(found, date(2018, 5, 1), "action.open", move="GBR") == "escalated"
    (told,) = [i for i in found if i.state == "escalated"]
    assert "goes up to the parent series" in told.reason["en"] and "上位の協議枠組みに付議する" in told.reason["ja"]


def test_the_owner_claims_and_only_the_other_side_closes() -> None:
    claimed = action_rules(group(ACTION, claim("c", date(2018, 3, 1), date(2018, 2, 28))))
    assert state(claimed, date(2018, 3, 1), "action.open", move="JPN") == "claimed"
    assert state(claimed, date(2018, 4, 1), "action.open", move="JPN") == "claim-unanswered"
    assert figures(claimed, "action.in-time") == []  # claimed in time, and nobody has said otherwise
    closed = action_rules(group(ACTION, claim("c", date(2018, 3, 1), date(2018, 2, 28)), answer("x", date(2018, 4, 20), "CLOSED")))
    assert state(closed, date(2018, 4, 20), "action.closed") == "closed" and state(closed, date(2018, 4, 20), "action.open") is None
    assert figures(closed, "action.in-time") == [(date(2018, 4, 20), 1, 1)]
    by_owner = action_rules(
        group(ACTION, claim("c", date(2018, 3, 1), date(2018, 2, 28)), answer("x", date(2018, 3, 2), "CLOSED", party="GBR"))
    )
    assert state(by_owner, date(2018, 3, 3), "action.open") == "claimed"
    assert state(by_owner, date(2018, 3, 3), "action.self-closed", "x") == "self-closed"
    stranger = action_rules(group(ACTION, claim("c", date(2018, 3, 1), date(2018, 2, 28), "JPN")))
    assert state(stranger, date(2018, 3, 1), "action.open", move="GBR") == "open"


def test_a_disputed_claim_returns_to_the_owner_until_a_better_one() -> None:
    first = (ACTION, claim("c", date(2018, 3, 1), date(2018, 2, 28)), answer("x", date(2018, 3, 10), "DISPUTED"))
    found = action_rules(group(*first))
    assert state(found, date(2018, 3, 10), "action.open", move="GBR") == "disputed"
    assert figures(found, "action.in-time") == [(date(2018, 4, 1), 0, 1)]
    again = (*first, claim("c2", date(2018, 4, 5), date(2018, 4, 4)), answer("y", date(2018, 4, 9), "CLOSED", "c2"))
    found = action_rules(group(*again))
    assert state(found, date(2018, 4, 5), "action.open", move="JPN") == "claimed"
    assert state(found, date(2018, 4, 9), "action.closed") == "closed"
    assert figures(found, "action.in-time")[-1] == (date(2018, 4, 9), 0, 1)  # done after its date


def test_a_deferral_is_a_fact_while_it_stands_and_a_late_entry_is_pointed_out() -> None:
    text = deferral(date(2020, 3, 1), date(2020, 12, 31))
    found = deferral_rules(group(joint("d", (date(2020, 3, 2), text))))
    assert (
        state(found, date(2020, 12, 31), "deferral.standing") == "deferred" and state(found, date(2021, 1, 1), "deferral.standing") is None
    )
    assert not [i for i in found if i.code == "deferral.late-entry"]
    late = deferral_rules(group(joint("d", (date(2020, 5, 2), text))))
    assert state(late, date(2020, 5, 2), "deferral.late-entry") == "late-entry"
    back = deferral_rules(group(joint("d", (date(2020, 3, 2), text), withdrawn_on=date(2020, 6, 1))))
    assert state(back, date(2020, 6, 1), "deferral.standing") is None
