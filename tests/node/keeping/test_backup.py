"""Backup of a node at work, its keys apart; restore, compare, go on; damaged backups are refused in words."""

from __future__ import annotations

import json
import random
import threading
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests import nodes
from tests.node.histories import Story
from tests.nodes import World

from entente.kernel.errors import Refusal
from entente.node import look
from entente.node.keeping import backup
from entente.node.keeping.dump import logical_dump
from entente.node.keeping.verify import verify
from entente.node.node import Node
from entente.store import contents, database, logs, partners


def restored(world: World, code: str, folder: Path, file: Path) -> Node:
    """The node of a party replaced by one restored from a backup, on the world's clock."""
    old = world.nodes[code]
    node = replace(backup.restore(folder, file), clock=old.clock)
    world.nodes[code] = node
    world.sources.clear()
    return node


def compared(world: World, code: str) -> None:
    """Every partner's copy of our log was fetched, as the exchange does after a restore."""
    node = world[code]
    for other in world.codes:
        if other != code:
            world.pull(code, other, follows=False)
            with database.write(node.alias):
                partners.set_compared(node.alias, world.channel.id, other, True)


def test_a_restored_store_is_the_same(tmp_path: Path) -> None:
    with nodes.build(tmp_path, 2) as world:
        world.adopt()
        Story(world, 7).run(80)
        file = tmp_path / "gbr.entente"
        backup.backup(world["GBR"], file, with_keys=True)
        node = backup.restore(tmp_path / "again", file)
        assert list(logical_dump(node)) == list(logical_dump(world["GBR"]))
        assert verify(node) == []
        assert node.key("act").seed == world["GBR"].key("act").seed
        database.close(node.alias)


