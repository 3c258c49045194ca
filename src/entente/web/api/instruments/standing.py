"""What the system answers, by the API: instruments and clauses as of two dates, intervals, the action plan, the exchange, who is asking.

Touches the database through the gate. Serves every clause.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Annotated, Any, Literal

import msgspec
from django.http import Http404, HttpRequest
from ninja import Query, Router
from pydantic import Field

from entente.areas.instruments import AnyInstrument, clause_ids
from entente.implementation.standing import Standing
from entente.web import declaration, gate
from entente.web.action_plan import plan
from entente.web.api import envelopes
from entente.web.api.door import Named, Text, operation, words_of
from entente.web.api.instruments import shapes
from entente.web.api.told import interval, lines
from entente.web.gate import Shows, Sight

router = Router(tags=["standing"])
Sort = Literal["obligation", "finding", "fact", "indicator", "standing"]
Day = Annotated[date | None, Query(description="A day; today where it is absent.")]
Known = Annotated[date | None, Query(description="As was known by the end of this day; as known now where it is absent.")]


@operation(router, "GET", path="/me", what=Shows.TRAFFIC, response=envelopes.Me, summary="Who is asking")
def get_me(request: HttpRequest) -> dict[str, Any]:
    """The post that asks, with its roles; the node's clock and ceiling."""
    sight: Sight = request.sight
    post, settings = request.user.post, sight.node.home.settings
    scope = request.token.scope if request.token is not None else "write"
    titles = {"en": post.title_en, "ja": post.title_ja}
    more = {"now": sight.node.clock(), "ceiling": settings.ceiling.classification, "party": sight.node.party}
    return more | {"post": post.code, "titles": titles, "roles": post.roles, "clearances": post.clearances, "scope": scope}


@operation(router, "GET", path="/instruments", response=list[shapes.Instrument], summary="Instruments in effect")
def list_instruments(request: HttpRequest) -> list[dict[str, Any]]:
    """The declarations, agreements and arrangements in effect, the oldest first."""
    return [
        {"id": text.id, "record": row.id, "title": text.title, "clauses": len(list(clause_ids(text))), "commitments": len(text.commitments)}
        for row, text in declaration.instruments(request.sight)
    ]


@operation(router, "GET", path="/instruments/{instrument}", response=shapes.Standings, summary="How every clause stands")
def get_instrument(request: HttpRequest, instrument: Text, on: Day = None, known: Known = None) -> dict[str, Any]:
    """Every clause of an instrument with its standing."""
    sight: Sight = request.sight
    (text, channel), asked = _instrument(sight, instrument), _as_of(sight, on, known)
    found = declaration.standings_of(sight, text, asked, channel)
    words = declaration.texts(text)
    clauses = [standing(one, words[local]) for local, one in found.items()]
    return {"instrument": text.id, "on": asked.day, "known": asked.known, "clauses": clauses}


@operation(router, "GET", path="/instruments/{instrument}/clauses/{local}", response=shapes.Clause, summary="How one clause stands")
def get_clause(request: HttpRequest, instrument: Text, local: Text, on: Day = None, known: Known = None) -> dict[str, Any]:
    """One clause with its commitments, and the records that name it."""
    sight: Sight = request.sight
    (text, channel), asked = _instrument(sight, instrument), _as_of(sight, on, known)
    words = declaration.texts(text)
    if local not in words:
        raise Http404
    whole = f"{text.id}#{local}"
    commitments = [msgspec.to_builtins(c) for c in text.commitments if c.clause in (local, whole)]
    naming = [row for row in gate.listed(sight, {}, 200, whole) if row.type != "instrument"]
    about = {"instrument": text.id, "on": asked.day, "known": asked.known}
    found = standing(declaration.standings_of(sight, text, asked, channel)[local], words[local])
    return about | {"standing": found, "commitments": commitments, "records": lines(sight, naming)}


@operation(router, "GET", path="/intervals", response=shapes.Intervals, summary="Obligations, findings, facts, indicators, standings")
def list_intervals(
    request: HttpRequest,
    sort: Sort = "obligation",
    on: Day = None,
    known: Known = None,
    state: Named = None,
    limit: Annotated[int, Query(ge=1, le=5000), Field()] = 500,
) -> dict[str, Any]:
    """What rules find in force on a day, the soonest to end first; an open obligation says whose move it is."""
    sight: Sight = request.sight
    asked = _as_of(sight, on, known)
    found = gate.intervals(sight, asked.day, sort, gate.end_of_day(asked.known) if asked.known else None, limit + 1)
    kept = [interval(item | {"sort": sort}) for item in found[:limit] if not state or item["state"] == state]
    return {"on": asked.day, "known": asked.known, "intervals": kept, "more": len(found) > limit}


@operation(router, "GET", path="/plan", response=shapes.Plan, summary="The action plan")
def get_plan(request: HttpRequest, clause: Named = None, lead: Named = None, state: Named = None, standing: Named = None) -> dict[str, Any]:
    """Every measure in effect, finalised or proposed, with schedule and joint status; the filters are the page's. `lead` is GBR:MOD."""
    found = plan.chosen(request)[1]
    return {"on": request.sight.today, "count": len(found), "measures": [_measure(line) for line in found]}


@operation(router, "GET", path="/exchange", what=Shows.TRAFFIC, response=list[shapes.Channel], summary="How the exchange stands")
def get_exchange(request: HttpRequest) -> list[dict[str, Any]]:
    """Every channel with each partner's state, in words; no record and no body is in it."""
    return [
        {
            "channel": one.channel,
            "title": one.title,
            "exercise": one.exercise,
            "said_by_us": one.ours,
            "lines": words_of(one.lines),
            "partners": [{"party": p.party, "figures": p.figures, "lines": words_of(p.lines)} for p in one.partners],
        }
        for one in gate.channels(request.sight)
    ]


def standing(found: Standing, text: str) -> dict[str, Any]:
    """A clause's standing with its words."""
    plain: Mapping[str, Any] = asdict(found)
    return {"clause": plain["clause"], "text": text, "state": plain["state"], "counts": plain["counts"], "reason": plain["words"]}


def _measure(line: plan.Line) -> dict[str, Any]:
    return {
        "record": line.row["id"],
        "code": line.row["code"],
        "titles": line.row["titles"],
        "state": line.row["state"],
        "clauses": line.clauses,
        "leads": dict(line.leads),
        "start": line.start,
        "finish": line.finish,
        "schedule": line.schedule,
        "joint_status": line.status,
        "ratings": dict(line.ratings),
        "waits": [{"party": party, "what": what} for party, what in line.waits],
    }


def _instrument(sight: Sight, name: str) -> tuple[AnyInstrument, str]:
    """The instrument in effect of that id, and its channel, in which alone its standing is counted."""
    found = next(((text, row.channel) for row, text in declaration.instruments(sight) if text.id == name), None)
    if found is None:
        raise Http404
    return found


def _as_of(sight: Sight, on: date | None, known: date | None) -> declaration.AsOf:
    """The question as the pages ask it: what is known later than today is what is known now."""
    return declaration.AsOf(on or sight.today, known if known is not None and known < sight.today else None, {}, {})
