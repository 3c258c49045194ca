"""Words of a partner written down with their source file; the partner confirms; nothing of it is an acceptance."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from tests import nodes

from entente.kernel.errors import Refusal
from entente.node import look
from entente.node.national import recorded
from entente.node.officer import Officer
from entente.store.intervals import spans

WORDS: dict[str, Any] = {
    "party": "JPN",
    "said_on": "2018-10-01",
    "title": {"en": "On the order form"},
    "text": {"en": "They can live with it."},
    "source": "Telephone call, note of 1 October 2018",
}

OFFICER = Officer("ken", "JPN:FCDO:desk", frozenset({"accepting-officer"}))


def test_recorded_at_home_and_in_the_channel_confirmed_by_the_party_alone(tmp_path: Path) -> None:
    with nodes.build(tmp_path, 2) as world:
        gbr, jpn = world["GBR"], world["JPN"]
        world.adopt()
        proposal = world.propose("GBR", "measure", nodes.measure())
        note = ("note.txt", "text/plain", b"They can live with it.")
        home = recorded.record(gbr, gbr.national(), WORDS, note)
        assert recorded.record(gbr, gbr.national(), WORDS | {"party": "USA"}).id != home.id
        shared = recorded.record(gbr, world.channel, WORDS | {"on_record": proposal.id}, note)
        body = look.body_of(gbr, look.find_act(gbr, shared.id))
        assert body is not None and body["texts"][0]["source_file"] == hashlib.sha256(note[2]).hexdigest() and body["attachments"]
        state = look.record_state(gbr, proposal.id)
        assert state is not None and state.proposals[0].accepted == {} and state.state == "proposed"
        world.settle()
        for refused in (
            lambda: recorded.answer(gbr, OFFICER, [(shared.id, shared.id, "confirmed", {})]),
            lambda: recorded.record(jpn, world.channel, WORDS),
        ):
            with pytest.raises(Refusal) as caught:
                refused()
            assert caught.value.rule in ("RB4", "RB5")
        said = recorded.answer(jpn, OFFICER, [(shared.id, shared.id, "confirmed", {})])
        assert [act.id for act in recorded.answer(jpn, OFFICER, [(shared.id, shared.id, "confirmed", {})])] == [said[0].id]
        world.settle()
        world.later(days=1)
        for node in (gbr, jpn):
            found = spans.on(node.alias, node.clock().date(), where={"record": shared.id})
            assert [row["state"] for row in found] == ["confirmed"]
