"""Refusals in the reader's language: the sentence itself, else its rule's with the English beside it; nothing is markup."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils import translation

from entente.kernel.errors import Refusal
from entente.web import refusals

MET = re.compile(r'Refusal\(\s*"([a-z-]+)",\s*"((?:DR|D|F|ED|B|G)[0-9]+|N12|N16|N18)"')


def test_every_rule_that_pages_meet_has_a_japanese_sentence() -> None:
    source = Path(refusals.__file__).parent.parent
    text = "\n".join(path.read_text() for part in ("node", "implementation", "kernel", "web") for path in (source / part).rglob("*.py"))
    rules = {rule for _, rule in MET.findall(text)} | {f"DR{n}" for n in range(1, 10)} | {f"D{n}" for n in range(1, 13)}
    assert len(rules) > 30 and rules <= set(refusals.RULES), sorted(rules - set(refusals.RULES))
    assert all(sentence.endswith("。") for sentence in (*refusals.RULES.values(), refusals.OTHER))


@pytest.mark.parametrize(
    ("language", "refusal", "starts", "holds"),
    [
        ("en", Refusal("four-eyes", "DR2", "Ann drafted it."), '<span title="Rule DR2">Ann drafted it.</span>', ""),
        (
            "ja",
            Refusal("four-eyes", "DR2", "Ann drafted it."),
            '<span title="規則DR2">起案者又はその職は',
            'lang="en">Ann drafted it.</small>',
        ),
        (
            "ja",
            Refusal("four-eyes", "DR2", "GBR:FCDO drafted it; another post clears it."),
            '<span title="規則DR2">GBR:FCDOが起案した案です。決裁は別の職に',
            "。</span>",
        ),
        ("ja", Refusal("no-table", "F2", "計画.xlsx is empty."), '<span title="規則F2">「計画.xlsx」は空です。</span>', ""),
        ("ja", Refusal("not-assignable", "D9", "No role.", "役割がありません。"), '<span title="規則D9">役割がありません。</span>', ""),
        ("ja", Refusal("new", "Z9", "<b>New</b>"), f'<span title="規則Z9">{refusals.OTHER}</span>', "&lt;b&gt;New&lt;/b&gt;"),
        ("ja", Refusal("incomplete", "ED7", "件名を記載してください。"), '<span title="規則ED7">件名を記載してください。</span>', ""),
    ],
)
def test_a_line(language: str, refusal: Refusal, starts: str, holds: str) -> None:
    with translation.override(language):
        said = refusals.line(refusal)
    assert said.startswith(starts) and holds in said
