"""Checksums: what they cover is there, any change of a value changes them, and no statement writes such a row past them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps
from hypothesis import given
from hypothesis import strategies as st

from entente.store import checksums, database
from entente.store.checksums import COLUMN, COVERED, checksum, column_for

SOURCES = Path(checksums.__file__).parent.parent
VALUES = st.one_of(st.none(), st.integers(-(2**63), 2**63 - 1), st.text(), st.binary())


def test_what_is_covered_is_there() -> None:
    database.setup()
    columns = {model._meta.db_table: {f.column for f in model._meta.concrete_fields} for model in apps.get_app_config("store").get_models()}
    assert all({*names, COLUMN} <= columns[table] for table, names in COVERED.items())
    assert {table for table, names in columns.items() if COLUMN in names} == COVERED.keys()


@given(st.lists(VALUES, min_size=1, max_size=4), st.data())
def test_another_value_is_another_checksum(values: list[object], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(values) - 1))
    other = data.draw(VALUES.filter(lambda value: value != values[place]))
    assert checksum("t", values) != checksum("t", [*values[:place], other, *values[place + 1 :]])
    assert checksum("t", values) != checksum("u", values)


def test_truth_is_one_and_nought_as_sqlite_has_it() -> None:
    assert checksum("t", (True, False)) == checksum("t", (1, 0)) != checksum("t", ("1", "0"))


def test_rows_are_given_checksums_where_all_is_known() -> None:
    assert column_for("request", {"id": ["a", "b"], "act": [1, 2]}) == [checksum("request", ("a", 1)), checksum("request", ("b", 2))]
    assert column_for("report", {"party": ["JPN"]}) is None  # its number is the database's to give
    assert column_for("request", {"id": ["a"], "act": [1], COLUMN: [7]}) is None  # out of a backup: as it was
    assert column_for("tile", {"id": [1]}) is None


def written_past(source: str) -> list[str]:
    """Statements in a source that write covered columns without their checksum."""
    found = []
    for table, names in COVERED.items():
        for statement in re.findall(rf"UPDATE {table} SET ([^\"]*)", source):
            if re.search(rf"\b({'|'.join(names)}) = ", statement.partition(" WHERE ")[0]) and COLUMN not in statement:
                found.append(f"UPDATE {table} SET {statement}")
        found += re.findall(rf"INSERT INTO {table} [^\"]*", source)
    return found


@pytest.mark.parametrize(
    ("source", "bad"),
    [
        ('run(alias, "UPDATE channel SET clock = %s WHERE id = %s")', True),
        ('run(alias, "INSERT INTO setting (id, value) VALUES (%s, %s)")', True),
        ('run(alias, "UPDATE act SET status = %s, rule = %s, words = %s WHERE id = %s")', False),
        ('run(alias, "UPDATE log SET decided = 0 WHERE id = %s")', False),
    ],
)
def test_the_reader_of_statements_sees(source: str, bad: bool) -> None:
    assert bool(written_past(source)) == bad


def test_nothing_writes_past_them() -> None:
    assert {str(path): found for path in SOURCES.rglob("*.py") if (found := written_past(path.read_text()))} == {}
