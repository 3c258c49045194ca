"""Orders for support by the API: the list, and one with the ledgers of all sides beside each other.

Touches the database through the gate. An order, an entry in the ledger, a request to hand on and its answer are written as every record
is: by `create_draft`, of their types. Serves S6.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

import msgspec
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from entente.areas.logistics.ledger import Balance, Matched
from entente.web.api.consultations.meetings import found_line, text_of
from entente.web.api.door import Named, Text, a_file, operation
from entente.web.api.logistics import shapes
from entente.web.api.told import lines
from entente.web.gate import Sight
from entente.web.listing import latest_first
from entente.web.logistics import orders as page
from entente.web.logistics import statement as account
from entente.web.sight import logistics as sights
from entente.web.sight.logistics import Order

router = Router(tags=["logistics"])


class OrdersAsked(Schema):
    """What the list is narrowed to, and its page, the first being the latest."""

    requester: Text | None = None
    provider: Text | None = None
    page: Annotated[int, Field(ge=1, le=10_000)] = 1


@operation(router, "GET", path="/orders", response=shapes.Orders, summary="Orders for support")
def list_orders(request: HttpRequest, asked: Annotated[OrdersAsked, Query()]) -> dict[str, Any]:
    """Orders under the agreement, the latest required first, fifty at a time."""
    sight: Sight = request.sight
    named = tuple(f"{name}={value}" for name in ("requester", "provider") if (value := getattr(asked, name)))
    numbers = sights.numbers(sight, named)
    part = latest_first({"page": str(asked.page)}, numbers, page.AT_ONCE)
    found = [_order(sight, one) for one in sights.orders(sight, part.here)]
    return {"count": len(numbers), "pages": part.pages, "page": part.number, "orders": found}


@operation(router, "GET", path="/orders/statement", summary="The statement of account as XLSX", openapi_extra=a_file(account.MEDIA))
def get_orders_statement(request: HttpRequest, requester: Named = None, provider: Named = None) -> HttpResponse:
    """Lines by both ledgers, entries side by side, and what is open by age; in the language asked for."""
    return account.statement(request)


@operation(router, "GET", path="/orders/officers", response=list[shapes.Officer], summary="Authorised officers")
def list_officers(request: HttpRequest) -> list[dict[str, Any]]:
    """The posts that each side has stated as authorised and not withdrawn; a post is put on our list by `create_draft`."""
    sight: Sight = request.sight
    found = sights.officers(sight)
    known = {one["id"]: one for one in lines(sight, [row for row, _listed in found])}
    return [
        {"record": known[row.id], "party": one.party}
        | {name: getattr(one.text, name) for name in ("post", "powers", "categories", "limit", "currency", "from_on", "until")}
        for row, one in found
        if row.id in known
    ]


@operation(router, "GET", path="/orders/{name}", response=shapes.OrderWhole, summary="One order with both ledgers")
def get_order(request: HttpRequest, name: Text) -> dict[str, Any]:
    """An order with its text, the figures of its lines, every entry as each side has it, and what is open on it today."""
    sight: Sight = request.sight
    found = sights.order(sight, name)
    acts = {act: one.row.id for one in found.filed for act in [one.row.revisions[-1].act]}
    return {
        "order": _order(sight, found),
        "text": msgspec.to_builtins(found.text),
        "lines": [_figures(one) for one in found.balances],
        "ledger": [_matched(one, acts) for one in found.matched],
        "filed": [text_of(sight, one) for one in found.filed if one.row.type != "ledger-entry"],
        "authorised": [
            {"party": one.party, "power": one.power, "state": one.state, "records": [each.record for each in one.posts]}
            for one in sights.authorised(sight, found)
        ],
        "unfit": page.unfit_of(sight, found.text),
        "found": [found_line(one) for one in found.found],
    }


def _order(sight: Sight, found: Order) -> dict[str, Any]:
    life = next((one.state for one in found.found if one.code == "order.life"), None)
    return {
        "record": lines(sight, [found.entry.row])[0],
        "agreed": found.entry.agreed,
        "requester": found.text.requester,
        "provider": found.text.provider,
        "required_on": found.text.required_on,
        "life": life,
        "entries": len(found.matched),
        "alike": sum(one.agreed for one in found.matched),
        "differ": any(one.differs for one in found.matched),
    }


def _figures(one: Balance) -> dict[str, Any]:
    line = one.line
    return {
        "line": line.no,
        "unit": line.unit,
        "currency": line.currency,
        "ordered": line.quantity,
        "received": _plain(one.received),
        "returned": _plain(one.back),
        "paid": _plain(one.paid),
        "owed": _plain(one.owed),
        "done": one.done,
    }


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _matched(one: Matched, acts: dict[str, str]) -> dict[str, Any]:
    line, event, number = one.key
    postings = [
        {"party": party, "record": acts.get(posting.act)}
        | {name: getattr(posting.text, name) for name in ("quantity", "unit", "amount", "currency", "happened_on")}
        for party, posting in one.by.items()
    ]
    outcome = "differs" if one.differs else "missing" if one.missing else "alike"
    return {"line": line, "event": event, "number": number, "postings": postings, "missing": list(one.missing), "outcome": outcome}
