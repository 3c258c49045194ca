"""The gate's functions for logistic support: orders, and one with both ledgers, of what a person may read.

Touches the database (reads), each record by its own label. Rules are run here over the records this person may read, so that no sentence
speaks of one that he may not. Serves S6.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from entente.areas.logistics import AREA
from entente.areas.logistics.authority import Asked, Listed, asked
from entente.areas.logistics.ledger import Balance, Matched
from entente.areas.logistics.records import AuthorisedOfficer, SupportOrder
from entente.areas.logistics.rules import on_day
from entente.kernel.area import Group, Interval
from entente.node.national.matters import linked
from entente.store import records
from entente.web import gate, words
from entente.web.gate import Ordered, Row, Sight
from entente.web.sight import consultations as sight_consultations
from entente.web.sight.consultations import Entry

TYPE = "support-order"
CLOSED = ("withdrawn", "lapsed")
STATES = tuple(state for state in words.RECORD_STATES if state not in CLOSED)


@dataclass(frozen=True, slots=True)
class Order:
    """An order with what rules find of it today, both ledgers side by side, its lines' figures, and the records filed under it."""

    entry: Entry
    found: tuple[Interval, ...]
    matched: tuple[Matched, ...]
    balances: tuple[Balance, ...]
    filed: tuple[Entry, ...]

    @property
    def text(self) -> SupportOrder:
        """The order's words: in effect, else last proposed."""
        text: SupportOrder = self.entry.text
        return text


def numbers(sight: Sight, named: tuple[str, ...] = ()) -> list[int]:
    """Every readable order that stands or is proposed, by the day on which it is required; `named` narrows by filters."""
    return [number for _first, _last, number in gate.in_time(sight, Ordered(TYPE, STATES, named))]


def orders(sight: Sight, wanted: Sequence[int]) -> list[Order]:
    """These orders, the latest required first."""
    entries = [sight_consultations.entry(sight, row) for row in gate.by_numbers(sight, wanted)]
    found = [one for one in entries if isinstance(one.text, SupportOrder)]
    groups: dict[str, list[Row]] = {}
    for channel in dict.fromkeys(one.row.channel for one in found):
        groups |= records.in_groups(sight.node.alias, channel, [one.row.id for one in found if one.row.channel == channel])
    made = [_order(sight, one, groups) for one in found]
    return sorted(made, key=lambda one: (one.text.required_on, one.entry.row.id), reverse=True)


def order(sight: Sight, record: str) -> Order:
    """One order; "not found" alike where there is none and where it may not be read."""
    entry = sight_consultations.named(sight, record, TYPE)
    return _order(sight, entry, records.in_groups(sight.node.alias, entry.row.channel, [entry.row.id]))


def officers(sight: Sight) -> list[tuple[Row, Listed]]:
    """Every post that a side has stated as authorised and not withdrawn, by side and post."""
    found = [(one.row, one.text) for one in sight_consultations.all_of(sight, "authorised-officer")]
    listed = [(row, Listed(row.party, row.id, text)) for row, text in found if isinstance(text, AuthorisedOfficer) and row.party]
    return sorted(listed, key=lambda pair: (pair[1].party, pair[1].text.post, pair[1].text.from_on, pair[1].record))


def authorised(sight: Sight, found: Order) -> tuple[Asked, ...]:
    """Who may order and accept an order: on the day it took effect, else today (R6.1)."""
    row = found.entry.row
    revisions = linked(sight.node, row).revisions if found.entry.agreed else ()
    since = revisions[0].effective_on if revisions else sight.today
    return asked(found.text, [one for each, one in officers(sight) if each.channel == row.channel], since)


def _order(sight: Sight, entry: Entry, groups: Mapping[str, list[Row]]) -> Order:
    rows = gate.readable(sight, groups.get(entry.row.id, []))
    group = Group(entry.row.id, tuple(linked(sight.node, row) for row in rows), sight.node.charter(entry.row.channel).codes)
    today = sight.today
    found = (interval for rule in AREA.rules for interval in rule(group))
    now = tuple(one for one in found if one.starts <= today and (one.ends is None or today < one.ends))
    matched, balances = on_day(group, today.toordinal())
    others = [sight_consultations.entry(sight, row) for row in rows if row.id != entry.row.id and row.state not in CLOSED]
    filed = sorted((one for one in others if one.text is not None), key=lambda one: one.row.number)
    return Order(entry, now, matched, balances, tuple(filed))
