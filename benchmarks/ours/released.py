"""From the release of an entry in London to what the Tokyo Desk shows, by two serving nodes. Touches files, processes, loopback.

Both nodes run as `entente serve` runs them and ask one another by themselves; what is released here is signed as the release page signs it,
and what the Desk shows is asked of Tokyo's store by the Desk's own query. Wall time, since most of it is waiting for the next round.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from time import perf_counter, sleep

from benchmarks.measure import MS, RELEASED, Measurement
from benchmarks.ours import _nodes
from benchmarks.ours._process import launch_both
from benchmarks.workplace import workplace
from entente.node.node import Node
from entente.store import paged

TIMES, QUICK_TIMES = 30, 5
LOOK_S, PATIENCE_S, SPREAD_S = 0.01, 30.0, 2.0
NEWEST = 50


def run(quick: bool) -> Iterator[Measurement]:
    """Milliseconds of wall time, p50 and p95."""
    random, times = Random(1), []
    with workplace("released") as place:
        a, b, charter = _nodes.make_pair(place.folder)
        launch_both(place, a, b, charter)
        for number in range(QUICK_TIMES if quick else TIMES):
            sleep(random.random() * SPREAD_S)  # anywhere between two rounds
            started = perf_counter()
            (act,) = _nodes.say(a, charter, [number])
            while act.id not in _on_desk(b):
                if perf_counter() - started > PATIENCE_S:
                    raise RuntimeError(f"Tokyo does not have the entry after {PATIENCE_S:.0f} s")
                sleep(LOOK_S)
            times.append((perf_counter() - started) * 1_000)
    times.sort()
    middle, tail = times[len(times) // 2], times[int(len(times) * 0.95)]
    note = f"wall; median {middle:,.0f} ms, the slowest {times[-1]:,.0f} ms, of {len(times)} releases"
    yield Measurement(RELEASED, tail, MS, len(times), note)


def _on_desk(node: Node) -> set[str]:
    rows, _ = paged.newer(node.alias, None, 0, (NEWEST, NEWEST), paged.Wanted({}))
    return {row.id for row in rows}
