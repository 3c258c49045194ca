"""The envelopes of the API's answers and questions. The texts of records travel inside, under their own published schemas (types.py).

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


class Type(Schema):
    """A record type: whether it is agreed by all or one side's statement, the languages its text is agreed in, its published versions."""

    type: str
    titles: Words
    joint: bool
    authentic: list[str]
    versions: list[int]
    clauses: list[str]


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
    """A draft: the latest text, its state, who does what next, what stands against it, what has happened to it."""

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
    steps: list[Step]


class Answer(Schema):
    """With a decision: a remark in English, which travels with it."""

    remark: Remark = ""
