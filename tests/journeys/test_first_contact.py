"""Before a command signs: a partner that holds more of our log is heard, one heard just now is not asked, none keeps anybody waiting."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import partial

import pytest
from tests import nodes
from tests.journeys.test_restore import set_back, snapshot
from tests.simulator import Sim, check_agreement

from entente.kernel.act import Act
from entente.node.partners import first_contact
from entente.store import database


def as_a_command(sim: Sim, code: str) -> None:
    """From here on the node speaks as a command does that runs alone, a while after the last round."""
    ask = partial(first_contact.ask, exchange=sim.served[code].exchange)
    sim.nodes[code] = replace(sim[code], before_signing=ask)
    with database.write(sim[code].alias):
        database.run(sim[code].alias, "UPDATE partner SET contact_at = 1, tried_at = 1")


def speak(sim: Sim, code: str, number: int) -> Act:
    return sim.propose(code, nodes.measure(f"GBR-M-2018-{number:03}", sim.codes))


def test_a_node_set_back_fetches_its_tail_before_it_signs(pair: Sim) -> None:
    copy = snapshot(pair, "JPN")
    lost = [speak(pair, "JPN", number) for number in (1, 2)]
    pair.settle()
    set_back(pair, "JPN", copy)
    as_a_command(pair, "JPN")
    assert speak(pair, "JPN", 3).seq == lost[-1].seq + 1
    pair.settle()
    check_agreement(pair)


def test_who_was_heard_just_now_is_not_asked_again(pair: Sim) -> None:
    as_a_command(pair, "JPN")
    before = pair.wire("JPN").requests
    for number in (1, 2, 3):
        speak(pair, "JPN", number)
    assert pair.wire("JPN").requests == before + 1


@pytest.mark.parametrize("how", ["down", "slow"])
def test_a_partner_that_does_not_answer_keeps_nobody_waiting(pair: Sim, how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    as_a_command(pair, "JPN")
    if how == "down":
        pair.stop("GBR")
    else:
        monkeypatch.setattr(first_contact, "WAIT_S", 0.1)
        answer = pair.answer
        monkeypatch.setattr(pair, "answer", lambda *given: (time.sleep(0.5), answer(*given))[1])
    began = time.monotonic()
    first_contact.ask(pair["JPN"], pair.channel.id, pair.served["JPN"].exchange)
    assert time.monotonic() - began < (5 if how == "down" else 0.45)
    speak(pair, "JPN", 1)
    time.sleep(0.6 if how == "slow" else 0)
