"""Two nodes in processes of their own under load, one of them killed again and again; then what must hold of their stores.

Touches processes, the network, temporary folders. `run` is what test_kill.py and the soak test call.
"""

from __future__ import annotations

import multiprocessing
import random
import socket
import time
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path

from tests import nodes, simulator
from tests.journeys import worker

from entente.node import channels
from entente.node.keeping import verify
from entente.store import database

PROCESSES = multiprocessing.get_context("forkserver")  # each life is a fork of a clean process that has loaded the code
PROCESSES.set_forkserver_preload(["tests.journeys.worker"])
ROLES = {"GBR": "writes", "JPN": "answers"}


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Worker:
    """One node's process, what it printed in all its lives, and its port."""

    code: str
    folder: Path
    port: int
    process: BaseProcess | None = None
    lives: int = 0
    out: Path = field(init=False)

    def __post_init__(self) -> None:
        self.out = self.folder.parent / f"{self.code}.out"
        self.out.touch()

    def start(self) -> None:
        """Starts it; the writer begins a few requests before the last it had acknowledged, to say them a second time."""
        with self.out.open("rb+") as file:  # a line that the kill has cut was no acknowledgement
            whole = file.read().rpartition(b"\n")[0]
            file.truncate(len(whole) + 1 if whole else 0)
        self.lives += 1
        numbers = [int(request[1:]) for request in self.acknowledged() if request[0] == "w"]
        start = max(0, max(numbers, default=0) - 3)
        self.process = PROCESSES.Process(target=worker.main, args=(self.folder, self.port, ROLES[self.code], start), daemon=True)
        self.process.start()

    def wait_ready(self) -> None:
        """Until this life has printed that it is ready."""
        deadline = time.monotonic() + 60
        while self.out.read_bytes().count(b"ready\n") < self.lives:
            assert self.process is not None and self.process.is_alive(), (self.folder.parent / f"{self.code}.err").read_text()[-2000:]
            assert time.monotonic() < deadline, "the worker does not start"
            time.sleep(0.01)

    def kill(self) -> None:
        """SIGKILL, and the end awaited."""
        if self.process is not None:
            self.process.kill()
            self.process.join()

    def acknowledged(self) -> dict[str, str]:
        """What it has acknowledged: request to act; the same request must always have been the same act."""
        found: dict[str, str] = {}
        for line in self.out.read_text().splitlines():
            request, _, act = line.partition(" ")
            if act:
                assert found.setdefault(request, act) == act, f"{request} gave two acts"
        return found


def run(folder: Path, kills: int, seed: int) -> dict[str, int]:
    """So many kills of either node at random moments; then checks both stores. Gives what was acknowledged, and by how many lives."""
    chance = random.Random(seed)
    simulator.make_template(folder / "nodes", 2)
    ports = {code: free_port() for code in ROLES}
    with simulator.opened(folder / "nodes") as sim:
        sim.agree(sim.propose("GBR", nodes.measure("GBR-M-2018-000", sim.codes)))
        address(sim, {code: f"http://127.0.0.1:{port}" for code, port in ports.items()})
    workers = {code: Worker(code, folder / "nodes" / code, ports[code]) for code in ROLES}
    try:
        for each in workers.values():
            each.start()
        for _ in range(kills):
            victim = workers[chance.choice(list(workers))]
            victim.wait_ready()
            time.sleep(chance.random() * 0.5)
            victim.kill()
            victim.start()
        for each in workers.values():
            each.wait_ready()
    finally:
        for each in workers.values():
            each.kill()
    check(folder / "nodes", workers)
    return {
        "kills": kills,
        "acknowledged": sum(len(w.acknowledged()) for w in workers.values()),
        "lives that acknowledged": sum(1 for w in workers.values() for life in w.out.read_text().split("ready\n")[1:] if life),
    }


def address(sim: simulator.Sim, urls: dict[str, str]) -> None:
    """Tells each node where the other is: over the network, or in this process."""
    for code, url in urls.items():
        for other in urls:
            if other != code:
                channels.set_address(sim[other], sim.channel, code, url)


def check(folder: Path, workers: dict[str, Worker]) -> None:
    """Nothing acknowledged is lost, nothing doubled, both nodes agree, nothing is forked, and verifying finds nothing."""
    with simulator.opened(folder) as sim:
        address(sim, {code: f"http://{code.lower()}.test" for code in sim.codes})
        sim.settle()
        simulator.check_agreement(sim)
        for code, killed in workers.items():
            for other in sim.codes:
                acts = simulator.ids(sim, other, code)
                assert len(acts) == len(set(acts))
                lost = set(killed.acknowledged().values()) - set(acts)
                assert not lost, f"{other} lacks {len(lost)} acknowledged acts of {code}"
        for code in sim.codes:
            requests = database.rows(sim[code].alias, "SELECT COUNT(*), COUNT(DISTINCT act) FROM request")
            assert requests[0][0] == requests[0][1], "one act for two requests"
            simulator.check_rebuilt(sim, code)
            problems = verify.verify(sim[code])
            assert not problems, problems
