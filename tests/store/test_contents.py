"""Bodies at rest: sealed under their own keys, and gone from the file once purged."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests import nodes

from entente.kernel.errors import Refusal
from entente.store import contents, database
from entente.store.layout import AWAITED, HELD, PURGED

SECRET = "PLAINTEXT-THAT-MUST-GO-AWAY-0123456789"


def files_of(alias: str) -> dict[str, bytes]:
    """The bytes of the database file and of what lies beside it."""
    path = database.sqlite_path(alias)
    assert path is not None
    return {one.name: one.read_bytes() for one in path.parent.glob(path.name + "*")}


def test_a_purge_leaves_neither_text_nor_key_nor_sealed_bytes(tmp_path: Path) -> None:
    """Searched for in the database file, its write-ahead log and its index of it, right after the purge and with the node at work."""
    with nodes.build(tmp_path) as world:
        world.adopt()
        node = world["GBR"]
        first = world.propose("GBR", "measure", nodes.measure())
        world.agree(first)
        padding = [world.state("GBR", "progress-report", nodes.report(first.id, 1 + n % 12)) for n in range(30)]
        said = world.state("GBR", "progress-report", nodes.report(first.id, narrative={"en": SECRET * 40}))
        position = 0
        for (found,) in database.rows(node.alias, "SELECT id FROM content ORDER BY id"):
            position = (
                found
                if found & 0xFFFFFFFFFF == said.seq and SECRET.encode() in contents.get(node.alias, [found]).get(found, b"")
                else position
            )
        ((key,),) = database.rows(node.alias, "SELECT key FROM content_key WHERE id = %s", (position,))
        ((sealed,),) = database.rows(node.alias, "SELECT sealed FROM content WHERE id = %s", (position,))
        before = b"".join(files_of(node.alias).values())
        assert key in before and SECRET.encode() in before  # the text stands in the record's row while it may be read
        world.say("GBR", "purge", said)
        world.say("GBR", "withdraw", padding[3])
        for name, data in files_of(node.alias).items():
            assert key not in data, f"the key is still in {name}"
            assert SECRET.encode() not in data, f"the text is still in {name}"
            assert sealed[64:96] not in data, f"the sealed body is still in {name}"


def test_another_key_or_place_opens_nothing() -> None:
    sealed = contents._seal(b"k" * 32, 7, 0, b"body")
    assert contents.open_sealed(b"k" * 32, 7, 0, sealed) == b"body"
    for key, act, number in ((b"j" * 32, 7, 0), (b"k" * 32, 8, 0), (b"k" * 32, 7, 1)):
        with pytest.raises(Refusal, match="content-damaged"):
            contents.open_sealed(key, act, number, sealed)


def test_states_of_a_body(tmp_path: Path) -> None:
    """Awaited, held, purged; what is purged is not filled again."""
    with nodes.build(tmp_path, 1) as world:
        alias, random = world["GBR"].alias, world["GBR"].random
        with database.write(alias):
            contents.put(alias, [contents.Held(1, None, 0)], random)
        assert contents.states(alias, [1])[1].state == AWAITED and contents.awaited(alias) == [1]
        with database.write(alias):
            contents.fill(alias, contents.Held(1, b"salt and body", 5), random)
        assert contents.states(alias, [1])[1].state == HELD and contents.get(alias, [1]) == {1: b"salt and body"}
        assert contents.get(alias, [1], known_by=4) == {}
        with database.write(alias):
            contents.add_attachments(alias, 1, [(1, "a", "text/plain", 1, "0" * 64, b"file")], random)
            contents.purge(alias, [1])
            contents.fill(alias, contents.Held(1, b"salt and body", 5), random)
        assert contents.states(alias, [1])[1].state == PURGED and contents.get(alias, [1]) == {}
        assert contents.attachment(alias, 1, 1) is None
        assert database.rows(alias, "SELECT COUNT(*) FROM content_key") == [(0,)]
