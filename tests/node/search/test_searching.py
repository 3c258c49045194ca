"""A search answered: passages as written with the words marked, pages, labels that rose meanwhile."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests import nodes
from tests.nodes import World

from entente.node.search.searching import Asked, answer, passage
from entente.store import database, records
from entente.store.search.tokens import needles


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with nodes.build(tmp_path_factory.mktemp("searching"), 2) as made:
        made.adopt()
        for month in range(1, 8):
            made.state(
                "GBR", "progress-report", nodes.report("0" * 64, month, narrative={"en": f"Moving on {month} <b>&", "ja": "共同訓練は順調"})
            )
        yield made


def test_the_passage_is_as_written(world: World) -> None:
    found = answer(world["GBR"], None, Asked("訓練"), 3)
    assert len(found.found) == 3 and found.after and found.behind == 0
    assert found.found[0].passage == (("共同", False), ("訓練", True), ("は順調", False)) and found.found[0].part == "text"
    assert ("Moving", True) in answer(world["GBR"], None, Asked("moving <b>"), 3).found[0].passage


def test_pages_follow(world: World) -> None:
    seen, after = [], ""
    while True:
        page = answer(world["GBR"], None, Asked("訓練", after=after), 3)
        seen += [one.row.id for one in page.found]
        after = page.after
        if not after:
            break
    assert len(seen) == len(set(seen)) == 7
    assert len(answer(world["GBR"], None, Asked("訓練", after="nonsense"), 3).found) == 3


def test_nothing_typed_finds_nothing(world: World) -> None:
    assert answer(world["GBR"], None, Asked(" 。"), 3).found == []


def test_a_label_that_rose_since_counts_at_once(world: World) -> None:
    alias = world["GBR"].alias
    row = answer(world["GBR"], None, Asked('"moving on 7"'), 3).found[0].row
    assert answer(world["GBR"], frozenset({row.label}), Asked('"moving on 7"'), 3).found
    with database.write(alias):
        higher = records.label_ids(alias, ['{"classification":"HIGHER"}']).popitem()[1]
        records.put(alias, [row._replace(label=higher)], {}, frozenset())
    assert answer(world["GBR"], frozenset({row.label}), Asked('"moving on 7"'), 3).found == []


def test_a_passage_is_cut_round_the_first_word() -> None:
    line = "x" * 300 + " here " + "y" * 300
    cut = passage([line, "short"], needles("here"))
    assert cut[0] == ("…", False) and ("here", True) in cut and cut[-1] == ("…", False) and sum(len(w) for w, _ in cut) < 200
    assert passage(["short", "the longest line"], needles("absent")) == (("the longest line", False),)
    assert passage([], ["x"]) == ()
