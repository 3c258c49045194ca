"""Visits on paper: what was agreed, what each side reported, dates to come; what a partner does not get."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from tests import nodes
from tests.overseen import at_home, text

from entente.areas.instruments import declaration_of_2017
from entente.areas.visits import sample
from entente.implementation.papers.paper import sentences_of
from entente.node.oversight import asking, briefs, clauses, overview, versions

AFTER = date(2018, 12, 20)
Told = tuple[nodes.World, dict[str, str]]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """A visit that took place, as London says, lines of ours on it, and one of the public record."""
    with nodes.build(tmp_path_factory.mktemp("visits"), 2) as world:
        world.agree(world.propose("GBR", "instrument", declaration_of_2017()))
        made = {}
        for visit in (sample.TRAINING_SHIP, sample.PUBLIC_RECORD[0]):
            act = world.propose(visit.visitor, "visit", text(visit))
            world.agree(act)
            made[visit.code] = act.id
        report = {
            "visit": made["JPN-V-2018-004"], "outcome": "TOOK PLACE", "happened": {"en": "Three days in port.", "ja": "三日間寄港した。"},
            "held_from": "2018-11-27", "held_to": "2018-11-29", "objectives": "MET", "first": {"en": "First call"},
        }  # fmt: skip
        world.state("GBR", "visit-report", report)
        ship = {
            "visit": made["JPN-V-2018-004"], "reference": "JPN-DC-2018-011", "ship": {"en": "JS Sample"}, "complement": 350,
            "eta": {"on": "2018-11-26", "at": "09:00", "zone": "Europe/London"}, "propulsion": "CONVENTIONAL", "purpose": "FORMAL",
            "etd": {"on": "2018-11-30", "at": "16:00", "zone": "Europe/London"}, "port": {"name": {"en": "Portsmouth"}},
        }  # fmt: skip
        request = world.state("JPN", "ship-clearance", ship).id
        world.settle()
        granted = {"visit": made["JPN-V-2018-004"], "request": request, "verdict": "GRANTED", "number": "GBR-18-77"}
        world.state("GBR", "clearance-decision", granted)
        world.settle()
        at_home(world, made["JPN-V-2018-004"], "visit", {"lines_to_take": [{"en": "We hope for more."}]})
        yield world, made


def said(question: asking.Asking, name: str) -> list[str]:
    paper = briefs.brief(question, briefs.subject(question, name))
    return [one.words.get("en", "") for part in paper.parts for one in sentences_of(part)]


def test_the_brief_on_a_visit(told: Told) -> None:
    before = " ".join(said(asking.ask(told[0]["GBR"], date(2018, 10, 2)), "JPN-V-2018-004"))
    assert "26 November 2018: JPN-V-2018-004 Training ship of the Self-Defense Forces at Portsmouth begins (fixed)" in before
    words = said(asking.ask(told[0]["GBR"], AFTER), "JPN-V-2018-004")
    assert "Sea: JPN to GBR, Portsmouth, 26 November 2018 to 30 November 2018 (fixed)." in words
    assert "Standing: fulfilled." in words and "We hope for more." in words
    assert "29 November 2018: GBR: took place. Three days in port. Objectives: met." in words
    assert "2 October 2018: GBR on JPN-DC-2018-011: granted (GBR-18-77)" in words
    late = said(asking.ask(told[0]["GBR"], date(2019, 2, 1)), "JPN-V-2018-004")
    assert any("JPN's report on the visit was due" in one for one in late)


def test_the_partners_version_has_no_lines(told: Told) -> None:
    question = asking.ask(told[0]["GBR"], AFTER)
    paper = versions.make(question, versions.Wish("brief", "JPN-V-2018-004", "en", "partner"))
    words = " ".join(one.words.get("en", "") for part in paper.parts for one in sentences_of(part))
    assert "We hope" not in words and "Three days in port." in words
    for form in ("pdf", "docx", "html"):
        assert versions.document(question, paper, "both", form)


def test_of_a_season_no_day_is_claimed(told: Told) -> None:
    words = " ".join(said(asking.ask(told[0]["GBR"], AFTER), "GBR-V-2018-001"))
    assert "the days are not on record" in words and "(between 1 April 2018 and 31 May 2018)" in words


def test_visits_count_for_their_clauses_and_in_the_figures(told: Told) -> None:
    question = asking.ask(told[0]["GBR"], AFTER)
    carrying = clauses.carriers(question)["jp-gb-2017#S3"]
    assert {each.one.row.code: each.stands.state for each in carrying} == {"JPN-V-2018-004": "fulfilled", "GBR-V-2018-001": "fulfilled"}
    assert next(one.state for one in asking.standings(question) if one.clause == "jp-gb-2017#S3") == "fulfilled"
    figures = overview.figures(question, ())
    assert [one.numerator for one in figures["visit.days-there"]] == [3] and [one.numerator for one in figures["visit.first"]] == [1]
    assert sorted(one.numerator for one in figures["visit.took-place"]) == [1, 1]
    assert [one.numerator for one in figures["clearance.unamended"]] == [1]
    words = " ".join(said(question, "S3"))
    assert "29 November 2018: JPN-V-2018-004 Training ship" in words and "(between 1 April 2018 and 31 May 2018)" in words
