"""Who asks what: labels, dates, the instrument; counts leave out what may not be seen."""

from __future__ import annotations

from datetime import date

import pytest
from tests.overseen import Seen

from entente.kernel.errors import Refusal
from entente.node.oversight import asking, clearing
from entente.store import shown

DAY = date(2018, 12, 31)


def test_whoever_may_see_nothing_is_refused_and_a_future_knowledge_is_today(seen: Seen) -> None:
    node = seen[0]["GBR"]
    with pytest.raises(Refusal) as refused:
        asking.ask(node, DAY, None, frozenset())
    assert refused.value.rule == "N33"
    assert asking.ask(node, DAY, date(2030, 1, 1)).known is None
    assert asking.ask(node, DAY, date(2018, 10, 1)).known == date(2018, 10, 1)


def test_a_partner_s_question_has_no_label_of_ours_alone(seen: Seen) -> None:
    question = asking.ask(seen[0]["GBR"], DAY)
    away = clearing.for_partner(question)
    assert away.allowed is not None and away.allowed < set(shown.labels(seen[0]["GBR"].alias))
    assert [one.row.id for one in asking.held(away, "measure")] == [seen[1]["acsa"].id]
    assert asking.counts(away) == asking.counts(question)  # what is national counts for no standing


def test_standings_of_clauses_as_of_two_dates(seen: Seen) -> None:
    question = asking.ask(seen[0]["GBR"], DAY)
    states = {one.clause.rpartition("#")[2]: one.state for one in asking.standings(question)}
    assert (states["I2"], states["I3"], states["S6"], states["S7"]) == ("overdue", "lapsed", "overdue", "no-evidence")
    assert "P4" in states and "P1" not in states and "S0.2" in states  # a recital that takes a position is reported on as it is in the text
    before = asking.on_day(question, DAY, date(2018, 10, 1))
    assert {one.state for one in asking.standings(before)} == {"no-evidence", "position"}
    assert asking.held(before, "measure") == ()
