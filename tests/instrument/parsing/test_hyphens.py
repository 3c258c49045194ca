"""Words broken at line ends, and words written with a hyphen."""

from __future__ import annotations

from typing import Any

import pytest

from entente.instrument import parse


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("the Repub-\nlic of Norland", "the Republic of Norland"),
        ("long-\nterm studies", "long-term studies"),
        ("self-\ndefence forces", "self-defence forces"),
        ("the Indo-\nPacific region", "the Indo-Pacific region"),
        ("mari-\ntime security and peacetime", "maritime security and peacetime"),
        ("coopera-\ntion in cyber-\nspace. Cyberspace is free", "cooperation in cyberspace. Cyberspace is free"),
        ("follow-\nup, as every follow-up", "follow-up, as every follow-up"),
        ("in\u00ad\ncluding", "including"),
        ("a cross\u2010\nborder matter", "a cross\u2010border matter"),
    ],
)
def test_a_hyphen_at_a_line_end_is_the_word_s_or_the_printer_s(check_coverage: Any, broken: str, whole: str) -> None:
    text = f"Statement\n\n1. They will see to {broken}.\n"
    found = parse(text)
    check_coverage(text, found)
    assert found.clauses[0].text == f"They will see to {whole}."


def test_a_title_broken_within_a_word_is_whole() -> None:
    assert parse("Joint Statement on Defence Co-\noperation\n\n1. They will act.\n").title.text == "Joint Statement on Defence Co-operation"
