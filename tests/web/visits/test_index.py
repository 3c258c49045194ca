"""The programme on one page: one line a visit, narrowed by domain, direction and year; its drawing; the table by year; a visit's page."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.web.sample import Stage, stage
from tests.web.visits.sample import programme

from entente.areas.visits import sample
from entente.web.visits import index


def test_the_programme_its_filters_and_a_visit(tmp_path: Path) -> None:
    with stage(tmp_path) as shown:
        client = shown.client("drafter")
        assert "No visit is in the programme yet." in client.get("/visits/").content.decode()
        made = programme(shown)
        page = client.get("/visits/").content.decode()
        assert all(f"/visits/{record}/" in page for record in made.values())
        assert "<svg" in page and "GBR to JPN" in page and "not on record" in page and "Draft a new entry" in page
        assert "Draft a new entry" not in shown.client("reader").get("/visits/").content.decode()
        training, public = made[sample.TRAINING_SHIP.code], made[sample.PUBLIC_RECORD[0].code]
        for query, here, gone in (
            ("direction=JPN-GBR", training, public), ("direction=GBR-JPN", public, training), ("domain=SEA&year=2018", public, "nothing"),
        ):  # fmt: skip
            narrowed = client.get(f"/visits/?{query}").content.decode()
            assert f"/visits/{here}/" in narrowed and f"/visits/{gone}/" not in narrowed
        assert "No visit matches these filters." in client.get("/visits/?domain=AIR").content.decode()
        for asked in ("?year=x&direction=%00&domain=%3Cb%3E", "?year=99999999999999"):
            assert client.get(f"/visits/{asked}").status_code == 200
        _paged(shown, made)
        _one(shown, made)


def _paged(shown: Stage, made: dict[str, str]) -> None:
    """The latest visits first, each page in time; of more than are counted the table by year asks for a narrower question."""
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(index, "AT_ONCE", 3)
        first, second = (_there(shown, made, f"/visits/?page={page}") for page in (1, 2))
        assert first[0] == ["GBR-V-2018-002", "JPN-V-2018-004", "GBR-V-2018-003"] and second[0] == ["GBR-V-2018-001"]
        assert "Page 1 of 2" in first[1] and "page=2" in first[1] and "By year and direction" in first[1]
        assert _there(shown, made, "/visits/?page=9")[0] == second[0] and _there(shown, made, "/visits/?page=x")[0] == first[0]
        changed.setattr(index, "COUNTED", 3)
        assert "Narrow the programme to a year" in _there(shown, made, "/visits/")[1]


def _there(shown: Stage, made: dict[str, str], address: str) -> tuple[list[str], str]:
    page = shown.client("reader").get(address).content.decode()
    return sorted((code for code, record in made.items() if f"/visits/{record}/" in page), key=lambda code: page.index(made[code])), page


def _one(shown: Stage, made: dict[str, str]) -> None:
    client = shown.client("drafter", "ja")
    page = client.get(f"/visits/{made[sample.TRAINING_SHIP.code]}/").content.decode()
    assert "海上自衛隊練習艦のポーツマス寄港" in page and "GBPME" in page and "GBR-M-2018-006" in page and "訪問について報告" in page
    assert "公表済み" in client.get(f"/visits/{sample.PUBLIC_RECORD[0].code}/").content.decode()
    proposed = client.get(f"/visits/{made[sample.PUBLIC_RECORD[2].code]}/").content.decode()
    assert "提案中" in proposed
    assert client.get("/visits/nothing/").status_code == 404 and client.get("/visits/GBR-M-2018-006/").status_code == 404
    form = client.get(f"/drafts/new/visit-report/?about={made[sample.TRAINING_SHIP.code]}").content.decode()
    assert made[sample.TRAINING_SHIP.code] in form
    brief = client.get(f"/oversight/papers/?kind=brief&subject={sample.TRAINING_SHIP.code}").content.decode()
    assert "訪問JPN-V-2018-004に関する説明資料" in brief and "架空" in brief
