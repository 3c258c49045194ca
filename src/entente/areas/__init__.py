"""Fields of cooperation, one folder each; none imports another. Pure: `AREAS` is the explicit list, nothing registers itself.

Serves every clause through its areas; A0: an area of cooperation that both sides add is one more name in this list.
"""

from __future__ import annotations

from entente.areas import action_plan, consultations, drafting, instruments, positions, records_management
from entente.kernel.area import Area, Registry

AREAS: tuple[Area, ...] = (instruments.AREA, action_plan.AREA, consultations.AREA, positions.AREA, records_management.AREA, drafting.AREA)


def registry() -> Registry:
    """What a node of this release can read; a test that wants an older node passes fewer areas or schemas to Registry itself."""
    return Registry(AREAS)
