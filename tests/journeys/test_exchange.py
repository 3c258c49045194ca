"""The exchange over real HTTP, between processes; and what `entente status` says of it."""

from __future__ import annotations

import multiprocessing
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
import urllib3
from tests import nodes, simulator
from tests.journeys.killing import free_port
from tests.simulator import CUT, DROP, Sim

from entente.exchange.message import MEDIA_TYPE
from entente.exchange.serve import handle
from entente.kernel.errors import Refusal
from entente.node import channels
from entente.node.admission import evidence
from entente.node.node import open_node
from entente.node.partners import sync
from entente.node.partners.sentences import acts, records
from entente.node.partners.serve import open_exchange, serve
from entente.node.partners.status import as_json, status
from entente.store import database, logs, partners

PROCESSES = multiprocessing.get_context("spawn")


def served(folder: Path, port: int) -> None:
    """A process: the node behind the server that `entente serve` starts; its rounds come seldom."""
    serve(open_node(folder), "127.0.0.1", port, every_s=600.0)


@contextmanager
def serving(folder: Path, port: int) -> Iterator[BaseProcess]:
    process = PROCESSES.Process(target=served, args=(folder, port))
    process.start()
    try:
        deadline = time.monotonic() + 60
        while socket.socket().connect_ex(("127.0.0.1", port)):
            assert process.is_alive() and time.monotonic() < deadline, "the server does not start"
            time.sleep(0.05)
        yield process
    finally:
        process.terminate()
        process.join(20)
        if process.is_alive():
            process.kill()


def words_of(sim: Sim, code: str) -> str:
    found = next(s for s in status(sim[code]) if s.channel == sim.channel.id)
    return " ".join(line.words for part in (found, *found.partners) for line in part.lines)


def test_two_nodes_over_http(pair: Sim) -> None:
    """Acts arrive, nothing new is one request, a stranger learns nothing, a partner away is told in words and comes back."""
    port = free_port()
    act = pair.propose("GBR", nodes.measure("GBR-M-2018-001", pair.codes))
    channels.set_address(pair["JPN"], pair.channel, "GBR", f"http://127.0.0.1:{port}")
    exchange = open_exchange(pair["JPN"])
    partner = pair.partner("JPN", "GBR")
    with serving(pair["GBR"].home.path, port):
        first = sync.exchange_with(exchange, pair.channel, partner)
        assert (first.trouble, first.acts) == ("", 1) and pair.record("JPN", act.id) == "proposed"
        sync.exchange_with(exchange, pair.channel, partner)
        before = {code: len(simulator.ids(pair, "JPN", code)) for code in pair.codes}
        again = sync.exchange_with(exchange, pair.channel, partner)
        assert (again.trouble, again.acts, again.bodies) == ("", 0, 0)
        assert before == {code: len(simulator.ids(pair, "JPN", code)) for code in pair.codes}
        known, unknown = (
            urllib3.request("POST", f"http://127.0.0.1:{port}/exchange/v1/{channel}/sync", body=b"x", headers={"content-type": MEDIA_TYPE})
            for channel in (pair.channel.id, "0" * 64)
        )
        assert known.status == unknown.status >= 400 and known.data == unknown.data, "nobody learns whether there is a channel"
    away = sync.exchange_with(exchange, pair.channel, partner)
    assert "refused the connection" in away.trouble
    assert "Not reached at" in words_of(pair, "JPN") and "1 in a row" in words_of(pair, "JPN")
    with serving(pair["GBR"].home.path, port):
        assert not sync.exchange_with(exchange, pair.channel, partner).trouble
    assert "Not reached" not in words_of(pair, "JPN")


def test_nothing_new_costs_one_small_request(pair: Sim) -> None:
    for number in range(20):
        pair.propose("GBR", nodes.measure(f"GBR-M-2018-{number:03}", pair.codes))
    pair.settle()
    wire = pair.wire("JPN")
    requests, sent, got = wire.requests, wire.sent, wire.got
    pair.ask("JPN", "GBR")
    assert wire.requests == requests + 1
    assert wire.sent - sent < 1_000 and wire.got - got < 1_000


def test_a_cut_answer_is_asked_again_from_where_it_stood(pair: Sim) -> None:
    for number in range(30):
        pair.propose("GBR", nodes.measure(f"GBR-M-2018-{number:03}", pair.codes))
    pair.served["JPN"].exchange.budgets[pair.channel.id, "GBR"] = 20_000
    pair.faults["JPN", "GBR"] = ["", CUT]
    first = pair.ask("JPN", "GBR")
    assert 0 < first.acts < 30 and "broke before the answer was complete" in first.trouble
    assert first.acts + pair.ask("JPN", "GBR").acts == 30


def test_what_answers_ends_with_a_server_that_was_killed(pair: Sim) -> None:
    port = free_port()
    with serving(pair["GBR"].home.path, port) as server:
        asked = urllib3.request("POST", f"http://127.0.0.1:{port}/exchange/v1/{pair.channel.id}/sync", body=b"x", retries=False)
        assert asked.status == 400
        server.kill()
        deadline = time.monotonic() + 20
        while not socket.socket().connect_ex(("127.0.0.1", port)):
            assert time.monotonic() < deadline, "the port is still held"
            time.sleep(0.1)


