"""Which findings may stand on the joint paper: national until an officer who clears says so, in the national channel.

Touches the database and the act key through node.say. A finding is named by its code and the record it was found of. Serves I3, S2.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from entente.kernel.act import Act
from entente.node import say
from entente.node.node import Node
from entente.node.officer import CLEARING, Officer, require
from entente.node.oversight.asking import CLEARED, Asking, Held, cleared, found, held
from entente.store.standing_of import Found

FOUND_OF = ("measure", "meeting-series", "meeting", "action", "deferral", "progress-report")
"""Record types of which findings stand on papers."""

Name = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Noticed:
    """A finding on the day, the record it was found of, and whether it is cleared."""

    one: Held
    span: Found
    cleared: bool

    @property
    def name(self) -> Name:
        """Its code and its record."""
        return (self.span.code, self.one.row.id)


def noticed(asking: Asking) -> tuple[Noticed, ...]:
    """Every finding on the day, by the record's number."""
    may = cleared(asking)
    items = {one.row.id: one for type_ in FOUND_OF for one in held(asking, type_)}
    spans = found(asking, items.values())
    return tuple(
        Noticed(one, span, (span.code, name) in may) for name, one in items.items() for span in spans[name] if span.sort == "finding"
    )


def clear(asking: Asking, officer: Officer, listed: Iterable[Name], chosen: Iterable[Name]) -> list[Act]:
    """Says of each finding listed whether it may stand on the joint paper, where that changes. Refuses (DR1) who does not clear."""
    require(officer, CLEARING)
    node: Node = asking.node
    wanted, before = set(chosen), cleared(asking)
    changed = [name for name in dict.fromkeys(listed) if (name in wanted) != (name in before)]
    texts = [
        {"finding": code, "record": record, "cleared": (code, record) in wanted, "officer": officer.name, "post": officer.post}
        for code, record in changed
    ]
    return [say.state(node, node.national(), CLEARED, text, say.Manner(post=officer.post)) for text in texts]
