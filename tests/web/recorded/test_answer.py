"""What was recorded of us: confirmed all at once or corrected one by one, by accepting officers, about the text that they read."""

from __future__ import annotations

from tests.web.recorded.conftest import Told

from entente.node.national import recorded
from entente.node.national.matters import linked
from entente.store import records


def test_confirmed_or_corrected_once_by_who_may(told: Told) -> None:
    stage, node, record = told.stage, told.stage.node, told.of_us
    client = stage.client("accept")
    act = records.get(node.alias, [record])[record].revisions[-1].act
    assert f'value="{record}:{act}" checked' in client.get("/recorded/").content.decode()
    assert stage.client("drafter").post("/recorded/confirm/", {"record": f"{record}:{act}"}).status_code == 403
    assert stage.client("drafter").get(f"/recorded/{record}/correct/").status_code == 403
    assert "RB6" in client.post("/recorded/confirm/", {"record": f"{record}:{'0' * 64}"}, follow=True).content.decode()
    done = client.post("/recorded/confirm/", {"record": f"{record}:{act}"}, follow=True)
    assert "1 record is confirmed." in done.content.decode() and recorded.to_answer(node) == []
    assert client.get(f"/recorded/{told.home['Call']}/correct/").status_code == 404
    assert client.post(f"/recorded/{record}/correct/", {"act": act}).status_code == 400
    assert "They agree." not in client.get(f"/recorded/{record}/correct/").content.decode()
    sent = client.post(f"/recorded/{record}/correct/", {"act": act, "ja": "検討すると述べた。"})
    assert sent.status_code == 302
    stage.world.settle()
    answers = [row for row in records.listed(stage.world["JPN"].alias, {"type": "recorded-answer"}) if row.party == "GBR"]
    said = {linked(stage.world["JPN"], row).text.answer for row in answers}
    assert said == {"confirmed", "corrected"}
