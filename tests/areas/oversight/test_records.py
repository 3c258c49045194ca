"""Checks of explanations and issued papers."""

from __future__ import annotations

from datetime import date

import pytest

from entente.areas.oversight import AREA
from entente.areas.oversight.records import Explanation, IssuedPaper, PaperFile, Prose, Title, check_explanation, check_paper

DAY = date(2018, 12, 31)


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        (Explanation(DAY, Prose("Why.")), ["OV2"]),
        (Explanation(DAY, Prose(), ("jp-gb-2017#S6",)), ["OV1"]),
        (Explanation(DAY, Prose(None, "理由"), (), ("m",)), []),
    ],
)
def test_an_explanation_says_something_of_something(text: Explanation, rules: list[str]) -> None:
    assert [problem.rule for problem in check_explanation(text, ("GBR", "JPN"))] == rules


def test_files_of_a_paper_are_told_apart() -> None:
    file = PaperFile(1, "pdf", "both", "0" * 64)
    paper = IssuedPaper("GBR-Q-2018-4", "QUARTERLY", Title("Paper"), DAY, DAY, (file, file))
    assert [problem.rule for problem in check_paper(paper, ("GBR", "JPN"))] == ["OV3"]
    assert {kind.type for kind in AREA.kinds if kind.joint} == {"consideration", "commitment-deferral", "joint-paper"}
