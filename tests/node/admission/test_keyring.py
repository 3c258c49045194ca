"""Keys in force where: rotations count up to the act that a later generation cites, at every node and in every proof."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest
from tests import nodes
from tests.nodes import World
from tests.test_entente_verify import CHECK

import entente_verify
from entente.exchange import wire
from entente.kernel.proofs.proof import check_proof
from entente.node import channels, look
from entente.node.admission import evidence, keyring, receive
from entente.node.keeping import prove
from entente.node.keeping.verify import verify
from entente.store import logs


def rotated_and_lost(world: World) -> list[str]:
    """GBR rotates every key and speaks on, then goes on in generation 2 from before its rotations; ids of acts of both generations."""
    said = [world.propose("GBR", "instrument", nodes.INSTRUMENT)]
    world.settle()
    root = world["GBR"].key("root")
    beyond = [channels.rotate(world["GBR"], world.channel, role, root) for role in ("act", "checkpoint", "transport")]
    said += [*beyond, world.propose("GBR", "instrument", nodes.INSTRUMENT | {"id": "lost"})]
    world.settle()
    with mock.patch.object(evidence, "forked_at", lambda *_: beyond[0].seq):  # as where a fork begins there
        said.append(channels.open_generation(world["GBR"], world.channel, root))
    world.settle()
    said.append(world.propose("GBR", "instrument", nodes.INSTRUMENT | {"id": "again"}))
    world.settle()
    return [act.id for act in said]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[World, list[str]]]:
    with nodes.build(tmp_path_factory.mktemp("keyring"), 2) as world:
        ids = rotated_and_lost(world)
        yield world, ids


def test_a_later_generation_begins_with_the_keys_at_the_act_it_cites(told: tuple[World, list[str]]) -> None:
    world, _ = told
    for node in world.nodes.values():
        rows = logs.load(node.alias, world.channel)
        old, new = rows["GBR", 1], rows["GBR", 2]
        first = keyring.keys_at(node, world.channel, rows, new.name, 0)
        assert first == keyring.keys_at(node, world.channel, rows, old.name, 0) != old.head.keys
        assert new.head.keys == old.head.keys, "the newest keys are named again"
        assert [act.seq for act, _ in keyring.rotations(node, new)] == [1, 2, 3]
        assert verify(node) == []


def test_every_act_is_proved_and_both_programs_agree(told: tuple[World, list[str]]) -> None:
    world, ids = told
    for node in world.nodes.values():
        for act in ids:
            data = prove.proof_of(node, look.find_act(node, act).position, False)
            assert check_proof(data, world.channel.id).act.id == act
            assert entente_verify.check_file(data, CHECK).failed == 0


def test_a_generation_waits_until_the_act_it_cites_is_held(tmp_path: Path) -> None:
    """Without that act nobody knows its keys (section 4.3): nothing is taken or frozen, and all is taken once the act is there."""
    with nodes.build(tmp_path, 2) as world:
        world.propose("GBR", "instrument", nodes.INSTRUMENT)
        channels.open_generation(world["GBR"], world.channel, world["GBR"].key("root"))
        held = logs.load(world["GBR"].alias, world.channel)
        sizes = {g: held["GBR", g].head.size for g in (1, 2)}
        entries = {g: tuple(logs.entries(world["GBR"].alias, held["GBR", g], 0, size)) for g, size in sizes.items()}
        first, later = (wire.LogPart(f"GBR/{g}", 0, entries[g], (None,) * sizes[g], None) for g in (1, 2))
        node = world["JPN"]
        early = receive.receive(node, world.channel.id, wire.SyncResponse(1, {}, (later,)))
        assert early.refused["GBR", 2].rule == "L4" and not early.acts and not early.frozen
        found = receive.receive(node, world.channel.id, wire.SyncResponse(1, {}, (first, later)))
        assert found.acts == {("GBR", 1): 1, ("GBR", 2): sizes[2]} and not found.refused
