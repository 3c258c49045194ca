"""The directory by the API: pinged, answered, and whom to ask next, each as a draft."""

from __future__ import annotations

from typing import Any

from tests.web.api.conftest import Send
from tests.web.sample import Stage
from tests.web.tables import alone, junk, printed

POST: dict[str, Any] = {
    "post": "Desk",
    "role": {"en": "Desk"},
    "kind": "24x7",
    "order": 1,
    "reach": [{"means": "TELEPHONE", "value": "+44 20"}],
}


def test_a_ping_and_its_answer(played: Stage, send: Send) -> None:
    world = played.world
    theirs = world.state("JPN", "contact", POST | {"authority": "MOFA"})
    ours = world.state("GBR", "contact", POST | {"authority": "FCDO"})
    world.settle()
    listed = send("drafter", "GET", "/contacts")[1]
    assert [one["party"] for one in listed] == ["GBR", "JPN"] and all(one["reachable"] for one in listed)
    page = played.client("drafter").get("/contacts/").content.decode()
    assert "+44 20" in page and (junk(page), alone(page), printed(page)) == ([], [], [])
    assert send("reader", "POST", f"/contacts/{theirs.id}/ping")[0] == 403
    status, draft = send("drafter", "POST", f"/contacts/{theirs.id}/ping")
    assert status == 201 and draft["type"] == "contact-ping" and draft["text"]["contact"] == theirs.id
    assert send("drafter", "POST", f"/contacts/{ours.id}/ping")[0] == 404
    assert send("drafter", "POST", f"/contacts/{ours.id}/answer", {})[0] == 404
    ping = world.state("JPN", "contact-ping", {"contact": ours.id, "sent": draft["text"]["sent"]})
    world.settle()
    assert [one["id"] for one in send("drafter", "GET", f"/contacts/{ours.id}")[1]["pings"]] == [ping.id]
    status, answer = send("drafter", "POST", f"/contacts/{ours.id}/answer", {"still_right": False})
    assert status == 201 and answer["text"]["ping"] == ping.id and answer["text"]["still_right"] is False
    assert send("drafter", "GET", f"/pings/{ping.id}/next") == (200, [])
    assert send("drafter", "POST", f"/pings/{ping.id}/next", {"contact": ours.id})[0] == 404
