"""The rows of "who said what": escaped, with proofs and files by their addresses, and what has not come yet said in words."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.template import Context, Template
from django.utils import translation
from tests.web.sample import Stage

from entente.web.sight.house import File

RECORD, ACT = "a" * 64, "b" * 64
AT = datetime(2018, 10, 2, 9, 0, tzinfo=UTC)
ENTRY: dict[str, Any] = {
    "act": ACT, "place": "JPN/1/12", "party": "JPN", "post": "JPN:MOFA:<desk>", "what": {"en": "Proposed", "ja": "提案"}, "at": AT,
    "here": AT, "received": [("FRA", 1_538_470_800_000_000)], "remark": {"en": "a & b"}, "open": True, "withheld": False, "proof": True,
    "files": [File(1, "<a>.pdf", "application/pdf", 2_048, True), File(2, "b.pdf", "application/pdf", 10, False)],
}  # fmt: skip


def rows(language: str, **changed: Any) -> str:
    page = {"row": {"id": RECORD}, "party": "GBR", "history": [ENTRY | changed]}
    with translation.override(language):
        return Template("{% load history %}{% history_rows history %}").render(Context(page))


def test_a_row_says_what_when_who_has_it_and_leads_to_its_proof(shown: Stage) -> None:
    said = rows("en")
    for words in (
        "<strong>Proposed</strong> <span", "(open)", "JPN:MOFA:&lt;desk&gt;", "a &amp; b", 'data-label="Signed"', 'data-label="Received"',
        f'href="/records/{RECORD}/{ACT}/proof/" download>Proof', f'href="/records/{RECORD}/{ACT}/files/1/" download>&lt;a&gt;.pdf</a>',
        "b.pdf</span>", "has not come yet", "2.0", "<br>", "FRA",
    ):  # fmt: skip
        assert words in said, words
    assert "files/2/" not in said and "<desk>" not in said


@pytest.mark.parametrize(("language", "nobody"), [("en", "not yet"), ("ja", "")])
def test_what_is_not_there_is_said(shown: Stage, language: str, nobody: str) -> None:
    said = rows(language, here=None, received=[], proof=False, files=[], open=False, remark=None, withheld=True)
    assert nobody in said and "proof/" not in said and "<a " not in said and ("提案" in said) == (language == "ja")
    with translation.override(language):
        assert translation.gettext("Its words cannot be shown here.") in said
