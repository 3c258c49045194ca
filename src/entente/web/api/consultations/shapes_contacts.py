"""The envelopes of the directory of contacts: posts, pings, whom to ask next.

Pure. As in envelopes.py. Serves I3 and I5.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ninja import Schema

from entente.web.api.envelopes import Interval, Key, Record, Words


class Ping(Schema):
    """A question whether a contact is still right, which waits for its answer; `late` when its time is over."""

    id: str
    party: str
    sent: datetime | None
    late: bool


class Contact(Schema):
    """A post of the directory: its entry, whether it is at work now, what the clock says of it, and the pings that wait."""

    record: Record
    party: str
    post: str
    text: dict[str, Any]
    reachable: bool
    verified: Interval | None
    pings: list[Ping]


class Way(Schema):
    """A way to reach a post at this hour."""

    means: Words
    value: str


class NextContact(Schema):
    """A post to ask instead of one that did not answer, and how."""

    contact: Contact
    ways: list[Way]


class PingAnswerIn(Schema):
    """Which ping is answered (empty: the oldest), and whether the entry is still right."""

    ping: Key = ""
    still_right: bool = True


class AskNextIn(Schema):
    """Which of the posts offered is asked next."""

    contact: Key
