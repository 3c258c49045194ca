"""The envelopes of what pages show beyond records: search, editions, papers, meetings, files, and what belongs to a person.

Pure. As in shapes.py: moments are RFC 3339 in UTC, days ISO 8601, words are given by language. Serves every clause.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from entente.web.api.shapes import Change, Interval, Label, Line, Record, Words

Short = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]
Names = dict[Literal["en", "ja"], Short]


class Piece(Schema):
    """A piece of a passage, and whether it is one of the words asked for."""

    words: str
    marked: bool


class FoundRecord(Schema):
    """A record found: in which part the words stand (text, proposal, earlier, remark, file), and the passage."""

    record: Record
    part: str
    file: str | None
    passage: list[Piece]


class ClauseFound(Schema):
    """A clause in whose number, title or text every word stands."""

    clause: str
    titles: Words
    words: str


class Findings(Schema):
    """What was found; `behind` is how many entries are not yet indexed."""

    found: list[FoundRecord]
    clauses: list[ClauseFound]
    after: str | None
    behind: int


class EditionLine(Schema):
    """An edition: its number, how many measures stand in it, and the meeting that endorsed it."""

    record: Record
    number: int | None
    measures: int | None
    endorsed: dict[str, Any] | None


class EditionEntry(Schema):
    """A measure of an edition: new, changed or the same since the edition before, and what changed."""

    code: str
    outcome: str
    title: Words
    text: dict[str, Any] | None
    changes: list[Change]


class Edition(Schema):
    """One edition with its measures, and those that it drops."""

    record: Record
    text: dict[str, Any] | None
    readable: bool
    entries: list[EditionEntry]
    dropped: list[EditionEntry]


class EditionIn(Schema):
    """The next edition: its title, the drafts of measures that go into it, the meeting that endorsed it."""

    title: Names
    drafts: Annotated[list[Line], Field(max_length=2000)] = Field(default_factory=list)
    meeting: Names | None = None
    held_on: date | None = None


class PaperSentence(Schema):
    """A sentence of a paper, or a cell, with the acts it rests on."""

    words: Words
    acts: list[str]


class PaperPart(Schema):
    """A part of a paper in reading order: a heading, a paragraph, a list, a table, or a chart as its table."""

    sort: Literal["heading", "paragraph", "list", "table", "chart"]
    words: Words = Field(default_factory=dict)
    level: int | None = None
    sentences: list[PaperSentence] = Field(default_factory=list)
    columns: list[Words] = Field(default_factory=list)
    rows: list[list[PaperSentence]] = Field(default_factory=list)


class Source(Schema):
    """An act as the annex names it."""

    act: str
    words: Words
    day: date | None


class Cause(Schema):
    """A piece that keeps a paper from the partner as it is, and by which rules."""

    section: Words
    words: Words
    reasons: list[Words]


class Paper(Schema):
    """A paper, made from what the post may read."""

    title: Words
    subtitle: Words
    label: Label
    for_whom: Words
    effective_on: date
    known_on: date
    notices: list[Words]
    parts: list[PaperPart]
    sources: list[Source]
    kept_from_partner: list[Cause]


class Issued(Schema):
    """A paper as it was issued, with its files by number."""

    record: Record
    kind: str
    files: list[dict[str, Any]]


class IssueIn(Schema):
    """Which paper is to be kept as it is now."""

    kind: Literal["quarterly", "annual", "brief"]
    subject: Short = ""
    audience: Literal["national", "partner"] = "national"


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


class TextOf(Schema):
    """A record with its text: agreed, or as last proposed."""

    record: Record
    agreed: bool
    text: dict[str, Any] | None


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


class FileOf(Schema):
    """A file of an entry; `held` is whether it has come."""

    number: int
    name: str
    media_type: str
    size: int
    held: bool


class View(Schema):
    """A saved view: a list's filters under a name."""

    key: int
    name: str
    page: str
    filters: dict[str, str]
    own: bool
    shared: bool
    by: str


class ViewIn(Schema):
    """A view to keep; `shared` with all who hold the post."""

    page: Literal["records", "action-plan"]
    name: Annotated[str, Field(min_length=1, max_length=80)]
    filters: dict[Annotated[str, Field(pattern=r"^[a-z][a-z_-]{0,29}$")], Short] = Field(default_factory=dict)
    shared: bool = False


class FollowIn(Schema):
    """What is to be followed: a record by its id or code, a clause as jp-gb-2017#S6."""

    kind: Literal["record", "clause"]
    name: Line


class Follows(Schema):
    """What a person follows."""

    clauses: list[str]
    records: list[Record]
