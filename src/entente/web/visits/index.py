"""The engagement programme: every visit on one line, with its drawing and the table by year; narrowed by domain, direction and year.

Touches the database through the gate. Serves S3, S5 and S8.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from entente.areas.visits.yearly import DOMAINS, yearly
from entente.implementation.charts.programme import Bar, programme
from entente.implementation.charts.svg import Look, in_both_widths
from entente.kernel.area import Words
from entente.web import gate, listing, words
from entente.web.consultations import keep
from entente.web.consultations.show import choice
from entente.web.gate import Shows, Sight, shows
from entente.web.listing import Filter
from entente.web.records import rows
from entente.web.sight import visits as sight_visits
from entente.web.sight.visits import Trip
from entente.web.templatetags.entente import japanese
from entente.web.visits import show

DRAWN = 40
"""Visits that one drawing shows; narrowed by year a programme has fewer."""
AT_ONCE = 50  # visits on a page
COUNTED = 400  # visits of which the table by year is made


@shows(Shows.RECORDS)
def index(request: HttpRequest) -> HttpResponse:
    """The programme, the latest page first and each page in time; `?domain=`, `?direction=` and `?year=` narrow it."""
    sight: Sight = request.sight
    known = show.names(sight)
    filters = _filters(request, sight, known)
    found = _wanted(sight, filters)
    page = listing.latest_first(request.GET, found, AT_ONCE)
    here = sight_visits.trips(sight, page.here)
    lines = [show.line(sight, one, known) for one in here]
    details = {
        "filters": filters,
        "chosen": listing.chosen(filters),
        "count": len(found),
        "lines": lines,
        "seasons": any(one["season"] for one in lines),
        "drawing": drawing(sight, [one for one in here if one.told is not None][-DRAWN:]),
        "may_draft": keep.may_draft(sight),
    } | listing.page_links(filters, page)
    return render(request, "web/visits/index.html", details | _by_year(sight, here if page.pages == 1 else found, known))


def _by_year(sight: Sight, found: Sequence[Trip] | Sequence[int], known: dict[str, Words]) -> dict[str, Any]:
    """The table by year and direction of all that the filters leave; of more than can be read at once, that they are to be narrowed."""
    if len(found) > COUNTED:
        return {"years": [], "uncounted": True}
    unread = [one for one in found if isinstance(one, int)]
    every = [one for one in found if isinstance(one, Trip)] + sight_visits.trips(sight, unread)
    agreed = [(one.text, one.told) for one in every if one.told is not None]
    years = [
        {"one": each, "direction": show.between(each.visitor, each.host, known)}
        | {"numbers": [(choice("Domain", name), number) for name, number in each.domains.items()]}
        for each in yearly(agreed)
    ]
    return {"years": years, "domains": [choice("Domain", one) for one in DOMAINS]}


def _filters(request: HttpRequest, sight: Sight, known: dict[str, Words]) -> list[Filter]:
    visitors, hosts = (gate.filter_values(sight, sight_visits.TYPE, name) for name in ("visitor", "host"))
    directions = {
        f"{visitor}-{host}": listing.in_words(show.between(visitor, None if host == "REGION" else host, known))
        for visitor in visitors
        for host in hosts
        if visitor != host
    }
    years = sorted({year for first, last, _number in sight_visits.programme(sight) for year in _years(first, last)}, reverse=True)
    return [
        listing.choice(request.GET, "domain", _("Domain"), [(one, listing.in_words(choice("Domain", one))) for one in DOMAINS]),
        listing.choice(request.GET, "direction", _("Direction"), sorted(directions.items())),
        listing.choice(request.GET, "year", _("Year"), [(str(year), str(year)) for year in years]),
    ]


def _years(first: int, last: int) -> range:
    """The years a visit touches; one that is typed to last for ever counts for its first."""
    year = date.fromordinal(first).year
    return range(year, min(date.fromordinal(last).year, year + 5) + 1)


def _wanted(sight: Sight, filters: Sequence[Filter]) -> list[int]:
    """The numbers of the visits that the filters leave, in time."""
    domain, direction, year = (one.chosen for one in filters)
    visitor, _dash, host = direction.partition("-")
    named = ((f"domain={domain}",) if domain else ()) + ((f"visitor={visitor}", f"host={host}") if direction else ())
    return [number for a, b, number in sight_visits.programme(sight, named) if not year or year in map(str, _years(a, b))]


def drawing(sight: Sight, found: Sequence[Trip]) -> SafeString | None:
    """The bars of visits that are agreed; None of none."""
    bars = []
    for one in found:
        life = next((i for i in sight_visits.today(sight, one) if i.code == "visit.life"), None)
        first, last = show.days(one)
        if life is not None:
            bars.append(Bar(one.entry.row.code, rows.plain(one.entry.row)["titles"], first, last, life.state))
    if not bars:
        return None
    title = {"en": "The programme", "ja": "訪問・派遣計画"}
    told = {
        "en": "One bar for each visit, from its first to its last day. The table says the same.",
        "ja": "訪問ごとに、初日から末日までを帯で示す。表に同じ内容を示す。",
    }
    states: dict[str, Words] = words.of_areas()["state"]["visit.life"]
    # the chart's own functions escape every word that goes into it
    look = Look("ja" if japanese() else "en", title, told, "programme")
    return mark_safe(in_both_widths(lambda one: programme(bars, states, sight.today, one), look))
