"""Agenda, minutes, actions, read-outs and papers: the record types of what a meeting dealt with and decided.

Pure. Published schema versions are frozen. Minutes are authentic in both languages, paragraph by paragraph; what each side prepares for
itself (brief, lines to take) is an overlay that never leaves its node. Serves I2, I3, I4 and I5.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from entente.areas.consultations.records import Authority, ClauseId, Code, Digest, Moment, Page, Participant, Party, RecordId
from entente.kernel.bilingual import Long, Prose, Title

Number = Annotated[int, Meta(ge=1, le=999)]
Ground = Literal[
    "LAPSED CADENCE", "OVERDUE MEASURE", "DISAGREEMENT", "UNANSWERED ASK", "PENDING CONSENT", "UNRECONCILED LEDGER", "CARRIED FORWARD",
    "OPEN ACTION", "PROPOSED",
]  # fmt: skip
PaperSort = Literal["PAPER", "OLD MINUTES", "OTHER"]
ClosureVerdict = Literal["CLOSED", "DISPUTED"]
Language = Literal["en", "ja"]


class Paper(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A paper or a piece of evidence: a record of the channel, a published page, or a file named by its SHA-256."""

    title: Title
    record: RecordId | None = None
    page: Page | None = None
    sha256: Digest | None = None


class AgendaItem(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A line of an agenda: why it is there (`ground`), the record it comes from and the acts that it rests on."""

    no: Number
    title: Title
    ground: Ground = "PROPOSED"
    source: RecordId | None = None
    rests_on: Annotated[tuple[Digest, ...], Meta(max_length=40)] = ()
    clause: ClauseId | None = None
    minutes_allotted: Annotated[int, Meta(ge=1, le=1440)] | None = None
    papers: Annotated[tuple[Paper, ...], Meta(max_length=40)] = ()
    presenter: Participant | None = None


class Agenda(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a meeting will deal with, joint."""

    series: RecordId
    meeting: RecordId
    items: Annotated[tuple[AgendaItem, ...], Meta(min_length=1, max_length=120)]
    remarks: Prose | None = None


class ItemBrief(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One side's own preparation for an item of the agenda."""

    no: Number
    brief: Prose | None = None
    lines_to_take: Annotated[tuple[Prose, ...], Meta(max_length=40)] = ()


class AgendaNational(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One side's briefs and lines to take; they never leave the home node."""

    items: Annotated[tuple[ItemBrief, ...], Meta(max_length=120)] = ()
    brief: Prose | None = None


class Decision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A decision recorded in a paragraph, in both authentic languages."""

    no: Number
    en: Long
    ja: Long


class Paragraph(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A paragraph of the minutes in both authentic languages, on an item of the agenda where it is on one."""

    no: Number
    en: Long
    ja: Long
    item: Number | None = None
    decisions: Annotated[tuple[Decision, ...], Meta(max_length=40)] = ()


class Minutes(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The agreed minutes of a meeting, joint; both languages are authentic."""

    series: RecordId
    meeting: RecordId
    paragraphs: Annotated[tuple[Paragraph, ...], Meta(min_length=1, max_length=400)]
    papers: Annotated[tuple[Paper, ...], Meta(max_length=120)] = ()


class Owner(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The party and authority that carries an action out."""

    party: Party
    authority: Authority


class AssignedDecision(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A decision in both authentic languages; with an owner and a day it becomes an action as soon as the minutes are agreed."""

    no: Number
    en: Long
    ja: Long
    owner: Owner | None = None
    due: date | None = None


class ComparedParagraph(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A paragraph of the minutes as `Paragraph`; `unchanged` is the language that needs no change though the other changed here."""

    no: Number
    en: Long
    ja: Long
    item: Number | None = None
    decisions: Annotated[tuple[AssignedDecision, ...], Meta(max_length=40)] = ()
    unchanged: Language | None = None


class AssignedMinutes(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Version 2 of `Minutes`: who does what by when stands in the decision itself, and so in the words that both sides accept."""

    series: RecordId
    meeting: RecordId
    paragraphs: Annotated[tuple[ComparedParagraph, ...], Meta(min_length=1, max_length=400)]
    papers: Annotated[tuple[Paper, ...], Meta(max_length=120)] = ()


AnyMinutes = Minutes | AssignedMinutes


class Action(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a meeting decided that somebody shall do by a day, joint. `paragraph` and `decision` point into the minutes."""

    series: RecordId
    meeting: RecordId
    code: Code
    title: Title
    owner: Owner
    agreed_on: date
    due: date
    text: Prose | None = None
    minutes: RecordId | None = None
    paragraph: Number | None = None
    decision: Number | None = None
    measure: RecordId | None = None
    clauses: Annotated[tuple[ClauseId, ...], Meta(max_length=40)] = ()


class ActionClaim(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The owner's word that an action is done (own record), with what shows it."""

    series: RecordId
    action: RecordId
    done_on: date
    text: Prose | None = None
    evidence: Annotated[tuple[Paper, ...], Meta(max_length=60)] = ()


class ActionClosure(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Another side's answer to a claim (own record): closed, or disputed with its reason. The owner's own counts for nothing."""

    series: RecordId
    action: RecordId
    claim: RecordId
    verdict: ClosureVerdict
    reason: Prose | None = None


class ReadOut(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One side's public summary of a meeting (own record); the two may differ and are shown side by side."""

    series: RecordId
    meeting: RecordId
    text: Prose
    published_at: Moment | None = None
    page: Page | None = None


class MeetingPaper(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A paper that one side brings to a meeting, or the minutes of an old one (own record): its files are attached to the act itself.

    Who may read the files follows from the act's label; the record says what they are, of which day, and to which item they belong.
    """

    series: RecordId
    meeting: RecordId
    title: Title
    sort: PaperSort = "PAPER"
    item: Number | None = None
    dated: date | None = None
    remarks: Prose | None = None
