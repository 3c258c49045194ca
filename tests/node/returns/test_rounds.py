"""Rounds at a real node: asked once, answered by who may, corrected, closed; everything at home and under its measure's marking."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from tests.node.returns.world import ANN, CODE, FCDO, HO, LEAD, MOD, QUESTION, Plan, plan

from entente.areas.commissioning.intake import judge
from entente.kernel.errors import Refusal
from entente.node.officer import Officer
from entente.node.returns import rounds
from entente.store import records, shown


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Plan]:
    with plan(tmp_path_factory.mktemp("rounds")) as made:
        yield made


def test_a_round_asks_every_lead_once(own: Plan) -> None:
    found = own.opened_once()
    assert [(one.code, one.authority) for one in found.text.asked] == [(MOD, "MOD"), (FCDO, "FCDO"), (HO, "HO")]
    assert rounds.ask(own.node, ANN, own.node.find_channel(None), replace(QUESTION, code="GBR-CR-2018-5")).id != found.row.id
    with pytest.raises(Refusal, match="GBR-CR-2018-4 already"):
        rounds.ask(own.node, ANN, own.node.find_channel(None), QUESTION)
    with pytest.raises(Refusal, match="DR1"):
        rounds.ask(own.node, LEAD, own.node.find_channel(None), replace(QUESTION, code="GBR-CR-2018-6"))
    with pytest.raises(Refusal, match="CR1"):
        rounds.ask(own.node, ANN, own.node.find_channel(None), replace(QUESTION, code="X-1", due=date(2018, 1, 1)))
    assert [one.text.code for one in rounds.rounds(own.node)].count(CODE) == 1


def test_nothing_of_it_is_in_a_shared_channel(own: Plan) -> None:
    own.opened_once()
    own.world.settle()
    partner = own.world["JPN"]
    for type_ in ("commissioning-round", "return", "chaser"):
        assert records.listed(partner.alias, {"type": type_}) == []
        assert all(row.channel == own.node.national().id for row in records.listed(own.node.alias, {"type": type_}))


def test_a_lead_answers_for_his_own_authority_alone(own: Plan) -> None:
    found = own.opened_once()
    asked, answer = own.answer(found, MOD)
    said = rounds.return_of(own.node, LEAD, found.row.id, asked, (answer, "FORM", None))
    act = rounds.record(own.node, LEAD, found, asked, said)
    assert rounds.record(own.node, LEAD, found, asked, said).id == act.id
    for officer in (Officer("eve", "GBR:HO:desk", frozenset({"reader"})), Officer("adm", "GBR:MOD:it", frozenset({"administrator"}))):
        with pytest.raises(Refusal, match="DR1"):
            rounds.record(own.node, officer, found, asked, said)
    again = rounds.find(own.node, CODE)
    assert [one.code for one in again.missing] == [FCDO, HO] and again.returns[asked.measure][1].by == "Bob"


def test_a_correction_takes_the_place_of_what_stood(own: Plan) -> None:
    found = own.opened_once()
    asked, answer = own.answer(found, FCDO)
    for rag in ("Green", "Red"):
        asked, answer = own.answer(rounds.find(own.node, CODE), FCDO, rag=rag)
        verdicts = judge([answer], {CODE: rounds.find(own.node, CODE).known}, own.node.clock().date())
        rounds.record_all(own.node, ANN, [(verdicts[0], "XLSX", "0" * 64)])
    row, said = rounds.find(own.node, CODE).returns[asked.measure]
    assert (said.rag, said.way, said.sha256) == ("RED", "XLSX", "0" * 64) and len(row.revisions) == 2
    verdicts = judge([answer], {CODE: rounds.find(own.node, CODE).known}, own.node.clock().date())
    assert verdicts[0].outcome == "same"
    with pytest.raises(Refusal, match="CR6"):
        rounds.record_all(own.node, ANN, [(verdicts[0], "XLSX", None)])


def test_a_return_keeps_the_restrictions_of_its_measure(own: Plan) -> None:
    found = own.opened_once()
    asked, answer = own.answer(found, HO)
    said = rounds.return_of(own.node, ANN, found.row.id, asked, (answer, "MAIL", None))
    rounds.record(own.node, ANN, found, asked, said)
    row = rounds.find(own.node, CODE).returns[asked.measure][0]
    label = records.label_text(own.node.alias, row.label)
    assert [one["tag"] for one in label["categories"]] == ["originator-control", "releasable-to"]
    assert label["categories"][1]["values"] == ["GBR"] and label["classification"] == "OFFICIAL"
    hidden = frozenset(shown.labels(own.node.alias)) - {row.label}
    assert asked.measure not in rounds.find(own.node, CODE, hidden).returns


def test_a_round_that_may_not_be_seen_is_not_found(own: Plan) -> None:
    own.opened_once()
    with pytest.raises(Refusal, match="N12"):
        rounds.find(own.node, CODE, frozenset())
    assert rounds.rounds(own.node, frozenset()) == []


def test_reminders_are_written_down_once_a_day(own: Plan) -> None:
    rounds.ask(own.node, ANN, own.node.find_channel(None), replace(QUESTION, code="GBR-CR-2018-7"))
    found = rounds.find(own.node, "GBR-CR-2018-7")
    act = rounds.chased(own.node, ANN, found, "HO", "ADDRESS")
    assert rounds.chased(own.node, ANN, found, "HO", "ADDRESS").id == act.id
    assert rounds.chased_on(rounds.find(own.node, "GBR-CR-2018-7"), "HO") == own.node.clock().date()
    with pytest.raises(Refusal, match="CR8"):
        rounds.chased(own.node, ANN, found, "DIT", "ADDRESS")


def test_a_closed_round_takes_nothing_more(own: Plan) -> None:
    rounds.ask(own.node, ANN, own.node.find_channel(None), replace(QUESTION, code="GBR-CR-2018-8"))
    rounds.close(own.node, ANN, rounds.find(own.node, "GBR-CR-2018-8"))
    closed = rounds.find(own.node, "GBR-CR-2018-8")
    asked, answer = own.answer(closed, MOD)
    said = rounds.return_of(own.node, ANN, closed.row.id, asked, (answer, "FORM", None))
    for refused in (
        lambda: rounds.record(own.node, ANN, closed, asked, said),
        lambda: rounds.close(own.node, ANN, closed),
        lambda: rounds.chased(own.node, ANN, closed, "MOD", "ADDRESS"),
    ):
        with pytest.raises(Refusal, match="CR7"):
            refused()
