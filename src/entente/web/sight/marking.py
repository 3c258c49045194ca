"""The gate's function for files that are taken away: how those of their records that a person may read are marked together.

Touches the database (reads). Serves S2, A1.
"""

from __future__ import annotations

from collections.abc import Iterable

from entente.kernel.area import Words
from entente.node.marking import of_labels
from entente.web.gate import Row, Sight


def of_rows(sight: Sight, rows: Iterable[Row]) -> Words:
    """The marking of all readable ones of these together, as node.marking has it; empty of none."""
    return of_labels(sight.node, (row.label for row in rows if row.label in sight.labels))
