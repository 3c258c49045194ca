"""The gate's functions for the API: the labels that a person may read, and what was said under a request before.

Touches the database (reads). Each takes a Sight first. Serves S2.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from entente.node import look
from entente.store import shown
from entente.web.gate import Sight, act


def readable_labels(sight: Sight) -> dict[int, Mapping[str, Any]]:
    """The labels that the person may read, by their number in rows."""
    known = shown.labels(sight.node.alias)
    return {number: msgspec.json.decode(known[number]) for number in sight.labels if number in known}


def said_under(sight: Sight, request: str) -> look.Found | None:
    """The act that was said under a request, where it may be read; None where nothing was."""
    position = shown.said_at(sight.node.alias, request) if request else None
    return None if position is None else act(sight, look.act_at(sight.node, position).act.id)
