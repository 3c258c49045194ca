"""Addresses of databases, transactions, and a lost or locked database in words."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, OperationalError, connections, transaction
from hypothesis import given
from hypothesis import strategies as st

from entente.kernel.errors import Refusal
from entente.store import database
from entente.store.insertion import FEW, PARAMETERS

words = st.text(st.characters(categories=("L", "N"), max_codepoint=0x24F), min_size=1, max_size=12)


@given(words, words, st.integers(1, 65_535))
def test_an_address_says_what_it_says(name: str, user: str, port: int) -> None:
    settings = database.parse_url(f"postgresql://{user}:p%40ss%2Fword@db.example:{port}/{name}?sslmode=verify-full")
    assert (settings["NAME"], settings["USER"], settings["PORT"]) == (name, user, str(port))
    assert settings["PASSWORD"] == "p@ss/word" and settings["OPTIONS"]["sslmode"] == "verify-full"


def test_an_address_of_a_socket_folder() -> None:
    assert database.parse_url("postgresql://u@/db?host=%2Frun%2Fpg")["HOST"] == "/run/pg"
    with pytest.raises(Refusal, match="N1 database-url"):
        database.parse_url("mysql://localhost/db")


def test_all_or_nothing(alias: str) -> None:
    with pytest.raises(ZeroDivisionError), database.write(alias):
        database.insert(alias, "setting", "id, value", [("a", "1")])
        _ = 1 // 0
    with pytest.raises(Refusal, match="N3 store-failed") as caught, database.write(alias):
        database.insert(alias, "setting", "id, value", [("a", "1"), ("a", "2")])
    assert "Nothing was changed." in caught.value.words
    assert database.rows(alias, "SELECT * FROM setting") == []


def test_long_lists_are_asked_in_chunks(alias: str) -> None:
    count = 3 * database.CHUNK + 1
    with database.write(alias):
        database.insert(alias, "content_key", "id, key", [(n, b"%d" % n) for n in range(count)])
        database.run_in(alias, "DELETE FROM content_key WHERE id IN ({})", range(1, count, 2))
    found = database.select_in(alias, "SELECT id, key FROM content_key WHERE id IN ({})", [*range(count), *range(count)])
    assert sorted(found) == [(n, b"%d" % n) for n in range(0, count, 2)]


@pytest.mark.parametrize("count", (0, 1, PARAMETERS // 2 - 1, PARAMETERS // 2, PARAMETERS + 3))
def test_rows_are_inserted_in_whole_statements_and_one_by_one(alias: str, count: int) -> None:
    rows = [(f"{n}%s?", "%") for n in range(count)]
    with database.write(alias):
        database.insert(alias, "setting", "id, value", rows)
        database.insert(alias, "setting", "id, value", rows, "ON CONFLICT DO NOTHING")
    assert sorted(database.rows(alias, "SELECT id, value FROM setting")) == sorted(rows)
    if rows:
        with pytest.raises(Refusal, match="N3 store-failed"), database.write(alias):
            database.insert(alias, "setting", "id, value", rows)


@pytest.mark.parametrize("count", (1, FEW - 1, FEW, 700))
@pytest.mark.parametrize("differ", ((), (0,), (1, 3), (0, 1, 2, 3, 4, 5)))
def test_what_all_rows_say_of_a_column_is_stored_in_each(alias: str, count: int, differ: tuple[int, ...]) -> None:
    columns = ("record", "act", "number", "part", "label", "record_label")
    rows = [tuple(str(n % 7) if at == 3 else (n if at in differ else 5) for at in range(6)) for n in range(count)]
    rows = [row if 3 in differ else (*row[:3], "x", *row[4:]) for row in rows]
    with database.write(alias):
        database.insert(alias, "search_doc", ", ".join(columns), rows)
    assert sorted(database.rows(alias, f"SELECT {', '.join(columns)} FROM search_doc")) == sorted(rows)


def test_a_statement_says_the_same_to_the_driver_and_to_who_watches(alias: str) -> None:
    database.insert(alias, "setting", "id, value", [("50 %", "x"), ("b", "%s")])
    sql = "SELECT id, value FROM setting WHERE id LIKE '50 %%' OR value = %s ORDER BY id"
    seen: list[str] = []

    def watch(execute: Callable[..., object], statement: str, *more: object) -> object:
        seen.append(statement)
        return execute(statement, *more)

    direct = database.rows(alias, sql, ("%s",))
    with connections[alias].execute_wrapper(watch):
        assert database.rows(alias, sql, ("%s",)) == direct == [("50 %", "x"), ("b", "%s")]
    assert seen == [sql]
    assert database.run(alias, "UPDATE setting SET value = %s WHERE id IN ('b', 'c')", ("y",)) == 1


def test_after_an_error_a_transaction_is_asked_nothing_more(alias: str) -> None:
    with pytest.raises(Refusal, match="N3 store-failed"), database.write(alias):
        with pytest.raises(DatabaseError), transaction.atomic(using=alias):
            database.run(alias, "INSERT INTO nowhere VALUES (1)")
        transaction.set_rollback(True, using=alias)
        database.rows(alias, "SELECT 1")
    assert database.rows(alias, "SELECT 1") == [(1,)]


def test_the_tables_are_what_the_models_say(alias: str) -> None:
    """No migration is missing, on either database; asked of this database alone, whatever else the process has open."""
    from django.apps import apps
    from django.core.management import call_command
    from django.db.migrations.autodetector import MigrationAutodetector
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.state import ProjectState

    loader = MigrationLoader(None)
    changes = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps)).changes(graph=loader.graph)
    assert "store" not in changes
    call_command("migrate", "store", database=alias, check_unapplied=True, verbosity=0)


def test_a_locked_database_is_named(tmp_path: Path) -> None:
    database.connect("locked", f"sqlite:///{tmp_path}/one.sqlite3")
    database.migrate("locked")
    try:
        database.close("locked")
        database.connect("locked", f"sqlite:///{tmp_path}/one.sqlite3")
        database.connections.databases["locked"]["OPTIONS"]["timeout"] = 0.05
        other = sqlite3.connect(tmp_path / "one.sqlite3", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Refusal, match="N2 store-unavailable"), database.write("locked"):
            database.insert("locked", "setting", "id, value", [("a", "1")])
        with pytest.raises(database.Busy), database.write("locked", wait=False):
            database.insert("locked", "setting", "id, value", [("a", "1")])
        other.execute("ROLLBACK")
        other.close()
        with database.write("locked", wait=False):
            database.insert("locked", "setting", "id, value", [("a", "1")])
    finally:
        database.close("locked")


def test_durability_settings(tmp_path: Path) -> None:
    """Write-ahead log, full synchronisation, deleted content overwritten."""
    database.connect("pragmas", f"sqlite:///{tmp_path}/one.sqlite3")
    asked = {name: database.rows("pragmas", f"PRAGMA {name}")[0][0] for name in ("journal_mode", "synchronous", "secure_delete")}
    database.close("pragmas")
    assert asked == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1}


def test_a_full_and_a_read_only_disk_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = {"one": database.parse_url(f"sqlite:///{tmp_path}/one.sqlite3")}
    monkeypatch.setattr(database, "connections", SimpleNamespace(databases=known))
    error = OperationalError("disk I/O error.")
    assert database.reason(error) == "disk I/O error"
    monkeypatch.setattr(database, "NO_ROOM", 2**80)
    assert database.reason(error) == f"the disk of {tmp_path} is full (disk I/O error)"
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert database.reason(error) == f"{tmp_path} may only be read (disk I/O error)"


@pytest.mark.parametrize("damage", [lambda data: data[: len(data) // 2], lambda data: b"x" * 200 + data[200:], lambda data: data[:1000]])
def test_a_file_cut_short_or_overwritten_is_named_with_what_to_do(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    file = tmp_path / "one.sqlite3"
    with sqlite3.connect(file) as made:
        made.execute("CREATE TABLE act (id INTEGER PRIMARY KEY, entry TEXT)")
        made.executemany("INSERT INTO act (entry) VALUES (?)", [("x" * 900,)] * 200)
    file.write_bytes(damage(file.read_bytes()))
    database.connect("damaged", f"sqlite:///{file}")
    try:
        with pytest.raises(Exception, match=r"malformed|not a database") as info:
            database.rows("damaged", "SELECT SUM(LENGTH(entry)) FROM act")
        said = info.value.words if isinstance(info.value, Refusal) else database.reason(info.value)
    finally:
        database.close("damaged")
    assert "its file is damaged (" in said and "restore the last backup into another folder, and run `entente sync` there" in said


def test_a_database_is_made_beside_another(postgres_url: Callable[[], str]) -> None:
    url = postgres_url()
    for _ in range(2):  # the second time anew
        beside = database.create_beside(url, "uk")
        database.connect("other", beside)
        database.migrate("other")
        assert database.rows("other", "SELECT count(*) FROM log") == [(0,)]
        database.close("other")
    assert database.parse_url(beside)["NAME"] == database.parse_url(url)["NAME"] + "_uk"
    with pytest.raises(Refusal, match="N2 store-unavailable"):
        database.create_beside("postgresql://nobody@127.0.0.1:1/none", "uk")
