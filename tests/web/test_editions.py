"""Pages of editions: the list, one as the plan with its redline, and nothing of a measure that the reader may not see."""

from __future__ import annotations

from pathlib import Path

from tests.web.sample import Stage, measure, stage

from entente.areas.action_plan import sample
from entente.node import editions, say

EDITION = {"title": {"en": "Action plan, first edition", "ja": "行動計画第一版"}, "clauses": ["jp-gb-2017#I1"]}


def make(stage: Stage, number: int, *changes: dict[str, object]) -> str:
    node = stage.node
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
        page = client.get(f"/plan/editions/{first}/").content.decode()
        assert all(word in page for word in (*words, "GBR-M-2018-006"))
    page = shown.client("reader").get(f"/plan/editions/{second}/").content.decode()
    assert "Since the edition before" in page and "GBR-M-2018-031" in page
    assert shown.client("reader").get("/plan/editions/nothing-here/").status_code == 404
