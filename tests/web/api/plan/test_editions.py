"""An edition by the API: drafted with a measure's draft, cleared and released by others, redlined, accepted in one act."""

from __future__ import annotations

from typing import Any

from tests.web.api.conftest import Send
from tests.web.sample import Stage, measure

from entente.areas.action_plan import sample
from entente.node import say
from entente.node.national import drafting


def go(send: Send, draft: str) -> None:
    """Clears and releases a draft, as another post."""
    revision = send("drafter", "GET", f"/drafts/{draft}")[1]["revision"]
    assert send("drafter", "POST", f"/drafts/{draft}/ask", {"to_post": "GBR:FCDO:release"})[0] == 200
    assert send("release", "POST", f"/drafts/{draft}/clear", {"revision": revision})[0] == 200
    status, answer = send("release", "POST", f"/drafts/{draft}/release", {"revision": revision, "wait_s": 0})
    assert status == 200, answer


def test_an_edition_is_drafted_released_redlined_and_accepted(played: Stage, send: Send) -> None:
    change: dict[str, Any] = measure(sample.CYBER, code="GBR-M-2018-040")
    status, mine = send("drafter", "POST", "/drafts", {"type": "measure", "text": change})
    assert status == 201
    wanted = {
        "title": {"en": "Action plan", "ja": "行動計画"},
        "drafts": [mine["id"]],
        "meeting": {"en": "Ministers"},
        "held_on": "2018-12-14",
    }
    status, draft = send("drafter", "POST", "/plan/editions", wanted, "key-of-an-edition-1")
    assert status == 201 and {one["code"] for one in draft["text"]["measures"]} == {"GBR-M-2018-006", "GBR-M-2018-040"}
    assert send("drafter", "POST", "/plan/editions", wanted, "key-of-an-edition-1")[1]["id"] == draft["id"]
    assert send("drafter", "POST", f"/drafts/{mine['id']}/ask", {"to_post": "GBR:FCDO:release"})[0] == 200
    assert send("release", "POST", f"/drafts/{mine['id']}/clear", {"revision": mine["revision"]})[0] == 200
    go(send, draft["id"])
    (act,) = drafting.dispatch(played.node)
    played.world.settle()
    (listed,) = send("reader", "GET", "/plan/editions")[1]
    assert listed["record"]["state"] == "proposed"
    shown = send("reader", "GET", f"/plan/editions/{listed['record']['id']}")[1]
    assert shown["readable"] and {one["code"]: one["outcome"] for one in shown["entries"]}["GBR-M-2018-040"] == "new"
    say.accept(played.world["JPN"], act.id)
    played.world.settle()
    (listed,) = send("reader", "GET", "/plan/editions")[1]
    assert (listed["number"], listed["measures"], listed["endorsed"]["held_on"]) == (1, 2, "2018-12-14")
    assert send("reader", "GET", "/records/GBR-M-2018-040")[1]["record"]["state"] == "in-effect"


def test_only_drafters_make_editions_and_of_drafts_that_are_there(send: Send) -> None:
    assert send("reader", "POST", "/plan/editions", {"title": {"en": "x"}})[0] == 403
    status, told = send("drafter", "POST", "/plan/editions", {"title": {"en": "x"}, "drafts": ["0" * 64]}, language="ja")
    assert (
        status == 409 and told["detail"].endswith("措置の案はこのチャネルにないか、この職では閲覧できません。") and told["language"] == "ja"
    )
