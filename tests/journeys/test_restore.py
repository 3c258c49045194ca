"""A node set back: restored openly, rolled back silently, and rolled back and signed on; and what its partners do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests import nodes
from tests.simulator import CUT, Sim, check_agreement

from entente.exchange import wire
from entente.kernel.act import Act
from entente.kernel.errors import Refusal
from entente.node import channels
from entente.node.partners import follow, sync
from entente.node.partners.source import take_notes
from entente.node.partners.status import status
from entente.store import database, partners


def snapshot(sim: Sim, code: str) -> Path:
    """A copy of the node's folder as it is now."""
    sim.stop(code)
    copy = sim.folder.parent / f"{code}-copy"
    shutil.copytree(sim[code].home.path, copy)
    sim.start(code)
    return copy


def set_back(sim: Sim, code: str, copy: Path, told: bool = False) -> None:
    """The node wakes in the old copy of its folder; `told`: an operator restored it and the store says so."""
    sim.stop(code)
    shutil.rmtree(sim[code].home.path)
    shutil.copytree(copy, sim[code].home.path)
    sim.start(code)
    if told:
        with database.write(sim[code].alias):
            partners.set_compared(sim[code].alias, sim.channel.id, None, False)


def speak(sim: Sim, code: str, count: int = 1) -> list[Act]:
    return [sim.propose(code, nodes.measure(f"GBR-M-2018-{number:03}", sim.codes)) for number in range(1, count + 1)]


def words_of(sim: Sim, code: str) -> str:
    """All that `entente status` says of the channel at a node."""
    found = next(s for s in status(sim[code]) if s.channel == sim.channel.id)
    return " ".join(line.words for part in (found, *found.partners) for line in part.lines)


def test_a_restored_node_says_nothing_until_it_has_its_own_tail(pair: Sim) -> None:
    copy = snapshot(pair, "JPN")
    lost = speak(pair, "JPN", 3)
    pair.settle()
    set_back(pair, "JPN", copy, told=True)
    with pytest.raises(Refusal) as refused:
        speak(pair, "JPN")
    assert refused.value.rule == "N8" and "GBR" in refused.value.words
    assert "says nothing until its log was compared with GBR's copy" in words_of(pair, "JPN")
    assert pair.ask("JPN", "GBR").recovered == 3
    assert [speak(pair, "JPN")[0].seq] == [lost[-1].seq + 1]
    pair.settle()
    check_agreement(pair)


def test_one_partner_of_two_is_not_enough(trio: Sim) -> None:
    copy = snapshot(trio, "JPN")
    speak(trio, "JPN")
    trio.ask("USA", "JPN")  # the act lost is held by one of the two alone
    set_back(trio, "JPN", copy, told=True)
    assert trio.ask("JPN", "GBR").recovered == 0
    with pytest.raises(Refusal) as refused:
        speak(trio, "JPN")
    assert refused.value.rule == "N8" and "USA" in refused.value.words and "GBR" not in refused.value.words
    assert trio.ask("JPN", "USA").recovered == 1
    speak(trio, "JPN")
    trio.settle()
    check_agreement(trio)


def test_a_virtual_machine_rolled_back_on_a_monday_heals_if_it_asks_before_it_signs(pair: Sim) -> None:
    """The conclusion it made and lost is due again in the old copy: it must come back, not be made a second time."""
    act = speak(pair, "JPN")[0]
    follow.hold(pair["JPN"], act.id, True)
    pair.settle()
    pair.say("GBR", "accept", act)
    pair.settle()
    copy = snapshot(pair, "JPN")
    follow.hold(pair["JPN"], act.id, False)
    pair.settle()
    assert pair.record("GBR", act.id) == "in-effect"
    set_back(pair, "JPN", copy)
    follow.hold(pair["JPN"], act.id, False)
    rounds = sync.exchange_all(pair.served["JPN"].exchange)
    assert rounds[0].recovered == 1 and not rounds[0].frozen
    assert pair.record("JPN", act.id) == "in-effect"
    speak(pair, "JPN")
    pair.settle()
    check_agreement(pair)


def test_a_line_cut_while_the_tail_comes_back_leaves_the_node_silent(pair: Sim) -> None:
    copy = snapshot(pair, "JPN")
    speak(pair, "JPN", 3)
    pair.settle()
    set_back(pair, "JPN", copy)
    pair.served["JPN"].exchange.budgets[pair.channel.id, "GBR"] = 1
    pair.faults["JPN", "GBR"] = ["", CUT]
    found = pair.ask("JPN", "GBR")
    assert found.recovered >= 1 and found.trouble
    if found.recovered < 3:
        with pytest.raises(Refusal) as refused:
            speak(pair, "JPN")
        assert refused.value.rule == "N8"
    pair.ask("JPN", "GBR")
    speak(pair, "JPN")
    pair.settle()
    check_agreement(pair)


@pytest.mark.parametrize("said", [1, 4], ids=["fewer than were lost", "more than were lost"])
def test_a_node_that_signed_on_after_a_rollback_is_found_out_and_opens_a_new_generation(pair: Sim, said: int) -> None:
    agreed = pair.agree(speak(pair, "GBR")[0])
    copy = snapshot(pair, "JPN")
    lost = speak(pair, "JPN", 3)
    pair.settle()
    set_back(pair, "JPN", copy)
    speak(pair, "JPN", said)
    for asker, asked in (("GBR", "JPN"), ("JPN", "GBR")) * 2:
        pair.ask(asker, asked)
    log = pair.logs("GBR")["JPN", 1]
    assert log.frozen and log.head.size == lost[-1].seq + 1
    proofs = [p for code in pair.codes for p in partners.evidence(pair[code].alias, pair.logs(code)["JPN", 1].number) if p.sort == "fork"]
    assert {p.seq for p in proofs} == {lost[0].seq} and proofs[0].one != proofs[0].other
    assert "JPN's log is frozen" in words_of(pair, "GBR")
    assert "entente charter open-generation" in words_of(pair, "JPN")
    with pytest.raises(Refusal) as refused:
        speak(pair, "JPN")
    assert refused.value.rule == "N10"
    assert pair.record("GBR", agreed) == pair.record("JPN", agreed) == "in-effect", "what was concluded stays"
    other = speak(pair, "GBR")[0]
    pair.ask("JPN", "GBR")
    assert pair.record("JPN", other.id) == "proposed", "other logs go on"

    opening = channels.open_generation(pair["JPN"], pair.channel, pair["JPN"].key("root"))
    assert opening.log == ("JPN", 2) and opening.header is not None
    assert opening.header.cites[0].split("/")[2] == str(lost[0].seq - 1), "the last act that both hold"
    pair.settle()
    assert pair.logs("GBR")["JPN", 2].decided >= 1
    pair.agree(other)
    pair.agree(speak(pair, "JPN")[0])


def test_a_partners_word_alone_does_not_silence_a_node(pair: Sim) -> None:
    """Whoever claims to hold more of our log than there is must show it, signed by us."""
    take_notes(pair["JPN"], pair.channel.id, "GBR", {"JPN/1": 999}, wire.NO_NOTES)
    speak(pair, "JPN")
