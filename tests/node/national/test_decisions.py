"""Who decided what: said at home before it is done, once, under the marking of what it is about, and never to the partner."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from tests import nodes
from tests.node.national.test_drafting import ANN, BOB, cleared, kept
from tests.nodes import World

from entente.kernel.errors import Refusal
from entente.node.national import annotations, decisions, drafting
from entente.store import records

PROVED = replace(BOB, proof=("password", "one-time-code"))


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with nodes.build(tmp_path_factory.mktemp("decisions"), 2) as made:
        made.adopt()
        yield made


def told(world: World, about: str) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(text.verb, text.officer, text.proof) for _row, text in annotations.at_home(world["GBR"], about).decided]


def test_each_decision_on_a_draft_names_its_officer_and_how_he_signed_in(world: World) -> None:
    draft = kept(world, "GBR-M-2018-301")
    drafting.ask(world["GBR"], ANN, draft, BOB.post)
    assert told(world, draft) == []
    drafting.clear(world["GBR"], PROVED, draft)
    drafting.order_release(world["GBR"], BOB, draft, 3600)
    drafting.recall(world["GBR"], PROVED, draft)
    proof = ("password", "one-time-code")
    assert told(world, draft) == [("clear", "bob", proof), ("release", "bob", ("operator",)), ("recall", "bob", proof)]


def test_a_return_is_a_decision_too(world: World) -> None:
    draft = kept(world, "GBR-M-2018-302")
    drafting.ask(world["GBR"], ANN, draft, BOB.post)
    drafting.send_back(world["GBR"], PROVED, draft, {"title": "Shorter, please."})
    assert told(world, draft) == [("return", "bob", ("password", "one-time-code"))]


def test_what_is_tried_again_is_told_once_and_another_officer_beside_it(world: World) -> None:
    proposal = world.propose("JPN", "measure", nodes.measure("JPN-M-2018-303"))
    world.settle()
    first = decisions.enter(world["GBR"], PROVED, "accept", proposal.id, proposal.id)
    assert decisions.enter(world["GBR"], PROVED, "accept", proposal.id, proposal.id).id == first.id
    decisions.enter(world["GBR"], replace(PROVED, name="carol"), "decline", proposal.id, proposal.id)
    assert [one[:2] for one in told(world, proposal.id)] == [("accept", "bob"), ("decline", "carol")]


def test_it_stays_at_home_under_the_marking_of_what_it_is_about(world: World) -> None:
    draft = cleared(world, "GBR-M-2018-304")
    world.settle()
    rows = {row.id: row for row in records.listed(world["GBR"].alias, {"type": decisions.TYPE})}
    held = records.get(world["GBR"].alias, [draft])[draft]
    assert held.label in {row.label for row in rows.values()}
    assert records.listed(world["JPN"].alias, {"type": decisions.TYPE}) == []


def test_a_way_that_nobody_knows_is_refused(world: World) -> None:
    draft = kept(world, "GBR-M-2018-305")
    drafting.ask(world["GBR"], ANN, draft, BOB.post)
    with pytest.raises(Refusal):
        drafting.clear(world["GBR"], replace(BOB, proof=("hearsay",)), draft)
    assert told(world, draft) == []
