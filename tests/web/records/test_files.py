"""Files handed out: to whom the entry's words may be shown and to nobody else, to be kept and never shown in place."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests import nodes
from tests.web import sample
from tests.web.sample import Stage

from entente.node import look, say
from entente.node.national import recorded

NOTE = ("../notes\u202egpj.html", "text/html", b"<script>alert(1)</script>")


@pytest.fixture(scope="module")
def play(tmp_path_factory: pytest.TempPathFactory, shown: Stage) -> Iterator[Stage]:
    with sample.stage(tmp_path_factory.mktemp("files")) as made:
        yield made
    sample.put_on(shown.world["GBR"])


def attach(play: Stage, classification: str) -> tuple[str, str]:
    """A record of what Tokyo told London, with its file, under a marking; and the address of the file."""
    words = {"party": "JPN", "said_on": "2018-10-01", "title": {"en": "A call"}, "text": {"en": "Yes."}, "source": "Call"}
    manner = say.Manner(label=(nodes.POLICY, classification))
    act = recorded.record(play.node, play.node.national(), words, NOTE, manner)
    return act.id, f"/records/{act.id}/{act.id}/files/1/"


def test_handed_out_as_it_came_and_never_shown_in_place(play: Stage) -> None:
    record, there = attach(play, "OFFICIAL")
    client = play.client("reader")
    page = client.get(f"/records/{record}/").content.decode()
    assert there in page and "..%2f" not in page and "\u202e" not in page
    answer = client.get(there)
    assert answer.status_code == 200 and answer.content == NOTE[2]
    assert answer.headers["Content-Type"] == "application/octet-stream" and answer.headers["X-Content-Type-Options"] == "nosniff"
    kept = answer.headers["Content-Disposition"]
    assert kept.startswith("attachment") and "/" not in kept and "\u202e" not in kept and "notesgpj.html" in kept
    assert client.get(there.replace("/1/", "/2/")).status_code == 404
    assert client.get(f"/records/{play.records['acsa']}/{record}/files/1/").status_code == 404


def test_neither_without_clearance_nor_after_a_purge(play: Stage) -> None:
    record, there = attach(play, "OFFICIAL-SENSITIVE")
    assert play.client("drafter").get(there).status_code == 200
    assert play.client("reader").get(there).status_code == 404 and play.client("admin").get(there).status_code == 403
    assert play.client(None).get(there).status_code == 302
    say.about_act(play.node, "purge", record)
    assert look.find_act(play.node, record).body_state == "purged"
    assert play.client("drafter").get(there).status_code == 404
