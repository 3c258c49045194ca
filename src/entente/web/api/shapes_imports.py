"""The envelopes of what is brought from files: a plan with what each of its rows would do, a declaration.

Pure. As in shapes.py. Serves I1 and every clause of any instrument.
"""

from __future__ import annotations

from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field, Json

from entente.web.api.answers import Short
from entente.web.api.shapes import Change, Words


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


class InstrumentIn(Schema):
    """What is known of a declaration that is brought: an id and a title of one's own, the channel, and of the other file its language and
    whether it is authentic."""

    id: Short = ""
    title: Short = ""
    channel: Short = ""
    language: Literal["en", "ja"] = "ja"
    status: Literal["authentic", "courtesy"] = "courtesy"
