"""Pages at ten thousand, a hundred thousand and a million records, on SQLite and PostgreSQL: CPU time for each. Touches files, databases.

Each database is filled in a process of its own (`_browsing`), which asks for pages as a browser does: session, sign-in, labels, templates.
A figure is that of the dearest of a page's addresses (every filter, a page far behind, every word searched for); with PostgreSQL its
server's CPU time is in it. The peer's figure for its list is not measured here: STACK section 5 says how it was.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.measure import MS, Measurement, NotRun
from benchmarks.ours import _filled
from benchmarks.ours._browsing import FEW
from benchmarks.peers import postgres
from benchmarks.workplace import Place, workplace

SIZES = (10_000, 100_000, 1_000_000)
QUICK_SIZES = (2_000,)
ROOT = Path(__file__).parents[2]
TAILS = ("Desk", "Declaration")
"""Pages whose 95th percentile counts, not the median."""


def run(quick: bool) -> Iterator[Measurement]:
    """CPU milliseconds for each page, by database and reader."""
    sizes = QUICK_SIZES if quick else SIZES
    with workplace("pages-sqlite") as place:
        yield from _at("SQLite", place, None, sizes)
    with workplace("pages-postgres") as place:
        try:
            installed = postgres._wheel()
        except NotRun:
            return
        address = postgres._cluster(place, postgres._server(place, installed), "pages")
        yield from _at("PostgreSQL", place, _url(address), sizes)


def name(page: str, reader: str, database: str) -> str:
    """What a figure is called."""
    few = ", reader of 1 record in 100" if reader == FEW else ""
    return f"page: {page}{', p95' if page in TAILS else ''}{few}, {database}"


def _at(database: str, place: Place, url: str | None, sizes: tuple[int, ...]) -> Iterator[Measurement]:
    record = _filled.make(place.folder / "nodes", url)
    command = [sys.executable, "-m", "benchmarks.ours._browsing", str(place.folder / "nodes" / "GBR"), record, *map(str, sizes)]
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT), *sys.path])
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": path}) as process:
        assert process.stdout is not None
        for line in process.stdout:
            found: dict[str, Any] = json.loads(line)
            if "page" in found:
                yield _measurement(database, found)
            else:
                print(f"{database}: filled to {found['filled']:,} records in {found['seconds']:.0f} s", file=sys.stderr, flush=True)
    if process.returncode:
        raise RuntimeError(f"the process that asks for pages ended with exit code {process.returncode}")


def _measurement(database: str, found: dict[str, Any]) -> Measurement:
    tail = found["page"] in TAILS
    server = f", {found['server']:.1f} of it the server's" if database == "PostgreSQL" else ""
    other = f"median {found['median']:.1f}" if tail else f"p95 {found['p95']:.1f}"
    note = f"CPU; {other} ms{server}; wall p95 {found['wall_p95']:.0f} ms; {found['address']}"
    return Measurement(name(found["page"], found["reader"], database), found["p95" if tail else "median"], MS, found["size"], note)


def _url(address: str) -> str:
    parts = dict(part.split("=", 1) for part in address.split())
    return f"postgresql://{parts['user']}:{parts['password']}@{parts['host']}:{parts['port']}/{parts['dbname']}"
