"""Thresholds of the rules on consultations, and the public table of what those rules return.

Pure. Every threshold is an assumption until the authorities fix it (domain analysis, section 1): parameters are one frozen value, versioned
with the code, so that a joint decision replaces a default and nothing else. Serves I2, I3, I4 and I5.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from entente.kernel.parameter import assumed


@dataclass(frozen=True, slots=True)
class Parameters:
    """Days, unless the name says working days (of all parties), months or a number; the lapse factor is in halves of the interval."""

    due_days: int = assumed(60, "R1.5: due within 60 days of the date")
    lapse_halves: int = assumed(3, "R1.5: lapsed after more than 1.5 x the interval")
    quiet_days: int = assumed(365, "ours: a series without an agreed interval counts as begun for a year after a meeting")
    fiscal_year_month: int = assumed(4, "R1.5: both fiscal years run from 1 April to 31 March")
    nsa_per_year: int = assumed(4, "R1.7: the National Security Advisers meet four times a year")
    nsa_longest_gap_days: int = assumed(120, "R1.7: and never more than 120 days apart")
    cut_off_working_days: int = assumed(15, "R1.3: reports are cut off 15 joint working days before the dialogue")
    agenda_working_days: int = assumed(10, "ours: the agenda is agreed ten joint working days before the meeting")
    minutes_days: int = assumed(20, "section 1, indicators: minutes agreed within 20 days of the meeting")
    offered_slots: int = assumed(3, "ours: an offer names at most three times")
    slot_answer_working_days: int = assumed(5, "ours: an offer of times is answered within five joint working days")
    duplicate_days: int = assumed(7, "ours: two meetings of a series within seven days may be one, entered twice")
    claim_answer_days: int = assumed(30, "ours: a claim that an action is done is answered within 30 days")
    action_escalates_days: int = assumed(30, "ours: an action more than 30 days late goes up to the parent series")
    verified_days: int = assumed(90, "civil analysis, section 1: contacts verified in 90 days")
    ping_answer_days: int = assumed(7, "ours: a ping is answered within seven days")
    late_entry_days: int = assumed(30, "ours: a deferral recorded more than 30 days after it was agreed is pointed out")


PARAMETERS = Parameters()


@dataclass(frozen=True, slots=True)
class Product:
    """What one code means: its sort, the record types it stands on, and its states."""

    sort: Literal["obligation", "finding", "fact", "indicator", "standing"]
    on: tuple[str, ...]
    states: tuple[str, ...]


_CLOCK = ("begun", "on-time", "due", "overdue", "lapsed")

CODES: Mapping[str, Product] = {
    "series.cadence": Product("standing", ("meeting-series",), ("no-evidence", "deferred", *_CLOCK)),
    "series.rolling": Product("fact", ("meeting-series",), _CLOCK),
    "series.calendar-year": Product("fact", ("meeting-series",), _CLOCK),
    "series.fiscal-year": Product("fact", ("meeting-series",), _CLOCK),
    "series.basis": Product("finding", ("meeting-series",), ("not-fixed",)),
    "series.convene": Product("obligation", ("meeting-series",), ("open", "late")),
    "series.held-on-time": Product("indicator", ("meeting-series",), ("all", "not-all")),
    "series.gap": Product("indicator", ("meeting-series",), ("closed",)),
    "series.median-gap": Product("indicator", ("meeting-series",), ("measured",)),
    "series.per-year": Product("indicator", ("meeting-series",), ("reached", "short")),
    "series.too-long": Product("finding", ("meeting-series",), ("too-long",)),
    "deferral.standing": Product("fact", ("deferral",), ("deferred",)),
    "deferral.late-entry": Product("finding", ("deferral",), ("late-entry",)),
    "meeting.duplicate": Product("finding", ("meeting",), ("same-number", "near-date")),
    "meeting.day-off": Product("finding", ("meeting",), ("holiday", "weekend")),
    "meeting.cut-off": Product("fact", ("meeting",), ("open", "passed")),
    "meeting.unrecorded": Product("obligation", ("meeting",), ("date-passed",)),
    "meeting.date": Product("obligation", ("meeting",), ("to-offer", "accepted", "refused")),
    "meeting.agenda": Product("obligation", ("meeting",), ("open", "late")),
    "meeting.minutes": Product("obligation", ("meeting",), ("open", "late")),
    "meeting.days-to-minutes": Product("indicator", ("meeting",), ("in-time", "late")),
    "meeting.read-outs": Product("fact", ("meeting",), ("one-side", "all-sides")),
    "minutes.one-language": Product("finding", ("minutes",), ("en-only", "ja-only")),
    "slot-offer.answer": Product("obligation", ("slot-offer",), ("open", "late")),
    "slot-answer.no-such-slot": Product("finding", ("slot-answer",), ("no-such-slot",)),
    "action.open": Product("obligation", ("action",), ("open", "overdue", "escalated", "claimed", "claim-unanswered", "disputed")),
    "action.closed": Product("fact", ("action",), ("closed",)),
    "action.in-time": Product("indicator", ("action",), ("in-time", "late")),
    "action.self-closed": Product("finding", ("action-closure",), ("self-closed",)),
    "statement.ready": Product("obligation", ("joint-statement",), ("not-ready", "outdated")),
    "statement.release": Product("fact", ("joint-statement",), ("waiting", "embargoed", "free", "published")),
    "statement.mismatch": Product("finding", ("publication",), ("en-differs", "ja-differs")),
    "statement.alert": Product("obligation", ("publication",), ("differs",)),
    "statement.early": Product("finding", ("publication",), ("embargoed", "not-ready")),
    "contact.verified": Product("fact", ("contact",), ("nominated", "verified", "stale", "changed")),
    "contact.stale": Product("finding", ("contact",), ("stale", "changed")),
    "contact.ping": Product("obligation", ("contact-ping",), ("open", "late")),
    "contact.escalate": Product("obligation", ("contact-ping",), ("to-ask-next",)),
}
"""Every code and state the rules return. Obligations are one per (record, code, move): the party whose move it is tells them apart."""
