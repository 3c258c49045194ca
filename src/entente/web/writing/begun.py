"""Texts that begin about something: a record or a clause names what the first fields of a form already say.

Touches the database through the gate. Serves I1, I3 and every clause.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import msgspec

from entente.areas.instruments import whole
from entente.areas.logistics.records import LedgerEntry
from entente.areas.visits.parameters import REQUESTS
from entente.areas.visits.records import Visit
from entente.areas.visits.requests import span
from entente.kernel.area import Kind
from entente.kernel.calendar.seats import seat
from entente.web import declaration, gate
from entente.web.gate import Row, Sight

FILED = ("visit-report", *REQUESTS, "logistic-request", "host-berth", "framework-note")
"""What is written about a visit as a whole."""

ORDERED = ("ledger-entry", "retransfer-request", "retransfer-consent")
"""What is written about an order."""

NUMBERED = {"ship-clearance": "DC", "aircraft-clearance": "DF", "logistic-request": "LR", "request-for-visit": "RV"}
"""Types that have a number of ours, and its middle letters."""

DEFERRED_DAYS = 180
"""How long a deferral is proposed for until somebody says otherwise on the form."""


@dataclass(frozen=True, slots=True)
class Begun:
    """The channel of what it is about, and the text as the form opens with it."""

    channel: str
    text: dict[str, Any]


def begun(sight: Sight, kind: Kind, about: str, clause: str) -> Begun | None:
    """A text of a type begun about a record, or a clause by its whole id; None where neither is named or the type begins otherwise.

    "Not found" for what may not be read.
    """
    if about:
        row = gate.record(sight, about)
        text = _about_record(sight, kind, row)
        return Begun(row.channel, text) if text is not None else None
    held = next(((row, text) for row, text in declaration.instruments(sight) if clause.partition("#")[0] == text.id), None)
    if held is None or clause.rpartition("#")[2] not in declaration.texts(held[1]):
        return None
    row, instrument = held
    codes: dict[str, list[str]] = {}
    for one in instrument.commitments:
        if whole(instrument, one.clause) == clause:
            codes.setdefault(one.kind, []).append(whole(instrument, one.code))
    made = _about_clause(sight, kind, clause, codes)
    return Begun(row.channel, made) if made is not None else None


def _about_record(sight: Sight, kind: Kind, row: Row) -> dict[str, Any] | None:
    today = sight.today
    if kind.type == "finding-reply" and row.type == "finding-notice":
        return {"notice": row.id}
    if row.type == "visit" or row.type in REQUESTS:
        made = _about_visit(sight, kind, row)
        if made is not None:
            return made
    if kind.type in ORDERED:
        return _about_order(sight, kind, row)
    if kind.type == "deferral" and row.type in ("measure", "meeting-series"):
        until = today + timedelta(days=DEFERRED_DAYS)
        named = {"target": row.id, "target_type": row.type, "clauses": gate.clauses(sight, [row]).get(row.id, [])}
        return named | {"agreed_on": today.isoformat(), "starts_on": today.isoformat(), "until": until.isoformat()}
    if kind.type == "explanation" and row.type in ("measure", "meeting-series", "visit", "support-order"):
        return {"said_on": today.isoformat(), "records": [row.id]}
    return None


def _about_order(sight: Sight, kind: Kind, row: Row) -> dict[str, Any] | None:
    """What is written about an order, about the other side's entry (the same again, for our ledger), or in answer to a request."""
    text = gate.text(sight, row)
    if row.type == "support-order" and kind.type in ("ledger-entry", "retransfer-request"):
        return {"order": row.id}
    if isinstance(text, LedgerEntry) and kind.type == "ledger-entry":
        same: dict[str, Any] = msgspec.to_builtins(text)
        return same
    if row.type == "retransfer-request" and kind.type == "retransfer-consent":
        return {"order": getattr(text, "order", ""), "request": row.id}
    return None


def _about_visit(sight: Sight, kind: Kind, row: Row) -> dict[str, Any] | None:
    """What is filed under a visit, begun about it or about a request: its days, its place, a free number."""
    text = gate.text(sight, row)
    if isinstance(text, Visit) and kind.type in FILED:
        first, last = text.window_from.isoformat(), text.window_to.isoformat()
        named: dict[str, Any] = {"visit": row.id}
        if kind.type in NUMBERED:
            named |= {"reference": _next_reference(sight, kind.type)}
        days = {"from_day": first, "to_day": last}
        zone = seat(text.host or "", sight.node.known_seats).zone
        place = json.loads(msgspec.json.encode(text.place))
        return named | {
            "ship-clearance": {"port": place, "eta": {"on": first, "zone": zone}, "etd": {"on": last, "zone": zone}},
            "request-for-visit": days, "logistic-request": days, "framework-note": days, "host-berth": days | {"place": place},
        }.get(kind.type, {})  # fmt: skip
    if row.type in REQUESTS and text is not None and kind.type in ("clearance-decision", "visitor-list"):
        named = {"visit": getattr(text, "visit", ""), "request": row.id}
        if kind.type == "visitor-list":
            return named if row.type == "request-for-visit" else None
        first_day, last_day = (date.fromordinal(day).isoformat() for day in span(text))  # type: ignore[arg-type]
        return named | {"amendment": getattr(text, "amendment", 0), "valid_from": first_day, "valid_to": last_day}
    return None


def _next_reference(sight: Sight, type_: str) -> str:
    """The first free number of ours for a type of request this year."""
    start = f"{sight.node.party}-{NUMBERED[type_]}-{sight.today.year}-"
    codes = [row.code[len(start) :] for row in gate.listed(sight, {"type": type_}, 2000) if row.code.startswith(start)]
    return f"{start}{max((int(code) for code in codes if code.isascii() and code.isdigit() and len(code) < 5), default=0) + 1:03}"


def _about_clause(sight: Sight, kind: Kind, clause: str, codes: dict[str, list[str]]) -> dict[str, Any] | None:
    today, named = sight.today.isoformat(), {"clauses": [clause]}
    if kind.type == "explanation":
        return named | {"said_on": today}
    if kind.type == "statement":
        return named | {"said_on": today, "public": True}
    if kind.type == "consideration":
        return named | {"commitments": codes.get("consider", []), "considered_on": today}
    if kind.type == "commitment-deferral":
        promised = [code for sort, some in codes.items() if sort != "position" for code in some]
        until = (sight.today + timedelta(days=DEFERRED_DAYS)).isoformat()
        return named | {"commitments": promised, "agreed_on": today, "starts_on": today, "until": until}
    return None
