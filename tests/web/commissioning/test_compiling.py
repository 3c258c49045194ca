"""One click, one draft for each return, once; the compiled paper as page, PDF and DOCX."""

from __future__ import annotations

import pytest
from tests.web.commissioning.conftest import FCDO, MOD, Rounds

from entente.store import records


def answered(opened: Rounds) -> None:
    typed = {"rag": "GREEN", "narrative_en": "All is <i>well</i>."}
    opened.stage.client("drafter").post(f"{opened.address}answer/{opened.measure(FCDO)}/", typed)


def test_drafts_are_made_once(opened: Rounds) -> None:
    answered(opened)
    client = opened.stage.client("drafter")
    before = len(records.listed(opened.stage.node.alias, {"type": "draft"}))
    for _ in range(2):
        page = client.post(f"{opened.address}drafts/", follow=True).content.decode()
        assert "1 draft stands ready." in page
    assert len(records.listed(opened.stage.node.alias, {"type": "draft"})) == before + 1
    assert opened.stage.client("release").post(f"{opened.address}drafts/").status_code == 403


@pytest.mark.parametrize("language", ["en", "ja", "both"])
def test_the_paper(opened: Rounds, language: str) -> None:
    answered(opened)
    client = opened.stage.client("reader")
    page = client.get(f"{opened.address}paper/?language={language}").content.decode()
    assert "All is &lt;i&gt;well&lt;/i&gt;." in page and MOD in page
    assert ("Not returned" in page) == (language != "ja") and ("未回答" in page) == (language != "en")
    made = client.get(f"{opened.address}paper/?language={language}&form=pdf")
    assert made.content.startswith(b"%PDF") and made["Content-Disposition"].endswith(f'{opened.code}-{language}.pdf"')


def test_no_other_format_or_language(opened: Rounds) -> None:
    client = opened.stage.client("reader")
    assert client.get(f"{opened.address}paper/?form=odt").status_code == 404
    assert client.get(f"{opened.address}paper/?language=fr").status_code == 404
    assert client.get(f"{opened.address}paper/?form=docx").content[:2] == b"PK"
