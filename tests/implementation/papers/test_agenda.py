"""The proposed agenda: ranked by ground, each line on its acts; carried forward, counted, sent up; nothing that may not be named."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.implementation.papers.agenda import GROUND_WORDS, GROUNDS, RULED, About, Past, Waiting, escalated_from, propose, stopped
from entente.kernel.area import Interval

DAY = date(2018, 12, 3)
WHY = {"en": "Because.", "ja": "理由。"}
NAMES = {f"r{n}": About(f"M-{n}", {"en": f"Matter {n}", "ja": f"議題{n}"}, ("jp-gb-2017#S6",)) for n in range(8)}


def found(record: str, code: str, state: str, starts: date = DAY - timedelta(days=5), ends: date | None = None) -> Interval:
    return Interval("finding", code, state, starts, ends, record, WHY, (f"act-{record}",), ("jp-gb-2017#S7",))


def test_the_most_pressing_first_and_each_on_its_acts() -> None:
    lines = propose(
        DAY,
        [
            found("r0", "report.ask", "unanswered"),
            found("r1", "series.cadence", "lapsed"),
            found("r2", "measure.disagreement", "rag-differs"),
            found("r3", "measure.schedule", "overdue"),
            found("r3", "measure.milestones", "overdue", DAY - timedelta(days=90)),
            found("r4", "measure.schedule", "on-time"),
        ],
        [Waiting("r5", DAY - timedelta(days=31), "JPN", "act-r5"), Waiting("r6", DAY - timedelta(days=29), "JPN", "act-r6")],
        NAMES,
    )
    assert [(line.ground, line.source) for line in lines] == [
        ("LAPSED CADENCE", "r1"), ("OVERDUE MEASURE", "r3"), ("DISAGREEMENT", "r2"), ("UNANSWERED ASK", "r0"), ("PENDING CONSENT", "r5"),
    ]  # fmt: skip
    assert lines[1].since == DAY - timedelta(days=90), "of two findings of a ground on a record the older one"
    assert all(line.rests_on == (f"act-{line.source}",) for line in lines)
    assert "31 days" in lines[4].reason["en"] and "31日間" in lines[4].reason["ja"]
    assert lines[0].clause == "jp-gb-2017#S7" and lines[4].clause == "jp-gb-2017#S6"


@pytest.mark.parametrize(("starts", "ends"), [(DAY + timedelta(days=1), None), (DAY - timedelta(days=9), DAY)])
def test_only_what_holds_on_the_day(starts: date, ends: date | None) -> None:
    assert propose(DAY, [found("r0", "series.cadence", "lapsed", starts, ends)], [], NAMES) == []


def past(day: date, *records: str, closed: frozenset[str] = frozenset()) -> Past:
    return Past(day, tuple((r, NAMES[r].titles, None) for r in records), closed)


def test_what_was_not_closed_comes_again_and_the_third_time_goes_up() -> None:
    held = [DAY - timedelta(days=200), DAY - timedelta(days=100)]
    before = [past(held[0], "r0", "r1", "r2"), past(held[1], "r0", "r1", "r3", closed=frozenset({"r3"}))]
    lines = {line.source: line for line in propose(DAY, [found("r0", "measure.schedule", "overdue")], [], NAMES, before)}
    assert set(lines) == {"r0", "r1"}
    assert (lines["r0"].ground, lines["r0"].run, lines["r0"].escalated) == ("OVERDUE MEASURE", 3, True)
    assert (lines["r1"].ground, lines["r1"].run) == ("CARRIED FORWARD", 3)
    assert [(series, line.source) for series, line in escalated_from({"wg": list(lines.values())})] == [("wg", "r0"), ("wg", "r1")]
    until = DAY + timedelta(days=30)
    kept = {line.source: line for line in stopped(lines.values(), {"r0": until})}
    assert (kept["r0"].run, kept["r0"].escalated) == (3, False) and kept["r1"] == lines["r1"], (
        "a deferral stops what it is of, and counts on"
    )
    assert "deferred until" in kept["r0"].reason["en"] and "延期" in kept["r0"].reason["ja"]
    second = propose(DAY, [found("r3", "action.open", "overdue")], [], NAMES, before)
    assert [(line.run, line.escalated) for line in second if line.source == "r3"] == [(2, False)]


def test_a_record_that_may_not_be_named_is_nowhere() -> None:
    few = {"r1": NAMES["r1"]}
    lines = propose(
        DAY,
        [found("r0", "series.cadence", "lapsed")],
        [Waiting("r2", date(2018, 1, 1), "JPN", "a")],
        few,
        [past(DAY - timedelta(days=9), "r3")],
    )
    assert lines == []


@given(st.lists(st.tuples(st.sampled_from(sorted(NAMES)), st.sampled_from(sorted(RULED)), st.integers(0, 400))))
def test_one_line_a_record_in_the_order_of_grounds(matters: list[tuple[str, tuple[str, str], int]]) -> None:
    lines = propose(DAY, [found(r, code, state, DAY - timedelta(days=n)) for r, (code, state), n in matters], [], NAMES)
    assert [line.source for line in lines] == list(dict.fromkeys(line.source for line in lines))
    assert {line.source for line in lines} == {r for r, _, _ in matters}
    assert [GROUNDS.index(line.ground) for line in lines] == sorted(GROUNDS.index(line.ground) for line in lines)


def test_every_ground_has_its_words() -> None:
    assert set(GROUND_WORDS) == set(GROUNDS) >= set(RULED.values())
    assert all(words["en"] and words["ja"] for words in GROUND_WORDS.values())
