"""The directory of contacts by the API: posts, pings and their answers, whom to ask next. What is said goes as a draft.

Touches the database through the gate and node.national.drafting. Serves I3 and I5.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from django.http import Http404, HttpRequest
from ninja import Router, Status

from entente.node.national import drafting
from entente.web.api.consultations import shapes_contacts
from entente.web.api.consultations.meetings import found_line
from entente.web.api.door import Text, operation, request_name
from entente.web.api.told import lines
from entente.web.api.writing import drafts
from entente.web.api.writing import shapes as drafted
from entente.web.consultations import contacts as directory
from entente.web.consultations import keep
from entente.web.gate import Sight
from entente.web.person.posts import officer_of
from entente.web.sight import consultations as sights
from entente.web.sight.consultations import Entry

router = Router(tags=["contacts"])


@operation(router, "GET", path="/contacts", response=list[shapes_contacts.Contact], summary="The directory of contacts")
def list_contacts(request: HttpRequest) -> list[dict[str, Any]]:
    """Every post of every participant, each participant's in the order in which they are asked."""
    sight: Sight = request.sight
    found = sorted(sights.all_of(sight, "contact"), key=lambda one: (one.row.party, one.text.order, one.row.code))
    return [_contact(sight, one) for one in found]


@operation(router, "GET", path="/contacts/{name}", response=shapes_contacts.Contact, summary="One contact")
def get_contact(request: HttpRequest, name: Text) -> dict[str, Any]:
    """A post of the directory, with the pings that wait on it."""
    sight: Sight = request.sight
    return _contact(sight, sights.named(sight, name, "contact"))


@operation(router, "POST", path="/contacts/{name}/ping", response={201: drafted.Draft}, summary="Ask whether a contact is right")
def ping_contact(request: HttpRequest, name: Text) -> Any:
    """Begins a draft of a ping to another participant's post. Takes the role drafter."""
    sight: Sight = request.sight
    keep.must_draft(sight)
    entry = sights.named(sight, name, "contact")
    if entry.row.party == sight.node.party:
        raise Http404
    return _kept(request, entry, "contact-ping", directory.ping_text(sight, entry))


@operation(router, "POST", path="/contacts/{name}/answer", response={201: drafted.Draft}, summary="Answer a ping")
def answer_ping(request: HttpRequest, name: Text, answer: shapes_contacts.PingAnswerIn) -> Any:
    """Begins a draft of our answer to a ping on a contact of ours. Takes the role drafter; "not found" where nothing waits."""
    sight: Sight = request.sight
    keep.must_draft(sight)
    entry = sights.named(sight, name, "contact")
    waiting = directory.unanswered(sights.circle(sight, entry, ()))
    asked = next((one for one in waiting if answer.ping in ("", one.row.id)), None)
    if entry.row.party != sight.node.party or asked is None:
        raise Http404
    answered = directory.moment_now(sight.node.clock(), sight.node.seat.zone)
    text = {"contact": entry.row.id, "ping": asked.row.id, "answered": answered, "still_right": answer.still_right}
    return _kept(request, entry, "ping-answer", text)


@operation(router, "GET", path="/pings/{name}/next", response=list[shapes_contacts.NextContact], summary="Whom to ask next")
def list_next_contacts(request: HttpRequest, name: Text) -> list[dict[str, Any]]:
    """The posts of the same side that can be reached at this hour instead of one that did not answer, in order."""
    sight: Sight = request.sight
    found = directory.next_ones(sight, _asked(sight, name))
    return [
        {"contact": _contact(sight, one), "ways": [{"means": directory.means(way), "value": way.value} for way in ways]}
        for one, ways in found
    ]


@operation(router, "POST", path="/pings/{name}/next", response={201: drafted.Draft}, summary="Ask the next contact")
def ask_next_contact(request: HttpRequest, name: Text, chosen: shapes_contacts.AskNextIn) -> Any:
    """Begins a draft of a ping to one of the posts offered. Takes the role drafter."""
    sight: Sight = request.sight
    keep.must_draft(sight)
    asked = _asked(sight, name)
    entry = next((one for one, _ways in directory.next_ones(sight, asked) if one.row.id == chosen.contact), None)
    if entry is None:
        raise Http404
    return _kept(request, entry, "contact-ping", directory.ping_text(sight, entry, asked))


def _asked(sight: Sight, name: str) -> Entry:
    """The contact whom a ping asks about."""
    return sights.named(sight, sights.named(sight, name, "contact-ping").text.contact, "contact")


def _contact(sight: Sight, entry: Entry) -> dict[str, Any]:
    shown = directory.line(sight, sights.circle(sight, entry, ()))
    return {
        "record": lines(sight, [entry.row])[0],
        "party": entry.row.party,
        "post": entry.text.post,
        "text": msgspec.to_builtins(entry.text),
        "reachable": shown["reachable"],
        "verified": found_line(shown["verified"]) if shown["verified"] is not None else None,
        "pings": [{name: one[name] for name in ("id", "party", "sent", "late")} for one in shown["pings"]],
    }


def _kept(request: HttpRequest, entry: Entry, type_: str, text: Mapping[str, Any]) -> Any:
    sight: Sight = request.sight
    key = request_name(request, type_, entry.row.id[:64])
    act = drafting.save(sight.node, officer_of(request), type_=type_, text=text, channel=entry.row.channel, request=key)
    return Status(201, drafts.kept(sight, act.id))
