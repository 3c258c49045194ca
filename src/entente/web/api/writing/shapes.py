"""The envelopes of drafts: what is to be kept, each step of a draft's way, and how it stands.

Pure. As in envelopes.py. Serves I1, S2.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from entente.web.api.envelopes import Line, Words


class Marking(Schema):
    """How a draft's words would be marked: a policy and a classification of it."""

    policy: Line
    classification: Line


class DraftIn(Schema):
    """What is to be kept as a draft.

    `record` names the record it would amend or, of one's own, supersede; `counters` the proposal it answers; neither, a new record.
    `channel` may be left out where the node has one shared channel.
    """

    type: Line
    text: dict[str, Any]
    channel: Line | None = None
    record: Line | None = None
    counters: Line | None = None
    marking: Marking | None = None


class RevisionIn(Schema):
    """A further revision: the whole text, and the revision it was written over."""

    text: dict[str, Any]
    revision: Line
    marking: Marking | None = None


class AskIn(Schema):
    """Which post is to clear it."""

    to_post: Line


class CommentIn(Schema):
    """What is said of a field; the path is empty for the whole text."""

    path: Annotated[str, Field(max_length=300)] = ""
    words: Annotated[str, Field(min_length=1, max_length=4000)]


class ClearanceIn(Schema):
    """The revision that was read, and comments on it."""

    revision: Line
    comments: list[CommentIn] = Field(default_factory=list, max_length=200)


class ReleaseIn(Schema):
    """The revision that was read, and a waiting time in seconds of the node's clock where it is not to be the usual one."""

    revision: Line
    wait_s: Annotated[int, Field(ge=0, le=2_592_000)] | None = None


class RecallIn(Schema):
    """Why it is taken back."""

    words: Annotated[str, Field(max_length=4000)] = ""


class Finding(Schema):
    """Something that stands against saying a draft."""

    path: str
    rule: str
    words: Words


class Step(Schema):
    """One step of a draft's way."""

    what: str
    act: str
    at: datetime
    officer: str
    post: str
    revision: str
    to_post: str
    comments: list[CommentIn]
    words: str


class DoubleEntry(Schema):
    """An entry that a drafted meeting may be once more: its record, who proposed it (none: agreed), and why."""

    record: str
    by: str | None
    words: Words


class Draft(Schema):
    """A draft: the latest text, its state, who does what next, what stands against it, what has happened to it.

    `unnamed` are authorities of a measure that the charter does not name; they bar nothing.
    """

    id: str
    type: str
    state: str
    revision: str
    text: dict[str, Any]
    channel: str | None
    record: str | None
    counters: str | None
    marking: Marking | None
    next: Words
    not_before: datetime | None
    doubles: list[DoubleEntry]
    against: list[Finding]
    unnamed: list[Finding]
    steps: list[Step]


class FileOf(Schema):
    """A file of an entry; `held` is whether it has come."""

    number: int
    name: str
    media_type: str
    size: int
    held: bool
