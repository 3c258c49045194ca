"""From a draft to the partner by the API alone: four eyes, roles and labels as on the pages, each step once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from tests.web import sample
from tests.web.sample import Stage

from entente.areas.action_plan import sample as measures
from entente.node.national import drafting


@pytest.fixture(scope="module")
def play(tmp_path_factory: pytest.TempPathFactory, shown: Stage) -> Iterator[Stage]:
    with sample.stage(tmp_path_factory.mktemp("drafts")) as made:
        yield made
    sample.put_on(shown.world["GBR"])


def send(stage: Stage, name: str, method: str, address: str, body: Any = None, key: str = "") -> tuple[int, Any]:
    headers = {"idempotency-key": key} if key else {}
    answer = stage.client(name).generic(method, f"/api/v1{address}", json.dumps(body or {}), "application/json", headers=headers)
    return answer.status_code, answer.json()


def text(code: str) -> dict[str, Any]:
    return sample.measure(measures.CYBER, code)


def test_a_proposal_goes_by_draft_clearance_and_release(play: Stage) -> None:
    status, draft = send(play, "drafter", "POST", "/drafts", {"type": "measure", "text": text("GBR-M-2018-020")}, "key-of-the-draft-1")
    assert (status, draft["state"], draft["against"]) == (201, "drafting", [])
    again = send(play, "drafter", "POST", "/drafts", {"type": "measure", "text": text("GBR-M-2018-020")}, "key-of-the-draft-1")[1]
    assert again["id"] == draft["id"]
    at = f"/drafts/{draft['id']}"
    revised = text("GBR-M-2018-020") | {"title": {"en": "Norms, again", "ja": "規範（再）"}}
    status, draft = send(play, "drafter", "PUT", at, {"text": revised, "revision": draft["revision"]})
    assert status == 200 and len(draft["steps"]) == 2
    stale = send(play, "drafter", "PUT", at, {"text": revised, "revision": "0" * 64})
    assert stale[0] == 409 and stale[1]["rule"] == "DR4"
    assert send(play, "drafter", "POST", f"{at}/ask", {"to_post": "GBR:FCDO:release"})[1]["state"] == "asked"
    for name in ("drafter", "reader", "accept"):
        assert send(play, name, "POST", f"{at}/clear", {"revision": draft["revision"]})[0] in (403, 404), name
    assert send(play, "release", "POST", f"{at}/clear", {"revision": draft["revision"]})[1]["state"] == "cleared"
    status, waits = send(play, "release", "POST", f"{at}/release", {"revision": draft["revision"], "wait_s": 600})
    assert (status, waits.get("state")) == (200, "waiting"), waits
    assert waits["not_before"] is not None
    assert send(play, "drafter", "POST", f"{at}/recall", {"words": "A comma."})[1]["state"] == "cleared"
    assert send(play, "release", "POST", f"{at}/release", {"revision": draft["revision"], "wait_s": 0})[0] == 200
    (said,) = drafting.dispatch(play.node)
    found = send(play, "reader", "GET", f"/records/{said.id}")[1]
    assert (found["record"]["code"], found["record"]["state"]) == ("GBR-M-2018-020", "proposed")
    assert send(play, "drafter", "GET", at)[1]["state"] == "sent"


def test_a_return_carries_comments_and_a_draft_is_discarded(play: Stage) -> None:
    draft = send(play, "drafter", "POST", "/drafts", {"type": "measure", "text": {"code": "GBR-M-2018-021"}})[1]
    at = f"/drafts/{draft['id']}"
    assert {one["rule"] for one in draft["against"]} >= {"B6"}
    assert send(play, "drafter", "POST", f"{at}/ask", {"to_post": "GBR:FCDO:release"})[0] == 200
    assert send(play, "release", "POST", f"{at}/return", {"revision": draft["revision"]})[0] == 422
    comments = [{"path": "title", "words": "It needs a title."}]
    back = send(play, "release", "POST", f"{at}/return", {"revision": draft["revision"], "comments": comments})[1]
    assert back["state"] == "returned" and back["steps"][-1]["comments"] == comments
    assert send(play, "drafter", "DELETE", at)[1]["state"] == "discarded"
    assert draft["id"] not in str(send(play, "drafter", "GET", "/drafts")[1])


def test_a_counter_proposal_and_an_amendment_name_what_they_are_about(play: Stage) -> None:
    offered = play.records["framework"]
    counter = {"type": "measure", "text": text("JPN-M-2018-007"), "record": offered, "counters": offered[:64]}
    status, draft = send(play, "drafter", "POST", "/drafts", counter)
    assert (status, draft["record"], draft["counters"]) == (201, offered, offered[:64])
    amended = send(play, "drafter", "POST", "/drafts", {"type": "measure", "text": text("GBR-M-2018-006"), "record": "GBR-M-2018-006"})[1]
    assert amended["record"] == play.records["acsa"] and amended["counters"] is None


@pytest.mark.parametrize("type_", ["administration-entry", "draft", "clearance", "nonsense"])
def test_what_stays_at_home_is_no_type_of_a_draft(play: Stage, type_: str) -> None:
    status, problem = send(play, "drafter", "POST", "/drafts", {"type": type_, "text": {}})
    assert (status, problem["code"]) == (422, "type-not-shared")


def test_only_drafters_draft(play: Stage) -> None:
    for name in ("release", "accept", "reader"):
        status, problem = send(play, name, "POST", "/drafts", {"type": "measure", "text": {}})
        assert (status, problem["rule"]) == (403, "DR1"), name
    assert send(play, "admin", "POST", "/drafts", {"type": "measure", "text": {}})[0] == 403


def test_a_hidden_draft_is_absent_for_every_step(play: Stage) -> None:
    secret = play.records["secret"]
    for verb, body in (("ask", {"to_post": "x"}), ("clear", {"revision": secret[:64]}), ("recall", {})):
        hidden = send(play, "reader", "POST", f"/drafts/{secret}/{verb}", body)
        absent = send(play, "reader", "POST", f"/drafts/{'0' * 64}/{verb}", body)
        assert hidden == absent and hidden[0] == 404
    assert send(play, "drafter", "GET", f"/drafts/{play.records['acsa']}")[0] == 404
    named = {"type": "measure", "text": {}, "record": secret}
    post = sample.posts.Post.objects.get(code="GBR:FCDO:reader")
    post.roles = ["drafter", "reader"]
    post.save()
    try:
        assert send(play, "reader", "POST", "/drafts", named)[0] == 404
    finally:
        post.roles = ["reader"]
        post.save()
