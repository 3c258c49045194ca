"""The page's sections from a pair of nodes: coverage, promises, indicators and what is behind them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.overseen import Seen

from entente.implementation import indicators
from entente.node.oversight import asking, overview
from entente.store import shown

DAY = date(2018, 12, 31)


def test_coverage_promises_and_indicators(seen: Seen) -> None:
    found = overview.overview(asking.ask(seen[0]["GBR"], DAY))
    rows = {row.code: row for row in found.rows}
    assert (rows["S6a"].verdict, rows["S6a"].answers[0].code) == ("covered", "GBR-M-2018-006")
    assert [(rows[code].verdict, rows[code].answers[0].code) for code in ("I2a", "I3a")] == [("covered", "2+2"), ("covered", "NSA")]
    assert rows["S0.2a"].verdict == rows["S1a"].verdict == "uncovered"
    two = next(one for one in found.promises if one.code == "I2")
    assert two.due == (date(2018, 12, 14),) and two.gaps == ((date(2018, 12, 15), DAY),)
    totals = {one.indicator.code: one for one in found.totals}
    assert (totals["commitment.covered"].numerator, totals["commitment.covered"].denominator) == (3, 81)
    assert totals["measure.both-reports"].numerator == 1
    assert [by.code for by, _ in found.differences] == ["GBR-M-2018-006"]


def test_every_number_opens_its_figures(seen: Seen) -> None:
    question = asking.ask(seen[0]["GBR"], DAY)
    for one in overview.overview(question).totals:
        behind, total = overview.behind(question, one.indicator.code, 0, 5000)
        assert len(behind) == one.records == total and all(figure.acts for figure in behind)


def test_the_figures_behind_a_number_come_part_by_part_as_they_are_read_record_by_record(
    seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = asking.ask(seen[0]["GBR"], DAY)
    codes = [one.indicator.code for one in overview.overview(question).totals]
    every = {code: overview.behind(question, code, 0, 5000)[0] for code in codes}
    assert max(map(len, every.values())) > 3
    for code, figures in every.items():
        parts = [overview.behind(question, code, first, 2) for first in range(0, len(figures) + 2, 2)]
        assert [one for part, _ in parts for one in part] == figures and {total for _, total in parts} == {len(figures)}
    monkeypatch.setattr(overview, "counted", lambda _asking, _types: None)
    for code, figures in every.items():
        read, total = overview.behind(replace(question, cache={}), code, 0, 5000)
        assert {(one.record, one.numerator, one.denominator) for one in read} == {(f.record, f.numerator, f.denominator) for f in figures}
        assert total == len(figures)


def test_what_is_counted_in_the_store_is_what_is_read_record_by_record(seen: Seen) -> None:
    node = seen[0]["GBR"]
    every = frozenset(shown.labels(node.alias))
    for allowed in (None, every, *(every - {label} for label in sorted(every)), frozenset[int]()):
        for day in (date(2018, 6, 30), DAY, date(2019, 4, 1)):
            question = replace(asking.ask(node, day), allowed=allowed)
            matrix = overview.coverage(question)
            read = {code: indicators.often(each) for code, each in overview.figures(question, matrix).items()}
            assert overview.totals(question, matrix) == indicators.totals(read)
