"""Who offered a time has agreed to it: the date is agreed by the partner's answer, and by nothing that says more."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests import nodes
from tests.node.meetings.test_agendas import SERIES, agree, plain
from tests.said import instrument

from entente.areas.consultations import sample
from entente.kernel.act import Act
from entente.node import look, say
from entente.node.meetings import dates
from entente.node.partners import follow
from entente.store import database, records


def slot(day: str) -> dict[str, Any]:
    return {end: {"on": day, "at": at, "zone": "Europe/London"} for end, at in (("starts", "09:00"), ("ends", "11:00"))}


def set_up(world: nodes.World, **more: Any) -> tuple[str, str, Act]:
    """(series, planned meeting, London's offer of two times)."""
    world.agree(world.propose("JPN", "instrument", instrument()))
    series = agree(world, "meeting-series", plain(sample.series(SERIES["nsa"])))
    meeting = agree(world, "meeting", {"series": series, "title": {"en": "Next", "ja": "次回"}, "stage": "PLANNED", "mode": "VTC"})
    text = {"series": series, "meeting": meeting, "slots": [slot("2018-12-04"), slot("2018-12-11")]} | more
    offer = say.state(world["GBR"], world.channel, "slot-offer", text, say.Manner(post="GBR:FCDO:desk"))
    world.settle()
    return series, meeting, offer


def take(world: nodes.World, meeting: str, day: str, **changed: Any) -> Act:
    """Tokyo proposes the meeting on a day."""
    text = say_text(world, meeting) | {"stage": "DATE AGREED"} | slot(day) | changed
    act = say.propose(world["JPN"], world.channel, "meeting", text, meeting)
    world.settle()
    return act


def say_text(world: nodes.World, meeting: str) -> dict[str, Any]:
    state = look.record_state(world["JPN"], meeting)
    assert state is not None
    last = state.agreed[-1]
    return dict(look.text_of(world["JPN"], world.channel, last.proposal, last.index) or {})


def waits(world: nodes.World, meeting: str) -> list[str]:
    return [f"{who} {verb}" for who, verb, _act in records.get(world["GBR"].alias, [meeting])[meeting].move_list()]


def test_a_time_that_was_offered_is_agreed_by_the_answer(tmp_path: Path) -> None:
    with nodes.build(tmp_path) as world:
        series, meeting, offer = set_up(world)
        assert [one.record for one in dates.offers_of(world["JPN"], world.channel.id, series, meeting)] == [offer.id]
        take(world, meeting, "2018-12-11")
        for party in world.codes:
            state = look.record_state(world[party], meeting)
            assert state is not None and state.state == "in-effect" and len(state.agreed) == 2
        accepted = look.find_act(world["GBR"], state.proposals[-1].accepted["GBR"].act)
        body = look.body_of(world["GBR"], accepted)
        assert accepted.act.header is not None and accepted.act.header.post == "GBR:FCDO:desk"
        assert body is not None and "offered" in body["remark"]["en"] and "提示" in body["remark"]["ja"]


def test_what_says_more_comes_late_or_was_taken_back_waits_on_an_officer(tmp_path: Path) -> None:
    with nodes.build(tmp_path) as world:
        _series, meeting, offer = set_up(world, answer_by="2018-11-20")
        for changed in ({"mode": "IN PERSON", "place": {"en": "Tokyo"}}, slot("2018-12-12")):
            act = take(world, meeting, "2018-12-11", **changed)
            assert waits(world, meeting) == ["GBR accept"], changed
            say.withdraw(world["JPN"], act.id)
        with database.write(world["GBR"].alias):
            follow.hold(world["GBR"], meeting, True)
        act = take(world, meeting, "2018-12-11")
        assert waits(world, meeting) == ["GBR accept"], "an officer holds the record"
        say.withdraw(world["JPN"], act.id)
        with database.write(world["GBR"].alias):
            follow.hold(world["GBR"], meeting, False)
        world.moment[0] = datetime(2018, 11, 21, 9, tzinfo=UTC)
        act = take(world, meeting, "2018-12-11")
        assert waits(world, meeting) == ["GBR accept"], "the day to answer by has passed"
        say.withdraw(world["JPN"], act.id)
        text = {"series": _series, "meeting": meeting, "slots": [slot("2018-12-18")]}
        newer = say.state(world["GBR"], world.channel, "slot-offer", text)
        world.settle()
        take(world, meeting, "2018-12-11")
        assert waits(world, meeting) == ["GBR accept"], "another offer has replaced it"
        say.withdraw(world["GBR"], newer.id)
        say.withdraw(world["GBR"], offer.id)
        world.settle()
        assert waits(world, meeting) == ["GBR accept"], "taken back"


def test_our_own_text_on_the_table_is_not_closed_by_itself(tmp_path: Path) -> None:
    with nodes.build(tmp_path) as world:
        _series, meeting, _offer = set_up(world)
        say.propose(world["GBR"], world.channel, "meeting", say_text(world, meeting) | {"stage": "POSTPONED"}, meeting)
        take(world, meeting, "2018-12-11")
        assert "GBR accept" in waits(world, meeting) and "JPN accept" in waits(world, meeting)
