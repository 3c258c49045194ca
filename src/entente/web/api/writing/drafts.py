"""Drafts by the API: kept, asked for, cleared or returned, ordered to go, recalled, discarded; what the pages' own functions decide and do.

Touches the database and the act key through node.national.drafting. Nothing is proposed, countered, amended, stated or superseded but by a
draft that another post has cleared and released: there is no way round four eyes and the waiting time here, as there is none on the pages.
Serves I1, S2.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from entente.areas import administration
from entente.areas import drafting as national
from entente.areas.drafting.records import Comment
from entente.kernel.errors import Refusal
from entente.node.national import drafting
from entente.node.national.matters import Draftview, Event
from entente.web import gate
from entente.web.api import envelopes, told
from entente.web.api.door import Text, moment, operation, request_name
from entente.web.api.writing import shapes
from entente.web.gate import Row, Sight, Wanted
from entente.web.person.posts import officer_of
from entente.web.records import record
from entente.web.sight import consultations as sights
from entente.web.sight.api import draft_row, draft_view

router = Router(tags=["drafts"])
AT_HOME = frozenset(kind.type for area in (administration.AREA, national.AREA) for kind in area.kinds)
MOST = 500


@operation(router, "GET", path="/drafts", response=list[envelopes.Record], summary="Drafts that are neither sent nor discarded")
def list_drafts(request: HttpRequest) -> list[dict[str, Any]]:
    """The drafts that the post may see, the latest changed first; at most 500."""
    sight: Sight = request.sight
    return told.lines(sight, gate.page(sight, Wanted({"type": "draft", "state": "issued"}), None, MOST))


@operation(router, "GET", path="/drafts/{name}", response=shapes.Draft, summary="One draft")
def get_draft(request: HttpRequest, name: Text) -> dict[str, Any]:
    """A draft with its text, what stands against it, and its way so far."""
    return shown(request.sight, draft_row(request.sight, name))


@operation(router, "POST", path="/drafts", response={201: shapes.Draft}, summary="Propose, counter, amend, state or supersede, as a draft")
def create_draft(request: HttpRequest, draft: shapes.DraftIn) -> Any:
    """Keeps a new draft, whatever stands against it; that is told. Takes the role drafter.

    A joint type becomes a proposal: of a new record, a counter-proposal (`counters`), or an amendment (`record`). One side's own type
    becomes a statement, or supersedes one (`record`). It goes when another post has cleared and released it.
    """
    sight: Sight = request.sight
    wanted: dict[str, Any] = {"type_": _type(sight, draft.type), "text": draft.text, "request": request_name(request, "draft")}
    wanted["channel"] = sight.node.charter(draft.channel) if draft.channel else _only_channel(sight)
    if draft.record:
        wanted["record"] = gate.record(sight, draft.record).id
    if draft.counters:
        wanted["counters"] = gate.act(sight, draft.counters).act.id
    act = drafting.save(sight.node, officer_of(request), **wanted, label=_marking(draft.marking))
    return Status(201, kept(sight, act.id))


@operation(router, "PUT", path="/drafts/{name}", response=shapes.Draft, summary="A further revision of a draft")
def revise_draft(request: HttpRequest, name: Text, revision: shapes.RevisionIn) -> dict[str, Any]:
    """Keeps another text, where nobody else has meanwhile. Takes the role drafter; requests for clearance of the text before are void."""
    sight: Sight = request.sight
    row = draft_row(sight, name)
    kept = draft_view(sight, row)
    over: dict[str, Any] = {"draft": row.id, "revision": revision.revision, "label": _marking(revision.marking)}
    key = request_name(request, "revision", row.id[:64])
    drafting.save(sight.node, officer_of(request), type_=kept.type, text=revision.text, request=key, **over)
    return shown(sight, draft_row(sight, row.id))


@operation(router, "DELETE", path="/drafts/{name}", response=shapes.Draft, summary="Discard a draft")
def discard_draft(request: HttpRequest, name: Text) -> dict[str, Any]:
    """Throws a draft away; its history stays. Takes the role drafter."""
    return _step(request, name, lambda node, officer, draft: drafting.discard(node, officer, draft))


@operation(router, "POST", path="/drafts/{name}/ask", response=shapes.Draft, summary="Ask a post to clear a draft")
def ask_clearance(request: HttpRequest, name: Text, asked: shapes.AskIn) -> dict[str, Any]:
    """Puts the latest revision before a post other than the drafter's. Takes the role drafter."""
    return _step(request, name, lambda node, officer, draft: drafting.ask(node, officer, draft, asked.to_post))


@operation(router, "POST", path="/drafts/{name}/clear", response=shapes.Draft, summary="Clear a draft")
def clear_draft(request: HttpRequest, name: Text, answer: shapes.ClearanceIn) -> dict[str, Any]:
    """Clears the revision that waits on the post. Takes the role clearing, and other eyes than the drafter's."""
    said = _comments(answer)
    return _step(request, name, lambda node, officer, draft: drafting.clear(node, officer, draft, answer.revision, said))


