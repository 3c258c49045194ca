"""Replication: statements signed and durable at A, pulled over loopback HTTP, verified and durable with their projections at B.

Three processes stand for two nodes: A's writer, A's server, and B (this one) with its verifier. The clock runs from the writer's start to
the last act durable at B. Touches files, databases, processes and loopback.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from time import perf_counter

from benchmarks.measure import RECORDS_PER_S, REPLICATION, REPLICATION_N, Measurement
from benchmarks.ours import _nodes
from benchmarks.ours._process import BATCH, Asking, go, launch_writer, pair_at_work, pull_until
from benchmarks.workplace import Place, log_tail, workplace

RUNS = 3
QUICK_N = 2_000
WARM_UP = 1_000


def run(quick: bool) -> Iterator[Measurement]:
    """Records/s from first append to last durable act, once for each run; and what A appends and B takes in alone."""
    count = QUICK_N if quick else REPLICATION_N
    with workplace("replication") as place, pair_at_work(place) as asking:
        _replicate(place, asking, 0, WARM_UP)
        first = WARM_UP
        for _ in range(1 if quick else RUNS):
            seconds = _replicate(place, asking, first, count)
            first += count
            note = f"A writes {BATCH} a transaction while B pulls; {_nodes.act_bytes(asking.node, asking.charter)} bytes of header and body"
            yield Measurement(REPLICATION, count / seconds, RECORDS_PER_S, count, note)
        writer = launch_writer(place, first, count)
        started = perf_counter()
        go(writer)
        _await_done(place, writer)
        yield Measurement("append at A alone", count / (perf_counter() - started), RECORDS_PER_S, count, f"{BATCH} a transaction")
        started = perf_counter()
        pull_until(place, asking, writer, first + count)
        yield Measurement("pull at B alone", count / (perf_counter() - started), RECORDS_PER_S, count, "over HTTP, all at A before")


def _replicate(place: Place, asking: Asking, first: int, count: int) -> float:
    """Seconds from the start of a writer of `count` statements to the last of them durable at B."""
    writer = launch_writer(place, first, count)
    started = perf_counter()
    go(writer)
    pull_until(place, asking, writer, first + count)
    return perf_counter() - started


def _await_done(place: Place, writer: subprocess.Popen[str]) -> None:
    if writer.stdout is None or writer.stdout.readline() != "done\n":
        raise RuntimeError(f"the writer broke off: {log_tail(place)}")
