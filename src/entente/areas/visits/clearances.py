"""What clears a visit: requests of the visitor, decisions and berths of the host, supplies, named visitors, frameworks of others.

Pure. All are one side's own statements, filed under their visit. Fields follow the EDA's diplomatic clearance form and MISWG Document 7
(requests for visit); aerodromes and types of aircraft are ICAO's (Doc 7910, 8643), dangerous goods the UN's numbers, fuels NATO's codes.
Times are wall times with their zone; sizes carry their unit in the name, decimals are strings. There is deliberately no field for nuclear
weapons: the United Kingdom neither confirms nor denies, and Japan has its three principles. Persons stand in `VisitorList` alone, so that
it can be purged by itself; commanders and captains by rank. Published schema versions are frozen. Serves S3, S5 and S8.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from entente.areas.visits.records import Code, Moment, Party, Place, RecordId, Source
from entente.kernel.bilingual import Prose, Title

Line = Annotated[str, Meta(min_length=1, max_length=120)]
Metres = Annotated[str, Meta(pattern=r"^[0-9]{1,3}(\.[0-9]{1,2})?(?!\n)$")]
Kilograms = Annotated[str, Meta(pattern=r"^[0-9]{1,7}(\.[0-9]{1,3})?(?!\n)$")]
Aerodrome = Annotated[str, Meta(pattern=r"^[A-Z]{4}(?!\n)$")]
AircraftType = Annotated[str, Meta(pattern=r"^[A-Z][A-Z0-9]{1,3}(?!\n)$")]
UnNumber = Annotated[str, Meta(pattern=r"^UN[0-9]{4}(?!\n)$")]
HazardClass = Annotated[str, Meta(pattern=r"^[1-9](\.[1-6])?[A-S]?(?!\n)$")]
FuelCode = Annotated[str, Meta(pattern=r"^[A-Z]-[0-9]{1,3}(?!\n)$")]
Number = Annotated[int, Meta(ge=0, le=100_000)]
Amendment = Annotated[int, Meta(ge=0, le=99)]

Propulsion = Literal["CONVENTIONAL", "NUCLEAR"]
CallPurpose = Literal["OPERATIONAL", "FORMAL", "ROUTINE", "LOGISTIC"]
PackingGroup = Literal["I", "II", "III", "NONE"]
VisitRequestKind = Literal["ONE-TIME", "RECURRING", "EMERGENCY", "AMENDMENT"]
ClearanceVerdict = Literal["GRANTED", "GRANTED WITH CONDITIONS", "REFUSED", "RETURNED"]
Framework = Literal["FPDA", "OTHER"]

GRANTED: tuple[ClearanceVerdict, ...] = ("GRANTED", "GRANTED WITH CONDITIONS")


class Ammunition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Ammunition on board by hazard division, with its net explosive quantity."""

    hazard_division: HazardClass
    neq_kg: Kilograms


