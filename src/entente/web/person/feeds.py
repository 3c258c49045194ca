"""Calendar feeds: meetings and what is owed by a day, for calendar programs, which bring a token in the address and no session.

Touches the database through the gate. A feed holds times, references and links; whoever opens a link signs in like anybody. Serves I2, I3,
I4 and I5.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import reverse
from django.views.decorators.http import conditional_page

from entente.areas.consultations.records import Meeting
from entente.implementation.calendars.calendar_file import Due as Todo
from entente.implementation.calendars.calendar_file import Event, Source, event, render
from entente.web import clocks, gate
from entente.web.gate import Due, Row, Shows, Sight, shows
from entente.web.models import Token
from entente.web.person import lowered
from entente.web.records import rows

MOST = 2000


def feed(request: HttpRequest, token: str, series: str = "") -> HttpResponse:
    """The feed of a post, or of one series alone, named by code or id; "not found" alike for what is absent and what may not be read."""
    if request.method not in gate.SAFE:
        return HttpResponseNotAllowed(gate.SAFE)
    sight: Sight = request.sight
    chosen = gate.record(sight, series) if series else None
    name = f"Entente {sight.node.party}" + (f" {chosen.code}" if chosen is not None else "")
    group = chosen.id if chosen is not None else None
    entries: list[Event | Todo] = [*_meetings(request, sight, group), *_owed(request, sight, group)]
    zones = [seat.zone for seat in (sight.node.seat, *clocks.seats())]
    return HttpResponse(render(name, entries, list(dict.fromkeys(zones))), content_type="text/calendar; charset=utf-8")


CONDITIONAL = shows(Shows.CALENDAR)(conditional_page(feed))
"""The feed with an entity tag: a program that asks again is sent only what has changed."""


def addresses(request: HttpRequest, token: Token, secret: str) -> list[dict[str, str]]:
    """The feeds that a token opens: the whole one, then one for each series that it may show, each with its code."""
    found = sorted(gate.listed(lowered.feed_of(request.node, token.holder), {"type": "meeting-series"}), key=lambda row: row.code)
    whole = {"code": "", "address": request.build_absolute_uri(reverse("calendar", args=[secret]))}
    return [whole, *({"code": row.code, "address": _of_series(request, secret, row)} for row in found)]


def _of_series(request: HttpRequest, secret: str, row: Row) -> str:
    return str(request.build_absolute_uri(reverse("calendar-series", args=[secret, row.id])))


def _meetings(request: HttpRequest, sight: Sight, group: str | None) -> Iterator[Event]:
    """The meetings that were ever agreed, those that are off among them."""
    found = [row for row in gate.listed(sight, {"type": "meeting"}, MOST) if group in (None, row.grp)]
    series = gate.by_id(sight, sorted({row.grp for row in found}))
    for row in found:
        text = gate.text(sight, row)
        if not isinstance(text, Meeting):
            continue
        source, off = source_of(request, row, series.get(row.grp)), row.withdrawn_on is not None
        made = event(source, [text], off)
        if made is None:  # its newest text names no day: perhaps one before did
            made = event(source, [one for one in gate.texts(sight, row) if isinstance(one, Meeting)] or [text], off)
        if made is not None:
            yield made


def _owed(request: HttpRequest, sight: Sight, group: str | None) -> Iterator[Todo]:
    """What this side owes by a day, the earliest day of each thing."""
    found, _number = gate.due(sight, Due("obligation", rows.AHEAD + rows.LATE, frozenset({sight.node.party})), MOST)
    known = gate.by_id(sight, sorted({item["record"] for item in found}))
    series = gate.by_id(sight, sorted({row.grp for row in known.values()}))
    for (record, rule), due_on in _earliest(found).items():
        row = known.get(record)
        if row is not None and group in (None, row.grp):
            yield Todo(source_of(request, row, series.get(row.grp)), rule, due_on)


def _earliest(found: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], date]:
    """The day of each thing owed, by record and rule; what is owed by no day is left out."""
    days: dict[tuple[str, str], date] = {}
    for item in found:
        day = rows.owed_by(item["state"], item["starts"], item["ends"])
        if day is not None:
            key = (item["record"], item["code"])
            days[key] = min(day, days.get(key, day))
    return days


def source_of(request: HttpRequest, row: Row, series: Row | None) -> Source:
    """A record as calendars refer to it: its code with its series', its page, how often it was revised."""
    reference = row.code if series is None or series.id == row.id else f"{series.code} {row.code}"
    changed = datetime.fromtimestamp(row.changed_at // 1_000_000, UTC)
    link = request.build_absolute_uri(reverse("record", args=[row.id]))
    return Source(row.id, row.channel, reference, link, max(len(row.revisions) - 1, 0) + (row.withdrawn_on is not None), changed)
