"""The matrix: a sign for each answer, the verdict in words."""

from __future__ import annotations

from dataclasses import replace

from tests.implementation.charts.drawing import HOSTILE, check_drawing, inside, texts

from entente.implementation.charts.coverage import Covered, coverage_matrix
from entente.implementation.charts.svg import NARROW, Look

LOOK = Look("en", {"en": "t"}, {"en": "d"}, "m")
ROWS = [
    Covered("S1a", {"en": "One"}, {"M1": "live"}),
    Covered("S2a", {"en": "Two"}, {"M2": "deferred"}),
    Covered("S3a", {"en": "Three"}, {}),
    Covered("S4a", {"en": "Four"}, {"M1": "deferred", "M2": "live"}),
]


def test_verdicts_are_words_and_signs_differ_in_shape() -> None:
    svg = coverage_matrix(ROWS, ["M1", "M2"], LOOK)
    said = texts(check_drawing(svg))
    assert [w for w in said if w in ("covered", "deferred", "UNCOVERED")] == ["covered", "deferred", "UNCOVERED", "covered"]
    assert svg.count("app-chart__live") == 2 and svg.count("app-chart__deferred-mark") == 2


def test_many_measures_widen_the_drawing_and_nothing_leaves_it() -> None:
    codes = [f"GBR-M-2018-{n:03}" for n in range(60)]
    root = check_drawing(coverage_matrix([Covered(HOSTILE, {"en": HOSTILE}, dict.fromkeys(codes, "live"))], codes, LOOK))
    assert inside(root) and float((root.get("viewBox") or "").split()[2]) > 1800


def test_on_a_telephone_the_answers_stand_beneath_each_commitment() -> None:
    said = texts(check_drawing(coverage_matrix(ROWS, ["M1", "M2"], replace(LOOK, width=NARROW))))
    assert said == [
        "S1a  One",
        "●\u00a0M1",
        "covered",
        "S2a  Two",
        "◇\u00a0M2",
        "deferred",
        "S3a  Three",
        "UNCOVERED",
        "S4a  Four",
        "◇\u00a0M1 ●\u00a0M2",
        "covered",
    ]
