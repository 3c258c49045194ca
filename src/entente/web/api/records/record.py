"""Records by the API: the list with its filters, one record with its history and receipts, redlines, acts, proof files.

Touches the database through the gate. Serves every clause.
"""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema

from entente.kernel import fold
from entente.kernel.errors import Refusal
from entente.kernel.fold import current
from entente.web import gate, words
from entente.web.api import envelopes
from entente.web.api.door import BINARY, Text, operation
from entente.web.api.told import change, entry, interval, lines
from entente.web.gate import Row, Sight, Wanted
from entente.web.records import record, records_list
from entente.web.sight.api import Found

router = Router(tags=["records"])


class RecordsAsked(Schema):
    """What a list of records is narrowed to."""

    type: Text | None = None
    state: Text | None = None
    clause: Text | None = None
    waits: Text | None = None
    lead: Text | None = None
    steps: bool = False
    after: Text | None = None


@operation(router, "GET", path="/records", response=envelopes.Records, summary="Records, newest first")
def list_records(request: HttpRequest, asked: Annotated[RecordsAsked, Query()]) -> dict[str, Any]:
    """A page of the records that the post may see, fifty at a time.

    `waits` is the participant whose move is due, `lead` an authority as GBR:MOD; `steps` adds the steps inside the house (requests for
    clearance, orders to release). `after` is what the page before ended with, so that what arrives meanwhile moves nothing from one page
    to the next.
    """
    sight: Sight = request.sight
    where = {name: value for name, value in (("type", asked.type), ("state", asked.state)) if value}
    without = frozenset() if asked.steps or asked.type in words.steps() else words.steps()
    wanted = Wanted(where, asked.clause or None, asked.waits or None, without, asked.lead or None)
    behind = records_list.position(asked.after or "")
    if asked.after and behind is None:
        raise Refusal("after-malformed", "W5", "“after” is not what a page ended with.")
    found = gate.page(sight, wanted, behind, records_list.AT_ONCE + 1)
    page, more = found[: records_list.AT_ONCE], len(found) > records_list.AT_ONCE
    last = f"{page[-1].changed_at}.{page[-1].id}" if more else None
    return {"count": gate.count(sight, wanted), "records": lines(sight, page), "after": last}


@operation(router, "GET", path="/records/{name}", response=envelopes.Whole, summary="One record")
def get_record(request: HttpRequest, name: Text) -> dict[str, Any]:
    """A record by its id, the beginning of it, or its code: text, proposals, history with receipts, and what rules find today."""
    sight: Sight = request.sight
    row = gate.record(sight, name)
    state = gate.state(sight, row)
    if state is None:
        raise Http404
    cite, index, pending = current(state)
    return {
        "record": lines(sight, [row])[0],
        "schema_version": row.schema,
        "text": record.text_of(sight, row, cite, index) if cite is not None else None,
        "text_pending": pending,
        "proposals": [offer for proposal in state.proposals if (offer := _offer(sight, row, proposal)) is not None],
        "history": [entry(sight, found) for found in _history(sight, state)],
        "found": [interval(item) for item in gate.found_on(sight, row)],
    }


@operation(router, "GET", path="/records/{name}/proposals/{act}/redline", response=envelopes.Redline, summary="What a proposal changes")
def get_redline(request: HttpRequest, name: Text, act: Text) -> dict[str, Any]:
    """A proposal against the text agreed, or against the proposal that it counters, field by field."""
    sight: Sight = request.sight
    row = gate.record(sight, name)
    state = gate.state(sight, row)
    proposal = next((p for p in state.proposals if p.cite.act == act), None) if state is not None else None
    if state is None or proposal is None:
        raise Http404
    gate.act(sight, act)
    shown = record.on_table(sight, row, state, proposal)
    return {"against": str(shown["against"]), "changes": [change(one) for one in shown["changes"] or () if one.path]}


@operation(
    router,
    "GET",
    path="/records/{name}/acts/{act}/proof",
    summary="The proof file of an act",
    openapi_extra=BINARY,
)
def get_proof(request: HttpRequest, name: Text, act: Text) -> HttpResponse:
    """The act with its body, inclusion proof and signed checkpoint, for `entente-verify` to check offline."""
    found: HttpResponse = record.proof(request, name, act)
    if found.status_code != 200:
        raise Refusal("no-proof-yet", "W6", str(_("There is no proof of this entry yet: it comes with the next exchange with a partner.")))
    return found


@operation(router, "GET", path="/acts/{act}", response=envelopes.Act, summary="One act")
def get_act(request: HttpRequest, act: Text) -> dict[str, Any]:
    """An act by its id, the first eight digits or more of it, or its place with tildes (JPN~1~12): the header as signed, and the body."""
    sight: Sight = request.sight
    found = gate.act(sight, act.replace("~", "/"))
    header = msgspec.to_builtins(found.act.header)
    more = {"channel": found.channel, "status": found.status, "header": header, "content": gate.body(sight, found)}
    return {"entry": entry(sight, found)} | more


def _history(sight: Sight, state: fold.Record) -> list[Found]:
    """The record's acts that may be seen, the latest first."""
    found = []
    for cite in reversed(state.history):
        try:
            found.append(gate.act(sight, cite.act))
        except Http404:
            continue
    return found


def _offer(sight: Sight, row: Row, proposal: fold.Proposal) -> dict[str, Any] | None:
    """A proposal, or None where its act may not be seen."""
    try:
        gate.act(sight, proposal.cite.act)
    except Http404:
        return None
    ours = proposal.cite.party == sight.node.party
    return {
        "act": proposal.cite.act,
        "place": record.place(proposal.cite),
        "party": proposal.cite.party,
        "state": proposal.state,
        "signed_at": record.moment(proposal.signed_at),
        "expires_at": record.moment(proposal.expires_at) if proposal.expires_at else None,
        "accepted": sorted(proposal.accepted),
        "declined": sorted(proposal.declined),
        "text": record.text_of(sight, row, proposal.cite, proposal.index),
        "verbs": [verb for verb in record.VERBS if (verb == "withdraw") == ours and not record.refused(sight, proposal, verb)],
    }