@operation(router, "POST", path="/drafts/{name}/return", response=shapes.Draft, summary="Return a draft with comments")
def return_draft(request: HttpRequest, name: Text, answer: shapes.ClearanceIn) -> dict[str, Any]:
    """Sends the revision that waits on the post back to its drafter, with at least one comment. Takes the role clearing."""
    said = _comments(answer)
    return _step(request, name, lambda node, officer, draft: drafting.send_back(node, officer, draft, said, answer.revision))


@operation(router, "POST", path="/drafts/{name}/release", response=shapes.Draft, summary="Order the release of a draft")
def release_draft(request: HttpRequest, name: Text, order: shapes.ReleaseIn) -> dict[str, Any]:
    """Orders that a cleared revision goes to the partner after the waiting time. Takes the role releasing-officer, other eyes, and a label
    that the partner may receive."""
    return _step(request, name, lambda node, officer, draft: drafting.order_release(node, officer, draft, order.wait_s, order.revision))


@operation(router, "POST", path="/drafts/{name}/recall", response=shapes.Draft, summary="Recall a draft that waits to go")
def recall_draft(request: HttpRequest, name: Text, why: shapes.RecallIn) -> dict[str, Any]:
    """Takes an order to release back before its waiting time is over. Whoever drafts, clears or releases may."""
    return _step(request, name, lambda node, officer, draft: drafting.recall(node, officer, draft, why.words))


def _step(request: HttpRequest, name: str, take: Any) -> dict[str, Any]:
    """One step of a draft that may be seen, and how it stands then."""
    sight: Sight = request.sight
    row = draft_row(sight, name)
    draft_view(sight, row)
    take(sight.node, officer_of(request), row.id)
    return shown(sight, draft_row(sight, row.id))


def keep(request: HttpRequest, channel: str, type_: str, text: Mapping[str, Any], about: str, **more: Any) -> Any:
    """A draft that was composed here, kept under the caller's key, as its operation answers: 201 and how it stands."""
    sight: Sight = request.sight
    key = request_name(request, type_, about[:64])
    act = drafting.save(sight.node, officer_of(request), type_=type_, text=text, channel=channel, request=key, **more)
    return Status(201, kept(sight, act.id))


def kept(sight: Sight, name: str) -> dict[str, Any]:
    """A draft that was just kept. It is seen anew: its label may be the first of its kind here."""
    anew = Sight(sight.node, sight.reader, sight.context)
    return shown(anew, gate.record(anew, name))


def shown(sight: Sight, row: Row) -> dict[str, Any]:
    """A readable draft as it stands."""
    found: Draftview = draft_view(sight, row)
    text = found.matter.text
    assert text is not None
    return {
        "id": found.record,
        "type": found.type,
        "state": found.state,
        "revision": found.matter.revision,
        "text": found.text,
        "channel": text.channel,
        "record": text.record,
        "counters": text.counters,
        "marking": {"policy": text.label.policy, "classification": text.label.classification} if text.label is not None else None,
        "next": found.next,
        "not_before": moment(found.not_before_us) if found.not_before_us is not None else None,
        "doubles": [{"record": one["row"]["id"], "by": one["by"], "words": one["words"]} for one in sights.doubles(sight, found.doubles)],
        "against": [{"path": one.path, "rule": one.rule, "words": one.words} for one in found.problems],
        "unnamed": [{"path": one.path, "rule": one.rule, "words": one.words} for one in found.unnamed],
        "steps": [_event(event) for event in found.history],
    }


def _event(event: Event) -> dict[str, Any]:
    said = [{"path": comment.path, "words": comment.words} for comment in event.comments]
    kept = {name: getattr(event, name) for name in ("what", "act", "officer", "post", "revision", "to_post", "words")}
    return kept | {"at": record.moment(event.signed_at), "comments": said}


def _comments(answer: shapes.ClearanceIn) -> tuple[Comment, ...]:
    return tuple(Comment(one.path, one.words) for one in answer.comments)


def _marking(given: shapes.Marking | None) -> tuple[str, str] | None:
    return (given.policy, given.classification) if given is not None else None


def _type(sight: Sight, name: str) -> str:
    """A type that can be said to a partner; refuses (W5) what stays at home, and what nobody here knows."""
    if name in AT_HOME or name not in sight.node.registry.kinds:
        known = ", ".join(sorted(set(sight.node.registry.kinds) - AT_HOME))
        raise Refusal("type-not-shared", "W5", f"A draft is of a type that partners share: {known}.")
    return name


def _only_channel(sight: Sight) -> Any:
    """The channel with partners, where there is exactly one; else None, and the draft says that it wants one."""
    shared = [charter for charter in sight.node.channels() if len(charter.codes) > 1]
    return shared[0] if len(shared) == 1 else None
