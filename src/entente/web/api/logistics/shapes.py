"""The envelopes of logistic support: orders, their lines with what both ledgers say, and entries side by side.

Pure. As in envelopes.py; quantities and amounts are exact decimals written as strings. Serves S6.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from ninja import Schema

from entente.web.api.envelopes import Interval, Record, TextOf


class Order(Schema):
    """An order: who asked whom, the day it is required, where it is in its life, how many entries the ledgers have and have alike."""

    record: Record
    agreed: bool
    requester: str
    provider: str
    required_on: date
    life: str | None
    entries: int
    alike: int
    differ: bool


class Orders(Schema):
    """A page of the orders: `count` is of all pages, the first page is the latest required."""

    count: int
    pages: int
    page: int
    orders: list[Order]


class OrderFigures(Schema):
    """A line of an order by what both ledgers have alike: received, given back, paid, still owed."""

    line: int
    unit: str
    currency: str
    ordered: str
    received: str
    returned: str
    paid: str
    owed: str
    done: bool


class Posting(Schema):
    """One side's entry: its record, the quantity or the amount, and the day it happened."""

    party: str
    record: str | None
    quantity: str | None
    unit: str | None
    amount: str | None
    currency: str | None
    happened_on: date


class MatchedEntry(Schema):
    """An entry by its line, event and the number of its paper, as each side's ledger has it."""

    line: int
    event: str
    number: str
    postings: list[Posting]
    missing: list[str]
    outcome: str


class Officer(Schema):
    """A post on a list of authorised officers: for which steps and categories (none: every one), up to which value, on which days."""

    record: Record
    party: str
    post: str
    powers: list[str]
    categories: list[str]
    limit: str | None
    currency: str | None
    from_on: date
    until: date | None


class Authority(Schema):
    """Whether a side had a post for a step of an order: "covered" with the records that say so, "not-covered", or "no-list"."""

    party: str
    power: str
    state: str
    records: list[str]


class OrderWhole(Schema):
    """An order with its text, its figures, the ledgers beside each other, what else is filed under it, and what rules find today.

    `authorised` is for who orders and who accepts; `unfit` in what it does not fit the visit that it names: parties, days, basis.
    """

    order: Order
    text: dict[str, Any]
    lines: list[OrderFigures]
    ledger: list[MatchedEntry]
    filed: list[TextOf]
    authorised: list[Authority]
    unfit: list[str]
    found: list[Interval]
