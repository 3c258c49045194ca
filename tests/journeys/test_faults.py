"""Every write fails twice: once it is not kept, once it is kept but reported failed; then all is tried again and must come right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from tests import nodes, simulator
from tests.simulator import Sim, check_agreement, check_rebuilt, failing_store

from entente.kernel.errors import Refusal

WRITES = 6  # more than any of these steps makes; a fault beyond the last write is a run without one


def say(sim: Sim) -> None:
    sim.propose("GBR", nodes.measure("GBR-M-2018-001", sim.codes), request="said")


def receive(sim: Sim) -> None:
    found = sim.ask("JPN", "GBR")
    if found.trouble:
        raise Refusal("again", "-", found.trouble)


def answer(sim: Sim) -> None:
    move = next(m for row in simulator.records.with_moves(sim["JPN"].alias, sim.channel.id) for m in row.move_list())
    act = simulator.look.find_act(sim["JPN"], move[2]).act
    sim.say("JPN", "accept", act, request="accepted")


def conclude(sim: Sim) -> None:
    found = sim.ask("GBR", "JPN")
    if found.trouble:
        raise Refusal("again", "-", found.trouble)


STEPS: tuple[tuple[str, Callable[[Sim], None]], ...] = (("GBR", say), ("JPN", receive), ("JPN", answer), ("GBR", conclude))


@pytest.mark.parametrize("kind", ["before", "after"])
@pytest.mark.parametrize("number", range(len(STEPS)), ids=[step.__name__ for _, step in STEPS])
def test_every_write_fails_twice(two: Path, tmp_path: Path, number: int, kind: str) -> None:
    failed = 0
    for write in range(WRITES):
        with simulator.play(two, tmp_path / f"nodes-{write}") as sim, failing_store(sim):
            for index, (code, step) in enumerate(STEPS):
                if index == number:
                    sim.store_faults[code] = ["" for _ in range(write)] + [kind]
                    try:
                        step(sim)
                    except Refusal as refusal:
                        failed += 1
                        assert "database" in refusal.words
                    sim.store_faults.clear()
                step(sim)
            sim.settle()
            check_agreement(sim)
            kinds = Counter(
                simulator.logs.read_act(sim.logs("GBR")[party, 1], seq, entry).header.kind
                for party in sim.codes
                for seq, entry in enumerate(sim.entries("GBR", party))
            )
            assert kinds == {"propose": 2, "accept": 2, "conclude": 2, "confirm": 2}, "the instrument's and the measure's, each once"
            check_rebuilt(sim, "GBR")
    assert 0 < failed < WRITES
