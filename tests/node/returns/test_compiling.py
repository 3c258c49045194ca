"""What comes of a round: one draft for each return, never beyond its marking; one paper with everybody named."""

from __future__ import annotations

import io
from pathlib import Path

import docx
from tests.node.returns.world import ANN, CODE, FCDO, HO, MOD, Plan, plan

from entente.node.national import drafting
from entente.node.oversight import asking, versions
from entente.node.returns import compiling, rounds, states
from entente.store import records


def returned(own: Plan) -> rounds.Standing:
    found = own.opened_once()
    for code, told in ((MOD, "<b>Well</b> =1+1"), (HO, "Restricted words.")):
        asked, answer = own.answer(found, code, narrative__en=told, ask__ja="支援を求める。", forecast_finish="2019-01-31")
        rounds.record(own.node, ANN, found, asked, rounds.return_of(own.node, ANN, found.row.id, asked, (answer, "FORM", None)))
    return rounds.find(own.node, CODE)


def test_drafts_and_paper(tmp_path: Path) -> None:
    with plan(tmp_path) as own:
        found = returned(own)
        made = compiling.draft_all(own.node, ANN, found)
        assert [(one.code, one.act is not None) for one in made] == [(MOD, True), (HO, False)]
        assert made[1].refusal is not None and made[1].refusal.rule == "CR10"
        again = compiling.draft_all(own.node, ANN, found)
        assert again[0].act == made[0].act and len(records.listed(own.node.alias, {"type": "draft"})) == 1
        assert made[0].act is not None
        view = drafting.view(own.node, made[0].act.id)
        assert view.type == "progress-report" and view.problems == () and view.channel is not None
        assert view.text["narrative"] == {"en": "<b>Well</b> =1+1"} and view.text["forecast_finish"] == "2019-01-31"
        assert view.text["period_from"] == "2018-10-01" and view.text["ask_of_partner"] == {"ja": "支援を求める。"}

        question = asking.ask(own.node, own.node.clock().date())
        paper = compiling.paper(question, found, states.lines(own.node, found, {}))
        data = versions.document(question, paper, "both", "docx")
        document = docx.Document(io.BytesIO(data))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        assert any("Restricted words." in cell for cell in cells) and any(FCDO in cell for cell in cells)
        assert any("<b>Well</b> =1+1" in cell for cell in cells) and "支援を求める。" in str(cells)
        assert versions.document(question, paper, "ja", "pdf").startswith(b"%PDF")
        assert all(one.act in {source.act for source in paper.sources} for one in paper.sources) and len(paper.sources) == 3
