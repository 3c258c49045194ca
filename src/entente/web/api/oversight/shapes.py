"""The envelopes of oversight and of invitations: findings and what was cleared, statements side by side, coverage, who was invited.

Pure. As in envelopes.py. Serves I1, I2 and I3.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from entente.web.api.envelopes import Key, Record, Words


class FindingFound(Schema):
    """Something the rules noticed on a day: its name (code and record), why, whom else it speaks of, and whether it may stand."""

    code: str
    record: Record
    state: str
    reason: Words
    starts: date
    speaks_of: list[str]
    cleared: bool
    stands: bool
    notice: str | None


class FindingName(Schema):
    """A finding by its code and its record."""

    code: Key
    record: Key


class ClearedIn(Schema):
    """Findings as they were shown, and those of them that may stand on the joint paper; the others may not, or no longer."""

    shown: Annotated[list[FindingName], Field(max_length=2000)]
    may_stand: Annotated[list[FindingName], Field(max_length=2000)] = Field(default_factory=list)


class SideOfPair(Schema):
    """One of two statements: whose words they are, and the sentence."""

    who: Words
    words: Words


class StatementPair(Schema):
    """Two statements that may contradict one another, and what was judged."""

    name: list[str]
    kind: str
    clauses: list[str]
    sides: list[SideOfPair]
    state: Literal["unjudged", "differs", "agrees"]
    judged_by: str | None


class JudgementIn(Schema):
    """Which pair is judged, and whether the two differ."""

    name: Annotated[list[Annotated[str, Field(pattern=r"^[A-Za-z0-9 ]{0,80}$")]], Field(min_length=3, max_length=3)]
    differs: bool


class CoverageLine(Schema):
    """A commitment and what answers for it on the day."""

    commitment: str
    clause: str
    titles: Words
    kind: str
    verdict: str
    answers: list[str]


class FigureOf(Schema):
    """One record's part in an indicator, why, and the acts; `record` is null where the post may not read it."""

    record: Record | None
    numerator: int
    denominator: int
    reason: Words
    acts: list[str]


class Figure(Schema):
    """An indicator added up: so many of so many, the value in words, and how many records went into it."""

    code: str
    titles: Words
    numerator: int
    denominator: int
    value: Words
    records: int
