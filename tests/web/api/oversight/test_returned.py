"""Returned files by the API: a dry run that keeps nothing, then what was chosen recorded with the file as it came."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.node.returns.filling import fill_docx
from tests.web.api.conftest import Send
from tests.web.sample import Stage

from entente.node.returns import forms, originals, rounds
from entente.node.returns.docx_form import render_docx

ASKED = {
    "code": "GBR-CR-2018-9",
    "title": {"en": "Third quarter"},
    "period_from": "2018-07-01",
    "period_to": "2018-09-30",
    "due": "2018-10-19",
}


@pytest.fixture
def filled(played: Stage, send: Send) -> Iterator[tuple[str, bytes]]:
    """A round, and its form of one authority filled in for one measure."""
    line = send("drafter", "POST", "/rounds", ASKED)[1]["lines"][0]
    found = rounds.find(played.node, ASKED["code"])
    form = forms.form(played.node, found, line["authority"], "en").form
    number = next(n for n, one in enumerate(form.questions, 1) if one.code == line["code"])
    typed = {(number, "rag"): "Green", (number, "narrative.en"): "Both ledgers agree.", (0, "by"): "Ann"}
    yield found.row.id, fill_docx(render_docx(form, played.node.clock()), typed)
    send("drafter", "POST", f"/rounds/{ASKED['code']}/close")


def test_a_form_is_read_and_then_recorded(played: Stage, send: Send, filled: tuple[str, bytes]) -> None:
    round_, data = filled

    def sent(what: str, who: str = "drafter", **form: Any) -> tuple[int, Any]:
        answer = played.client(who).post(f"/api/v1/rounds/returns{what}", {"files": SimpleUploadedFile("return.docx", data)} | form)
        return answer.status_code, json.loads(answer.content)

    assert sent("/check", "release")[0] == 403
    status, read = sent("/check")
    assert status == 200 and [(one["outcome"], one["rating"], one["narrative"]) for one in read] == [
        ("new", "GREEN", {"en": "Both ledgers agree."})
    ]
    assert not originals.of_round(played.node, round_)
    assert sent("", take=[99])[1]["rule"] == "CR6"
    status, done = sent("", take=[read[0]["number"]])
    assert status == 201 and done[0]["measure"] == read[0]["measure"]
    assert send("drafter", "GET", f"/rounds/{ASKED['code']}")[1]["round"]["returned"] == 1
    assert len(originals.of_round(played.node, round_)) == 1
    broken = played.client("drafter").post("/api/v1/rounds/returns/check", {"files": SimpleUploadedFile("x.exe", b"MZ")})
    assert broken.status_code == 422 and "x.exe" in json.loads(broken.content)["detail"]
