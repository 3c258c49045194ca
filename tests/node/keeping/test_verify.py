"""verify: a sound store gives nothing; every cell that was changed, every row that was lost or doubled, is named."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.apps import apps
from django.db import DataError, IntegrityError, connections
from tests import nodes
from tests.nodes import World

from entente.kernel import signature
from entente.kernel.act import PAYLOAD_TYPE, SALT, Target, content_digest
from entente.kernel.reading import AttachmentRef
from entente.kernel.signature import open_envelope, seal
from entente.node import submit
from entente.node.admission import evidence
from entente.node.keeping import backup, verify
from entente.node.node import Node
from entente.node.search import index
from entente.store import database, logs, partners
from entente.store.search import documents

LOSABLE = (
    "channel", "log", "act", "content", "content_key", "attachment", "attachment_key", "partner", "cosignature", "tile", "mark",
    "record_act", "record", "record_clause", "interval", "tally",
)  # fmt: skip
PER_DATABASE = {  # tables that each database has in its own way, beside those of the models
    "sqlite": ("search_word", "search_text_content", "search_text_data"),
    "postgresql": ("search_word", "search_text"),
}
EXCUSED = {
    **dict.fromkeys(
        ("tile.id", "mark.id", "record_act.id", "record_clause.id", "interval.id", "tally.id", "tally_block.id", "record_count.id"),
        "the number of a row that a rebuild makes again; nothing refers to it, and no page, paper or answer shows it",
    ),
    "search_cursor.upto": "how far the search index has come; set back, what follows is indexed once more",
    "search_due.act": "an act to be indexed once more; another that is here instead is indexed once more",
}
"""Columns in which a changed bit need not be named: all of them made again by `entente rebuild`, and why nothing is lost."""


TABLES = (
    "channel", "log", "act", "content", "content_key", "attachment", "attachment_key", "request", "partner", "cosignature", "report",
    "evidence", "setting", "tile", "mark", "record_act", "label", "record", "record_clause", "interval", "tally", "tally_block",
    "record_count", "search_doc", "search_cursor", "search_due",
)  # fmt: skip
"""Every model's."""


def attach(world: World, code: str) -> None:
    """A statement with a file."""
    salt, data = b"s" * SALT, b"minutes"
    ref = AttachmentRef("minutes.txt", "text/plain", len(data), content_digest(salt + data))
    body = {"texts": [nodes.report("a" * 64)], "attachments": [msgspec.to_builtins(ref)]}
    draft = world.draft(code, "state", targets=(Target("progress-report", 1),), body=body)
    (act,) = submit.say_all(world[code], world.channel.id, [submit.Submission(draft, "with-file", ((ref, salt + data),))])
    assert not isinstance(act, Exception)


def fill(world: World) -> None:
    """Something in every table of GBR's store: joint and own records, files, receipts, a purge, a void act, evidence of a fork."""
    world.adopt()
    first = world.propose("GBR", "measure", nodes.measure(parties=world.codes))
    world.agree(first)
    stated = world.state("GBR", "progress-report", nodes.report(first.id))
    attach(world, "GBR")
    world.say("GBR", "spill", world.state("GBR", "progress-report", nodes.report(first.id, 3)))
    world.say("GBR", "purge", stated)
    world.state("JPN", "progress-report", nodes.report(first.id, 2), request="once")
    world.settle()
    gbr = world["GBR"]
    row = logs.load(gbr.alias, world.channel)["JPN", 1]
    draft = world.state("JPN", "progress-report", nodes.report(first.id, 4))
    other = logs.entries(world["JPN"].alias, logs.load(world["JPN"].alias, world.channel)["JPN", 1], draft.seq, 1)[0]
    world.settle()
    payload = open_envelope(other, PAYLOAD_TYPE)[0].replace(b'"state"', b'"stats"')
    assert evidence.add_fork(gbr, world.channel.id, row.name, draft.seq, seal(payload, PAYLOAD_TYPE, world["JPN"].key("act")))
    index.catch_up(gbr)
    with database.write(gbr.alias):
        documents.due(gbr.alias, logs.find(gbr.alias, [stated.id]).values())  # of which nothing is indexed any more
        partners.add_report(gbr.alias, world.channel.id, partners.Report("JPN", "GBR/1", 0, "sealed", "B5", '{"en": "later"}', 1))
        partners.set_setting(gbr.alias, "registry", "x")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with nodes.build(tmp_path_factory.mktemp("verify")) as made:
        fill(made)
        yield made


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with nodes.build(tmp_path_factory.mktemp("tiles"), 1) as made:
        text = {"type": "measure", "schema": 1, "officer": "a", "post": "b", "text": {"code": "X"}}
        draft = submit.Submission(made.draft("GBR", "state", (Target("draft", 1),), body={"texts": [text]}))
        submit.say_all(made["GBR"], made.channel.id, [draft] * 600)
        yield made


