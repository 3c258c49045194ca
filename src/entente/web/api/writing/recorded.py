"""Recorded words by the API: what stands at home and may go, a list of them as a draft, what waits for our answer, the answers.

Touches the database through the gate, and the act key through node.national. A list is cleared and released by the operations on drafts.
Serves I1, I3.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Schema, Status
from pydantic import Field

from entente.node.national import drafting, putting, recorded
from entente.web import gate
from entente.web.api.door import Text, operation, request_name
from entente.web.api.envelopes import Line
from entente.web.api.writing import drafts, shapes
from entente.web.gate import Sight
from entente.web.person.posts import DRAFTER, officer_of
from entente.web.recorded.answer import check_role
from entente.web.sight import recorded as sights

router = Router(tags=["recorded words"])
Several = Annotated[list[Line], Field(min_length=1, max_length=putting.MOST)]


class Against(Schema):
    """What stands against a record's going, and by which rule."""

    rule: str
    words: dict[str, str]


class AtHome(Schema):
    """A record at home as the partner would get it: its text and label there, what stays, its files, what stands against it."""

    record: str
    text: dict[str, Any]
    label: dict[str, Any]
    stays: list[str]
    files: list[str]
    against: list[Against]
    supersedes: str | None
    draft: str | None


class ListIn(Schema):
    """Which records at home go on the list; `mark_down` puts what stands above the channel's ceiling under it (assigning officers)."""

    records: Several
    channel: Line | None = None
    mark_down: bool = False


class OfUs(Schema):
    """Words recorded of us that wait for our answer; `act` is the text that an answer is about."""

    record: str
    act: str
    by: str
    said_on: date
    title: dict[str, str]
    text: dict[str, str]
    source: str


class AnswerIn(Schema):
    """An answer to one text: confirmed, or corrected with what is right."""

    record: Line
    act: Line
    answer: Literal["confirmed", "corrected"]
    words: dict[str, Annotated[str, Field(max_length=20_000)]] | None = None


class AnswersIn(Schema):
    """Answers that are given together: all of them, or none."""

    answers: Annotated[list[AnswerIn], Field(min_length=1, max_length=recorded.MOST)]


@operation(router, "GET", path="/recorded/home", response=list[AtHome], summary="Recorded words at home that a partner has not got")
def list_recorded_at_home(request: HttpRequest, channel: Text | None = None) -> list[dict[str, Any]]:
    """What may be put to the channel's participants, the oldest words first, with what may not go and by which rule."""
    sight: Sight = request.sight
    charter = sight.node.find_channel(channel)
    held = sights.in_hand(sight)
    return [
        {
            "record": one.row.id,
            "text": dict(one.said),
            "label": dict(one.label),
            "stays": list(one.left_out),
            "files": [name for name, _size in one.files],
            "against": [{"rule": problem.rule, "words": problem.words} for problem in one.problems],
            "supersedes": one.shared,
            "draft": held.get(one.row.id),
        }
        for one in sights.at_home(sight, charter)
    ]


@operation(router, "POST", path="/recorded/lists", response={201: shapes.Draft}, summary="Put recorded words to a partner, as a draft")
def put_recorded(request: HttpRequest, wanted: ListIn) -> Any:
    """Keeps one draft of all these records. Takes the role drafter; another post clears it, and it goes when it was released."""
    sight: Sight = request.sight
    if DRAFTER not in sight.reader.roles:
        raise PermissionDenied(_("Only a post that drafts may put records to a partner."))
    charter, officer = sight.node.find_channel(wanted.channel), officer_of(request)
    readable = {one.row.id for one in sights.at_home(sight, charter)}
    names = [name for name in dict.fromkeys(wanted.records) if name in readable] if set(wanted.records) <= readable else []
    key = request_name(request, "recorded")
    text = putting.choose(sight.node, charter, names, officer if wanted.mark_down else None)
    marked = putting.marking(sight.node, charter, text)
    act = drafting.save(sight.node, officer, type_=putting.TYPE, text=text, channel=charter.id, label=marked, request=key)
    return Status(201, drafts.kept(sight, act.id))


@operation(router, "GET", path="/recorded/of-us", response=list[OfUs], summary="Words recorded of us that wait for our answer")
def list_recorded_of_us(request: HttpRequest) -> list[dict[str, Any]]:
    """The oldest first; at most 500."""
    told, _count = sights.waiting_on_us(request.sight)
    return [
        {
            "record": one.row.id,
            "act": one.act,
            "by": one.row.party,
            "said_on": one.text.said_on,
            "title": sights.plain(one.text.title),
            "text": sights.plain(one.text.text),
            "source": one.text.source,
        }
        for one in told
    ]


@operation(router, "POST", path="/recorded/answers", response={201: list[str]}, summary="Confirm or correct words recorded of us")
def answer_recorded(request: HttpRequest, given: AnswersIn) -> Any:
    """Gives the ids of the answers' acts. Takes the role accepting-officer. One about a text that was replaced refuses all."""
    sight: Sight = request.sight
    check_role(sight)
    wanted: list[recorded.Answered] = [(gate.record(sight, one.record).id, one.act, one.answer, one.words or {}) for one in given.answers]
    return Status(201, [act.id for act in recorded.answer(sight.node, officer_of(request), wanted)])
