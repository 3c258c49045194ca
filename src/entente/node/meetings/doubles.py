"""A meeting about to be entered that another entry may be already: told to whoever drafts it, on pages, by the API and the command line.

Touches the database (reads). Two secretariats enter one meeting; before anything is sent, the entry that is there, agreed or proposed by
whichever side, is named, so that it is changed or accepted instead of entered again. It hinders nothing. Serves I2, I3, I4 and I5.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import msgspec

from entente.areas.consultations.records import Meeting
from entente.areas.consultations.series.occurrences import alike
from entente.kernel.area import Words
from entente.kernel.charter import Charter
from entente.node import look
from entente.node.meetings.together import newest_text
from entente.node.node import Node
from entente.store import records

MOST = 200


@dataclass(frozen=True, slots=True)
class Double:
    """An entry that may be the same meeting: its record, by whom it was proposed (None: agreed), and why."""

    record: str
    by: str | None
    words: Words


def of_draft(node: Node, charter: Charter, said: tuple[str, Mapping[str, Any]], record: str | None) -> list[Double]:
    """The entries that a meeting in a draft (its type and JSON; the record it changes) may be once more; none for any other type."""
    type_, text = said
    typed = None
    with suppress(msgspec.ValidationError):
        typed = msgspec.convert(dict(text), Meeting) if type_ == "meeting" else None
    if typed is None or typed.stage == "CANCELLED":
        return []
    found = []
    for other, by, held in _others(node, charter, typed.series, record):
        told = alike(typed, held)
        if told is not None and held.stage != "CANCELLED":
            found.append(Double(other, by, told[1]))
    return found


def _others(node: Node, charter: Charter, series: str, record: str | None) -> Iterable[tuple[str, str | None, Meeting]]:
    """(record, who proposed it or None, text) of every other meeting of a series that is agreed or proposed."""
    for row in records.in_groups(node.alias, charter.id, [series]).get(series, []):
        text = newest_text(node, row) if row.type == "meeting" and row.id != record else None
        if isinstance(text, Meeting):
            yield row.id, None, text
    for row in records.listed(node.alias, {"channel": charter.id, "type": "meeting", "state": "proposed"}, MOST):
        state = look.record_state(node, row.id) if row.id != record else None
        if state is None or state.agreed or not state.proposals:
            continue
        last = state.proposals[-1]
        with suppress(msgspec.ValidationError):
            proposed = msgspec.convert(dict(look.text_of(node, charter, last.cite, last.index) or {}), Meeting)
            if proposed.series == series:
                yield row.id, last.cite.party, proposed