@pytest.fixture(scope="module")
def on_postgres(tmp_path_factory: pytest.TempPathFactory, postgres_databases: Callable[[], str]) -> Iterator[World]:
    with nodes.build(tmp_path_factory.mktemp("verify-postgres"), urls={"GBR": postgres_databases()}) as made:
        fill(made)
        yield made


def connect(node: Node) -> sqlite3.Connection:
    path = database.sqlite_path(node.alias)
    assert path is not None
    return sqlite3.connect(path, isolation_level=None)


def named(node: Node) -> list[verify.Finding]:
    """What verify says; the slower part only where the quicker says nothing."""
    return verify.verify(node, quick=True) or verify.verify(node)


def flipped(value: Any, bit: int) -> Any:
    """The value with one bit changed."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, bytes):
        place = bit % len(value)
        return value[:place] + bytes([value[place] ^ 1 << bit % 8]) + value[place + 1 :]
    if isinstance(value, str):
        place = bit % len(value)
        return value[:place] + chr(ord(value[place]) ^ 1) + value[place + 1 :]
    return 1 if value is None else value ^ 1 << bit % 3


def test_a_sound_store_gives_nothing(world: World, large: World, on_postgres: World) -> None:
    for node in (*world.nodes.values(), *large.nodes.values(), on_postgres["GBR"]):
        assert verify.verify(node) == []


class Cells:
    """The cells of a table: read, one of them changed behind the store's back, and put back."""

    def __init__(self, node: Node, table: str) -> None:
        self.alias, self.table = node.alias, table
        self.place = "rowid" if database.is_sqlite(node.alias) and table != "search_word" else "ctid" if self.postgres else "word"

    @property
    def postgres(self) -> bool:
        return not database.is_sqlite(self.alias)

    def columns(self) -> list[str]:
        """The table's columns."""
        if self.postgres:
            sql = "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND table_schema = 'public'"
            return [row[0] for row in database.rows(self.alias, sql, (self.table,))]
        return [row[1] for row in database.rows(self.alias, f"PRAGMA table_info({self.table})")]

    def choose(self, column: str, chance: random.Random) -> tuple[Any, Any] | None:
        """Where some cell of a column lies, and what it holds: one that holds something, where there is any."""
        counted = " WHERE n <> 0" if self.table in ("tally", "tally_block", "record_count") else ""  # nought counts nothing, wherever it is
        place = "ctid::text" if self.postgres else self.place
        shown = f"{column}::text" if (self.table, column) == ("search_text", "words") else column
        found = database.rows(self.alias, f"SELECT {place}, {shown} FROM {self.table}{counted} ORDER BY 1")
        full = [cell for cell in found if cell[1] not in (None, "", b"", 0)]
        return chance.choice(full or found) if found else None

    def set(self, column: str, place: Any, value: Any) -> Any:
        """Changes a cell; gives where its row lies now."""
        mark = "%s::tsvector" if (self.table, column) == ("search_text", "words") else "%s"
        where = "ctid = %s::tid" if self.postgres else f"{self.place} = %s"
        with connections[self.alias].cursor() as cursor:
            if self.postgres:
                sql = f"UPDATE {self.table} SET {column} = {mark} WHERE {where} RETURNING ctid::text"
                cursor.execute(sql, (value, place))
                return cursor.fetchone()[0]
            cursor.execute(f"UPDATE {self.table} SET {column} = %s WHERE {where}", (value, place))
        return value if self.is_place(column) else place

    def is_place(self, column: str) -> bool:
        """Whether a column is where SQLite finds the row: its number, where the key is one."""
        kinds = {row[1]: (row[2], row[5]) for row in database.rows(self.alias, f"PRAGMA table_info({self.table})")}
        kind, key = kinds[column]
        return bool(key) and (kind.lower() == "integer" or self.place == column)


def unnamed(node: Node, table: str) -> list[str]:
    """The columns of a table in which one changed bit was not named; each is put back."""
    cells, chance, missed = Cells(node, table), random.Random(table), []
    for column in cells.columns():
        chosen = cells.choose(column, chance)
        assert chosen is not None, f"nothing is stored in {table} to change"
        place, value = chosen
        bit = chance.randrange(400)
        changed: Any = {"": "x", b"": b"x"}.get(value) if value in ("", b"") else flipped(value, bit)
        try:
            now = cells.set(column, place, changed)
        except (IntegrityError, DataError):
            continue  # the database itself refuses such a row
        found = named(node)
        cells.set(column, now, value)
        if not found:
            missed.append(f"{table}.{column}")
    return missed


@pytest.mark.parametrize("table", [*TABLES, *PER_DATABASE["sqlite"]])
def test_every_column_of_every_table(world: World, large: World, table: str) -> None:
    """One flipped bit in one cell of each column is named, but for what is derived and counts nothing."""
    node = (large if table == "tile" else world)["GBR"]
    assert [column for column in unnamed(node, table) if column not in EXCUSED] == []
    assert named(node) == []


def test_every_column_of_every_table_on_postgres(on_postgres: World) -> None:
    node, missed = on_postgres["GBR"], []
    for table in (*TABLES, *PER_DATABASE["postgresql"]):
        if table != "tile":  # full only in a large store; its bytes are compared as on SQLite
            missed += unnamed(node, table)
    assert [column for column in missed if column not in EXCUSED] == []
    assert named(node) == []


