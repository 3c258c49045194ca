"""Groups of one visit and what is filed under it, small by default, and what an officer would ask of their intervals."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from entente.areas.visits.clearances import AircraftClearance, ClearanceDecision, ClearanceVerdict, FlightLeg, ShipClearance, VisitRequest
from entente.areas.visits.records import Moment, Place, Visit, VisitReport
from entente.kernel.area import Group, Interval, Linked, Revision
from entente.kernel.bilingual import Prose, Title

PARTIES = ("GBR", "JPN")
AGREED = date(2018, 9, 3)
FIRST, LAST = date(2018, 11, 26), date(2018, 11, 30)


def visit(**changed: Any) -> Visit:
    """A ship of Japan's at Portsmouth for a week of November 2018, with what is changed."""
    fields: dict[str, Any] = {
        "code": "JPN-V-2018-004", "title": Title("A training ship"), "clauses": ("jp-gb-2017#S3",), "domain": "SEA", "visitor": "JPN",
        "host": "GBR", "window_from": FIRST, "window_to": LAST, "place": Place(Title("Portsmouth"), "GBPME"), "purpose": Prose("A call."),
        "confidence": "FIXED",
    }  # fmt: skip
    return Visit(**(fields | changed))


def report(outcome: str = "TOOK PLACE", **changed: Any) -> VisitReport:
    """A side's report on it, with what is changed."""
    fields: dict[str, Any] = {"visit": "v", "outcome": outcome, "happened": Prose("As told.")}
    return VisitReport(**(fields | changed))


def record(type_: str, name: str, party: str | None, *texts: tuple[date, Any], withdrawn_on: date | None = None) -> Linked:
    """A record of any type from (in effect on, text) each."""
    kept = tuple(Revision(text, f"{name}.{i}", day) for i, (day, text) in enumerate(texts))
    return Linked(name, type_, party, kept, withdrawn_on)


def group(*records: Linked, text: Visit | None = None, agreed: date = AGREED) -> Group:
    """The group of the visit "v" with more records."""
    return Group("v", (record("visit", "v", None, (agreed, text or visit())), *records), PARTIES)


def told_by(party: str, on: date, text: VisitReport) -> Linked:
    """A report of a party's."""
    return record("visit-report", f"r-{party}", party, (on, text))


def on(intervals: Iterable[Interval], day: date, code: str, record: str | None = None, move: str | None = None) -> list[str]:
    """The states of one code on a day."""
    return [
        i.state
        for i in intervals
        if i.code == code and record in (None, i.record) and move in (None, i.move) and i.starts <= day and (i.ends is None or day < i.ends)
    ]


def state(intervals: Iterable[Interval], day: date, code: str, record: str | None = None, move: str | None = None) -> str | None:
    """The one state of a code on a day, None where nothing holds; refuses two at once."""
    found = on(intervals, day, code, record, move)
    assert len(found) < 2, found
    return found[0] if found else None


def ship(**changed: Any) -> ShipClearance:
    """The ship's request for those days, with what is changed."""
    fields: dict[str, Any] = {
        "visit": "v", "reference": "JPN-DC-2018-011", "ship": Title("A training ship"), "eta": Moment(FIRST, "09:00", "Europe/London"),
        "etd": Moment(LAST, "16:00", "Europe/London"), "port": Place(Title("Portsmouth"), "GBPME"), "purpose": "FORMAL",
        "propulsion": "CONVENTIONAL", "complement": 350,
    }  # fmt: skip
    return ShipClearance(**(fields | changed))


def flight(**changed: Any) -> AircraftClearance:
    """A flight to the host on the first day, with what is changed."""
    leg = FlightLeg("GBR", "NIPIT", Moment(FIRST, "08:00", "UTC"), "BRIZE", Moment(FIRST, "10:00", "UTC"))
    fields: dict[str, Any] = {
        "visit": "v", "reference": "JPN-DC-2018-012", "number": 1, "aircraft_type": "C2", "call_sign": "CYGNUS01", "crew": 8,
        "photographic_sensors": False, "armament": False, "electronic_warfare": False, "departs_from": "RJTT", "arrives_at": "EGVN",
        "legs": (leg,), "dangerous_goods": False,
    }  # fmt: skip
    return AircraftClearance(**(fields | changed))


def decision(request: str, verdict: ClearanceVerdict = "GRANTED", **changed: Any) -> ClearanceDecision:
    """A decision on a request, with what is changed."""
    fields: dict[str, Any] = {"visit": "v", "request": request, "verdict": verdict, "number": "GBR-18-77"}
    return ClearanceDecision(**(fields | changed))


def asks(on_: date, *more: tuple[date, Any], name: str = "q", party: str = "JPN", text: Any = None) -> Linked:
    """A request of the visitor's and its amendments."""
    first = text or ship()
    type_ = {ShipClearance: "ship-clearance", AircraftClearance: "aircraft-clearance", VisitRequest: "request-for-visit"}[type(first)]
    return record(type_, name, party, (on_, first), *more)


def decides(on_: date, text: ClearanceDecision, name: str = "d", party: str = "GBR") -> Linked:
    """A decision of the host's."""
    return record("clearance-decision", name, party, (on_, text))
