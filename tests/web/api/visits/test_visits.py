"""Visits by the API: the programme, one visit with what is missing, what a delay does, a request decided by its host, a list purged."""

from __future__ import annotations

from tests.web.api.conftest import Send
from tests.web.sample import Stage
from tests.web.visits.sample import everything


def test_the_programme_and_what_is_filed(played: Stage, send: Send) -> None:
    made = everything(played)
    visit = made["JPN-V-2018-004"]
    status, found = send("reader", "GET", "/visits?visitor=JPN")
    assert status == 200 and visit in [one["record"]["id"] for one in found["visits"]] and found["count"] >= 1
    assert {one["visitor"] for one in found["visits"]} == {"JPN"}
    whole = send("reader", "GET", f"/visits/{visit}")[1]
    assert any("berth" in one["en"] for one in whole["missing"]) and not any(one["may_decide"] for one in whole["requests"])
    asked = {one["record"]["id"]: one for one in send("drafter", "GET", f"/visits/{visit}")[1]["requests"]}
    assert asked[made["ship"]]["may_decide"] and asked[made["ship"]]["type"] == "ship-clearance"
    slipped = send("reader", "GET", f"/visits/{visit}/slip?hours=96")[1]
    assert {one["record"]["id"] for one in slipped} >= {made["ship"], made["berth"]}
    assert send("reader", "GET", f"/visits/{visit}/slip?hours=99999")[0] == 422
    assert send("reader", "GET", "/visits/GBR-M-2018-006")[0] == 404

    granted = {"text": {"verdict": "GRANTED", "number": "DC-7", "valid_from": "2018-11-26", "valid_to": "2018-11-30"}}
    assert send("reader", "POST", f"/visits/requests/{made['ship']}/decision", granted)[0] == 403
    status, draft = send("drafter", "POST", f"/visits/requests/{made['ship']}/decision", granted)
    assert status == 201 and (draft["text"]["visit"], draft["text"]["request"]) == (visit, made["ship"]) and not draft["against"], draft
    assert send("drafter", "POST", f"/visits/requests/{made['berth']}/decision", granted)[0] == 404

    assert send("release", "POST", f"/visits/lists/{made['ship']}/purge")[0] == 404
