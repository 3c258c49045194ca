"""How a file of several records is marked as a whole, for whoever takes it away. Touches the database (reads). Serves S2, A1."""

from __future__ import annotations

from collections.abc import Iterable

from entente.implementation.papers.release import marked
from entente.kernel.area import Words
from entente.kernel.errors import Refusal
from entente.kernel.labels.join import join
from entente.kernel.labels.label import parse_label
from entente.node.node import Node
from entente.node.officer import context
from entente.store import records

SINGLY: Words = {"en": "EACH RECORD BY ITS OWN MARKING", "ja": "各記録の区分による"}


def of_labels(node: Node, numbers: Iterable[int]) -> Words:
    """The marking of records with these labels together; where no marking holds them all, that each has its own. Empty of none."""
    labels = [parse_label(records.label_text(node.alias, number)) for number in sorted(set(numbers))]
    if not labels:
        return {}
    known = context(node)
    try:
        return marked(join(labels, known.policies, known.equivalences, known.on), known)
    except Refusal:
        return SINGLY
