"""The record types of drafting, all statements in the channel a government has with itself.

Pure. Each names the officer and the post that made it, since four eyes are counted over both; acts themselves name posts alone. Whatever
concerns a draft names the revision it was about: what was cleared is one text, not whatever the draft says next. Serves I1.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

ActId = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}(?!\n)$")]
RecordId = Annotated[str, Meta(pattern=r"^[!-~]{1,160}(?!\n)$")]
TypeName = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9-]{1,39}(?!\n)$")]
Version = Annotated[int, Meta(ge=1, le=999)]
Person = Annotated[str, Meta(min_length=1, max_length=150)]
Post = Annotated[str, Meta(min_length=1, max_length=120)]
Remark = Annotated[str, Meta(min_length=1, max_length=4000)]
Micros = Annotated[int, Meta(ge=0, le=9_007_199_254_740_991)]

Decision = Literal["cleared", "returned"]
Verb = Literal["accept", "decline", "withdraw", "clear", "return", "release", "recall"]
Proof = Literal["password", "one-time-code", "passkey", "recovery-code", "identity-provider", "token", "operator"]
"""How a person has shown who he is: the last two are a program with his token, and whoever holds the node's folder."""


class Marking(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The label wanted: policy identifier and classification; it is released to all parties of the channel meant."""

    policy: Annotated[str, Meta(min_length=1, max_length=200)]
    classification: Annotated[str, Meta(min_length=1, max_length=128)]


class Draft(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A text while one side still writes it. `text` may break every rule of its type: what stands against it is shown, not refused.

    `record` is what it would revise or counter, `base` the act whose text that was when these words were written, `counters` the proposal
    it answers. `channel` is where it would be said, `label` how it would be marked (absent: as the channel is).
    """

    type: TypeName
    schema: Version
    text: dict[str, Any]
    officer: Person
    post: Post
    channel: ActId | None = None
    record: RecordId | None = None
    base: ActId | None = None
    counters: ActId | None = None
    label: Marking | None = None


class ClearanceRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One revision of a draft, put before another post."""

    draft: RecordId
    revision: ActId
    to_post: Post
    officer: Person
    post: Post


class Comment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a clearing officer says of one field; the path is empty for the whole text."""

    path: Annotated[str, Meta(max_length=300)]
    words: Remark


class Clearance(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The answer to a request: cleared, or returned with comments. A return stands until there is another revision."""

    draft: RecordId
    revision: ActId
    request: RecordId
    decision: Decision
    officer: Person
    post: Post
    comments: Annotated[tuple[Comment, ...], Meta(max_length=200)] = ()


class ReleaseOrder(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """That a cleared revision goes to the partner, not before a moment (microseconds since 1970 UTC, the node's clock)."""

    draft: RecordId
    revision: ActId
    not_before_us: Micros
    officer: Person
    post: Post


class Recall(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """That an order to release is taken back before it was carried out."""

    draft: RecordId
    order: RecordId
    officer: Person
    post: Post
    words: Remark | None = None


class Departure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """That the waiting time of an order is over: from now on it cannot be recalled."""

    draft: RecordId
    order: RecordId


class Dispatched(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What became of an order: the act in the shared channel, or the rule and the words by which it could not be said there."""

    draft: RecordId
    order: RecordId
    act: ActId | None = None
    rule: Annotated[str, Meta(max_length=20)] = ""
    words: Annotated[str, Meta(max_length=4000)] = ""


class Assignment(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Work on a draft or a record given to a post, until a day; `done_on` closes it."""

    record: RecordId
    to_post: Post
    due: date
    words: Remark
    officer: Person
    post: Post
    done_on: date | None = None


class Overlay(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Our own fields on a shared record, by the national form of its type; they never leave this node."""

    record: RecordId
    type: TypeName
    schema: Version
    fields: dict[str, Any]
    officer: Person
    post: Post


class PutItem(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One record of what a partner told us: as it stands at home, the text cleared, and the record that was said in the shared channel."""

    home: RecordId
    revision: ActId
    shared: RecordId | None = None


class ConfirmationList(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Records of ours put to the partner whose words they are. As a draft `shared` is absent; kept once they went, it links each pair.

    `marked_down`: what is marked above the channel's ceiling at home goes under that ceiling, by decision of an assigning officer.
    """

    items: Annotated[tuple[PutItem, ...], Meta(min_length=1, max_length=500)]
    channel: ActId | None = None
    marked_down: bool = False


class OfficerDecision(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Which officer decided, and how he had shown who he is: the entry in a shared channel names his post alone.

    `about` is the record or draft, `act` what he decided on: a proposal, a revision of a draft, a statement. Said before what it tells of.
    """

    verb: Verb
    about: RecordId
    act: RecordId
    officer: Person
    post: Post
    proof: Annotated[tuple[Proof, ...], Meta(max_length=7)] = ()
