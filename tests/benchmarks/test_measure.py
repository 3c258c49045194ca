"""Targets and verdicts: nothing is met that was not run, to its end, at the size and in the unit the target names."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from benchmarks.measure import (
    AGENDA,
    BOUND,
    INCLUSION_PROOF,
    MILLION,
    MS,
    ONE_NEW_ACT,
    PAGE_BESIDE,
    PEER_GIT,
    PEER_MEDALLION,
    PEER_NETBOX,
    PEER_POSTGRES,
    QUARTERLY,
    RECORDS_PER_S,
    RELEASED,
    REPLICATION,
    STANDING_PAST_DATE,
    STANDING_STORE,
    SYNC_NOTHING_NEW,
    TARGETS,
    THOUSAND,
    Measurement,
    Outcome,
    Target,
    growth,
    judge,
    judge_all,
    pick,
)
from hypothesis import given
from hypothesis import strategies as st

PAGES = {
    "records list": 30, "records list, reader of 1 record in 100": 30, "record page": 10, "search": 20, "Desk, p95": 100,
    "Declaration, p95": 100,
}  # fmt: skip
RATIO = Target("ours against theirs", "ours", RECORDS_PER_S, "at least", 60, reference="theirs")
CEILING = Target("a proof at a million", "proof", MS, "at most", 2, subject_n=MILLION)
values = st.floats(min_value=1e-3, max_value=1e9)


def ran(*measurements: Measurement) -> Outcome:
    return Outcome("some", measurements, 1.0)


def all_met() -> list[Measurement]:
    """Figures that meet every target there is."""
    figures = [Measurement(REPLICATION, 10_000, RECORDS_PER_S, 20_000), Measurement(BOUND, 20_000, RECORDS_PER_S, 14_000)]
    figures += [Measurement(peer, 50, RECORDS_PER_S, 300) for peer in (PEER_GIT, PEER_MEDALLION, PEER_POSTGRES)]
    at_a_million = {SYNC_NOTHING_NEW: 5, STANDING_PAST_DATE: 50, ONE_NEW_ACT: 3, INCLUSION_PROOF: 1}
    figures += [Measurement(name, value, MS, MILLION) for name, value in at_a_million.items()]
    figures += [Measurement(t.subject, 1, MS, t.subject_n or 1) for t in TARGETS if t.subject.startswith(("page: ", "oversight: "))]
    figures.append(Measurement(RELEASED, 2_000, MS, 30))
    figures.append(Measurement(PEER_NETBOX, 100, MS, 100_000))
    figures += [Measurement(f"{PAGE_BESIDE}, {kind}", 10, MS, 100_000) for kind in ("SQLite", "PostgreSQL")]
    return [*figures, Measurement(SYNC_NOTHING_NEW, 5, MS, THOUSAND), Measurement(ONE_NEW_ACT, 3, MS, THOUSAND)]


@given(ours=values, theirs=values)
def test_a_ratio_is_met_exactly_from_its_limit_on(ours: float, theirs: float) -> None:
    found = judge(RATIO, [Measurement("ours", ours, RECORDS_PER_S, 9), Measurement("theirs", theirs, RECORDS_PER_S, 3)])
    assert found.figure == ours / theirs
    assert found.verdict == ("met" if ours / theirs >= 60 else "not met")


@given(value=values)
def test_a_ceiling_is_met_exactly_up_to_its_limit(value: float) -> None:
    assert judge(CEILING, [Measurement("proof", value, MS, MILLION)]).verdict == ("met" if value <= 2 else "not met")


@given(left_out=st.integers(min_value=0, max_value=len(all_met()) - 1))
def test_leaving_one_figure_out_leaves_its_targets_not_run_and_all_others_as_they_were(left_out: int) -> None:
    figures = all_met()
    gone = figures.pop(left_out)
    for target, found in zip(TARGETS, judge_all(TARGETS, [ran(*figures)]), strict=True):
        needed = [(target.subject, target.subject_n), (target.reference, target.reference_n)]
        concerned = any(name == gone.name and n in (None, gone.n) for name, n in needed)
        assert found.verdict == ("not run" if concerned else "met"), target.words
        assert (found.figure is None) == concerned
        assert (gone.name in found.reason) == concerned


@given(broken=st.integers(min_value=0, max_value=len(all_met()) - 1))
def test_figures_of_a_benchmark_that_did_not_end_do_not_count(broken: int) -> None:
    figures = all_met()
    half = figures.pop(broken)
    outcomes = [ran(*figures), Outcome("half", (half,), 1.0, "it broke", broke=True)]
    unheard = judge_all(TARGETS, [ran(*figures)])
    for target, found, without in zip(TARGETS, judge_all(TARGETS, outcomes), unheard, strict=True):
        assert found.verdict == without.verdict, target.words
        if found.verdict == "not run":
            assert "did not run to its end" in found.reason


def test_without_any_run_nothing_is_met() -> None:
    assert {c.verdict for c in judge_all(TARGETS, [])} == {"not run"}


def test_another_size_does_not_stand_in() -> None:
    found = judge(CEILING, [Measurement("proof", 0.1, MS, THOUSAND)])
    assert (found.verdict, found.figure) == ("not run", None)
    assert found.reason == "proof at 1,000,000: no figure in this run"


def test_another_unit_does_not_stand_in() -> None:
    found = judge(CEILING, [Measurement("proof", 0.1, "s", MILLION)])
    assert (found.verdict, found.reason) == ("not run", "proof was measured in s, not ms")


def test_growth_of_a_cost_is_judged_between_its_two_sizes() -> None:
    target = next(t for t in TARGETS if t.subject == ONE_NEW_ACT)
    small, large = Measurement(ONE_NEW_ACT, 2.0, MS, THOUSAND), Measurement(ONE_NEW_ACT, 2.5, MS, MILLION)
    assert judge(target, [small, large]).figure == 1.25
    assert judge(target, [small, replace(large, value=20.0)]).verdict == "not met"


def test_the_targets_are_those_published() -> None:
    published = {(t.subject, t.reference, t.subject_n): (t.sense, t.limit) for t in TARGETS}
    assert published == {
        (REPLICATION, PEER_GIT, None): ("at least", 200),
        (REPLICATION, PEER_MEDALLION, None): ("at least", 60),
        (REPLICATION, PEER_POSTGRES, None): ("at least", 1.5),
        (REPLICATION, BOUND, None): ("at least", 0.35),
        (SYNC_NOTHING_NEW, None, THOUSAND): ("at most", 20),
        (SYNC_NOTHING_NEW, None, MILLION): ("at most", 20),
        (STANDING_PAST_DATE, None, MILLION): ("at most", 100),
        (ONE_NEW_ACT, ONE_NEW_ACT, MILLION): ("at most", 1.5),
        (INCLUSION_PROOF, None, MILLION): ("at most", 2),
        (STANDING_STORE, None, MILLION): ("at most", 1_000),
        (RELEASED, None, None): ("at most", 3_000),
        (AGENDA, None, MILLION): ("at most", 1_000),
        (f"{QUARTERLY}, as PDF", None, MILLION): ("at most", 5_000),
        **{(PEER_NETBOX, f"{PAGE_BESIDE}, {kind}", 100_000): ("at least", 10) for kind in ("SQLite", "PostgreSQL")},
        **{(f"page: records list, {kind}", None, 100_000): ("at most", 15) for kind in ("SQLite", "PostgreSQL")},
        **{
            (f"page: {page}, {kind}", None, MILLION): ("at most", limit)
            for kind in ("SQLite", "PostgreSQL")
            for page, limit in PAGES.items()
        },
    }


@given(found=st.lists(st.tuples(values, st.integers(1, 4)), min_size=1))
def test_the_largest_size_is_picked_and_repeats_give_their_median(found: list[tuple[float, int]]) -> None:
    picked = pick([Measurement("x", value, MS, n) for value, n in found], "x", None)
    assert picked is not None and picked.n == max(n for _, n in found)
    same = sorted(value for value, n in found if n == picked.n)
    assert same[0] <= picked.value <= same[-1]
    assert sum(value <= picked.value for value in same) * 2 >= len(same)


@given(sizes=st.lists(st.integers(1, 100), min_size=1))
def test_a_growth_curve_rises_in_size_and_needs_two(sizes: list[int]) -> None:
    curves = growth([Measurement("x", 1.0, MS, n) for n in sizes])
    if len(set(sizes)) == 1:
        assert curves == {}
    else:
        assert [m.n for m in curves["x"]] == sorted(set(sizes))


@pytest.mark.parametrize("value", [0.0, -1.0, math.inf, math.nan])
def test_a_figure_no_clock_can_give_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="finite and above zero"):
        Measurement("x", value, MS, 1)


def test_a_size_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        Measurement("x", 1.0, MS, 0)
