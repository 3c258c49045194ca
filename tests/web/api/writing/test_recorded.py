"""Recorded words by the API: put as one draft, answered together."""

from __future__ import annotations

from tests import nodes
from tests.web.api.conftest import Send
from tests.web.recorded.conftest import words
from tests.web.sample import Stage

from entente.node import say
from entente.node.national import recorded


def test_put_as_a_draft_and_answered_together(played: Stage, send: Send) -> None:
    node, manner = played.node, say.Manner(label=(nodes.POLICY, "OFFICIAL"))
    home = recorded.record(node, node.national(), words("Call"), None, manner).id
    (line,) = [one for one in send("drafter", "GET", "/recorded/home")[1] if one["record"] == home]
    assert line["against"] == [] and line["draft"] is None and line["text"]["source"] == "Telephone"
    assert send("reader", "POST", "/recorded/lists", {"records": [home]})[0] == 403
    assert send("drafter", "POST", "/recorded/lists", {"records": ["0" * 64]})[0] == 409
    status, draft = send("drafter", "POST", "/recorded/lists", {"records": [home]}, "key-of-a-recorded-list")
    assert status == 201 and draft["type"] == "confirmation-list" and draft["against"] == []
    assert send("drafter", "POST", "/recorded/lists", {"records": [home]}, "key-of-a-recorded-list")[1]["id"] == draft["id"]
    of_us = played.world.state("JPN", "recorded", words("Our reply", "GBR", clauses=[])).id
    played.world.settle()
    played.world.later(days=1)
    (told,) = [one for one in send("accept", "GET", "/recorded/of-us")[1] if one["record"] == of_us]
    answer = {"answers": [{"record": of_us, "act": told["act"], "answer": "corrected", "words": {"en": "Perhaps."}}]}
    assert send("drafter", "POST", "/recorded/answers", answer)[0] == 403
    status, acts = send("accept", "POST", "/recorded/answers", answer)
    assert status == 201 and len(acts) == 1 and send("accept", "POST", "/recorded/answers", answer)[1] == acts
