"""The envelopes of what is computed: how clauses and measures stand, and how the exchange does.

Pure. As in envelopes.py. Serves every clause.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from ninja import Schema

from entente.web.api.envelopes import Interval, Record, Short, Words


class Standing(Schema):
    """How a clause stands on a day: its state, how many measures are in each, and why."""

    clause: str
    text: str
    state: str
    counts: dict[str, int]
    reason: Words


class Instrument(Schema):
    """An instrument in effect."""

    id: str
    record: str
    title: str
    clauses: int
    commitments: int


class Standings(Schema):
    """Every clause of an instrument, on one day as known by the end of another (null: as known now)."""

    instrument: str
    on: date
    known: date | None
    clauses: list[Standing]


class Clause(Schema):
    """One clause on a day, its commitments, and the records that name it."""

    instrument: str
    on: date
    known: date | None
    standing: Standing
    commitments: list[dict[str, Any]]
    records: list[Record]


class Intervals(Schema):
    """Intervals in force on a day; `more` says that there are others beyond the limit."""

    on: date
    known: date | None
    intervals: list[Interval]
    more: bool


class Measure(Schema):
    """A measure of the plan with what rules compute of it today, and each side's last rating."""

    record: str
    code: str
    titles: Words
    state: str
    clauses: list[str]
    leads: dict[str, str]
    start: date | None
    finish: date | None
    schedule: str
    joint_status: str
    ratings: dict[str, str]
    waits: list[dict[str, Any]]


class Plan(Schema):
    """The measures of the action plan that the filters leave, by code."""

    on: date
    count: int
    measures: list[Measure]


class Sentence(Schema):
    """How something stands, in words; `act` says that somebody must do something about it."""

    words: Words
    act: bool


class Partner(Schema):
    """How the exchange with one partner stands."""

    party: str
    figures: dict[str, int]
    lines: list[Sentence]


class Channel(Schema):
    """How a channel stands."""

    channel: str
    title: Words
    exercise: bool
    said_by_us: int
    lines: list[Sentence]
    partners: list[Partner]


class InstrumentIn(Schema):
    """What is known of a declaration that is brought: an id and a title of one's own, the channel, and of the other file its language and
    whether it is authentic."""

    id: Short = ""
    title: Short = ""
    channel: Short = ""
    language: Literal["en", "ja"] = "ja"
    status: Literal["authentic", "courtesy"] = "courtesy"
