"""Consultations: from nothing to the seven series by one click, once; the list with its clocks, and its strip."""

from __future__ import annotations

from pathlib import Path

from tests.web.consultations.sample import set_up_nsa
from tests.web.sample import stage

from entente.areas.consultations import sample
from entente.web.consultations.index import strip
from entente.web.sight import consultations as sights
from entente.web.sight import series as all_series


def test_the_seven_series_are_drafted_once(tmp_path: Path) -> None:
    with stage(tmp_path) as shown:
        client = shown.client("drafter")
        assert "Set up the seven series" in client.get("/consultations/").content.decode()
        assert "Set up the seven series" not in shown.client("reader").get("/consultations/").content.decode()
        assert shown.client("reader").post("/consultations/set-up/").status_code == 403
        for _again in range(2):
            assert client.post("/consultations/set-up/", {"request": "a" * 32}).status_code == 302
        from tests.web.test_gate import sight_of

        drafts = sights.work(sight_of(shown, "drafter"), shown.world.channel.id, frozenset({"meeting-series"}))
        assert sorted(one.text["code"] for one in drafts) == sorted(promise.code for promise in sample.PROMISES)
        series = set_up_nsa(shown)
        listed = shown.client("drafter", "ja").get("/consultations/").content.decode()
        assert "国家安全保障局長級対話" in listed and f"/consultations/series/{series}/" in listed and "<svg" in listed
        sight = sight_of(shown, "drafter")
        assert strip(sight, [], "x") is None and len(all_series.of_channel(sight, shown.world.channel.id)) == 1
