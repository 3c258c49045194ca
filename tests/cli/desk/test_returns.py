"""Rounds by command: listed, forms written, returned files read in dry and recorded, compiled."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.cli.conftest import Desks
from tests.node.returns.filling import fill_docx

from entente.kernel.bilingual import Title
from entente.node.node import open_node
from entente.node.officer import COORDINATOR, Officer
from entente.node.returns import rounds
from entente.node.returns.rounds import Question

CODE, MEASURE = "GBR-CR-2018-4", "GBR-M-2018-006"
ANN = Officer("ann", "GBR:FCDO:japan-desk", frozenset({COORDINATOR}))


@pytest.fixture
def round_(agreed: Desks) -> Desks:
    assert agreed("uk", "act", "propose", "measure", str(agreed.folder / "measure.json")).code == 0
    agreed.carry()
    assert agreed("japan", "act", "accept", MEASURE).code == 0
    agreed.carry()
    node = open_node(agreed.folder / "uk")
    today = node.clock().date()
    question = Question(CODE, Title("Fourth quarter"), (date(2018, 10, 1), date(2018, 12, 31)), today + timedelta(days=14))
    rounds.ask(node, ANN, node.find_channel(None), question)
    return agreed


def test_from_the_form_to_the_paper(round_: Desks) -> None:
    assert round_.json("uk", "returns", "list")[0] | {"due": ""} == {"code": CODE, "due": "", "returned": "0", "asked": "1"}
    assert round_.json("uk", "returns", "list", CODE)[0]["state"] == "asked"
    form = round_.folder / "mod.docx"
    made = round_("uk", "returns", "form", CODE, "MOD", "-o", str(form))
    assert made.code == 0 and ", 1 measure, marked" in " ".join(made.out.split()) and form.read_bytes()[:2] == b"PK"
    assert round_("uk", "returns", "form", CODE, "MOD", "--format", "odt", "-o", "x").code == 2
    assert "[CR9" in round_("uk", "returns", "form", CODE, "DIT", "-o", str(round_.folder / "none.docx")).err

    form.write_bytes(fill_docx(form.read_bytes(), {(1, "rag"): "Amber", (1, "narrative.en"): "Late.", (0, "by"): "Bob"}))
    dry = round_("uk", "returns", "read", str(form))
    assert "Nothing was recorded" in dry.out and "new" in dry.out and round_.json("uk", "returns", "list")[0]["returned"] == "0"
    said = round_.json("uk", "returns", "read", str(form), "--record")
    assert said["recorded"] == 1 and said["answers"][0]["outcome"] == "new"
    assert round_.json("uk", "returns", "read", str(form), "--record")["answers"][0]["outcome"] == "same"

    paper = round_.folder / "returns.html"
    done = round_("uk", "returns", "compile", CODE, "--drafts", "--format", "html", "--language", "both", "-o", str(paper))
    assert done.code == 0 and f"{MEASURE}: draft " in done.out and "Late." in paper.read_text("utf-8")
    assert "draft" in round_("uk", "draft", "list").out
    assert round_("uk", "returns", "compile", CODE).code == 2


def test_different_answers_are_not_recorded_together(round_: Desks) -> None:
    form = round_.folder / "a.docx"
    round_("uk", "returns", "form", CODE, "MOD", "-o", str(form))
    blank = form.read_bytes()
    for name, rag in (("a.docx", "Green"), ("b.docx", "Red")):
        (round_.folder / name).write_bytes(fill_docx(blank, {(1, "rag"): rag, (1, "narrative.en"): "x"}))
    files = [str(round_.folder / name) for name in ("a.docx", "b.docx")]
    assert "differs" in round_("uk", "returns", "read", *files, "--record").out
    assert round_("uk", "returns", "read", *files, "--record", "--replace").code == 2
    assert round_.json("uk", "returns", "list")[0]["returned"] == "0"


def test_what_is_not_there_is_said(agreed: Desks) -> None:
    assert "[N12" in agreed("uk", "returns", "list", "GBR-CR-1999-1").err
    assert "No round has been opened" in agreed("uk", "returns", "list").out
