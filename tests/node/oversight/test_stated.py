"""Statements in brief: those made by the day, the newest of each side, and none of the words of the others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from tests import nodes, overseen

from entente.node.oversight import asking, stated
from entente.node.oversight.asking import SEEN

S1, S2 = "jp-gb-2017#S1", "jp-gb-2017#S2"


def statement(on: str, *clauses: str) -> dict[str, Any]:
    return {"title": {"en": f"Said on {on}"}, "clauses": list(clauses), "said_on": on, "public": True, "text": {"en": f"Words of {on}."}}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[nodes.World]:
    with nodes.build(tmp_path_factory.mktemp("stated")) as world:
        overseen.play(world)
        for on, clauses in (("2017-09-03", (S1,)), ("2017-09-01", (S1, S2)), ("2017-09-02", (S1,))):
            world.state("JPN", "statement", statement(on, *clauses))
        world.state("GBR", "statement", statement("2017-09-05", S1))
        world.settle()
        yield world


def days(found: dict[str, list[asking.Held]], clause: str) -> list[date]:
    return [one.text.said_on for one in found.get(clause, [])]


def test_the_newest_of_each_side_by_the_day_on_which_it_was_said(world: nodes.World) -> None:
    question = asking.ask(world["GBR"], world.moment[0].date())
    assert days(stated.newest(question, 1), S1) == [date(2017, 9, 3), date(2017, 9, 5)]
    assert days(stated.newest(question, 1), S2) == [date(2017, 9, 1)]
    assert days(stated.newest(question, 2), S1) == [date(2017, 9, 2), date(2017, 9, 3), date(2017, 9, 5)]
    earlier = asking.ask(world["GBR"], date(2017, 9, 2))
    assert days(stated.newest(earlier, 1), S1) == [date(2017, 9, 2)], "what was said later was not yet made"


def test_words_that_are_not_told_are_not_read(world: nodes.World) -> None:
    question = asking.ask(world["GBR"], world.moment[0].date())
    assert len(stated.made(question)) >= 4 and SEEN not in question.cache
    assert {one.brief.day for one in stated.made(question, S2)} == {date(2017, 9, 1)}
    stated.newest(question, 1)
    read = {one.text.said_on for one in question.cache[SEEN].values()}
    assert date(2017, 9, 2) not in read


def test_what_a_reader_may_not_see_is_not_made_for_him(world: nodes.World) -> None:
    question = asking.ask(world["GBR"], world.moment[0].date())
    blind = asking.replace(question, allowed=frozenset(), cache={})
    assert stated.made(blind) == () and stated.newest(blind, 1) == {}
