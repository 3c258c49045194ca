"""What a round is owed, day by day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from tests.areas.commissioning.test_records import ASK, round_

from entente.areas.commissioning.records import Ask, Return
from entente.areas.commissioning.rules import STATES, round_rules
from entente.kernel.area import Group, Interval, Linked, Revision
from entente.kernel.bilingual import Prose

OPENED = date(2018, 10, 2)
DUE = date(2018, 12, 14)
OTHER = Ask("m2", "GBR-M-2018-013", "FCDO")


def returned(measure: str, on: date, name: str) -> Linked:
    said = Return("r", measure, "GBR-M-2018-006", "MOD", "GREEN", Prose("x"), "Ann", "FORM", on, "ann", "GBR:MOD:desk")
    return Linked(name, "return", "GBR", (Revision(said, f"{name}.0", on),))


def group(*others: Linked, **changed: object) -> Group:
    text = msgspec.structs.replace(round_(), asked=(ASK, OTHER), due=DUE, **changed)
    return Group("r", (Linked("r", "commissioning-round", "GBR", (Revision(text, "r.0", OPENED),)), *others), ("GBR",))


def owed(found: list[Interval]) -> list[tuple[str, date, date | None]]:
    return [(one.state, one.starts, one.ends) for one in found if one.code == "round.returns"]


def test_due_until_the_last_day_then_late_until_all_are_in() -> None:
    after = DUE + timedelta(days=1)
    assert owed(round_rules(group())) == [("due", OPENED, after), ("late", after, None)]
    came = [returned("m1", date(2018, 10, 5), "a"), returned("m2", date(2018, 12, 20), "b")]
    assert owed(round_rules(group(*came))) == [("due", OPENED, after), ("late", after, date(2018, 12, 20))]
    early = [returned("m1", date(2018, 10, 5), "a"), returned("m2", date(2018, 10, 9), "b")]
    assert owed(round_rules(group(*early))) == [("due", OPENED, date(2018, 10, 9))]


def test_a_round_that_is_closed_is_owed_nothing_more() -> None:
    assert owed(round_rules(group(closed_on=date(2018, 11, 1)))) == [("due", OPENED, date(2018, 11, 1))]


def test_how_many_have_come_with_the_acts_that_say_so() -> None:
    found = [one for one in round_rules(group(returned("m1", date(2018, 10, 5), "a"))) if one.code == "round.returned"]
    assert [(one.numerator, one.denominator, one.starts, one.acts) for one in found] == [
        (0, 2, OPENED, ("r.0",)),
        (1, 2, date(2018, 10, 5), ("r.0", "a.0")),
    ]


def test_a_return_on_what_was_not_asked_or_that_was_withdrawn_counts_for_nothing() -> None:
    stray = returned("m9", date(2018, 10, 5), "a")
    gone = Linked("b", "return", "GBR", returned("m1", date(2018, 10, 5), "b").revisions, date(2018, 10, 6))
    assert round_rules(group(stray, gone)) == round_rules(group())


@given(st.lists(st.dates(date(2018, 9, 1), date(2019, 2, 1)), max_size=2), st.none() | st.dates(date(2018, 10, 3), date(2019, 1, 1)))
def test_what_is_owed_leaves_no_gap_and_overlaps_nowhere(days: list[date], closed: date | None) -> None:
    came = [returned(f"m{n + 1}", day, "ab"[n]) for n, day in enumerate(days)]
    found = round_rules(group(*came, closed_on=closed))
    assert {one.code for one in found} <= set(STATES) and all(one.state in STATES[one.code] for one in found)
    for code in STATES:
        spans = [(one.starts, one.ends) for one in found if one.code == code]
        assert all(a[1] == b[0] for a, b in pairwise(spans))
