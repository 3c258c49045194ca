"""What a partner tells beside its question: taken at once, or kept while somebody writes, and never lost."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import nodes

from entente.exchange.wire import NO_NOTES, log_name
from entente.node.node import Node
from entente.store import database, logs, partners


@contextmanager
def writing(node: Node) -> Iterator[None]:
    """Somebody else has the database's lock."""
    path = database.sqlite_path(node.alias)
    assert path is not None
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.close()


def receipts(world: nodes.World) -> list[int]:
    """The sizes of GBR's log for which it has a receipt of JPN's."""
    row = logs.load(world["GBR"].alias, world.channel)["GBR", 1]
    return sorted(receipt.size for receipt in partners.receipts(world["GBR"].alias, row.number) if receipt.party == "JPN")


def test_an_answer_does_not_wait_behind_a_writer_and_nothing_told_is_lost(tmp_path: Path) -> None:
    with nodes.build(tmp_path, 2) as world:
        world.adopt()
        for month in (1, 2):
            world.state("GBR", "progress-report", nodes.report("a" * 64, month))
            world.pull("JPN", "GBR", follows=False)
        source, notes = world.source("GBR"), world.source("JPN").notes_for(world.channel.id, "GBR")
        size = source.heads(world.channel.id)["GBR", 1]
        assert [(log_name(c.log), c.size) for c in notes.cosignatures] == [(("GBR", 1), size)]
        lacking = {("GBR", 1): size - 1}
        with writing(world["GBR"]):
            source.receive_notes(world.channel.id, "JPN", lacking, notes)
            source.receive_notes(world.channel.id, "JPN", lacking, NO_NOTES)
        assert size not in receipts(world)
        source.receive_notes(world.channel.id, "JPN", {("GBR", 1): size}, NO_NOTES)
        assert size in receipts(world) and source.kept == {}
        known = next(p for p in partners.partners(world["GBR"].alias, world.channel.id) if p.party == "JPN")
        assert known.heads == {"GBR/1": size}


def test_who_lacks_nothing_is_answered_once_its_word_is_kept(tmp_path: Path) -> None:
    """No further question of its may come for hours."""
    with nodes.build(tmp_path, 2) as world:
        world.state("GBR", "progress-report", nodes.report("a" * 64, 1))
        world.pull("JPN", "GBR", follows=False)
        source, notes = world.source("GBR"), world.source("JPN").notes_for(world.channel.id, "GBR")
        heads = dict(world.source("JPN").heads(world.channel.id))
        done = threading.Event()

        def tell() -> None:
            source.receive_notes(world.channel.id, "JPN", heads, notes)
            done.set()
            database.connections[world["GBR"].alias].close()

        with writing(world["GBR"]):
            thread = threading.Thread(target=tell)
            thread.start()
            assert not done.wait(0.2)
        thread.join()
        assert done.is_set() and receipts(world) == [source.heads(world.channel.id)["GBR", 1]]
