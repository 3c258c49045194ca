"""The rules over one order with both sides' ledgers: where it is in its life, what differs, who owes an entry, a settlement, an answer.

Pure. Evaluated on each day on which a text of the group begins or ends; between two such days nothing changes but what a clock says.
R6.4 over-delivery, R6.6 settled, R6.8 due dates, R6.9 mirrored ledgers, R6.10 entries in time and reasons. Serves S6.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from entente.areas.logistics import says
from entente.areas.logistics.ledger import Balance, Matched, balances, postings, side_by_side, uncounted
from entente.areas.logistics.parameters import PARAMETERS, Parameters
from entente.areas.logistics.records import RetransferConsent, RetransferRequest, SupportOrder
from entente.kernel.area import Group, Interval, Linked, Revision, Sort
from entente.kernel.calendar.clock import add_months, cut, owed
from entente.kernel.calendar.deferral import newest
from entente.kernel.calendar.timeline import FOREVER, end_day, extend, first_day, revisions

What = tuple[Sort, str, str, str | None]
"""Sort, code, state, whose move."""


@dataclass(frozen=True, slots=True)
class Spell:
    """The days between two changes: the order's text then, and what both ledgers held."""

    since: int
    until: int
    revision: Revision
    matched: tuple[Matched, ...]
    balances: tuple[Balance, ...]
    life: str

    @property
    def order(self) -> SupportOrder:
        """The text in effect."""
        text: SupportOrder = self.revision.text
        return text


def order_rules(group: Group, p: Parameters = PARAMETERS) -> list[Interval]:
    """Every interval on an order; nothing for a group without one that can be read."""
    order = next((record for record in group.of("support-order") if record.record == group.key), None)
    if order is None:
        return []
    spells = list(_spells(group, order))
    said: dict[tuple[What, str], list[tuple[int, int, Any]]] = {}
    for spell in spells:
        for what, span, reason, acts in _found(group, spell, spells, p):
            a, b = max(span[0], spell.since), min(span[1], spell.until)
            if a < b:
                extend(said.setdefault((what, reason["en"] if what[1] in _MANY else ""), []), a, b, (reason, acts, spell.order.clauses))
    out = [
        Interval(*what[:3], first_day(a), end_day(b), order.record, reason, acts, clauses, what[3])
        for (what, _which), line in said.items()
        for a, b, (reason, acts, clauses) in line
    ]
    out += _figures(order, spells, p)
    out += _consents(group, p)
    return sorted(out, key=lambda i: (i.record, i.code, i.move or "", i.starts, i.reason["en"]))


def on_day(group: Group, day: int) -> tuple[tuple[Matched, ...], tuple[Balance, ...]]:
    """The ledgers side by side and the lines' figures on a day; nothing where no readable order had effect then."""
    order = next((record for record in group.of("support-order") if record.record == group.key), None)
    spell = next((one for one in _spells(group, order) if one.since <= day < one.until), None) if order is not None else None
    return (spell.matched, spell.balances) if spell is not None else ((), ())


_MANY = {"ledger.answer", "ledger.reconciliation", "ledger.uncounted", "ledger.duplicate", "order.over"}
"""Of these one order can have several at once, each with its own reason."""

Found = tuple[What, tuple[int, int], says.Words, tuple[str, ...]]


def _spells(group: Group, order: Linked) -> Iterator[Spell]:
    held = postings(group)
    for a, b, revision in revisions(order):
        if not isinstance(revision.text, SupportOrder):
            continue
        days = sorted({a, *(day for one in held for day in (one.since, one.until) if a < day < b)})
        for n, day in enumerate(days):
            here = [one for one in held if one.since <= day < one.until]
            matched = tuple(side_by_side(here, group.parties))
            figures = tuple(balances(revision.text.lines, matched))
            yield Spell(day, days[n + 1] if n + 1 < len(days) else b, revision, matched, figures, _life(figures))


def _found(group: Group, spell: Spell, spells: list[Spell], p: Parameters) -> Iterator[Found]:
    """Everything but figures on the days of one spell; spans may reach beyond it and are cut to it."""
    whole, act = (spell.since, spell.until), (spell.revision.act,)
    yield ("fact", "order.life", spell.life, None), whole, says.life(spell.life), act + _acts(spell)
    for one in spell.matched:
        acts = tuple(posting.act for posting in one.by.values())
        if one.differs:
            yield ("finding", "ledger.reconciliation", "differs", None), whole, says.differs(one), acts
        if one.twice:
            yield ("finding", "ledger.duplicate", "twice", None), whole, says.twice(one), tuple(posting.act for posting in one.twice)
        since = min(posting.since for posting in one.by.values())
        for party in one.missing:
            for a, b, state in owed(since, min(since + p.answer_days, FOREVER), None, spell.until):
                yield ("obligation", "ledger.answer", state, party), (a, b), says.answer(one, party), acts
    for one, why in uncounted(spell.order.lines, spell.matched):
        acts = tuple(posting.act for posting in one.by.values())
        yield ("finding", "ledger.uncounted", "not-counted", None), whole, says.uncounted(one, why), acts
    for balance in spell.balances:
        if balance.received > Decimal(balance.line.quantity) * (1 + Decimal(balance.line.tolerance_percent) / 100):
            yield ("finding", "order.over", "more-than-ordered", None), whole, says.over(balance), act + _acts(spell)
    yield from _afterwards(spell, spells[0].since)
    yield from _settling(spell, spells, p)


