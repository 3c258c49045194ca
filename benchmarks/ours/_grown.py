"""A pair of nodes grown from nothing to a million acts, the same work measured at each size on the way. Touches files and databases.

The pair is grown once in a run, through the same code as in use: A says statements a thousand a transaction, B takes them over, both in
their own processes at once. Copies are kept of the small sizes, so that each benchmark finds every size as it was.
"""

from __future__ import annotations

import atexit
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from benchmarks.measure import MILLION, THOUSAND, Measurement
from benchmarks.ours import _nodes
from benchmarks.ours._process import Asking, go, launch_server, launch_writer, pull_until
from benchmarks.workplace import Place, workplace
from entente.kernel.charter import Charter
from entente.node.node import Node
from entente.node.partners.serve import open_exchange
from entente.store import database

SIZES = (THOUSAND, 10_000, 100_000, MILLION)
QUICK_SIZES = (THOUSAND, 4_000)


@dataclass(frozen=True, slots=True)
class Grown:
    """A pair at one size: A, B, their channel, the folder, and the place whose processes serve it."""

    a: Node
    b: Node
    charter: Charter
    place: Place
    size: int


Figure = Callable[[Grown], Measurement]


@dataclass
class _Pairs:
    """The pairs of this run by size, kept until the program ends."""

    stack: ExitStack = field(default_factory=ExitStack)
    places: dict[int, Place] = field(default_factory=dict)


_pairs = _Pairs()
atexit.register(_pairs.stack.close)


def at_each_size(quick: bool, figure: Figure) -> Iterator[Measurement]:
    """The figure at every size, smallest first."""
    for size in QUICK_SIZES if quick else SIZES:
        place = _pairs.places.get(size) or _grow(size)
        a, b, charter = _nodes.open_pair(place.folder)
        yield figure(Grown(a, b, charter, place, size))


def _grow(size: int) -> Place:
    """A pair at this size, grown from a copy of the largest there is."""
    place = _pairs.stack.enter_context(workplace(f"grown-{size}"))
    smaller = max((known for known in _pairs.places if known < size), default=0)
    if smaller:
        _copy(_pairs.places[smaller].folder, place.folder)
    else:
        _nodes.make_pair(place.folder)
    _, b, charter = _nodes.open_pair(place.folder)
    held = _nodes.size_of(b, charter)
    server = launch_server(place, b, charter)
    asking = Asking(b, charter, open_exchange(b), held - smaller)
    writer = launch_writer(place, smaller, size - smaller)
    started = perf_counter()
    go(writer)
    pull_until(place, asking, writer, size)
    seconds = perf_counter() - started
    server.terminate()
    server.wait()
    print(f"grown to {size:,} acts in {seconds:.0f} s", flush=True)
    _pairs.places[size] = place
    return place


def _copy(source: Path, target: Path) -> None:
    for party in ("GBR", "JPN"):
        node = next(n for n in _nodes.open_pair(source)[:2] if n.party == party)
        database.rows(node.alias, "PRAGMA wal_checkpoint(TRUNCATE)")
        database.close(node.alias)
        shutil.copytree(source / party, target / party)
