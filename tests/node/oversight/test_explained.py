"""Explanations by what they are about."""

from __future__ import annotations

from datetime import date

from tests.overseen import Seen

from entente.node.oversight import asking
from entente.node.oversight.explained import explanations


def test_an_explanation_stands_under_its_clause_until_nobody_knew_it(seen: Seen) -> None:
    question = asking.ask(seen[0]["GBR"], date(2018, 12, 31))
    found = explanations(question)
    assert list(found) == ["jp-gb-2017#I3"] and found["jp-gb-2017#I3"][0].said.acts == (seen[1]["why"].id,)
    assert explanations(asking.on_day(question, date(2018, 12, 31), date(2018, 10, 1))) == {}
