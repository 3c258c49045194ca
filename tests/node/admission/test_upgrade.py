"""Two versions of a node side by side: the older seals what it cannot read, decides alike, and reads it after its upgrade."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests import nodes

from entente.areas import action_plan, instruments, registry
from entente.kernel.area import Registry
from entente.node import look
from entente.node.admission.upgrade import reread_after_upgrade
from entente.node.keeping.dump import logical_dump
from entente.node.keeping.verify import verify

WITHOUT_PLAN = Registry((instruments.AREA,))
PLAN = action_plan.AREA
NEWER = Registry((instruments.AREA, replace(PLAN, kinds=tuple(replace(k, schemas={**k.schemas, 2: k.schemas[1]}) for k in PLAN.kinds))))


def test_an_older_node_seals_and_reads_after_its_upgrade(tmp_path: Path) -> None:
    with nodes.build(tmp_path, 2, registries={"JPN": WITHOUT_PLAN}) as world:
        assert [reread_after_upgrade(node) for node in world.nodes.values()] == [0, 0]
        world.adopt()
        proposal = world.propose("GBR", "measure", nodes.measure())
        world.settle()
        old = world["JPN"]
        sealed = look.find_act(old, proposal.id)
        assert (sealed.status, sealed.body_state, sealed.body_rule) == ("admitted", "sealed", "B5")
        states = [look.record_state(node, proposal.id) for node in world.nodes.values()]
        assert states[0] == states[1] and verify(old) == []
        new = world.nodes["JPN"] = replace(old, registry=registry(), clauses={})
        world.sources.clear()
        assert reread_after_upgrade(new) == 1
        assert look.find_act(new, proposal.id).body_state == "read"
        assert reread_after_upgrade(new) == 0
        world.agree(proposal)
        dumps = [list(logical_dump(n, knowledge=False, channel=world.channel.id)) for n in world.nodes.values()]
        assert dumps[0] == dumps[1] and verify(new) == []


def test_a_newer_schema_version(tmp_path: Path) -> None:
    """The same by schema version: version 2 of a known type waits for the node that knows it."""
    with nodes.build(tmp_path, 2, registries={"GBR": NEWER}) as world:
        world.adopt()
        for node in world.nodes.values():
            reread_after_upgrade(node)
        said = world.state("GBR", "progress-report", nodes.report("a" * 64), schema=2)
        world.settle()
        found = look.find_act(world["JPN"], said.id)
        assert (found.body_state, found.body_rule) == ("sealed", "B5") and "Version 2" in found.body_words
        new = replace(world["JPN"], registry=NEWER, clauses={})
        assert reread_after_upgrade(new) == 1 and verify(new) == []


def test_an_instrument_that_reads_now_makes_what_cites_it_read_too(tmp_path: Path) -> None:
    """Sealed for want of the type (B5), the instrument leaves its clauses unknown (B8): one upgrade opens both."""
    with nodes.build(tmp_path, 2, registries={"JPN": Registry((PLAN,))}) as world:
        reread_after_upgrade(world["JPN"])
        instrument = world.propose("GBR", "instrument", nodes.INSTRUMENT)
        world.settle()
        world.say("JPN", "accept", instrument)
        world.settle()
        measure = world.propose("GBR", "measure", nodes.measure())
        world.settle()
        assert look.find_act(world["JPN"], measure.id).body_rule == "B8"
        new = replace(world["JPN"], registry=registry(), clauses={})
        assert reread_after_upgrade(new) == 2 and verify(new) == []
        assert look.find_act(new, measure.id).body_state == "read"
