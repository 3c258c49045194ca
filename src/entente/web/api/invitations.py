"""Invitations to meetings by the API: the calendar file, who was invited and answered, and mailing them.

Touches the database through the gate, and the mail server. What is mailed holds references alone. Serves I2 and I3.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from entente.kernel.errors import Refusal
from entente.web import sight_consultations as sights
from entente.web.api import shapes_oversight as shapes
from entente.web.api.door import a_file, operation
from entente.web.api.records import Text
from entente.web.consultations import invite
from entente.web.gate import Sight

router = Router(tags=["meetings"])
CALENDAR = a_file("text/calendar")


@operation(router, "GET", path="/meetings/{name}/invitation", summary="The invitation as a file", openapi_extra=CALENDAR)
def get_invitation(request: HttpRequest, name: Text) -> HttpResponse:
    """The meeting as an iCalendar file; "not found" where no time is agreed, or the node lets it not out."""
    return invite.download(request, name)


@operation(router, "GET", path="/meetings/{name}/invitations", response=shapes.Invitations, summary="Who was invited and answered")
def list_invitations(request: HttpRequest, name: Text) -> dict[str, Any]:
    """What was mailed of a meeting and what came back, and whom it would go to now. Takes the role drafter or coordinator."""
    invite.must_invite(request.sight)
    return _shown(request, name, [])


@operation(router, "POST", path="/meetings/{name}/invitations", response=shapes.Invitations, summary="Mail the invitation")
def send_invitation(request: HttpRequest, name: Text) -> dict[str, Any]:
    """Mails the meeting as it stands to every post with an address. Takes the role drafter or coordinator."""
    sight: Sight = request.sight
    invite.must_invite(sight)
    entry, circle = sights.meeting(sight, name)
    _done, failed = invite.deliver(request, entry, circle)
    request.sight = Sight(sight.node, sight.reader, sight.context)
    return _shown(request, name, failed)


def _shown(request: HttpRequest, name: str, failed: list[str]) -> dict[str, Any]:
    sight: Sight = request.sight
    entry, circle = sights.meeting(sight, name)
    held, problem, guests = sights.sent(sight, entry.row), "", []
    try:
        invite.of_meeting(request, entry, circle)
        guests = [guest.post for guest in invite.guests(request, entry, circle)]
    except Refusal as refusal:
        problem = refusal.words
    return {
        "sent": [
            {
                "method": one.method,
                "sent_on": one.sent_on,
                "guests": [{"post": guest.post, "address": guest.address} for guest in one.guests],
            }
            for one in held.invitations
        ],
        "replies": [{"post": r.guest, "attendance": r.attendance, "received_on": r.received_on} for _row, r in held.replies.values()],
        "guests": guests,
        "problem": problem,
        "failed": failed,
    }
