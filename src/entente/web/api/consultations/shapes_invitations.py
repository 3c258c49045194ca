"""The envelopes of invitations and of calendar files.

Pure. As in envelopes.py. Serves I2 and I3.
"""

from __future__ import annotations

from datetime import date, datetime

from ninja import Schema
from pydantic import Field

from entente.web.api.envelopes import Words


class Guest(Schema):
    """A post to which an invitation went, and the address."""

    post: str
    address: str


class InvitationSent(Schema):
    """An invitation as it was mailed: asked for (REQUEST) or called off (CANCEL)."""

    method: str
    sent_on: date
    guests: list[Guest]


class Reply(Schema):
    """What a post answered."""

    post: str
    attendance: str
    received_on: date


class Invitations(Schema):
    """Of one meeting: what was mailed and answered, whom it would go to now, and what stands against mailing it."""

    sent: list[InvitationSent]
    replies: list[Reply]
    guests: list[str]
    problem: str
    failed: list[str] = Field(default_factory=list)


class CalendarReply(Schema):
    """An answer in a calendar file: from which address and post, what it says, what stands against recording it.

    `older` is whether it answers an earlier state of the meeting than was mailed last.
    """

    address: str
    post: str | None
    answer: str
    older: bool
    problem: str


class CalendarTime(Schema):
    """A time in somebody's calendar file, and what stands against offering it."""

    starts: datetime | None
    ends: datetime | None
    problem: Words


class CalendarRead(Schema):
    """What a calendar file says: answers of a REPLY, else the times it holds."""

    method: str
    replies: list[CalendarReply]
    times: list[CalendarTime]
