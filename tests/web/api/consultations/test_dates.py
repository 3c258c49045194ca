"""Times of a meeting by the API: what suits both, an offer of ours, the partner's answered, the date agreed."""

from __future__ import annotations

from tests.web.api.conftest import Send
from tests.web.api.consultations.test_actions import agreed
from tests.web.consultations.sample import release, set_up_nsa
from tests.web.sample import Stage

from entente.node import say


def test_from_times_that_suit_to_a_date(played: Stage, send: Send) -> None:
    series = set_up_nsa(played)
    who = [{"party": "GBR", "authority": "FCDO"}, {"party": "JPN", "authority": "MOFA"}]
    planned = {"series": series, "title": {"en": "Next"}, "stage": "PLANNED", "mode": "VTC", "participants": who}
    meeting = agreed(played, "meeting", planned)
    address = f"/meetings/{meeting}"
    found = send("reader", "GET", f"{address}/dates?first=2018-11-05&last=2018-11-30&minutes=60")[1]
    assert len(found["candidates"]) == 3 and {side["party"] for side in found["candidates"][0]["sides"]} == {"GBR", "JPN"}
    assert any(one["on"] == "2018-11-23" and one["parties"][0]["party"] == "JPN" for one in found["holidays"])
    assert send("reader", "GET", f"{address}/dates?minutes=7")[1]["rule"] == "W5"
    assert send("reader", "GET", f"{address}/dates?first=2018-11-05&last=2018-11-01", language="ja")[1]["detail"][0] > "z"

    slots = [{name: one[name] for name in ("starts", "ends")} for one in found["candidates"]]
    assert send("reader", "POST", f"{address}/offers", {"slots": slots})[0] == 403
    naive = [{"starts": "2018-11-05T09:00:00", "ends": "2018-11-05T10:00:00"}]
    assert send("drafter", "POST", f"{address}/offers", {"slots": naive})[1]["rule"] == "CN2"
    status, draft = send("drafter", "POST", f"{address}/offers", {"slots": slots}, "key-of-the-offer-1")
    assert status == 201 and len(draft["text"]["slots"]) == 3 and not draft["against"]
    assert send("drafter", "POST", f"{address}/offers", {"slots": slots}, "key-of-the-offer-1")[1]["id"] == draft["id"]
    ours = release(played, draft["id"]).id
    assert send("drafter", "POST", f"{address}/offers/{ours}/answer", {"chosen": 1})[0] == 404  # nobody answers its own
    assert send("drafter", "POST", f"{address}/offers/{ours}/fix")[0] == 404
    reply = {"series": series, "meeting": meeting, "offer": ours, "answer": "ACCEPTED", "chosen": 2}
    say.state(played.world["JPN"], played.world.channel, "slot-answer", reply)
    theirs = say.state(played.world["JPN"], played.world.channel, "slot-offer", draft["text"]).id
    played.world.settle()

    shown = {one["id"]: one for one in send("drafter", "GET", f"{address}/dates")[1]["offers"]}
    assert shown[ours]["accepted"] == 2 and shown[theirs]["may_answer"] and not shown[ours]["may_answer"]
    status, fixed = send("drafter", "POST", f"{address}/offers/{ours}/fix")
    assert status == 201 and fixed["record"] == meeting and fixed["text"]["stage"] == "DATE AGREED"
    assert fixed["text"]["starts"] == draft["text"]["slots"][1]["starts"]
    assert send("drafter", "POST", f"{address}/offers/{theirs}/answer", {"chosen": 9})[1]["rule"] == "W5"
    status, taken = send("drafter", "POST", f"{address}/offers/{theirs}/answer", {"chosen": 1})
    assert status == 201 and taken["record"] == meeting and taken["text"]["starts"] == draft["text"]["slots"][0]["starts"]
    status, none = send("drafter", "POST", f"{address}/offers/{theirs}/answer", {"chosen": None})
    assert status == 201 and none["text"]["answer"] == "NONE SUITS"
