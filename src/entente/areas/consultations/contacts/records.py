"""Points of contact: posts that can be reached, when and how, and the pings that show it (pattern P8).

Pure. Published schema versions are frozen. A contact is a post, never a person; what stands here is releasable to the partner. A contact
that no answered ping has verified within the agreed days is stale, and stale is unknown. Serves I3 and I5.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from entente.areas.consultations.records import Authority, ClauseId, Clock, Moment, Post, RecordId, Zone
from entente.kernel.bilingual import Prose, Short, Title

ContactKind = Literal["diplomatic", "technical", "police", "24x7"]
Weekday = Literal["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"]
Means = Literal["TELEPHONE", "SECURE TELEPHONE", "EMAIL", "FAX", "DUTY OFFICER", "EMBASSY"]


class Reach(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way to reach a post."""

    means: Means
    value: Short


class Hours(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When a post can be reached, by the clock of its zone; where it closes before it opens, it closes on the next day."""

    days: Annotated[tuple[Weekday, ...], Meta(min_length=1, max_length=7)]
    opens: Clock
    closes: Clock
    zone: Zone


class Contact(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One party's point of contact (own record). Lower `order` is asked first; a 24x7 post needs no hours."""

    post: Post
    authority: Authority
    role: Title
    kind: ContactKind
    order: Annotated[int, Meta(ge=1, le=99)]
    reach: Annotated[tuple[Reach, ...], Meta(min_length=1, max_length=10)]
    hours: Hours | None = None
    out_of_hours: Annotated[tuple[Reach, ...], Meta(max_length=10)] = ()
    clauses: Annotated[tuple[ClauseId, ...], Meta(max_length=40)] = ()


class ContactPing(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A question to a contact, whether it can still be reached as written (own record, of whoever asks)."""

    contact: RecordId
    sent: Moment
    out_of_hours: bool = False
    words: Prose | None = None


class PingAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The contact's own party's answer to a ping (own record): whether the entry is still right."""

    contact: RecordId
    ping: RecordId
    answered: Moment
    still_right: bool
    words: Prose | None = None
