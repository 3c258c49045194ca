"""A multiplied store is one that could have been said: it verifies, and rebuilding it from its logs makes the very same rows."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from benchmarks.ours import _copies, _story
from entente.node.admission import rebuild
from entente.node.keeping import dump, verify
from entente.node.node import open_node
from entente.store import database

TIMES = 3


def test_rebuilding_makes_the_same_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"LAST": date(2018, 11, 1), "SERIES": 1, "MEASURES": 3, "STATEMENTS": 30, "DRAFTS": 4}.items():
        monkeypatch.setattr(_story, name, value)
    a, b, _, base = _story.tell(tmp_path / "story")
    said = {row[0]: row[1] for row in database.rows(a.alias, "SELECT id, size FROM log")}
    home = tmp_path / "copies" / "GBR"
    database.rows(a.alias, "PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copytree(a.home.path, home, ignore=shutil.ignore_patterns("*.sqlite3*"))
    _copies.multiply(a, b, base, TIMES, home / "node.sqlite3")
    made = open_node(home)
    _copies.tiles(made)
    assert {row[0]: row[1] for row in database.rows(made.alias, "SELECT id, size FROM log")} == {
        log: base[log] + (size - base[log]) * TIMES for log, size in said.items()
    }
    assert verify.verify(made) == []
    before = list(dump.logical_dump(made))
    rebuild.rebuild(made)
    assert list(dump.logical_dump(made)) == before
    for node in (a, b, made):
        database.close(node.alias)
