"""How a file of several records is marked as a whole, for whoever takes it away. Touches the database (reads). Serves S2, A1."""

from __future__ import annotations

from collections.abc import Iterable

from entente.implementation.release import marked
from entente.kernel.area import Words
from entente.kernel.errors import Refusal
from entente.kernel.labels.join import join
from entente.kernel.labels.label import parse_label
from entente.store import records
from entente.web.gate import Row, Sight

SINGLY: Words = {"en": "EACH RECORD BY ITS OWN MARKING", "ja": "各記録の区分による"}


def of_rows(sight: Sight, rows: Iterable[Row]) -> Words:
    """The marking of all readable ones of these together; where no marking holds them all, that each has its own. Empty of none."""
    numbers = sorted({row.label for row in rows if row.label in sight.labels})
    if not numbers:
        return {}
    labels = [parse_label(records.label_text(sight.node.alias, number)) for number in numbers]
    known = sight.context
    try:
        return marked(join(labels, known.policies, known.equivalences, known.on), known)
    except Refusal:
        return SINGLY
