"""Statements side by side: an officer judges; what differs is a finding at home, put before the other side before it goes on a paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests import nodes, overseen

from entente.implementation.papers.paper import pieces
from entente.kernel.errors import Refusal
from entente.node import say
from entente.node.meetings import agendas
from entente.node.officer import CLEARING, DRAFTER, READER, Officer
from entente.node.oversight import asking, clearing, contradictions, overview, sayings, versions
from entente.node.oversight.asking import Asking
from entente.node.oversight.versions import Wish

S1 = "jp-gb-2017#S1"
HEAD = Officer("gbr-release", "GBR:FCDO:release", frozenset({CLEARING}))
DESK = Officer("gbr-drafter", "GBR:FCDO:desk", frozenset({DRAFTER}))
GUEST = Officer("gbr-reader", "GBR:FCDO:reader", frozenset({READER}))


def statement(on: str, english: str, **more: Any) -> dict[str, Any]:
    text = {"en": english} | ({"ja": more.pop("ja")} if "ja" in more else {})
    return {"title": {"en": "On the missile"}, "clauses": [S1], "said_on": on, "public": True, "text": text, **more}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[nodes.World, dict[str, Any]]]:
    with nodes.build(tmp_path_factory.mktemp("said")) as world:
        acts = overseen.play(world)
        acts["jpn"] = world.state("JPN", "statement", statement("2017-08-29", "Japan condemns the launch of 29 August 2017."))
        acts["gbr"] = world.state("GBR", "statement", statement("2017-08-30", "The UK condemns the launch of 28 August 2017."))
        world.settle()
        yield world, acts


def question(world: nodes.World, side: str = "GBR") -> Asking:
    return asking.ask(world[side], world.moment[0].date())


def paper(world: nodes.World, side: str = "GBR", whom: str = "partner") -> str:
    made = versions.make(question(world, side), Wish("quarterly", "", "en", whom))
    return "\n".join(piece.words.get("en", "") for piece in pieces(made))


def test_a_pair_waits_for_an_officer_and_each_side_judges_for_itself(told: tuple[nodes.World, dict[str, Any]]) -> None:
    world, acts = told
    (pair,) = sayings.compared(question(world))
    assert pair.judged is None and pair.pair.kind == "SIDES" and len(pair.pair.signs) == 2
    assert sayings.compared(question(world), "jp-gb-2017#S2") == () and sayings.contradictions(question(world)) == {}
    with pytest.raises(Refusal, match="DR1"):
        sayings.judge(question(world), GUEST, pair.pair.name, differs=True)
    with pytest.raises(Refusal, match="N37"):
        sayings.judge(question(world), DESK, ("SIDES", "a", "b"), differs=True)
    sayings.judge(question(world), DESK, pair.pair.name, differs=True)
    (judged,) = sayings.compared(question(world))
    assert judged.differs and judged.judged is not None and judged.judged.officer == "gbr-drafter"
    world.settle()
    assert sayings.compared(question(world, "JPN"))[0].judged is None  # ours alone
    row = next(one for one in overview.overview(question(world)).rows if one.clause == S1)
    assert row.verdict == "differing"
    assert "“Japan condemns the launch of 29 August 2017.”" in paper(world, whom="national") and acts["gbr"].id


def test_it_stands_on_the_joint_paper_after_the_other_side_has_had_its_say(told: tuple[nodes.World, dict[str, Any]]) -> None:
    world, acts = told
    name = (sayings.CODE, acts["gbr"].id)
    (found,) = [one for one in clearing.noticed(question(world)) if one.name == name]
    assert found.speaks_of == ("JPN",) and found.notice is None and not found.stands
    (interval, cleared) = contradictions.on_agendas(world["GBR"], lambda _row: True, world.moment[0].date())[0]
    assert (interval.state, cleared) == ("sides", False) and contradictions.on_agendas(
        world["GBR"], lambda _row: False, date(2019, 1, 1)
    ) == []
    (line,) = [
        one for one in agendas.lines(world["GBR"], acts["nsa"].id, lambda _row: True, world.moment[0].date()) if one.line.source == name[1]
    ]
    assert line.line.ground == "DISAGREEMENT" and agendas.NOT_CLEARED in line.withheld

    clearing.clear(question(world), HEAD, [name], [name])
    assert "launch of 28 August" not in paper(world)  # Japan has not been asked
    text = clearing.notice_text(question(world), name)
    assert text["parties"] == ["JPN"] and date.fromisoformat(text["reply_by"]) > world.moment[0].date()
    notice = say.state(world["GBR"], world.channel, "finding-notice", text)
    world.settle()
    assert clearing.notices(question(world, "JPN"))[0].state == "waiting" and "launch of 28 August" not in paper(world)
    reply = {"notice": notice.id, "may_stand": True, "text": {"en": "The launch was seen on the 29th in Tokyo."}}
    say.state(world["JPN"], world.channel, "finding-reply", reply)
    world.settle()
    told_ = paper(world)
    assert "launch of 28 August" in told_ and "The launch was seen on the 29th in Tokyo." in told_
    assert "The launch was seen on the 29th in Tokyo." in paper(world, "JPN")
    (line,) = [
        one for one in agendas.lines(world["GBR"], acts["nsa"].id, lambda _row: True, world.moment[0].date()) if one.line.source == name[1]
    ]
    assert line.withheld == ()


def test_silence_holds_nothing_up_and_an_objection_keeps_it_off(told: tuple[nodes.World, dict[str, Any]]) -> None:
    world, acts = told
    name = ("measure.disagreement", acts["acsa"].id)
    clearing.clear(question(world), HEAD, [name], [name])
    notice = say.state(world["GBR"], world.channel, "finding-notice", clearing.notice_text(question(world), name))
    world.settle()
    (found,) = [one for one in clearing.noticed(question(world)) if one.name == name]
    assert found.notice is not None and found.notice.state == "waiting" and not found.stands
    before, world.moment[0] = world.moment[0], datetime(2018, 12, 31, 9, tzinfo=UTC)
    (found,) = [one for one in clearing.noticed(question(world)) if one.name == name]
    assert found.notice is not None and found.notice.state == "silent" and found.stands
    assert "No reply was given by" in paper(world)
    say.state(world["JPN"], world.channel, "finding-reply", {"notice": notice.id, "may_stand": False, "text": {"en": "Not agreed."}})
    world.settle()
    (found,) = [one for one in clearing.noticed(question(world)) if one.name == name]
    assert found.notice is not None and found.notice.state == "objected" and not found.stands
    with pytest.raises(Refusal, match="N38"):
        clearing.notice_text(question(world), ("measure.disagreement", "unknown"))
    assert before < world.moment[0]


def test_a_term_without_a_calendar_counts_weekdays(told: tuple[nodes.World, dict[str, Any]]) -> None:
    world, _ = told
    assert clearing.reply_by(question(world), date(1900, 1, 5), 3) == date(1900, 1, 10)
