"""Refusals in the reader's language: every rule that code refuses by has a sentence, the rule's own words stay, nothing is markup."""

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
    assert all(sentence.endswith("。") for sentence in (*refusals.CODES.values(), *refusals.RULES.values(), refusals.OTHER))
    assert {code for code in refusals.CODES if f'"{code}"' not in text.replace(Path(refusals.__file__).read_text(), "")} == set()


@pytest.mark.parametrize(
    ("language", "refusal", "starts", "holds"),
    [
        ("en", Refusal("four-eyes", "DR2", "Ann drafted it."), "Ann drafted it. [DR2]", ""),
        ("ja", Refusal("four-eyes", "DR2", "Ann drafted it."), "起案者又はその職は", 'lang="en">Ann drafted it.</small>'),
        ("ja", Refusal("gone", "DR3", "It has gone."), "待機時間が経過し", "[DR3]"),
        ("ja", Refusal("new", "Z9", "<b>New</b>"), refusals.OTHER, "&lt;b&gt;New&lt;/b&gt;"),
        ("ja", Refusal("incomplete", "ED7", "件名を記載してください。"), "件名を記載してください。 [ED7]", ""),
    ],
)
def test_a_line(language: str, refusal: Refusal, starts: str, holds: str) -> None:
    with translation.override(language):
        said = refusals.line(refusal)
    assert said.startswith(starts) and holds in said