def test_no_table_is_forgotten(world: World) -> None:
    assert sorted(TABLES) == sorted(model._meta.db_table for model in apps.get_app_config("store").get_models())


def test_excuses_are_of_what_is_made_again() -> None:
    """Nothing that only a backup brings back is excused."""
    assert {column.partition(".")[0] for column in EXCUSED}.isdisjoint((*backup.DATA, *backup.KEYS))


@pytest.mark.parametrize("table", LOSABLE)
def test_a_lost_row_is_named(world: World, large: World, table: str) -> None:
    node = (large if table == "tile" else world)["GBR"]
    with connect(node) as raw:
        columns = [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]
        where = " WHERE state = 1" if table in ("content", "attachment") else " WHERE n <> 0" if table == "tally" else ""
        rows = raw.execute(f"SELECT rowid, * FROM {table}{where}").fetchall()
        row = random.Random(1).choice(rows)
        raw.execute(f"DELETE FROM {table} WHERE rowid = ?", (row[0],))
        found = named(node)
        raw.execute(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})", row[1:])
    assert found or table == "cosignature"  # a receipt that is lost can be asked for again
    assert verify.verify(node, quick=True) == []


@pytest.mark.parametrize("table", ["interval", "act", "content", "record"])
def test_a_doubled_row_is_named(world: World, table: str) -> None:
    node = world["GBR"]
    with connect(node) as raw:
        columns = [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]
        row = list(raw.execute(f"SELECT * FROM {table} LIMIT 1").fetchone())
        row[0] = "f" * 64 if isinstance(row[0], str) else row[0] + 1_000
        raw.execute(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})", row)
        found = named(node)
        raw.execute(f"DELETE FROM {table} WHERE {columns[0]} = ?", (row[0],))
    assert found


def test_words_say_which_act(world: World) -> None:
    """A changed body is named by log and act, in a sentence."""
    node = world["GBR"]
    with connect(node) as raw:
        position, key = raw.execute("SELECT id, key FROM content_key ORDER BY id LIMIT 1").fetchone()
        raw.execute("UPDATE content_key SET key = ? WHERE id = ?", (flipped(key, 9), position))
        found = verify.verify(node, quick=True)
        raw.execute("UPDATE content_key SET key = ? WHERE id = ?", (key, position))
    assert [(one.rule, one.where.split("/")[2:]) for one in found] == [("V5", ["GBR", "1", "0"])]
    assert found[0].words == "The stored body does not open: its bytes or its key were changed."


def test_an_act_signed_by_a_thief_of_nothing_is_named(world: World) -> None:
    """An entry put in the place of another, well-formed but signed by a key that is not in force."""
    node = world["GBR"]
    stranger = signature.SigningKey(b"\x07" * 32)
    with connect(node) as raw:
        position, entry = raw.execute("SELECT id, entry FROM act ORDER BY id LIMIT 1").fetchone()
        raw.execute(
            "UPDATE act SET entry = ? WHERE id = ?", (seal(open_envelope(entry, PAYLOAD_TYPE)[0], PAYLOAD_TYPE, stranger), position)
        )
        found = verify.verify(node, quick=True)
        raw.execute("UPDATE act SET entry = ? WHERE id = ?", (entry, position))
    assert any(one.rule == "V2" and "not in force" in one.words for one in found)


def contents_of(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables but those that prove nothing."""
    with sqlite3.connect(path) as raw:
        result = {}
        for table in (*TABLES, "search_word", "search_text_content"):
            names = [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]
            kept = [name for name in names if f"{table}.{name}" not in EXCUSED]
            result[table] = sorted(raw.execute(f"SELECT {', '.join(kept)} FROM {table}").fetchall(), key=repr) if kept else []
        return result


def test_random_bits_of_the_database_file(world: World, tmp_path: Path) -> None:
    """Whatever bit of the file is flipped: either verify names it, or nothing that proves anything has changed."""
    node = world["GBR"]
    path = database.sqlite_path(node.alias)
    assert path is not None
    with connect(node) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    sound = contents_of(path)
    chance, size = random.Random(5), path.stat().st_size
    unseen = 0
    for _ in range(60):
        copy = tmp_path / "copy.sqlite3"
        for old in tmp_path.glob("copy.sqlite3*"):
            old.unlink()
        shutil.copyfile(path, copy)
        place = chance.randrange(100, size)
        with copy.open("r+b") as stream:
            stream.seek(place)
            byte = stream.read(1)[0]
            stream.seek(place)
            stream.write(bytes([byte ^ 1 << chance.randrange(8)]))
        database.connect("flipped", f"sqlite:///{copy}")
        try:
            if not named(replace(node, alias="flipped", charters={}, clauses={})):
                unseen += 1
                assert contents_of(copy) == sound, f"the bit at {place} changed what is stored, and nothing was said"
        finally:
            database.close("flipped")
    assert unseen < 60
