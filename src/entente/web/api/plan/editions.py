"""Editions of the action plan by the API: the list, one with what it changes, and a new one as a draft.

Touches the database through the gate, and the act key through node.national.drafting. An edition is cleared, released and accepted as every
other text is: by the operations on drafts, and on proposals. Serves I1.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Status

from entente.kernel.errors import Refusal
from entente.node.editions import Entry, edition_text, next_number
from entente.node.national import drafting
from entente.web import gate
from entente.web.action_plan import edition_new
from entente.web.action_plan.editions import shown
from entente.web.api.door import Text, operation, request_name
from entente.web.api.plan import shapes
from entente.web.api.told import change, lines
from entente.web.api.writing import drafts
from entente.web.api.writing import shapes as drafted
from entente.web.gate import Sight
from entente.web.person.posts import DRAFTER, officer_of
from entente.web.sight.editions import compared, editions, measure_drafts, proposed_edition

router = Router(tags=["plan"])


@operation(router, "GET", path="/plan/editions", response=list[shapes.EditionLine], summary="Editions of the action plan")
def list_editions(request: HttpRequest) -> list[dict[str, Any]]:
    """Every edition that the post may read, the newest number first."""
    sight: Sight = request.sight
    found = editions(sight)
    known = {line["id"]: line for line in lines(sight, [row for row, _text in found])}
    return [
        {
            "record": known[row.id],
            "number": text.number if text is not None else None,
            "measures": len(text.measures) if text is not None else None,
            "endorsed": msgspec.to_builtins(text.endorsed) if text is not None and text.endorsed is not None else None,
        }
        for row, text in found
        if row.id in known
    ]


@operation(router, "GET", path="/plan/editions/{name}", response=shapes.Edition, summary="One edition, redlined")
def get_edition(request: HttpRequest, name: Text) -> dict[str, Any]:
    """An edition with every measure in it, and what each changes; `readable` says whether this node reads all of it."""
    sight: Sight = request.sight
    row = gate.record(sight, name)
    found, text = compared(sight, row), gate.text(sight, row) or proposed_edition(sight, row)
    return {
        "record": lines(sight, [row])[0],
        "text": msgspec.to_builtins(text) if text is not None else None,
        "readable": found is not None,
        "entries": [_entry(sight, one) for one in found.entries] if found is not None else [],
        "dropped": [_entry(sight, one) for one in found.dropped] if found is not None else [],
    }


@operation(router, "POST", path="/plan/editions", response={201: drafted.Draft}, summary="Propose an edition, as a draft")
def create_edition(request: HttpRequest, edition: shapes.EditionIn) -> Any:
    """Keeps a draft of the next edition: all measures in effect, with those of the drafts named here. Takes the role drafter.

    Cleared and released with its measures' drafts it goes as one proposal, and is accepted by one act.
    """
    sight: Sight = request.sight
    if DRAFTER not in sight.reader.roles:
        raise PermissionDenied(_("Only a post that drafts may make an edition."))
    charter = sight.node.find_channel(None)
    offered = {one.record: one for one in measure_drafts(sight, charter.id)}
    absent = [name for name in edition.drafts if name not in offered]
    if absent:
        raise Refusal("unknown-draft", "ED3", f"{absent[0]} is not a draft of a measure for this channel that this post may read.")
    head = edition_new.head(sight, _typed(edition, next_number(sight.node, charter)))
    text = edition_text(sight.node, charter, head, [offered[name].text for name in dict.fromkeys(edition.drafts)])
    key = request_name(request, "edition")
    act = drafting.save(sight.node, officer_of(request), type_="plan-edition", text=text, channel=charter.id, request=key)
    return Status(201, drafts.kept(sight, act.id))


def _typed(edition: shapes.EditionIn, number: int) -> dict[str, Any]:
    """The heading of an edition as the page's form has it."""
    meeting: Mapping[Any, str] = edition.meeting or {}
    held_on = edition.held_on.isoformat() if edition.held_on is not None else ""
    names = {f"title_{language}": edition.title.get(language, "").strip() for language in ("en", "ja")}
    names |= {f"meeting_{language}": meeting.get(language, "").strip() for language in ("en", "ja")}
    return names | {"held_on": held_on, "number": number, "meeting": edition.meeting_record or ""}


def _entry(sight: Sight, entry: Entry) -> dict[str, Any]:
    found = shown(sight, entry)
    return {
        "code": entry.code,
        "outcome": entry.outcome,
        "title": found["title"],
        "text": entry.text,
        "changes": [change(one) for one in found["changes"] if one.path],
    }
