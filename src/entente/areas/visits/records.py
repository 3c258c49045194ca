"""The engagement programme: a visit or deployment that both sides plan, and each side's report on it.

Pure. Published schema versions are frozen: a change is a new Struct beside these. Keys are ASCII, dates ISO 8601, parties and states
ISO 3166-1 alpha-3, ports UN/LOCODE (UNECE Recommendation 16), zones of the IANA database; ships and units are named, persons never. What a
Struct cannot say stands in `check`. Serves S3, S5 and S8.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from entente.kernel.bilingual import Prose, Title

Party = Annotated[str, Meta(pattern=r"^[A-Z]{3}(?!\n)$")]
Code = Annotated[str, Meta(pattern=r"^[A-Z0-9][A-Z0-9-]{2,39}(?!\n)$")]
ClauseId = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,39}#[A-Z][0-9]{1,3}(\.[0-9]{1,2})?(?!\n)$")]
RecordId = Annotated[str, Meta(pattern=r"^[!-~]{1,160}(?!\n)$")]
Locode = Annotated[str, Meta(pattern=r"^[A-Z]{2}[A-Z2-9]{3}(?!\n)$")]
"""UN/LOCODE: the country's two letters (ISO 3166-1 alpha-2), then three letters or the digits 2 to 9; written without the space."""
Clock = Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9](?!\n)$")]
Zone = Annotated[str, Meta(pattern=r"^[A-Z][A-Za-z]{1,19}(/[A-Z][A-Za-z_+-]{1,29}){0,2}(?!\n)$")]
Source = Annotated[str, Meta(min_length=1, max_length=500)]

Domain = Literal["SEA", "LAND", "AIR", "STAFF", "MINISTERIAL"]
Confidence = Literal["POSSIBLE", "LIKELY", "FIXED"]
VisitStage = Literal["PLANNED", "HELD", "CALLED OFF"]
VisitOutcome = Literal["TOOK PLACE", "DID NOT TAKE PLACE"]
Objectives = Literal["MET", "PARTLY MET", "NOT MET"]
BasisKind = Literal["RAA", "UN-FORCES SOFA", "VISITING FORCES ACT", "AD HOC NOTE"]


class Moment(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A time as the clock on the wall shows it in a zone; "UTC" is what messages call Zulu.

    Where clocks are put back an hour comes twice: `later` says that the second is meant.
    """

    on: date
    at: Clock
    zone: Zone
    later: bool = False


class Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Where: a name, and the UN/LOCODE of a port or airport that has one."""

    name: Title
    locode: Locode | None = None


class Segment(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One stretch of the planned movement: in which state's territory or waters, from which day to which, both included."""

    state: Party
    from_day: date
    to_day: date
    place: Place | None = None


class LegalBasis(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """On what the presence rests, and on which of its days (None: on all). `reference` names the note of an ad hoc basis."""

    kind: BasisKind
    from_day: date | None = None
    to_day: date | None = None
    reference: Source | None = None


class Visit(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """An entry of the engagement programme, joint; a change of it is another revision that both accept.

    `visitor` goes to `host`; without a host it goes to the region, and no participant clears it. The window is planned; `held_from` and
    `held_to` are the days on which it was there, where they are known. `segments` are the movement beyond one stay at the host's;
    `measures` the measures of the action plan that it carries out. `source` is the page or document of a visit of the public record.
    """

    code: Code
    title: Title
    clauses: Annotated[tuple[ClauseId, ...], Meta(min_length=1, max_length=40)]
    domain: Domain
    visitor: Party
    window_from: date
    window_to: date
    place: Place
    purpose: Prose
    confidence: Confidence
    stage: VisitStage = "PLANNED"
    host: Party | None = None
    held_from: date | None = None
    held_to: date | None = None
    segments: Annotated[tuple[Segment, ...], Meta(max_length=40)] = ()
    bases: Annotated[tuple[LegalBasis, ...], Meta(max_length=10)] = ()
    measures: Annotated[tuple[RecordId, ...], Meta(max_length=20)] = ()
    source: Source | None = None


class VisitNational(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One side's own fields on a visit; they never leave the home node."""

    threat_assessment: Prose | None = None
    force_protection: Prose | None = None
    lines_to_take: Annotated[tuple[Prose, ...], Meta(max_length=20)] = ()


class VisitReport(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One side's report on a visit (own record): what happened, whether its objectives were met, what comes next.

    `first` names what was done for the first time.
    """

    visit: RecordId
    outcome: VisitOutcome
    happened: Prose
    held_from: date | None = None
    held_to: date | None = None
    objectives: Objectives | None = None
    next: Prose | None = None
    first: Title | None = None
    source: Source | None = None
