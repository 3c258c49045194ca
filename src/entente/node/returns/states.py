"""How each measure of a round stands: asked, late, returned, or not to be asked and by which rule; for pages, commands and papers alike.

Touches the database (reads) and the clock. An authority is asked through whoever holds an account at one of its posts, else by a form
file; one that may hold neither cannot be asked (D2-D9). Serves I1, S2.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from entente.areas.action_plan.records import Measure
from entente.areas.commissioning.records import Ask, Return
from entente.kernel.area import Words
from entente.kernel.bilingual import words as said
from entente.kernel.labels.disclose import Reader, may_read
from entente.kernel.labels.label import parse_label
from entente.kernel.labels.verdict import Reason
from entente.node.national.matters import linked
from entente.node.node import Node
from entente.node.officer import context
from entente.node.returns import forms, rounds
from entente.node.returns.rounds import Standing
from entente.store import records

STATES: Mapping[str, Words] = {
    "returned": {"en": "Return in", "ja": "回答済み"},
    "late": {"en": "Late", "ja": "期限超過"},
    "asked": {"en": "Asked", "ja": "照会中"},
    "withheld": {"en": "Cannot be asked", "ja": "照会不可"},
    "closed": {"en": "Not returned", "ja": "未回答のまま締切り"},
}
"""Every state with its words, in the order in which a page filters by them."""

Accounts = Mapping[str, Sequence[Reader]]
"""By authority, those who hold an account at one of its posts."""


@dataclass(frozen=True, slots=True)
class Line:
    """One measure of a round. `row` and `text` are None where whoever looks may not read the measure.

    `by` says how the authority is asked ("account", "file" or ""); `reasons` why it cannot be; `chased_on` when it was last reminded.
    """

    asked: Ask
    row: records.Row | None
    text: Measure | None
    state: str
    by: str
    said: Return | None
    reasons: tuple[Reason, ...]
    chased_on: date | None

    @property
    def titles(self) -> Words:
        """The measure's titles; none where it may not be read."""
        return said(self.text.title) if self.text is not None else {}


def lines(node: Node, found: Standing, accounts: Accounts, allowed: frozenset[int] | None = None) -> list[Line]:
    """Every measure of a round as it stands today, by number; of what may not be read the number, the authority and the state alone."""
    rows = records.get(node.alias, [one.measure for one in found.text.asked])
    return [_line(node, found, one, (rows.get(one.measure), accounts, allowed)) for one in found.text.asked]


def _line(node: Node, found: Standing, one: Ask, how: tuple[records.Row | None, Accounts, frozenset[int] | None]) -> Line:
    row, accounts, allowed = how
    by, reasons = way(node, one.authority, row, accounts)
    returned = found.returns.get(one.measure)
    if returned is not None:
        state = "returned"
    elif found.text.closed_on is not None:
        state = "closed"
    elif not by:
        state = "withheld"
    else:
        state = "late" if node.clock().date() > found.text.due else "asked"
    seen = row if row is not None and (allowed is None or row.label in allowed) else None
    text = linked(node, seen).text if seen is not None else None
    measure = text if isinstance(text, Measure) else None
    chased = rounds.chased_on(found, one.authority)
    return Line(one, seen, measure, state, by, returned[1] if returned is not None else None, reasons, chased)


def way(node: Node, authority: str, row: records.Row | None, accounts: Accounts) -> tuple[str, tuple[Reason, ...]]:
    """How an authority is asked about a measure, and every reason against where it cannot be."""
    if row is None:
        return "", ()
    label, decided = parse_label(records.label_text(node.alias, row.label)), context(node)
    if any(may_read(reader, label, decided).allowed for reader in accounts.get(authority, ())):
        return "account", ()
    verdict = forms.may_hold(node, authority, row)
    return ("file", ()) if verdict.allowed else ("", verdict.reasons)
