"""Consultations: every series of meetings, the most urgent first; and the seven of the declaration set up as drafts.

Touches the database through the gate and node.national.drafting. Serves I2, I3, I4 and I5.
"""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from entente.areas.consultations import sample
from entente.areas.consultations.series.cadence import CLOCKS, next_due
from entente.areas.consultations.series.clock import next_host
from entente.areas.instruments.records import clause_ids
from entente.implementation.charts.cadence import Strip, cadence
from entente.implementation.charts.svg import Look, Mark, Span, in_both_widths
from entente.kernel.area import STANDINGS
from entente.kernel.errors import Refusal
from entente.web import listing, refusals, words
from entente.web.consultations import keep, show
from entente.web.declaration import instruments, titles_of
from entente.web.gate import Shows, Sight, shows
from entente.web.instruments import bring
from entente.web.records import rows
from entente.web.sight import consultations as sights
from entente.web.sight import series as all_series
from entente.web.sight.consultations import Circle, Entry
from entente.web.templatetags.entente import japanese

YEARS_SHOWN = 4
AT_ONCE = 20  # series on one page


@shows(Shows.RECORDS)
def index(request: HttpRequest) -> HttpResponse:
    """The list of series."""
    sight: Sight = request.sight
    channel = sight.node.find_channel(None)
    every = all_series.of_channel(sight, channel.id)
    here, links = listing.part(request.GET, every, AT_ONCE)
    found = all_series.listed(sight, here, sight.today - timedelta(days=366 * YEARS_SHOWN))
    lines = sorted((line(sight, entry, circle) for entry, circle in found), key=lambda one: (-one["rank"], one["due"], one["code"]))
    under_way = sights.work(sight, channel.id, frozenset({"meeting-series"}))
    fresh = not every and not under_way and keep.may_draft(sight)
    details = {
        "lines": lines,
        "strip": strip(sight, [pair for pair in found if pair[0].agreed], "series"),
        "drafts": [{"record": one.record, "title": show.said_of(one.text.get("title")), "state": one.state} for one in under_way],
        "may_set_up": fresh and bool(wanting(sight, channel.id)),
        "promising": _promising(sight) if fresh else [],
        "token": secrets.token_urlsafe(24),
    } | links
    return render(request, "web/consultations/index.html", details)


def line(sight: Sight, entry: Entry, circle: Circle) -> dict[str, Any]:
    """A series as the list shows it: its clocks, last and next meeting, whose turn and move it is."""
    text, today = entry.text, sights.today(sight, circle, entry.row.id)
    held = [one for one in sights.meetings_held(circle) if one.day <= sight.today.toordinal()]
    last = held[-1] if held else None
    due = next_due(text, date.fromordinal(last.day) if last else None)
    standing = next((i for i in today if i.sort == "standing"), None)
    ahead = [one for one in circle.of("meeting") if one.text.stage in ("PLANNED", "DATE AGREED", "AGENDA AGREED", "POSTPONED")]
    moves = sorted({i.move for i in circle.found if i.move and i.starts <= sight.today and (i.ends is None or sight.today < i.ends)})
    return rows.plain(entry.row) | {
        "clauses": text.clauses,
        "months": text.interval_months,
        "basis": show.choice("Basis", text.basis),
        "agreed": entry.agreed,
        "standing": standing,
        "rank": STANDINGS.index(standing.state) if standing is not None else -1,
        "due": min(due.values(), default=date.max),
        "clocks": [{"what": words.product(CLOCKS[basis]), "on": on} for basis, on in due.items()],
        "last": last.day if last is not None else None,
        "next": [show.meeting(one) for one in sorted(ahead, key=lambda one: (show.day_of(one.text) or date.max, one.row.id))],
        "host": next((one.text.host for one in ahead if one.text.host is not None), next_host(text, last)),
        "moves": moves,
        "deferral": next((i for one in circle.of("deferral") for i in sights.today(sight, circle, one.row.id)), None),
    }  # fmt: skip


def strip(sight: Sight, found: list[tuple[Entry, Circle]], ident: str) -> SafeString | None:
    """The cadence strips of series over the last years, drawn here; None where there is nothing to draw."""
    since = sight.today - timedelta(days=366 * YEARS_SHOWN)
    strips = []
    for entry, circle in found:
        mine = [i for i in circle.found if i.record == entry.row.id and i.code == "series.cadence"]
        spans = tuple(
            Span(max(i.starts, since), min(i.ends or sight.today, sight.today), i.state)
            for i in mine
            if i.starts < sight.today and (i.ends is None or i.ends > since)
        )
        days = [one.day for one in sights.meetings_held(circle)]
        marks = tuple(Mark(date.fromordinal(day), {}) for day in days if since.toordinal() <= day <= sight.today.toordinal())
        if spans or marks:
            strips.append(Strip(rows.plain(entry.row)["titles"], spans, marks))
    if not strips:
        return None
    title = {"en": "Meetings held and promised", "ja": "会合の開催状況と期日"}
    told = {
        "en": "For each series its state over time, with a bar for each meeting held. The table says the same.",
        "ja": "協議枠組みごとの状況の推移。縦線は開催された会合を示す。表に同じ内容を示す。",
    }
    # the chart's own functions escape every word that goes into it
    return mark_safe(
        in_both_widths(lambda look: cadence(strips, sight.today, look), Look("ja" if japanese() else "en", title, told, ident))
    )


@shows(Shows.RECORDS)
def set_up(request: HttpRequest) -> HttpResponse:
    """Drafts of the seven series in the declaration's own words."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    sight: Sight = request.sight
    keep.must_draft(sight)
    channel = sight.node.find_channel(None)
    here = reverse("consultations")
    made = 0
    for text in wanting(sight, channel.id):
        try:
            keep.keep(request, channel.id, "meeting-series", text, name=f"series:{text['code']}")
        except Refusal as refusal:
            return keep.told(request, refusals.line(refusal), here)
        made += 1
    return keep.told(request, _("%s drafts were made. Each is cleared and released like any other.") % made, here) if made else (
        HttpResponseRedirect(here)
    )  # fmt: skip


def wanting(sight: Sight, channel: str) -> list[dict[str, Any]]:
    """The texts of those of the seven series that stand neither as records nor as drafts, and whose clause is in effect here."""
    listed, clauses = sights.all_of(sight, "meeting-series"), _clauses(sight)
    held = {one.text.code for one in listed} | {str(one.text.get("code")) for one in sights.work(sight, channel, _SERIES)}
    parents = {one.text.code: one.row.id for one in listed if one.agreed}
    by_name = {promise.name: promise.code for promise in sample.PROMISES}
    asked = [promise for promise in sample.PROMISES if promise.code not in held and promise.clause in clauses]
    return [keep.plain(sample.series(one, parents.get(by_name.get(one.parent or "", "")))) for one in asked]


def _promising(sight: Sight) -> list[dict[str, Any]]:
    """The other texts in effect that promise series in words of their own, which their pages draft."""
    known = {promise.clause for promise in sample.PROMISES}
    held = [(row, text) for row, text in instruments(sight) if not known & set(clause_ids(text))]
    return [{"id": text.id, "titles": titles_of(text)} for row, text in held if bring.wanting(sight, row, text.id)]


_SERIES = frozenset({"meeting-series"})


def _clauses(sight: Sight) -> set[str]:
    """The clauses of the declarations in effect here."""
    return {clause for _row, text in instruments(sight) for clause in clause_ids(text)}
