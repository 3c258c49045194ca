"""A meeting as an invitation by mail (iTIP, RFC 5546): REQUEST while it stands, CANCEL once it is off, for posts with an address.

Pure. UID and SEQUENCE are those of the calendar feed, so that a change replaces what it changes. It holds times, a reference and a link:
no title, no place, no text. Rule CN9: only a meeting whose time is agreed, or that was called off, is sent. Serves I2.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from entente.areas.consultations.records import Moment
from entente.implementation.calendars.calendar_file import Event, clocks, event_lines, fold
from entente.kernel.errors import Refusal

REQUEST, CANCEL = "REQUEST", "CANCEL"


@dataclass(frozen=True, slots=True)
class Guest:
    """A post that takes part, and its mail address."""

    post: str
    address: str


def method(entry: Event) -> str:
    """How the meeting is sent; refuses (CN9) one that has no agreed time of day and was not called off."""
    if entry.status == "CANCELLED":
        return CANCEL
    if entry.status != "CONFIRMED" or not isinstance(entry.starts, Moment):
        raise Refusal("no-agreed-time", "CN9", "No time is agreed for this meeting yet, so there is nothing to invite to.")
    return REQUEST


def render_invitation(entry: Event, organiser: str, guests: Iterable[Guest], shown: Sequence[str]) -> bytes:
    """The invitation; `organiser` is the mail address of the node that sends it. Refuses as `method` does."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Entente//Calendar//EN", "CALSCALE:GREGORIAN", f"METHOD:{method(entry)}"]
    lines += clocks([entry], shown)
    event = list(event_lines(entry, shown))
    lines += [*event[:-1], *_people(organiser, guests), event[-1], "END:VCALENDAR"]
    return "".join(fold(line) for line in lines).encode()


def _people(organiser: str, guests: Iterable[Guest]) -> Iterator[str]:
    yield f"ORGANIZER:mailto:{organiser}"
    for guest in guests:
        name = "".join(c for c in guest.post if c.isprintable() and c != '"')
        yield f'ATTENDEE;CN="{name}";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:{guest.address}'
