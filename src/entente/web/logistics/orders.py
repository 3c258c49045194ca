"""Orders for support: all on one line each, and one with its lines, the ledgers of all sides beside each other, and what is open.

Touches the database through the gate. Serves S6.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from entente.areas.logistics.ledger import Balance, Matched
from entente.areas.logistics.records import SupportOrder
from entente.areas.logistics.says import UNITS
from entente.areas.visits.records import Visit
from entente.implementation.support import Unfit, unfit
from entente.kernel.area import Words
from entente.web import gate, listing
from entente.web.consultations import keep
from entente.web.consultations.show import choice, lines, plain, said
from entente.web.gate import Shows, Sight, shows
from entente.web.logistics import officers
from entente.web.records import entries, rows
from entente.web.sight import logistics as sight_logistics
from entente.web.sight.logistics import Order

AT_ONCE = 50  # orders on a page
AGREES: Words = {"en": "Alike", "ja": "一致"}
DIFFERS: Words = {"en": "They differ", "ja": "不一致"}


@shows(Shows.RECORDS)
def index(request: HttpRequest) -> HttpResponse:
    """The orders, the latest required first; `?requester=` and `?provider=` narrow them."""
    sight: Sight = request.sight
    filters = [
        listing.choice(request.GET, name, title, [(one, one) for one in gate.filter_values(sight, sight_logistics.TYPE, name)])
        for name, title in (("requester", _("Requester")), ("provider", _("Provider")))
    ]
    found = sight_logistics.numbers(sight, tuple(f"{one.name}={one.chosen}" for one in filters if one.chosen))
    page = listing.latest_first(request.GET, found, AT_ONCE)
    details = {
        "filters": filters,
        "chosen": listing.chosen(filters),
        "asked": urlencode([(one.name, one.chosen) for one in filters if one.chosen]),
        "count": len(found),
        "lines": [_line(one) for one in sight_logistics.orders(sight, page.here)],
        "may_draft": keep.may_draft(sight),
    } | listing.page_links(filters, page)
    return render(request, "web/logistics/index.html", details)


@shows(Shows.RECORDS)
def order(request: HttpRequest, record: str) -> HttpResponse:
    """The page of an order, by its record or its number."""
    sight: Sight = request.sight
    found = sight_logistics.order(sight, record)
    text, row = found.text, found.entry.row
    state, here = gate.state(sight, row), reverse("order", args=[row.id])
    parties = sight.node.charter(row.channel).codes
    balances = found.balances or line_of(text)
    acts = {act: one for one in found.filed for act in [one.row.revisions[-1].act]}
    details = {
        "line": _line(found),
        "text": text,
        "place": said(text.place),
        "basis": choice("SupportActivity", text.basis),
        "late": said(text.late_reason) if text.late_reason else {},
        "found": [line for line in lines(found.found) if line["what"] and line["code"] in OPEN],
        "visit": _visit(sight, text),
        "officers": [officers.asked(one) for one in sight_logistics.authorised(sight, found)],
        "afterwards": any(one.code == "order.retroactive" for one in found.found),
        "lines": [_figures(one) for one in balances],
        "parties": parties,
        "ledger": [_matched(one, parties, acts) for one in found.matched],
        "requests": [plain(one) for one in found.filed if one.row.type in ("retransfer-request", "retransfer-consent")],
        "writes": [one for one in entries.on_record(sight, row, state) if one.address != here] if state is not None else [],
    }
    return render(request, "web/logistics/order.html", details)


def line_of(text: SupportOrder) -> tuple[Balance, ...]:
    """The lines of an order that nothing was received on."""
    return tuple(Balance(line, Decimal(0), Decimal(0), Decimal(0)) for line in text.lines)


def _visit(sight: Sight, text: SupportOrder) -> dict[str, Any] | None:
    """The visit that an order supports, and in what it does not fit it (R6.2); None where it names none that may be read."""
    row = gate.by_id(sight, [text.visit]).get(text.visit) if text.visit else None
    if row is None:
        return None
    return rows.plain(row) | {"unfit": [UNFIT[one] for one in unfit_of(sight, text)]}


def unfit_of(sight: Sight, text: SupportOrder) -> list[Unfit]:
    """In what an order does not fit the visit that it names; nothing where it names none that may be read."""
    row = gate.by_id(sight, [text.visit]).get(text.visit) if text.visit else None
    visit: Any = gate.text(sight, row) if row is not None else None
    return list(unfit(text, visit)) if isinstance(visit, Visit) else []


UNFIT: dict[Unfit, Words] = {
    "parties": {"en": "The visit is not between the sides of this order.", "ja": "この訪問は、本発注の当事国間のものではない。"},
    "days": {"en": "The support is required outside the days of the visit.", "ja": "支援を必要とする日が訪問の期間外である。"},
    "basis": {"en": "An exercise with both forces is no visit without a host.", "ja": "双方が参加する訓練には受入国が必要である。"},
}

OPEN = (
    "order.reason",
    "ledger.reconciliation",
    "ledger.uncounted",
    "ledger.answer",
    "ledger.duplicate",
    "order.over",
    "order.settle",
    "retransfer.consent",
)


def _line(found: Order) -> dict[str, Any]:
    """An order as lists show it."""
    text, row = found.text, found.entry.row
    moves = dict.fromkeys([who for who, _verb, _act in row.move_list()] + [one.move for one in found.found if one.move])
    return rows.plain(row) | {
        "requester": text.requester,
        "provider": text.provider,
        "required_on": text.required_on,
        "life": next((one for one in found.found if one.code == "order.life"), None),
        "agreed": found.entry.agreed,
        "alike": sum(one.agreed for one in found.matched),
        "entries": len(found.matched),
        "differ": any(one.differs for one in found.matched),
        "moves": list(moves),
    }


def _figures(one: Balance) -> dict[str, Any]:
    """A line of the order with what both ledgers say of it."""
    line = one.line
    return {
        "no": line.no,
        "item": said(line.item),
        "category": choice("Supply", line.category),
        "unit": choice("Unit", line.unit),
        "mode": choice("SettlementMode", line.mode),
        "ordered": _grouped(line.quantity),
        "price": f"{line.currency} {_grouped(line.unit_price)}",
        "received": _grouped(f"{one.received.normalize():f}"),
        "back": _grouped(f"{one.back.normalize():f}"),
        "paid": f"{line.currency} {_grouped(f'{one.paid.normalize():f}')}" if one.paid else "",
        "owed": f"{line.currency} {_grouped(f'{one.owed.normalize():f}')}" if one.received and not one.done else "",
        "done": one.done,
    }


def _matched(one: Matched, parties: tuple[str, ...], acts: dict[str, Any]) -> dict[str, Any]:
    """An entry as each side's ledger has it."""
    line, event, number = one.key
    sides = []
    for party in parties:
        posting = one.by.get(party)
        record = acts.get(posting.act) if posting is not None else None
        text = posting.text if posting is not None else None
        amount = "" if text is None else f"{text.currency} {_grouped(text.amount)}" if text.amount else _grouped(text.quantity or "")
        unit = _plural(text.unit) if text is not None and text.unit else {}
        sides.append({"party": party, "record": record.row.id if record is not None else "", "amount": amount, "unit": unit, "text": text})
    return {"line": line, "event": choice("LedgerEvent", event), "number": number, "sides": sides, "outcome": outcome(one)}


def _grouped(figure: str) -> str:
    """A figure with its thousands apart: 17,676,000.5."""
    whole, point, rest = figure.partition(".")
    return f"{int(whole):,}{point}{rest}" if whole.isascii() and whole.isdigit() else figure


def _plural(unit: str) -> Words:
    en, ja = UNITS[unit]
    return {"en": en, "ja": ja}


def outcome(one: Matched) -> Words:
    """How an entry compares across the ledgers."""
    if one.differs:
        return DIFFERS
    missing = ", ".join(one.missing)
    return {"en": f"Not in {missing}'s ledger", "ja": f"{missing}の帳簿に記載なし"} if missing else AGREES
