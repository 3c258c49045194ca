"""Which partners' nodes do not answer: what is new there is not here yet. No record and no body is in it.

Touches the database (reads). Serves I1 to I5.
"""

from __future__ import annotations

from entente.store import partners
from entente.web.gate import Sight

QUIET_US = 60_000_000
"""A partner that answered less than a minute ago is not away yet: one question may fail."""


def away(sight: Sight) -> list[tuple[str, int]]:
    """Partners by code whose node has not answered for a minute of asking, with the time of its last answer (0: never)."""
    found: dict[str, int] = {}
    for charter in sight.node.channels():
        for one in partners.partners(sight.node.alias, charter.id) if len(charter.codes) > 1 else ():
            if one.trouble and one.tried_at - one.contact_at > QUIET_US:
                found[one.party] = max(one.contact_at, found.get(one.party, 0))
    return sorted(found.items())
