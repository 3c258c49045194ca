"""The ledgers of all sides on one order, laid side by side: what agrees, what differs and how, what was settled.

Pure. An entry is known by its line, its event and the number of its paper; what its record says is its newest readable text from the day
that text had effect. Sums are exact decimals, of what all sides' ledgers say alike; nothing is netted across lines, items, modes or
currencies (R6.7), and no unit is converted but by its exact factor. Serves S6.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from entente.areas.logistics.parameters import FACTORS, MISTAKEN
from entente.areas.logistics.records import LedgerEntry, OrderLine
from entente.kernel.area import Group
from entente.kernel.calendar.timeline import revisions

Key = tuple[int, str, str]
"""Line, event, number of the paper."""


@dataclass(frozen=True, slots=True)
class Posting:
    """One side's entry, over the days [since, until) on which it says this."""

    party: str
    text: LedgerEntry
    act: str
    since: int
    until: int

    @property
    def key(self) -> Key:
        """What both sides know it by."""
        return self.text.line, self.text.event, self.text.number


@dataclass(frozen=True, slots=True)
class Matched:
    """An entry by all who posted it: each one's, how they differ ("" where they agree), and who has not posted it."""

    key: Key
    by: Mapping[str, Posting]
    differs: str
    missing: tuple[str, ...]
    twice: tuple[Posting, ...] = ()

    @property
    def agreed(self) -> bool:
        """Whether all sides' ledgers say the same of it."""
        return not self.differs and not self.missing


@dataclass(frozen=True, slots=True)
class Balance:
    """A line's figures by what all sides' ledgers say alike: received and given back in its own unit, paid in its own currency."""

    line: OrderLine
    received: Decimal
    back: Decimal
    paid: Decimal

    @property
    def owed(self) -> Decimal:
        """What is still to be paid if the rest is settled in cash, at the order's price."""
        return max((self.received - self.back) * Decimal(self.line.unit_price) - self.paid, Decimal(0))

    @property
    def done(self) -> bool:
        """Whether all that was received is settled (R6.6), by giving back, by paying, or by both; of nothing received nothing is."""
        if not self.received:
            return False
        return self.back >= self.received or (self.owed == 0 and (self.paid > 0 or self.line.mode == "CASH"))

    @property
    def begun(self) -> bool:
        """Whether something of it was settled."""
        return self.back > 0 or self.paid > 0


def postings(group: Group) -> list[Posting]:
    """Every stretch of every readable entry on the group's order, by the side that made it."""
    out = [
        Posting(record.party, revision.text, revision.act, since, until)
        for record in group.of("ledger-entry")
        for since, until, revision in revisions(record)
        if record.party is not None and isinstance(revision.text, LedgerEntry) and revision.text.order == group.key
    ]
    return sorted(out, key=lambda one: (one.since, one.key, one.party, one.act))


def side_by_side(held: Iterable[Posting], parties: Iterable[str]) -> list[Matched]:
    """The entries that hold on one day, matched by their keys, in order."""
    found: dict[Key, dict[str, list[Posting]]] = {}
    for one in held:
        found.setdefault(one.key, {}).setdefault(one.party, []).append(one)
    sides = tuple(sorted(parties))
    out = []
    for key, by in sorted(found.items()):
        last = {party: posted[-1] for party, posted in sorted(by.items())}
        missing = tuple(party for party in sides if party not in last)
        twice = tuple(one for posted in by.values() if len(posted) > 1 for one in posted)
        out.append(Matched(key, last, _difference(list(last.values())), missing, twice))
    return out


def _difference(all_: list[Posting]) -> str:
    """The first thing in which entries differ: unit (a factor explains it), quantity, amount, currency or day."""
    first = all_[0].text
    for other in (one.text for one in all_[1:]):
        if first.currency != other.currency:
            return "currency"
        if first.amount is not None and other.amount is not None and Decimal(first.amount) != Decimal(other.amount):
            return "amount"
        if quantity(first) != quantity(other):
            return "unit" if factor(first, other) else "quantity"
        if first.happened_on != other.happened_on:
            return "day"
    return ""


def quantity(text: LedgerEntry) -> tuple[str, Decimal] | None:
    """What an entry measures and how much of it, in litres, kilograms or its own unit; None without a quantity."""
    if text.quantity is None or text.unit is None:
        return None
    kind, each = FACTORS.get(text.unit, (text.unit, Decimal(1)))
    return kind, Decimal(text.quantity) * each


def factor(one: LedgerEntry, other: LedgerEntry) -> tuple[str, str] | None:
    """The two units that were taken for each other, if the bare numbers differ by their factor: proposed, never applied."""
    if one.quantity is None or other.quantity is None or not (a := Decimal(one.quantity)) or not (b := Decimal(other.quantity)):
        return None
    ratio = max(a, b) / min(a, b)
    for name, (kind, each) in FACTORS.items():
        for second, (same, smaller) in FACTORS.items():
            if kind == same and each > smaller and abs(ratio / (each / smaller) - 1) <= MISTAKEN:
                return name, second
    return None


def in_unit(text: LedgerEntry, unit: str) -> Decimal | None:
    """An entry's quantity in another unit of the same kind; None where there is no exact factor."""
    found, (kind, each) = quantity(text), FACTORS.get(unit, (unit, Decimal(1)))
    return found[1] / each if found is not None and found[0] == kind else None


def balances(lines: Iterable[OrderLine], matched: Iterable[Matched]) -> list[Balance]:
    """Each line's figures, from the entries of which all ledgers say the same."""
    agreed = [next(iter(one.by.values())).text for one in matched if one.agreed]
    out = []
    for line in lines:
        mine = [text for text in agreed if text.line == line.no]
        received = sum((in_unit(t, line.unit) or Decimal(0) for t in mine if t.event == "RECEIPT"), Decimal(0))
        back = sum((in_unit(t, line.unit) or Decimal(0) for t in mine if t.event in ("RETURN", "SERVICE")), Decimal(0))
        paid = sum((Decimal(t.amount) for t in mine if t.event == "PAYMENT" and t.amount and t.currency == line.currency), Decimal(0))
        out.append(Balance(line, received, back, paid))
    return out


def uncounted(lines: Iterable[OrderLine], matched: Iterable[Matched]) -> list[tuple[Matched, str]]:
    """Entries that all ledgers have alike and that yet count for no line, each with why: "line", "currency" or "unit"."""
    known = {line.no: line for line in lines}
    out = []
    for one in matched:
        text = next(iter(one.by.values())).text
        line = known.get(text.line)
        if not one.agreed:
            continue
        if line is None:
            out.append((one, "line"))
        elif text.amount is not None and text.currency != line.currency:
            out.append((one, "currency"))
        elif text.quantity is not None and in_unit(text, line.unit) is None:
            out.append((one, "unit"))
    return out
