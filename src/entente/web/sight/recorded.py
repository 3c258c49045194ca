"""The gate's functions for recorded words: what stands at home, what was put, what waits for an answer; each record by its own label.

Touches the database (reads). Serves I1, I3, S2.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from entente.areas.recorded.records import Recorded
from entente.kernel.charter import Charter
from entente.node.national import putting, recorded
from entente.node.national.putting import Item
from entente.web import gate
from entente.web.gate import Row, Sight

MOST = 500


@dataclass(frozen=True, slots=True)
class Told:
    """Recorded words in a shared channel: the record, its text and the act that stated it, how it stands, the answer's own words."""

    row: Row
    text: Recorded
    act: str
    state: str
    right: Mapping[str, str]


def channels(sight: Sight) -> list[Charter]:
    """The channels with partners, in order of their ids."""
    return sorted((charter for charter in sight.node.channels() if len(charter.codes) > 1), key=lambda charter: charter.id)


def at_home(sight: Sight, charter: Charter, down: bool = False) -> list[Item]:
    """The records at home that may be put to a channel's participants, those that may be read."""
    return [one for one in putting.waiting(sight.node, charter, down) if one.row.label in sight.labels]


def on_list(sight: Sight, charter: Charter, text: Mapping[str, Any]) -> tuple[list[Item], int]:
    """The records of a drafted list that may be read, and how many there are that may not."""
    found = putting.listed(sight.node, charter, text)
    shown = [one for one in found if one.row.label in sight.labels]
    return shown, len(found) - len(shown)


def in_hand(sight: Sight) -> dict[str, str]:
    """The draft on which a record at home stands already, of drafts that may be read."""
    found = putting.in_hand(sight.node)
    known = gate.by_id(sight, sorted(set(found.values())))
    return {home: draft for home, draft in found.items() if draft in known}


def counterparts(sight: Sight, row: Row) -> list[tuple[Row, bool]]:
    """The records that a record became or came from, each with whether it stands at home; those that may be read."""
    pairs = putting.pairs(sight.node, row.id) if row.type == putting.RECORDED else []
    names = {pair.shared if pair.home == row.id else pair.home: pair.home != row.id for pair in pairs}
    known = gate.by_id(sight, list(names))
    return [(known[name], home) for name, home in names.items() if name in known]


def kept_pairs(sight: Sight, row: Row) -> list[tuple[Row | None, Row]]:
    """What went by a list: the record at home (None where it may not be read) and the one in the shared channel."""
    pairs = [pair for pair in putting.pairs(sight.node) if pair.kept == row.id]
    known = gate.by_id(sight, [name for pair in pairs for name in (pair.home, pair.shared)])
    return [(known.get(pair.home), known[pair.shared]) for pair in pairs if pair.shared in known]


def waiting_on_us(sight: Sight, most: int = MOST) -> tuple[list[Told], int]:
    """Words recorded of us that wait for our answer, the oldest first; and how many, COUNTED at most."""
    found, count = gate.due(sight, recorded.wanted(sight.node.party), most)
    rows = gate.by_id(sight, [item["record"] for item in found])
    return sorted(told(sight, rows.values()), key=lambda one: (one.text.said_on, one.row.id)), count


def oldest(sight: Sight, ours: bool) -> tuple[Row | None, int]:
    """The record that has waited longest for our answer, or for theirs; and how many wait, COUNTED at most."""
    parties = frozenset({sight.node.party}) if ours else frozenset(others(sight))
    found, number = gate.due(sight, gate.Due("fact", ("recorded",), parties), 1) if parties else ([], 0)
    rows = gate.by_id(sight, [item["record"] for item in found])
    return next(iter(rows.values()), None), number


def others(sight: Sight) -> list[str]:
    """Every other participant of a channel of this node."""
    return [code for code in gate.parties(sight) if code != sight.node.party]


def ours(sight: Sight, most: int = MOST) -> list[Told]:
    """What we recorded of others in shared channels and stands, as they have answered it, the latest first."""
    shared = {charter.id for charter in channels(sight)}
    where = {"type": putting.RECORDED, "party": sight.node.party, "state": "issued"}
    rows = [row for row in gate.listed(sight, where, 10 * most) if row.channel in shared][:most]
    return told(sight, rows)


def told(sight: Sight, rows: Iterable[Row]) -> list[Told]:
    """Recorded words of rows that may be read, in their order."""
    texts = [(row, gate.text(sight, row)) for row in rows]
    typed = [(row, text) for row, text in texts if isinstance(text, Recorded)]
    spans = gate.spans_of(sight, [row for row, _text in typed])
    found = []
    for row, text in typed:
        state = next((one.state for one in spans.get(row.id, []) if one.code == recorded.CODE), "recorded")
        right = _right(sight, row, text.party) if state == "corrected" else {}
        found.append(Told(row, text, row.revisions[-1].act, state, right))
    return found


def _right(sight: Sight, row: Row, party: str) -> Mapping[str, str]:
    """What is right, in the words of the party itself."""
    for other in sorted(gate.group(sight, row), key=lambda one: -one.changed_at):
        answer = gate.text(sight, other) if other.type == recorded.ANSWER and other.party == party else None
        words = getattr(answer, "words", None)
        if words is not None:
            return plain(words)
    return {}


def plain(words: msgspec.Struct) -> dict[str, str]:
    """Words by language, without those that they lack."""
    return {language: said for language in ("en", "ja") if (said := getattr(words, language)) is not None}
