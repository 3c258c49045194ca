"""Invitations to meetings by the API: the calendar file, who was invited and answered, and mailing them.

Touches the database through the gate, and the mail server. What is mailed holds references alone. Serves I2 and I3.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import File, Router
from ninja.files import UploadedFile

from entente.implementation.calendars.calendar_reader import read_calendar
from entente.kernel.errors import Refusal
from entente.web.api.consultations import shapes_invitations
from entente.web.api.door import Text, a_file, operation
from entente.web.consultations import invite
from entente.web.gate import Sight
from entente.web.sight import consultations as sights
from entente.web.sight.consultations import Entry

router = Router(tags=["meetings"])
CALENDAR = a_file("text/calendar")


@operation(router, "GET", path="/meetings/{name}/invitation", summary="The invitation as a file", openapi_extra=CALENDAR)
def get_invitation(request: HttpRequest, name: Text) -> HttpResponse:
    """The meeting as an iCalendar file; "not found" where no time is agreed, or the node lets it not out."""
    return invite.download(request, name)


@operation(
    router, "GET", path="/meetings/{name}/invitations", response=shapes_invitations.Invitations, summary="Who was invited and answered"
)
def list_invitations(request: HttpRequest, name: Text) -> dict[str, Any]:
    """What was mailed of a meeting and what came back, and whom it would go to now. Takes the role drafter or coordinator."""
    invite.must_invite(request.sight)
    return _shown(request, name, [])


@operation(router, "POST", path="/meetings/{name}/invitations", response=shapes_invitations.Invitations, summary="Email the invitation")
def send_invitation(request: HttpRequest, name: Text) -> dict[str, Any]:
    """Mails the meeting as it stands to every post with an address. Takes the role drafter or coordinator."""
    sight: Sight = request.sight
    invite.must_invite(sight)
    entry, circle = sights.meeting(sight, name)
    _sent, failed = invite.deliver(request, entry, circle)
    request.sight = Sight(sight.node, sight.reader, sight.context)
    return _shown(request, name, failed)


@operation(router, "POST", path="/meetings/{name}/calendar", response=shapes_invitations.CalendarRead, summary="Read a calendar file")
def read_calendar_file(request: HttpRequest, name: Text, file: File[UploadedFile]) -> dict[str, Any]:
    """The dry run: who answers what by a calendar file or a mail that carries one, or which times it holds, each with what stands against
    it. Nothing is recorded; times are offered as any (`offer_times`). Takes the role drafter or coordinator."""
    return _read(request, name, file)[1]


@operation(router, "POST", path="/meetings/{name}/replies", response=shapes_invitations.Invitations, summary="Record a calendar reply")
def record_replies(request: HttpRequest, name: Text, file: File[UploadedFile]) -> dict[str, Any]:
    """Keeps at home the answers of a calendar reply against which nothing stands, in place of earlier ones. Takes the role drafter or
    coordinator.

    Refuses (CF1) a file that answers nothing, or nothing that can be recorded.
    """
    entry, found, digest = _read(request, name, file)
    if not any(not one["problem"] for one in found["replies"]):
        problem = next((one["problem"] for one in found["replies"]), _("This file does not answer an invitation."))
        raise Refusal("no-reply", "CF1", problem)
    invite.record_replies(request, entry, found["replies"], digest)
    request.sight = Sight(request.sight.node, request.sight.reader, request.sight.context)
    return _shown(request, name, [])


def _read(request: HttpRequest, name: str, file: UploadedFile) -> tuple[Entry, dict[str, Any], str]:
    """(the meeting, what a file says of it, the file's SHA-256)."""
    sight: Sight = request.sight
    invite.must_invite(sight)
    entry, _circle = sights.meeting(sight, name)
    data, digest = invite.taken(file)
    read = read_calendar(data)
    answers = read.method == "REPLY"
    replies = invite.replies_of(sight, entry, read.meetings) if answers else []
    times = [] if answers else [invite.slot(one, sight) for one in read.meetings]
    return entry, {"method": read.method, "replies": replies, "times": times}, digest


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
