"""A ship is late: of everything filed under a visit, what so many hours make void, what stands, and what moves with it, on one page.

Touches the database through the gate. It changes nothing: each line leads to the record that is to be amended. Serves S3, S6.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from entente.areas.visits.slip import Effect
from entente.kernel.area import Words
from entente.web import gate
from entente.web.gate import Row, Shows, Sight, shows
from entente.web.records import rows
from entente.web.sight import visits as sight_visits
from entente.web.visits import show

USUAL, MOST = 96, 24 * 60
ORDER = ("INVALIDATED", "MOVED", "KEPT")
FATES: dict[str, tuple[Words, str]] = {
    "INVALIDATED": ({"en": "No longer valid", "ja": "無効"}, "red"),
    "MOVED": ({"en": "To be moved", "ja": "日程変更"}, "yellow"),
    "KEPT": ({"en": "Stands", "ja": "有効"}, "green"),
}


@shows(Shows.RECORDS)
def slip(request: HttpRequest, record: str) -> HttpResponse:
    """The page; `?hours=` says by how much, later or (negative) earlier."""
    sight: Sight = request.sight
    found = sight_visits.trip(sight, record)
    typed = request.GET.get("hours", "").strip()
    hours = _hours(typed)
    effects = sight_visits.slipped(sight, found, hours if hours is not None else USUAL)
    known = gate.by_id(sight, [one.record for one in effects])
    lines = [_line(one, known[one.record]) for one in sorted(effects, key=lambda one: ORDER.index(one.fate)) if one.record in known]
    details = {
        "line": show.line(sight, found, show.names(sight)),
        "hours": hours if hours is not None else USUAL,
        "wrong": typed != "" and hours is None,
        "typed": typed,
        "lines": lines,
        "most": MOST,
    }
    return render(request, "web/visits/slip.html", details)


def _hours(typed: str) -> int | None:
    """The hours that were typed; None where it is no number of hours within two months."""
    number = typed.removeprefix("-")
    if not (number.isascii() and number.isdigit() and len(number) < 6):
        return None
    hours = int(typed)
    return hours if -MOST <= hours <= MOST else None


def _line(one: Effect, row: Row) -> dict[str, Any]:
    words, colour = FATES[one.fate]
    days: tuple[date, date] = (one.first, one.last)
    return rows.plain(row) | {"fate": words, "colour": colour, "why": one.why, "days": days}
