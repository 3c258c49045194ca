"""A commissioning round by the API: asked once, answered for one's own authority, drafted from, closed."""

from __future__ import annotations

from tests.web.api.conftest import Send
from tests.web.sample import Stage

ROUND = {
    "code": "GBR-CR-2018-4",
    "title": {"en": "Fourth quarter"},
    "period_from": "2018-07-01",
    "period_to": "2018-09-30",
    "due": "2018-10-19",
}
RETURN = {"rating": "GREEN", "narrative": {"en": "Both ledgers agree."}}


def test_a_round_from_asking_to_closing(played: Stage, send: Send) -> None:
    assert send("reader", "POST", "/rounds", ROUND)[0] == 403
    assert send("drafter", "POST", "/rounds", ROUND | {"title": {}})[1]["rule"] == "W5"
    status, opened = send("drafter", "POST", "/rounds", ROUND)
    assert status == 201 and opened["round"]["returned"] == 0 and opened["lines"]
    code, name = opened["lines"][0]["code"], opened["round"]["code"]
    assert name in [one["code"] for one in send("reader", "GET", "/rounds")[1]]
    status, answered = send("drafter", "PUT", f"/rounds/{name}/returns/{code}", RETURN)
    assert status == 200 and answered["lines"][0]["returned"]["narrative"] == RETURN["narrative"] and answered["round"]["returned"] == 1
    authority = answered["lines"][0]["authority"]
    other = send("reader", "PUT", f"/rounds/{name}/returns/{code}", RETURN)
    assert other[0] == (200 if authority == "FCDO" else 403)
    made = send("drafter", "POST", f"/rounds/{name}/drafts")[1]
    assert [one["code"] for one in made] == [code] and made[0]["draft"]
    assert send("drafter", "GET", f"/rounds/{name}/paper")[1][:4] == b"%PDF"
    assert send("drafter", "POST", f"/rounds/{name}/close")[1]["round"]["closed_on"]
    assert send("drafter", "PUT", f"/rounds/{name}/returns/{code}", RETURN)[1]["rule"] == "CR7"


def test_a_measure_that_was_not_asked_about_is_not_found(played: Stage, send: Send) -> None:
    assert send("drafter", "GET", "/rounds/GBR-CR-1999-1")[0] == 404
    assert send("drafter", "GET", "/rounds/GBR-CR-1999-1/forms/MOD")[0] == 404
