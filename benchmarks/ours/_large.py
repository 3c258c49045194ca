"""The store of a node with ten thousand, a hundred thousand and a million entries, on SQLite and on PostgreSQL. Touches files, databases.

The story is told once in a run and multiplied (`_copies`); what is on SQLite goes to PostgreSQL by COPY, row for row. Where
ENTENTE_BENCH_CACHE names a folder, the stores on SQLite are kept there from one run to the next.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import sys
from pathlib import Path
from time import perf_counter
from typing import Any

import psycopg

from benchmarks.ours import _copies, _nodes, _story
from entente.node.node import Node, open_node
from entente.store import database

STORY = 10_000
"""Entries of the story, rounded; a size is a multiple of it."""
PROJECTED = "search_text"


def home(folder: Path, size: int) -> Path:
    """The home of a node of GBR with so many entries, made where it is not there; `folder` keeps the story and all sizes."""
    made = folder / f"{size}" / "GBR"
    if not (made / "done").exists():
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
        (made / "done").write_text("")
        print(f"{size:,} entries made in {perf_counter() - started:.0f} s", file=sys.stderr, flush=True)
    return made


def cache(otherwise: Path) -> Path:
    """The folder in which stores are kept."""
    named = os.environ.get("ENTENTE_BENCH_CACHE")
    return Path(named) if named else otherwise


def _told(folder: Path) -> tuple[Node, Node, dict[int, int]]:
    """The two nodes of the story and where in their logs it begins."""
    story, base = folder / "story", folder / "base.json"
    if not base.exists():
        shutil.rmtree(story, ignore_errors=True)
        story.mkdir(parents=True)
        a, b, _, found = _story.tell(story)
        base.write_text(json.dumps(found))
        for node in (a, b):
            database.close(node.alias)
    a, b, _ = _nodes.open_pair(story)
    return a, b, {int(log): size for log, size in json.loads(base.read_text()).items()}


def to_postgres(source: Path, target: Path, address: str, url: str) -> Path:
    """The home of the same node on PostgreSQL: the store's tables made by its migrations, their rows copied; then ANALYZE."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("node.sqlite3*", "done"))
    settings = target / "node.toml"
    settings.write_text(settings.read_text().replace('"sqlite:///node.sqlite3"', json.dumps(url)))
    node = open_node(target)
    database.close(node.alias)
    started = perf_counter()
    with sqlite3.connect(source / "node.sqlite3") as lite, psycopg.connect(address, autocommit=True) as server:
        server.execute("SET maintenance_work_mem = '1GB'; SET synchronous_commit = off")
        tables = [row[0] for row in server.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
        tables = sorted(table for table in tables if table not in ("django_migrations", PROJECTED) and _exists(lite, table))
        later = _without_indexes(server)
        server.execute("SET session_replication_role = replica")  # foreign keys are not asked while tables come one by one
        server.execute(f"TRUNCATE {', '.join(tables)}")
        for table in tables:
            _copy(lite, server, table)
        _words(lite, server)
        for statement in later:
            server.execute(statement)
        server.execute("VACUUM ANALYZE")
    print(f"copied to PostgreSQL in {perf_counter() - started:.0f} s", file=sys.stderr, flush=True)
    return target


def _exists(lite: sqlite3.Connection, table: str) -> bool:
    return bool(lite.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)).fetchall())


def _without_indexes(server: psycopg.Connection[Any]) -> list[str]:
    """Takes away every index that no constraint needs, and gives the statements that make them again."""
    sql = (
        "SELECT i.indexname, i.indexdef FROM pg_indexes i WHERE i.schemaname = 'public'"
        " AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)"
    )
    found = server.execute(sql).fetchall()
    for name, _ in found:
        server.execute(f'DROP INDEX "{name}"')
    return [statement for _, statement in found]


def _copy(lite: sqlite3.Connection, server: psycopg.Connection[Any], table: str) -> None:
    """One table, row for row, and its counter behind the last."""
    kinds = dict(server.execute("SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s", (table,)).fetchall())
    columns = [row[1] for row in lite.execute(f"PRAGMA table_info({table})") if row[1] in kinds]
    named = ", ".join(f'"{column}"' for column in columns)
    truths = [number for number, column in enumerate(columns) if kinds[column] == "boolean"]
    with server.cursor() as cursor, cursor.copy(f'COPY "{table}" ({named}) FROM STDIN') as pipe:
        for row in lite.execute(f'SELECT {named} FROM "{table}"'):
            pipe.write_row([bool(value) if n in truths else value for n, value in enumerate(row)] if truths else row)
    if kinds.get("id") == "bigint":
        last = server.execute(f'SELECT COALESCE(MAX(id), 1) FROM "{table}"').fetchone()
        server.execute("SELECT setval(s, %s) FROM pg_get_serial_sequence(%s, 'id') AS s WHERE s IS NOT NULL", (*(last or (1,)), table))


def _words(lite: sqlite3.Connection, server: psycopg.Connection[Any]) -> None:
    """The words of documents, as PostgreSQL holds them (store/search.py)."""
    with server.cursor() as cursor, cursor.copy("COPY search_text (id, words) FROM STDIN") as pipe:
        for number, title, body, marks in lite.execute("SELECT rowid, title, body, marks FROM search_text"):
            pipe.write_row((number, _vector(title.split(), body.split(), marks.split())))


def _vector(title: list[str], body: list[str], marks: list[str]) -> str:
    places: dict[str, list[str]] = {}
    for place, token in enumerate(title, start=1):
        places.setdefault(token, []).append(f"{place}A")
    for place, token in enumerate(body, start=len(title) + 10):
        places.setdefault(token, []).append(str(place))
    words = [f"'{token}':{','.join(found[:250])}" for token, found in places.items()]
    return " ".join(words + [f"'={mark}'" for mark in marks])
