"""The quarterly paper: its figures, its acts, what it says where there is nothing, and that a partner's version counts what it shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.papers import CONTEXT, JOINT, NAMES, NATIONAL, PAPER, PARTNERS, act

from entente.implementation.matters import Clause
from entente.implementation.papers.paper import Chart, Heading, Lines, Paper, Para, Part, Sentence, Table, sentences_of
from entente.implementation.papers.phrases import both
from entente.implementation.papers.quarterly import quarterly
from entente.implementation.papers.release import releasable
from entente.implementation.reported import ANNUAL, Quarterly


def section(paper: Paper, title: str) -> list[Part]:
    found: list[Part] = []
    inside = False
    for part in paper.parts:
        if isinstance(part, Heading):
            inside = part.words["en"] == title
        elif inside:
            found.append(part)
    return found


def lines(paper: Paper, title: str, language: str = "en") -> list[str]:
    parts = section(paper, title)
    return [s.words[language] for part in parts if isinstance(part, Lines | Para) for s in sentences_of(part)]


def test_the_summary_counts_and_rests_on_acts() -> None:
    paper = quarterly(PAPER)
    assert lines(paper, "Summary") == [
        "Of six clauses, one lapsed, one overdue, one on time, one fulfilled and one without evidence;"
        " one states a position and has no traffic light.",
        "Four measures are reported on; two are past the agreed date.",
        "One meeting was held in the period; one series is behind the promised interval.",
        "Of five commitments, one has no live measure, deferral or record of consideration.",
        "Three actions are open, one of them past its date; two matters need a decision.",
    ]
    assert lines(paper, "Summary", "ja")[1] == "報告対象の措置は4件で、うち2件が合意された期日を過ぎている。"
    (summary,) = section(paper, "Summary")
    assert all(sentence.acts for sentence in sentences_of(summary))


def test_what_needs_a_decision_stands_second() -> None:
    heads = [part.words["en"] for part in quarterly(PAPER).parts if isinstance(part, Heading)]
    assert heads[:2] == ["Summary", "What needs a decision"] and heads[-1] == "Open actions" and len(heads) == 9


def test_changes_name_before_and_now() -> None:
    assert lines(quarterly(PAPER), "What changed since the last paper") == [
        "S6 went from “due” to “on time”: Use the ACSA in joint exercises.",
        "S7 went from “overdue” to “fulfilled”: Reciprocal access for visiting forces.",
        "S13 went from “due” to “overdue”: Share information on cyber threats.",
    ]


def test_what_nothing_answers_for_is_named() -> None:
    assert lines(quarterly(PAPER), "Coverage of the commitments") == [
        "Nothing answers for A9a: it needs a measure, or a deferral that all sides agree."
    ]


def test_the_longest_delay_stands_first() -> None:
    table = next(part for part in section(quarterly(PAPER), "Measures overdue or slipping") if isinstance(part, Table))
    assert [row[0].words["en"].split()[0] for row in table.rows] == ["JPN-M-2023-002", "GBR-N-2025-001", "GBR-M-2021-011"]


def test_each_sides_explanation_stands_beside_the_others() -> None:
    table = next(part for part in section(quarterly(PAPER), "Where the sides differ") if isinstance(part, Table))
    assert [column.words["en"] for column in table.columns] == ["Matter", "United Kingdom", "Japan"]
    assert table.rows[1][2].words == {"ja": "国内手続に要する期間を見込んでいなかった。"}
    silent = replace(PAPER, differences=(replace(PAPER.differences[0], explanations=PAPER.differences[0].explanations[:1]),))
    table = next(part for part in section(quarterly(silent), "Where the sides differ") if isinstance(part, Table))
    assert table.rows[0][2].words["en"] == "No explanation given."


def test_a_partner_is_counted_only_what_he_is_shown() -> None:
    paper = quarterly(PAPER, PARTNERS)
    assert releasable(paper, ("GBR", "JPN"), CONTEXT).allowed
    assert paper.for_whom == PARTNERS.for_whom and quarterly(PAPER).for_whom == PAPER.for_whom
    said = lines(paper, "Summary")
    assert said[1] == "Three measures are reported on; one is past the agreed date." and "one matter needs a decision" in said[-1]
    everything = " ".join(sentence.words.get("en", "") for part in paper.parts for sentence in sentences_of(part))
    assert "National preparation" not in everything
    assert act("national") not in {a for part in paper.parts for sentence in sentences_of(part) for a in sentence.acts}
    assert all(NATIONAL not in source.labels for source in paper.sources)


EMPTY = Quarterly(
    ANNUAL, both("Declaration", "宣言"), date(2025, 4, 1), date(2026, 3, 31), None, date(2026, 4, 5), JOINT, both("All", "全"), NAMES
)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_where_there_is_nothing_a_sentence_says_so(language: str) -> None:
    paper = quarterly(EMPTY)
    heads = [at for at, part in enumerate(paper.parts) if isinstance(part, Heading)]
    assert all(not isinstance(paper.parts[at + 1], Heading) for at in heads)
    assert paper.title[language] == {"en": "Annual report on implementation", "ja": "年次履行状況報告"}[language]
    assert all(sentence.words[language] for part in paper.parts for sentence in sentences_of(part))


def test_clauses_that_only_state_positions_get_no_light() -> None:
    paper = quarterly(replace(EMPTY, clauses=tuple(one for one in PAPER.clauses if one.state == "position")))
    assert lines(paper, "Summary")[0] == "One clause stated as positions, without traffic lights."


def test_clauses_alike_without_evidence_are_told_together() -> None:
    why = (Sentence(both("No measure names this clause.", "本条項に係る措置はない。"), (act("base"),)),)
    bare = tuple(
        Clause(f"A{n}", both(f"Promise {n}", f"約束{n}"), "no-evidence", "no-evidence", why, acts=(act(f"a{n}"),)) for n in range(1, 6)
    )
    given = replace(PAPER, clauses=(*PAPER.clauses, *bare, replace(bare[0], code="A8", before="due")))
    (table,) = [part for part in section(quarterly(given), "Standing of the clauses") if isinstance(part, Table)]
    assert [row[0].words["en"] for row in table.rows] == [*(one.code for one in PAPER.clauses), "A8"]
    (told,) = lines(quarterly(given), "Standing of the clauses")
    assert (
        told.startswith("The other 5 clauses have the standing “no evidence”, as in the last paper: A1 Promise 1; A2")
        and "names this" in told
    )
    (japanese,) = lines(quarterly(given), "Standing of the clauses", "ja")
    assert japanese.endswith("A5 約束5。いずれも、本条項に係る措置はない。")
    (para,) = [part for part in section(quarterly(given), "Standing of the clauses") if isinstance(part, Para)]
    assert set(para.sentences[0].acts) == {act(f"a{n}") for n in range(1, 6)}


def test_the_matrix_of_the_quarterly_paper_holds_what_is_answered_for_and_the_annual_all() -> None:
    def drawn(given: Quarterly) -> list[str]:
        charts = [part for part in section(quarterly(given), "Coverage of the commitments") if isinstance(part, Chart)]
        return [row[0].words["en"].split()[0] for chart in charts for row in chart.data.rows]

    assert drawn(PAPER) == [one.code for one in PAPER.commitments if one.cells]
    assert drawn(replace(PAPER, kind=ANNUAL)) == [one.code for one in PAPER.commitments]


def test_no_column_of_days_where_no_decision_has_one() -> None:
    def heads(given: Quarterly) -> list[str]:
        (table,) = [part for part in section(quarterly(given), "What needs a decision") if isinstance(part, Table)]
        return [column.words["en"] for column in table.columns]

    assert heads(PAPER) == ["Question", "Decided by", "By"]
    assert heads(replace(PAPER, decisions=tuple(replace(one, by=None) for one in PAPER.decisions))) == ["Question", "Decided by"]


def test_one_day_is_no_trend() -> None:
    def charts(paper: Paper) -> list[str]:
        return [part.caption["en"] for part in section(paper, "Standing of the clauses") if isinstance(part, Chart)]

    assert charts(quarterly(PAPER)) == ["Standing of the clauses over time"]
    assert charts(quarterly(replace(PAPER, counts=PAPER.counts[-1:]))) == []
