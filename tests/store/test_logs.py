"""Logs at rest: tiles, roots and proofs read by the store at every ragged size, and appending in any batches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import pairwise

import msgspec
import pytest
from msgspec import structs

from entente.kernel.act import Act
from entente.kernel.log import Entry, Head, Keyring
from entente.kernel.proofs import merkle
from entente.store import database, logs

SIZES = (*range(1, 71), *range(255, 258), *range(511, 514), 65_535, 65_536, 65_537)
LAST = SIZES[-1]


def leaves(first: int, last: int) -> list[bytes]:
    return [merkle.leaf_hash(b"entry %d" % n) for n in range(first, last)]


def appended(log: logs.Log, first: int, last: int) -> logs.Log:
    """A log with these entries more; their contents do not matter here."""
    name = ("GBR", 1)
    ids = [sha256(b"%d" % n).hexdigest() for n in range(first, last)]
    made = zip(range(first, last), ids, leaves(first, last), strict=True)
    rows = [logs.Row(Entry(Act(act, name, seq, None), b"entry %d" % seq, ""), leaf, None) for seq, act, leaf in made]
    return logs.append("logs", log, rows, structs.replace(log.head, size=last, prev=ids[-1]), 1)


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[logs.Log]]:
    """A log of 65,537 entries, as it stood at each of the sizes."""
    database.connect("logs", f"sqlite:///{tmp_path_factory.mktemp('logs')}/logs.sqlite3")
    database.migrate("logs")
    keys = Keyring(b"", b"", b"", b"", b"")
    with database.write("logs"):
        database.run("logs", "INSERT INTO channel (id, charter, party, opened_at, clock) VALUES ('c', '', 'GBR', 0, 0)")
        columns = logs.COLUMNS.replace("opened_from", "channel_id")
        values = (1, "GBR", 1, 0, 0, "", b"", msgspec.msgpack.encode((b"",) * 5), "", "{}", b"", 0, "", "c")
        sql = f"INSERT INTO log ({columns}) VALUES ({', '.join(['%s'] * len(values))})"
        database.run("logs", sql, values)
    log = logs.Log(1, ("GBR", 1), Head("o", ("GBR", 1), 0, "", keys), 0, b"", "", {}, b"", 0, None, None)
    states, size = [], 0
    for wanted in SIZES:
        with database.write("logs"):
            log, size = appended(log, size, wanted), wanted
        states.append(log)
    yield states
    database.close("logs")


def asked(size: int) -> Sequence[int]:
    """Which entries of a tree are proved: all of a small one, the edges of a large one."""
    return range(size) if size <= 70 else sorted({0, 1, 255, 256, size // 2, size - 257, size - 256, size - 2, size - 1} & set(range(size)))


def test_roots_and_inclusion_at_every_size(grown: list[logs.Log]) -> None:
    """Each root is the one RFC 9162 gives; each proof verifies against it, read from tiles, their roots and single leaves."""
    every = leaves(0, LAST)
    for log, size in zip(grown, SIZES, strict=True):
        root = merkle.root(every[:size])
        assert logs.root(log) == root == logs.root_at("logs", grown[-1], size)
        node = logs.nodes("logs", grown[-1])
        for index in asked(size):
            assert merkle.verify_inclusion(every[index], index, size, merkle.inclusion_proof(index, size, node), root)


def test_consistency_between_sizes(grown: list[logs.Log]) -> None:
    node = logs.nodes("logs", grown[-1])
    for old, new in pairwise(SIZES):
        for later in (new, LAST):
            proof = merkle.consistency_proof(old, later, node)
            roots = logs.root_at("logs", grown[-1], old), logs.root_at("logs", grown[-1], later)
            assert merkle.verify_consistency(old, later, proof, *roots)


def test_tiles_are_those_of_the_entries(grown: list[logs.Log]) -> None:
    """Full tiles alone are stored; all 256 of level 0 and the one of level 1."""
    stored = database.rows("logs", "SELECT level, number, root, data FROM tile ORDER BY level, number")
    assert [(level, number) for level, number, _, _ in stored] == [*((0, number) for number in range(256)), (1, 0)]
    assert [data for level, _, _, data in stored if level == 0] == [b"".join(leaves(n * 256, n * 256 + 256)) for n in range(256)]
    assert all(root == merkle.root(merkle.split_hashes(data)) for _, _, root, data in stored)


def test_regrown_is_the_same(grown: list[logs.Log]) -> None:
    before = database.rows("logs", "SELECT level, number, root, data FROM tile ORDER BY level, number")
    with database.write("logs"):
        database.run("logs", "DELETE FROM tile")
        logs.regrow("logs", grown[-1])
    assert database.rows("logs", "SELECT level, number, root, data FROM tile ORDER BY level, number") == before
    assert database.rows("logs", "SELECT frontier FROM log") == [(grown[-1].frontier,)]


class Undone(Exception):
    """Takes back what a test wrote."""


@pytest.mark.parametrize("count", [1, 254, 255, 256, 510, 511, 512, 1_000])
def test_what_is_signed_next_builds_on_no_stored_leaf(grown: list[logs.Log], count: int) -> None:
    """A leaf damaged at rest would otherwise make the checkpoint contradict the one before, and partners freeze the log."""
    frontier = merkle.frontier_extend(0, (), leaves(0, LAST + count))
    with pytest.raises(Undone), database.write("logs"):
        database.run("logs", "UPDATE act SET leaf = %s WHERE id = %s", (bytes(32), grown[-1].position(LAST - 1)))
        assert appended(grown[-1], LAST, LAST + count).frontier == merkle.frontier_to_bytes(frontier)
        raise Undone
