"""Our own fields on a shared record (briefs, lines to take, ownership): a statement in the channel a government has with itself.

Touches the database and the act key. One overlay stands for each record; keeping it again replaces it. What it says never leaves this node.
Serves I1 and I3.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from entente.areas.drafting.records import Overlay
from entente.kernel.act import Act
from entente.kernel.errors import Refusal
from entente.node import look, say
from entente.node.national.matters import linked
from entente.node.node import Node
from entente.node.officer import DRAFTER, Officer, require
from entente.store import records


def find(node: Node, record: str) -> records.Row | None:
    """The row of the overlay that stands on a record; None where there is none."""
    rows = records.in_groups(node.alias, node.national().id, [record]).get(record, [])
    return next((row for row in rows if row.type == "overlay" and row.state == "issued"), None)


def fields_of(node: Node, row: records.Row) -> Mapping[str, Any]:
    """What an overlay says; empty where it cannot be read."""
    return said_by(node, row)[1]


def said_by(node: Node, row: records.Row, day: date | None = None) -> tuple[str, Mapping[str, Any]]:
    """The act of an overlay, and what it says; with `day`, what it said by the end of that day. Empty where it cannot be read."""
    known = [one for one in linked(node, row).revisions if day is None or one.effective_on <= day]
    text = known[-1].text if known else None
    return (known[-1].act if known else "", text.fields if isinstance(text, Overlay) else {})


def check_fields(node: Node, row: records.Row, fields: Mapping[str, Any]) -> None:
    """Refuses a type without national fields (B5), what is not of its form (B6), and what a rule of its type refuses, in its words."""
    kind = say.find_kind(node, row.type)
    if kind.national is None:
        raise Refusal("no-national-fields", "B5", f"A {kind.titles['en'].lower()} has no national fields.")
    try:
        read = msgspec.convert(dict(fields), kind.national)
    except msgspec.ValidationError as error:
        raise Refusal("fields-unfit", "B6", f"The national fields do not fit their form: {error}.") from error
    for problem in kind.check_national(read, linked(node, row).text):
        raise Refusal("fields-refused", problem.rule, problem.words["en"], problem.words["ja"])


def keep(node: Node, officer: Officer, record: str, fields: Mapping[str, Any]) -> Act:
    """Keeps our fields on a record, replacing what stood; they must be of the national form of its type.

    Refuses by role (DR1), and what `check_fields` refuses.
    """
    require(officer, DRAFTER)
    row = look.find_record(node, record)
    check_fields(node, row, fields)
    text = msgspec.to_builtins(Overlay(row.id, row.type, row.schema, dict(fields), officer.name, officer.post))
    manner, held = say.Manner(post=officer.post), find(node, row.id)
    if held is not None:
        return say.supersede(node, held.id, text, manner)
    return say.state(node, node.national(), "overlay", text, manner)
