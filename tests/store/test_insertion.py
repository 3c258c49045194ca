"""Rows handed to SQLite's driver: every number of them, whatever they have in common, arrives as it was given."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.store.insertion import FEW, PARAMETERS, by_column, into_sqlite, statement


@given(
    st.lists(st.tuples(st.integers(0, 1), st.sampled_from(("", "x", None)), st.binary(max_size=1)), min_size=1, max_size=40),
    st.integers(1, 30),
)
def test_rows_arrive_as_they_were_given(rows: list[tuple[int, str | None, bytes]], times: int) -> None:
    batch = rows * times
    with closing(sqlite3.connect(":memory:")) as driver:
        driver.execute("CREATE TABLE t (a, b, c)")
        into_sqlite(driver, "t", by_column("a, b, c", batch))
        assert driver.execute("SELECT a, b, c FROM t ORDER BY rowid").fetchall() == batch


@pytest.mark.parametrize("count", (FEW, PARAMETERS, 3 * PARAMETERS + 1))
def test_what_all_rows_say_alike_is_bound_once(count: int) -> None:
    asked: list[str] = []
    with closing(sqlite3.connect(":memory:")) as driver:
        driver.execute("CREATE TABLE t (a, b)")
        driver.set_trace_callback(asked.append)
        into_sqlite(driver, "t", {"a": range(count), "b": ["same"] * count})
        driver.set_trace_callback(None)
        assert driver.execute("SELECT a, b FROM t ORDER BY a").fetchall() == [(n, "same") for n in range(count)]
    assert len(asked) - 1 <= count / PARAMETERS + 2 + 4 + FEW  # and the beginning of a transaction


def test_a_statement_binds_first_what_it_binds_once() -> None:
    assert statement("t", ("a", "b", "c"), "", 2, 1) == "INSERT INTO t (a, b, c) VALUES (?1, ?2, ?3), (?1, ?4, ?5) "


def test_a_conflict_is_met_as_asked() -> None:
    with closing(sqlite3.connect(":memory:")) as driver:
        driver.execute("CREATE TABLE t (a PRIMARY KEY, n)")
        for _ in range(2):
            into_sqlite(driver, "t", {"a": range(100), "n": [1] * 100}, "ON CONFLICT (a) DO UPDATE SET n = t.n + excluded.n")
        assert driver.execute("SELECT COUNT(*), MIN(n), MAX(n) FROM t").fetchone() == (100, 2, 2)
