"""Clauses with what carries them, what was stated, and the trend."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

from tests.overseen import Seen

from entente.node.oversight import asking, clauses

DAY = date(2018, 12, 31)


def test_a_clause_rests_on_its_series_and_carries_the_other_side_s_explanation(seen: Seen) -> None:
    question = asking.ask(seen[0]["GBR"], DAY)
    found = {one.code: one for one in clauses.clauses(question, date(2017, 9, 30))}
    assert (found["I3"].state, found["I3"].before) == ("lapsed", "begun")
    assert [each.party for each in found["I3"].explanations] == ["JPN"]
    assert (
        found["I2"]
        .reasons[0]
        .words["en"]
        .startswith("Foreign and Defence Ministers' meeting: The next meeting was due by 14 December 2018.")
    )
    assert seen[1]["2+2"].id not in found["S7"].acts and found["S7"].titles["ja"]


def test_a_reason_that_several_share_is_said_once_with_the_number_of_each() -> None:
    def carrier(code: str, act: str, reason: str) -> clauses.Carrier:
        one: Any = SimpleNamespace(called={"en": code, "ja": code}, labels=())
        stands: Any = SimpleNamespace(reason={"en": reason, "ja": reason}, acts=(act,))
        return clauses.Carrier(one, stands)

    asked: Any = None
    carrying = [
        carrier("DMM", "a", "No meeting is known."),
        carrier("2+2", "b", "It is on time."),
        carrier("FM-SD", "c", "No meeting is known."),
    ]
    first, second = clauses.reasons(asked, None, carrying, ())
    assert first.words == {"en": "DMM and FM-SD: No meeting is known.", "ja": "DMM及びFM-SD：No meeting is known."}
    assert first.acts == ("a", "c") and second.words["en"] == "2+2: It is on time."


def test_the_trend_counts_clauses_on_each_day(seen: Seen) -> None:
    question = asking.ask(seen[0]["GBR"], DAY)
    first, last = clauses.trend(question, [date(2016, 9, 30), date(2017, 6, 30), date(2017, 9, 30), DAY])
    assert (first.day, last.day) == (date(2017, 9, 30), DAY), "before the declaration there was nothing to count"
    assert [one.day for one in clauses.trend(question, [date(2015, 1, 1), date(2016, 1, 1)])] == [date(2016, 1, 1)]
    assert first.counts.get("lapsed", 0) == 0 and last.counts["lapsed"] == 1 and sum(first.counts.values()) == sum(last.counts.values())
