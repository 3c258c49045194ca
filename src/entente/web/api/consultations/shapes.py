"""The envelopes of what is done about meetings: claims on actions, joint statements and their publication, times offered and answered.

Pure. As in envelopes.py. Serves I2, I3, I4 and I5.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from entente.web.api.envelopes import Interval, Line, Long, Prose, TextOf, Words
from entente.web.api.writing.shapes import Finding

Address = Annotated[str, Field(max_length=500, pattern=r"^[^\x00]*$")]
Language = Literal["en", "ja"]


class Action(Schema):
    """An action of a meeting: its text, what its owner last claimed, what this side has to say about it, and what rules find today."""

    action: TextOf
    claim: TextOf | None
    verbs: list[Literal["claim", "close", "dispute"]]
    found: list[Interval]


class ClaimIn(Schema):
    """On which day an action was done, and what is said of it."""

    done_on: date
    words: Prose = Field(default_factory=dict)


class ClaimAnswerIn(Schema):
    """Why a claim is agreed or disputed; a dispute needs its reason."""

    words: Prose = Field(default_factory=dict)


class Ready(Schema):
    """Whether a party is ready to publish the statement as it is agreed now."""

    party: str
    ready: bool


class ShownPage(Schema):
    """A published page beside the agreed text: the SHA-256 of both, whether they are equal, and why its file could not be read."""

    language: Language
    page: str
    agreed: str
    given: str
    read: str | None
    equal: bool
    problem: str


class Publication(Schema):
    """What a side published, and when."""

    publication: TextOf
    at: datetime | None
    pages: list[ShownPage]


class Statement(Schema):
    """A joint statement: who is ready, what stands against publishing it now, what each side published."""

    statement: TextOf
    embargo: datetime | None
    ready: list[Ready]
    against: list[Finding]
    published: list[Publication]
    found: list[Interval]


class PublicationIn(Schema):
    """What we published: the day, the time and whose clock; for each language the address, and the page as text or (file_en, file_ja) as a
    file. `happened` says that it took place although an embargo held or somebody was not ready.
    """

    on: date
    at: Annotated[str, Field(pattern=r"^[0-9]{1,2}:[0-9]{2}$")]
    zone: Line
    happened: bool = False
    page_en: Address = ""
    text_en: Long = ""
    page_ja: Address = ""
    text_ja: Long = ""


class Side(Schema):
    """A time on one party's clock: minutes outside office hours, and whether its clocks change before that day."""

    party: str
    day: date
    starts: str
    ends: str
    zone: str
    outside_minutes: int
    clocks_change: bool


class Candidate(Schema):
    """A time that suits: its instants, and each side's clock."""

    starts: datetime
    ends: datetime
    sides: list[Side]


class Slot(Schema):
    """A time of an offer, by number; null where no clock shows it."""

    number: int
    starts: datetime | None
    ends: datetime | None


class SlotAnswer(Schema):
    """What a party answered to an offer."""

    party: str
    answer: str
    chosen: int | None
    words: Words


class TimesOffered(Schema):
    """Times that were offered, with their answers; `accepted` is the slot that every side has accepted."""

    id: str
    party: str | None
    ours: bool
    answer_by: date | None
    slots: list[Slot]
    answers: list[SlotAnswer]
    accepted: int | None
    may_answer: bool


class Dates(Schema):
    """The times that the rules propose between two days, the holidays there, and what was offered."""

    first: date
    last: date
    minutes: int
    candidates: list[Candidate]
    holidays: list[dict[str, Any]]
    offers: list[TimesOffered]


class SlotIn(Schema):
    """A time to offer, as two moments with their zone."""

    starts: datetime
    ends: datetime


class OfferIn(Schema):
    """The times to offer."""

    slots: Annotated[list[SlotIn], Field(min_length=1, max_length=10)]


class SlotAnswerIn(Schema):
    """Which slot suits, by its number; null says that none does."""

    chosen: Annotated[int, Field(ge=1, le=10)] | None
