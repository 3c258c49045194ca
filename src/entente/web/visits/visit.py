"""One visit: who goes where and why, where it stands, what each side reported, what is owed, and its brief.

Touches the database through the gate. Serves S3, S5 and S8.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from entente.web import entries, gate, rows, sight_visits
from entente.web.consultations.show import choice, lines, plain, said
from entente.web.gate import Shows, Sight, shows
from entente.web.sight_consultations import Entry
from entente.web.visits import show


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
        "found": lines([i for i in sight_visits.today(sight, found) if i.sort in ("obligation", "finding")]),
        "standing": next((i for i in sight_visits.today(sight, found) if i.sort == "standing"), None),
        "reports": [_report(one) for one in found.of("visit-report")],
        "writes": [one for one in entries.on_record(sight, row, state) if one.address != request.path] if state is not None else [],
    }
    return render(request, "web/visits/visit.html", details)


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
