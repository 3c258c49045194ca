"""The index in both databases: long texts are held whole; what is forgotten is found no more, and leaves the file."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.store.indexed import DOC, ask, put

from entente.store import database
from entente.store.search import documents


def test_long_texts_are_found_to_their_end_and_over_every_seam(alias: str) -> None:
    words = [f"w{n}" for n in range(3 * documents.PIECE)]
    put(alias, replace(DOC, body=" ".join(words) + " の" * 3_000 + "終端"))
    for n in (0, documents.PIECE - 1, documents.PIECE, 2 * documents.PIECE - 30, 3 * documents.PIECE - 2):
        assert {r for _, r in ask(alias, f'"w{n} w{n + 1}"')} == {1}, n
    assert ask(alias, "終端") and not ask(alias, '"w5 w7"')


def test_what_is_forgotten_is_not_found(alias: str) -> None:
    put(alias, DOC, replace(DOC, record=2, act=2), replace(DOC, act=3, part="remark", title="", body="remarkable"))
    with database.write(alias):
        documents.forget(alias, [2, 3])
    assert ask(alias, "訓練") == [(1, 1)] and ask(alias, "remarkable") == []
    listed = {row[0] for row in database.rows(alias, "SELECT word FROM search_word")}
    assert "logistic" in listed and not {"remarkable", "訓練", "2018¶", "m"} & listed
    put(alias, replace(DOC, body="anew"))
    assert ask(alias, "訓練") == [] and ask(alias, "anew") == [(1, 1)]
    with database.write(alias):
        documents.clear(alias)
    assert ask(alias, "anew") == [] and database.rows(alias, "SELECT COUNT(*) FROM search_doc") == [(0,)]
    put(alias, DOC)
    assert ask(alias, "訓練") == [(1, 1)]


def test_forgotten_words_leave_the_file(tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("scrub") / "node.sqlite3"
    database.connect("scrub", f"sqlite:///{file}")
    database.migrate("scrub")
    put("scrub", replace(DOC, body="unmistakable"), replace(DOC, record=2, act=2, body="harmless"))
    database.scrub("scrub")
    assert b"unmistakable" in file.read_bytes()
    with database.write("scrub"):
        documents.forget("scrub", [1])
    documents.scrub("scrub")
    database.scrub("scrub")
    assert b"unmistakable" not in file.read_bytes() and b"harmless" in file.read_bytes()
    database.close("scrub")
