"""An edition's measures with their titles beside the numbers by which its text names them.

Touches the database through the gate. Serves I1.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace

from entente.implementation.fields import Line, Table, Value
from entente.kernel.area import Words
from entente.web import gate
from entente.web.gate import Sight

LISTS = frozenset({"measures", "dropped"})
TITLE: Words = {"en": "Title", "ja": "件名"}
MOST = 2000
EDITION = "plan-edition"


def titled(sight: Sight, type_: str, lines: Iterable[Line]) -> list[Line]:
    """The fields of a text; where it is an edition, its lists of measures with a column of titles behind the numbers.

    A measure that this person may not read has no title there.
    """
    every = list(lines)
    if type_ != EDITION:
        return every
    named = _named(sight)
    return [_with(one, named) for one in every]


def _named(sight: Sight) -> dict[str, Words]:
    """The titles of the measures that may be read, those of drafts of ours among them, by number; one that stands goes before a draft."""
    found = [row for type_ in ("draft", "measure") for row in gate.listed(sight, {"type": type_}, MOST)]
    return {row.code: json.loads(row.titles) for row in found if row.code}


def _with(line: Line, named: Mapping[str, Words]) -> Line:
    value = line.value
    if line.path not in LISTS or value is None or value.table is None:
        return line
    table = value.table
    rows = tuple((row[0], _title(row[0], named), *row[1:]) for row in table.rows)
    return replace(line, value=replace(value, table=Table((table.titles[0], TITLE, *table.titles[1:]), rows)))


def _title(number: Value | None, named: Mapping[str, Words]) -> Value | None:
    said = named.get(number.plain, {}) if number is not None else {}
    return Value(said) if said else None
