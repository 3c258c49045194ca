"""The gate's functions for editions of the action plan: the editions a person may read, and one beside the edition before.

Touches the database (reads), each record and act by its own label. Serves I1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from django.http import Http404

from entente.areas.action_plan.edition import Edition
from entente.kernel.errors import Refusal
from entente.node.editions import Compared, companions, compare, compare_text
from entente.node.national.matters import live, matters
from entente.web import gate
from entente.web.gate import Row, Sight, Wanted


def editions(sight: Sight) -> list[tuple[Row, Edition | None]]:
    """Readable editions, the newest number first; with their text in effect, else the proposed one, else None."""
    rows = gate.page(sight, Wanted({"type": "plan-edition"}), None, 200)
    found = [(row, gate.text(sight, row) or proposed_edition(sight, row)) for row in rows]
    texts = [(row, text if isinstance(text, Edition) else None) for row, text in found]
    return sorted(texts, key=lambda pair: (pair[1].number if pair[1] else 10_000, pair[0].code), reverse=True)


def proposed_texts(sight: Sight, row: Row) -> list[Mapping[str, Any]]:
    """All the texts of the act by which an edition without effect was last proposed; none where it may not be read."""
    folded = gate.state(sight, row)
    if folded is None or not folded.proposals:
        return []
    try:
        body = gate.body(sight, gate.act(sight, folded.proposals[-1].cite.act))
    except Http404:
        return []
    return list(body.get("texts", [])) if body else []


def proposed_edition(sight: Sight, row: Row) -> Edition | None:
    """The edition as it was last proposed, where it may be read."""
    return next((msgspec.convert(text, Edition) for text in proposed_texts(sight, row) if "measures" in text), None)


@dataclass(frozen=True, slots=True)
class MeasureDraft:
    """A draft of a measure that an edition may take along; `ready` once it was cleared."""

    record: str
    code: str
    title: Mapping[str, str]
    text: Mapping[str, Any]
    ready: bool


def measure_drafts(sight: Sight, channel: str) -> list[MeasureDraft]:
    """Readable drafts of measures meant for a channel that were neither sent nor thrown away, by number."""
    rows = [row for row in live(sight.node) if row.label in sight.labels]
    found = []
    for matter in matters(sight.node, [row.id for row in rows]).values():
        text = matter.text
        if text is None or text.type != "measure" or text.channel != channel:
            continue
        code, title = text.text.get("code"), text.text.get("title")
        titles = {k: str(v) for k, v in title.items() if k in ("en", "ja") and v} if isinstance(title, dict) else {}
        found.append(MeasureDraft(matter.record, str(code or ""), titles, text.text, matter.state == "cleared"))
    return sorted(found, key=lambda one: (one.code, one.record))


def drafted(sight: Sight, row: Row) -> tuple[Edition, Compared] | None:
    """A drafted edition and what it would change; None for what is no draft of one, or no edition in form."""
    found = matters(sight.node, [row.id]).get(row.id) if row.label in sight.labels and row.type == "draft" else None
    if found is None or found.text is None or found.text.type != "plan-edition" or found.text.channel is None:
        return None
    try:
        edition = msgspec.convert(found.text.text, Edition)
    except msgspec.ValidationError:
        return None
    charter = sight.node.charter(found.text.channel)
    texts = [text for _draft, _act, text in companions(sight.node, charter, found.text.text, missing_ok=True)]
    return edition, compare_text(sight.node, charter, edition, texts, lambda measure: measure.label in sight.labels)


def compared(sight: Sight, row: Row) -> Compared | None:
    """An edition's measures beside the edition before; None where this node cannot read it."""
    proposed = [] if row.state == "in-effect" else proposed_texts(sight, row)
    try:
        return compare(sight.node, row.id, proposed, lambda measure: measure.label in sight.labels)
    except Refusal:
        return None
