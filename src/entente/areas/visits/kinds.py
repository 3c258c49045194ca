"""The record types of visits as the contract asks for them: titles, facets, groups, checks.

Pure. Everything about a visit is one group with it. Serves S3, S5 and S8.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from entente.areas.visits import check, check_clearance, clearances, records
from entente.areas.visits.requests import span
from entente.kernel.area import Facets, Kind, Schema
from entente.kernel.bilingual import words
from entente.kernel.calendar.timeline import first_day

CLAUSES = ("jp-gb-2017#S3", "jp-gb-2017#S5", "jp-gb-2017#S8")


def _with(schema: Schema, key: str = "visit") -> Callable[[str, Any], str]:
    """The group of a record that names its visit; one that cannot be read stands alone until it can."""
    return lambda record, text: getattr(text, key) if isinstance(text, schema) else record


def _visit(text: records.Visit) -> Facets:
    narrowed = (f"domain={text.domain}", f"visitor={text.visitor}", f"host={text.host or 'REGION'}")
    first, last = text.held_from or text.window_from, text.held_to or text.window_to
    return Facets(text.code, words(text.title), text.clauses, first, None, last, narrowed)


def _report(text: records.VisitReport) -> Facets:
    took = text.outcome == "TOOK PLACE"
    titles = {"en": "Report: took place", "ja": "報告（実施）"} if took else {"en": "Report: did not take place", "ja": "報告（不実施）"}
    return Facets(text.outcome, titles, (), text.held_from, None, text.held_to)


def _request(text: clearances.Request) -> Facets:
    first, last = (first_day(day) for day in span(text))
    if isinstance(text, clearances.ShipClearance):
        titles = words(text.ship)
    elif isinstance(text, clearances.AircraftClearance):
        titles = {
            "en": f"{text.number} {text.aircraft_type}, {text.call_sign}",
            "ja": f"{text.aircraft_type}{text.number}機（{text.call_sign}）",
        }
    else:
        titles = {
            "en": f"{text.visitors} visitor{'' if text.visitors == 1 else 's'}, {text.level}",
            "ja": f"訪問者{text.visitors}名（{text.level}）",
        }
    return Facets(text.reference, titles, (), first, None, last)


def _supplies(text: clearances.LogisticRequest) -> Facets:
    titles = {"en": "Supplies in port", "ja": "寄港中の補給"}
    return Facets(text.reference, titles, (), text.from_day, None, text.to_day)


def _visitors(text: clearances.VisitorList) -> Facets:
    number = len(text.persons)
    return Facets(str(number), {"en": f"List of visitors ({number})", "ja": f"訪問者名簿（{number}名）"})


def _decision(text: clearances.ClearanceDecision) -> Facets:
    titles = {
        "GRANTED": {"en": "Granted", "ja": "許可"},
        "GRANTED WITH CONDITIONS": {"en": "Granted with conditions", "ja": "条件付許可"},
        "REFUSED": {"en": "Refused", "ja": "不許可"},
        "RETURNED": {"en": "Returned", "ja": "差戻し"},
    }
    return Facets(text.number or text.verdict, titles[text.verdict], (), text.valid_from, None, text.valid_to)


def _berth(text: clearances.HostBerth) -> Facets:
    return Facets(text.berth, {"en": f"Berth {text.berth}", "ja": f"係留場所：{text.berth}"}, (), text.from_day, None, text.to_day)


def _framework(text: clearances.FrameworkNote) -> Facets:
    return Facets(text.framework, words(text.exercise), (), text.from_day, None, text.to_day)


KINDS = (
    Kind(
        "visit", True, {"en": "Visit or deployment", "ja": "訪問・派遣"}, {1: records.Visit}, _visit, CLAUSES, check=check.check_visit,
        national=records.VisitNational, authentic=("en", "ja"),
    ),
    Kind(
        "visit-report", False, {"en": "Report on a visit", "ja": "訪問に関する報告"}, {1: records.VisitReport}, _report, CLAUSES,
        _with(records.VisitReport), check.check_report,
    ),
    Kind(
        "ship-clearance", False, {"en": "Ship clearance request", "ja": "艦船の寄港許可申請"}, {1: clearances.ShipClearance}, _request,
        CLAUSES, _with(clearances.ShipClearance), check_clearance.check_ship, clearances.ShipNational,
    ),
    Kind(
        "aircraft-clearance", False, {"en": "Aircraft clearance request", "ja": "航空機の飛行許可申請"},
        {1: clearances.AircraftClearance}, _request, CLAUSES, _with(clearances.AircraftClearance), check_clearance.check_aircraft,
    ),
    Kind(
        "logistic-request", False, {"en": "Logistic request (LOGREQ)", "ja": "補給要請（LOGREQ）"}, {1: clearances.LogisticRequest},
        _supplies, CLAUSES, _with(clearances.LogisticRequest), check_clearance.check_supplies,
    ),
    Kind(
        "request-for-visit", False, {"en": "Request for visit (RFV)", "ja": "施設訪問申請（RFV）"}, {1: clearances.VisitRequest}, _request,
        CLAUSES, _with(clearances.VisitRequest), check_clearance.check_request,
    ),
    Kind(
        "visitor-list", False, {"en": "List of visitors", "ja": "訪問者名簿"}, {1: clearances.VisitorList}, _visitors, CLAUSES,
        _with(clearances.VisitorList), check_clearance.check_visitors, clearances.VisitorsNational,
    ),
    Kind(
        "clearance-decision", False, {"en": "Decision on a request", "ja": "申請に対する決定"}, {1: clearances.ClearanceDecision},
        _decision, CLAUSES, _with(clearances.ClearanceDecision), check_clearance.check_decision,
    ),
    Kind(
        "host-berth", False, {"en": "Berth kept by the host", "ja": "受入国が確保する係留場所"}, {1: clearances.HostBerth}, _berth, CLAUSES,
        _with(clearances.HostBerth), check_clearance.check_berth,
    ),
    Kind(
        "framework-note", False, {"en": "Note on a framework of others", "ja": "他の枠組みに関する通知"}, {1: clearances.FrameworkNote},
        _framework, CLAUSES, _with(clearances.FrameworkNote), check_clearance.check_framework,
    ),
)  # fmt: skip
