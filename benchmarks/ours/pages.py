"""Pages with ten thousand to a million entries of history, on SQLite and PostgreSQL: CPU time. Touches files, databases.

Each database is asked in a process of its own (`_browsing`) as a browser asks: session, sign-in, labels, templates. A figure is that of
the dearest of a page's addresses (every filter, a page far behind, every word); with PostgreSQL its server's CPU time is in it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.measure import MS, PAGE_BESIDE, Measurement, NotRun
from benchmarks.ours import _large, _postgres
from benchmarks.ours._browsing import ALL, FEW, TAILS
from benchmarks.workplace import workplace

SIZES = (10_000, 100_000, 1_000_000)
QUICK_SIZES = (10_000,)
LIST = "records list"
ROOT = Path(__file__).parents[2]


def run(quick: bool) -> Iterator[Measurement]:
    """CPU milliseconds for each page, by database and reader."""
    with workplace("pages") as place:
        folder = _large.cache(place.folder / "kept")
        folder.mkdir(parents=True, exist_ok=True)
        for size in QUICK_SIZES if quick else SIZES:
            yield from _asked("SQLite", _large.home(folder, size), size)
            with suppress(NotRun), _postgres.served(folder, size) as home:
                yield from _asked("PostgreSQL", home, size)


def name(page: str, reader: str, database: str) -> str:
    """What a figure is called."""
    few = ", reader of 1 record in 100" if reader == FEW else ""
    return f"page: {page}{', p95' if page in TAILS else ''}{few}, {database}"


def beside(size: int) -> Iterator[Measurement]:
    """The list alone, on both databases, for a peer that is measured in the same run (PAGE_BESIDE)."""
    with workplace("pages-beside") as place:
        folder = _large.cache(place.folder / "kept")
        folder.mkdir(parents=True, exist_ok=True)
        home = _large.home(folder, size)
        found = list(_asked("SQLite", home, size, LIST))
        with suppress(NotRun), _postgres.served(folder, size) as served:
            found += _asked("PostgreSQL", served, size, LIST)
    for database in ("SQLite", "PostgreSQL"):
        yield from (replace(m, name=f"{PAGE_BESIDE}, {database}") for m in found if m.name == name(LIST, ALL, database))


def _asked(database: str, home: Path, size: int, *pages: str) -> Iterator[Measurement]:
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT), *sys.path])
    command = [sys.executable, "-m", "benchmarks.ours._browsing", str(home), *pages]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": path}) as process:
        assert process.stdout is not None
        for line in process.stdout:
            yield _measurement(database, json.loads(line), size)
    if process.returncode:
        raise RuntimeError(f"the process that asks for pages ended with exit code {process.returncode}")


def _measurement(database: str, found: dict[str, Any], size: int) -> Measurement:
    tail = found["page"] in TAILS
    server = f", {found['server']:.1f} of it the server's" if database == "PostgreSQL" else ""
    other = f"median {found['median']:.1f}" if tail else f"p95 {found['p95']:.1f}"
    note = f"CPU; {other} ms{server}; wall p95 {found['wall_p95']:.0f} ms; {found['address']}"
    return Measurement(name(found["page"], found["reader"], database), found["p95" if tail else "median"], MS, size, note)
