"""The index follows the logs: every readable text under its own label, nothing of what was taken away, the same when made anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests import nodes
from tests.nodes import World

from entente.kernel.act import Act, Target, content_digest
from entente.kernel.reading import AttachmentRef
from entente.node import look, submit
from entente.node.admission.rebuild import rebuild
from entente.node.search import index, searching
from entente.store import database, records
from entente.store.search import documents, finding


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with nodes.build(tmp_path, 2) as made:
        made.adopt()
        yield made


def found(world: World, words: str, code: str = "GBR") -> list[tuple[str, str]]:
    """(record, part) of what a search finds that brings nothing up."""
    hits = finding.find(world[code].alias, None, finding.Question(tuple(searching.parse_query(words))), None, 50)
    ids = records.names(world[code].alias, {hit.record for hit in hits})
    return [(ids[hit.record], hit.part) for hit in hits]


def rows_of(world: World) -> set[tuple[Any, ...]]:
    sql = "SELECT record, act, number, part, label, record_label FROM search_doc"
    return set(database.rows(world["GBR"].alias, sql))


def said(world: World, month: int, words: str, **rest: Any) -> Act:
    return world.state("GBR", "progress-report", nodes.report("0" * 64, month, narrative={"en": words}), **rest)


def test_texts_proposals_remarks_and_what_was_in_effect(world: World) -> None:
    first = world.propose("GBR", "measure", nodes.measure(completion_criterion={"en": "firstly"}))
    world.agree(first)
    index.catch_up(world["GBR"])
    assert found(world, "firstly") == [(first.id, "text")] == found(world, "GBR-M-2018-006")
    conclusion = str(look.record_state(world["GBR"], first.id).agreed[-1].conclusion)  # type: ignore[union-attr]
    second = world.propose("JPN", "measure", nodes.measure(completion_criterion={"en": "secondly"}), first.id, conclusion)
    world.settle()
    index.catch_up(world["GBR"])
    assert found(world, "secondly") == [(first.id, "proposal")] and found(world, "firstly") == [(first.id, "text")]
    world.say("GBR", "decline", second, body={"remark": {"en": "Not yet", "ja": "時期尚早"}})
    world.settle()
    index.catch_up(world["GBR"])
    assert found(world, "尚早") == [(first.id, "remark")]
    third = world.propose("JPN", "measure", nodes.measure(completion_criterion={"en": "thirdly"}), first.id, conclusion)
    world.agree(third)
    index.catch_up(world["GBR"])
    assert found(world, "thirdly") == [(first.id, "text")] and found(world, "firstly") == [(first.id, "earlier")]
    assert documents.lag(world["GBR"].alias) == 0


def test_the_index_lags_and_says_so(world: World) -> None:
    index.catch_up(world["GBR"])
    for month in (1, 2, 3):
        said(world, month, "unmistakable")
    assert documents.lag(world["GBR"].alias) == 3 and found(world, "unmistakable") == []
    assert index.catch_up(world["GBR"], most=2) == 2 and documents.lag(world["GBR"].alias) == 1
    assert index.catch_up(world["GBR"]) == 1 == index.catch_up(world["GBR"]) + 1
    assert len(found(world, "unmistakable")) == 3


@pytest.mark.parametrize("kind", ["purge", "spill"])
def test_what_is_taken_away_is_found_no_more_from_that_very_transaction(world: World, kind: str) -> None:
    kept, gone = said(world, 1, "unmistakable"), said(world, 2, "unmistakable")
    index.catch_up(world["GBR"])
    assert {r for r, _ in found(world, "unmistakable")} == {kept.id, gone.id}
    act = world.say("GBR", kind, gone)
    assert {r for r, _ in found(world, "unmistakable")} == {kept.id}
    index.catch_up(world["GBR"])
    index.rebuild(world["GBR"])
    assert {r for r, _ in found(world, "unmistakable")} == {kept.id}
    if kind == "spill":  # a report that is taken back gives the text back
        world.say("GBR", "withdraw", act)
        index.catch_up(world["GBR"])
        assert {r for r, _ in found(world, "unmistakable")} == {kept.id, gone.id}


def test_the_purge_that_fails_takes_nothing_out(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = said(world, 2, "unmistakable")
    index.catch_up(world["GBR"])

    def fails(*_: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("entente.node.admission.rebuild.retell", fails)
    with pytest.raises(RuntimeError):
        world.say("GBR", "purge", gone)
    assert found(world, "unmistakable") == [(gone.id, "text")]


@pytest.mark.parametrize("kind", ["purge", "spill"])
def test_what_is_taken_away_while_it_is_read_is_not_written(world: World, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = said(world, 2, "unmistakable")
    read = index._Reading.gather
    monkeypatch.setattr(index._Reading, "gather", lambda self, wanted: [*read(self, wanted), *taken(world.say("GBR", kind, gone))])

    def taken(_: Act) -> list[documents.Document]:
        monkeypatch.setattr(index._Reading, "gather", read)
        return []

    index.catch_up(world["GBR"])
    assert found(world, "unmistakable") == []


def test_a_body_that_comes_later_is_found_then(world: World) -> None:
    late = said(world, 1, "unmistakable")
    world.pull("JPN", "GBR", bodies=False)
    index.catch_up(world["JPN"])
    assert found(world, "unmistakable", "JPN") == []
    world.settle()
    index.catch_up(world["JPN"])
    assert found(world, "unmistakable", "JPN") == [(late.id, "text")]


def test_made_anew_it_is_the_same(world: World) -> None:
    world.agree(world.propose("GBR", "measure", nodes.measure()))
    said(world, 1, "unmistakable")
    index.catch_up(world["GBR"])
    grown = rows_of(world)
    rebuild(world["GBR"])
    index.rebuild(world["GBR"])
    assert rows_of(world) == grown and len(grown) >= 3


def attached(name: str, media_type: str, words: str) -> tuple[AttachmentRef, bytes]:
    content = b"s" * 32 + words.encode()
    return AttachmentRef(name, media_type, len(content) - 32, content_digest(content)), content


def test_files_are_found_by_name_and_by_what_they_say(world: World) -> None:
    files = [attached("Minutes.txt", "text/plain", "議事録の要旨"), attached("Map.bin", "application/octet-stream", "zeppelin")]
    body = {"texts": [nodes.report("0" * 64, 3)], "attachments": [msgspec.to_builtins(ref) for ref, _ in files]}
    draft = world.draft("GBR", "state", (Target("progress-report", 1),), body=body)
    act = submit.say_all(world["GBR"], world.channel.id, [submit.Submission(draft, files=tuple(files))])[0]
    assert isinstance(act, Act)
    while index.catch_up(world["GBR"], None):  # as a search does: the name at once, what it says when there is time
        pass
    assert found(world, "minutes") == [(act.id, "file")] and found(world, "議事録") == [] and documents.lag(world["GBR"].alias) == 1
    index.catch_up(world["GBR"])
    assert found(world, "議事録") == [(act.id, "file")] and found(world, "map") == [(act.id, "file")] and not found(world, "zeppelin")
    assert documents.lag(world["GBR"].alias) == 0
    world.say("GBR", "purge", act)
    assert found(world, "議事録") == [] == found(world, "minutes")


def test_strings_leave_out_digests() -> None:
    assert list(index.strings({"a": ["x", "0" * 64, 3], "b": None, "c": {"d": "f" * 63}})) == ["x", "f" * 63]
