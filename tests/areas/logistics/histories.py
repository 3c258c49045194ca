"""Groups of one order and what both ledgers say of it, small by default, and what an officer would ask of their intervals."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from entente.areas.logistics.records import LedgerEntry, OrderLine, SupportOrder
from entente.kernel.area import Group, Interval, Linked, Revision
from entente.kernel.bilingual import Title

PARTIES = ("GBR", "JPN")
AGREED = date(2021, 8, 24)
RECEIVED = date(2021, 8, 31)
"""The example of the domain analysis, section 6: the frame is public, every figure invented."""


def line(**changed: Any) -> OrderLine:
    """200 cubic metres of F-76, returned in kind, at JPY 90,000, with what is changed."""
    fields: dict[str, Any] = {
        "no": 1, "category": "PETROLEUM, OILS AND LUBRICANTS", "item": Title("F-76"), "unit": "MTQ", "quantity": "200",
        "unit_price": "90000", "currency": "JPY", "mode": "IN KIND", "tolerance_percent": "5",
    }  # fmt: skip
    return OrderLine(**(fields | changed))


def order(*lines: OrderLine, **changed: Any) -> SupportOrder:
    """The order of the example, with what is changed."""
    fields: dict[str, Any] = {
        "code": "GBR-O-2021-003", "title": Title("Fuel at Yokosuka"), "clauses": ("jp-gb-2017#S6",), "requester": "GBR", "provider": "JPN",
        "basis": "EXERCISES", "place": Title("Yokosuka"), "required_on": date(2021, 8, 31), "lines": lines or (line(),),
    }  # fmt: skip
    return SupportOrder(**(fields | changed))


def entry(event: str = "RECEIPT", number: str = "R-1", happened: date = RECEIVED, **changed: Any) -> LedgerEntry:
    """An entry of 196.4 cubic metres, or of what is changed."""
    fields: dict[str, Any] = {"order": "o", "line": 1, "event": event, "number": number, "happened_on": happened}
    said = {"amount": "4176000", "currency": "JPY"} if event == "PAYMENT" else {"quantity": "196.4", "unit": "MTQ"}
    return LedgerEntry(**(fields | said | changed))


def record(type_: str, name: str, party: str | None, *texts: tuple[date, Any], withdrawn_on: date | None = None) -> Linked:
    """A record of any type from (in effect on, text) each."""
    return Linked(name, type_, party, tuple(Revision(text, f"{name}.{i}", day) for i, (day, text) in enumerate(texts)), withdrawn_on)


def posted(text: LedgerEntry, *sides: str, on: date | None = None) -> list[Linked]:
    """An entry in the ledgers of these sides (of both), made on a day (the day it happened)."""
    made = on or text.happened_on
    return [record("ledger-entry", f"{side}-{text.number}", side, (made, text)) for side in sides or PARTIES]


def group(*records: Linked, text: SupportOrder | None = None, later: Iterable[tuple[date, SupportOrder]] = ()) -> Group:
    """The group of the order "o", with later texts of it and more records."""
    return Group("o", (record("support-order", "o", None, (AGREED, text or order()), *later), *records), PARTIES)


def states(intervals: Iterable[Interval], day: date, code: str, move: str | None = None) -> list[str]:
    """The states of one code on a day."""
    return [
        i.state for i in intervals if i.code == code and move in (None, i.move) and i.starts <= day and (i.ends is None or day < i.ends)
    ]
