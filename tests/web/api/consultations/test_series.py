"""Series by the API: those of the declaration drafted once, one deferred, a meeting entered twice merged."""

from __future__ import annotations

from tests.web.api.conftest import Send
from tests.web.api.consultations.test_actions import agreed
from tests.web.consultations.sample import set_up_nsa
from tests.web.sample import Stage


def test_promised_series_are_drafted_once(played: Stage, send: Send) -> None:
    assert send("reader", "POST", "/series/promised")[0] == 403
    status, made = send("drafter", "POST", "/series/promised", key="key-of-the-seven-01")
    assert status == 201 and {one["type"] for one in made} == {"meeting-series"} and len({one["text"]["code"] for one in made}) == len(made)
    assert send("drafter", "POST", "/series/promised") == (201, []), "what stands as a draft is not drafted again"
    assert send("drafter", "POST", "/instruments/elsewhere/series")[0] == 404
    status, own = send("drafter", "POST", "/instruments/jp-gb-2017/series")
    assert status == 201 and all(one["text"]["clauses"][0].startswith("jp-gb-2017#") for one in own)


def test_a_series_is_deferred_and_a_double_ends(played: Stage, send: Send) -> None:
    series = set_up_nsa(played)
    status, draft = send("drafter", "POST", f"/series/{series}/deferrals")
    assert status == 201 and draft["type"] == "deferral" and draft["text"]["target"] == series
    assert send("reader", "POST", f"/series/{series}/deferrals")[0] == 403
    who = [{"party": "GBR", "authority": "FCDO"}, {"party": "JPN", "authority": "MOFA"}]
    text = {"series": series, "title": {"en": "First"}, "stage": "HELD", "mode": "VTC", "held_on": "2018-09-20", "participants": who}
    first, second = agreed(played, "meeting", text | {"ordinal": 8}), agreed(played, "meeting", text | {"ordinal": 8})
    assert send("drafter", "POST", f"/series/{series}/merge", {"gone": series})[0] == 404
    answers = {name: send("drafter", "POST", f"/series/{series}/merge", {"gone": name}) for name in (first, second)}
    assert sorted(status for status, _draft in answers.values()) == [201, 404]
    (draft,) = [one for status, one in answers.values() if status == 201]
    assert draft["text"]["stage"] == "CANCELLED" and ({first, second} - {draft["record"]}).pop() in draft["text"]["source"]
