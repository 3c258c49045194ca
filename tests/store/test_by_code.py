"""Records in the order of their codes: narrowed by state, label, clause, filter and standing; what rules find of others in their groups."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.store.test_counts import CHANNELS, CLAUSES, row

from entente.kernel.area import Interval
from entente.store import by_code, database, records
from entente.store.by_code import Ordered
from entente.store.intervals import spans
from entente.store.intervals.spans import Found

DAY = date(2018, 10, 2)
STATES = ("in-effect", "proposed")
PLAN = Ordered("measure", STATES)


@pytest.fixture
def filled(alias: str) -> str:
    """The store, with six measures, of which the odd ones are under another label, and a report on the first."""
    with database.write(alias):
        database.insert(alias, "channel", "id, charter, party, opened_at, clock", [(c, b"", "GBR", 0, 0) for c in CHANNELS])
        records.label_ids(alias, ["{}", "{ }"])
        rows = [
            row(f"r{n}", type="measure", state=STATES[n // 4], label=1 + n % 2, code=f"M-{9 - n}", number=n, party="") for n in range(6)
        ]
        named = {one.id: (CLAUSES[n % 2], f"lead=GBR:L{n // 3}") for n, one in enumerate(rows)}
        report = row("r9", type="report", state="issued", label=2, grp="r0", number=9, party="JPN")
        records.put(alias, [*rows, report], named, frozenset({*named, report.id}))
        found = {f"r{n}": [span(f"r{n}", "standing", "measure.schedule", "overdue" if n % 3 else "due")] for n in range(6)}
        found["r0"].append(span("r9", "fact", "report.rag", "red"))
        spans.replace(alias, CHANNELS[0], Found(found, {f"r{n}": n for n in range(10)}), 1)
    return alias


def span(record: str, sort: str, code: str, state: str) -> Interval:
    return Interval(sort, code, state, DAY - timedelta(3), DAY + timedelta(3), record, {"en": "so"}, (), ())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("allowed", "wanted", "expected"),
    [
        (None, PLAN, [5, 4, 3, 2, 1, 0]),
        (frozenset({1}), PLAN, [4, 2, 0]),
        (frozenset(), PLAN, []),
        (None, Ordered("measure", ("proposed",)), [5, 4]),
        (None, Ordered("measure", ()), []),
        (None, Ordered("measure", STATES, (CLAUSES[0],)), [4, 2, 0]),
        (None, Ordered("measure", STATES, (CLAUSES[0], "lead=GBR:L0")), [2, 0]),
        (None, Ordered("measure", STATES, (), "overdue"), [5, 4, 2, 1]),
        (frozenset({1}), Ordered("measure", STATES, ("lead=GBR:L1",), "overdue"), [4]),
    ],
)
def test_which_and_in_which_order(filled: str, allowed: frozenset[int] | None, wanted: Ordered, expected: list[int]) -> None:
    assert by_code.numbers(filled, allowed, wanted, DAY) == expected


def test_a_standing_of_another_day_is_none(filled: str) -> None:
    assert by_code.numbers(filled, None, Ordered("measure", STATES, (), "overdue"), DAY + timedelta(3)) == []


def test_filters_are_no_clauses_and_their_values_follow_labels(filled: str) -> None:
    assert by_code.values(filled, None, "measure", "lead") == ["GBR:L0", "GBR:L1"]
    assert by_code.values(filled, None, "report", "lead") == by_code.values(filled, frozenset(), "measure", "lead") == []
    assert set().union(*records.clauses_of(filled, records.by_number(filled, range(6))).values()) == set(CLAUSES[:2])


def test_what_others_in_the_group_say(filled: str) -> None:
    assert by_code.in_groups_of(filled, None, ["r0", "r1"], "report.rag", DAY) == [("r0", "JPN", "red")]
    assert by_code.in_groups_of(filled, frozenset({1}), ["r0"], "report.rag", DAY) == []
    assert by_code.in_groups_of(filled, None, ["r0"], "report.rag", DAY + timedelta(3)) == []


def test_in_time(filled: str) -> None:
    with database.write(filled):
        database.run(filled, "UPDATE record SET start_on = 100 - number, end_on = 200 WHERE number < 3")
    assert by_code.in_time(filled, None, PLAN) == [(98, 200, 2), (99, 200, 1), (100, 200, 0)], "those without days are left out"
    assert by_code.in_time(filled, frozenset({1}), PLAN) == [(98, 200, 2), (100, 200, 0)]
    assert by_code.in_time(filled, None, Ordered("measure", STATES, ("lead=GBR:L0", CLAUSES[1]))) == [(99, 200, 1)]
