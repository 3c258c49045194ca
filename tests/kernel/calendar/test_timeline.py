"""Lines of stretches: weaving, uniting, what is left uncovered, and the last event known."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from entente.kernel.area import Linked, Revision
from entente.kernel.calendar.timeline import FOREVER, Line, end_day, events, extend, first_day, gaps, revisions, union, weave

spans = st.lists(st.tuples(st.integers(1, 60), st.integers(1, 60)), max_size=6)


@given(spans, st.integers(1, 30), st.integers(0, 40))
def test_union_and_gaps_part_a_span_of_days(parts: list[tuple[int, int]], starts: int, length: int) -> None:
    covered = union(parts)
    assert all(a < b for a, b in covered) and all(a[1] < b[0] for a, b in pairwise(covered))
    free = {day for a, b in gaps(starts, starts + length, covered) for day in range(a, b)}
    assert free == {day for day in range(starts, starts + length) if not any(a <= day < b for a, b in parts)}


@given(spans, spans)
def test_woven_lines_say_on_each_day_what_each_line_says(first: list[tuple[int, int]], second: list[tuple[int, int]]) -> None:
    lines: list[Line] = [[(a, b, n) for n, (a, b) in enumerate(union(parts))] for parts in (first, second)]
    woven = weave(lines)
    for day in range(1, 61):
        said = next((values for a, b, values in woven if a <= day < b), [None, None])
        assert said == [next((value for a, b, value in line if a <= day < b), None) for line in lines]


@given(spans)
def test_the_last_event_is_the_latest_that_nobody_has_taken_back(claims: list[tuple[int, int]]) -> None:
    line = events(claims)
    for day in range(1, 61):
        standing = [event for event, until in claims if event <= day < until]
        assert next((value for a, b, value in line if a <= day < b), None) == max(standing, default=None)


def test_neighbours_that_say_the_same_become_one_and_ends_are_open() -> None:
    line: Line = []
    extend(line, 1, 2, "x")
    extend(line, 2, 3, "x")
    extend(line, 3, FOREVER, "y")
    assert line == [(1, 3, "x"), (3, FOREVER, "y")]
    apart: Line = [(1, 2, "x")]
    extend(apart, 5, 6, "x")
    assert apart == [(1, 2, "x"), (5, 6, "x")]
    assert union([(3, 5), (1, 3), (7, 7), (8, 9)]) == [(1, 5), (8, 9)]
    assert end_day(FOREVER) is None and end_day(3) == first_day(3)


def test_a_revision_ends_where_the_next_begins_and_all_end_with_a_withdrawal() -> None:
    told = tuple(Revision(n, str(n), date(2018, 1, n)) for n in (1, 3, 3))
    record = Linked("r", "t", None, told, date(2018, 1, 9))
    assert [(first_day(a).day, first_day(b).day, r.text) for a, b, r in revisions(record)] == [(1, 3, 1), (3, 9, 3)]
