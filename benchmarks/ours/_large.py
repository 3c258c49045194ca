"""The store of a node with ten thousand, a hundred thousand and a million entries. Touches files, databases.

The story is told once in a run and multiplied (`_copies`); `_postgres` copies what is on SQLite. Where ENTENTE_BENCH_CACHE names a folder,
the stores are kept there from one run to the next, as long as tables and story are the same.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from hashlib import sha256
from pathlib import Path
from time import perf_counter

from benchmarks.ours import _copies, _nodes, _story
from entente.node.node import Node, open_node
from entente.store import database, migrations

STORY = 10_000
"""Entries of the story, rounded; a size is a multiple of it."""
SOURCES = ("_story.py", "_words.py", "_copies.py")


def home(folder: Path, size: int) -> Path:
    """The home of a node of GBR with so many entries, made where it is not there; `folder` keeps the story and all sizes."""
    made = folder / f"{size}" / "GBR"
    if not valid(made):
        started = perf_counter()
        shutil.rmtree(made.parent, ignore_errors=True)
        a, b, base = _told(folder)
        database.rows(a.alias, "PRAGMA wal_checkpoint(TRUNCATE)")
        made.mkdir(parents=True)
        for name in ("node.toml", "keys"):
            source = a.home.path / name
            (shutil.copytree if source.is_dir() else shutil.copy)(source, made / name)
        _copies.multiply(a, b, base, max(1, size // STORY), made / "node.sqlite3")
        node = open_node(made)
        _copies.tiles(node)
        database.rows(node.alias, "PRAGMA wal_checkpoint(TRUNCATE)")
        database.close(node.alias)
        validate(made)
        print(f"{size:,} entries made in {perf_counter() - started:.0f} s", file=sys.stderr, flush=True)
    return made


def valid(made: Path) -> bool:
    """Whether a kept store is of the tables and the story of today; a migration that came since is carried out when it is opened."""
    done = made / "done"
    return done.exists() and json.loads(done.read_text()).items() <= _sources().items()


def validate(made: Path) -> None:
    """Notes of what tables and story a store is."""
    (made / "done").write_text(json.dumps(_sources()))


def _sources() -> dict[str, str]:
    """What a store's rows depend on, with its digest: the store's migrations, and how the story is told and copied."""
    files = [*Path(migrations.__path__[0]).glob("*.py"), *(Path(__file__).with_name(name) for name in SOURCES)]
    return {file.name: sha256(file.read_bytes()).hexdigest() for file in files}


def cache(otherwise: Path) -> Path:
    """The folder in which stores are kept."""
    named = os.environ.get("ENTENTE_BENCH_CACHE")
    return Path(named) if named else otherwise


def _told(folder: Path) -> tuple[Node, Node, dict[int, int]]:
    """The two nodes of the story and where in their logs it begins."""
    story, base = folder / "story", folder / "base.json"
    if not (base.exists() and valid(story)):
        shutil.rmtree(story, ignore_errors=True)
        story.mkdir(parents=True)
        a, b, _, found = _story.tell(story)
        base.write_text(json.dumps(found))
        validate(story)
        for node in (a, b):
            database.close(node.alias)
    a, b, _ = _nodes.open_pair(story)
    return a, b, {int(log): size for log, size in json.loads(base.read_text()).items()}
