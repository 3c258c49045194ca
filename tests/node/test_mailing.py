"""The day's digests: once a day from the hour set, with patience after failures, also across restarts; a broken program is told."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests import nodes

from entente.kernel.errors import Refusal
from entente.node import mailing
from entente.node.node import Node


def with_hour(node: Node, hour: Any) -> Node:
    mail = {"host": "127.0.0.1", "from": "a@example.org", "pages": "https://node.example"} | ({} if hour is None else {"hour": hour})
    return replace(node, home=replace(node.home, settings=replace(node.home.settings, mail=mail)))


@pytest.fixture
def world(tmp_path: Path) -> Iterator[nodes.World]:
    with nodes.build(tmp_path, 1) as made:
        yield made


def test_once_a_day_from_the_hour_of_our_own_clock(world: nodes.World) -> None:
    node = with_hour(world["GBR"], 11)  # it is 10:01 in London, 09:01 UTC
    assert mailing.local(node).hour == 10 and not mailing.due(node)
    world.later(hours=1)
    assert mailing.due(node)
    mailing.begin(node)
    mailing.finish(node, 3, 0)
    world.later(hours=5)
    assert not mailing.due(node) and not mailing.due(with_hour(world["GBR"], 0))
    world.later(hours=20)
    assert mailing.due(node)


def test_off_without_an_hour_and_refused_where_it_is_none(world: nodes.World) -> None:
    assert not mailing.due(with_hour(world["GBR"], None)) and mailing.state(world["GBR"]) is None
    for hour in (24, -1, "7", True):
        with pytest.raises(Refusal, match="N5"):
            mailing.due(with_hour(world["GBR"], hour))


def test_a_failure_is_waited_out_twice_as_long_each_time(world: nodes.World) -> None:
    node, waits = with_hour(world["GBR"], 0), []
    for _ in range(7):
        assert mailing.due(node)
        begun = mailing.begin(node)
        after = mailing.finish(node, 1, 2, "SMTPServerDisconnected")
        assert not mailing.due(node)
        waits.append((begun.next_us - begun.at_us) // 60_000_000)
        world.later(seconds=(after.next_us - node.now_us()) / 1_000_000 + 1)
    assert waits == [4, 9, 19, 39, 79, 119, 119]  # the clock of the tests goes on by a second at each reading
    found = mailing.state(node)
    assert found is not None and (found.tries, found.sent, found.failed, found.done) == (7, 7, 2, False)


def test_a_node_that_falls_over_in_the_middle_waits_before_it_tries_again(world: nodes.World) -> None:
    node = with_hour(world["GBR"], 0)
    mailing.begin(node)
    assert not mailing.due(node)  # as the restarted node sees it
    world.later(minutes=6)
    assert mailing.due(node)


def test_an_attempt_that_ends_without_an_answer_is_told(world: nodes.World, monkeypatch: pytest.MonkeyPatch) -> None:
    node = with_hour(world["GBR"], 0)
    broken = subprocess.CompletedProcess[str]([], 1, "", "Traceback\nImportError: no pages")
    monkeypatch.setattr(mailing, "run", lambda *_: broken)
    assert mailing.attempt(node).trouble == "ImportError: no pages"

    def stuck(*_: Any) -> Any:
        raise subprocess.TimeoutExpired("x", 1)

    monkeypatch.setattr(mailing, "run", stuck)
    assert mailing.attempt(node).trouble == "TimeoutExpired" and not mailing.due(node)


def test_the_loop_attempts_what_is_due_and_stops_when_told(world: nodes.World, monkeypatch: pytest.MonkeyPatch) -> None:
    node, stop, asked = with_hour(world["GBR"], 0), threading.Event(), []

    def attempted(one: Node) -> None:
        asked.append(one)
        mailing.begin(one)
        mailing.finish(one, 1, 0)
        stop.set()

    monkeypatch.setattr(mailing, "attempt", attempted)
    mailing.keep_up(node, stop, 0.001)
    assert asked == [node]
    mailing.keep_up(with_hour(world["GBR"], None), threading.Event(), 0.001)  # returns at once: nothing to do, ever
