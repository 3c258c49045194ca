"""A record's fields as pages write them: those of implementation/fields, with governments and their authorities by name.

Touches the node's charters (web/parties.py). Which of two languages a page takes is decided by its tags. Serves every clause.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from entente.implementation import fields
from entente.implementation.fields import Line
from entente.kernel.area import Kind
from entente.kernel.redline import Change
from entente.web import parties

__all__ = ["Line", "changes", "lines", "national_lines", "worded"]


def lines(kind: Kind | None, schema: int, text: Mapping[str, Any], whole: bool = False) -> list[Line]:
    """Every field of a text."""
    return parties.called().lines(fields.lines(kind, schema, text, whole))


def national_lines(kind: Kind | None, said: Mapping[str, Any]) -> list[Line]:
    """Our own fields on a record of this type."""
    return parties.called().lines(fields.national_lines(kind, said))


def changes(kind: Kind | None, schema: int, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Line]:
    """The fields in which a text differs from another."""
    return parties.called().lines(fields.changes(kind, schema, before, after))


def worded(kind: Kind | None, schema: int, found: Iterable[Change]) -> list[Line]:
    """Changes as lines."""
    return parties.called().lines(fields.worded(kind, schema, found))
