"""Rounds on pages: opened by a click by who may, every measure with its state and rule, filters, in both languages, closed."""

from __future__ import annotations

import re

import pytest
from tests.web.commissioning.conftest import ASKED, FCDO, HO, MOD, Rounds
from tests.web.tables import alone, junk, printed

from entente.node.returns import rounds
from entente.web.commissioning import pages


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_measure_with_its_state_and_why(opened: Rounds, language: str) -> None:
    page = opened.stage.client("drafter", language).get(opened.address).content.decode()
    assert all(code in page for code in (opened.code, MOD, HO, FCDO)) and 'D6">' in page
    assert ("by form file" if language == "en" else "様式ファイルにより照会") in page
    assert ("by account" if language == "en" else "アカウントにより照会") in page
    assert ("Third quarter" if language == "en" else "第3四半期") in page and "両言語で回答のこと。" in page
    assert ("16 Oct 2018 23:59 London" if language == "en" else "2018年10月16日 23:59 ロンドン") in page
    assert (junk(page), alone(page), printed(page)) == ([], [], [])
    listed = opened.stage.client("reader", language).get("/plan/rounds/").content.decode()
    assert opened.code in listed and ("0 of 4" if language == "en" else "4件中0件") in listed


def test_filters(opened: Rounds) -> None:
    client = opened.stage.client("drafter")
    withheld = client.get(f"{opened.address}?state=withheld").content.decode()
    table = withheld.partition("<tbody")[2].partition("</tbody>")[0]
    assert HO in table and MOD not in table and FCDO not in table
    nothing = client.get(f"{opened.address}?state=withheld&lead=MOD").content.decode()
    assert "No measure matches these filters." in nothing


def test_only_a_coordinator_asks_and_nobody_else_sees_the_tools(opened: Rounds) -> None:
    reader = opened.stage.client("reader")
    for address in ("/plan/rounds/new/", "/plan/rounds/upload/", f"{opened.address}form/MOD.docx"):
        assert reader.get(address).status_code == 403, address
    for address in (f"{opened.address}close/", f"{opened.address}chase/", f"{opened.address}drafts/"):
        assert reader.post(address).status_code == 403, address
    page = reader.get(opened.address).content.decode()
    assert "Forms and chasers" not in page and "Close the round" not in page and "Correct" not in page


def test_one_click_on_the_list_asks_every_lead_and_never_twice(opened: Rounds, monkeypatch: pytest.MonkeyPatch) -> None:
    client, hidden = opened.stage.client("drafter"), 'type="hidden" name="period_to"'
    assert hidden not in client.get("/plan/rounds/").content.decode(), "the round that is open asks about the same days"
    with monkeypatch.context() as before_it:
        before_it.setattr(pages.sights, "listed", lambda _sight: [])
        page = client.get("/plan/rounds/").content.decode()
        assert hidden not in opened.stage.client("reader").get("/plan/rounds/").content.decode()
    form = page.partition('action="/plan/rounds/new/"')[2].partition("</form>")[0]
    typed = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    answer = client.post("/plan/rounds/new/", typed, follow=True)
    found = rounds.find(opened.stage.node, typed["code"])
    assert answer.status_code == 200 and {one.authority for one in found.text.asked} == {"MOD", "HO", "FCDO"}
    assert f"The button asks about {len(found.text.asked)} live measures" in page
    again = client.post("/plan/rounds/new/", typed)
    assert again.status_code == 400 and f"There is a round {typed['code']} already" in again.content.decode()


def test_what_is_wrong_with_a_question_is_said_at_its_field(opened: Rounds) -> None:
    client = opened.stage.client("drafter")
    answer = client.post("/plan/rounds/new/", ASKED | {"due": "ongoing", "title_en": "", "title_ja": "", "code": "x y"})
    page = answer.content.decode()
    assert answer.status_code == 400 and "“ongoing” is not a date" in page and "at least one language" in page and "GBR-CR-2018-4" in page
    again = client.post("/plan/rounds/new/", ASKED | {"code": opened.code})
    assert again.status_code == 400 and f"There is a round {opened.code} already" in again.content.decode()
    backwards = client.post("/plan/rounds/new/", ASKED | {"code": "GBR-CR-9", "period_to": "2018-01-01"})
    assert "ends before it begins" in backwards.content.decode()


def test_an_unknown_round_is_not_found(opened: Rounds) -> None:
    assert opened.stage.client("drafter").get("/plan/rounds/GBR-CR-1999-1/").status_code == 404
    assert opened.stage.client("admin").get(opened.address).status_code == 403


def test_closing(opened: Rounds) -> None:
    client = opened.stage.client("drafter")
    client.post("/plan/rounds/new/", ASKED | {"code": "GBR-CR-2018-9"})
    found = rounds.find(opened.stage.node, "GBR-CR-2018-9")
    page = client.post(f"/plan/rounds/{found.row.id}/close/", follow=True).content.decode()
    assert "The round is closed" in page and "Not returned" in page and "Forms and chasers" not in page
    assert 'CR7">' in client.post(f"/plan/rounds/{found.row.id}/close/", follow=True).content.decode()
    assert client.get(f"/plan/rounds/{found.row.id}/answer/{found.text.asked[0].measure}/").status_code == 404


def test_the_plan_leads_to_it_and_a_late_round_is_on_the_desk(opened: Rounds) -> None:
    client = opened.stage.client("drafter")
    assert "/plan/rounds/" in client.get("/plan/").content.decode()
    opened.stage.world.later(days=30)
    opened.stage.client("drafter").get(opened.address)
    page = client.get("/").content.decode()
    assert opened.code in page and "Returns of the leads" in page
