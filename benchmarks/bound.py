"""The physical bound: how many records two cores can sign and verify if they do nothing else. Uses the processor only.

Single-core rates of PyNaCl (libsodium) on a 620-byte message, measured in the same run as what is compared with them, because
figures move by up to two between quiet and busy minutes (KERNEL, head).
"""

from __future__ import annotations

import statistics
from collections.abc import Callable
from time import perf_counter

from benchmarks.content import message, sign, verify
from benchmarks.measure import BOUND, RECORDS_PER_S, Measurement

CORES = 2
"""The two cores of the targets in ANCHORS, whatever this machine has."""


def run(quick: bool) -> tuple[Measurement, ...]:
    """Sign rate, verify rate and the bound in records/s: 2 cores / (seconds to sign + seconds to verify)."""
    batches, size = (3, 500) if quick else (7, 2_000)
    bodies = [message(i) for i in range(size)]
    signatures = [sign(body) for body in bodies]

    def sign_all() -> None:
        for body in bodies:
            sign(body)

    def verify_all() -> None:
        for body, signature in zip(bodies, signatures, strict=True):
            verify(body, signature)

    t_sign = _median_seconds(sign_all, batches) / size
    t_verify = _median_seconds(verify_all, batches) / size
    n, note = batches * size, f"one core, median of {batches} batches of {size:,}"
    return (
        Measurement("sign, one core", 1 / t_sign, RECORDS_PER_S, n, note),
        Measurement("verify, one core", 1 / t_verify, RECORDS_PER_S, n, note),
        Measurement(BOUND, bound(t_sign, t_verify), RECORDS_PER_S, n, f"{CORES} cores / (t_sign + t_verify)"),
    )


def bound(t_sign: float, t_verify: float) -> float:
    """Records/s of `CORES` cores that only sign and verify, from seconds for one of each."""
    return CORES / (t_sign + t_verify)


def _median_seconds(work: Callable[[], None], batches: int) -> float:
    seconds = []
    for _ in range(batches):
        started = perf_counter()
        work()
        seconds.append(perf_counter() - started)
    return statistics.median(seconds)
