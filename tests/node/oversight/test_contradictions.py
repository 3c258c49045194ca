"""What is told on agendas of statements that differ is told in tests/node/oversight/test_sayings.py; here: nothing of nothing."""

from __future__ import annotations

from datetime import date

from tests.overseen import Seen

from entente.node.oversight import contradictions


def test_where_nothing_was_judged_nothing_is_told(seen: Seen) -> None:
    assert contradictions.on_agendas(seen[0]["GBR"], lambda _row: True, date(2018, 12, 31)) == []
