"""Consultations by the API: a series with its clocks, the next meeting, agenda and minutes as drafts, by those who draft."""

from __future__ import annotations

from tests.web.api.conftest import Send
from tests.web.consultations.sample import release, set_up_nsa
from tests.web.sample import Stage

from entente.node import say


def test_from_a_series_to_minutes(played: Stage, send: Send) -> None:
    series = set_up_nsa(played)
    listed = next(one for one in send("reader", "GET", "/series")[1] if one["record"]["id"] == series)
    assert listed["record"]["id"] == series and listed["interval_months"] == 3 and listed["next"] == [] and listed["due"]
    assert send("reader", "POST", f"/series/{series}/meetings", {})[0] == 403
    status, draft = send("drafter", "POST", f"/series/{series}/meetings", {}, "key-of-the-meeting")
    assert status == 201, draft
    assert draft["text"]["ordinal"] == 1
    assert send("drafter", "POST", f"/series/{series}/meetings", {}, "key-of-the-meeting")[1]["id"] == draft["id"]
    meeting = release(played, draft["id"])
    say.accept(played.world["JPN"], meeting.id)
    played.world.settle()
    assert send("reader", "GET", f"/series/{series}")[1]["entries"]["meeting"][0]["record"]["id"] == meeting.id

    lines = send("drafter", "GET", f"/series/{series}/agenda")[1]
    chosen = [{"key": one["key"], "minutes": 20} for one in lines if not one["withheld"]][:1]
    wanted = {"lines": chosen, "own": [{"en": "Any other matter", "ja": "その他"}]}
    status, agenda = send("drafter", "POST", f"/meetings/{meeting.id}/agenda", wanted)
    assert status == 201 and len(agenda["text"]["items"]) == len(chosen) + 1
    for body, words in (({}, "議題を一つ以上"), ({"lines": [{"key": "gone"}]}, "選択された議題の一部は")):
        status, told = send("drafter", "POST", f"/meetings/{meeting.id}/agenda", body, language="ja")
        assert status == 422 and told["detail"].startswith(words) and told["original"]

    status, minutes = send("drafter", "POST", f"/meetings/{meeting.id}/minutes", {})
    assert status == 201 and minutes["text"]["paragraphs"] == [{"no": 1, "en": "", "ja": ""}]
    whole = send("reader", "GET", f"/meetings/{meeting.id}")[1]
    assert whole["series"] == series and whole["meeting"]["agreed"] and whole["agenda"] is None and whole["minutes"] is None
    assert send("reader", "GET", f"/meetings/{series}")[0] == 404