def _afterwards(spell: Spell, agreed: int) -> Iterator[Found]:
    """R6.10: an order that was written down after a delivery is flagged, and says why."""
    days = [p.text.happened_on.toordinal() for one in spell.matched if one.key[1] == "RECEIPT" for p in one.by.values()]
    if not days or min(days) >= agreed:
        return
    whole, act = (spell.since, spell.until), (spell.revision.act,)
    yield ("fact", "order.retroactive", "flagged", None), whole, says.retroactive(min(days), agreed), act
    if spell.order.late_reason is None:
        yield ("finding", "order.reason", "missing", spell.order.requester), whole, says.unexplained(min(days)), act


def _acts(spell: Spell) -> tuple[str, ...]:
    """The entries that all ledgers have alike."""
    return tuple(posting.act for one in spell.matched if one.agreed for posting in one.by.values())


def _life(figures: tuple[Balance, ...]) -> str:
    """Where an order is in its life, by the figures of its lines."""
    if all(b.done for b in figures):
        return "settled"
    if any(b.begun for b in figures):
        return "part-settled"
    if not any(b.received for b in figures):
        return "accepted"
    full = all(b.received >= Decimal(b.line.quantity) * (1 - Decimal(b.line.tolerance_percent) / 100) for b in figures)
    return "delivered" if full else "part-delivered"


def _settling(spell: Spell, spells: list[Spell], p: Parameters) -> Iterator[Found]:
    """R6.8: until when what was received is settled, and what the order shows for its clauses."""
    act, requester = (spell.revision.act, *_acts(spell)), spell.order.requester
    if spell.life == "settled":
        since = _settled_since(spell, spells)
        yield ("standing", "order.standing", "fulfilled", None), (since, min(since + p.counts_days, FOREVER)), says.life("settled"), act
        return
    open_ = tuple(b for b in spell.balances if b.received > 0 and not b.done)
    if not open_:
        yield ("standing", "order.standing", "begun", None), (spell.since, spell.until), says.life(spell.life), act
        return
    last = {b.line.no: _last_receipt(spell, b.line.no) for b in open_}
    due = min(_due(b, last[b.line.no], p) for b in open_)
    marks = ((1, "on-time"), (max(due - p.alert_days, 1), "due"), (min(due + 1, FOREVER), "overdue"))
    for a, b, state in cut(spell.since, spell.until, marks):
        reason = says.life(spell.life) if state == "on-time" else says.settle(state, due, open_)
        yield ("standing", "order.standing", state, None), (a, b), reason, act
        if state != "on-time":
            yield ("obligation", "order.settle", state, requester), (a, b), reason, act


def _settled_since(spell: Spell, spells: list[Spell]) -> int:
    """The first day of the run of settled days that a spell belongs to."""
    since = spell.since
    for earlier in reversed([one for one in spells if one.since < spell.since]):
        if earlier.until != since or earlier.life != "settled":
            break
        since = earlier.since
    return since


def _last_receipt(spell: Spell, line: int) -> int:
    days = [p.text.happened_on for one in spell.matched if one.agreed and one.key[:2] == (line, "RECEIPT") for p in one.by.values()]
    return max(days).toordinal()


def _due(balance: Balance, last: int, p: Parameters) -> int:
    return min(last + p.cash_days, FOREVER) if balance.line.mode == "CASH" else add_months(last, p.in_kind_months)


def _figures(order: Linked, spells: list[Spell], p: Parameters) -> Iterator[Interval]:
    """Entries that all ledgers have alike, of those that any has; lines settled in time, once the order is settled."""
    lines: dict[str, list[tuple[int, int, Any]]] = {"ledger.matched": [], "order.in-time": []}
    for spell in spells:
        if spell.matched:
            good, acts = sum(one.agreed for one in spell.matched), tuple(dict.fromkeys(x.act for m in spell.matched for x in m.by.values()))
            extend(lines["ledger.matched"], spell.since, spell.until, (good, len(spell.matched), acts, spell.order.clauses))
        if spell.life == "settled":
            good = sum(_settled_on(spell, b) <= _due(b, _last_receipt(spell, b.line.no), p) for b in spell.balances)
            extend(lines["order.in-time"], spell.since, spell.until, (good, len(spell.balances), _acts(spell), spell.order.clauses))
    for code, line in lines.items():
        for a, b, (good, count, acts, clauses) in line:
            reason = says.figure(code, good, count)
            yield Interval("indicator", code, "measured", first_day(a), end_day(b), order.record, reason, acts, clauses, None, good, count)


def _settled_on(spell: Spell, balance: Balance) -> int:
    """The day of the last return, service or payment on a line; of one settled by its receipt alone that day."""
    mine = [p.text for one in spell.matched if one.agreed and one.key[0] == balance.line.no for p in one.by.values()]
    return max(text.happened_on for text in mine).toordinal()


def _consents(group: Group, p: Parameters) -> Iterable[Interval]:
    """A request to hand supplies on, until the other sides answered it."""
    answers: dict[str, list[tuple[str, int]]] = {}
    for record in group.of("retransfer-consent"):
        revision, until = newest(record)
        if revision is not None and isinstance(revision.text, RetransferConsent) and revision.effective_on.toordinal() < until:
            answers.setdefault(revision.text.request, []).append((record.party or "", record.revisions[0].effective_on.toordinal()))
    for record in group.of("retransfer-request"):
        revision, until = newest(record)
        if revision is None or not isinstance(revision.text, RetransferRequest):
            continue
        since = record.revisions[0].effective_on.toordinal()
        for party in sorted(set(group.parties) - {record.party}):
            given = min((day for who, day in answers.get(record.record, ()) if who == party), default=None)
            to = revision.text.to
            reason = says.consent(to.en or to.ja or "", to.ja or to.en or "", party)
            for a, b, state in owed(since, min(since + p.consent_days, FOREVER), given, until):
                if a < b:
                    yield Interval("obligation", "retransfer.consent", state, first_day(a), end_day(b), record.record, reason,
                                   (revision.act,), (), party)  # fmt: skip
