"""Actions of meetings by the API: the owner says that one is done, the other side closes it or disputes the claim; as drafts.

Touches the database through the gate, and the act key through node.national.drafting. Serves I2, I3, I4 and I5.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Router

from entente.web.api.consultations import shapes
from entente.web.api.consultations.meetings import found_line, text_of
from entente.web.api.door import Text, operation
from entente.web.api.writing import drafts
from entente.web.api.writing import shapes as drafted
from entente.web.consultations import action as page
from entente.web.consultations import keep
from entente.web.gate import Sight
from entente.web.sight import consultations as sights
from entente.web.sight.consultations import Circle, Entry

router = Router(tags=["actions"])


@operation(router, "GET", path="/actions/{name}", response=shapes.Action, summary="One action")
def get_action(request: HttpRequest, name: Text) -> dict[str, Any]:
    """An action that came of a meeting, the last claim of its owner, and what this side has to say about it now."""
    sight: Sight = request.sight
    entry, circle = _action(sight, name)
    claim = page.latest_claim(circle, entry)
    return {
        "action": text_of(sight, entry),
        "claim": text_of(sight, claim) if claim is not None else None,
        "verbs": _verbs(sight, entry, claim),
        "found": [found_line(one) for one in sights.today(sight, circle, entry.row.id)],
    }


@operation(router, "POST", path="/actions/{name}/claim", response={201: drafted.Draft}, summary="Say that an action is done")
def claim_action(request: HttpRequest, name: Text, claim: shapes.ClaimIn) -> Any:
    """Drafts the owner's claim; "not found" for the side that does not own the action. Takes the role drafter."""
    return _said(request, name, "claim", claim.words, claim.done_on)


@operation(router, "POST", path="/actions/{name}/close", response={201: drafted.Draft}, summary="Close a claimed action")
def close_action(request: HttpRequest, name: Text, answer: shapes.ClaimAnswerIn) -> Any:
    """Drafts the other side's answer that the action is done; "not found" for its owner, and where nothing is claimed. Takes the role
    drafter."""
    return _said(request, name, "close", answer.words)


@operation(router, "POST", path="/actions/{name}/dispute", response={201: drafted.Draft}, summary="Dispute a claim")
def dispute_action(request: HttpRequest, name: Text, answer: shapes.ClaimAnswerIn) -> Any:
    """Drafts the other side's answer that the action is not done, with the reason; "not found" as for closing. Takes the role drafter."""
    return _said(request, name, "dispute", answer.words)


def _action(sight: Sight, name: str) -> tuple[Entry, Circle]:
    entry = sights.named(sight, name, "action")
    return entry, sights.circle(sight, sights.named(sight, entry.text.series, "meeting-series"))


def _verbs(sight: Sight, entry: Entry, claim: Entry | None) -> list[str]:
    if entry.text.owner.party == sight.node.party:
        return ["claim"]
    return ["close", "dispute"] if claim is not None else []


def _said(request: HttpRequest, name: str, verb: str, words: Mapping[Any, str], done_on: date | None = None) -> Any:
    """A draft of what is said about an action, composed as its page does."""
    sight: Sight = request.sight
    keep.must_draft(sight)
    entry, circle = _action(sight, name)
    typed = {f"words_{language}": said for language, said in words.items()} | ({"done_on": done_on.isoformat()} if done_on else {})
    text = page.about(sight, circle, entry, verb) | page.typed(typed, verb)
    return drafts.keep(request, entry.row.channel, page.TYPES[verb], text, f"{verb}:{entry.row.id[:16]}")
