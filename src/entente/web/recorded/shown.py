"""Recorded words as tables show them: who said what when, with which source and file, how it is marked, what stands against its going.

Pure but for what a Sight shows and the language of the request. Serves I1, I3.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from entente.kernel.area import Words
from entente.node.national.putting import Item
from entente.web import gate, words
from entente.web.gate import Sight
from entente.web.records import fields, rows
from entente.web.sight import house
from entente.web.sight.drafts import marking_of, marking_words
from entente.web.sight.recorded import Told


def item_line(sight: Sight, one: Item) -> dict[str, Any]:
    """A record at home as it would go: every word of it, its file, its marking there and here, what stays and what stands against it."""
    kind = sight.node.registry.kinds["recorded"]
    titled = words.of_areas()["field"]["Recorded"]
    at_home = marking_of(sight, one.row)
    goes = marking_words(sight, str(one.label["policy"]), str(one.label["classification"]))
    return {
        "id": one.row.id,
        "titles": one.said["title"],
        "party": one.party,
        "said_on": date.fromisoformat(str(one.said["said_on"])),
        "lines": fields.lines(kind, kind.latest, one.said, whole=True),
        "clauses": list(one.said.get("clauses", ())),
        "source": one.said["source"],
        "files": one.files,
        "stays": [titled.get(name, {"en": name}) for name in one.left_out],
        "marking": goes,
        "lowered": at_home if at_home != goes else None,
        "again": one.shared is not None,
        "against": one.problems,
    }


def told_line(sight: Sight, one: Told) -> dict[str, Any]:
    """A record in a shared channel: its words and file, who recorded them, how it stands."""
    found = gate.act(sight, one.act)
    said: Words = {key: value for key in ("en", "ja") if (value := getattr(one.text.text, key)) is not None}
    return rows.plain(one.row) | {
        "said": said,
        "said_on": one.text.said_on,
        "source": one.text.source,
        "files": house.files(sight, found, gate.body(sight, found)),
        "act": one.act,
        "is": one.state,
        "quoted": one.text.party,
        "right": one.right,
        "again": len(one.row.revisions) > 1,
    }
