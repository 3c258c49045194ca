"""Measures as matters: what they answer for, how the sides differ."""

from __future__ import annotations

from datetime import date

from tests.overseen import Seen

from entente.node.oversight import asking, plan

DAY = date(2018, 12, 31)


def test_a_measure_its_commitment_and_both_sides_words(seen: Seen) -> None:
    question = asking.ask(seen[0]["GBR"], DAY)
    items = plan.measures(question)
    spans = asking.found(question, items)
    told = plan.told(question, items[0], spans[items[0].row.id])
    assert (told.code, told.state, told.baseline) == ("GBR-M-2018-006", "overdue", date(2018, 12, 14))
    assert "MOD" in told.leads["en"] and told.why is not None
    covered = {one.code: dict(one.cells) for one in plan.commitments(question, items, spans)}
    assert covered["S6a"] == {"GBR-M-2018-006": "live"} and covered["S0.2a"] == {} and "S1a" not in covered
    (difference,) = plan.differences(question, items, spans)
    assert {each.party: each.said.words["ja"] for each in difference.explanations} == {"GBR": "緑。GBRの説明", "JPN": "黄。JPNの説明"}
