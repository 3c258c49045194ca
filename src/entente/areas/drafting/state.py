"""The state of a draft, from the records of its group alone.

Pure. Order is not needed: whatever concerns a draft names the revision, request or order it is about, and each of these is answered once.
A return stands against its revision whoever else cleared it; a further revision voids requests and orders on the one before. Serves I1.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from entente.areas.drafting.records import (
    Clearance,
    ClearanceRequest,
    Departure,
    Dispatched,
    Draft,
    Recall,
    ReleaseOrder,
)
from entente.kernel.area import Group, Linked, Revision

State = Literal["drafting", "asked", "returned", "cleared", "waiting", "leaving", "refused", "sent", "discarded", "unreadable"]

OPEN: tuple[State, ...] = ("drafting", "asked", "returned", "cleared", "waiting", "leaving", "refused")
"""States in which somebody has still to do something."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for clearance of one revision, and its answer."""

    record: str
    act: str
    on: date
    text: ClearanceRequest
    answer: Clearance | None
    answered_on: date | None
    answer_act: str = ""


@dataclass(frozen=True, slots=True)
class Ordered:
    """An order to release one revision, and what became of it: waiting, recalled, leaving, sent or refused."""

    record: str
    act: str
    on: date
    text: ReleaseOrder
    outcome: Literal["waiting", "recalled", "leaving", "sent", "refused"]
    ended_on: date | None
    end_act: str = ""
    dispatched: Dispatched | None = None
    recalled: Recall | None = None


@dataclass(frozen=True, slots=True)
class Matter:
    """A draft with all that concerns it. `drafters` are (officer, post) of every revision."""

    record: str
    state: State
    text: Draft | None
    revision: str
    revisions: tuple[Revision, ...]
    asked: tuple[Asked, ...]
    orders: tuple[Ordered, ...]
    drafters: frozenset[tuple[str, str]]
    withdrawn_on: date | None

    @property
    def open_requests(self) -> tuple[Asked, ...]:
        """Requests on the latest revision that are not answered."""
        return tuple(a for a in self.asked if a.text.revision == self.revision and a.answer is None)

    @property
    def order(self) -> Ordered | None:
        """The order on the latest revision that is not recalled."""
        return next((o for o in self.orders if o.text.revision == self.revision and o.outcome != "recalled"), None)

    @property
    def sent(self) -> str | None:
        """The act in the shared channel."""
        return next((o.dispatched.act for o in self.orders if o.outcome == "sent" and o.dispatched is not None), None)

    def drafted_by(self, officer: str, post: str) -> bool:
        """Whether this person, or anybody at this post, wrote a revision."""
        return any(officer == name or post == held for name, held in self.drafters)


def matter_of(group: Group, draft: str) -> Matter | None:
    """The draft of that record id; None where the group has none."""
    record = next((r for r in group.of("draft") if r.record == draft), None)
    if record is None or not record.revisions:
        return None
    last = record.revisions[-1]
    asked, orders = _asked(group, draft), _orders(group, draft)
    drafters = frozenset((r.text.officer, r.text.post) for r in record.revisions if r.text is not None)
    found = Matter(record.record, "drafting", last.text, last.act, record.revisions, asked, orders, drafters, record.withdrawn_on)
    return replace(found, state=_state(found))


def _state(matter: Matter) -> State:
    if matter.sent is not None:
        return "sent"
    if matter.withdrawn_on is not None:
        return "discarded"
    if matter.text is None:
        return "unreadable"
    order = matter.order
    if order is not None:
        return "refused" if order.outcome == "refused" else "leaving" if order.outcome == "leaving" else "waiting"
    answers = [a.answer.decision if a.answer is not None else "" for a in matter.asked if a.text.revision == matter.revision]
    if "returned" in answers:
        return "returned"
    if "" in answers:
        return "asked"
    return "cleared" if answers else "drafting"


def _texts(group: Group, type_: str, draft: str) -> list[tuple[Linked, Revision, Any]]:
    """The readable records of a type that name this draft, each with its first words: none of them is ever revised."""
    found = [(record, record.revisions[0]) for record in group.of(type_) if record.revisions]
    return [(record, first, first.text) for record, first in found if first.text is not None and first.text.draft == draft]


def _asked(group: Group, draft: str) -> tuple[Asked, ...]:
    answers = {text.request: (first, text) for _, first, text in reversed(_texts(group, "clearance", draft))}
    out = []
    for record, first, text in _texts(group, "clearance-request", draft):
        given, answer = answers.get(record.record, (None, None))
        if answer is not None and answer.revision != text.revision:
            given, answer = None, None
        day, act = (given.effective_on, given.act) if given is not None else (None, "")
        out.append(Asked(record.record, first.act, first.effective_on, text, answer, day, act))
    return tuple(sorted(out, key=lambda a: (a.on, a.record)))


def _orders(group: Group, draft: str) -> tuple[Ordered, ...]:
    recalls, departures, results = (
        {text.order: (first, text) for _, first, text in reversed(_texts(group, type_, draft))}
        for type_ in ("recall", "departure", "dispatched")
    )
    out = []
    for record, first, text in _texts(group, "release-order", draft):
        out.append(_ordered(record.record, first, text, (recalls, departures, results)))
    return tuple(sorted(out, key=lambda o: (o.on, o.text.not_before_us, o.record)))


def _ordered(record: str, first: Revision, text: ReleaseOrder, ends: tuple[dict[str, tuple[Revision, Any]], ...]) -> Ordered:
    recalls, departures, results = ends
    if record in results:
        given, result = results[record]
        outcome: Literal["sent", "refused"] = "sent" if result.act is not None else "refused"
        return Ordered(record, first.act, first.effective_on, text, outcome, given.effective_on, given.act, result)
    if record in departures:
        given, departed = departures[record]
        assert isinstance(departed, Departure)
        return Ordered(record, first.act, first.effective_on, text, "leaving", None, given.act)
    if record in recalls:
        given, recall = recalls[record]
        assert isinstance(recall, Recall)
        return Ordered(record, first.act, first.effective_on, text, "recalled", given.effective_on, given.act, recalled=recall)
    return Ordered(record, first.act, first.effective_on, text, "waiting", None)
