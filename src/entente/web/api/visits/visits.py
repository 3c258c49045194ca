"""Visits and deployments by the API: the programme, one visit, what a delay does, our decision on a request, the purge of visitors' data.

Touches the database through the gate, and the act key through node/: a purge destroys our own body for good. Serves S3, S5 and S8.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import msgspec
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from entente.areas.visits.parameters import REQUESTS
from entente.areas.visits.requests import Asked, on_day, span
from entente.kernel.labels.disclose import RELEASING_OFFICER
from entente.web import gate
from entente.web.api.consultations.meetings import found_line, text_of
from entente.web.api.door import Text, operation
from entente.web.api.told import lines
from entente.web.api.visits import shapes
from entente.web.api.writing import drafts
from entente.web.api.writing import shapes as drafted
from entente.web.consultations import keep
from entente.web.gate import Sight
from entente.web.listing import latest_first
from entente.web.person.posts import officer_of
from entente.web.sight import visits as sights
from entente.web.sight.visits import Trip
from entente.web.visits import cleared, filed, show
from entente.web.visits.index import AT_ONCE
from entente.web.visits.slip import MOST, USUAL

router = Router(tags=["visits"])


class VisitsAsked(Schema):
    """What the programme is narrowed to: SEA, AIR or LAND, who visits whom; and its page, the first being the latest."""

    domain: Text | None = None
    visitor: Text | None = None
    host: Text | None = None
    page: Annotated[int, Field(ge=1, le=10_000)] = 1


@operation(router, "GET", path="/visits", response=shapes.Programme, summary="The programme of visits")
def list_visits(request: HttpRequest, asked: Annotated[VisitsAsked, Query()]) -> dict[str, Any]:
    """Visits and deployments in time, fifty at a time, the latest page first; `host` is REGION for those to the region."""
    sight: Sight = request.sight
    named = tuple(f"{name}={value}" for name in ("domain", "visitor", "host") if (value := getattr(asked, name)))
    numbers = [number for _first, _last, number in sights.programme(sight, named)]
    page = latest_first({"page": str(asked.page)}, numbers, AT_ONCE)
    found = [_visit(sight, one) for one in sights.trips(sight, page.here)]
    return {"count": len(numbers), "pages": page.pages, "page": page.number, "visits": found}


@operation(router, "GET", path="/visits/{name}", response=shapes.VisitWhole, summary="One visit")
def get_visit(request: HttpRequest, name: Text) -> dict[str, Any]:
    """A visit with its requests and their states, what else is filed under it, what is missing, and the last day for a request."""
    sight: Sight = request.sight
    found = sights.trip(sight, name)
    last = cleared.last_day(sight, found)
    return {
        "visit": _visit(sight, found),
        "text": msgspec.to_builtins(found.text),
        "requests": [_request(sight, one, found) for one in sights.requests(found)],
        "filed": [text_of(sight, one) for one in found.filed if one.row.type not in REQUESTS],
        "missing": cleared.gaps(sight, found),
        "request_by": last["by"] if last is not None else None,
        "found": [found_line(one) for one in sights.today(sight, found)],
    }


@operation(router, "GET", path="/visits/{name}/slip", response=list[shapes.Slipped], summary="What a delay makes of a visit")
def get_slip(request: HttpRequest, name: Text, hours: Annotated[int, Query(ge=-MOST, le=MOST)] = USUAL) -> list[dict[str, Any]]:
    """Of everything filed under a visit, what so many hours later (negative: earlier) make void, move or leave; nothing is changed."""
    sight: Sight = request.sight
    effects = sights.slipped(sight, sights.trip(sight, name), hours)
    known = gate.by_id(sight, [one.record for one in effects])
    rows = {one["id"]: one for one in lines(sight, list(known.values()))}
    return [
        {"record": rows[one.record], "fate": one.fate, "why": one.why, "first": one.first, "last": one.last}
        for one in effects
        if one.record in rows
    ]


@operation(router, "POST", path="/visits/requests/{name}/decision", response={201: drafted.Draft}, summary="Decide a request, as a draft")
def decide_request(request: HttpRequest, name: Text, decision: shapes.DecisionIn) -> Any:
    """Drafts our decision on a request as it stands: the visit, the request and its amendment are filled in. Takes the role drafter.

    "Not found" for what is no request of another side to us as host.
    """
    sight: Sight = request.sight
    keep.must_draft(sight)
    row = gate.record(sight, name)
    text: Any = gate.text(sight, row)
    if row.type not in REQUESTS or text is None or row.party == sight.node.party:
        raise Http404
    trip = sights.trip(sight, text.visit)
    if trip.text.host != sight.node.party:
        raise Http404
    said = decision.text | {"visit": text.visit, "request": row.id, "amendment": text.amendment}
    return drafts.keep(request, row.channel, "clearance-decision", said, row.id)


@operation(router, "POST", path="/visits/lists/{name}/purge", response=shapes.Purged, summary="Purge our list of visitors")
def purge_visitors(request: HttpRequest, name: Text) -> dict[str, Any]:
    """Destroys every text of our own list of visitors for good, and tells every holder to; their number stays in the request. Takes the
    role releasing-officer."""
    sight: Sight = request.sight
    row = gate.record(sight, name)
    filed.own_list(sight, row)
    if RELEASING_OFFICER not in sight.reader.roles:
        raise PermissionDenied(_("A list of visitors is purged by a releasing officer; your post does not hold that role."))
    return {"acts": filed.purge_list(sight, officer_of(request).post, row)}


def _visit(sight: Sight, found: Trip) -> dict[str, Any]:
    text, (first, last) = found.text, show.days(found)
    life = next((one for one in sights.today(sight, found) if one.code == "visit.life"), None)
    return {
        "record": lines(sight, [found.entry.row])[0],
        "agreed": found.entry.agreed,
        "first": first,
        "last": last,
        "place": {key: said for key in ("en", "ja") if (said := getattr(text.place.name, key, None))},
        "life": life.state if life is not None else None,
        "public": text.source is not None,
    } | {name: getattr(text, name) for name in ("visitor", "host", "domain", "stage")}


def _request(sight: Sight, one: Asked, found: Trip) -> dict[str, Any]:
    entry = next(each for each in found.filed if each.row.id == one.entry.record.record)
    state = on_day(one.states, sight.today.toordinal())
    decision = state.decision.revision.text if state is not None and state.decision is not None else None
    (first, last), party, may = map(date.fromordinal, span(entry.text)), sight.node.party, keep.may_draft(sight)
    return {
        "record": lines(sight, [entry.row])[0],
        "type": entry.row.type,
        "state": state.name if state is not None else "",
        "first": first,
        "last": last,
        "amendment": entry.text.amendment,
        "number": decision.number if decision is not None else None,
        "valid_from": decision.valid_from if decision is not None else None,
        "valid_to": decision.valid_to if decision is not None else None,
        "conditions": [_said(each) for each in decision.conditions] if decision is not None else [],
        "reason": _said(decision.reason) if decision is not None else {},
        "may_decide": found.text.host == party and entry.row.party != party and may,
        "may_amend": entry.row.party == party and entry.row.state == "issued" and may,
    }


def _said(words: Any) -> dict[str, str]:
    return {key: said for key in ("en", "ja") if (said := getattr(words, key, None))}
