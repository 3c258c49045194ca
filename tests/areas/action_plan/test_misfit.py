"""Each field that does not fit is named with a sentence in both languages, never with a pattern."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from entente.areas.action_plan import sample
from entente.areas.action_plan.misfit import misfits

FITS: dict[str, Any] = msgspec.to_builtins(sample.ACSA)


def test_a_measure_has_none() -> None:
    assert misfits(FITS) == []


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("clauses", ["jp-gb-2017#S6", "S 99"], "“S 99” is not written as it has to be; for example jp-gb-2017#S6."),
        ("stage", "PLANNED", "“PLANNED” is not one of AGREED, ACTIVE, COMPLETED, SUSPENDED, DROPPED."),
        ("leads", {"GBR": "MOD", "JPN": "mod"}, "“mod” is not written as it has to be; for example MOD."),
        ("supporting", {"GBR": ["MOD", "?"]}, "for example MOD."),
        ("cadence_months", 0, "“0” is not written as it has to be; for example 6."),
        ("title", {"en": "x" * 201}, "it may be too long."),
    ],
)
def test_what_was_found_and_how_it_is_written(field: str, value: Any, said: str) -> None:
    ((column, words),) = misfits(FITS | {field: value})
    assert column.split(".")[0] == field and said in words["en"] and words["ja"]
    assert not any("regex" in text or "Expected" in text for text in words.values())


def test_every_field_that_is_missing_is_named() -> None:
    assert [column for column, _words in misfits({})] == [
        "code", "title.en", "clauses", "type", "stage", "leads", "baseline_start", "completion_criterion.en",
    ]  # fmt: skip
