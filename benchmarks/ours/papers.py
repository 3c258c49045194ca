"""What oversight writes by itself over a history of up to a million entries: standing, papers, agenda, brief. Touches files, databases.

Each through the functions that pages and commands call, in this process; CPU time, the best of several, since other work moves it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from time import perf_counter, process_time
from typing import Any

from benchmarks.measure import AGENDA, BRIEF, MS, QUARTERLY, STANDING_STORE, Measurement
from benchmarks.ours import _large
from benchmarks.ours._story import HIGH
from benchmarks.workplace import workplace
from entente.node.meetings import agendas
from entente.node.node import Node, open_node
from entente.node.oversight import asking, versions
from entente.store import database

SIZES = (10_000, 100_000, 1_000_000)
QUICK_SIZES = (10_000,)
TODAY, PAST = date(2026, 11, 20), date(2023, 5, 5)
TIMES = 3
MEASURE = "GBR-M-003-C00000"


def run(quick: bool) -> Iterator[Measurement]:
    """Milliseconds for each, by size."""
    with workplace("papers") as place:
        folder = _large.cache(place.folder / "kept")
        folder.mkdir(parents=True, exist_ok=True)
        for size in QUICK_SIZES if quick else SIZES:
            node = open_node(_large.home(folder, size))
            for name, work in _works(node):
                yield _measured(name, work, size)
            database.close(node.alias)


def _works(node: Node) -> Iterator[tuple[str, Callable[[], Any]]]:
    low = frozenset(row[0] for row in database.rows(node.alias, "SELECT id FROM label WHERE text NOT LIKE %s", (f"%{HIGH}%",)))
    series = database.rows(node.alias, "SELECT id FROM record WHERE type = 'meeting-series' ORDER BY number LIMIT 1")[0][0]

    def paper(language: str, form: str) -> bytes:
        question = asking.ask(node, TODAY)
        return versions.document(question, versions.make(question, versions.Wish("quarterly", "", language)), language, form)

    yield STANDING_STORE, lambda: asking.standings(asking.ask(node, PAST, PAST))
    yield f"{STANDING_STORE}, reader of 1 record in 100", lambda: asking.standings(asking.ask(node, PAST, PAST, low))
    yield AGENDA, lambda: agendas.lines(node, series, lambda _row: True, TODAY)
    yield BRIEF, lambda: versions.make(asking.ask(node, TODAY), versions.Wish("brief", MEASURE))
    yield f"{QUARTERLY}, as PDF", lambda: paper("both", "pdf")
    yield f"{QUARTERLY}, as DOCX", lambda: paper("both", "docx")


def _measured(name: str, work: Callable[[], Any], size: int) -> Measurement:
    costs, wall = [], []
    for _ in range(TIMES):
        started, clock = process_time(), perf_counter()
        work()
        costs.append((process_time() - started) * 1_000)
        wall.append((perf_counter() - clock) * 1_000)
    return Measurement(name, min(costs), MS, size, f"CPU, best of {TIMES}; the slowest {max(costs):.0f} ms; wall {min(wall):.0f} ms")
