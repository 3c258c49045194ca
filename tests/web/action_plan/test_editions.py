"""Pages of editions: the list, one as the plan with its redline, and nothing of a measure that the reader may not see."""

from __future__ import annotations

from pathlib import Path

from tests.web.consultations.sample import set_up_nsa
from tests.web.sample import Stage, measure, stage

from entente.areas.action_plan import sample
from entente.node import editions, say
from entente.node.national import drafting

EDITION = {"title": {"en": "Action plan, first edition", "ja": "行動計画第一版"}, "clauses": ["jp-gb-2017#I1"]}


def make(stage: Stage, number: int, *changes: dict[str, object], who: str = "GBR") -> str:
    node = stage.world[who]
    endorsed = {"meeting": {"en": "Foreign and Defence Ministers", "ja": "外務・防衛閣僚会合"}, "held_on": "2017-12-14"}
    text = {**EDITION, "code": f"PLAN-{number}", "number": number, "endorsed": endorsed}
    act = editions.propose_edition(node, node.find_channel(None), text, changes)
    stage.world.settle()
    return act.id


def test_an_edition_is_printed_as_the_plan(tmp_path: Path) -> None:
    with stage(tmp_path) as shown:
        _walk(shown)


def _walk(shown: Stage) -> None:
    first = make(shown, 1)
    say.accept(shown.world["JPN"], first)
    shown.world.settle()
    second = make(shown, 2, measure(sample.ACSA, priority="HIGH"), measure(sample.CYBER, code="GBR-M-2018-031"))
    for language, words in (("en", ("Edition 1", "New", "Foreign and Defence Ministers")), ("ja", ("第1版", "新規", "外務・防衛閣僚会合"))):
        client = shown.client("reader", language)
        listed = client.get("/plan/editions/").content.decode()
        assert f"/plan/editions/{first}/" in listed
        assert listed.count(words[2]) == 2  # of the edition that waits for acceptance too
        assert f"/plan/editions/{second}/" in client.get(f"/records/{second}/").content.decode()
        page = client.get(f"/plan/editions/{first}/").content.decode()
        assert all(word in page for word in (*words, "GBR-M-2018-006"))
    theirs = make(shown, 3, measure(sample.CYBER, code="GBR-M-2018-032"), who="JPN")
    asked = shown.client("accept").get(f"/records/{theirs}/{theirs}/accept/").content.decode()
    assert all(sample.ACSA.title.en in cell for cell in asked.split("GBR-M-2018-006</td>")[1:2]) and "GBR-M-2018-032</td>" in asked
    page = shown.client("reader").get(f"/plan/editions/{second}/").content.decode()
    assert "Since the edition before" in page and "GBR-M-2018-031" in page
    assert shown.client("reader").get("/plan/editions/nothing-here/").status_code == 404


def test_an_edition_names_its_measures_and_a_meeting_of_the_list(tmp_path: Path) -> None:
    with stage(tmp_path) as shown:
        text = {"series": set_up_nsa(shown), "title": {"en": "Meeting No. 1", "ja": "第1回会合"}, "stage": "PLANNED", "mode": "VTC"}
        held = text | {"stage": "HELD", "held_on": "2018-09-03"}
        off = text | {"stage": "CANCELLED", "title": {"en": "Called off", "ja": "中止した会合"}}
        meeting, _off = (shown.world.propose("GBR", "meeting", one) for one in (held, off))
        shown.world.agree(meeting)
        shown.world.agree(_off)
        client = shown.client("drafter")
        form = client.get("/plan/editions/new/").content.decode()
        assert f'<option value="{meeting.id}">Meeting No. 1, 3 Sep 2018</option>' in form and "Called off" not in form
        whole = client.post("/plan/editions/new/", {"title_en": "First", "meeting": meeting.id}, follow=True)
        assert "Meeting No. 1, " in whole.content.decode() and "3 Sep 2018" in whole.content.decode()
        for address in (whole.redirect_chain[0][0].replace("/plan/editions/draft/", "/drafts/"),):
            seen = client.get(address).content.decode()
            assert "GBR-M-2018-006" in seen and "Accounting for logistic support" in seen
        assert client.post("/plan/editions/new/", {"title_en": "First", "meeting": shown.records["acsa"]}).status_code == 404


def test_an_edition_is_made_from_drafts(tmp_path: Path) -> None:
    with stage(tmp_path) as shown:
        node = shown.node
        officer = drafting.Officer("gbr-drafter", "GBR:FCDO:desk", frozenset({"drafter", "assigning-officer"}))
        change = measure(sample.CYBER, code="GBR-M-2018-040")
        drafted = drafting.save(node, officer, type_="measure", text=change, channel=node.find_channel(None).id)
        client = shown.client("drafter")
        assert "GBR-M-2018-040" in client.get("/plan/editions/new/").content.decode()
        assert client.post("/plan/editions/new/", {}).status_code == 400
        typed = {"title_en": "First", "meeting_en": "2+2", "held_on": "平成29年12月14日", "draft": drafted.id}
        answer = client.post("/plan/editions/new/", typed, follow=True)
        page = answer.content.decode()
        assert answer.redirect_chain[0][0].startswith("/plan/editions/draft/")
        assert "GBR-M-2018-040" in page and "GBR-M-2018-006" in page and "14 Dec 2017" in page
        assert shown.client("reader").get("/plan/editions/new/").status_code == 403
        whole = answer.redirect_chain[0][0]
        assert shown.client("reader", "ja").get(whole).status_code == 200
        assert whole in client.get(whole.replace("/plan/editions/draft/", "/drafts/")).content.decode()
