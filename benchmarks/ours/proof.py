"""An inclusion proof of one act out of A's store, checked against the root. Touches files and databases."""

from __future__ import annotations

import random
import statistics
from collections.abc import Iterator
from time import perf_counter

from benchmarks.measure import INCLUSION_PROOF, MS, Measurement
from benchmarks.ours._grown import Grown, at_each_size
from entente.kernel.proofs import merkle
from entente.store import logs

PROOFS = 200
SEED = 1


def run(quick: bool) -> Iterator[Measurement]:
    """Milliseconds for one proof, median, at each size."""
    return at_each_size(quick, _measure)


def _measure(grown: Grown) -> Measurement:
    row = logs.load(grown.a.alias, grown.charter)["GBR", 1]
    size, root = row.head.size, logs.root(row)
    times = []
    for seq in random.Random(SEED).sample(range(size), min(PROOFS, size)):
        leaf = logs.leaves(grown.a.alias, row, seq, seq + 1)[0]
        started = perf_counter()
        proof = merkle.inclusion_proof(seq, size, logs.nodes(grown.a.alias, row))
        times.append((perf_counter() - started) * 1_000)
        if not merkle.verify_inclusion(leaf, seq, size, proof, root):
            raise RuntimeError(f"the proof of act {seq} does not hold")
    note = f"median of {len(times)}, read from the store; the slowest {max(times):.2f} ms; each verified"
    return Measurement(INCLUSION_PROOF, statistics.median(times), MS, grown.size, note)
