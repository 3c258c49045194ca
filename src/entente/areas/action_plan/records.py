"""The record types of the action plan: measure, progress report.

Pure. Published schema versions are frozen: a change is a new Struct beside these. Keys are ASCII, dates ISO 8601, languages BCP 47, parties
ISO 3166-1 alpha-3, currencies ISO 4217. What a Struct cannot say stands in `check`. Serves I1 and, by the clauses a measure names, all
others; `regions` and `challenges` serve S0.2 and S0.3.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from entente.kernel.bilingual import Prose, Short, Title

Party = Annotated[str, Meta(pattern=r"^[A-Z]{3}(?!\n)$")]
Authority = Annotated[str, Meta(pattern=r"^[A-Z0-9][A-Z0-9-]{0,23}(?!\n)$")]
Code = Annotated[str, Meta(pattern=r"^[A-Z0-9][A-Z0-9-]{2,39}(?!\n)$")]
MilestoneCode = Annotated[str, Meta(pattern=r"^[A-Z0-9][A-Z0-9.-]{0,11}(?!\n)$")]
ClauseId = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,39}#[A-Z][0-9]{1,3}(\.[0-9]{1,2})?(?!\n)$")]
CommitmentCode = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,39}#[A-Z][0-9]{1,3}(\.[0-9]{1,2})?[a-z]{1,2}(?!\n)$")]
RecordId = Annotated[str, Meta(pattern=r"^[!-~]{1,160}(?!\n)$")]
Tag = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9-]{1,39}(?!\n)$")]
Digest = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}(?!\n)$")]

MeasureType = Literal["ACTIVITY", "DELIVERABLE", "RECURRING", "TEXT", "STUDY"]
Stage = Literal["AGREED", "ACTIVE", "COMPLETED", "SUSPENDED", "DROPPED"]
Priority = Literal["HIGH", "NORMAL", "LOW"]
Rag = Literal["GREEN", "AMBER", "RED"]
EvidenceType = Literal["SELF", "COUNTERSIGNED", "PUBLIC"]

REGIONS = ("global", "indo-pacific", "southeast-asia", "south-asia", "africa", "middle-east", "europe")
"""Region tags (S0.2, S11). A code list, not a schema: growing it needs no new version."""

CHALLENGES = ("status-quo-by-force", "dprk", "proliferation", "terrorism", "cyber", "space", "maritime-order", "organised-crime")
"""Common strategic challenges (S0.3, S1)."""


class Milestone(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A dated step of a measure and the kind of evidence that will show it (SELF, COUNTERSIGNED by the partner, PUBLIC)."""

    code: MilestoneCode
    name: Title
    due: date
    evidence_type: EvidenceType


class Measure(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A measure of the action plan (I1), joint.

    `depends_on` holds the *codes* of other measures: measures proposed together have no record ids yet. `leads` is keyed by party, which
    is half of R1.2. `completed_on` is the day of the event, not of the agreement that it happened.
    """

    code: Code
    title: Title
    clauses: Annotated[tuple[ClauseId, ...], Meta(min_length=1, max_length=40)]
    type: MeasureType
    stage: Stage
    leads: Annotated[dict[Party, Authority], Meta(min_length=1, max_length=20)]
    baseline_start: date
    completion_criterion: Prose
    baseline_finish: date | None = None
    cadence_months: Annotated[int, Meta(ge=1, le=120)] | None = None
    commitments: Annotated[tuple[CommitmentCode, ...], Meta(max_length=80)] = ()
    supporting: Annotated[dict[Party, Annotated[tuple[Authority, ...], Meta(max_length=20)]], Meta(max_length=20)] = {}
    milestones: Annotated[tuple[Milestone, ...], Meta(max_length=60)] = ()
    completed_on: date | None = None
    priority: Priority = "NORMAL"
    depends_on: Annotated[tuple[Code, ...], Meta(max_length=40)] = ()
    regions: Annotated[tuple[Tag, ...], Meta(max_length=10)] = ()
    challenges: Annotated[tuple[Tag, ...], Meta(max_length=10)] = ()


class Budget(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Money: ISO 4217 currency and whole minor units (pence, yen) as a decimal string, since a double cannot hold them all."""

    currency: Annotated[str, Meta(pattern=r"^[A-Z]{3}(?!\n)$")]
    minor_units: Annotated[str, Meta(pattern=r"^(0|-?[1-9][0-9]{0,17})(?!\n)$")]


class MeasureNational(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One side's own fields on a measure; they never leave the home node."""

    budget: Budget | None = None
    internal_risk: Prose | None = None
    red_lines: Annotated[tuple[Prose, ...], Meta(max_length=20)] = ()


class Forecast(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One side's word on one milestone: when it expects it, or the day on which it was reached."""

    milestone: MilestoneCode
    forecast: date
    done_on: date | None = None


class Evidence(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What shows a claim: a record in this channel, a published page, or a file named by its SHA-256."""

    kind: EvidenceType
    title: Title
    record: RecordId | None = None
    page: Short | None = None
    sha256: Digest | None = None


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An answer to the ask in another side's report. It stands in the answering side's own report, which alone that side may write."""

    report: RecordId
    words: Prose


class ProgressReport(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One side's statement on a measure for a period (own record).

    `held_on` are the occurrences of a RECURRING measure in the period. `recorded_for` names a party without a node whose word the author
    writes down, with its `source`; it is the author's statement and never that party's acceptance. `ask_to` is None for all others.
    """

    measure: RecordId
    period_from: date
    period_to: date
    rag: Rag
    narrative: Prose
    forecasts: Annotated[tuple[Forecast, ...], Meta(max_length=60)] = ()
    forecast_finish: date | None = None
    held_on: Annotated[tuple[date, ...], Meta(max_length=40)] = ()
    blockers: Annotated[tuple[Prose, ...], Meta(max_length=20)] = ()
    ask_of_partner: Prose | None = None
    ask_to: Party | None = None
    answers: Annotated[tuple[Answer, ...], Meta(max_length=20)] = ()
    evidence: Annotated[tuple[Evidence, ...], Meta(max_length=60)] = ()
    recorded_for: Party | None = None
    source: Title | None = None
