"""What a government recorded while it was alone: put to the partner in one go, linked, counted once, confirmed or corrected by him."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests import nodes

from entente.areas.drafting.records import Draft
from entente.kernel.act import Act
from entente.kernel.errors import Refusal
from entente.node import look, say
from entente.node.national import drafting, enclosures, matters, put_out, putting, recorded
from entente.node.node import Node
from entente.node.officer import ROLES, Officer
from entente.store import records
from entente.store.intervals import spans

ALL = frozenset(ROLES) - {"administrator"}
ANN, BOB = Officer("ann", "GBR:FCDO:desk", ALL), Officer("bob", "GBR:FCDO:release", ALL)
KEN = Officer("ken", "JPN:FCDO:desk", ALL)
AT_HOME = say.Manner(label=(nodes.POLICY, "OFFICIAL"))
NOTE = ("note.txt", "text/plain", b"They can live with it.")


def words(number: int, **more: Any) -> dict[str, Any]:
    said = {"party": "JPN", "said_on": f"2018-09-{number % 28 + 1:02}", "title": {"en": f"Call {number}"}, "text": {"en": "They agree."}}
    return said | {"source": "Telephone call", "clauses": ["jp-gb-2017#S6"]} | more


@pytest.fixture
def world(tmp_path: Path) -> Iterator[nodes.World]:
    with nodes.build(tmp_path, 2) as made:
        made.adopt()
        yield made


def keep(node: Node, text: dict[str, Any], file: recorded.File | None = None, marked: str = "OFFICIAL") -> Act:
    """Recorded at home."""
    return recorded.record(node, node.national(), text, file, say.Manner(label=(nodes.POLICY, marked)))


def put(world: nodes.World, *homes: str) -> str:
    """Chosen, cleared and released by another; gives the draft."""
    node = world["GBR"]
    text = putting.choose(node, world.channel, homes)
    marked = putting.marking(node, world.channel, text)
    made = drafting.save(node, ANN, type_=putting.TYPE, text=text, channel=world.channel.id, label=marked)
    drafting.ask(node, ANN, made.id, BOB.post)
    drafting.clear(node, BOB, made.id)
    drafting.order_release(node, BOB, made.id, 60)
    return made.id


def go(world: nodes.World) -> None:
    world.later(seconds=120)
    drafting.dispatch(world["GBR"])
    world.settle()


def states(node: Node, record: str) -> list[str]:
    return [row["state"] for row in spans.on(node.alias, node.clock().date(), where={"record": record})]


def test_put_with_its_file_linked_closed_at_home_and_confirmed(world: nodes.World) -> None:
    gbr, jpn = world["GBR"], world["JPN"]
    one = keep(gbr, words(1), NOTE)
    two = keep(gbr, words(2, on_record=one.id))
    keep(gbr, words(3, party="USA"))
    offered = putting.waiting(gbr, world.channel)
    assert [(item.row.id, item.files, item.left_out, item.problems) for item in offered] == [
        (one.id, (("note.txt", len(NOTE[2])),), (), ()),
        (two.id, (), ("on_record",), ()),
    ]
    draft = put(world, one.id, two.id)
    assert putting.in_hand(gbr) == {one.id: draft, two.id: draft}
    go(world)
    assert matters.matter(gbr, draft).state == "sent" and putting.waiting(gbr, world.channel) == [] == list(putting.in_hand(gbr))
    pairs = {pair.home: pair.shared for pair in putting.pairs(gbr)}
    assert set(pairs) == {one.id, two.id} and putting.pairs(gbr, pairs[one.id])[0].home == one.id
    body, ours = look.body_of(jpn, look.find_act(jpn, pairs[one.id])), look.find_act(gbr, pairs[one.id])
    read = enclosures.read(gbr, ours, 1)
    assert body == look.body_of(gbr, ours)
    assert body is not None and body["texts"][0]["source_file"] == hashlib.sha256(NOTE[2]).hexdigest()
    assert read is not None and read[1] == NOTE[2]
    assert "on_record" not in (look.body_of(jpn, look.find_act(jpn, pairs[two.id])) or {})["texts"][0]
    world.later(days=1)
    assert states(gbr, one.id) == [] and states(gbr, pairs[one.id]) == ["recorded"]  # counted once
    assert {row.id for row in recorded.to_answer(jpn)} == set(pairs.values()) and recorded.to_answer(gbr) == []
    said = recorded.answer(jpn, KEN, [(row.id, row.revisions[-1].act, "confirmed", {}) for row in recorded.to_answer(jpn)])
    again = recorded.answer(jpn, KEN, [(pairs[one.id], pairs[one.id], "confirmed", {})])
    assert len(said) == 2 and again[0].id in {act.id for act in said}
    world.settle()
    world.later(days=1)
    assert [states(node, pairs[two.id]) for node in (gbr, jpn)] == [["confirmed"], ["confirmed"]]
    assert recorded.to_answer(jpn) == []


def test_a_text_replaced_at_home_takes_the_source_file_along(world: nodes.World) -> None:
    gbr = world["GBR"]
    one = keep(gbr, words(1), NOTE)
    said = {"text": {"en": "They agree in principle."}, "source_file": hashlib.sha256(NOTE[2]).hexdigest()}
    say.supersede(gbr, one.id, words(1, **said), AT_HOME)
    assert putting.waiting(gbr, world.channel)[0].files == (("note.txt", len(NOTE[2])),)
    put(world, one.id)
    go(world)
    (pair,) = putting.pairs(gbr)
    body = look.body_of(world["JPN"], look.find_act(world["JPN"], pair.shared))
    assert body is not None and body["attachments"][0]["name"] == "note.txt" and body["texts"] == [words(1, **said)]


def test_what_changes_at_home_meanwhile_stays_and_goes_as_another_text_of_the_same_record(world: nodes.World) -> None:
    gbr = world["GBR"]
    one, two = (keep(gbr, words(number)) for number in (1, 2))
    draft = put(world, one.id, two.id)
    say.supersede(gbr, one.id, words(1, text={"en": "They agree in principle."}), AT_HOME)
    assert [problem.rule for problem in drafting.view(gbr, draft).problems] == ["CL3"]
    go(world)
    (left,) = putting.waiting(gbr, world.channel)
    assert left.row.id == one.id and left.shared is None and [pair.home for pair in putting.pairs(gbr)] == [two.id]
    put(world, one.id)
    go(world)
    assert putting.waiting(gbr, world.channel) == [] and len(putting.pairs(gbr)) == 2


def test_a_text_changed_in_the_moment_of_going_supersedes_the_one_that_went(world: nodes.World, monkeypatch: pytest.MonkeyPatch) -> None:
    gbr = world["GBR"]
    one = keep(gbr, words(1))
    put(world, one.id)
    monkeypatch.setattr(put_out, "_close", lambda node, post, items: None)  # as though it was changed before it could be closed
    go(world)
    monkeypatch.undo()
    say.supersede(gbr, one.id, words(1, text={"en": "They agree in principle."}), AT_HOME)
    (pair,) = putting.pairs(gbr)
    (left,) = putting.waiting(gbr, world.channel)
    assert left.shared == pair.shared
    put(world, one.id)
    go(world)
    state = look.record_state(world["JPN"], pair.shared)
    assert state is not None and len(state.statements) == 2 and putting.waiting(gbr, world.channel) == []


def test_a_release_repeated_after_a_crash_says_nothing_twice(world: nodes.World, monkeypatch: pytest.MonkeyPatch) -> None:
    gbr = world["GBR"]
    homes = [keep(gbr, words(number)).id for number in range(3)]
    put(world, *homes)
    monkeypatch.setattr(putting, "marking", lambda *_: (_ for _ in ()).throw(KeyError("power")))  # after the words, before the list
    world.later(seconds=120)
    with pytest.raises(KeyError):
        drafting.dispatch(gbr)
    monkeypatch.undo()
    assert len(records.listed(gbr.alias, {"channel": world.channel.id, "type": "recorded"})) == 3
    go(world)
    go(world)
    assert len(records.listed(gbr.alias, {"channel": world.channel.id, "type": "recorded"})) == 3
    assert {pair.home for pair in putting.pairs(gbr)} == set(homes) and putting.waiting(gbr, world.channel) == []


def test_what_may_not_go_says_by_which_rule_and_is_marked_down_by_who_may(world: nodes.World) -> None:
    gbr = world["GBR"]
    high = keep(gbr, words(2), marked="OFFICIAL-SENSITIVE")
    found = {item.row.id: [problem.rule for problem in item.problems] for item in putting.waiting(gbr, world.channel)}
    assert found == {high.id: ["B9"]}
    plain = Officer("dee", ANN.post, frozenset({"drafter"}))
    for wanted, by, rule in (((high.id,), None, "B9"), ((), None, "CL1"), (("0" * 64,), None, "CL1"), ((high.id,), plain, "DR1")):
        with pytest.raises(Refusal) as caught:
            putting.choose(gbr, world.channel, wanted, by)
        assert caught.value.rule == rule
    text = putting.choose(gbr, world.channel, (high.id,), ANN)
    assert text["marked_down"] and putting.marking(gbr, world.channel, text) == (nodes.POLICY, "OFFICIAL")
    assert [(item.label["classification"], item.problems) for item in putting.listed(gbr, world.channel, text)] == [("OFFICIAL", ())]


def test_the_partner_corrects_the_record_is_replaced_and_waits_for_him_again(world: nodes.World) -> None:
    gbr, jpn = world["GBR"], world["JPN"]
    one = keep(gbr, words(1))
    put(world, one.id)
    go(world)
    shared = putting.pairs(gbr)[0].shared
    world.later(days=1)
    recorded.answer(jpn, KEN, [(shared, shared, "corrected", {"en": "We said: perhaps."})])
    world.settle()
    world.later(days=1)
    assert states(gbr, shared) == ["corrected"] and recorded.to_answer(jpn) == []
    newer = say.supersede(gbr, shared, words(1, text={"en": "Perhaps."}))
    world.settle()
    world.later(days=1)
    assert states(gbr, shared) == ["recorded"] and [row.id for row in recorded.to_answer(jpn)] == [shared]
    for wrong, rule in (((shared, shared, "confirmed", {}), "RB6"), ((one.id, one.id, "confirmed", {}), "N12")):
        with pytest.raises(Refusal) as caught:
            recorded.answer(jpn, KEN, [wrong])
        assert caught.value.rule == rule
    with pytest.raises(Refusal) as caught:
        recorded.answer(gbr, ANN, [(shared, newer.id, "confirmed", {})])
    assert caught.value.rule == "RB5"
    recorded.answer(jpn, KEN, [(shared, newer.id, "confirmed", {})])
    world.settle()
    world.later(days=1)
    assert states(gbr, shared) == ["confirmed"]


def test_a_drafted_list_is_shown_as_it_would_be_signed(world: nodes.World) -> None:
    gbr = world["GBR"]
    homes = [keep(gbr, words(number)).id for number in range(2)]
    text = Draft(putting.TYPE, 1, putting.choose(gbr, world.channel, homes), "ann", ANN.post, world.channel.id)
    going = put_out.compose(gbr, world.channel, text, ANN.post)
    assert [one.drafted.kind for one in going] == ["state", "state"] and going[0].drafted.body == {"texts": [words(0)]}
    for home in homes:
        say.withdraw(gbr, home)
    with pytest.raises(Refusal) as caught:
        put_out.compose(gbr, world.channel, text, ANN.post)
    assert caught.value.rule == "CL3"
