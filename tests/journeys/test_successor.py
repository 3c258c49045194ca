"""Channels that follow one another, and what a new generation of a log does to proposals left open in the old one."""

from __future__ import annotations

import base64
from dataclasses import replace
from pathlib import Path

import pytest
from tests.nodes import POLICY, World, build, measure

from entente.kernel import canonical
from entente.kernel.charter import PAYLOAD_TYPE, parse_charter
from entente.kernel.errors import Refusal
from entente.kernel.proofs import checkpoint
from entente.kernel.signature import seal
from entente.node import channels, look
from entente.node.node import party_card
from entente.store import logs


def successor(world: World, predecessor: dict[str, object]) -> bytes:
    """The envelope of a charter of the same parties that follows the world's channel."""
    cards = [party_card(world[code].home) for code in world.codes]
    options = {"opened_on": "2018-11-01", "exercise": True, "predecessor": predecessor}
    payload = channels.draft_charter(cards, {"en": "Successor"}, (POLICY, "OFFICIAL"), options)
    assert parse_charter(payload).terms.predecessor is not None
    return seal(payload, PAYLOAD_TYPE, *(world[code].key("root") for code in world.codes))


def test_a_channel_is_followed_by_one_that_cites_its_final_checkpoints(tmp_path: Path) -> None:
    with build(tmp_path) as world:
        world.adopt()
        envelope = successor(world, channels.predecessor_of(world["GBR"], world.channel))
        joined = {channels.join(world[code], envelope).id for code in world.codes}
        assert len(joined) == 1
        assert {c.id for c in world["JPN"].channels()} == {world["JPN"].national().id, world.channel.id, *joined}


def test_a_successor_that_tells_the_old_channel_otherwise_is_not_joined(tmp_path: Path) -> None:
    with build(tmp_path) as world:
        world.adopt()
        row = logs.load(world["GBR"].alias, world.channel)["GBR", 1]
        other = checkpoint.Checkpoint(row.head.origin, row.head.size, bytes(32))
        false = checkpoint.sign_checkpoint(other, world["GBR"].key("checkpoint"), row.head.origin)
        beyond = checkpoint.sign_checkpoint(replace(other, size=99), world["GBR"].key("checkpoint"), row.head.origin)
        for note, code in ((false, "predecessor-differs"), (beyond, "predecessor-unknown")):
            cited = {"channel": world.channel.id, "checkpoints": [base64.b64encode(note).decode()]}
            with pytest.raises(Refusal) as caught:
                channels.join(world["JPN"], successor(world, cited))
            assert (caught.value.rule, caught.value.code) == ("C6", code)


def test_a_new_generation_withdraws_what_stood_open_and_can_propose_it_again(tmp_path: Path) -> None:
    with build(tmp_path) as world:
        world.adopt()
        left = world.propose("GBR", "measure", measure())
        world.settle()
        channels.open_generation(world["GBR"], world.channel, world["GBR"].key("root"))
        world.settle()
        for code in world.codes:
            state = look.record_state(world[code], left.id)
            assert state is not None and [p.state for p in state.proposals] == ["closed"] and not state.moves
        again = world.propose("GBR", "measure", measure())
        world.agree(again)
        assert {look.record_state(world[code], again.id).state for code in world.codes} == {"in-effect"}
        assert canonical.encode(dict(world["JPN"].find_channel(None).terms.title)) == b'{"en":"Test"}'
