"""How each measure of a round stands: asked by account or file, late, returned, withheld by which rule, closed."""

from __future__ import annotations

from pathlib import Path

from tests.node.returns.world import ANN, CODE, FCDO, HO, MOD, plan

from entente.kernel.labels.disclose import Reader
from entente.node.returns import forms, rounds, states
from entente.node.returns.states import STATES

FOREIGN = Reader("GBR", "GBR:FCDO", "GBR", {"entente:sample:gbr:1": "OFFICIAL"}, frozenset(), frozenset({"reader"}))
HOME = Reader("GBR", "GBR:HO", "GBR", {"entente:sample:gbr:1": "OFFICIAL"}, frozenset(), frozenset({"reader"}))


def test_every_state(tmp_path: Path) -> None:
    with plan(tmp_path) as own:
        found = own.opened_once()
        lines = {one.asked.code: one for one in states.lines(own.node, found, {"FCDO": [FOREIGN], "HO": [HOME]})}
        assert [(lines[c].state, lines[c].by) for c in (MOD, FCDO, HO)] == [("asked", "file"), ("asked", "account"), ("withheld", "")]
        assert [reason.rule for reason in lines[HO].reasons] == ["D7"] and lines[MOD].titles["en"].startswith("Accounting")
        asked, answer = own.answer(found, MOD)
        rounds.record(own.node, ANN, found, asked, rounds.return_of(own.node, ANN, found.row.id, asked, (answer, "FORM", None)))
        rounds.chased(own.node, ANN, rounds.find(own.node, CODE), "FCDO", "ACCOUNT")
        own.world.later(days=80)
        found = rounds.find(own.node, CODE)
        lines = {one.asked.code: one for one in states.lines(own.node, found, {})}
        assert [lines[c].state for c in (MOD, FCDO, HO)] == ["returned", "late", "withheld"]
        assert lines[MOD].said is not None and lines[FCDO].chased_on is not None and lines[MOD].chased_on is None
        hidden = {one.asked.code: one for one in states.lines(own.node, found, {}, frozenset())}
        assert all(one.row is None and one.titles == {} for one in hidden.values()) and hidden[FCDO].state == "late"
        rounds.close(own.node, ANN, found)
        closed = [one.state for one in states.lines(own.node, rounds.find(own.node, CODE), {})]
        assert closed == ["returned", "closed", "closed"] and set(closed) <= set(STATES)
        assert forms.authority(own.node, "HO") == {}