def test_an_absent_partner_is_waited_for_in_words(pair: Sim) -> None:
    pair.faults["GBR", "JPN"] = [DROP, DROP]
    pair.propose("GBR", nodes.measure("GBR-M-2018-001", pair.codes))
    for _ in range(2):
        pair.ask("GBR", "JPN")
    told = words_of(pair, "GBR")
    assert "2 in a row" in told and "of our" in told
    found = next(s for s in status(pair["GBR"]) if s.channel == pair.channel.id)
    assert as_json(found)["partners"][0]["said"] == as_json(found)["partners"][0]["held_there"] + 1
    pair.settle()
    assert "holds all our" in words_of(pair, "GBR") and "has signed for" in words_of(pair, "GBR")


def test_a_clock_ahead_of_every_partner_signs_nothing(pair: Sim) -> None:

    with database.write(pair["JPN"].alias):
        partners.contact(pair["JPN"].alias, pair.channel.id, "GBR", {}, pair["JPN"].now_us(), 3_600)
    with pytest.raises(Refusal) as refused:
        pair.propose("JPN", nodes.measure("GBR-M-2018-001", pair.codes))
    assert refused.value.rule == "N9"
    assert "1:00:00" in refused.value.words
    assert "must be set right" in words_of(pair, "JPN")


def test_a_clock_so_far_ahead_that_every_question_is_refused_signs_nothing(pair: Sim, monkeypatch: pytest.MonkeyPatch) -> None:
    behind = pair.served["GBR"]
    monkeypatch.setattr(pair, "answer", lambda _code, request: handle(request, behind.source, int(time.time()) - 18_000, behind.nonces))
    assert "Your clock is 5 h ahead of ours" in pair.ask("JPN", "GBR").trouble
    told = words_of(pair, "JPN")
    assert "node answered at" in told and "Not reached" not in told
    with pytest.raises(Refusal) as refused:
        pair.propose("JPN", nodes.measure("GBR-M-2018-001", pair.codes))
    assert refused.value.rule == "N9" and "5:00:0" in refused.value.words
    monkeypatch.undo()
    pair.settle()
    assert pair.propose("JPN", nodes.measure("GBR-M-2018-001", pair.codes)).seq > 0


def test_when_a_partner_refused_and_its_words_are_noted_in_one_transaction(pair: Sim, monkeypatch: pytest.MonkeyPatch) -> None:
    behind, write, written = pair.served["GBR"], database.write, list[str]()
    monkeypatch.setattr(pair, "answer", lambda _code, request: handle(request, behind.source, int(time.time()) - 18_000, behind.nonces))
    monkeypatch.setattr(database, "write", lambda alias, wait=True: written.append(alias) or write(alias, wait))
    pair.ask("JPN", "GBR")
    assert written == [pair["JPN"].alias]
    noted = next(p for p in partners.partners(pair["JPN"].alias, pair.channel.id) if p.party == "GBR")
    assert noted.failures == 1 and "5 h ahead" in noted.trouble and noted.ahead_s >= 18_000 and noted.contact_at == noted.tried_at


def test_a_checkpoint_that_is_held_already_is_not_compared_again(pair: Sim, monkeypatch: pytest.MonkeyPatch) -> None:
    pair.propose("GBR", nodes.measure("GBR-M-2018-001", pair.codes))
    pair.settle()
    held = [row.checkpoint for row in logs.load(pair["JPN"].alias, pair.channel).values()]
    monkeypatch.setattr(logs, "root_at", lambda *_: pytest.fail("the tree is read again"))
    assert all(held) and [evidence.check_gossip(pair["JPN"], pair.channel.id, note) for note in held] == [None, None]


def test_status_says_what_is_in_effect_and_whose_move_is_next(pair: Sim) -> None:
    assert "In effect: 1 record, confirmed by all. Open: 0 on which JPN moves next, 0 on which we do." in words_of(pair, "GBR")
    proposal = pair.propose("GBR", nodes.measure("GBR-M-2018-001", pair.codes))
    pair.ask("JPN", "GBR")
    assert "Open: 0 on which GBR moves next, 1 on which we do." in words_of(pair, "JPN")
    assert "Open: 1 on which JPN moves next, 0 on which we do." in words_of(pair, "GBR")
    pair.say("JPN", "accept", proposal)
    pair.settle()
    for party, other in (("GBR", "JPN"), ("JPN", "GBR")):
        assert f"In effect: 2 records, confirmed by all. Open: 0 on which {other} moves next" in words_of(pair, party)
    national = next(s for s in status(pair["GBR"]) if s.channel != pair.channel.id)
    assert national.partners == ()


def test_an_act_of_a_clock_days_ahead_is_told_in_both_zones(pair: Sim) -> None:
    now = pair.moment[0]
    pair.moment[0] = now + nodes.timedelta(days=2)
    pair.propose("JPN", nodes.measure("GBR-M-2018-001", pair.codes))
    pair.ask("GBR", "JPN")
    pair.moment[0] = now
    told = [line for s in status(pair["GBR"]) for part in s.partners for line in part.lines if "lies ahead of our clock" in line.words]
    (one,) = told
    assert one.act and "London" in one.words and "Tokyo" in one.words


def test_one_is_counted_as_one() -> None:
    assert (acts(1), acts(0), records(1), records(2)) == (
        ("1 act", "1件"), ("0 acts", "0件"), ("1 record", "記録1件"), ("2 records", "記録2件"),
    )  # fmt: skip
