"""Papers by the API: as JSON with the acts behind each sentence, as PDF and DOCX, issued by a releasing officer alone."""

from __future__ import annotations

import pytest
from tests.web.api.conftest import Send
from tests.web.sample import Stage


def test_a_brief_is_made_of_sentences_that_name_their_acts(played: Stage, send: Send) -> None:
    status, paper = send("reader", "GET", "/papers?kind=brief&subject=S6")
    assert status == 200 and paper["parts"] and {"heading", "paragraph"} <= {part["sort"] for part in paper["parts"]}
    acts = {act for part in paper["parts"] for one in part["sentences"] for act in one["acts"]}
    assert acts and acts <= {source["act"] for source in paper["sources"]}
    assert paper["label"]["classification"] == "OFFICIAL"


@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF-"), ("docx", b"PK")])
def test_a_paper_is_a_document(send: Send, form: str, begins: bytes) -> None:
    status, data = send("reader", "GET", f"/papers/file?kind=brief&subject=S6&form={form}&language=both&for=partner")
    assert status == 200 and data.startswith(begins)


def test_what_cannot_be_made_is_told_in_the_callers_language(send: Send) -> None:
    for language, words in (("en", "A brief is on something"), ("ja", "説明資料の対象を")):
        status, told = send("reader", "GET", "/papers?kind=brief", language=language)
        assert status == 422 and told["detail"].startswith(words)
    assert send("reader", "GET", "/papers?kind=brief&subject=S99")[1]["rule"] == "N34"
    status, told = send("reader", "GET", "/papers?kind=novel", language="ja")
    assert status == 422 and told["problems"][0]["words"] == "選択できる値ではありません。"


def test_a_releasing_officer_issues_and_others_do_not(send: Send) -> None:
    assert send("drafter", "POST", "/papers/issued", {"kind": "brief", "subject": "S6"})[0] == 403
    status, held = send("release", "POST", "/papers/issued", {"kind": "brief", "subject": "S6"})
    assert status == 201 and held[0]["kind"] == "brief" and held[0]["files"]
    status, data = send("release", "GET", f"/papers/issued/{held[0]['record']['id']}/1")
    assert status == 200 and data[:2] in (b"%P", b"PK")
    assert send("release", "GET", f"/papers/issued/{held[0]['record']['id']}/9")[0] == 404


def test_a_paper_of_both_sides_is_a_draft(send: Send) -> None:
    assert send("reader", "POST", "/papers/together", {"kind": "annual"})[0] == 403
    status, draft = send("drafter", "POST", "/papers/together", {"kind": "annual"})
    assert (status == 201 and draft["type"] == "joint-paper") or draft["rule"].startswith("N"), draft
