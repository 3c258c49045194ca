"""Deferrals: never before they were agreed, to their last day, and together where two overlap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from entente.kernel.area import Group, Linked, Revision
from entente.kernel.calendar.deferral import days, newest, standing


@dataclass(frozen=True)
class Agreed:
    """What a deferral says."""

    starts_on: date
    agreed_on: date
    until: date
    target: str = "m"


def record(name: str, text: object, withdrawn_on: date | None = None) -> Linked:
    return Linked(name, "deferral", None, (Revision(text, f"{name}.0", date(2020, 5, 1)),), withdrawn_on)


def test_it_starts_when_it_was_agreed_and_ends_with_its_last_day() -> None:
    late = Agreed(date(2020, 3, 1), date(2020, 5, 1), date(2020, 12, 31))
    assert days(late) == (date(2020, 5, 1).toordinal(), date(2021, 1, 1).toordinal())
    assert days(Agreed(date(2021, 1, 1), date(2021, 1, 1), date(2020, 12, 31))) is None


def test_two_that_overlap_stand_together_and_others_do_not_count() -> None:
    one = record("a", Agreed(date(2020, 6, 1), date(2020, 5, 1), date(2020, 9, 30)))
    two = record("b", Agreed(date(2020, 9, 1), date(2020, 5, 1), date(2021, 3, 31)), withdrawn_on=date(2020, 12, 1))
    strange = record("c", Agreed(date(2020, 6, 1), date(2020, 5, 1), date(2022, 1, 1), target="another"))
    line = standing(Group("m", (one, two, strange, record("d", None)), ("GBR", "JPN")))
    assert [(date.fromordinal(a), date.fromordinal(b), acts) for a, b, acts in line] == [
        (date(2020, 6, 1), date(2020, 9, 1), ("a.0",)),
        (date(2020, 9, 1), date(2020, 10, 1), ("a.0", "b.0")),
        (date(2020, 10, 1), date(2020, 12, 1), ("b.0",)),
    ]


def test_a_text_that_came_with_the_withdrawal_or_after_it_is_not_the_newest() -> None:
    first, second = (Revision(text, text, date(2020, 5, day)) for text, day in (("first", 1), ("second", 9)))
    found, until = newest(Linked("a", "deferral", None, (first, second), date(2020, 5, 9)))
    assert found == first and until == date(2020, 5, 9).toordinal()
    assert newest(Linked("a", "deferral", None, (first, second)))[0] == second
