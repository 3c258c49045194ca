"""verify: a sound store gives nothing; every cell that was changed, every row that was lost or doubled, is named."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests import nodes
from tests.nodes import World

from entente.kernel import signature
from entente.kernel.act import PAYLOAD_TYPE, SALT, Target, content_digest
from entente.kernel.reading import AttachmentRef
from entente.kernel.signature import open_envelope, seal
from entente.node import submit
from entente.node.admission import evidence
from entente.node.keeping import verify
from entente.node.node import Node
from entente.store import database, logs, partners

ROW_NUMBERS = {
    "cosignature", "report", "evidence", "partner", "attachment", "attachment_key", "tile", "mark", "record_act", "record_clause",
    "interval", "tally",
}  # fmt: skip
TABLES = (
    "channel", "log", "act", "content", "content_key", "attachment", "attachment_key", "request", "partner", "cosignature", "report",
    "evidence", "setting", "tile", "mark", "record_act", "label", "record", "record_clause", "interval", "tally",
)  # fmt: skip


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
    with database.write(gbr.alias):
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


def connect(node: Node) -> sqlite3.Connection:
    path = database.sqlite_path(node.alias)
    assert path is not None
    return sqlite3.connect(path, isolation_level=None)


def named(node: Node) -> list[verify.Finding]:
    """What verify says; the slower part only where the quicker says nothing."""
    return verify.verify(node, quick=True) or verify.verify(node)


def flipped(value: Any, bit: int) -> Any:
    """The value with one bit changed."""
    if isinstance(value, bytes):
        place = bit % len(value)
        return value[:place] + bytes([value[place] ^ 1 << bit % 8]) + value[place + 1 :]
    if isinstance(value, str):
        place = bit % len(value)
        return value[:place] + chr(ord(value[place]) ^ 1) + value[place + 1 :]
    return 1 if value is None else value ^ 1 << bit % 3


def excused(table: str, column: str) -> bool:
    if column == "id" and table in ROW_NUMBERS:
        return "*.id" in verify.UNPROVABLE
    return f"{table}.{column}" in verify.UNPROVABLE or f"{table}.*" in verify.UNPROVABLE


def test_a_sound_store_gives_nothing(world: World, large: World) -> None:
    for node in (*world.nodes.values(), *large.nodes.values()):
        assert verify.verify(node) == []


@pytest.mark.parametrize("table", TABLES)
def test_every_column_of_every_table(world: World, large: World, table: str) -> None:
    """One flipped bit in one cell of each column is named, but for the columns of the one list."""
    node = (large if table == "tile" else world)["GBR"]
    chance = random.Random(table)
    with connect(node) as raw:
        names = [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]
        missed = []
        for column in names:
            filled = f"SELECT rowid, {column} FROM {table} WHERE {column} IS NOT NULL AND length({column}) > 0"
            cells = raw.execute(filled).fetchall() or raw.execute(f"SELECT rowid, {column} FROM {table}").fetchall()
            assert cells, f"nothing is stored in {table}.{column} to change"
            row, value = chance.choice(cells)
            if value in ("", b""):
                changed: Any = "x" if value == "" else b"x"
            else:
                changed = flipped(value, chance.randrange(400))
            try:
                raw.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (changed, row))
            except sqlite3.IntegrityError:
                continue  # the database itself refuses such a row
            now = raw.execute(f"SELECT rowid FROM {table} WHERE {column} = ?", (changed,)).fetchone()[0] if column == "id" else row
            if not named(node) and not excused(table, column):
                missed.append(column)
            raw.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (value, now))
        assert missed == []
    assert verify.verify(node, quick=True) == []


@pytest.mark.parametrize("table", [t for t in TABLES if t not in ("report", "setting", "label", "request", "evidence")])
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
        for table in TABLES:
            names = [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]
            kept = [name for name in names if not excused(table, name)]
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
