"""What rules find of whole groups, on both databases: of a day, of some years, of the groups asked for and of no hidden one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.store.test_counts import CHANNELS, row

from entente.kernel.area import Interval
from entente.store import database, records
from entente.store.intervals import grouped, spans, standing_of
from entente.store.intervals.spans import Found

DAY = date(2018, 10, 2)
GROUPS = {"r1": 1, "r3": 3}


@pytest.fixture
def filled(alias: str) -> str:
    """The store, with two groups of two records; the second record of the second is under another label."""
    with database.write(alias):
        database.insert(alias, "channel", "id, charter, party, opened_at, clock", [(c, b"", "GBR", 0, 0) for c in CHANNELS])
        records.label_ids(alias, ["{}", "{ }"])
        rows = [
            row(f"r{n}", grp="r1" if n < 3 else "r3", label=2 if n == 4 else 1, type="measure" if n % 2 else "action") for n in (1, 2, 3, 4)
        ]
        records.put(alias, rows, {}, frozenset(one.id for one in rows))
        for group, other in (("r1", "r2"), ("r3", "r4")):
            numbers = {group: GROUPS[group], other: GROUPS[group] + 1}
            spans.replace(alias, CHANNELS[0], Found({group: found(group, other)}, numbers), 1)
        spans.replace(alias, CHANNELS[0], Found({"r3": found("r3", "r4")[:3]}, {"r3": 3, "r4": 4}), 2)  # the last is known no more
    return alias


def found(group: str, other: str) -> list[Interval]:
    before = Interval("standing", "a.a", "due", DAY - timedelta(9), DAY, group, {"en": "So."}, ("act",), ("x#S1",))
    now = Interval("standing", "a.a", "late", DAY, None, group, {"en": "So."}, ("act",), ("x#S1",))
    return [before, now, Interval("fact", "a.c", "so", DAY, DAY + timedelta(1), other, {}, (), (), "JPN", 1, 2),
            Interval("fact", "a.d", "so", DAY, None, other, {})]  # fmt: skip


def test_what_is_found_of_groups(filled: str) -> None:
    today = grouped.today(filled, CHANNELS[0], GROUPS, DAY)
    assert today == {"r1": found("r1", "r2")[1:], "r3": found("r3", "r4")[1:3]}
    assert grouped.today(filled, CHANNELS[0], {"r3": 3}, DAY + timedelta(1)) == {"r3": found("r3", "r4")[1:2]}
    assert grouped.today(filled, CHANNELS[1], GROUPS, DAY) == {} == grouped.today(filled, CHANNELS[0], {}, DAY)
    assert grouped.stood(filled, CHANNELS[0], GROUPS, DAY - timedelta(5)) == {g: found(g, "")[:2] for g in GROUPS}
    assert grouped.stood(filled, CHANNELS[0], {"r1": 1}, DAY) == {"r1": found("r1", "")[1:2]}


def test_hidden_groups_and_members_of_some_types(filled: str) -> None:
    channel = CHANNELS[0]
    assert (
        records.hidden_groups(filled, channel, GROUPS, frozenset({1})) == {"r3"}
        and records.hidden_groups(filled, channel, GROUPS, None) == set()
    )
    assert records.hidden_groups(filled, channel, ["r1"], frozenset({1})) == set()
    assert records.hidden_groups(filled, channel, GROUPS, frozenset()) == {"r1", "r3"}
    members = {
        group: [one.id for one in rows] for group, rows in records.in_groups(filled, channel, GROUPS, None, GROUPS, ("measure",)).items()
    }
    assert members == {"r1": ["r1"], "r3": ["r3"]}
    assert {one.id for one in records.in_groups(filled, channel, GROUPS, None, GROUPS, ("action",))["r3"]} == {"r3", "r4"}


def test_figures_and_findings_are_counted_of_what_may_be_seen(filled: str) -> None:
    last = DAY + timedelta(9)
    told = [
        Interval("indicator", "a.i", "so", DAY, last, "r1", {}, numerator=3, denominator=4),
        Interval("indicator", "a.i", "so", DAY, last, "r2", {}, numerator=3, denominator=4),
        Interval("finding", "a.f", "so", DAY, last, "r2", {}),
    ]
    with database.write(filled):
        spans.replace(filled, CHANNELS[0], Found({"r1": told}, {"r1": 1, "r2": 2}), 3)
    wanted = standing_of.Counted(CHANNELS[0], ("measure", "action"), DAY, None)
    assert standing_of.figures(filled, wanted, DAY) == {"a.i": {(3, 4): 2}} and standing_of.with_findings(filled, wanted, DAY) == [2]
    assert standing_of.figures(filled, replace(wanted, types=("measure",)), DAY) == {"a.i": {(3, 4): 1}}
    assert standing_of.with_findings(filled, replace(wanted, types=("measure",)), DAY) == []
    for hidden in (replace(wanted, allowed=frozenset({2})), replace(wanted, allowed=frozenset()), replace(wanted, channel=CHANNELS[1])):
        assert standing_of.figures(filled, hidden, DAY) == {} and standing_of.with_findings(filled, hidden, DAY) == []
    assert standing_of.figures(filled, wanted, last) == {} and standing_of.with_findings(filled, wanted, DAY - timedelta(1)) == []
