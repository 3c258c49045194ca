"""The Desk: what waits on us, what waits on them, what is due soon, what changed since the last visit, what was mine lately.

Touches the database through the gate, and the person's own traces. Serves every clause.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from entente.web import gate, rows, traces
from entente.web.gate import Shows, Sight, shows

SHOWN = 25
LATE = {"missing", "stale", "unanswered", "open"}


@shows(Shows.RECORDS)
def desk(request: HttpRequest) -> HttpResponse:
    """Home. `?all=ours` and so on shows one table whole."""
    sight: Sight = request.sight
    whole = request.GET.get("all", "")
    since = traces.last_visit(request)
    tables = [*_waiting(sight), _due(sight), _changed(sight, since)]
    mine = [rows.plain(row) | {"did": trace.verb, "at": trace.at_us} for row, trace in traces.lately(sight, request.user)]
    shown = [_cut(table, whole) for table in tables if whole in ("", table["name"])]
    counts = [{"name": t["name"], "title": t["title"], "count": len(t["lines"]), "more": t["more"]} for t in tables]
    return render(request, "web/desk.html", {"tables": shown, "counts": counts, "mine": mine, "since": since, "whole": whole})


def _waiting(sight: Sight) -> list[dict[str, Any]]:
    """What waits on us and on them: moves on joint records, and what rules found owed by a side."""
    moving = gate.moving(sight)
    found = [item for item in gate.intervals(sight, sight.today, "obligation") if item["state"] in LATE]
    known = gate.by_id(sight, sorted({item["record"] for item in found}))
    party, more = sight.node.party, len(moving) >= 500 or len(found) >= 500
    owed = rows.obligations(found, known)
    ours = rows.moves(moving, party, True) + [line for line in owed if line["who"] == party]
    theirs = rows.moves(moving, party, False) + [line for line in owed if line["who"] != party]
    return [
        {"name": "ours", "title": _("Waits on us"), "lines": ours, "more": more, "none": _("Nothing waits on us."), "due": False},
        {"name": "theirs", "title": _("Waits on them"), "lines": theirs, "more": more, "none": _("Nothing waits on them."), "due": False},
    ]


def _due(sight: Sight) -> dict[str, Any]:
    """What comes due: obligations and schedules in the state "due", the soonest first."""
    found = [item for sort in ("obligation", "standing") for item in gate.intervals(sight, sight.today, sort) if item["state"] == "due"]
    found.sort(key=lambda item: (item["ends"] is None, item["ends"], item["record"]))
    known = gate.by_id(sight, sorted({item["record"] for item in found}))
    lines = rows.obligations(found, known)
    return {"name": "due", "title": _("Due soon"), "lines": lines, "more": False, "none": _("Nothing is due soon."), "due": True}


def _changed(sight: Sight, since: int) -> dict[str, Any]:
    """Records that changed since the visit before this one."""
    lines = [rows.plain(row) | {"what": row.type} for row in gate.changed_since(sight, since, 200)]
    title = _("Changed since my last visit") if since else _("Changed (this is your first visit)")
    return {
        "name": "changed",
        "title": title,
        "lines": lines,
        "more": len(lines) >= 200,
        "none": _("Nothing has changed."),
        "changed": True,
    }


def _cut(table: dict[str, Any], whole: str) -> dict[str, Any]:
    """A table as shown: its first lines, or all where it was asked for alone."""
    lines = table["lines"] if whole else table["lines"][:SHOWN]
    return table | {"shown": lines, "rest": len(table["lines"]) - len(lines)}
