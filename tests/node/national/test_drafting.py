"""Laws of drafting: four eyes over every pair, each step once, release by label, stale tabs, the same state after a rebuild."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests import nodes
from tests.nodes import World

from entente.kernel.act import Act
from entente.kernel.errors import Refusal
from entente.node.national import against, dispatch, drafting, matters
from entente.node.national.drafting import Officer
from entente.node.officer import ROLES
from entente.store import database, records

ALL = frozenset(ROLES) - {"administrator"}
ANN = Officer("ann", "GBR:FCDO:desk", frozenset({"drafter", "assigning-officer", "reader"}))
BOB = Officer("bob", "GBR:FCDO:head", frozenset({"clearing", "releasing-officer", "reader"}))


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with nodes.build(tmp_path_factory.mktemp("drafting"), 2) as made:
        made.adopt()
        yield made


def kept(world: World, code: str = "GBR-M-2018-100", officer: Officer = ANN, **more: Any) -> str:
    act = drafting.save(world["GBR"], officer, type_="measure", text=nodes.measure(code), channel=world.channel.id, **more)
    assert act.header is not None
    return act.header.targets[0].record or act.id


def cleared(world: World, code: str) -> str:
    draft = kept(world, code)
    drafting.ask(world["GBR"], ANN, draft, BOB.post)
    drafting.clear(world["GBR"], BOB, draft)
    return draft


def state(world: World, draft: str) -> str:
    return matters.matter(world["GBR"], draft).state


def refused(call: Any, *given: Any, **named: Any) -> str:
    with pytest.raises(Refusal) as caught:
        call(*given, **named)
    return caught.value.rule


def count(world: World) -> int:
    return int(database.rows(world["GBR"].alias, "SELECT COUNT(*) FROM act")[0][0])


def test_from_the_first_words_to_the_partner(world: World) -> None:
    node = world["GBR"]
    draft = kept(world)
    shown = drafting.view(node, draft)
    assert (shown.state, shown.problems, shown.channel) == ("drafting", (), world.channel)
    drafting.ask(node, ANN, draft, BOB.post)
    assert BOB.post in drafting.view(node, draft).next["ja"]
    drafting.clear(node, BOB, draft)
    drafting.order_release(node, BOB, draft)
    assert drafting.dispatch(node) == [] and state(world, draft) == "waiting"
    world.later(minutes=16)
    (said,) = drafting.dispatch(node)
    assert said.header is not None and (said.header.kind, said.header.post) == ("propose", BOB.post)
    assert drafting.dispatch(node) == [] and state(world, draft) == "sent" and draft not in {row.id for row in drafting.live(node)}
    events = [(e.what, e.officer) for e in drafting.view(node, draft).history]
    assert events == [("saved", "ann"), ("asked", "ann"), ("cleared", "bob"), ("ordered", "bob"), ("sent", "")]
    assert matters.drafters_of(node, said.id) == {("ann", ANN.post)}
    world.agree(said)
    assert drafting.view(node, draft).matter.sent == said.id


def test_four_eyes_over_every_pair_of_officer_and_post(world: World) -> None:
    """Of two names and two posts only the pair that shares neither may clear, and release."""
    node = world["GBR"]
    for n, (name, post) in enumerate([("ann", "desk"), ("ann", "head"), ("bob", "desk"), ("bob", "head")]):
        drafter, other = Officer("ann", "GBR:FCDO:desk", ALL), Officer(name, f"GBR:FCDO:{post}", ALL)
        draft = kept(world, f"GBR-M-2018-11{n}", drafter)
        if other.post == drafter.post:
            assert refused(drafting.ask, node, drafter, draft, other.post) == "DR2"
        else:
            drafting.ask(node, drafter, draft, other.post)
        same = name == "ann" or post == "desk"
        if same:
            assert refused(drafting.clear, node, other, draft) == "DR2"
            assert refused(drafting.send_back, node, other, draft, {"": "No."}) == "DR2"
            assert refused(drafting.order_release, node, other, draft) == "DR2"
        else:
            drafting.clear(node, other, draft)
            drafting.order_release(node, other, draft)
            drafting.recall(node, drafter, draft)


def test_each_step_needs_its_role_and_administrators_take_none(world: World) -> None:
    node, draft = world["GBR"], cleared(world, "GBR-M-2018-120")
    needs = {"drafter": (drafting.ask, BOB.post), "clearing": (drafting.clear,), "releasing-officer": (drafting.order_release,)}
    for role, (call, *rest) in needs.items():
        for held in [*(ALL - {role}), "administrator"]:
            assert refused(call, node, Officer("eve", "GBR:FCDO:eve", frozenset({held})), draft, *rest) == "DR1"
    assert refused(drafting.clear, node, Officer("eve", "GBR:FCDO:eve", ALL), draft) == "DR9"
    assert refused(kept, world, "GBR-M-2018-121", Officer("eve", "GBR:FCDO:eve", ALL | {"administrator"})) == "DR1"


def test_a_return_stands_until_there_is_another_text(world: World) -> None:
    node, draft = world["GBR"], kept(world, "GBR-M-2018-130")
    drafting.ask(node, ANN, draft, BOB.post)
    assert refused(drafting.send_back, node, BOB, draft, {}) == "DR7"
    drafting.send_back(node, BOB, draft, {"title": "Say which exercise."})
    shown = drafting.view(node, draft)
    assert shown.state == "returned" and shown.comments["title"][0][1] == "Say which exercise."
    assert refused(drafting.ask, node, ANN, draft, "GBR:FCDO:legal") == "DR3" == refused(drafting.clear, node, BOB, draft)
    assert refused(drafting.order_release, node, BOB, draft) == "DR3"
    kept(world, "GBR-M-2018-130", draft=draft)
    assert drafting.view(node, draft).comments == {} and state(world, draft) == "drafting"


def test_a_stale_tab_and_a_form_sent_twice(world: World) -> None:
    node, draft = world["GBR"], kept(world, "GBR-M-2018-140", request="web:one")
    before = count(world)
    assert kept(world, "GBR-M-2018-140", request="web:one") == draft and count(world) == before
    old = matters.matter(node, draft).revision
    kept(world, "GBR-M-2018-141", draft=draft, revision=old, request="web:two")
    assert refused(kept, world, "GBR-M-2018-142", draft=draft, revision=old, request="web:three") == "DR4"
    assert kept(world, "GBR-M-2018-141", draft=draft, revision=old, request="web:two") == draft
    drafting.ask(node, ANN, draft, BOB.post)
    assert refused(drafting.clear, node, BOB, draft, old) == "DR4"
    acts: list[Act] = [drafting.ask(node, ANN, draft, BOB.post), drafting.ask(node, ANN, draft, BOB.post)]
    acts += [drafting.clear(node, BOB, draft), drafting.clear(node, BOB, draft)]
    assert acts[0] == acts[1] and acts[2] == acts[3]
    assert refused(drafting.send_back, node, BOB, draft, {"": "On second thoughts."}) == "DR3"
    assert refused(drafting.order_release, node, BOB, draft, revision=old) == "DR4"
    orders = [drafting.order_release(node, BOB, draft) for _ in range(2)]
    assert orders[0] == orders[1]
    assert refused(kept, world, "GBR-M-2018-143", draft=draft) == "DR3" == refused(drafting.discard, node, ANN, draft)
    drafting.recall(node, ANN, draft)


def test_a_draft_may_break_every_rule_and_is_not_released(world: World) -> None:
    node = world["GBR"]
    text = {"code": "GBR-M-2018-150", "title": {"en": "An idea"}}
    act = drafting.save(node, ANN, type_="measure", text=text, channel=world.channel)
    assert {p.rule for p in drafting.view(node, act.id).problems} == {"B6"}
    odd = nodes.measure("GBR-M-2018-150", clauses=["jp-gb-2017#S12"], commitments=[])
    drafting.save(node, ANN, type_="measure", text=odd, draft=act.id)
    assert [p.rule for p in drafting.view(node, act.id).problems] == ["B8"]
    drafting.ask(node, ANN, act.id, BOB.post)
    drafting.clear(node, BOB, act.id)
    assert refused(drafting.order_release, node, BOB, act.id) == "DR7"
    drafting.discard(node, ANN, act.id)
    assert state(world, act.id) == "discarded"


def test_a_marking_is_assigned_and_released_by_the_label_rules(world: World) -> None:
    node = world["GBR"]
    above = (nodes.POLICY, "OFFICIAL-SENSITIVE")
    nobody = Officer("eve", "GBR:FCDO:eve", frozenset({"drafter"}))
    assert refused(kept, world, "GBR-M-2018-160", nobody, label=above) == "D9"
    draft = kept(world, "GBR-M-2018-160", label=above)
    drafting.ask(node, ANN, draft, BOB.post)
    drafting.clear(node, BOB, draft)
    assert [p.rule for p in drafting.view(node, draft).problems] == ["B9"]  # above the channel's ceiling
    assert refused(drafting.order_release, node, BOB, draft) == "DR7" and drafting.releasable(node, BOB, draft).allowed
    plain = cleared(world, "GBR-M-2018-161")
    assert refused(drafting.order_release, node, Officer("bob", BOB.post, BOB.roles, {}), plain) == "D6"
    unmapped = replace(node, samples=replace(node.samples, equivalences=()))
    assert refused(drafting.order_release, unmapped, BOB, plain) == "D11"
    assert {r.party for r in drafting.releasable(unmapped, BOB, plain).reasons} == {"JPN"}
    drafting.order_release(node, BOB, plain, 0)
    assert drafting.dispatch(unmapped) == [] and state(world, plain) == "refused"  # asked again when it goes
    assert drafting.view(node, plain).history[-1].words


def test_the_waiting_time_is_a_setting_and_none_only_in_an_exercise(world: World, tmp_path: Path) -> None:
    node = world["GBR"]
    assert drafting.waiting_s(node) == 900
    drafting.set_waiting(node, 0)
    draft = cleared(world, "GBR-M-2018-170")
    drafting.order_release(node, BOB, draft)
    assert len(drafting.dispatch(node)) == 1
    drafting.set_waiting(node, 900)
    assert refused(drafting.set_waiting, node, -1) == "DR8"
    from entente.node import node as made

    real = made.init(tmp_path / "real", "GBR", {"en": "GBR"}, nodes.options("GBR") | {"simulated_from": None})
    assert refused(drafting.set_waiting, real, 0) == "DR8" == refused(drafting.set_waiting, real, 31 * 86_400)
    database.close(real.alias)


def test_a_draft_on_a_text_that_was_overtaken_says_so_and_goes_back(world: World) -> None:
    node = world["GBR"]
    first = world.propose("GBR", "measure", nodes.measure("GBR-M-2018-180"))
    world.agree(first)
    draft = kept(world, "GBR-M-2018-180", record=first.id)
    drafting.ask(node, ANN, draft, BOB.post)
    drafting.clear(node, BOB, draft)
    drafting.order_release(node, BOB, draft)
    agreed = against.base_of(node, first.id)
    cite = next(c for c in _cites(node, first.id) if c.act == agreed)
    world.agree(world.propose("JPN", "measure", nodes.measure("GBR-M-2018-180", priority="HIGH"), record=first.id, base=str(cite)))
    world.later(hours=1)
    assert drafting.dispatch(node) == [] and state(world, draft) == "refused"
    shown = drafting.view(node, draft)
    assert [p.rule for p in shown.problems] == ["DR6"] and shown.history[-1].what == "refused" and shown.history[-1].words
    kept(world, "GBR-M-2018-180", draft=draft)
    assert drafting.view(node, draft).problems == () and state(world, draft) == "drafting"


def _cites(node: Any, record: str) -> list[Any]:
    from entente.node import look

    found = look.record_state(node, record)
    assert found is not None
    return list(found.history)


def test_an_own_statement_is_drafted_and_revised_the_same_way(world: World) -> None:
    node = world["GBR"]
    text = {"title": {"en": "On S6"}, "clauses": ["jp-gb-2017#S6"], "said_on": "2018-10-01", "text": {"en": "We said so."}, "public": True}
    first: str | None = None
    for kind in ("state", "supersede"):
        act = drafting.save(node, ANN, type_="statement", text=text, channel=world.channel, record=first)
        drafting.ask(node, ANN, act.id, BOB.post)
        drafting.clear(node, BOB, act.id)
        drafting.order_release(node, BOB, act.id, 0)
        (said,) = drafting.dispatch(node)
        assert said.header is not None and said.header.kind == kind
        first = said.id


def test_a_rebuild_gives_the_same_states(world: World) -> None:
    from entente.node.admission.rebuild import rebuild

    node = world["GBR"]
    waiting = cleared(world, "GBR-M-2018-298")
    drafting.order_release(node, BOB, waiting)
    returned = kept(world, "GBR-M-2018-299")
    drafting.ask(node, ANN, returned, BOB.post)
    drafting.send_back(node, BOB, returned, {"title": "Say which."})
    sql = "SELECT id, type FROM record WHERE channel_id = %s AND type = 'draft' ORDER BY id"
    ids = [row[0] for row in database.rows(node.alias, sql, (node.national().id,))]
    before = [(matters.matter(node, i).state, drafting.view(node, i).history) for i in ids]
    rebuild(node)
    assert [(matters.matter(node, i).state, drafting.view(node, i).history) for i in ids] == before and len(ids) > 1


def test_what_others_told_us_is_cleared_and_released_among_our_own_records_and_nothing_else_is(world: World) -> None:
    node = world["GBR"]
    said = {"party": "JPN", "said_on": "2018-10-01", "title": {"en": "On the form"}, "text": {"en": "Agreed."}, "source": "Telephone"}
    draft = drafting.save(node, ANN, type_="recorded", text=said, channel=node.national()).id
    drafting.ask(node, ANN, draft, BOB.post)
    drafting.clear(node, BOB, draft)
    drafting.order_release(node, BOB, draft, 0)
    dispatch.dispatch(node)
    found = matters.matter(node, draft)
    assert found.state == "sent" and [row.channel for row in records.listed(node.alias, {"type": "recorded"})] == [node.national().id]
    assert refused(drafting.save, node, ANN, type_="measure", text=nodes.measure(), channel=node.national()) == "DR5"
