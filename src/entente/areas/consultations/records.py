"""Meeting series, meetings, offered slots and deferrals: the record types by which consultations are convened.

Pure. Published schema versions are frozen: a change is a new Struct beside these. Keys are ASCII, dates ISO 8601, zones of the IANA
database, languages BCP 47, parties ISO 3166-1 alpha-3; persons never, posts always. Every record of a series names the series, so that
rules read them as one group. What a Struct cannot say stands in `check`. Serves I2, I3, I4 and I5.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from entente.kernel.bilingual import Prose, Title

Party = Annotated[str, Meta(pattern=r"^[A-Z]{3}(?!\n)$")]
Authority = Annotated[str, Meta(pattern=r"^[A-Z0-9][A-Z0-9-]{0,23}(?!\n)$")]
Post = Annotated[str, Meta(min_length=1, max_length=120)]
Code = Annotated[str, Meta(pattern=r"^[A-Z0-9][A-Z0-9+/-]{1,39}(?!\n)$")]
ClauseId = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,39}#[A-Z][0-9]{1,3}(\.[0-9]{1,2})?(?!\n)$")]
CommitmentCode = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,39}#[A-Z][0-9]{1,3}(\.[0-9]{1,2})?[a-z]{1,2}(?!\n)$")]
Clauses = Annotated[tuple[ClauseId, ...], Meta(min_length=1, max_length=40)]
RecordId = Annotated[str, Meta(pattern=r"^[!-~]{1,160}(?!\n)$")]
Digest = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}(?!\n)$")]
Clock = Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9](?!\n)$")]
Zone = Annotated[str, Meta(pattern=r"^[A-Z][A-Za-z]{1,19}(/[A-Z][A-Za-z_+-]{1,29}){0,2}(?!\n)$")]
Page = Annotated[str, Meta(min_length=1, max_length=500)]
Days = Annotated[int, Meta(ge=1, le=3660)]
Ordinal = Annotated[int, Meta(ge=1, le=9999)]

SeriesKind = Literal[
    "2+2", "FM STRATEGIC DIALOGUE", "DMM", "DG CONSULTATION", "NSA", "CAPACITY-BUILDING WG", "SOUTH ASIA", "OTHER"
]  # fmt: skip
Basis = Literal["ROLLING", "CALENDAR YEAR", "FISCAL YEAR", "NOT FIXED"]
HostRule = Literal["ROTATION", "FIXED"]
Mode = Literal["IN PERSON", "VTC", "MARGINS"]
MeetingStage = Literal[
    "PLANNED", "DATE AGREED", "AGENDA AGREED", "HELD", "MINUTES AGREED", "CLOSED", "POSTPONED", "CANCELLED"
]  # fmt: skip
Outcome = Literal["JOINT STATEMENT", "AGREED MINUTES", "NONE"]
SlotChoice = Literal["ACCEPTED", "NONE SUITS"]
DeferralTarget = Literal["meeting-series", "measure"]

HELD_STAGES = frozenset({"HELD", "MINUTES AGREED", "CLOSED"})
"""Stages of a meeting that took place."""

AHEAD_STAGES = frozenset({"PLANNED", "DATE AGREED", "AGENDA AGREED"})
"""Stages of a meeting that is still to come."""


class Moment(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A time as the clock on the wall shows it in a zone.

    Where clocks are put back an hour comes twice: `later` says that the second is meant.
    """

    on: date
    at: Clock
    zone: Zone
    later: bool = False


