"""The batch ledger: what closed a proposal, and what made one fall with another of its records."""

from __future__ import annotations

from pathlib import Path

from tests.nodes import World, build, measure

from entente.kernel.act import Act, Header, Target
from entente.kernel.gate1.ruling import Verdict
from entente.kernel.log import Head, Keyring
from entente.node import look
from entente.node.admission.rebuild import rebuild
from entente.node.keeping.dump import logical_dump
from entente.store.ledger import BatchLedger
from entente.store.logs import Log


def two_measures(world: World) -> tuple[str, str]:
    """The ids of two measures proposed, not yet agreed, one by each side."""
    first = world.propose("JPN", "measure", measure("JPN-M-2018-001"))
    second = world.propose("GBR", "measure", measure("GBR-M-2018-002"))
    world.settle()
    return first.id, second.id


def test_a_proposal_on_two_records_falls_with_the_one_that_is_concluded_otherwise(tmp_path: Path) -> None:
    with build(tmp_path) as world:
        world.adopt()
        first, second = two_measures(world)
        proposal = look.find_act(world["JPN"], first).act
        rival = look.find_act(world["GBR"], second).act
        world.say("GBR", "accept", proposal)
        both = world.say(
            "GBR",
            "propose",
            proposal,
            rival,
            targets=(Target("measure", 1, first), Target("measure", 1, second)),
            body={"texts": [measure("JPN-M-2018-001"), measure("GBR-M-2018-002")]},
        )
        world.settle()
        for code in world.codes:
            assert look.record_state(world[code], first).state == "in-effect"
            sibling = look.record_state(world[code], second)
            assert {p.cite.act: p.state for p in sibling.proposals}[both.id] == "closed"
            assert not any(move.act == both.id for move in sibling.moves)
            row = look.find_record(world[code], second)
            assert both.id not in row.moves


def test_what_fell_is_told_the_same_by_a_rebuild(tmp_path: Path) -> None:
    with build(tmp_path) as world:
        world.adopt()
        first, second = two_measures(world)
        proposal, rival = (look.find_act(world["GBR"], record).act for record in (first, second))
        texts = [measure("JPN-M-2018-001"), measure("GBR-M-2018-002")]
        targets = (Target("measure", 1, first), Target("measure", 1, second))
        world.say("GBR", "accept", proposal)
        world.say("GBR", "propose", proposal, rival, targets=targets, body={"texts": texts})
        world.settle()
        for code in world.codes:
            grown = list(logical_dump(world[code]))
            rebuild(world[code])
            assert list(logical_dump(world[code])) == grown


def test_statements_entered_together_are_found_where_they_are_cited() -> None:
    name, keys = ("GBR", 1), Keyring(b"", b"", b"", b"", b"")
    place = {"v": 1, "log": "o", "prev": "", "kind": "state", "post": "GBR:FCDO:desk", "signed_at": "2018-10-02T09:00:00Z", "label": {}}
    acts = [Act(f"{seq:064x}", name, seq, Header(seq=seq, **place)) for seq in range(8)]
    ledger = BatchLedger("none", ("GBR",), {name: Log(1, name, Head("o", name, 0, "", keys), 0, b"", "", {}, b"", 0, None, None)})
    ledger.enter_statements(name, acts[:3])
    ledger.enter(acts[3], Verdict("void", "G7", "", (), ()))
    ledger.enter_statements(name, acts[4:])
    found = [ledger.act(act.cite) for act in acts]
    assert [decided and decided.act for decided in found] == acts
    assert [decided and decided.status for decided in found] == ["admitted"] * 3 + ["void"] + ["admitted"] * 4
    assert ledger.act(acts[7].cite._replace(seq=8)) is None
