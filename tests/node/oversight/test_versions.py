"""Papers from a pair of nodes: what each tells, for whom, as of when; documents of them; what may not go to the partner."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests import overseen
from tests.overseen import Seen

from entente.implementation.papers.paper import Paper, pieces
from entente.kernel.errors import Refusal
from entente.node.oversight import asking, versions
from entente.node.oversight.versions import Wish

DAY = date(2018, 12, 31)


def words(paper: Paper) -> str:
    return "\n".join(piece.words.get("en", "") for piece in pieces(paper))


def made(seen: Seen, *wish: Any, day: date = DAY, known: date | None = None) -> Paper:
    return versions.make(asking.ask(seen[0]["GBR"], day, known), Wish(*wish))


def test_the_quarterly_paper_tells_standing_lateness_differences_and_what_waits(seen: Seen) -> None:
    paper = made(seen, "quarterly")
    said = words(paper)
    assert "Quarterly paper" in paper.title["en"] and "1 October 2018 to 31 December 2018" in paper.subtitle["en"]
    assert "Amber. JPN says so." in said and "Green. GBR says so." in said
    assert "The advisers met elsewhere." in said
    assert "GBR-M-2018-013" in said and "accept, decline or propose another text?" in said
    assert "S6a" in said and "has a live measure" not in said
    cited = {act for part in paper.sources for act in (part.act,)}
    assert {seen[1]["report-GBR"].id, seen[1]["why"].id} <= cited
    assert all(source.words["en"] and source.day for source in paper.sources)


def test_knowledge_of_a_day_before_anything_was_said_tells_nothing(seen: Seen) -> None:
    said = words(made(seen, "quarterly", known=date(2018, 10, 1)))
    assert "says so" not in said and "overdue" not in said.replace("overdue or slipping", "")


def test_a_brief_on_a_measure_has_our_lines_at_home_and_not_for_the_partner(seen: Seen) -> None:
    home, away = made(seen, "brief", "GBR-M-2018-006"), made(seen, "brief", "GBR-M-2018-006", "en", "partner")
    assert overseen.MINE in words(home) and overseen.MINE not in words(away)
    assert "GBR says so." in words(away)
    question = asking.ask(seen[0]["GBR"], DAY)
    causes = versions.withheld(question, home)
    assert {cause.piece.section["en"] for cause in causes} == {"Lines to take"}
    assert not versions.withheld(question, away)


def test_briefs_on_a_clause_and_a_meeting_name_what_was_held(seen: Seen) -> None:
    clause = words(made(seen, "brief", "I2"))
    assert "14 December 2017" in clause and "Foreign and Defence Ministers" in clause
    meeting = words(made(seen, "brief", seen[1]["third"].id))
    assert "Foreign and Defence Ministers' meeting: once a year." in meeting


@pytest.mark.parametrize("form", ["pdf", "docx", "html"])
def test_documents_of_both_languages(seen: Seen, form: str) -> None:
    question = asking.ask(seen[0]["GBR"], DAY)
    paper = versions.make(question, Wish("brief", "I2", "both"))
    data = versions.document(question, paper, "both", form, "https://node.example")
    assert data[:4] in (b"%PDF", b"PK\x03\x04", b"<!DO")
    assert versions.file_name(question, Wish("brief", "I2", "both"), form) == f"entente-brief-I2-2018-12-31-national-both.{form}"


@pytest.mark.parametrize(
    ("wish", "rule"),
    [
        (("monthly",), "N35"),
        (("brief",), "N35"),
        (("brief", "S99"), "N34"),
        (("annual", "", "fr"), "N35"),
        (("annual", "", "en", "press"), "N35"),
    ],
)
def test_what_there_is_not_is_refused(seen: Seen, wish: tuple[str, ...], rule: str) -> None:
    with pytest.raises(Refusal) as refused:
        made(seen, *wish)
    assert refused.value.rule == rule
