"""Rows, acts, what rules found and what differs, as the API gives them.

Touches the database through the gate. Serves every clause.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from entente.implementation import fields
from entente.web import gate
from entente.web.api import envelopes
from entente.web.api.door import moment
from entente.web.gate import Row, Sight
from entente.web.records import record
from entente.web.sight.api import Found, readable_labels


def lines(sight: Sight, rows: list[Row]) -> list[dict[str, Any]]:
    """Rows as the API gives them."""
    clauses, labels = gate.clauses(sight, rows), readable_labels(sight)
    return [_line(row, clauses.get(row.id, []), labels[row.label]) for row in rows if row.label in labels]


def _line(row: Row, clauses: list[str], label: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": row.id,
        "channel": row.channel,
        "type": row.type,
        "code": row.code,
        "titles": json.loads(row.titles),
        "state": row.state,
        "party": row.party or None,
        "label": label,
        "clauses": clauses,
        "moves": moves(row),
        "start_on": _day(row.start_on),
        "due_on": _day(row.due_on),
        "end_on": _day(row.end_on),
        "changed_at": moment(row.changed_at),
    }


def moves(row: Row) -> list[dict[str, str]]:
    """What is due from whom, each once."""
    return [{"party": who, "verb": verb} for who, verb in dict.fromkeys((who, verb) for who, verb, _act in row.move_list())]


def interval(item: Mapping[str, Any]) -> dict[str, Any]:
    """What a rule found, without what only the store needs."""
    return {name: item.get(name) for name in envelopes.Interval.model_fields}


def entry(sight: Sight, found: Found) -> dict[str, Any]:
    """An act of a history. The caller has asked whether it may be seen."""
    header, body = found.act.header, gate.body(sight, found)
    assert header is not None
    return {
        "act": found.act.id,
        "place": record.place(found.act.cite),
        "party": found.act.party,
        "post": header.post,
        "kind": header.kind,
        "signed_at": record.moment(header.signed_at),
        "received_at": moment(found.received_at),
        "receipts": {party: moment(at) for party, at in gate.receipts(sight, [found]).get(found.act.id, {}).items()},
        "body": found.body_state,
        "remark": body.get("remark") if body else None,
    }


def change(one: fields.Line) -> dict[str, Any]:
    """A field in which a text differs from another."""
    return {"path": one.path, "titles": one.titles, "before": _plain(one.before), "after": _plain(one.value)}


def _plain(value: Any) -> str | None:
    """A value of a redline as it stands in the text."""
    if value is None:
        return None
    return value.day.isoformat() if value.day is not None else next(iter(value.words.values()), "")


def _day(ordinal: int | None) -> date | None:
    return date.fromordinal(ordinal) if ordinal is not None else None
