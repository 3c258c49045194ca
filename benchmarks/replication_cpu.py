"""CPU of a replication, microseconds an act, for each of its processes: what another 1,000 acts a second would have to be taken from.

python -m benchmarks.replication_cpu [ACTS [RUNS]]

The same two nodes and the same writer as benchmarks/ours/replication.py. CPU time is counted by the kernel, so that a busy machine blurs
it less than the clock on the wall; it still grows by half where others use the caches. Linux. Touches files, databases, processes and
loopback.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.ours._process import Asking, go, launch_writer, pair_at_work, pull_until
from benchmarks.workplace import Place, workplace

ACTS, RUNS, WARM_UP = 20_000, 3, 2_000
PARTS = ("A's writer", "A's server", "B", "B's verifiers")
TICK_US = 1_000_000 / os.sysconf("SC_CLK_TCK")


def _processes() -> dict[int, tuple[int, float]]:
    """Every process: its parent, and its CPU time in microseconds."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has ended meanwhile
            fields = stat.read_text().rpartition(")")[2].split()
            found[int(stat.parent.name)] = (int(fields[1]), (int(fields[11]) + int(fields[12])) * TICK_US)
    return found


def _tree(seen: dict[int, tuple[int, float]], root: int) -> float:
    """CPU time of a process and of all it started."""
    return seen[root][1] + sum(_tree(seen, pid) for pid, (parent, _) in seen.items() if parent == root)


def _spent(writer: subprocess.Popen[str], server: int) -> tuple[float, ...]:
    """CPU time so far of each of PARTS; the writer's while it runs."""
    seen, own = _processes(), os.getpid()
    apart = sum(_tree(seen, pid) for pid, (parent, _) in seen.items() if parent == own and pid not in (writer.pid, server))
    return seen.get(writer.pid, (0, 0.0))[1], _tree(seen, server), seen[own][1], apart


def _replicate(place: Place, asking: Asking, server: int, first: int, count: int) -> tuple[float, ...]:
    """CPU microseconds an act of each of PARTS, and acts a second by the clock on the wall."""
    writer = launch_writer(place, first, count)
    before, ended = _spent(writer, server), _ended()
    started = perf_counter()
    go(writer)
    pull_until(place, asking, writer, first + count)
    seconds = perf_counter() - started
    after = _spent(writer, server)
    writer.wait()
    spent = [_ended() - ended - before[0], *(now - then for now, then in zip(after[1:], before[1:], strict=True))]
    return (*(cpu / count for cpu in spent), count / seconds)


def _ended() -> float:
    """CPU time of this process's children that have ended, in microseconds."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (used.ru_utime + used.ru_stime) * 1_000_000


def main(words: list[str]) -> None:
    """Prints each run, and the median of all."""
    count, runs = (int(words[0]) if words else ACTS), (int(words[1]) if len(words) > 1 else RUNS)
    found = []
    with workplace("replication-cpu") as place, pair_at_work(place) as asking:
        server = next(pid for pid, (parent, _) in _processes().items() if parent == os.getpid())  # the first that was started
        _replicate(place, asking, server, 0, WARM_UP)
        for number in range(runs):
            found.append(_replicate(place, asking, server, WARM_UP + number * count, count))
            _tell(f"run {number + 1}", found[-1])
    _tell("median", tuple(median(column) for column in zip(*found, strict=True)))


def _tell(name: str, row: tuple[float, ...]) -> None:
    parts = ", ".join(f"{part} {cpu:.0f}" for part, cpu in zip(PARTS, row, strict=False))
    print(f"{name}: {parts}; in all {sum(row[:-1]):.0f} us an act, {row[-1]:,.0f} acts/s", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
