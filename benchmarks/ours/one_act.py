"""One new act: its cost at a thousand acts and at a million, signed, durable, with its projections. Touches files and databases.

Own statements in sessions of their own, one a transaction; the sizes grow by the few that are said to measure.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from time import perf_counter

from benchmarks.measure import MS, ONE_NEW_ACT, Measurement
from benchmarks.ours import _nodes
from benchmarks.ours._grown import Grown, at_each_size

ACTS, WARM_UP = 60, 10
FIRST = 10_000_000  # numbers that no growing reaches


def run(quick: bool) -> Iterator[Measurement]:
    """Milliseconds for one act, median, at each size."""
    return at_each_size(quick, _measure)


def _measure(grown: Grown) -> Measurement:
    times = []
    for number in range(FIRST, FIRST + WARM_UP + ACTS):
        started = perf_counter()
        _nodes.say(grown.a, grown.charter, [number])
        times.append((perf_counter() - started) * 1_000)
    times = times[WARM_UP:]
    return Measurement(ONE_NEW_ACT, statistics.median(times), MS, grown.size, f"median of {ACTS}; the slowest {max(times):.1f} ms")
