"""A synchronisation that finds nothing new, over loopback HTTP: B asks A's server. Touches files, databases, processes and loopback."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from time import perf_counter

from benchmarks.measure import MS, SYNC_NOTHING_NEW, Measurement
from benchmarks.ours import _nodes
from benchmarks.ours._grown import Grown, at_each_size
from benchmarks.ours._process import Asking, ask_once, launch_server
from entente.node.partners.serve import open_exchange

ROUNDS, WARM_UP = 40, 5


def run(quick: bool) -> Iterator[Measurement]:
    """Milliseconds for one round, median, at each size: signed question, signed answer, notes both ways, what follows by itself."""
    return at_each_size(quick, _measure)


def _measure(grown: Grown) -> Measurement:
    server = launch_server(grown.place, grown.b, grown.charter)
    asking = Asking(grown.b, grown.charter, open_exchange(grown.b), 0)
    while ask_once(asking):
        pass  # acts that another benchmark has said meanwhile
    times = []
    for _ in range(WARM_UP + ROUNDS):
        started = perf_counter()
        ask_once(asking)
        times.append((perf_counter() - started) * 1_000)
    server.terminate()
    server.wait()
    times = times[WARM_UP:]
    held = _nodes.size_of(grown.b, grown.charter)
    note = f"median of {ROUNDS} rounds, both sides holding {held:,} acts; the slowest {max(times):.1f} ms"
    return Measurement(SYNC_NOTHING_NEW, statistics.median(times), MS, grown.size, note)