class Participant(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Who takes part: a post of an authority of a party. Which person holds the post is a national matter."""

    party: Party
    authority: Authority
    post: Post | None = None


class MeetingSeries(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A dialogue that the parties promised to hold again and again (I2-I5), joint.

    `interval_months` is None where the text promises no interval. A `basis` that is NOT FIXED runs the rolling and the fiscal-year clock
    side by side until both parties fix one (R1.5). The clock starts on `reckoned_from`, the day of the promise; `first_due` overrides the
    first date. `per_year` and `longest_gap_days` bind beside the interval (R1.7). `host_order` is the rotation, or the one fixed host.
    """

    code: Code
    title: Title
    kind: SeriesKind
    clauses: Clauses
    basis: Basis
    reckoned_from: date
    host_rule: HostRule
    host_order: Annotated[tuple[Party, ...], Meta(min_length=1, max_length=20)]
    interval_months: Annotated[int, Meta(ge=1, le=120)] | None = None
    grace_days: Annotated[int, Meta(ge=0, le=366)] = 0
    first_due: date | None = None
    per_year: Annotated[int, Meta(ge=1, le=52)] | None = None
    longest_gap_days: Days | None = None
    parent: RecordId | None = None
    participants: Annotated[tuple[Participant, ...], Meta(max_length=60)] = ()
    ended_on: date | None = None
    remarks: Prose | None = None


class AnsweringSeries(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A meeting series, version 2: it also says which commitments of its clauses it answers for (R1.1), as a measure does."""

    code: Code
    title: Title
    kind: SeriesKind
    clauses: Clauses
    basis: Basis
    reckoned_from: date
    host_rule: HostRule
    host_order: Annotated[tuple[Party, ...], Meta(min_length=1, max_length=20)]
    interval_months: Annotated[int, Meta(ge=1, le=120)] | None = None
    grace_days: Annotated[int, Meta(ge=0, le=366)] = 0
    first_due: date | None = None
    per_year: Annotated[int, Meta(ge=1, le=52)] | None = None
    longest_gap_days: Days | None = None
    parent: RecordId | None = None
    participants: Annotated[tuple[Participant, ...], Meta(max_length=60)] = ()
    ended_on: date | None = None
    remarks: Prose | None = None
    commitments: Annotated[tuple[CommitmentCode, ...], Meta(max_length=40)] = ()


AnySeries = MeetingSeries | AnsweringSeries


class Meeting(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One meeting of a series, joint.

    Before a date is agreed it has a window; then `starts` and `ends`; `held_on` is the day of the event at its place, and alone drives
    the clock. `counts_for` names other series that it serves as well: each of these holds a count. `source` is the page or
    document that shows a meeting of the public record.
    """

    series: RecordId
    title: Title
    stage: MeetingStage
    mode: Mode
    ordinal: Ordinal | None = None
    window_from: date | None = None
    window_to: date | None = None
    starts: Moment | None = None
    ends: Moment | None = None
    place: Title | None = None
    host: Party | None = None
    participants: Annotated[tuple[Participant, ...], Meta(max_length=120)] = ()
    counts_for: Annotated[tuple[RecordId, ...], Meta(max_length=10)] = ()
    held_on: date | None = None
    outcome: Outcome | None = None
    source: Page | None = None
    clauses: Annotated[tuple[ClauseId, ...], Meta(max_length=40)] = ()


class MeetingCount(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A meeting of one series that the parties count for another as well, joint; proposed together with the meeting it counts.

    `series` is the other series, `meeting` the record of the meeting that was held.
    """

    series: RecordId
    meeting: RecordId
    held_on: date


class MeetingCountTogether(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A meeting counted for another series, version 2: also one that is entered as held already, and so has no id yet when it is proposed.

    Without `meeting` it is the one proposed first in the same act as this record: the two have effect together or not at all.
    """

    series: RecordId
    held_on: date
    meeting: RecordId | None = None


AnyCount = MeetingCount | MeetingCountTogether


class Deferral(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A joint decision that a series or a measure need not keep its date for a time (R1.6): it explains, and repairs nothing.

    It holds from `starts_on`, or from the day on which it was agreed if that is later, to `until` inclusive.
    """

    target: RecordId
    target_type: DeferralTarget
    reason: Prose
    agreed_on: date
    starts_on: date
    until: date
    clauses: Annotated[tuple[ClauseId, ...], Meta(max_length=40)] = ()


class Slot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A time offered for a meeting."""

    starts: Moment
    ends: Moment


class SlotOffer(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One party's offer of times for a meeting (own record), in order of preference."""

    series: RecordId
    meeting: RecordId
    slots: Annotated[tuple[Slot, ...], Meta(min_length=1, max_length=10)]
    answer_by: date | None = None
    words: Prose | None = None


class SlotAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Another party's answer to an offer (own record): which slot it accepts, counted from one, or that none suits."""

    series: RecordId
    meeting: RecordId
    offer: RecordId
    answer: SlotChoice
    chosen: Annotated[int, Meta(ge=1, le=10)] | None = None
    words: Prose | None = None
