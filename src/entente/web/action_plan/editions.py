"""Editions of the action plan: the list, and one printed as the plan, each measure in full with what changed since the edition before.

Touches the database through the gate. Serves I1.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from entente.node.editions import Entry
from entente.web import gate
from entente.web.gate import Shows, Sight, shows
from entente.web.person.posts import DRAFTER
from entente.web.records import fields, rows
from entente.web.sight.editions import compared, editions, proposed_edition


@shows(Shows.RECORDS)
def listed(request: HttpRequest) -> HttpResponse:
    """Every edition, with how many measures stand in it and the meeting that endorsed it."""
    found = [{"row": rows.plain(row), "text": text, "meeting": meeting(text)} for row, text in editions(request.sight)]
    return render(request, "web/editions.html", {"editions": found, "may_draft": DRAFTER in request.sight.reader.roles})


@shows(Shows.RECORDS)
def edition(request: HttpRequest, record: str) -> HttpResponse:
    """One edition as the plan."""
    sight: Sight = request.sight
    row = gate.record(sight, record)
    found = compared(sight, row)
    text = gate.text(sight, row) or proposed_edition(sight, row)
    details = {
        "row": rows.plain(row),
        "text": text,
        "meeting": meeting(text),
        "readable": found is not None,
        "entries": [shown(sight, entry) for entry in found.entries] if found else [],
        "dropped": [shown(sight, entry) for entry in found.dropped] if found else [],
    }
    return render(request, "web/edition.html", details)


def meeting(text: Any) -> dict[str, Any] | None:
    """The meeting that endorsed an edition, as pages show it."""
    endorsed = getattr(text, "endorsed", None)
    if endorsed is None:
        return None
    names = {language: name for language, name in (("en", endorsed.meeting.en), ("ja", endorsed.meeting.ja)) if name}
    return {"names": names, "held_on": endorsed.held_on, "record": endorsed.record}


def shown(sight: Sight, entry: Entry) -> dict[str, Any]:
    """An entry in words: its title, its lines, and of a changed one the lines that differ."""
    kind = sight.node.registry.kinds.get("measure")
    version = kind.latest if kind is not None else 0
    title = entry.text.get("title", {}) if entry.text is not None else {}
    return {
        "code": entry.code,
        "outcome": entry.outcome,
        "title": {language: title[language] for language in ("en", "ja") if title.get(language)},
        "lines": fields.lines(kind, version, entry.text) if entry.text is not None else None,
        "changes": fields.worded(kind, version, entry.changes),
    }
