"""The minister's question: its sections, its order, what is cut and counted, and what a partner does not get."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tests.papers import BRIEF, CONTEXT, NATIONAL, PARTNERS, act

from entente.implementation.matters import Event
from entente.implementation.papers.briefing import MOST, briefing
from entente.implementation.papers.paper import Heading, Paper, sentences_of
from entente.implementation.papers.phrases import both
from entente.implementation.papers.release import releasable


def heads(paper: Paper) -> list[str]:
    return [part.words["en"] for part in paper.parts if isinstance(part, Heading)]


def words(paper: Paper) -> list[str]:
    return [sentence.words["en"] for part in paper.parts for sentence in sentences_of(part)]


def test_sections_in_order_and_newest_first() -> None:
    paper = briefing(BRIEF)
    assert heads(paper) == ["Promised", "Where it stands", "Done", "Next", "Open", "Lines to take"]
    done = [text for text in words(paper) if text.endswith((".",)) and " 20" in text and ":" in text]
    assert done[0].startswith("20 November 2023") and done[3].startswith("7 October 2021")
    assert paper.brief


def test_the_partners_version_has_no_lines_and_may_go() -> None:
    paper = briefing(BRIEF, PARTNERS)
    assert "Lines to take" not in heads(paper) and not any("costs" in text for text in words(paper))
    assert paper.for_whom == PARTNERS.for_whom
    assert releasable(paper, ("GBR", "JPN"), CONTEXT).allowed


def test_a_national_standing_stays_at_home() -> None:
    paper = briefing(replace(BRIEF, standing_labels=(NATIONAL,)), PARTNERS)
    assert "Where it stands" not in heads(paper)


def test_what_is_beyond_the_sheet_is_counted_with_its_acts() -> None:
    many = tuple(Event(date(2024, 1, 1) + timedelta(n), both(f"Step {n}.", f"第{n}段階。"), (act(f"step {n}"),)) for n in range(12))
    paper = briefing(replace(BRIEF, done=many, open=BRIEF.open * 6))
    last = next(s for part in paper.parts for s in sentences_of(part) if "earlier" in s.words["en"])
    assert last.words == {"en": "And five earlier steps.", "ja": "その他、それ以前に5件。"} and len(last.acts) == 12 - MOST
    assert "And five more." in words(paper)


def test_an_empty_matter_says_so() -> None:
    paper = briefing(replace(BRIEF, promise=(), done=(), coming=(), open=(), lines=(), standing=""))
    assert words(paper) == ["No text is at hand.", "Nothing is recorded as done.", "No date is fixed.", "No matter is open."]
