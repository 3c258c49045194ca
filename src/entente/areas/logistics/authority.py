"""Who may order and who may accept: the lists of authorised officers of both sides, asked about one order on one day (R6.1).

Pure. A post covers an order whose every line is of a category of its, and whose value in each currency is within its limit; a limit in
another currency covers nothing, since no rate is applied here. Serves S6.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from entente.areas.logistics.records import AuthorisedOfficer, Power, SupportOrder

State = Literal["covered", "not-covered", "no-list"]


@dataclass(frozen=True, slots=True)
class Listed:
    """A post on a side's list: whose, the record that says it, and its words."""

    party: str
    record: str
    text: AuthorisedOfficer


@dataclass(frozen=True, slots=True)
class Asked:
    """Whether a side has a post for one step of an order: the posts that cover it; "no-list" where the side has none at all that day."""

    party: str
    power: Power
    state: State
    posts: tuple[Listed, ...]


def totals(order: SupportOrder) -> dict[str, Decimal]:
    """An order's value by currency, at its own prices."""
    found: dict[str, Decimal] = {}
    for line in order.lines:
        found[line.currency] = found.get(line.currency, Decimal(0)) + Decimal(line.quantity) * Decimal(line.unit_price)
    return found


def covers(text: AuthorisedOfficer, power: Power, order: SupportOrder, on: date) -> bool:
    """Whether a post may take a step of an order on a day."""
    if power not in text.powers or not (text.from_on <= on and (text.until is None or on <= text.until)):
        return False
    if text.categories and any(line.category not in text.categories for line in order.lines):
        return False
    if text.limit is None:
        return True
    return all(currency == text.currency and value <= Decimal(text.limit) for currency, value in totals(order).items())


def asked(order: SupportOrder, listed: Iterable[Listed], on: date) -> tuple[Asked, Asked]:
    """For a day: who of the requester may order this, and who of the provider may accept it."""
    held = tuple(listed)
    return _asked(order, held, (order.requester, "ORDER"), on), _asked(order, held, (order.provider, "ACCEPT"), on)


def _asked(order: SupportOrder, held: tuple[Listed, ...], who: tuple[str, Power], on: date) -> Asked:
    party, power = who
    mine = [one for one in held if one.party == party and one.text.from_on <= on and (one.text.until is None or on <= one.text.until)]
    found = tuple(one for one in mine if covers(one.text, power, order, on))
    return Asked(party, power, "covered" if found else "not-covered" if mine else "no-list", found)