def test_to_postgresql_and_back(tmp_path: Path, postgres_url: Callable[[], str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A backup says nothing of the database it came from: SQLite's is restored into PostgreSQL, goes on there, and back."""
    with nodes.build(tmp_path, 2) as world:
        world.adopt()
        Story(world, 8).run(40)
        backup.backup(world["GBR"], tmp_path / "one", with_keys=True)
        grown = list(logical_dump(world["GBR"]))
        monkeypatch.setenv("DATABASE_URL", postgres_url())
        node = restored(world, "GBR", tmp_path / "on-postgresql", tmp_path / "one")
        assert not database.is_sqlite(node.alias) and list(logical_dump(node)) == grown
        compared(world, "GBR")
        world.state("GBR", "progress-report", nodes.report("b" * 64))
        partners.set_url(node.alias, world.channel.id, "JPN", "https://jpn.example")
        backup.backup(node, tmp_path / "two")
        monkeypatch.delenv("DATABASE_URL")
        back = backup.restore(tmp_path / "back", tmp_path / "two")
        assert list(logical_dump(back)) == list(logical_dump(node)) and verify(back) == []
        for alias in (node.alias, back.alias):
            database.close(alias)


def test_a_restored_node_says_nothing_until_compared_and_then_goes_on(tmp_path: Path) -> None:
    """Acts said after the backup come back from the partner; without that the node would have forked its own log."""
    with nodes.build(tmp_path, 3) as world:
        world.adopt()
        file = tmp_path / "gbr.entente"
        backup.backup(world["GBR"], file, with_keys=True)
        lost = world.state("GBR", "progress-report", nodes.report("a" * 64))
        world.settle()
        node = restored(world, "GBR", tmp_path / "again", file)
        with pytest.raises(Refusal, match="N8 not-compared"):
            world.state("GBR", "progress-report", nodes.report("b" * 64))
        assert [p.compared for p in partners.partners(node.alias, world.channel.id)] == [False, False]
        compared(world, "GBR")
        assert look.find_act(node, lost.id).body_state == "read"
        after = world.state("GBR", "progress-report", nodes.report("b" * 64))
        assert after.seq == lost.seq + 1
        world.settle()
        assert all(row.frozen is None for n in world.nodes.values() for row in logs.load(n.alias, world.channel).values())
        assert all(verify(n) == [] for n in world.nodes.values())
        database.close(node.alias)


def test_a_purge_after_the_backup_is_applied_when_its_act_comes_back(tmp_path: Path) -> None:
    """And the backup itself is thinned: its keys file no longer opens what was purged."""
    with nodes.build(tmp_path, 2) as world:
        world.adopt()
        said = world.state("GBR", "progress-report", nodes.report("a" * 64))
        kept = world.state("GBR", "progress-report", nodes.report("b" * 64))
        file = tmp_path / "gbr.entente"
        backup.backup(world["GBR"], file, with_keys=True)
        world.say("GBR", "purge", said)
        world.settle()
        old = world["GBR"]
        node = restored(world, "GBR", tmp_path / "again", file)
        assert look.find_act(node, said.id).body_state == "read"
        compared(world, "GBR")
        assert look.find_act(node, said.id).body_state == "purged" and verify(node) == []
        database.close(node.alias)
        assert backup.thin_keys(old, backup.keys_file(file)) == 1
        thinned = backup.restore(tmp_path / "thinned", file)
        assert look.find_act(thinned, kept.id).body_state == "read"
        position = look.find_act(thinned, said.id).position
        assert contents.get(thinned.alias, [position]) == {}
        database.close(thinned.alias)


def test_while_the_node_says_and_receives(tmp_path: Path) -> None:
    """A backup taken between two acts of a busy node holds a state that once was, whole."""
    with nodes.build(tmp_path, 2) as world:
        world.adopt()
        stop, said = threading.Event(), []

        def talk() -> None:
            while not stop.is_set():
                said.append(world.state("GBR", "progress-report", nodes.report("a" * 64)))
            database.connections[world["GBR"].alias].close()

        thread = threading.Thread(target=talk)
        thread.start()
        files = [tmp_path / f"b{i}" for i in range(5)]
        for file in files:
            backup.backup(world["GBR"], file)
        stop.set()
        thread.join()
        assert len(said) > 1
        for i in (0, 4):
            node = backup.restore(tmp_path / f"r{i}", files[i])
            assert verify(node) == []
            database.close(node.alias)


def test_what_a_backup_holds_and_what_not(tmp_path: Path) -> None:
    """No projection, no signing key unless asked, no body key beside the bodies, no address of a database."""
    with nodes.build(tmp_path, 2) as world:
        world.adopt()
        file = tmp_path / "gbr.entente"
        backup.backup(world["GBR"], file)
        data, keys = zipfile.ZipFile(file), zipfile.ZipFile(backup.keys_file(file))
        tables = {f"{table}.jsonl" for table in backup.DATA}
        assert set(data.namelist()) == tables | {"node.toml", "public.json", "MANIFEST.json"}
        assert set(keys.namelist()) == {"content_key.jsonl", "attachment_key.jsonl", "MANIFEST.json"}
        assert b"database" not in data.read("node.toml")
        whole = b"".join(archive.read(name) for archive in (data, keys) for name in archive.namelist())
        for role in ("root", "act", "checkpoint", "transport"):
            assert world["GBR"].key(role).seed.hex().encode() not in whole
        assert file.stat().st_mode & 0o077 == 0 and backup.keys_file(file).stat().st_mode & 0o077 == 0
        backup.backup(world["GBR"], file, with_keys=True)
        assert "signing/act.key" in zipfile.ZipFile(backup.keys_file(file)).namelist()


def refusal_of(folder: Path, file: Path, keys: Path | None = None) -> Refusal:
    with pytest.raises(Refusal) as caught:
        backup.restore(folder, file, keys)
    assert not folder.exists() and not folder.with_name(folder.name + ".restoring").exists()
    return caught.value


def test_truncated_foreign_and_mismatched_backups_are_refused(tmp_path: Path) -> None:
    with nodes.build(tmp_path, 2) as world:
        world.adopt()
        file, other = tmp_path / "one", tmp_path / "two"
        backup.backup(world["GBR"], file)
        backup.backup(world["GBR"], other)
    whole, to = file.read_bytes(), tmp_path / "again"
    for length in (0, 1, 100, len(whole) // 2, len(whole) - 1):
        (tmp_path / "cut").write_bytes(whole[:length])
        assert refusal_of(to, tmp_path / "cut", backup.keys_file(file)).code == "backup-damaged"
    (tmp_path / "text").write_text("not a backup")
    assert refusal_of(to, tmp_path / "text", backup.keys_file(file)).rule == "N21"
    assert refusal_of(to, file, backup.keys_file(other)).code == "backup-mismatched"
    assert refusal_of(to, file, file).code == "backup-part"
    assert refusal_of(to, tmp_path / "nowhere").code == "backup-absent"
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(tmp_path / "newer", "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, json.dumps({**json.loads(data), "version": 2}) if name == "MANIFEST.json" else data)
    assert refusal_of(to, tmp_path / "newer", backup.keys_file(file)).code == "backup-version"


def test_any_flipped_bit_is_refused_or_means_nothing(tmp_path: Path) -> None:
    """A bit that is not refused stands where nothing is read from: what is restored is the very same."""
    with nodes.build(tmp_path, 2) as world:
        world.adopt()
        file = tmp_path / "one"
        backup.backup(world["GBR"], file)
        grown = list(logical_dump(world["GBR"]))
    chance, whole, refused = random.Random(3), file.read_bytes(), 0
    for number in range(60):
        place = chance.randrange(len(whole))
        flipped = bytearray(whole)
        flipped[place] ^= 1 << chance.randrange(8)
        (tmp_path / "bad").write_bytes(flipped)
        try:
            node = backup.restore(tmp_path / f"again{number}", tmp_path / "bad", backup.keys_file(file))
        except Refusal as refusal:
            assert refusal.rule == "N21"
            refused += 1
            continue
        assert list(logical_dump(node)) == grown
        database.close(node.alias)
    assert refused > 40


def test_restore_leaves_a_node_that_is_there_alone(tmp_path: Path) -> None:
    with nodes.build(tmp_path, 1) as world:
        backup.backup(world["GBR"], tmp_path / "one")
        with pytest.raises(Refusal, match="N4 node-exists"):
            backup.restore(tmp_path / "GBR", tmp_path / "one")
        assert verify(world["GBR"]) == []
        with pytest.raises(Refusal, match="N20 backup-unwritable"):
            backup.backup(world["GBR"], tmp_path / "no such folder" / "one")
