"""The demonstration's clock: each event in its time, once, and never against what somebody did meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from tests.nodes import START, World, build, measure

from entente.cli.demonstration.events import EVENTS, due
from entente.node import say
from entente.store import records


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with build(tmp_path) as made:
        made.adopt()
        for code in ("JPN-M-2018-007", "GBR-M-2018-009", "GBR-M-2018-011"):
            made.agree(made.propose("GBR", "measure", measure(code)))
        made.propose("GBR", "measure", measure("GBR-M-2018-021"))
        made.settle()
        yield made


def test_events_happen_in_their_time_and_once(world: World) -> None:
    nodes = {"uk": world["GBR"], "japan": world["JPN"]}
    began, done = world["GBR"].clock(), set[str]()
    assert list(due(nodes, began, done)) == []
    world.later(minutes=5)
    assert [(e.name, happened) for e, happened in due(nodes, began, done)] == [("tokyo-asks", True)]
    world.later(days=4)
    world.settle()
    later = {e.name: happened for e, happened in due(nodes, began, done)}
    assert later == {e.name: e.name != "london-accepts" for e in EVENTS[1:]}, "what London would accept was never proposed"
    assert list(due(nodes, began, done)) == []
    before = len(records.listed(world["JPN"].alias, {"type": "progress-report"}))
    assert {happened for _event, happened in due(nodes, began, set())} == {False}, "started again, nothing happens twice"
    assert len(records.listed(world["JPN"].alias, {"type": "progress-report"})) == before


def test_a_person_comes_first(world: World) -> None:
    open_ = records.find(world["JPN"].alias, "GBR-M-2018-021")[0]
    say.decline(world["JPN"], open_.id)
    say.withdraw(world["GBR"], open_.id)
    world.later(days=9)
    world.settle()
    found = {e.name: happened for e, happened in due({"uk": world["GBR"], "japan": world["JPN"]}, START, set())}
    assert found["tokyo-accepts"] is False and found["tokyo-asks"] is True
    assert timedelta(minutes=EVENTS[0].minutes) < timedelta(minutes=5), "the first one comes while somebody still looks"
