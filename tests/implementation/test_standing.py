"""Clause standing and coverage."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.implementation.standing import STATE_WORDS, WEIGHTLESS, clause_standings, coverage, position_clauses, worst
from entente.kernel.area import STANDINGS
from entente.kernel.errors import Refusal

states = st.sampled_from([*STANDINGS, *WEIGHTLESS])
tallies = st.dictionaries(st.tuples(st.sampled_from(["x#S6", "x#A2", "x#I1"]), states), st.integers(0, 5))


@given(tallies, states)
def test_one_more_measure_never_makes_a_clause_look_better(tally: dict[tuple[str, str], int], state: str) -> None:
    more = tally | {("x#S6", state): tally.get(("x#S6", state), 0) + 1}
    before, after = (clause_standings(t, ["x#S6"])[0].state for t in (tally, more))
    assert STANDINGS.index(after) >= STANDINGS.index(before)


@given(tallies)
def test_every_measure_is_counted_and_the_worst_holds(tally: dict[tuple[str, str], int]) -> None:
    for standing in clause_standings(tally, ["x#S6", "x#A2", "x#I1"]):
        assert dict(standing.counts) == {s: n for (clause, s), n in tally.items() if clause == standing.clause and n}
        weighty = [s for s in standing.counts if s not in WEIGHTLESS]
        assert standing.state == (max(weighty, key=STANDINGS.index) if weighty else "no-evidence")
        assert set(standing.words) == {"en", "ja"}


def test_a_position_without_a_statement_says_that_there_is_none() -> None:
    (silent,) = clause_standings({}, ["x#S1"], frozenset({"x#S1"}))
    assert silent.state == "position" and silent.words["en"].startswith("No dated statement")


def test_nothing_is_no_evidence_and_a_position_has_no_traffic_light() -> None:
    nothing, position = clause_standings({("x#S1", "overdue"): 2}, ["x#S2", "x#S1"], frozenset({"x#S1"}))
    assert (nothing.state, nothing.words["en"]) == ("no-evidence", "No measure, meeting series, visit or order names this clause.")
    assert (position.state, dict(position.counts)) == ("position", {"overdue": 2})
    assert position.words == {
        "en": "Measures, meeting series, visits and orders: 2 overdue.",
        "ja": "措置、協議枠組み、訪問及び発注：期日超過2件。",
    }


def test_an_unknown_state_is_refused_rather_than_ranked() -> None:
    with pytest.raises(Refusal) as refused:
        worst(["fulfilled", "splendid"])
    assert refused.value.code == "standing-unknown"
    assert worst([]) == worst(["dropped"]) == "no-evidence"


def test_a_clause_is_a_position_only_if_all_its_commitments_are() -> None:
    kinds = [("x#S5", "position"), ("x#S1", "position"), ("x#S1", "do")]
    assert position_clauses(kinds) == frozenset({"x#S5"})


def test_coverage_names_the_measures_and_the_gaps() -> None:
    measures = [("m2", "deferred", ["x#S6a"]), ("m1", "lapsed", ["x#S6a"]), ("m3", "dropped", ["x#S6b"]), ("m4", "fulfilled", ["x#S6b"])]
    covered, gap = coverage([("x#S6a", "do"), ("x#S5a", "position"), ("x#S6b", "continue")], measures)
    assert (covered.commitment, covered.measures, covered.covered) == ("x#S6a", ("m1", "m2"), True)
    assert (gap.commitment, gap.measures, gap.covered) == ("x#S6b", (), False)


def test_every_state_has_words_in_both_languages() -> None:
    assert set(STATE_WORDS) == {*STANDINGS, *WEIGHTLESS, "position"}
    assert all(set(words) == {"en", "ja"} for words in STATE_WORDS.values())


def test_a_consideration_and_a_deferral_of_the_commitment_answer_too() -> None:
    found = coverage([("S4b", "consider"), ("S8a", "do")], [("c", "considered", ["S4b"]), ("d", "deferred", ["S8a"])])
    assert [(one.measures, one.covered) for one in found] == [(("c",), True), (("d",), True)]
