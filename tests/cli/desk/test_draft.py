"""A draft from the first words to release at the command line, by two officers."""

from __future__ import annotations

from tests.cli.conftest import Desks

from entente.cli import exits
from entente.cli.demonstration.papers import MEASURE

HEAD = ("--post", "GBR:FCDO:head", "--officer", "bob")


def test_two_officers_send_what_one_drafted(agreed: Desks) -> None:
    draft = agreed.json("uk", "act", "draft", "measure", agreed.paper("d.json", MEASURE | {"code": "GBR-M-2018-077"}))["record"]
    assert agreed.json("uk", "draft", "ask", draft, "GBR:FCDO:head")["state"] == "asked"
    refused = agreed("uk", "draft", "clear", draft)
    assert refused.code == exits.REFUSED and "Four eyes" in refused.err
    back = agreed.json("uk", "draft", "return", draft, "--comment", "title=Say which.", *HEAD)
    assert back["state"] == "returned" and back["history"][-1]["comments"] == [{"path": "title", "words": "Say which."}]
    agreed("uk", "act", "draft", "measure", str(agreed.folder / "d.json"), "--replaces", draft)
    agreed.json("uk", "draft", "ask", draft, "GBR:FCDO:head")
    assert agreed.json("uk", "draft", "clear", draft, *HEAD)["state"] == "cleared"
    assert agreed.json("uk", "draft", "release", draft, "--wait", "3600", *HEAD)["not_before"] is not None
    assert agreed.json("uk", "draft", "recall", draft)["state"] == "cleared"
    assert draft[:12] in agreed("uk", "draft", "list").out and "GBR-M-2018-077" in agreed("uk", "draft", "show", draft).out
    sent = agreed.json("uk", "draft", "release", draft, "--wait", "0", *HEAD)
    assert sent["state"] == "sent" and sent["sent"] and agreed.json("uk", "draft", "list") == []
    agreed.carry()
    assert "GBR-M-2018-077" in agreed("japan", "records", "list").out


def test_the_waiting_time_is_shown_and_changed(agreed: Desks) -> None:
    assert agreed.json("uk", "draft", "waiting", "1200") == {"seconds": 1200}
    assert "1200 seconds" in agreed("uk", "draft", "waiting").out
    assert "DR8" in agreed("uk", "draft", "waiting", "9999999").err
