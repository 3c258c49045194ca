"""The envelopes of the action plan: its editions, and a table with what each of its rows would do.

Pure. As in envelopes.py. Serves I1.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field, Json

from entente.web.api.envelopes import Change, Line, Names, Record, Words


class PlanColumn(Schema):
    """A column of the table: its heading, and the field that it was taken for (null: none)."""

    position: int
    heading: str
    field: str | None


class PlanRow(Schema):
    """A row of the table, counted as the sheet counts them: what it would do, why it is refused, and what would stand against its draft."""

    row: int
    outcome: Literal["new", "changed", "same", "refused"]
    code: str
    record: str | None
    reasons: list[Words]
    findings: list[Words]
    changes: list[Change]


class PlanChoice(Schema):
    """Where the plan stands in the file, where it is not what looks most like one: its table and the row of its headings, counted from 1,
    and which field each column is, {position: field}, counted from 0. Columns that `fields` leaves out are not read."""

    table: Annotated[int, Field(ge=1, le=10_000)] | None = None
    heading_row: Annotated[int, Field(ge=1, le=1_048_576)] | None = None
    fields: Json[dict[int, str]] | None = None


class PlanRead(Schema):
    """A table as it was read, and the tables that the file has; `digest` names what its cells say, and is sent along to carry it out."""

    name: str
    tables: list[str]
    table: str
    heading_row: int
    digest: str
    columns: list[PlanColumn]
    rows: list[PlanRow]


class RowDraft(Schema):
    """The draft that was made of a row."""

    row: int
    code: str
    draft: str


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
    """The next edition: its title, the drafts of measures that go into it, the meeting that endorsed it (its record, else its name)."""

    title: Names
    drafts: Annotated[list[Line], Field(max_length=2000)] = Field(default_factory=list)
    meeting_record: Line | None = None
    meeting: Names | None = None
    held_on: date | None = None
