"""Records management: joint decisions about the records themselves; at present the purge of bodies.

Pure. A decision has effect through the acts that cite it, so this folder has no rules. Serves S2.
"""

from __future__ import annotations

from entente.areas.records_management.records import Purge, check_purge
from entente.kernel.area import Area, Facets, Kind
from entente.kernel.gate1.statement import PURGE_TYPE


def _facets(text: Purge) -> Facets:
    """Listed under the first digits of the first act it names."""
    count = len(text.acts)
    titles = {"en": f"Purge of {count} {'body' if count == 1 else 'bodies'}", "ja": f"本文{count}件の消去"}
    return Facets(text.acts[0][:12], titles)


AREA = Area(
    name="records_management",
    titles={"en": "Records management", "ja": "記録の管理"},
    clauses=("jp-gb-2017#S2",),
    kinds=(
        Kind(
            type=PURGE_TYPE,
            joint=True,
            titles={"en": "Decision to purge", "ja": "消去の決定"},
            schemas={1: Purge},
            facets=_facets,
            clauses=("jp-gb-2017#S2",),
            check=check_purge,
            authentic=("en", "ja"),
        ),
    ),
)
