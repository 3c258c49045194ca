"""Records: every record the reader may see, in one compact table with filters, page by page.

Touches the database through the gate. Pages follow by the last row's moment and id, so that what arrives meanwhile moves no row from one
page to the next. Internal steps (requests for clearance, orders to release, entries of administration) are left out unless they
are asked for. Serves every clause.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from entente.web import gate, listing, parties, words
from entente.web.gate import Row, Shows, Sight, Wanted, shows
from entente.web.listing import Filter
from entente.web.records import entries, rows

AT_ONCE = 50
SHOWN = "shown"


@shows(Shows.RECORDS)
def records(request: HttpRequest) -> HttpResponse:
    """The list; `?after=moment.id` is the page behind that row."""
    sight: Sight = request.sight
    filters = _filters(request.GET, sight)
    asked = wanted(sight, request.GET)
    after = position(request.GET.get("after", ""))
    at_once = listing.at_once_in(request.GET, AT_ONCE)
    found, number = gate.counted_page(sight, asked, after, at_once + 1)
    page, more = found[:at_once], len(found) > at_once
    clauses = gate.clauses(sight, page)
    details = {
        "filters": filters,
        "chosen": listing.chosen(filters),
        "lines": [_line(row, clauses.get(row.id, []), sight.node.party) for row in page],
        "count": number,
        "may_record": entries.may_draft(sight),
        "first_link": (listing.query(filters) or "?") if after else "",
        "after_link": listing.query(filters, after=f"{page[-1].changed_at}.{page[-1].id}") if more else "",
    }
    return render(request, "web/records.html", details)


def position(typed: str) -> tuple[int, str] | None:
    """The row a page begins behind, out of "moment.id"; None where it is none, which is the first page."""
    moment, _dot, id_ = typed.partition(".")
    if not (moment.isascii() and moment.isdigit() and len(moment) < 18 and 0 < len(id_) <= 160 and id_.isprintable()):
        return None
    return int(moment), id_


def wanted(sight: Sight, asked: QueryDict) -> Wanted:
    """What the list shows for a query."""
    made = _wanted(_filters(asked, sight), frozenset(sight.node.registry.kinds))
    all_shown = made.where.get("state") == "withdrawn" or asked.get("steps") == SHOWN
    return made if all_shown else replace(made, closed=gate.put_away(sight))


def _filters(asked: QueryDict, sight: Sight) -> list[Filter]:
    types = [(name, listing.in_words(words.kind(name))) for name in words.types(sight.node.registry.kinds)]
    steps = listing.choice(asked, "steps", _("Internal steps"), [(SHOWN, _("Shown"))])
    leads = [parties.lead_choice(lead) for lead in gate.filter_values(sight, "measure", "lead")]
    return [
        listing.choice(asked, "type", _("Type"), types),
        listing.choice(asked, "state", _("State"), listing.named(words.RECORD_STATES)),
        listing.choice(asked, "clause", _("Clause"), listing.clause_choices(sight)),
        listing.choice(asked, "lead", _("Lead authority"), leads),
        listing.choice(asked, "waits", _("Waits on"), [(code, code) for code in gate.parties(sight)]),
        replace(steps, nothing=_("Not shown")),
    ]


def _wanted(filters: list[Filter], types: frozenset[str]) -> Wanted:
    """What the list shows; a state that the words for what stays at home share with another is told apart by the types."""
    value = {one.name: one.chosen for one in filters}
    home = {kept: state for state, kept in words.AT_HOME.items()}
    where = {"type": value["type"], "state": home.get(value["state"], value["state"])}
    steps = words.steps()
    without = frozenset() if value["steps"] == SHOWN or value["type"] in steps else steps
    if value["state"] in home:
        without |= types - words.inside()
    elif value["state"] in words.AT_HOME:
        without |= words.inside()
    named = {name: kept for name, kept in where.items() if kept}
    return Wanted(named, value["clause"] or None, value["waits"] or None, without, value["lead"] or None)


def _line(row: Row, clauses: list[str], party: str) -> dict[str, Any]:
    waits = [(who, words.move(verb, who == party)) for who, verb, _act in row.move_list()]
    return rows.plain(row) | {"clauses": listing.by_number(clauses) if row.type != "instrument" else [], "waits": waits}
