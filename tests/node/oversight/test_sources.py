"""The annex of acts."""

from __future__ import annotations

from datetime import date

from tests.overseen import Seen

from entente.instrument.courtesy import courtesy
from entente.node.oversight import asking, sources, versions
from entente.node.oversight.versions import Wish


def test_a_source_says_what_it_is_by_whom_and_when(seen: Seen) -> None:
    paper = versions.make(asking.ask(seen[0]["GBR"], date(2018, 12, 31)), Wish("quarterly"))
    said = {one.act: one for one in paper.sources}
    report = said[seen[1]["report-JPN"].id]
    assert report.words["en"].startswith("Progress report, 1 September") and report.words["en"].endswith("Stated by JPN")
    assert report.day == date(2018, 10, 2) and report.labels and report.at is not None and report.at.tzinfo is not None
    waiting = said[seen[1]["waiting"].id].words
    assert waiting["en"].startswith("Measure GBR-M-2018-013, ") and waiting["en"].endswith(": Proposed by JPN") and "措置" in waiting["ja"]


def test_the_declaration_s_japanese_title_says_that_it_is_a_courtesy(seen: Seen) -> None:
    question = asking.ask(seen[0]["GBR"], date(2018, 12, 31))
    titles = sources.instrument_title(question)
    assert titles["en"] == question.instrument.title
    assert titles["ja"] == (
        "安全保障協力に関する日英共同宣言（仮訳）" if courtesy(question.instrument.id, titles["en"]).title else titles["en"]
    )
    assert titles["ja"] in versions.make(question, Wish("quarterly")).subtitle["ja"]
