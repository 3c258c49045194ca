"""The instruments in effect at a node: their texts, and the clause that somebody means by a short id. For the shells.

Touches the database (reads). Each channel has instruments of its own; the same text may be in effect in an exercise and in earnest. A
clause is named whole ("jp-gb-2017#S6") or short ("S6"); a short id that several instruments have is refused with their names. Serves
every clause.

Refusals: N25 "clause-unknown", N26 "clause-unclear", N27 "instrument-unknown", "instrument-unclear".
"""

from __future__ import annotations

from dataclasses import dataclass

from entente.areas.instruments import AnyInstrument, is_instrument
from entente.kernel.charter import Charter
from entente.kernel.errors import Refusal
from entente.kernel.reading import parse_text
from entente.node.node import Node
from entente.store import records


@dataclass(frozen=True, slots=True)
class Held:
    """An instrument in effect: its record, and its text as this release reads it."""

    row: records.Row
    text: AnyInstrument


def in_effect(node: Node, channel: Charter | None = None) -> list[Held]:
    """The instruments in effect that can be read here, of one channel or of all, the oldest first."""
    where = {"type": "instrument", "state": "in-effect"} | ({"channel": channel.id} if channel is not None else {})
    kind = node.registry.kinds["instrument"]
    found = []
    for row in records.listed(node.alias, where, 1000):
        last = row.revisions[-1] if row.revisions else None
        if last is not None and last.raw is not None and last.schema in kind.schemas:
            text = parse_text(kind, last.schema, last.raw)
            if is_instrument(text):
                found.append(Held(row, text))
    return sorted(found, key=lambda held: (held.row.start_on or 0, held.text.id, held.row.id))


def find_instrument(node: Node, name: str | None, channel: Charter | None = None) -> Held:
    """The instrument of that id; without one, the only one there is. Refuses none and several (N27)."""
    found = [held for held in in_effect(node, channel) if name is None or name in (held.text.id, held.row.id)]
    if len(found) == 1:
        return found[0]
    if not found:
        words = f"No instrument “{name}” is in effect here." if name else "No instrument is in effect here."
        raise Refusal("instrument-unknown", "N27", words)
    several = ", ".join(f"{held.text.id} (channel {held.row.channel[:12]})" for held in found[:6])
    raise Refusal("instrument-unclear", "N27", f"Several instruments are in effect: {several}. Name one, or its channel.")


def find_clause(node: Node, name: str, channel: Charter | None = None) -> str:
    """The whole id of the clause that is meant; refuses what no instrument has (N25) and what several have (N26)."""
    channels = [c for c in node.channels() if len(c.codes) > 1] if channel is None else [channel]
    known = frozenset[str]().union(*(node.known_clauses(c) or () for c in channels))
    if "#" in name:
        if name in known:
            return name
        raise Refusal("clause-unknown", "N25", f"No instrument in effect here has the clause {name}.")
    found = sorted(one for one in known if one.rpartition("#")[2] == name)
    if len(found) == 1:
        return found[0]
    if not found:
        raise Refusal("clause-unknown", "N25", f"No instrument in effect here has a clause {name}.")
    raise Refusal("clause-unclear", "N26", f"Several instruments have a clause {name}: {', '.join(found)}. Name one of them whole.")


def check_new(node: Node, channel: Charter, name: str, record: str = "") -> None:
    """Refuses an instrument whose id another has in the channel (N27): its clauses would be the other's. `record` is its own.

    A proposal that nobody has accepted yet takes no id; crossing proposals are told apart when one is accepted.
    """
    for row in records.listed(node.alias, {"channel": channel.id, "type": "instrument", "code": name}, 20):
        if row.id != record and row.state in ("in-effect", "concluded"):
            words = f"The channel has an instrument {name} already ({row.id[:12]}, {row.state}): change that one, or choose another id."
            raise Refusal("instrument-taken", "N27", words)
