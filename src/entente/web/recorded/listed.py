"""A drafted list of recorded words on its draft's page and before its release: every record as it would go.

Touches the database through the gate. Serves I1, I3.
"""

from __future__ import annotations

from typing import Any

from entente.node.national import putting
from entente.node.national.matters import Draftview
from entente.web.gate import Sight
from entente.web.recorded.shown import item_line
from entente.web.sight import recorded as sights


def of_draft(sight: Sight, found: Draftview) -> dict[str, Any]:
    """The lines of the list, and how many of its records are not for this reader to see; nothing for another draft, or one that went."""
    if found.type != putting.TYPE or found.channel is None or found.state in ("sent", "discarded"):
        return {"list_lines": None, "list_hidden": 0}
    items, hidden = sights.on_list(sight, found.channel, found.text)
    return {"list_lines": [item_line(sight, one) for one in items], "list_hidden": hidden}
