"""Verdicts: no truth value; every reason has a rule and a sentence in both languages."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from entente.kernel.labels import verdict as module
from entente.kernel.labels.verdict import SENTENCES, Verdict, reason, verdict

KERNEL = Path(module.__file__).parent
USERS = ("policy.py", "equivalence.py", "join.py", "disclose.py")


def test_a_verdict_has_no_truth_value() -> None:
    for allowed in (True, False):
        with pytest.raises(TypeError, match="allowed"):
            bool(Verdict(allowed, ()))


def test_a_verdict_is_refused_by_any_reason_against() -> None:
    against, favour = reason("no-recipient"), reason("joined")
    assert verdict([against], favour) == Verdict(False, (against,))
    assert verdict([], favour) == Verdict(True, (favour,))


def test_every_code_that_is_given_has_a_sentence_and_every_sentence_is_given() -> None:
    source = " ".join((KERNEL / name).read_text() for name in USERS)
    assert {code for code in SENTENCES if f'"{code}"' in source} == set(SENTENCES)
    assert set(re.findall(r'\breason\(\s*"([a-z-]+)"', source)) <= set(SENTENCES)


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_reason_says_the_same_in_both_languages(code: str) -> None:
    rule, en, ja = SENTENCES[code]
    assert rule in re.findall(r"\bD\d+(?=[ :])", module.__doc__)
    assert en.endswith(".") and ja.endswith("。")
    names = [{name for _, name, _, _ in string.Formatter().parse(words) if name} for words in (en, ja)]
    assert names[0] == names[1]
    said = reason(code, concerns="JPN", **{name: f"<{name}>" for name in names[0]})
    assert all(f"<{name}>" in said.en and f"<{name}>" in said.ja for name in names[0])
    assert (said.rule, said.party) == (rule, "JPN")
