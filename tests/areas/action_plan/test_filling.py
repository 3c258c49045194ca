"""One answer for every row of a table that has no column for it."""

from __future__ import annotations

import pytest

from entente.areas.action_plan.filling import absent, filled
from entente.areas.action_plan.table import read_rows

ROWS = (("Seminar", "S6"), (None, ""), ("Staff talks",))
MAPPED = {0: "title.en", 1: "clauses"}
GIVEN = {"code": "GBR-M-2019-０98", "type": "ACTIVITY", "clauses": "S7", "stage": " "}


def test_what_a_table_lacks() -> None:
    lacks = [one.key for one in absent(MAPPED.values(), ("GBR", "JPN"))]
    assert lacks == ["code", "type", "stage", "baseline_start", "completion_criterion.en", "leads.GBR", "leads.JPN"]
    assert "completion_criterion.en" not in [one.key for one in absent(["completion_criterion.ja"], ())]


def test_answers_stand_in_every_row_and_numbers_count_on() -> None:
    rows, mapping = filled(ROWS, MAPPED, GIVEN)
    lines = read_rows(rows, mapping, ("GBR", "JPN"))
    assert [line.number for line in lines] == [1, 3]
    assert [line.text["code"] for line in lines] == ["GBR-M-2019-098", "GBR-M-2019-099"]
    assert [line.text["type"] for line in lines] == ["ACTIVITY", "ACTIVITY"]
    assert lines[0].text["clauses"] == ["S6"] and "clauses" not in lines[1].text and "stage" not in lines[0].text


@pytest.mark.parametrize("given", [{}, {"type": ""}])
def test_without_answers_nothing_changes(given: dict[str, str]) -> None:
    assert filled(ROWS, MAPPED, given) == (ROWS, MAPPED)


def test_a_number_that_ends_in_no_digits_stays() -> None:
    rows, _mapping = filled(ROWS, MAPPED, {"code": "PLAN"})
    assert [row[-1] for row in rows if row[0]] == ["PLAN", "PLAN"]
