"""One meeting by the API: held, its read-out begun, papers for both and for us alone, our own briefs on its agenda."""

from __future__ import annotations

import json

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.web.api.conftest import Send
from tests.web.api.consultations.test_actions import agreed
from tests.web.consultations.sample import set_up_nsa
from tests.web.sample import Stage


def meeting(stage: Stage) -> tuple[str, str]:
    series = set_up_nsa(stage)
    who = [{"party": "GBR", "authority": "FCDO"}, {"party": "JPN", "authority": "MOFA"}]
    text = {"series": series, "title": {"en": "First"}, "stage": "PLANNED", "mode": "VTC", "participants": who}
    return series, agreed(stage, "meeting", text | {"window_from": "2018-10-20", "window_to": "2018-11-20"})


def test_changed_and_spoken_of(played: Stage, send: Send) -> None:
    _series, name = meeting(played)
    assert send("reader", "POST", f"/meetings/{name}/changes", {"what": "held"})[0] == 403
    status, draft = send("drafter", "POST", f"/meetings/{name}/changes", {"what": "held"})
    assert status == 201 and draft["text"]["stage"] == "HELD" and draft["record"] == name
    status, told = send("drafter", "POST", f"/meetings/{name}/changes", {"what": "closed"})
    assert status == 422 and "postponed" in told["detail"]
    for type_ in ("read-out", "joint-statement"):
        status, begun = send("drafter", "POST", f"/meetings/{name}/begin/{type_}")
        assert status == 201 and begun["type"] == type_ and begun["text"]["meeting"] == name
    assert send("drafter", "POST", f"/meetings/{name}/begin/novel")[0] == 422


def test_papers_for_both_and_for_us_alone(played: Stage) -> None:
    _series, name = meeting(played)

    def sent(who: str = "drafter", **form: str) -> tuple[int, dict[str, str]]:
        files = {"files": SimpleUploadedFile("note.txt", b"words")}
        answer = played.client(who).post(f"/api/v1/meetings/{name}/papers", form | files)
        return answer.status_code, json.loads(answer.content)

    assert sent("reader", title_en="Background")[0] == 403
    assert sent()[1]["rule"] == "CN6"
    status, kept = sent(title_en="Background")
    assert status == 201 and kept["draft"] and kept["record"] is None
    status, kept = sent(title_en="Our lines", whom="us", sort="OTHER")
    assert status == 201 and kept["record"] and kept["draft"] is None


def test_briefs_stay_at_home_and_are_put_whole(played: Stage, send: Send) -> None:
    series, name = meeting(played)
    item = {"no": 1, "title": {"en": "Cyber", "ja": "サイバー"}}
    agenda = agreed(played, "agenda", {"series": series, "meeting": name, "items": [item]})
    brief = {
        "no": 1,
        "brief": {"en": "The rate is the point."},
        "lines_to_take": [{"en": "Ask for the annex."}, {"ja": "附属書を求める。"}],
    }
    assert send("reader", "GET", f"/agendas/{agenda}/briefs")[0] == 403
    status, kept = send("drafter", "PUT", f"/agendas/{agenda}/briefs", {"items": [brief, {"no": 7, "brief": {"en": "No such item."}}]})
    assert status == 200 and [one["no"] for one in kept["items"]] == [1] and kept["items"][0]["brief"] == brief["brief"]
    assert kept["items"][0]["lines_to_take"] == brief["lines_to_take"]
    assert send("drafter", "GET", f"/agendas/{agenda}/briefs") == (200, kept)
    assert send("drafter", "PUT", f"/agendas/{agenda}/briefs", {"items": []}) == (200, {"items": []})
