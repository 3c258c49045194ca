"""Statements side by side on their page and on a clause's; an officer judges; what differs goes before the other side; papers together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from tests.web import sample
from tests.web.sample import Stage

from entente.node.oversight import asking, sayings


def statement(on: str, english: str, **more: Any) -> dict[str, Any]:
    return {"title": {"en": "On the missile"}, "clauses": ["jp-gb-2017#S1"], "said_on": on, "public": True, "text": {"en": english} | more}


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory, shown: Stage) -> Iterator[Stage]:
    """A stage of these tests' own, since they say things; the shared one is put back on afterwards."""
    with sample.stage(tmp_path_factory.mktemp("statements")) as made:
        made.world.state("JPN", "statement", statement("2017-08-29", "Japan condemns the launch of 29 August 2017."))
        made.world.state(
            "GBR",
            "statement",
            statement("2017-08-30", "The UK condemns the launch of 28 August 2017.", ja="英国は8月28日の発射を非難する。"),
        )
        made.world.settle()
        yield made
    sample.put_on(shown.world["GBR"])


def test_an_officer_judges_on_the_page_or_on_the_clause(mine: Stage) -> None:
    desk = mine.client("drafter")
    page = desk.get("/oversight/statements/").content.decode()
    assert (
        "Not yet judged" in page
        and "“28 August 2017” stands in the first" in page
        and "pair waits for a judgement" in desk.get("/oversight/").content.decode()
    )
    (name,) = re.findall(r'name="pair" value="([^"]+)"', page)
    clause = desk.get("/declaration/jp-gb-2017/S1/").content.decode()
    assert name in clause and 'id="statements"' in clause and "State a position" in clause
    assert name not in desk.get("/declaration/jp-gb-2017/S6/").content.decode()
    then = desk.get("/declaration/jp-gb-2017/S1/?on=2018-10-02").content.decode()
    assert "Had told" in then and "All had agreed" in then and "Had told" not in clause
    reader = mine.client("reader")
    assert "They differ</button>" not in reader.get("/oversight/statements/").content.decode()
    assert reader.post("/oversight/statements/judge/", {"pair": name, "verdict": "differs"}).status_code == 403
    for bad in ({"pair": "x", "verdict": "differs"}, {"pair": name, "verdict": "perhaps"}):
        assert desk.post("/oversight/statements/judge/", bad).status_code == 404
    gone = desk.post("/oversight/statements/judge/", {"pair": "SIDES|a|b", "verdict": "agrees"}, follow=True).content.decode()
    assert "no longer compared" in gone
    answer = desk.post("/oversight/statements/judge/", {"pair": name, "verdict": "differs", "back": "//elsewhere.example/"})
    assert answer["Location"] == "/oversight/statements/"
    assert "They differ" in desk.get("/oversight/statements/?show=differ").content.decode()
    assert "Nothing is to be compared" in desk.get("/oversight/statements/?show=open").content.decode()
    assert "statements that differ" in desk.get("/oversight/").content.decode()
    assert desk.get("/oversight/statements/judge/").status_code == 405


def test_the_other_side_is_told_of_a_finding_and_replies(mine: Stage) -> None:
    desk, today = mine.client("drafter"), mine.node.clock().date()
    (pair,) = sayings.compared(asking.ask(mine.node, today))
    finding = f"{sayings.CODE}|{pair.pair.one.record}"
    page = desk.get("/oversight/findings/").content.decode()
    assert "It speaks of" in page and f'value="{finding}"' in page
    form = desk.post("/oversight/findings/notice/", {"finding": finding})
    assert form.status_code == 302 and "/edit/" in form["Location"]
    assert "position.contradiction" in desk.get(form["Location"]).content.decode()
    assert desk.post("/oversight/findings/notice/", {"finding": "x|y"}, follow=True).status_code == 200
    assert mine.client("reader").post("/oversight/findings/notice/", {"finding": finding}).status_code == 403
    told = {
        "finding": "measure.disagreement",
        "record": mine.records["acsa"],
        "text": {"en": "Late."},
        "parties": ["GBR"],
        "reply_by": "2030-01-01",
    }
    notice = mine.world.state("JPN", "finding-notice", told)
    mine.world.settle()
    assert "Reply to this finding" in desk.get(f"/records/{notice.id}/").content.decode()
    form = desk.get(f"/drafts/new/finding-reply/?about={notice.id}").content.decode()
    assert f'value="{notice.id}" selected>GBR-M-2018-006 Late.</option>' in form and " checked" not in form
    (line,) = (one for one in desk.get("/").content.decode().split("<tr") if notice.id in one and "Reply to a finding" in one)
    assert "GBR-M-2018-006" in line and "measure.disagreement" not in line
    listed = desk.get("/records/?type=finding-notice").content.decode()
    assert notice.id in listed and "measure.disagreement" not in listed


def test_forms_begin_about_what_they_are_about(mine: Stage) -> None:
    desk = mine.client("drafter")
    assert "Propose a deferral" in desk.get("/records/GBR-M-2018-006/").content.decode()
    assert mine.records["acsa"] in desk.get("/drafts/new/deferral/?about=GBR-M-2018-006").content.decode()
    page = desk.get("/declaration/jp-gb-2017/S4/").content.decode()
    assert "Record a consideration" in page and "clause=jp-gb-2017%23S4" in page
    form = desk.get("/drafts/new/consideration/?clause=jp-gb-2017%23S4").content.decode()
    assert "jp-gb-2017#S4" in form and desk.get("/drafts/new/statement/?clause=jp-gb-2017%23S99").status_code == 200


def test_a_paper_is_drafted_for_both_sides_with_its_files(mine: Stage) -> None:
    address = "/oversight/papers/?kind=brief&subject=S6&for=partner"
    desk = mine.client("drafter")
    assert "Draft it as a joint paper" in desk.get(address).content.decode()
    assert "Draft it as a joint paper" not in mine.client("reader").get(address).content.decode()
    answer = desk.post(address, {"do": "together"})
    assert answer.status_code == 302 and "/drafts/" in answer["Location"]
    draft = desk.get(answer["Location"]).content.decode()
    assert "en.pdf" in draft and "ja.docx" in draft
