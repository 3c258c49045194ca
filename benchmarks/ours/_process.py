"""Processes of node A beside the benchmark's own, which is B: its server, and its writer. Touches what the node touches, and loopback.

python -m benchmarks.ours._process serve FOLDER PORT
python -m benchmarks.ours._process live FOLDER PORT
python -m benchmarks.ours._process write FOLDER FIRST COUNT BATCH
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

from benchmarks.ours import _nodes
from benchmarks.workplace import LOOPBACK, Place, await_port, free_port, log_tail, start
from entente.kernel.charter import Charter
from entente.node import channels, lasting
from entente.node.node import Node, open_node
from entente.node.partners.serve import open_exchange, serve
from entente.node.partners.sync import Exchange, exchange_with
from entente.node.submit import MAX_BATCH
from entente.store import partners

ROOT = Path(__file__).parents[2]
EVERY_S = 3600.0  # the server's own rounds are not what is measured
BATCH = MAX_BATCH
POLL_S = 0.002
PATIENCE_S = 60.0


@dataclass(frozen=True, slots=True)
class Asking:
    """B, which asks A's server: its node, its side of the exchange, and how many acts of A it held before the first statement."""

    node: Node
    charter: Charter
    exchange: Exchange
    offset: int


@contextmanager
def pair_at_work(place: Place) -> Iterator[Asking]:
    """A fresh pair of nodes in the place's folder, A's server answering and B ready to ask."""
    _, b, charter = _nodes.make_pair(place.folder)
    launch_server(place, b, charter)
    lasting.settle()  # as `entente serve` does
    yield Asking(b, charter, open_exchange(b), _nodes.size_of(b, charter))


def launch_server(place: Place, b: Node, charter: Charter) -> subprocess.Popen[str]:
    """A's server, answering; B knows its address."""
    port = free_port()
    process = _launch(place, "serve", str(place.folder / "GBR"), str(port))
    await_port(place, process, port)
    channels.set_address(b, charter, "GBR", f"http://{LOOPBACK}:{port}")
    return process


def launch_both(place: Place, a: Node, b: Node, charter: Charter) -> None:
    """Both nodes serving and asking one another by themselves, as in use."""
    ports = {node.party: free_port() for node in (a, b)}
    for node, other in ((a, b), (b, a)):
        channels.set_address(node, charter, other.party, f"http://{LOOPBACK}:{ports[other.party]}")
    for node in (a, b):
        await_port(place, _launch(place, "live", str(place.folder / node.party), str(ports[node.party])), ports[node.party])


def launch_writer(place: Place, first: int, count: int) -> subprocess.Popen[str]:
    """A writer that waits for `go`, so that the start of a Python process is not held against the figure."""
    writer = _launch(place, "write", str(place.folder / "GBR"), str(first), str(count), str(BATCH))
    if writer.stdout is None or writer.stdout.readline() != "ready\n":
        raise RuntimeError(f"the writer did not start: {log_tail(place)}")
    return writer


def pull_until(place: Place, asking: Asking, writer: subprocess.Popen[str], total: int) -> None:
    """Returns once B holds `total` statements; raises RuntimeError with the trouble."""
    until = monotonic() + PATIENCE_S
    held = _nodes.size_of(asking.node, asking.charter) - asking.offset
    while held < total:
        taken = ask_once(asking)
        held += taken
        if taken:
            until = monotonic() + PATIENCE_S
        elif monotonic() > until or writer.poll() not in (None, 0):
            raise RuntimeError(f"B holds {held} of {total} statements and no more come: {log_tail(place)}")
        else:
            sleep(POLL_S)


def ask_once(asking: Asking) -> int:
    """One round of B with A; the number of acts it brought."""
    known = partners.partners(asking.node.alias, asking.charter.id)
    outcome = exchange_with(asking.exchange, asking.charter, next(partner for partner in known if partner.party == "GBR"))
    if outcome.trouble or outcome.frozen:
        raise RuntimeError(f"the exchange failed: {outcome.trouble or outcome.frozen}")
    return outcome.acts


def go(writer: subprocess.Popen[str]) -> None:
    """Lets the writer begin."""
    if writer.stdin is not None:
        writer.stdin.write("go\n")
        writer.stdin.flush()


def _launch(place: Place, *words: str) -> subprocess.Popen[str]:
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT), *sys.path])
    return start(place, [sys.executable, "-m", "benchmarks.ours._process", *words], {"PYTHONPATH": path})


def _write(folder: Path, first: int, count: int, batch: int) -> None:
    node = open_node(folder)
    charter = node.find_channel(None)
    lasting.settle()  # as the process of a node's pages and its exchange does
    print("ready", flush=True)
    sys.stdin.readline()
    for begin in range(first, first + count, batch):
        _nodes.say(node, charter, range(begin, min(begin + batch, first + count)))
    print("done", flush=True)


def main(words: list[str]) -> None:
    """Runs what the first word names."""
    folder = Path(words[1])
    if words[0] == "serve":
        serve(open_node(folder), LOOPBACK, int(words[2]), every_s=EVERY_S)
    elif words[0] == "live":
        serve(open_node(folder), LOOPBACK, int(words[2]))  # with its own rounds, as in use
    else:
        _write(folder, *map(int, words[2:5]))


if __name__ == "__main__":
    main(sys.argv[1:])
