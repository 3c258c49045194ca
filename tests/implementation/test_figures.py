"""Charts of papers: drawn in both languages, with words for who does not see them and data that say the same."""

from __future__ import annotations

from datetime import date

import pytest
from tests.implementation.charts.drawing import check_drawing
from tests.papers import ADVISERS, COMMITMENTS, COUNTS, JOINT, MEASURES, MINISTERS, NATIONAL, act

from entente.implementation import figures
from entente.implementation.papers.paper import Chart, Sentence

SLIPPED = [one for one in MEASURES if one.slip_days]
CHARTS = {
    "trend": figures.trend(COUNTS),
    "slippage": figures.slippage(SLIPPED),
    "cadence": figures.cadence_chart((MINISTERS, ADVISERS), date(2025, 12, 31)),
    "coverage": figures.coverage(COMMITMENTS),
}


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
def test_every_chart_is_drawn_and_described_in_both_languages(chart: Chart) -> None:
    assert set(chart.drawings) == {"en", "ja"}
    for language, svg in chart.drawings.items():
        root = check_drawing(svg)
        assert root.findtext("{http://www.w3.org/2000/svg}desc") == chart.alt[language]
    assert chart.data.rows and chart.data.caption == chart.caption


def test_the_data_say_what_the_drawing_says() -> None:
    assert [row[1].words["en"] for row in CHARTS["slippage"].data.rows] == ["120 days late", "30 days late", "91 days late"]
    assert [row[2].words["ja"] for row in CHARTS["coverage"].data.rows][-1] == "対応なし"
    spans = CHARTS["cadence"].data.rows
    assert [cell.words["en"] for cell in spans[0]][1:] == ["21 January 2015", "22 November 2015", "on time"]
    assert spans[0][0].acts and not spans[1][0].acts  # the series is cited once


def test_labels_of_what_is_drawn_stand_in_the_data() -> None:
    assert any(NATIONAL in cell.labels for row in CHARTS["slippage"].data.rows for cell in row)


def test_sentences_in_a_cell_keep_their_acts_and_labels() -> None:
    one, two = Sentence({"en": "A.", "ja": "あ。"}, (act("1"),), (JOINT,)), Sentence({"en": "B."}, (act("2"), act("1")))
    joined = figures.run_on((one, two), (NATIONAL,))
    assert joined.words == {"en": "A. B.", "ja": "あ。B."} and joined.acts == (act("1"), act("2")) and joined.labels == (NATIONAL, JOINT)
    assert figures.run_on((), ()).words["en"] == "–"
