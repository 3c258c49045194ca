"""The envelopes of the API's answers and questions: records, acts, who asks, failures. The texts of records travel inside, under their own
published schemas (types.py).

Pure. Moments are RFC 3339 in UTC, days ISO 8601; words are given by language. Serves every clause.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

Words = dict[str, str]
Line = Annotated[str, Field(min_length=1, max_length=200)]
Remark = Annotated[str, Field(max_length=2000, pattern=r"^[^\x00]*$")]
Short = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]
Names = dict[Literal["en", "ja"], Short]
Long = Annotated[str, Field(max_length=20_000, pattern=r"^[^\x00]*$")]
Prose = dict[Literal["en", "ja"], Long]
PartyCode = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Key = Annotated[str, Field(max_length=300, pattern=r"^[^\x00]*$")]


class Part(Schema):
    """One of the reasons against a request."""

    path: str
    words: str


class Problem(Schema):
    """Problem details (RFC 9457) in the language of Accept-Language, English or Japanese, with the stable code and the numbered rule.

    `original` holds the rule's own English sentence where the words are Japanese.
    """

    type: str
    title: str
    status: int
    detail: str
    code: str
    rule: str
    language: Literal["en", "ja"]
    original: str | None = None
    problems: list[Part] | None = None


class Me(Schema):
    """Who is asking: the post as acts name it, its roles and clearances; the token's scope, where it is a token."""

    post: str
    titles: Words
    party: str
    roles: list[str]
    clearances: dict[str, str]
    scope: Literal["read", "write"]
    now: datetime
    ceiling: str


class Label(Schema):
    """A confidentiality label (STANAG 4774 terms)."""

    policy: str
    classification: str
    categories: list[dict[str, Any]] = Field(default_factory=list)


class Move(Schema):
    """What is due from whom."""

    party: str
    verb: str


class Record(Schema):
    """A record's generic columns."""

    id: str
    channel: str
    type: str
    code: str
    titles: Words
    state: str
    party: str | None
    label: Label
    clauses: list[str]
    moves: list[Move]
    start_on: date | None
    due_on: date | None
    end_on: date | None
    changed_at: datetime


class Records(Schema):
    """A page of a list: `count` is of all pages, `after` opens the next one (null: there is none)."""

    count: int
    records: list[Record]
    after: str | None


class Entry(Schema):
    """One act in a record's history: who said what when, and since when, at the latest, each other party has held it."""

    act: str
    place: str
    party: str
    post: str
    kind: str
    signed_at: datetime
    received_at: datetime
    receipts: dict[str, datetime]
    body: Literal["none", "read", "sealed", "awaited", "purged", "spilled"]
    remark: Words | None


class Offer(Schema):
    """A proposal: its words, who has accepted or declined, and what this post may do with it."""

    act: str
    place: str
    party: str
    state: str
    signed_at: datetime
    expires_at: datetime | None
    accepted: list[str]
    declined: list[str]
    text: dict[str, Any] | None
    verbs: list[str]


class Interval(Schema):
    """What a rule found: so from `starts` until, and without, `ends` (null: open)."""

    sort: str
    code: str
    state: str
    record: str
    starts: date
    ends: date | None
    move: str | None
    clauses: list[str]
    reason: Words


class Whole(Schema):
    """One record: the text that counts, what lies on the table, who said what, what rules find today."""

    record: Record
    schema_version: int
    text: dict[str, Any] | None
    text_pending: bool
    proposals: list[Offer]
    history: list[Entry]
    found: list[Interval]


class Change(Schema):
    """A field in which a proposal differs; null where one of the texts does not have it."""

    path: str
    titles: Words
    before: str | None
    after: str | None


class Redline(Schema):
    """What a proposal changes, and against which text that was read (empty: there is nothing to compare it with)."""

    against: str
    changes: list[Change]


class Act(Schema):
    """One act: its header as it was signed, and its body where that may be read."""

    entry: Entry
    channel: str
    status: str
    header: dict[str, Any]
    content: dict[str, Any] | None


class Said(Schema):
    """The act that was said, the record it is about, and how that stands now."""

    act: str
    place: str
    record: str
    state: str
    moves: list[Move]


class Type(Schema):
    """A record type: whether it is agreed by all or one side's statement, the languages its text is agreed in, its published versions."""

    type: str
    titles: Words
    joint: bool
    authentic: list[str]
    versions: list[int]
    clauses: list[str]


class Answer(Schema):
    """With a decision: a remark in English, which travels with it."""

    remark: Remark = ""


class TextOf(Schema):
    """A record with its text: agreed, or as last proposed."""

    record: Record
    agreed: bool
    text: dict[str, Any] | None
