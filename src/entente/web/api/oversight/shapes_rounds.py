"""The envelopes of commissioning rounds: what was asked, what each lead returned, what is to be asked and returned.

Pure. As in envelopes.py. Serves I1, I3.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from entente.web.api.envelopes import Line, Names, Prose, Record, Words


class Round(Schema):
    """A round: what it asks about, by when, and how many returns have come."""

    record: Record
    code: str
    titles: Words
    note: Words
    period_from: date
    period_to: date
    due: date
    closed_on: date | None
    asked: int
    returned: int


class Return(Schema):
    """A lead's return on a measure as it stands."""

    id: str
    rating: str
    narrative: Words
    ask: Words
    forecast_finish: date | None
    by: str
    way: str
    received_on: date
    officer: str
    post: str


class RoundLine(Schema):
    """One measure of a round: whose it is to answer, how that stands, and the return; a measure that may not be read is a code alone."""

    code: str
    measure: str | None
    titles: Words
    authority: str
    state: str
    asked_by: str
    chased_on: date | None
    returned: Return | None
    withheld: list[Words]


class RoundWhole(Schema):
    """A round with every measure that it asks about."""

    round: Round
    lines: list[RoundLine]


class RoundIn(Schema):
    """What all leads are asked: number, title, period, last day; the channel may be left out where the node has one shared channel."""

    code: Annotated[str, Field(min_length=3, max_length=40, pattern=r"^[A-Z0-9][A-Z0-9-]*$")]
    title: Names
    period_from: date
    period_to: date
    due: date
    note: Prose = Field(default_factory=dict)
    channel: Line | None = None


class ReturnIn(Schema):
    """A lead's answer on one measure."""

    rating: Literal["GREEN", "AMBER", "RED"]
    narrative: Prose
    ask: Prose = Field(default_factory=dict)
    forecast_finish: date | None = None


class ReportDraft(Schema):
    """What became of a return: a draft of a progress report, or the reason against it."""

    code: str
    draft: str | None
    reason: str
    rule: str


class ChaseIn(Schema):
    """Which authorities are reminded."""

    authorities: Annotated[list[Line], Field(min_length=1, max_length=200)]


class Chaser(Schema):
    """What became of a chaser: sent to the authority's accounts or to its address, or the reason against it."""

    authority: str
    sent_to: Literal["ACCOUNT", "ADDRESS"] | None
    reason: str
    rule: str


class AnswerRead(Schema):
    """An answer that was read from a returned file: its number among all in these files, where it stands, and what would become of it."""

    number: int
    where: Words
    outcome: str
    round: str | None
    measure: str | None
    rating: str | None
    by: str
    narrative: Words
    forecast_finish: date | None
    reasons: list[Words]
    remarks: list[Words]
