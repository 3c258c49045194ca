"""The rebuilt store equals the store grown act by act; nodes that hold the same acts agree, whatever the order of delivery."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests import nodes
from tests.node.histories import Story
from tests.nodes import World

from entente.node.admission.rebuild import rebuild
from entente.node.keeping.dump import logical_dump
from entente.node.keeping.verify import verify


def check_laws(world: World) -> None:
    """Rebuild gives the same dump, before all is delivered and after; then all nodes have the same; a second delivery changes nothing."""
    for node in world.nodes.values():
        grown = list(logical_dump(node))
        rebuild(node)
        assert list(logical_dump(node)) == grown
    world.settle()
    for node in world.nodes.values():
        grown = list(logical_dump(node))
        rebuild(node)
        assert list(logical_dump(node)) == grown
    dumps = [list(logical_dump(node, knowledge=False, channel=world.channel.id)) for node in world.nodes.values()]
    for dump in dumps[1:]:
        assert dump == dumps[0]
    first = world.codes[0]
    before = list(logical_dump(world[first]))
    for other in world.codes[1:]:
        world.pull(first, other)
        held = dict.fromkeys(world.source(first).heads(world.channel.id), 0)
        world.deliver_again(first, other, held)
    assert list(logical_dump(world[first])) == before


@pytest.mark.parametrize("seed", range(10))
def test_random_histories_of_two(tmp_path: Path, seed: int) -> None:
    with nodes.build(tmp_path, 2) as world:
        world.adopt()
        Story(world, seed).run(100)
        check_laws(world)


@pytest.mark.parametrize("seed", range(100, 105))
def test_random_histories_of_three(tmp_path: Path, seed: int) -> None:
    with nodes.build(tmp_path, 3) as world:
        world.adopt()
        Story(world, seed).run(120)
        check_laws(world)


@pytest.mark.parametrize("seed", range(200, 203))
def test_random_histories_on_postgresql(tmp_path: Path, postgres_url: Callable[[], str], seed: int) -> None:
    """The same, one node on PostgreSQL and one on SQLite: their dumps are equal, and both verify."""
    with nodes.build(tmp_path, 2, urls={"GBR": postgres_url()}) as world:
        world.adopt()
        Story(world, seed).run(80)
        check_laws(world)
        assert verify(world["GBR"]) == [] and verify(world["JPN"]) == []


def test_acts_before_the_instrument_is_known(tmp_path: Path) -> None:
    """A body sealed for want of its clause (B8) is read once the instrument is in effect; rebuilt, it becomes known at the same moment."""
    with nodes.build(tmp_path, 2) as world:
        instrument = world.propose("GBR", "instrument", nodes.INSTRUMENT)
        world.settle()
        world.say("JPN", "accept", instrument)
        world.pull("GBR", "JPN")
        world.pull("JPN", "GBR", bodies=False)
        world.pull("GBR", "JPN")
        measure = world.propose("GBR", "measure", nodes.measure())
        world.later(days=3)
        world.settle()
        world.agree(measure)
        check_laws(world)
        assert all(verify(node) == [] for node in world.nodes.values())


def test_a_frozen_log_is_judged_alike_in_a_rebuild(tmp_path: Path) -> None:
    """What others said after reading a log that was frozen later keeps its effect when everything is judged again."""
    from entente.kernel.errors import Refusal
    from entente.node.admission import ingest

    with nodes.build(tmp_path, 2) as world:
        world.adopt()
        world.agree(world.propose("JPN", "measure", nodes.measure()))
        node = world["GBR"]
        with ingest.batch(node, world.channel.id) as current:
            ingest.freeze(current, ("JPN", 1), Refusal("log-forked", "L4", "It is forked."))
        grown = list(logical_dump(node))
        assert any('"status":"admitted"' in line for line in grown)
        rebuild(node)
        assert list(logical_dump(node)) == grown
