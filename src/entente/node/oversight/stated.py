"""Statements of position by what decides whether one is told: day, side, topic, clauses. The words of the others stay unread.

Touches the database (reads). A page tells the newest of what may be thousands, each of them several paragraphs in two languages. Serves
every clause that takes a position, I3.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import msgspec

from entente.implementation.positions.pairs import Brief
from entente.node.oversight.asking import Asking, Held, as_known, of_instrument, rows_of, text_known
from entente.store.records import Row

TYPE = "statement"


class _Light(msgspec.Struct, frozen=True):
    """What is read of a statement's text."""

    said_on: date
    clauses: tuple[str, ...]
    topic: str | None = None


class Made(NamedTuple):
    """A statement that had been made by the day: its record, and in brief what it says of itself."""

    row: Row
    brief: Brief


_light = msgspec.json.Decoder(_Light).decode


def made(asking: Asking, clause: str | None = None) -> tuple[Made, ...]:
    """The statements made by the day that may be seen, in no order; `clause` narrows to those that name it."""
    key = f"made {clause or ''}"
    if key not in asking.cache:
        asking.cache[key] = tuple(_made(asking, clause))
    result: tuple[Made, ...] = asking.cache[key]
    return result


def _made(asking: Asking, clause: str | None) -> Iterable[Made]:
    for row in rows_of(asking, TYPE, clause):
        text = text_known(asking, row)
        if text is None or text.raw is None:
            continue
        one = _light(text.raw)
        if one.said_on <= asking.day and not (asking.shared and one.clauses and not of_instrument(asking, one.clauses)):
            yield Made(row, Brief(one.said_on, text.act, row.party, one.topic or "", one.clauses))


def newest(asking: Asking, most: int) -> dict[str, list[Held]]:
    """By clause the last `most` statements of each side, oldest first."""
    counted: dict[tuple[str, str], int] = {}
    chosen: list[tuple[Row, list[str]]] = []
    for row, brief in sorted(made(asking), key=lambda one: (one.brief.day, one.row.number), reverse=True):
        told = []
        for clause in dict.fromkeys(brief.clauses):
            counted[clause, brief.party] = counted.get((clause, brief.party), 0) + 1
            if counted[clause, brief.party] <= most:
                told.append(clause)
        if told:
            chosen.append((row, told))
    out: dict[str, list[Held]] = {}
    for row, told in reversed(chosen):
        one = as_known(asking, row)
        if one is None:
            continue
        for clause in told:
            out.setdefault(clause, []).append(one)
    return out
