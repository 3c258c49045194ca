"""Proof files of a node's acts: checked by the kernel and by the stand-alone program, with and without the body."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import nodes
from tests.nodes import World

from entente.kernel.act import SALT
from entente.kernel.errors import Refusal
from entente.kernel.proofs.proof import check_proof
from entente.node import channels, look
from entente.node.keeping import prove
from entente.node.keeping.verify import verify
from entente.store import database, logs, partners


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with nodes.build(tmp_path_factory.mktemp("prove"), 3) as made:
        made.adopt()
        made.agree(made.propose("GBR", "measure", nodes.measure(parties=made.codes)))
        made.settle()
        yield made


def test_every_act_every_node(world: World) -> None:
    """Whoever holds an act proves it, with the receipts of those who held it at that size."""
    cosigners: set[str] = set()
    for node in world.nodes.values():
        for row in logs.load(node.alias, world.channel).values():
            for seq in range(row.head.size):
                proved = check_proof(prove.proof_of(node, row.position(seq), False), world.channel.id)
                assert (proved.act.log, proved.act.seq) == (row.name, seq) and proved.content is None
                cosigners |= {one.party for one in proved.cosigned}
    assert cosigners == set(world.codes)


def test_the_latest_receipt_covers_it(world: World) -> None:
    node = world["GBR"]
    row = logs.load(node.alias, world.channel)["GBR", 1]
    proved = check_proof(prove.proof_of(node, row.position(0), True))
    assert proved.size == max(r.size for r in partners.receipts(node.alias, row.number))
    assert proved.content is not None and b"Joint Declaration" in proved.content[SALT:]


def test_a_purged_body_is_not_released(world: World) -> None:
    said = world.state("GBR", "progress-report", nodes.report("a" * 64))
    world.say("GBR", "purge", said)
    position = look.find_act(world["GBR"], said.id).position
    with pytest.raises(Refusal, match="N24 body-not-held"):
        prove.proof_of(world["GBR"], position, True)
    assert check_proof(prove.proof_of(world["GBR"], position, False)).act.id == said.id


def test_after_a_rotation_the_old_and_the_new_are_proved(tmp_path: Path) -> None:
    with nodes.build(tmp_path, 2) as world:
        before = world.propose("GBR", "instrument", nodes.INSTRUMENT)
        world.settle()
        root = world["GBR"].key("root")
        rotated = [channels.rotate(world["GBR"], world.channel, role, root) for role in ("act", "checkpoint")]
        after = world.propose("GBR", "instrument", nodes.INSTRUMENT | {"id": "other"})
        world.settle()
        for node in world.nodes.values():
            for act in (before, *rotated, after):
                assert check_proof(prove.proof_of(node, look.find_act(node, act.id).position, False)).act.id == act.id
            assert verify(node) == []


def test_the_stand_alone_program_agrees(world: World, tmp_path: Path) -> None:
    program = Path(nodes.__file__).resolve().parent.parent / "src" / "entente_verify.py"
    row = logs.load(world["JPN"].alias, world.channel)["GBR", 1]
    file = tmp_path / "one.proof"
    file.write_bytes(prove.proof_of(world["JPN"], row.position(0), True))
    done = subprocess.run([sys.executable, str(program), str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_act_that_nobody_has_signed_for_yet(world: World) -> None:
    """A partner's act whose checkpoint has not come cannot be proved; the words say when it can."""
    node = world["USA"]
    row = logs.load(node.alias, world.channel)["GBR", 1]
    with database.write(node.alias):
        database.run(node.alias, "UPDATE log SET checkpoint_size = 0 WHERE id = %s", (row.number,))
        database.run(node.alias, "DELETE FROM cosignature WHERE log_id = %s", (row.number,))
    with pytest.raises(Refusal, match="N24 not-covered"):
        prove.proof_of(node, row.position(0), False)
