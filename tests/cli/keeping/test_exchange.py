"""Status in words, and a round with a partner that does not answer."""

from __future__ import annotations

import socket

import pytest
from tests.cli.conftest import Desks
from tests.cli.shell import free_ports

from entente.cli import exits
from entente.cli.keeping import exchange
from entente.node.partners.sync import Round


def test_a_partner_without_an_address_is_named(desks: Desks) -> None:
    assert desks("uk", "status", "--check").code == exits.PARTNER
    assert "No address is known for JPN's node" in desks("uk", "status").out
    assert "JPNのノードのアドレスが登録されていません" in desks("uk", "status", "--language", "ja").out
    assert desks("uk", "status", "--language", "fr").code == exits.USAGE
    answer = desks("uk", "sync")
    assert answer.code == exits.PARTNER and "No address is known" in " ".join(answer.out.split())


def test_a_partner_that_does_not_run_is_told_in_words(desks: Desks) -> None:
    assert desks("uk", "charter", "address", "JPN", f"http://127.0.0.1:{free_ports(1)}").code == exits.DONE
    assert desks("uk", "sync").code == exits.PARTNER
    (channel, _) = desks.json("uk", "status")
    assert "refused the connection" in channel["partners"][0]["lines"][0]["words"]
    assert channel["partners"][0]["lines"][0]["must_act"] is True


def test_an_address_that_cannot_be_asked_is_refused(desks: Desks) -> None:
    answer = desks("uk", "charter", "address", "JPN", "jpn.example:8081")
    assert answer.code == exits.REFUSED and "is http or https" in answer.err


def test_a_port_in_use_is_said_before_anything_is_served(desks: Desks) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        answer = desks("uk", "serve", "--port", str(port))
    assert answer.code == exits.NODE and not answer.out
    assert answer.err == f"entente: Port {port} on 127.0.0.1 is in use by another program; choose another with --port. [N13 port-in-use]\n"


def test_channels_are_listed(desks: Desks) -> None:
    shared, national = sorted(desks.json("japan", "charter", "list"), key=lambda c: -len(c["parties"]))
    assert [p["code"] for p in shared["parties"]] == ["GBR", "JPN"] and shared["exercise"] is True
    assert [p["code"] for p in national["parties"]] == ["JPN"]
    assert shared["channel"] in desks("japan", "charter", "show", shared["channel"][:10]).out


def test_one_partners_rounds_in_two_channels_are_told_apart(capsys: pytest.CaptureFixture[str]) -> None:
    told = exchange._teller()
    for _ in range(3):
        told(Round("JPN", channel="a" * 64))
        told(Round("JPN", channel="b" * 64, trouble="The log is frozen."))
    lines = capsys.readouterr().out.splitlines()
    assert [line[9:] for line in lines] == ["JPN in channel bbbbbbbbbbbb: The log is frozen."], "said once, and never that it answers again"
