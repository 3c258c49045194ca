"""The envelopes of series and meetings: their clocks, texts and agendas.

Pure. As in envelopes.py. Serves I2, I3, I4 and I5.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from entente.web.api.envelopes import Interval, Key, Names, Prose, Record, Short, TextOf, Words


class Due(Schema):
    """By which clock a series is due, and when."""

    clock: Words
    on: date


class Series(Schema):
    """A series of meetings with its clocks; `rank` orders by urgency, the highest first."""

    record: Record
    agreed: bool
    interval_months: int | None
    standing: str | None
    rank: int
    due: list[Due]
    last_held: date | None
    next: list[str]
    next_host: str | None
    moves: list[str]


class SeriesWhole(Schema):
    """A series with all that is filed under it, by type."""

    series: Series
    text: dict[str, Any]
    found: list[Interval]
    entries: dict[str, list[TextOf]]


class Meeting(Schema):
    """A meeting with what belongs to it."""

    meeting: TextOf
    series: str
    agenda: TextOf | None
    minutes: TextOf | None
    actions: list[TextOf]
    statements: list[TextOf]
    found: list[Interval]


class AgendaLine(Schema):
    """A line that the rules propose, why, and what withholds it from the partner (empty: nothing)."""

    key: str
    titles: Words
    ground: str
    ground_words: Words
    record: str | None
    withheld: list[Words]


class Chosen(Schema):
    """A proposed line by its key, and the minutes it is given."""

    key: Annotated[str, Field(max_length=600)]
    minutes: Annotated[int, Field(ge=1, le=480)] | None = None


class AgendaIn(Schema):
    """The lines of an agenda, in order, and lines of one's own."""

    lines: Annotated[list[Chosen], Field(max_length=200)] = Field(default_factory=list)
    own: Annotated[list[Names], Field(max_length=20)] = Field(default_factory=list)


class MergeIn(Schema):
    """Of two entries of one meeting the id of the one that goes: the later."""

    gone: Key


class ChangeIn(Schema):
    """What becomes of a meeting."""

    what: Literal["postponed", "cancelled", "vtc", "margins", "held", "closed"]


class PaperIn(Schema):
    """A paper of a meeting: its title in a language or two, what it is, the item it belongs to, whether both sides are to have it, and its
    classification (empty: the channel's own)."""

    title_en: Short = ""
    title_ja: Short = ""
    sort: Literal["PAPER", "OLD MINUTES", "OTHER"] = "PAPER"
    item: Annotated[int, Field(ge=1, le=999)] | None = None
    whom: Literal["both", "us"] = "both"
    marking: Short = ""


class PaperKept(Schema):
    """The draft for both sides, or the record that stays at home."""

    draft: str | None
    record: str | None


class ItemBrief(Schema):
    """Our brief and our lines to take on an item of an agenda."""

    no: Annotated[int, Field(ge=1, le=999)]
    brief: Prose = Field(default_factory=dict)
    lines_to_take: Annotated[list[Prose], Field(max_length=40)] = Field(default_factory=list)


class Briefs(Schema):
    """What we have written for ourselves on an agenda, item by item."""

    items: Annotated[list[ItemBrief], Field(max_length=200)]
