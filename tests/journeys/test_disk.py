"""What a node's disk may do to it: lose what was not synced, be full, be read-only."""

from __future__ import annotations

import random
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests import nodes, simulator
from tests.journeys import disk
from tests.simulator import Sim, check_agreement, check_rebuilt

from entente.kernel.errors import Refusal
from entente.node.keeping import verify
from entente.store import database

pytestmark = pytest.mark.skipif(not disk.is_reachable(), reason="this Python's SQLite is built in and hides its symbols")


def say(sim: Sim, number: int) -> str:
    text = nodes.measure(f"GBR-M-2018-{number:03}", sim.codes)
    return sim.propose("GBR", text, request=f"request-{number}").id


def lay(sim: Sim, code: str, image: dict[str, bytes]) -> None:
    """The node starts again from what the power failure left."""
    sim.stop(code)
    for file in sim[code].home.path.glob("*.sqlite3*"):
        file.unlink()
    for path, data in image.items():
        Path(path).write_bytes(data)
    sim.start(code)


@pytest.fixture
def failing(two: Path, tmp_path: Path) -> object:
    with disk.disk() as found, simulator.play(two, tmp_path / "nodes") as sim:
        yield found, sim


def test_nothing_acknowledged_is_lost_by_a_store_that_loses_what_was_not_synced(failing: tuple[disk.Disk, Sim]) -> None:
    """The power fails at thirty moments, amid a commit or after one; what was acknowledged, or told the partner, is there again."""
    lost, sim = failing
    chance = random.Random(1)
    acknowledged: dict[str, str] = {}
    unsure = []
    for number in range(30):
        lost.fail_within(sim["GBR"].home.path, chance.randint(1, 25))
        request = f"request-{number}"
        act = say(sim, number)
        if lost.failed:
            unsure.append(request)
            image = lost.failed
        else:
            acknowledged[request] = act
            if chance.random() < 0.5:
                sim.ask("JPN", "GBR")
            image = lost.image(sim["GBR"].home.path, lambda: chance.random() < 0.5)
        lay(sim, "GBR", image)
        held = simulator.ids(sim, "GBR", "GBR")
        assert set(acknowledged.values()) <= set(held), f"lost after {request}"
        assert database.rows(sim["GBR"].alias, "PRAGMA integrity_check") == [("ok",)]
        if lost.failed or chance.random() < 0.2:
            acknowledged[request] = say(sim, number)
    assert len(unsure) > 5 and len(acknowledged) > 25
    sim.settle()
    check_agreement(sim)
    held = simulator.ids(sim, "JPN", "GBR")
    assert len(held) == len(set(held)) and set(acknowledged.values()) <= set(held)
    check_rebuilt(sim, "GBR")
    assert not verify.verify(sim["GBR"])


def test_the_loss_is_seen_where_the_store_does_not_sync(failing: tuple[disk.Disk, Sim]) -> None:
    """The control: without the sync at each commit the same check finds a loss."""
    lost, sim = failing
    database.run(sim["GBR"].alias, "PRAGMA synchronous=OFF")
    act = say(sim, 1)
    lay(sim, "GBR", lost.image(sim["GBR"].home.path))
    assert act not in simulator.ids(sim, "GBR", "GBR")


@contextmanager
def no_file_grows_beyond(size: int) -> Iterator[None]:
    """The operating system refuses to write beyond this size, as a full disk or a quota does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_disk_that_takes_no_more_is_a_clear_error_and_loses_nothing(pair: Sim) -> None:
    say(pair, 1)
    pair.propose("JPN", nodes.measure("GBR-M-2018-002", pair.codes))
    acts, before = simulator.ids(pair, "GBR", "GBR"), pair.digest("GBR", knowledge=True)
    log = pair["GBR"].home.path / "node.sqlite3-wal"
    with no_file_grows_beyond(log.stat().st_size + 8_192):
        for _ in range(2):
            with pytest.raises(Refusal) as refused:
                say(pair, 2)
            assert refused.value.rule == "N2" and "cannot be written" in refused.value.words
        found = pair.ask("GBR", "JPN")
        assert "cannot be written" in found.trouble and found.acts == 0
        assert simulator.ids(pair, "GBR", "GBR") == acts and pair.digest("GBR", knowledge=True) == before
    assert say(pair, 2) == say(pair, 2)
    pair.settle()
    check_agreement(pair)
    assert not verify.verify(pair["GBR"])


def test_a_read_only_disk_is_a_clear_error_and_can_still_be_read(failing: tuple[disk.Disk, Sim]) -> None:
    lost, sim = failing
    act = say(sim, 1)
    before = sim.digest("GBR", knowledge=True)
    sim.stop("GBR")
    lost.read_only = "/GBR/"
    sim.start("GBR")
    with pytest.raises(Refusal) as refused:
        say(sim, 2)
    # SQLite does not even open a WAL database where it cannot make its shared-memory file
    assert refused.value.rule == "N2" and "unable to open database file" in refused.value.words
    sim.stop("GBR")
    lost.read_only = ""
    sim.start("GBR")
    assert sim.digest("GBR", knowledge=True) == before
    assert simulator.ids(sim, "GBR", "GBR")[-1] == act
    say(sim, 2)
