"""The gate's functions for the API: the labels that a person may read, what was said under a request before, drafts.

Touches the database (reads). Each takes a Sight first. Serves S2.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import msgspec
from django.http import Http404

from entente.node import look
from entente.node.national import drafting
from entente.node.national.matters import Draftview
from entente.store import shown
from entente.web.gate import Row, Sight, act, record

Found = look.Found


def readable_labels(sight: Sight) -> dict[int, Mapping[str, Any]]:
    """The labels that the person may read, by their number in rows."""
    known = shown.labels(sight.node.alias)
    return {number: msgspec.json.decode(known[number]) for number in sight.labels if number in known}


def said_under(sight: Sight, request: str) -> look.Found | None:
    """The act that was said under a request, where it may be read; None where nothing was."""
    position = shown.said_at(sight.node.alias, request) if request else None
    return None if position is None else act(sight, look.act_at(sight.node, position).act.id)


def draft_row(sight: Sight, name: str) -> Row:
    """The draft of that record id or code; "not found" alike for what is absent, what may not be read, and what is no draft."""
    row = record(sight, name)
    if row.type != "draft":
        raise Http404
    return row


def draft_view(sight: Sight, row: Row) -> Draftview:
    """A draft whose latest revision may be read, with those steps of its history that may be."""
    found = drafting.view(sight.node, row.id)
    act(sight, found.matter.revision)
    return replace(found, history=tuple(event for event in found.history if _readable(sight, event.act)))


def _readable(sight: Sight, name: str) -> bool:
    try:
        act(sight, name)
    except Http404:
        return False
    return True
