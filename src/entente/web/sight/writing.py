"""What the pages on which officers write ask of the store, each within what the person may see.

Touches the database (reads). Part of the gate (tests/web/test_gate.py). Serves S2, A1.
"""

from __future__ import annotations

from entente.node import look
from entente.store import partners
from entente.web import gate
from entente.web.gate import Sight


def said_under(sight: Sight, request: str) -> str | None:
    """The act that was said here under a request, where its label may be read; None where there is none yet."""
    position = partners.requested(sight.node.alias, request)
    return gate.act(sight, look.act_at(sight.node, position).act.id).act.id if position is not None else None
