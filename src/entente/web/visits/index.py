"""The engagement programme: every visit on one line, with its drawing and the table by year; narrowed by domain, direction and year.

Touches the database through the gate. Serves S3, S5 and S8.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from entente.areas.visits.yearly import DOMAINS, yearly
from entente.implementation.charts.programme import Bar, programme
from entente.implementation.charts.svg import Look, in_both_widths
from entente.kernel.area import Words
from entente.web import listing, rows, sight_visits, words
from entente.web.consultations import keep
from entente.web.consultations.show import choice
from entente.web.gate import Shows, Sight, shows
from entente.web.listing import Filter
from entente.web.sight_visits import Trip
from entente.web.templatetags.entente import japanese
from entente.web.visits import show

DRAWN = 40
"""Visits that one drawing shows; narrowed by year a programme has fewer."""


@shows(Shows.RECORDS)
def index(request: HttpRequest) -> HttpResponse:
    """The programme; `?domain=`, `?direction=` and `?year=` narrow it."""
    sight: Sight = request.sight
    every, known = sight_visits.trips(sight), show.names(sight)
    filters = _filters(request, every, known)
    found = [one for one in every if _wanted(one, filters)]
    agreed = [one for one in found if one.told is not None]
    details = {
        "filters": filters,
        "chosen": listing.chosen(filters),
        "count": len(found),
        "lines": (lines := [show.line(sight, one, known) for one in found]),
        "seasons": any(one["season"] for one in lines),
        "years": [
            {"one": each, "direction": show.between(each.visitor, each.host, known)}
            | {"numbers": [(choice("Domain", name), number) for name, number in each.domains.items()]}
            for each in yearly((one.text, one.told) for one in agreed if one.told is not None)
        ],
        "domains": [choice("Domain", one) for one in DOMAINS],
        "drawing": drawing(sight, agreed[-DRAWN:]),
        "may_draft": keep.may_draft(sight),
    }
    return render(request, "web/visits/index.html", details)


def _filters(request: HttpRequest, every: Sequence[Trip], known: dict[str, Words]) -> list[Filter]:
    directions = {_direction(one): listing.in_words(show.direction(one.text, known)) for one in every}
    years = sorted({year for one in every for year in _years(one)}, reverse=True)
    return [
        listing.choice(request.GET, "domain", _("Domain"), [(one, listing.in_words(choice("Domain", one))) for one in DOMAINS]),
        listing.choice(request.GET, "direction", _("Direction"), sorted(directions.items())),
        listing.choice(request.GET, "year", _("Year"), [(str(year), str(year)) for year in years]),
    ]


def _direction(one: Trip) -> str:
    return f"{one.text.visitor}-{one.text.host or 'REGION'}"


def _years(one: Trip) -> range:
    """The years a visit touches; one that is typed to last for ever counts for its first."""
    first, last = (day.year for day in show.days(one))
    return range(first, min(last, first + 5) + 1)


def _wanted(one: Trip, filters: Sequence[Filter]) -> bool:
    value = {each.name: each.chosen for each in filters}
    years = {str(year) for year in _years(one)}
    return (
        value["domain"] in ("", one.text.domain)
        and value["direction"] in ("", _direction(one))
        and (not value["year"] or value["year"] in years)
    )


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
