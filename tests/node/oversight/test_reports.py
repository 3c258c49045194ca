"""Periods of the papers and what they are filled from."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests import nodes, three
from tests.overseen import Seen

from entente.implementation.papers.paper import pieces
from entente.node.oversight import asking, reports, versions
from entente.node.oversight.versions import Wish


def test_a_period_that_is_not_over_ends_on_the_day_asked(seen: Seen) -> None:
    question = asking.ask(seen[0]["GBR"], date(2018, 11, 5))
    given = reports.filled(question, "quarterly")
    assert (given.first, given.last, given.previous) == (date(2018, 10, 1), date(2018, 11, 5), date(2018, 9, 30))
    assert [one.day for one in given.counts][-1] == date(2018, 11, 5) and len(given.counts) == 5
    annual = reports.filled(question, "annual")
    assert annual.first == date(2018, 4, 1) and given.notices


def test_the_annual_report_s_trend_stops_at_each_quarter_within_the_year() -> None:
    assert reports.within(date(2018, 4, 1), date(2018, 12, 31)) == [date(2018, 6, 30), date(2018, 9, 30)]
    assert reports.within(date(2018, 10, 1), date(2018, 12, 31)) == []


def test_trend_days_are_the_ends_of_periods() -> None:
    assert reports.trend_days(date(2018, 10, 1), 3) == [date(2017, 12, 31), date(2018, 3, 31), date(2018, 6, 30), date(2018, 9, 30)]


def test_a_dialogue_and_an_exercise_of_three_stand_on_each_node_s_quarterly(tmp_path: Path) -> None:
    with nodes.build(tmp_path, 3) as world:
        three.play(world)
        for code in world.codes:
            question = asking.ask(world[code], date(2018, 12, 31))
            told = [piece.words for piece in pieces(versions.make(question, Wish("quarterly")))]
            english, japanese = ("\n".join(words.get(language, "") for words in told) for language in ("en", "ja"))
            assert three.DIALOGUE in english and "第３回三か国対話" in japanese, code
            assert "Every commitment (2) has a live measure, a deferral" in english, "the exercise keeps one, the dialogue the other"
            (exercise,) = [one for one in reports.filled(question, "quarterly").measures if one.titles["en"] == three.EXERCISE]
            assert all(f"{party} MOD" in exercise.leads["en"] for party in world.codes)
            assert question.partners == tuple(sorted(set(world.codes) - {code}))
