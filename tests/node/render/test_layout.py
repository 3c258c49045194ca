"""The layout that all renderers print: languages, references, annexes, times by the clocks of those who take part."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from tests.papers import BRIEF, CLOCKS, MADE, PAPER, act

from entente.implementation.papers.briefing import briefing
from entente.implementation.papers.paper import Paper, references
from entente.implementation.papers.phrases import both
from entente.implementation.papers.quarterly import quarterly
from entente.kernel.errors import Refusal
from entente.node.render import layout as module
from entente.node.render.layout import Printing, layout

MARKING = both("OFFICIAL", "OFFICIAL（公用）")
PAPER_ = quarterly(PAPER)


def printing(*languages: str) -> Printing:
    return Printing(languages, MARKING, MADE, CLOCKS)


def test_moments_stand_in_both_zones_with_the_day_once_where_it_is_the_same() -> None:
    morning, evening = datetime(2026, 7, 1, 3, tzinfo=UTC), datetime(2026, 1, 12, 18, 30, tzinfo=UTC)
    assert module.moment_text(morning, "en", CLOCKS) == "1 July 2026, 04:00 London; 12:00 Tokyo"
    assert module.moment_text(evening, "ja", CLOCKS) == "2026年1月12日18:30（ロンドン）、2026年1月13日03:30（東京）"


@pytest.mark.parametrize("languages", [(), ("en", "en"), ("fr",), ("en", "ja", "en")])
def test_other_languages_are_refused(languages: tuple[str, ...]) -> None:
    with pytest.raises(Refusal):
        printing(*languages)


def test_a_moment_without_a_zone_is_no_moment() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Printing(("en",), MARKING, datetime(2026, 1, 1), CLOCKS)


def test_what_was_known_is_known_up_to_a_moment_or_the_end_of_a_day_of_universal_time() -> None:
    def known(paper: Paper) -> tuple[str, str]:
        fact = layout(paper, printing("en", "ja")).facts[2][1]
        return fact["en"][0].text, fact["ja"][0].text

    day = replace(PAPER_, known_on=date(2018, 9, 30))
    assert known(day) == ("the end of 30 September 2018 (UTC)", "2018年9月30日末（協定世界時）")
    assert known(replace(PAPER_, known_on=MADE.date())) == (module.moment_text(MADE, "en", CLOCKS), module.moment_text(MADE, "ja", CLOCKS))


def test_an_act_stands_in_the_annex_with_the_moment_it_was_signed_by_both_clocks() -> None:
    first = replace(PAPER_.sources[0], at=datetime(2018, 4, 9, 20, tzinfo=UTC))
    rows = layout(replace(PAPER_, sources=(first,)), printing("en")).blocks[-1].rows
    assert "9 April 2018, 21:00 London; 10 April 2018, 05:00 Tokyo" in {row[2]["en"][0].text for row in rows if row[2]["en"]}


def test_headings_of_a_long_paper_are_numbered_and_a_briefs_are_not() -> None:
    heads = [block.texts[0]["en"][0].text for block in layout(PAPER_, printing("en")).blocks if block.kind == "heading"]
    assert heads[0] == "1\u2003Summary" and heads[-2:] == ["Data of the charts", "Sources"]
    brief = [block.texts[0]["ja"][0].text for block in layout(briefing(BRIEF), printing("ja")).blocks if block.kind == "heading"]
    assert brief[0] == "約束した事項"


def test_every_reference_leads_to_a_row_of_the_annex() -> None:
    found = layout(PAPER_, printing("en", "ja"))
    annex = found.blocks[-1]
    assert [int(row[0]["en"][0].text) for row in annex.rows] == list(references(PAPER_).values())
    assert [row[3]["ja"][0].text for row in annex.rows] == list(references(PAPER_))
    named = {row[3]["en"][0].text: row[1]["ja"][0].text for row in annex.rows}
    assert named[act("raa")] == "円滑化協定の発効"


def test_words_that_have_no_translation_say_in_which_language_they_are() -> None:
    found = layout(PAPER_, printing("en"))
    languages = {run.language for block in found.blocks for row in block.rows for cell in row for run in cell["en"]}
    assert languages == {"en", "ja"}  # one explanation was given in Japanese alone


def test_a_paper_without_acts_and_charts_has_no_annexes() -> None:
    bare = replace(PAPER_, parts=())
    assert layout(bare, printing("ja")).blocks == ()
