"""A time that was offered and is taken: the meeting's text at it, and whether a proposal takes a time of an offer and says nothing else.

Pure. Who offers times has said that each suits him; a proposal of the meeting at one of them asks him for nothing more. Serves I2.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec

from entente.areas.consultations.check import instant
from entente.areas.consultations.records import Meeting, Slot, SlotOffer
from entente.kernel.errors import Refusal

OPEN_STAGES = frozenset({"PLANNED", "POSTPONED"})
"""Stages in which an offer of times stands."""


def at_slot(meeting: Meeting, slot: Slot) -> Meeting:
    """The meeting with its date agreed at a slot."""
    return msgspec.structs.replace(meeting, stage="DATE AGREED", starts=slot.starts, ends=slot.ends)


def taken(offer: SlotOffer, meeting: Meeting, proposed: Meeting) -> int | None:
    """The number, from one, of the slot that a proposal takes; None where it takes none of them or changes anything besides."""
    if meeting.stage not in OPEN_STAGES:
        return None
    return next((no for no, slot in enumerate(offer.slots, 1) if proposed == at_slot(meeting, slot)), None)


def stands(offer: SlotOffer, slot: int, now: datetime) -> bool:
    """Whether a slot of an offer can still be taken at an instant: no day to answer by has passed, and it lies ahead."""
    if offer.answer_by is not None and offer.answer_by < now.date():
        return False
    try:
        return instant(offer.slots[slot - 1].starts) > now
    except Refusal:
        return False


def on_the_table(offers: Iterable[tuple[str, SlotOffer]], meeting: Meeting, proposed: Meeting) -> tuple[str, int] | None:
    """(offer, slot) of the first of these offers of which a proposal takes a slot; None where it takes none."""
    return next(((name, no) for name, offer in offers if (no := taken(offer, meeting, proposed)) is not None), None)
