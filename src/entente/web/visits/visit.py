"""One visit: who goes where and why, where it stands, what each side reported, what is owed, and its brief.

Touches the database through the gate. Serves S3, S5 and S8.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from entente.areas.visits.requests import Asked, on_day, span
from entente.web import gate
from entente.web.consultations import keep
from entente.web.consultations.show import choice, lines, plain, said
from entente.web.gate import Shows, Sight, shows
from entente.web.records import entries, rows
from entente.web.sight import visits as sight_visits
from entente.web.sight.consultations import Entry
from entente.web.sight.visits import Trip
from entente.web.visits import cleared, show


@shows(Shows.RECORDS)
def visit(request: HttpRequest, record: str) -> HttpResponse:
    """The page of a visit, by its record or its number."""
    sight: Sight = request.sight
    found = sight_visits.trip(sight, record)
    text, row = found.text, found.entry.row
    state = gate.state(sight, row)
    details = {
        "line": show.line(sight, found, show.names(sight)),
        "text": text,
        "purpose": said(text.purpose),
        "segments": [{"one": one, "place": said(one.place.name) if one.place else {}} for one in text.segments],
        "bases": [{"one": one, "kind": choice("BasisKind", one.kind)} for one in text.bases],
        "measures": _measures(sight, text.measures),
        "found": _found(sight, found),
        "standing": next((i for i in sight_visits.today(sight, found) if i.sort == "standing"), None),
        "reports": [_report(one) for one in found.of("visit-report")],
        "requests": [_request(sight, one, found) for one in sight_visits.requests(found)],
        "last_day": cleared.last_day(sight, found),
        "cover": cleared.drawing(sight, found),
        "gaps": cleared.gaps(sight, found),
        "others": [plain(one) for one in found.filed if one.row.type in OTHERS],
        "writes": [one for one in entries.on_record(sight, row, state) if one.address != request.path] if state is not None else [],
    }
    return render(request, "web/visits/visit.html", details)


def _found(sight: Sight, found: Trip) -> list[dict[str, Any]]:
    """What is owed or noticed today, each with the number of the record it is about; what is not covered stands below."""
    codes = {one.row.id: one.row.code for one in found.filed if not one.row.code.isdigit()}  # a list has a count, no number
    out = []
    for one in sight_visits.today(sight, found):
        if one.sort in ("obligation", "finding") and one.code != "visit.gap":
            out += [{**line, "about": codes.get(one.record, "")} for line in lines([one])]
    return sorted(out, key=lambda line: (line["ends"] is None, line["ends"] or line["starts"], line["about"]))


OTHERS = ("logistic-request", "host-berth", "visitor-list", "framework-note")


def _request(sight: Sight, one: Asked, found: Trip) -> dict[str, Any]:
    """A request as the page shows it: where it is, its days, the decision it rests on, and what our side may do."""
    entry = next(each for each in found.filed if each.row.id == one.entry.record.record)
    state = on_day(one.states, sight.today.toordinal())
    decision = state.decision.revision.text if state is not None and state.decision is not None else None
    text, party, first_last = found.text, sight.node.party, span(entry.text)
    over = entries.over(sight, entry.text)
    return plain(entry) | {
        "kind": entry.row.type,
        "now": state.name if state is not None else "",
        "first": first_last[0],
        "last": first_last[1],
        "amendment": entry.text.amendment,
        "number": decision.number if decision is not None else None,
        "window": (decision.valid_from, decision.valid_to) if decision is not None else (None, None),
        "conditions": [said(each) for each in decision.conditions] if decision is not None else [],
        "reason": said(decision.reason) if decision is not None else {},
        "may_decide": text.host == party and entry.row.party != party and not over and keep.may_draft(sight),
        "may_amend": entry.row.party == party and entry.row.state == "issued" and keep.may_draft(sight),
    }


def _measures(sight: Sight, named: tuple[str, ...]) -> list[dict[str, Any]]:
    """The measures it carries out, those that may be read, in the order in which they are named."""
    known = gate.by_id(sight, list(named))
    return [rows.plain(known[name]) for name in named if name in known]


def _report(one: Entry) -> dict[str, Any]:
    text = one.text
    return plain(one) | {
        "outcome": choice("VisitOutcome", text.outcome),
        "objectives": choice("Objectives", text.objectives),
        "happened": said(text.happened),
        "next": said(text.next),
        "first": said(text.first),
    }
