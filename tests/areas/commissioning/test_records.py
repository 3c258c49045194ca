"""Checks of rounds, returns and chasers."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from entente.areas.commissioning.records import Ask, Return, Round, check_home, check_round
from entente.kernel.bilingual import Prose, Title, words

DAY = date(2018, 10, 1)
ASK = Ask("m1", "GBR-M-2018-006", "MOD")


def round_(**changed: object) -> Round:
    text = Round("GBR-CR-2018-4", Title("Q"), DAY, date(2018, 12, 31), date(2018, 12, 14), "c" * 64, (ASK,), "ann", "GBR:FCDO:desk")
    return msgspec.structs.replace(text, **changed)


@pytest.mark.parametrize(
    ("changed", "rules"),
    [
        ({}, []),
        ({"period_to": date(2018, 9, 1)}, ["CR1"]),
        ({"due": date(2018, 9, 30)}, ["CR1"]),
        ({"asked": (ASK, ASK)}, ["CR2"]),
    ],
)
def test_a_round_has_its_days_in_order_and_asks_once(changed: dict[str, object], rules: list[str]) -> None:
    assert [problem.rule for problem in check_round(round_(**changed), ("GBR",))] == rules


def test_all_of_it_stays_at_home() -> None:
    said = Return("r", "m1", "GBR-M-2018-006", "MOD", "GREEN", Prose("x"), "Ann", "FORM", DAY, "ann", "GBR:MOD:desk")
    assert [problem.rule for problem in check_round(round_(), ("GBR", "JPN"))] == ["CR3"]
    assert [problem.rule for problem in check_home(said, ("GBR", "JPN"))] == ["CR3"] and list(check_home(said, ("GBR",))) == []


def test_a_text_needs_a_language() -> None:
    assert words(Prose(None, "進捗")) == {"ja": "進捗"} and words(None) == {}
    for struct in (Title, Prose):
        with pytest.raises(ValueError, match="at least one language"):
            struct()
