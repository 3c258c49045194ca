"""The statement of account: orders, their lines by both ledgers, every entry side by side, and what is open, as an XLSX workbook.

Touches the database through the gate. Figures are exact decimals written as text: a spreadsheet would round them. Nothing is netted: what
is open stands by who owes whom, currency and way of settling (R6.7), by the age of the last receipt. Serves S6.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from entente.areas.logistics.ledger import Balance
from entente.node.files import sheets
from entente.node.files.sheets import Cell
from entente.web import gate
from entente.web.consultations.show import choice, said
from entente.web.gate import Shows, Sight, shows
from entente.web.listing import in_words
from entente.web.logistics.orders import line_of, outcome
from entente.web.sight import logistics as sight_logistics
from entente.web.sight import marking as sight_marking
from entente.web.sight.logistics import Order
from entente.web.templatetags.entente import japanese

MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AGES = (30, 60, 90, 180, 365)
"""Days since the last receipt, by which what is open is told apart."""
WIDTHS = (18, 34, 12, 12, 14, 24, 16, 16, 16, 16, 14, 16, 16)


@shows(Shows.RECORDS)
def statement(request: HttpRequest) -> HttpResponse:
    """The workbook in the page's language; `?requester=` and `?provider=` narrow it as they narrow the list."""
    sight: Sight = request.sight
    named = [(name, request.GET.get(name, "")) for name in ("requester", "provider")]
    known = {name: set(gate.filter_values(sight, sight_logistics.TYPE, name)) for name, _value in named}
    wanted = tuple(f"{name}={value}" for name, value in named if value in known[name])
    found = sight_logistics.orders(sight, sight_logistics.numbers(sight, wanted))
    marking = sight_marking.of_rows(sight, [each.row for one in found for each in (one.entry, *one.filed)])
    data = sheets.write_workbook(tables(sight, found), WIDTHS, sight.node.clock(), marking.get("ja" if japanese() else "en", ""))
    headers = {"Content-Disposition": f'attachment; filename="ACSA-{sight.today.isoformat()}.xlsx"'}
    return HttpResponse(data, content_type=MEDIA, headers=headers)


def tables(sight: Sight, found: Sequence[Order]) -> dict[str, list[list[Cell]]]:
    """The three sheets: lines, entries, what is open."""
    parties = sorted({party for one in found for party in sight.node.charter(one.entry.row.channel).codes})
    return {
        str(_("Lines")): [_heads(), *(row for one in found for row in _lines(one))],
        str(_("Ledger entries")): [_entry_heads(parties), *(row for one in found for row in _entries(one, parties))],
        str(_("Open amounts")): [_open_heads(), *_open(found, sight.today)],
    }


def _heads() -> list[Cell]:
    what = (_("Number of the order"), _("What is ordered"), _("Requester"), _("Provider"), _("Required on"), _("Item"), _("Category"))
    how = (_("Settled by"), _("Unit"), _("Ordered"), _("Unit price"), _("Quantity received"), _("Given back"), _("Paid"))
    return [*map(str, what), *map(str, how), str(_("Open, in cash"))]


def _lines(one: Order) -> Iterable[list[Cell]]:
    text = one.text
    for balance in one.balances or line_of(text):
        line = balance.line
        what = f"{line.no}. {in_words(said(line.item))}"
        named = (choice("Supply", line.category), choice("SettlementMode", line.mode), choice("Unit", line.unit))
        figures = (balance.received, balance.back, balance.paid)
        yield [
            *(text.code, in_words(said(text.title)), text.requester, text.provider, text.required_on, what),
            *map(in_words, named),
            *(line.quantity, f"{line.currency} {line.unit_price}"),
            *map(_plain, figures),
            str(_("settled")) if balance.done else f"{line.currency} {_plain(balance.owed)}",
        ]


def _entry_heads(parties: Sequence[str]) -> list[Cell]:
    sides = [name for party in parties for name in (party, f"{party}: {_('Date')}")]
    return [_("Number of the order"), _("Line no."), _("Entry"), _("Number of the paper"), *sides, _("Compared")]


def _entries(one: Order, parties: Sequence[str]) -> Iterable[list[Cell]]:
    for each in one.matched:
        line, event, number = each.key
        cells: list[Cell] = []
        for party in parties:
            text = each.by[party].text if party in each.by else None
            cells += [_amount(text), text.happened_on if text is not None else None]
        yield [one.text.code, line, in_words(choice("LedgerEvent", event)), number, *cells, in_words(outcome(each))]


def _amount(text: Any) -> str | None:
    if text is None:
        return None
    return f"{text.currency} {text.amount}" if text.amount else f"{text.quantity} {in_words(choice('Unit', text.unit))}"


def _open_heads() -> list[Cell]:
    return [_("Who owes"), _("To whom"), _("Currency"), _("Settled by"), *_ages(), _("Together")]


def _ages() -> list[str]:
    edges = [0, *AGES]
    told = [
        _("%(first)d to %(last)d days") % {"first": first + (first > 0), "last": last} for first, last in zip(edges, AGES, strict=False)
    ]
    return [*told, _("more than %d days") % AGES[-1]]


def _open(found: Sequence[Order], today: date) -> Iterable[list[Cell]]:
    """What is open at the orders' prices, by debtor, creditor, currency and way of settling; never one against another."""
    sums: dict[tuple[str, str, str, str], list[Decimal]] = {}
    for one in found:
        for balance in one.balances:
            if balance.received and not balance.done:
                key = (one.text.requester, one.text.provider, balance.line.currency, balance.line.mode)
                held = sums.setdefault(key, [Decimal(0)] * (len(AGES) + 1))
                held[age(one, balance, today)] += balance.owed
    for (debtor, creditor, currency, mode), held in sorted(sums.items()):
        yield [debtor, creditor, currency, in_words(choice("SettlementMode", mode)), *map(_plain, held), _plain(sum(held, Decimal(0)))]


def age(one: Order, balance: Balance, today: date) -> int:
    """In which column a line stands, by the days since its last receipt that both ledgers have."""
    receipts = [each.by for each in one.matched if each.agreed and each.key[:2] == (balance.line.no, "RECEIPT")]
    last = max((posting.text.happened_on for by in receipts for posting in by.values()), default=today)
    days = (today - last).days
    return sum(days > edge for edge in AGES)


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
