"""The pages' own tables, asked what every page asks: sessions, the person with his post, his preferences. Each in one prepared statement.

Touches the database, and no table of the store's. Django makes such a statement anew for each request, which costs several times what
the answer does; what comes back is Django's own objects, their values read by its own converters. Serves every clause.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeVar

from django.db import connections
from django.db.models import JSONField, Model

from entente.store import database

ALIAS = "default"
OURS = ("web_", "django_session")
TABLE = re.compile(r"(?:FROM|JOIN|INTO|UPDATE)\s+(\w+)", re.IGNORECASE)
Made = TypeVar("Made", bound=Model)
Convert = Callable[[Any, Any, Any], Any]


def columns(model: type[Model], name: str) -> str:
    """A model's columns, of the table as it is called in the statement."""
    fields = model._meta.concrete_fields
    return ", ".join(f"CAST({name}.{f.column} AS TEXT)" if isinstance(f, JSONField) else f"{name}.{f.column}" for f in fields)


def made(model: type[Made], values: Sequence[Any]) -> Made:
    """The object of a row with the columns of `columns`."""
    connection = connections[ALIAS]
    whole: Any = model
    names, converters = _reading(whole, connection.vendor)
    read = list(values)
    for place, expression, steps in converters:
        for step in steps:
            read[place] = step(read[place], expression, connection)
    found: Made = model.from_db(ALIAS, names, read)
    return found


@cache
def _reading(model: Any, _vendor: str) -> tuple[list[str], list[tuple[int, Any, list[Convert]]]]:
    """A model's fields, and how those values are read that the driver does not give as they are."""
    connection = connections[ALIAS]
    fields = model._meta.concrete_fields
    found = [(place, field.get_col(model._meta.db_table)) for place, field in enumerate(fields)]
    steps = [(place, one, connection.ops.get_db_converters(one) + one.get_db_converters(connection)) for place, one in found]
    return [field.attname for field in fields], [one for one in steps if one[2]]


def rows(sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows of a statement on the pages' own tables; ValueError for one that names another."""
    _check_tables(sql)
    return database.rows(ALIAS, sql, params)


def change(sql: str, params: Sequence[Any]) -> int:
    """Executes a statement on the pages' own tables; gives the number of rows it changed. ValueError for one that names another table."""
    _check_tables(sql)
    return database.run(ALIAS, sql, params)


@cache
def _check_tables(sql: str) -> None:
    """What holds records is asked through the gate (web/gate.py)."""
    for table in TABLE.findall(sql):
        if not table.startswith(OURS):
            raise ValueError(f"{table} is no table of the pages: pages read records through the gate")


def now() -> Any:
    """The moment, as this database compares it."""
    return connections[ALIAS].ops.adapt_datetimefield_value(datetime.now(UTC))
