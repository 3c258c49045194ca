"""Editions: all measures in one proposal, accepted in one act, in effect together; each shown against the edition before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.nodes import INSTRUMENT, World, build, measure

from entente.kernel.act import Act
from entente.kernel.errors import Refusal
from entente.node import editions, look, say
from entente.node.national import drafting
from entente.store import records

EDITION: dict[str, Any] = {"title": {"en": "Action plan"}, "clauses": ["jp-gb-2017#S6"]}


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with build(tmp_path) as made:
        made.agree(made.propose("JPN", "instrument", INSTRUMENT))
        for number in (1, 2, 3):
            made.agree(made.propose("GBR", "measure", measure(f"GBR-M-{number:03}")))
        yield made


def edition(number: int, **more: Any) -> dict[str, Any]:
    return {**EDITION, "code": f"PLAN-{number}", "number": number, **more}


def propose(world: World, number: int, *changes: dict[str, Any]) -> Act:
    node = world["GBR"]
    act = editions.propose_edition(node, node.find_channel(None), edition(number), changes)
    world.settle()
    return act


def take_effect(world: World, act: Act) -> None:
    say.accept(world["JPN"], act.id)
    world.settle()


def states(world: World, party: str) -> dict[str, str]:
    rows = records.listed(world[party].alias, {"channel": world[party].find_channel(None).id})
    return {row.code: row.state for row in rows if row.type in ("measure", "plan-edition")}


def test_an_edition_is_accepted_in_one_act(world: World) -> None:
    act = propose(world, 1, measure("GBR-M-002", baseline_finish="2019-03-29"), measure("GBR-M-004"))
    assert len(act.header.targets if act.header else ()) == 3
    assert states(world, "JPN")["GBR-M-004"] == "proposed"
    take_effect(world, act)
    for party in ("GBR", "JPN"):
        assert set(states(world, party).values()) == {"in-effect"}
        shown = editions.compare(world[party], _edition(world, party, 1))
        assert [(e.code, e.outcome) for e in shown.entries] == [(f"GBR-M-00{n}", "new") for n in (1, 2, 3, 4)]


def _edition(world: World, party: str, number: int) -> str:
    return records.find(world[party].alias, f"PLAN-{number}")[0].id


def test_the_next_edition_is_redlined_and_the_first_stays_as_it_was(world: World) -> None:
    take_effect(world, propose(world, 1))
    act = propose(world, 2, measure("GBR-M-002", baseline_finish="2019-03-29"), measure("GBR-M-003", stage="DROPPED"), measure("GBR-M-005"))
    node = world["JPN"]
    second = _edition(world, "JPN", 2)
    shown = editions.compare(node, second, _texts(world, act))
    assert {e.code: e.outcome for e in shown.entries} == {"GBR-M-001": "same", "GBR-M-002": "changed", "GBR-M-005": "new"}
    changed = next(e for e in shown.entries if e.outcome == "changed")
    assert [(c.path, c.after) for c in changed.changes] == [("baseline_finish", "2019-03-29")]
    assert [e.code for e in shown.dropped] == ["GBR-M-003"]
    take_effect(world, act)
    again = editions.compare(node, _edition(world, "JPN", 1))
    assert {e.code: (e.text or {})["baseline_finish"] for e in again.entries}["GBR-M-002"] == measure()["baseline_finish"]
    assert editions.next_number(node, node.find_channel(None)) == 3


def _texts(world: World, act: Act) -> list[dict[str, Any]]:
    body = look.body_of(world["JPN"], look.find_act(world["JPN"], act.id))
    return list(body["texts"]) if body else []


def test_what_changes_nothing_or_twice_is_refused(world: World) -> None:
    for changes in ([measure("GBR-M-001")], [measure("GBR-M-009"), measure("GBR-M-009", priority="HIGH")]):
        with pytest.raises(Refusal) as refused:
            propose(world, 1, *changes)
        assert refused.value.rule == "ED3"


def test_together_refuses_a_record_that_is_not_agreed_here(world: World) -> None:
    node = world["GBR"]
    open_ = world.propose("GBR", "measure", measure("GBR-M-007"))
    with pytest.raises(Refusal, match="No measure agreed"):
        say.propose_together(node, node.find_channel(None), [("measure", measure("GBR-M-007"), open_.id)])


def test_a_drafted_edition_takes_its_measures_along(world: World) -> None:
    node = world["GBR"]
    charter = node.find_channel(None)
    ann = drafting.Officer("ann", "GBR:FCDO:desk", frozenset({"drafter", "assigning-officer"}))
    bob = drafting.Officer("bob", "GBR:FCDO:head", frozenset({"clearing", "releasing-officer"}))
    changes = [measure("GBR-M-002", baseline_finish="2019-03-29"), measure("GBR-M-003", stage="DROPPED"), measure("GBR-M-008")]
    for change in changes:
        held = records.find(node.alias, change["code"])
        drafting.save(node, ann, type_="measure", text=change, channel=charter.id, record=held[0].id if held else None)
    text = editions.edition_text(node, charter, edition(1), changes)
    assert [m["code"] for m in text["measures"]] == ["GBR-M-001", "GBR-M-002", "GBR-M-008"]
    draft = drafting.save(node, ann, type_="plan-edition", text=text, channel=charter.id).id
    drafting.ask(node, ann, draft, bob.post)
    drafting.clear(node, bob, draft)
    drafting.order_release(node, bob, draft, 0)
    (act,) = drafting.dispatch(node)
    assert drafting.dispatch(node) == [] and drafting.live(node) == []
    world.settle()
    take_effect(world, act)
    assert states(world, "JPN") == dict.fromkeys(("PLAN-1", *(f"GBR-M-00{n}" for n in (1, 2, 3, 8))), "in-effect")
    assert sorted(editions.measures_in_effect(world["JPN"], charter)) == ["GBR-M-001", "GBR-M-002", "GBR-M-008"]


def test_an_edition_whose_words_are_gone_is_refused(world: World) -> None:
    node = world["GBR"]
    charter = node.find_channel(None)
    text = editions.edition_text(node, charter, edition(1), [measure("GBR-M-009")])
    with pytest.raises(Refusal) as refused:
        editions.compose_edition(node, charter, text)
    assert refused.value.rule == "ED5"


def test_a_code_means_the_record_and_not_the_draft_of_its_next_text(world: World) -> None:
    node = world["GBR"]
    held = look.find_record(node, "GBR-M-001")
    ann = drafting.Officer("ann", "GBR:FCDO:desk", frozenset({"drafter", "assigning-officer"}))
    draft = drafting.save(node, ann, type_="measure", text=measure("GBR-M-001", priority="HIGH"), channel=held.channel, record=held.id)
    assert look.find_record(node, "GBR-M-001").id == held.id
    assert drafting.view(node, draft.id).matter.text is not None and look.find_record(node, draft.id).type == "draft"
