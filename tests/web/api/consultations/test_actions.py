"""Actions by the API: the owner claims, the other side closes or disputes; each is "not found" for the side that has not to say it."""

from __future__ import annotations

from typing import Any

from tests.web.api.conftest import Send
from tests.web.consultations.sample import release, set_up_nsa
from tests.web.sample import Stage

from entente.node import say


def agreed(stage: Stage, type_: str, text: dict[str, Any]) -> str:
    act = say.propose(stage.node, stage.world.channel, type_, text)
    stage.world.settle()
    say.accept(stage.world["JPN"], act.id)
    stage.world.settle()
    return act.id


def actions(stage: Stage) -> tuple[str, str, str]:
    """A series, and an action of each side that came of its meeting."""
    series = set_up_nsa(stage)
    who = [{"party": "GBR", "authority": "FCDO"}, {"party": "JPN", "authority": "MOFA"}]
    meeting = agreed(stage, "meeting", {"series": series, "title": {"en": "First"}, "stage": "HELD", "mode": "VTC",
                                        "held_on": "2018-09-20", "participants": who})  # fmt: skip
    common = {
        "series": series,
        "meeting": meeting,
        "title": {"en": "Send the annex", "ja": "附属書を送付する"},
        "agreed_on": "2018-09-20",
        "due": "2018-11-30",
    }
    ours, theirs = (agreed(stage, "action", common | {"code": f"NSA-{one['party']}", "owner": one}) for one in who)
    return series, ours, theirs


def test_claimed_by_the_owner_answered_by_the_other(played: Stage, send: Send) -> None:
    series, ours, theirs = actions(played)
    claim = {"done_on": "2018-10-01", "words": {"en": "Sent by bag."}}
    assert send("reader", "GET", f"/actions/{ours}")[1]["verbs"] == ["claim"]
    assert send("reader", "POST", f"/actions/{ours}/claim", claim)[0] == 403
    assert send("drafter", "POST", f"/actions/{theirs}/claim", claim)[0] == 404
    assert send("drafter", "POST", f"/actions/{ours}/claim", {"done_on": "yesterday"}, language="ja")[0] == 422
    status, draft = send("drafter", "POST", f"/actions/{ours}/claim", claim, "key-of-the-claim-1")
    assert status == 201 and draft["type"] == "action-claim" and not draft["against"], draft
    assert send("drafter", "POST", f"/actions/{ours}/claim", claim, "key-of-the-claim-1")[1]["id"] == draft["id"]
    claimed = release(played, draft["id"])
    assert send("reader", "GET", f"/actions/{ours}")[1]["claim"]["record"]["id"] == claimed.id

    assert send("drafter", "POST", f"/actions/{theirs}/close", {})[0] == 404  # nothing is claimed yet
    text = {"series": series, "action": theirs, "done_on": "2018-10-01"}
    said = say.state(played.world["JPN"], played.world.channel, "action-claim", text)
    played.world.settle()
    assert send("reader", "GET", f"/actions/{theirs}")[1]["verbs"] == ["close", "dispute"]
    status, told = send("drafter", "POST", f"/actions/{theirs}/dispute", {}, language="ja")
    assert status == 422 and told["rule"] == "CN6" and told["detail"].startswith("申告に異議")
    status, disputed = send("drafter", "POST", f"/actions/{theirs}/dispute", {"words": {"en": "It has not come."}})
    assert status == 201 and disputed["text"]["verdict"] == "DISPUTED" and disputed["text"]["claim"] == said.id
    status, closed = send("drafter", "POST", f"/actions/{theirs}/close", {})
    assert status == 201 and closed["text"]["verdict"] == "CLOSED" and not closed["against"]
