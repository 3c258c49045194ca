"""Answers to proposals by the API: accept, decline, withdraw; what the pages' own functions decide and do.

Touches the database and the act key through node.say. A request sent again under its key gives the act of the first. Serves I1.
"""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Status

from entente.kernel.errors import Refusal
from entente.node import say
from entente.web import gate
from entente.web.api import envelopes
from entente.web.api.door import Text, operation, request_name
from entente.web.api.told import moves
from entente.web.gate import Sight
from entente.web.person import traces
from entente.web.person.posts import officer_of
from entente.web.records import decide, record
from entente.web.sight.api import said_under

router = Router(tags=["answers"])
Verb = Literal["accept", "decline", "withdraw"]


@operation(
    router, "POST", path="/records/{name}/proposals/{act}/{verb}", response={201: envelopes.Said}, summary="Accept, decline, withdraw"
)
def answer_proposal(request: HttpRequest, name: Text, act: Text, verb: Verb, answer: envelopes.Answer) -> Any:
    """Accepts or declines another participant's open proposal, or withdraws one's own.

    Accepting and declining takes the role accepting-officer, withdrawing drafter or releasing-officer. What follows by itself follows.
    """
    sight: Sight = request.sight
    row = gate.record(sight, name)
    proposal = decide.find(sight, row, act, verb)
    key = request_name(request, verb, act[:64])
    before = said_under(sight, key)
    if before is not None:
        return Status(201, said(sight, row.id, before.act.id))
    problem = decide.why_not(sight, row, proposal, verb, officer_of(request))
    if problem:
        raise Refusal("not-now", "W7", problem)
    made = decide.carry_out(sight, officer_of(request), (row.id, proposal), verb, say.Manner(remark=answer.remark, request=key))
    traces.note(request, row.id, traces.EDITED)
    return Status(201, said(sight, row.id, made.id))


def said(sight: Sight, name: str, act: str) -> dict[str, Any]:
    """An act that was said, and how its record stands now."""
    row, found = gate.record(sight, name), gate.act(sight, act)
    return {"act": act, "place": record.place(found.act.cite), "record": row.id, "state": row.state, "moves": moves(row)}
