"""What is said at home about a shared record: national fields by the national form of its type, and work given to posts.

Touches the database and the act key. Statements in the national channel; no partner receives them. Rules: DR1 roles; B6
the fields fit the national form; DR3 nothing to say there; DR4 others were saved meanwhile. Serves I1 and every clause.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from entente.areas.drafting.records import Assignment as Work
from entente.areas.drafting.records import OfficerDecision
from entente.areas.drafting.records import Overlay as Fields
from entente.kernel.act import Act
from entente.kernel.errors import Refusal
from entente.node import look, say
from entente.node.national.matters import linked
from entente.node.national.overlays import check_fields
from entente.node.node import Node
from entente.node.officer import DRAFTER, Officer, require
from entente.store import records, shown

__all__ = ["AtHome", "Fields", "OfficerDecision", "Work", "assign", "at_home", "done", "fields_on", "say_fields", "work"]


def say_fields(node: Node, officer: Officer, record: str, fields: Mapping[str, Any], request: str = "", revision: str | None = None) -> Act:
    """Our own fields on a record, in place of what we said before; refuses what does not fit its national form and that form's rules.

    `revision` is the act that was last when the fields were written ("" for none); another by now is refused (DR4).
    """
    require(officer, DRAFTER)
    row = look.find_record(node, record)
    check_fields(node, row, fields)
    text = Fields(row.id, row.type, row.schema, dict(fields), officer.name, officer.post)
    before = fields_on(node, row.id)
    if revision is not None and revision != (before[-1][0].revisions[-1].act if before else ""):
        raise Refusal("stale-revision", "DR4", "Somebody saved other national fields meanwhile; yours were not kept over them.")
    return _say(node, officer, "overlay", text, (before[-1][0].id if before else None, request))


def fields_on(node: Node, record: str) -> list[tuple[records.Row, Fields]]:
    """What we say at home of a record, oldest first; at most one stands unless two officers spoke at once."""
    return [(row, text) for row, text in _of_group(node, record, "overlay") if isinstance(text, Fields)]


def assign(node: Node, officer: Officer, record: str, to_post: str, what: tuple[date, str], request: str = "") -> Act:
    """Gives work on a draft or a record to a post: until which day, and in which words."""
    require(officer, DRAFTER, "clearing", "releasing-officer")
    due, words = what
    row = look.find_record(node, record)
    return _say(node, officer, "assignment", Work(row.id, to_post, due, words, officer.name, officer.post), (None, request))


def done(node: Node, officer: Officer, assignment: str, request: str = "") -> Act:
    """Says that assigned work is done; by the post it was given to or that gave it (DR9)."""
    row = look.find_record(node, assignment)
    text = linked(node, row).text if row.type == "assignment" else None
    if not isinstance(text, Work) or text.done_on is not None:
        raise Refusal("not-now", "DR3", "This work is done already, or was never assigned.")
    if officer.post not in (text.to_post, text.post):
        raise Refusal("asked-of-another", "DR9", f"This work was given to {text.to_post}.")
    return _say(node, officer, "assignment", msgspec.structs.replace(text, done_on=node.clock().date()), (row.id, request))


def work(node: Node, on: Iterable[str] | None = None) -> list[tuple[records.Row, Work]]:
    """Work given and not done, the soonest due first; on these records, or all."""
    if on is None:
        rows = shown.listed(node.alias, None, {"channel": node.national().id, "type": "assignment", "state": "issued"}, 1000)
        found = [(row, linked(node, row).text) for row in rows]
    else:
        found = [pair for record in on for pair in _of_group(node, record, "assignment")]
    return _waiting(found)


@dataclass(frozen=True, slots=True)
class AtHome:
    """What stands at home on a record or a draft, oldest first: our own fields, work given and not done, which officer decided."""

    fields: tuple[tuple[records.Row, Fields], ...]
    work: tuple[tuple[records.Row, Work], ...]
    decided: tuple[tuple[records.Row, OfficerDecision], ...]


def at_home(node: Node, record: str) -> AtHome:
    """All of one record, read together."""
    found = _texts(node, record)
    fields = tuple((row, text) for row, text in found if isinstance(text, Fields))
    decided = tuple((row, text) for row, text in found if isinstance(text, OfficerDecision))
    return AtHome(fields, tuple(_waiting(found)), decided)


def _waiting(found: Iterable[tuple[records.Row, Any]]) -> list[tuple[records.Row, Work]]:
    waiting = [(row, text) for row, text in found if isinstance(text, Work) and text.done_on is None]
    return sorted(waiting, key=lambda pair: (pair[1].due, pair[0].id))


def _of_group(node: Node, record: str, type_: str) -> list[tuple[records.Row, Any]]:
    return [(row, text) for row, text in _texts(node, record) if row.type == type_]


def _texts(node: Node, record: str) -> list[tuple[records.Row, Any]]:
    """What stands at home in a record's group, oldest first, of what can be read."""
    rows = records.called_after(node.alias, node.national().id, record)
    found = [(row, linked(node, row).text) for row in rows]
    return sorted(((row, text) for row, text in found if text is not None), key=lambda pair: (pair[0].changed_at, pair[0].id))


def _say(node: Node, officer: Officer, type_: str, text: msgspec.Struct, how: tuple[str | None, str]) -> Act:
    """A statement at home under the node's ceiling, or one that replaces an earlier one of its kind."""
    before, request = how
    manner = say.Manner(post=officer.post, request=request)
    plain = msgspec.to_builtins(text)
    return say.supersede(node, before, plain, manner) if before else say.state(node, node.national(), type_, plain, manner)
