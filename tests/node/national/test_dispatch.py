"""A release is carried out exactly once: killed at any write and tried again, raced by a recall, refused by its channel."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from tests import nodes
from tests.node.national.test_drafting import ANN, BOB, cleared, state
from tests.nodes import World

from entente.kernel.errors import Refusal
from entente.node.national import dispatch as module
from entente.node.national import drafting
from entente.store import database


class Killed(Exception):
    """The process ends here."""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with nodes.build(tmp_path_factory.mktemp("dispatch"), 2) as made:
        made.adopt()
        yield made


def shared(world: World) -> int:
    sql = "SELECT COUNT(*) FROM act a JOIN log l ON l.id = a.id >> 40 WHERE l.channel_id = %s"
    return int(database.rows(world["GBR"].alias, sql, (world.channel.id,))[0][0])


@pytest.mark.parametrize("after", [False, True])
def test_killed_before_or_after_any_write_nothing_is_lost_and_nothing_doubled(
    world: World, monkeypatch: pytest.MonkeyPatch, after: bool
) -> None:
    node, real = world["GBR"], module.say_all
    for place in range(4):
        draft = cleared(world, f"GBR-M-2018-2{int(after)}{place}")
        drafting.order_release(node, BOB, draft)
        world.later(hours=1)
        before, calls = shared(world), [0]

        def dying(*given: Any, at: int = place, calls: list[int] = calls) -> Any:
            calls[0] += 1
            if calls[0] - 1 == at and not after:
                raise Killed
            result = real(*given)
            if calls[0] - 1 == at:
                raise Killed
            return result

        monkeypatch.setattr(module, "say_all", dying)
        with pytest.raises(Killed):
            drafting.dispatch(node)
        monkeypatch.setattr(module, "say_all", real)
        drafting.dispatch(node)
        assert drafting.dispatch(node) == []
        assert shared(world) == before + 1 and state(world, draft) == "sent"
        assert draft not in {row.id for row in drafting.live(node)}


def test_recalled_before_its_time_it_never_goes_and_after_it_never_comes_back(world: World) -> None:
    node = world["GBR"]
    draft = cleared(world, "GBR-M-2018-220")
    drafting.order_release(node, BOB, draft)
    before = shared(world)
    drafting.recall(node, ANN, draft, "The minister wants to see it.")
    world.later(hours=1)
    assert drafting.dispatch(node) == [] and shared(world) == before and state(world, draft) == "cleared"
    drafting.order_release(node, BOB, draft, 0)
    assert len(drafting.dispatch(node)) == 1 and state(world, draft) == "sent"
    with pytest.raises(Refusal) as gone:
        drafting.recall(node, ANN, draft)
    assert gone.value.rule == "DR3" and shared(world) == before + 1


def test_a_recall_and_the_end_of_the_waiting_time_at_once_have_one_outcome(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever reaches the log first: the other, though it looked before, is told."""
    node, real = world["GBR"], module._tell
    draft = cleared(world, "GBR-M-2018-230")
    drafting.order_release(node, BOB, draft, 0)
    before = shared(world)

    def recalled_meanwhile(*given: Any) -> Any:
        monkeypatch.setattr(module, "_tell", real)
        drafting.recall(node, ANN, draft)
        return real(*given)

    monkeypatch.setattr(module, "_tell", recalled_meanwhile)
    assert drafting.dispatch(node) == [] == drafting.dispatch(node)
    assert shared(world) == before and state(world, draft) == "cleared"


def test_many_at_once_send_it_once(world: World) -> None:
    node = world["GBR"]
    draft = cleared(world, "GBR-M-2018-240")
    drafting.order_release(node, BOB, draft, 0)
    before = shared(world)

    def run() -> None:
        drafting.dispatch(node)
        database.connections[node.alias].close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert shared(world) == before + 1 and state(world, draft) == "sent"


def test_trouble_of_the_node_is_waited_out(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    node, real = world["GBR"], module.say_all
    draft = cleared(world, "GBR-M-2018-250")
    drafting.order_release(node, BOB, draft, 0)

    def ahead(node_: Any, channel: str, submissions: Any) -> Any:
        if channel == world.channel.id:
            raise Refusal("clock-ahead", "N9", "The clock is ahead.")
        return real(node_, channel, submissions)

    monkeypatch.setattr(module, "say_all", ahead)
    assert drafting.dispatch(node) == [] and state(world, draft) == "leaving"
    monkeypatch.setattr(module, "say_all", real)
    assert len(drafting.dispatch(node)) == 1 and state(world, draft) == "sent"