class ShipClearance(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The visitor's request for a ship's call; an amendment is another text of the same record, with its number raised."""

    visit: RecordId
    reference: Code
    ship: Title
    eta: Moment
    etd: Moment
    port: Place
    purpose: CallPurpose
    propulsion: Propulsion
    complement: Number
    amendment: Amendment = 0
    pennant: Line | None = None
    ship_class: Line | None = None
    length_m: Metres | None = None
    beam_m: Metres | None = None
    draught_m: Metres | None = None
    displacement_t: Annotated[int, Meta(ge=1, le=500_000)] | None = None
    commanding_officer_rank: Line | None = None
    embarked: Annotated[tuple[Line, ...], Meta(max_length=20)] = ()
    ammunition: Annotated[tuple[Ammunition, ...], Meta(max_length=40)] = ()
    salute_guns: Annotated[int, Meta(ge=0, le=21)] | None = None
    frequencies: Annotated[tuple[Line, ...], Meta(max_length=40)] = ()


class ShipNational(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One side's own fields on a ship's call; they never leave the home node."""

    threat_assessment: Prose | None = None
    force_protection: Prose | None = None


class DangerousGoods(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One row of dangerous goods (UN Model Regulations); `neq_kg` of explosives."""

    un_number: UnNumber
    proper_name: Line
    hazard_class: HazardClass
    packing_group: PackingGroup = "NONE"
    neq_kg: Kilograms | None = None


class FlightLeg(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The flight over or to one state: where and when it enters, its route, where and when it leaves; transit states too."""

    state: Party
    entry_point: Line
    enters: Moment
    exit_point: Line
    exits: Moment
    route: Line | None = None


class AircraftClearance(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The visitor's request for state aircraft; an amendment is another text of the same record, with its number raised."""

    visit: RecordId
    reference: Code
    number: Annotated[int, Meta(ge=1, le=200)]
    aircraft_type: AircraftType
    call_sign: Line
    crew: Number
    photographic_sensors: bool
    armament: bool
    electronic_warfare: bool
    departs_from: Aerodrome
    arrives_at: Aerodrome
    legs: Annotated[tuple[FlightLeg, ...], Meta(min_length=1, max_length=30)]
    dangerous_goods: bool
    amendment: Amendment = 0
    registrations: Annotated[tuple[Line, ...], Meta(max_length=200)] = ()
    spare: Annotated[tuple[Line, ...], Meta(max_length=20)] = ()
    captain_rank: Line | None = None
    alternates: Annotated[tuple[Aerodrome, ...], Meta(max_length=10)] = ()
    passengers: Number = 0
    vip: bool = False
    goods: Annotated[tuple[DangerousGoods, ...], Meta(max_length=60)] = ()


class Fuel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A fuel by its NATO code (F-76, F-44), and how much of it."""

    nato_code: FuelCode
    volume_m3: Annotated[int, Meta(ge=1, le=100_000)]


class ShorePower(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Power from the shore."""

    volts: Annotated[int, Meta(ge=1, le=20_000)]
    hertz: Annotated[int, Meta(ge=1, le=400)]
    amperes: Annotated[int, Meta(ge=1, le=20_000)]


class LogisticRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """LOGREQ: what a ship needs in port, by the visitor. Its lines are what is accounted for under the ACSA."""

    visit: RecordId
    reference: Code
    from_day: date
    to_day: date
    amendment: Amendment = 0
    fuel: Annotated[tuple[Fuel, ...], Meta(max_length=20)] = ()
    water_t_per_day: Annotated[int, Meta(ge=1, le=10_000)] | None = None
    shore_power: ShorePower | None = None
    tugs: Annotated[int, Meta(ge=0, le=20)] = 0
    pilots: Annotated[int, Meta(ge=0, le=20)] = 0
    waste: Prose | None = None
    provisions: Prose | None = None


class VisitRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A request for visit to classified sites (MISWG Document 7), without names: how many visitors, at what level, certified by whom."""

    visit: RecordId
    reference: Code
    kind: VisitRequestKind
    sites: Annotated[tuple[Place, ...], Meta(min_length=1, max_length=40)]
    from_day: date
    to_day: date
    subject: Prose
    level: Line
    visitors: Annotated[int, Meta(ge=1, le=2000)]
    certified_by: Line
    amendment: Amendment = 0


class Visitor(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A person on a list of visitors. Personal data."""

    name: Line
    born_on: date
    nationality: Party
    id_number: Line
    clearance: Line
    clearance_until: date
    post: Line | None = None


class VisitorsNational(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Our own vetting file on a list of visitors; it never leaves the home node."""

    vetting_file: Line | None = None


class VisitorList(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The named visitors of a request (own record of the visitor). Personal data under the record's label, purged by itself afterwards."""

    visit: RecordId
    request: RecordId
    persons: Annotated[tuple[Visitor, ...], Meta(min_length=1, max_length=2000)]


class ClearanceDecision(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The host's decision on a request as it stood with an amendment number; valid on its days, both included.

    `recorded_for` is a third state without a node here whose clearance the visitor writes down, with its `source`.
    """

    visit: RecordId
    request: RecordId
    verdict: ClearanceVerdict
    amendment: Amendment = 0
    number: Line | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    conditions: Annotated[tuple[Prose, ...], Meta(max_length=40)] = ()
    reason: Prose | None = None
    recorded_for: Party | None = None
    source: Source | None = None


class HostBerth(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A berth or stand that the host keeps for a visit, from which day to which, both included."""

    visit: RecordId
    place: Place
    berth: Line
    from_day: date
    to_day: date


class Consent(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A member's consent that what is said of the framework may be told outside it."""

    state: Party
    given_on: date
    reference: Source | None = None


class FrameworkNote(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """That a visit takes part in an exercise of others: which framework, who takes part, and who agreed that it is told here."""

    visit: RecordId
    framework: Framework
    exercise: Title
    participants: Annotated[tuple[Party, ...], Meta(min_length=1, max_length=40)]
    from_day: date
    to_day: date
    members: Annotated[tuple[Party, ...], Meta(max_length=40)] = ()
    consents: Annotated[tuple[Consent, ...], Meta(max_length=40)] = ()


Request = ShipClearance | AircraftClearance | VisitRequest
