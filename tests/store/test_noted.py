"""Rows with checksums, on both databases: added and changed they fit; damaged they stay named; those without are filled in."""

from __future__ import annotations

import pytest

from entente.store import database, noted, partners
from entente.store.checksums import COLUMN, COVERED, checksum
from entente.store.partners import Report


def fits(alias: str, table: str) -> list[bool | None]:
    """Of each row whether its checksum fits; None where there is none."""
    rows = [row for chunk in noted.chunks(alias, table) for row in chunk]
    return [None if stood is None else stood == checksum(table, values) for _, *values, stood in rows]


@pytest.fixture
def store(alias: str) -> str:
    """A store with a channel, two partners and a report."""
    with database.write(alias):
        database.insert(alias, "channel", "id, charter, party, opened_at, clock", [("c", b"", "GBR", 5, 5)])
        for party in ("JPN", "USA"):
            partners.add(alias, "c", party)
        partners.add_report(alias, "c", Report("JPN", "GBR/1", 0, "sealed", "B5", "later", 1))
        partners.set_setting(alias, "a", "1")
    return alias


def test_added_and_changed_rows_fit(store: str) -> None:
    with database.write(store):
        partners.contact(store, "c", "JPN", {"JPN/1": 3}, 7, 0)
        partners.set_compared(store, "c", None, False)
        assert partners.trouble(store, "c", "USA", "away", 8) == 1
        partners.add_report(store, "c", Report("JPN", "GBR/1", 0, "sealed", "B5", "told twice", 2))
        assert noted.change(store, "channel", {"clock": 9}, {"id": "c"}) == 1
        assert noted.change(store, "channel", {"clock": 9}, {"id": "d"}) == 0
    assert {table: fits(store, table) for table in ("channel", "partner", "report", "setting")} == {
        "channel": [True],
        "partner": [True, True],
        "report": [True],
        "setting": [True],
    }
    assert [(p.failures, p.compared) for p in partners.partners(store, "c")] == [(0, False), (1, False)]


def test_a_damaged_row_stays_named(store: str) -> None:
    database.run(store, "UPDATE channel SET opened_at = 4")
    with database.write(store):
        noted.change(store, "channel", {"clock": 9}, {"id": "c"})
        noted.fill(store, "channel")
    assert fits(store, "channel") == [False]
    assert database.rows(store, "SELECT opened_at, clock FROM channel") == [(4, 9)]


def test_rows_made_before_are_filled_in(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(noted, "CHUNK", 1)
    for table in COVERED:
        database.run(store, f"UPDATE {table} SET {COLUMN} = NULL")
    assert fits(store, "partner") == [None, None]
    with database.write(store):
        for table in COVERED:
            noted.fill(store, table)
    assert all(fit for table in COVERED for fit in fits(store, table))
    assert len(fits(store, "partner")) == 2 and fits(store, "setting") == [True]
