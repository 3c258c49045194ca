"""Thresholds of the rules on visits, and the public table of what those rules return.

Pure. Every threshold is an assumption until the authorities fix it (domain analysis, section 3): parameters are one frozen value, versioned
with the code, so that a joint decision replaces a default and nothing else. Serves S3, S5 and S8.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from entente.kernel.parameter import assumed, public


@dataclass(frozen=True, slots=True)
class Parameters:
    """Days, unless the name says hours, a number of the clock or working days (of all parties)."""

    report_days: int = assumed(30, "ours: each side reports on a visit within 30 days of its end")
    counts_days: int = assumed(365, "ours: a visit that took place answers for its clauses for a year, since its figures are yearly")
    flight_hours: int = public(72, "R3.1: a flight clearance is valid 72 hours either side of its time; a larger shift is a new request")
    submit_notice_days: int = assumed(30, "ours: the visitor is reminded of a request 30 days before the last day for it")
    decide_days: int = assumed(10, "ours: the host decides within ten days, and before the visit begins")
    gap_notice_days: int = assumed(14, "ours: what is not covered is pointed out from two weeks before the first day")
    visit_request_most_days: int = public(366, "R3.4: a request for visit lasts a year at most")
    expiring_days: int = assumed(60, "ours: a recurring request for visit is renewed in its last 60 days")
    purge_days: int = assumed(90, "section 3, bad input: personal data are purged 90 days after the visit")
    purge_late_days: int = assumed(14, "ours: and the purge is late two weeks after that")
    port_opens_hour: int = assumed(7, "ours: a port takes ships from 07:00 by its own clock")
    port_closes_hour: int = assumed(19, "ours: and until 19:00")


PARAMETERS = Parameters()


@dataclass(frozen=True, slots=True)
class LeadTime:
    """How long before the first day a request is to be there: days, or working days of all parties; `assumed` until its host says so."""

    days: int
    working: bool
    source: str
    assumed: bool = True


LEAD_TIMES: Mapping[tuple[str, str], LeadTime] = {
    ("GBR", "aircraft-clearance"): LeadTime(3, True, "R3.1: the United Kingdom asks for three working days", assumed=False),
    ("", "aircraft-clearance"): LeadTime(10, True, "R3.2: not published here"),
    ("", "ship-clearance"): LeadTime(30, False, "R3.2: ships, 14 to 30 days"),
    ("", "request-for-visit"): LeadTime(25, True, "R3.2: requests for visit, 15 to 25 working days"),
}
"""R3.2: each host's table, by host and type of request; "" is what is assumed of a host that has not said."""

BASIS_IN_FORCE: Mapping[str, date] = {"RAA": date(2023, 10, 15), "UN-FORCES SOFA": date(1954, 6, 11)}
"""Since when a legal basis is in force: the RAA since 15 October 2023, the agreement on UN forces in Japan since 11 June 1954. A
designation under the Visiting Forces Act and an ad hoc note are in force on the days they name."""

BASIS_WHERE: Mapping[str, tuple[str, ...]] = {
    "RAA": ("JPN", "GBR"), "UN-FORCES SOFA": ("JPN",), "VISITING FORCES ACT": ("GBR",),
}  # fmt: skip
"""In whose territory a legal basis can apply; an ad hoc note in any."""

FPDA = ("AUS", "GBR", "MYS", "NZL", "SGP")
"""R3.7: the five states of the Five Power Defence Arrangements."""


@dataclass(frozen=True, slots=True)
class Product:
    """What one code means: its sort, the record types it stands on, and its states."""

    sort: Literal["obligation", "finding", "fact", "indicator", "standing"]
    on: tuple[str, ...]
    states: tuple[str, ...]


REQUESTS = ("ship-clearance", "aircraft-clearance", "request-for-visit")
"""The types of requests that a host decides."""

VERDICTS = ("granted", "granted-with-conditions", "refused", "returned")

CODES: Mapping[str, Product] = {
    "visit.standing": Product("standing", ("visit",), ("begun", "on-time", "due", "overdue", "fulfilled")),
    "visit.life": Product("fact", ("visit",), ("possible", "likely", "fixed", "under-way", "over", "called-off")),
    "visit.report": Product("obligation", ("visit",), ("open", "late")),
    "visit.reports": Product("finding", ("visit",), ("outcome-differs", "objectives-differ")),
    "visit.took-place": Product("indicator", ("visit",), ("took-place", "did-not")),
    "visit.days-there": Product("indicator", ("visit",), ("measured",)),
    "visit.submit": Product("obligation", ("visit",), ("due", "late")),
    "visit.gap": Product("finding", ("visit",), ("no-clearance", "no-basis", "several-bases", "basis-not-in-force", "no-berth")),
    "clearance.state": Product("fact", REQUESTS, ("submitted", "amended", *VERDICTS, "used", "lapsed", "cancelled")),
    "clearance.decide": Product("obligation", REQUESTS, ("open", "late")),
    "clearance.resubmit": Product("obligation", REQUESTS, ("open", "late")),
    "clearance.not-visitor": Product("finding", REQUESTS, ("not-visitor",)),
    "clearance.late": Product("finding", REQUESTS, ("late-submission",)),
    "clearance.local-time": Product("finding", ("ship-clearance",), ("may-be-local",)),
    "clearance.days-to-decision": Product("indicator", REQUESTS, ("measured",)),
    "clearance.unamended": Product("indicator", REQUESTS, ("unamended", "amended")),
    "decision.not-host": Product("finding", ("clearance-decision",), ("not-host",)),
    "visit-request.expiring": Product("finding", ("request-for-visit",), ("expiring",)),
    "visitors.expires": Product("finding", ("visitor-list",), ("expires-during",)),
    "visitors.number": Product("finding", ("visitor-list",), ("differs",)),
    "visitors.purge": Product("obligation", ("visitor-list",), ("open", "late")),
    "visit.first": Product("indicator", ("visit-report",), ("first",)),
}
"""Every code and state the rules return. Obligations are one per (record, code, move): the party whose move it is tells them apart."""
