"""Statements asked of PostgreSQL directly: what they give, what is planned and kept, and errors as the driver says them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from django.db import connections

from entente.kernel.errors import Refusal
from entente.store import database, postgres


@pytest.fixture
def alias(postgres_url: Callable[[], str]) -> Iterator[str]:
    """A store's tables on PostgreSQL."""
    database.connect("asked", postgres_url())
    database.migrate("asked")
    yield "asked"
    database.close("asked")


def driver_of(alias: str) -> Any:
    """The driver's connection."""
    connections[alias].ensure_connection()
    return connections[alias].connection


def kept(driver: Any) -> list[str]:
    """The statements that the server keeps planned."""
    return [row[0] for row in driver.execute("SELECT statement FROM pg_prepared_statements ORDER BY prepare_time")]


def test_values_come_back_as_they_were_given(alias: str) -> None:
    values = (1, 2**40, "ä%s$1'", b"\x00\xff", True, None)
    sql = "SELECT %s + 0, %s + 0, CAST(%s AS TEXT), CAST(%s AS BYTEA), CAST(%s AS BOOLEAN), CAST(%s AS TEXT), '100%%'"
    driver = driver_of(alias)
    for _ in range(postgres.OFTEN + 1):
        assert postgres.rows(driver, sql, values) == [(*values, "100%")]
    assert postgres.rows(driver, "SELECT n FROM unnest(%s) AS n", ([1, 2**40],)) == [(1,), (2**40,)]
    with pytest.raises(ValueError, match="takes 1 values, and 2"):
        postgres.rows(driver, "SELECT %s", (1, 2))


def test_what_is_asked_often_is_planned_once_whatever_the_size_of_its_numbers(alias: str) -> None:
    driver = driver_of(alias)
    for number in (1, 70_000, 2**40, 5):
        assert postgres.rows(driver, "SELECT id FROM act WHERE id = %s", (number,)) == []
    assert [one for one in kept(driver) if "FROM act" in one] == ["SELECT id FROM act WHERE id = $1"]


def test_the_statement_not_asked_for_longest_gives_way(alias: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "PREPARED", 2)
    driver = driver_of(alias)
    for number in (1, 2, 3):
        for _ in range(postgres.OFTEN):
            assert postgres.rows(driver, f"SELECT {number}", ()) == [(number,)]
    assert kept(driver) == ["SELECT 2", "SELECT 3"]


def test_plans_outlive_what_a_transaction_takes_back(alias: str) -> None:
    sql = "SELECT id FROM setting"
    for _ in range(postgres.OFTEN):
        database.rows(alias, sql)
    with pytest.raises(ZeroDivisionError), database.write(alias):
        database.rows(alias, "SELECT 1")
        database.insert(alias, "setting", "id, value", [("a", "1")])
        assert database.rows(alias, sql) == [("a",)]
        _ = 1 // 0
    assert database.rows(alias, sql) == [] and sql in kept(driver_of(alias))


def test_the_first_statement_of_a_transaction_begins_it(alias: str) -> None:
    driver = driver_of(alias)
    assert postgres.ready(driver)
    with database.write(alias):
        assert not postgres.ready(driver)
        database.insert(alias, "setting", "id, value", [("a", "1")])
        assert postgres.ready(driver) and driver.pgconn.transaction_status == psycopg.pq.TransactionStatus.INTRANS
        assert database.run(alias, "UPDATE setting SET value = %s", ("2",)) == 1


def test_errors_are_the_drivers(alias: str) -> None:
    driver = driver_of(alias)
    with pytest.raises(psycopg.errors.UndefinedTable):
        postgres.rows(driver, "SELECT 1 FROM nothing_here", ())
    with pytest.raises(Refusal, match="N3 store-failed"), database.write(alias):
        database.run(alias, "INSERT INTO setting (id, value) VALUES ('b', '1')")
        database.run(alias, "INSERT INTO setting (id, value) VALUES ('b', '1')")
    assert database.rows(alias, "SELECT id FROM setting") == []


def test_a_lost_server_is_said_and_found_again(alias: str) -> None:
    for sql in ("SELECT 1", "SELECT 2"):  # once as it is asked, once as it is planned
        for _ in range(postgres.OFTEN if sql == "SELECT 2" else 1):
            database.rows(alias, sql)
        pid = database.rows(alias, "SELECT pg_backend_pid()")[0][0]
        with psycopg.connect(**connections[alias].get_connection_params() | {"autocommit": True}) as other:
            other.execute("SELECT pg_terminate_backend(%s)", (pid,))
        with pytest.raises(Refusal, match="N2 store-unavailable"):
            database.rows(alias, sql)
        assert database.rows(alias, sql) == [(int(sql[-1]),)]
