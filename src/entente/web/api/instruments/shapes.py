"""The envelopes of what is computed: how clauses and measures stand, and how the exchange does.

Pure. As in envelopes.py. Serves every clause.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from entente.web.api.envelopes import Interval, Line, Names, PartyCode, Record, Short, Words


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


class PromiseIn(Schema):
    """What is put right of a promise; what is left out stays. `drop` takes it off the list."""

    kind: Literal["do", "continue", "consider", "position"] | None = None
    parties: Annotated[list[PartyCode], Field(max_length=32)] | None = None
    title: Names | None = None
    drop: bool = False


class RhythmIn(Schema):
    """What is put right of a rhythm; what is left out stays. `every` is left empty where the text does not say how often."""

    every: Annotated[int, Field(ge=1, le=600)] | None = None
    unit: Literal["day", "week", "month"] | None = None
    basis: Literal["calendar-year", "fiscal-year", "rolling", "not-fixed"] | None = None
    drop: bool = False


class AddedIn(Schema):
    """A promise that was not read: its clause's id, its own words in the text, its kind."""

    clause: Short
    words: Annotated[str, Field(min_length=1, max_length=20_000, pattern=r"^[^\x00]*$")]
    kind: Literal["do", "continue", "consider", "position"] = "do"


class CorrectionsIn(Schema):
    """What a person puts right in a declaration that was read: title, day, promises by code, rhythms by place (from 0), promises added.

    `revision` is the draft's that this was written over.
    """

    revision: Line
    title: Short = ""
    done_on: date | None = None
    promises: Annotated[dict[Short, PromiseIn], Field(max_length=2000)] = Field(default_factory=dict)
    rhythms: Annotated[dict[int, RhythmIn], Field(max_length=200)] = Field(default_factory=dict)
    added: Annotated[list[AddedIn], Field(max_length=50)] = Field(default_factory=list)


class PromiseRead(Schema):
    """A promise as it stands in the draft, how surely it was read ("": by a person), and what is asked of the reader."""

    code: str
    clause: str
    kind: str
    parties: list[str]
    title: Words
    sure: str
    asked: list[str]


class Reading(Schema):
    """What was read of a declaration: its promises and its rhythms, and the draft's revision."""

    draft: str
    revision: str
    title: str
    done_on: date | None
    promises: list[PromiseRead]
    rhythms: list[dict[str, Any]]
