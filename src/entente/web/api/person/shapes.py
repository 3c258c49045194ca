"""The envelopes of what stays inside the house: work given to posts, hand-over lists, national fields, saved views, what is followed.

Pure. As in envelopes.py. Serves I1 and every clause.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from entente.web.api.envelopes import Line, Record, Short, Words


class Work(Schema):
    """Work on a draft or a record, given to a post and not done."""

    id: str
    record: Record
    to_post: str
    due: date
    words: str
    late: bool
    officer: str
    post: str


class WorkIn(Schema):
    """To which post work is given, until which day, in which words."""

    to_post: Line
    due: date
    words: Annotated[str, Field(min_length=1, max_length=4000, pattern=r"^[^\x00]*$")]


class OpenMatter(Schema):
    """A line of a hand-over list: the record, what is to be done, who does it or wrote it, and its day or moment."""

    id: str
    code: str
    titles: Words
    type: Words
    what: Words
    state: str | None
    who: str
    on: date | None
    at: datetime | None


class OpenMatters(Schema):
    """One table of a hand-over list."""

    name: str
    title: str
    lines: list[OpenMatter]


class HandOver(Schema):
    """What a post has open, for whoever holds it next."""

    post: str
    titles: Words
    authority: str
    tables: list[OpenMatters]


class FieldsSaid(Schema):
    """One revision of our fields on a record."""

    act: str
    at: datetime
    officer: str
    post: str
    fields: dict[str, Any]


class NationalFields(Schema):
    """Our own fields on a shared record, which never leave this node: every revision, the oldest first, and the last one's act."""

    record: str
    type: str
    revision: str
    fields: dict[str, Any]
    history: list[FieldsSaid]


class NationalIn(Schema):
    """All our fields as they are to be, and the revision they were written over (empty: there was none)."""

    fields: dict[str, Any]
    revision: Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")] = ""


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
    """What is to be followed: a record by its id or code, a clause as jp-gb-2017#S6, a saved view by its key."""

    kind: Literal["record", "clause", "view"]
    name: Line


class Follows(Schema):
    """What a person follows."""

    clauses: list[str]
    records: list[Record]
    views: list[View]


class Digest(Schema):
    """Where a person's digest goes (empty: nowhere), and whether this node mails."""

    address: str
    mails: bool


class DigestIn(Schema):
    """The address to which the digest is to go; empty for none."""

    address: Short = ""
