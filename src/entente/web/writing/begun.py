"""Texts that begin about something: a record or a clause names what the first fields of a form already say.

Touches the database through the gate. Serves I1, I3 and every clause.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from entente.areas.instruments import whole
from entente.kernel.area import Kind
from entente.web import declaration, gate
from entente.web.gate import Row, Sight

DEFERRED_DAYS = 180
"""How long a deferral is proposed for until somebody says otherwise on the form."""


@dataclass(frozen=True, slots=True)
class Begun:
    """The channel of what it is about, and the text as the form opens with it."""

    channel: str
    text: dict[str, Any]


def begun(sight: Sight, kind: Kind, about: str, clause: str) -> Begun | None:
    """A text of a type begun about a record, or a clause by its whole id; None where neither is named or the type begins otherwise.

    "Not found" for what may not be read.
    """
    if about:
        row = gate.record(sight, about)
        text = _about_record(sight, kind, row)
        return Begun(row.channel, text) if text is not None else None
    held = next(((row, text) for row, text in declaration.instruments(sight) if clause.partition("#")[0] == text.id), None)
    if held is None or clause.rpartition("#")[2] not in declaration.texts(held[1]):
        return None
    row, instrument = held
    codes: dict[str, list[str]] = {}
    for one in instrument.commitments:
        if whole(instrument, one.clause) == clause:
            codes.setdefault(one.kind, []).append(whole(instrument, one.code))
    made = _about_clause(sight, kind, clause, codes)
    return Begun(row.channel, made) if made is not None else None


def _about_record(sight: Sight, kind: Kind, row: Row) -> dict[str, Any] | None:
    today = sight.today
    if kind.type == "finding-reply" and row.type == "finding-notice":
        return {"notice": row.id, "may_stand": True}
    if kind.type == "visit-report" and row.type == "visit":
        return {"visit": row.id}
    if kind.type == "deferral" and row.type in ("measure", "meeting-series"):
        until = today + timedelta(days=DEFERRED_DAYS)
        named = {"target": row.id, "target_type": row.type, "clauses": gate.clauses(sight, [row]).get(row.id, [])}
        return named | {"agreed_on": today.isoformat(), "starts_on": today.isoformat(), "until": until.isoformat()}
    if kind.type == "explanation" and row.type in ("measure", "meeting-series", "visit"):
        return {"said_on": today.isoformat(), "records": [row.id]}
    return None


def _about_clause(sight: Sight, kind: Kind, clause: str, codes: dict[str, list[str]]) -> dict[str, Any] | None:
    today, named = sight.today.isoformat(), {"clauses": [clause]}
    if kind.type == "explanation":
        return named | {"said_on": today}
    if kind.type == "statement":
        return named | {"said_on": today, "public": True}
    if kind.type == "consideration":
        return named | {"commitments": codes.get("consider", []), "considered_on": today}
    if kind.type == "commitment-deferral":
        promised = [code for sort, some in codes.items() if sort != "position" for code in some]
        until = (sight.today + timedelta(days=DEFERRED_DAYS)).isoformat()
        return named | {"commitments": promised, "agreed_on": today, "starts_on": today, "until": until}
    return None
