"""What changed in a text stands old and new, word by word, and is said in words to those who do not see the marks, in both languages."""

from __future__ import annotations

import re

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from tests.said import measure

from entente.areas import AREAS
from entente.areas.action_plan import sample
from entente.implementation import fields

KIND = next(kind for area in AREAS for kind in area.kinds if kind.type == "measure")


def shown(language: str, **changed: object) -> dict[str, str]:
    """Each changed field's path with its row, tags and all."""
    found = fields.changes(KIND, 1, measure(sample.ACSA), measure(sample.ACSA, **changed))
    with translation.override(language):
        return {line.path: " ".join(render_to_string("web/change.html", {"line": line}).split()) for line in found}


def said(row: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", row).split())


@pytest.mark.parametrize(
    ("language", "english", "japanese"),
    [
        ("en", "Both removed: ledgers (end) agree. After: Both added: accounts (end) agree.", "双方の removed: 帳簿 (end) が一致。"),
        ("ja", "変更前： Both 削除部分： ledgers （ここまで） agree.", "変更後： 双方の 追加部分： 記録 （ここまで） が一致。"),
    ],
)  # fmt: skip
def test_words_are_marked_one_by_one_in_both_languages(language: str, english: str, japanese: str) -> None:
    before = {"completion_criterion": {"en": "Both ledgers agree.", "ja": "双方の帳簿が一致。"}}
    after = {"completion_criterion": {"en": "Both accounts agree.", "ja": "双方の記録が一致。"}}
    found = fields.changes(KIND, 1, measure(sample.ACSA, **before), measure(sample.ACSA, **after))
    with translation.override(language):
        rows = {line.path: " ".join(render_to_string("web/change.html", {"line": line}).split()) for line in found}
    assert set(rows) == {"completion_criterion.en", "completion_criterion.ja"}
    assert re.sub(" ", "", english) in re.sub(" ", "", said(rows["completion_criterion.en"]))
    assert re.sub(" ", "", japanese) in re.sub(" ", "", said(rows["completion_criterion.ja"]))
    assert 'lang="ja"' in rows["completion_criterion.ja"] and rows["completion_criterion.ja"].count("<del>") == 1
    assert f'<span class="govuk-visually-hidden" lang="{language}">' in rows["completion_criterion.en"]


def test_days_and_choices_are_replaced_whole() -> None:
    rows = shown("en", baseline_finish="2019-03-29", priority="HIGH")
    assert "added: 29 Mar 2019 (end)" in said(rows["baseline_finish"]) and "<ins>" in rows["baseline_finish"]
    assert "added: High (end)" in said(rows["priority"])


def test_what_was_not_there_and_what_goes_is_said() -> None:
    assert "変更前： 記載なし" in said(shown("ja", tags=["acsa"])["tags"])


def test_markup_in_a_text_is_text() -> None:
    row = shown("en", title={"en": "<script>alert(1)</script>", "ja": "件名"})["title.en"]
    assert "<script>" not in row and "&lt;script&gt;" in row
