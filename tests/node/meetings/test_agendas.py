"""Agendas: what is open is gathered and ranked; what stood three times goes up; a line that partners may not have is named as the cause."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec
from tests import nodes
from tests.said import instrument, national_draft

from entente.areas.consultations import sample
from entente.areas.consultations.papers import Agenda
from entente.areas.logistics import sample as orders
from entente.implementation.papers.agenda import Line
from entente.node import say
from entente.node.meetings import agendas
from entente.store import records

SERIES = {promise.name: promise for promise in sample.PROMISES}


def agree(world: nodes.World, type_: str, text: dict[str, Any]) -> str:
    act = say.propose(world["GBR"], world.channel, type_, text)
    world.agree(act)
    return act.id


def plain(text: Any) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(msgspec.json.encode(text))
    return made


def held(world: nodes.World, series: str, on: str) -> str:
    text = {"series": series, "title": {"en": "Meeting"}, "stage": "HELD", "mode": "VTC", "held_on": on, "outcome": "NONE"}
    return agree(world, "meeting", text)


def action(world: nodes.World, series: str, meeting: str) -> str:
    text = {"series": series, "meeting": meeting, "code": "DG-1-P1D1", "title": {"en": "Send it", "ja": "送付する"}}
    return agree(world, "action", text | {"owner": {"party": "GBR", "authority": "FCDO"}, "agreed_on": "2018-10-03", "due": "2019-01-31"})


def test_an_open_action_returns_and_the_third_time_goes_up(tmp_path: Path) -> None:
    with nodes.build(tmp_path) as world:
        world.agree(world.propose("JPN", "instrument", instrument()))
        parent = agree(world, "meeting-series", plain(sample.series(SERIES["2+2"])))
        child = agree(world, "meeting-series", plain(sample.series(SERIES["dg"], parent)))
        first = held(world, child, "2018-10-03")
        done = action(world, child, first)
        for month in (3, 6):
            world.moment[0] = datetime(2019, month, 2, 9, tzinfo=UTC)
            meeting = held(world, child, f"2019-{month:02}-01")
            (line,) = [one.line for one in _lines(world, child) if one.line.source == done]
            assert line.ground == "OPEN ACTION" and line.reason["ja"] and line.rests_on
            agree(world, "agenda", agendas.agenda_text(child, meeting, [(line, 10)], [{"en": "Other"}]))
        world.moment[0] = datetime(2019, 9, 2, 9, tzinfo=UTC)
        (line,) = [one.line for one in _lines(world, child) if one.line.source == done]
        assert line.run == 3 and line.escalated
        (risen,) = [one for one in _lines(world, parent) if one.line.source == done]
        assert risen.child is not None and risen.child["en"].startswith("Foreign and Defence Director-General") and risen.withheld == ()
        on_paper = {one.line.source for one in _lines(world, child) if one.line.escalated}
        assert on_paper and all(one.child is not None for one in _lines(world, parent) if one.line.source in on_paper)
        assert {"Other"} <= {one.line.titles.get("en") for one in _lines(world, child)}  # carried forward, having no record to close it
        deferral = {"target": done, "target_type": "measure", "reason": {"en": "Elections."}, "agreed_on": "2019-09-02"}
        agree(world, "deferral", deferral | {"starts_on": "2019-09-02", "until": "2019-10-01"})
        (line,) = [one.line for one in _lines(world, child) if one.line.source == done]
        assert line.run == 3 and not line.escalated and "1 October 2019" in line.reason["en"]
        assert done not in {one.line.source for one in _lines(world, parent)}
        world.moment[0] = datetime(2019, 10, 2, 9, tzinfo=UTC)
        assert done in {one.line.source for one in _lines(world, parent)}, "afterwards it goes up as if nothing had been"
        none = agendas.lines(world["GBR"], child, lambda row: row.type == "meeting-series", date(2019, 9, 2))
        assert done not in {one.line.source for one in none}
        _marking(world)


def _lines(world: nodes.World, series: str) -> list[agendas.Proposed]:
    return agendas.lines(world["GBR"], series, lambda _row: True, world.moment[0].date())


def _marking(world: nodes.World) -> None:
    """A record that is ours alone: named as such, and the compound says so."""
    node = world["GBR"]
    secret = national_draft(node, "OFFICIAL-SENSITIVE")
    row = records.get(node.alias, [secret.id])[secret.id]
    shared = records.listed(node.alias, {"type": "action"})[0]
    assert agendas.withheld(node, world.channel.id, shared) == ()
    assert any("JPN" in why["en"] and why["ja"] for why in agendas.withheld(node, world.channel.id, row))
    joined = agendas.compound(node, [shared, row])
    assert joined is not None and "JPN" not in joined.parties and agendas.compound(node, []) is None


def test_the_texts_made_of_lines() -> None:
    line = Line("OVERDUE MEASURE", {"en": "A" * 300, "ja": "甲"}, {"en": "."}, "r" * 64, "jp-gb-2017#S6", ("b" * 64,), date(2019, 1, 1))
    made = agendas.agenda_text("s", "m", [(line, 20)], [{"ja": "その他"}])
    agenda = msgspec.convert(made, Agenda)
    assert (
        [item.no for item in agenda.items] == [1, 2]
        and agenda.items[0].minutes_allotted == 20
        and len(agenda.items[0].title.en or "") == 200
    )
    assert agenda.items[1].ground == "PROPOSED" and agenda.items[1].title.ja == "その他"
    minutes = agendas.minutes_text(agenda)
    assert [(p["no"], p["item"]) for p in minutes["paragraphs"]] == [(1, 1), (2, 2)]
    assert minutes["paragraphs"][0]["ja"] == "参加国は、「甲」について協議した。"
    assert minutes["paragraphs"][1]["en"] == "The participants discussed “その他”."  # it has no other title


def test_ledgers_that_differ_come_onto_the_agenda_and_leave_it_when_corrected(tmp_path: Path) -> None:
    with nodes.build(tmp_path) as world:
        world.agree(world.propose("JPN", "instrument", instrument()))
        series = agree(world, "meeting-series", plain(sample.series(SERIES["2+2"])))
        order = agree(world, "support-order", plain(orders.FUEL))
        entries = {
            party: plain(msgspec.structs.replace(one, order=order)) for party, one in zip(("GBR", "JPN"), orders.MISTAKEN, strict=True)
        }
        said = {party: world.state(party, "ledger-entry", text) for party, text in entries.items()}
        world.settle()
        (line,) = [one.line for one in _lines(world, series) if one.line.source == order]
        assert line.ground == "UNRECONCILED LEDGER" and "a unit may have been mistaken" in line.reason["en"]
        assert set(line.rests_on) == {act.id for act in said.values()}
        say.supersede(world["GBR"], said["GBR"].id, entries["JPN"])
        world.settle()
        assert order not in {one.line.source for one in _lines(world, series)}
