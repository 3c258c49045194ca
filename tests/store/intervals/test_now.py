"""What is due now: the soonest to end first, of one sort and some states, whose move it is, under labels that may be read."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.store.test_counts import CHANNELS, row

from entente.kernel.area import Interval
from entente.store import database, records
from entente.store.intervals import now, spans
from entente.store.intervals.now import Due
from entente.store.intervals.spans import Found

DAY = date(2018, 10, 2)


@pytest.fixture
def filled(alias: str) -> str:
    """The store, with six records, of which the odd ones are under another label."""
    with database.write(alias):
        database.insert(alias, "channel", "id, charter, party, opened_at, clock", [(c, b"", "GBR", 0, 0) for c in CHANNELS])
        records.label_ids(alias, ["{}", "{ }"])
        rows = [row(f"r{n}", label=1 + n % 2) for n in range(6)]
        records.put(alias, rows, {}, frozenset(one.id for one in rows))
        for n in range(6):
            spans.replace(alias, CHANNELS[0], Found({f"r{n}": found(n)}, {f"r{n}": n}), 1)
        spans.replace(alias, CHANNELS[0], Found({"r5": []}, {"r5": 5}), 2)  # known no more
    return alias


def found(n: int) -> list[Interval]:
    state = "missing" if n < 4 else "due"
    party = "GBR" if n % 3 else "JPN"
    last = Interval("obligation", "a.b", state, DAY, DAY + timedelta(9 - n), f"r{n}", {"en": "So."}, move=party)
    before = Interval("obligation", "a.b", state, DAY - timedelta(9), DAY, f"r{n}", {"en": "So."}, move=party)
    return [last, before, Interval("fact", "a.c", state, DAY, None, f"r{n}", {"en": "So."})]


def test_due(filled: str) -> None:
    def asked(*wanted: object, allowed: frozenset[int] | None = None, limit: int = 9) -> tuple[list[str], int]:
        lines, number = now.due(filled, allowed, DAY, Due(*wanted), limit)  # type: ignore[arg-type]
        return [line["record"] for line in lines], number

    assert asked("obligation", ("missing", "due")) == (["r4", "r3", "r2", "r1", "r0"], 5)
    assert asked("obligation", ("missing",), frozenset({"JPN"})) == (["r3", "r0"], 2)
    assert asked("obligation", ("missing",), frozenset()) == ([], 0) == asked("obligation", ())
    assert asked("obligation", ("missing", "due"), allowed=frozenset({1})) == (["r4", "r2", "r0"], 3)
    assert asked("obligation", ("missing", "due"), allowed=frozenset()) == ([], 0)
    assert asked("obligation", ("missing", "due"), limit=2) == (["r4", "r3"], 5)
    assert asked("fact", ("missing",))[1] == 4 and asked("standing", ("missing",)) == ([], 0)
