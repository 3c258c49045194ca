"""Thresholds of the rules on consultations, and the public table of what those rules return.

Pure. Every threshold is an assumption until the authorities fix it (domain analysis, section 1): parameters are one frozen value, versioned
with the code, so that a joint decision replaces a default and nothing else. Serves I2, I3, I4 and I5.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


def _assumed(value: int, source: str) -> int:
    """A default that the authorities have still to confirm, with its source kept on the field."""
    default: int = field(default=value, metadata={"assumption": True, "source": source})
    return default


@dataclass(frozen=True, slots=True)
class Parameters:
    """Days, unless the name says working days (of all parties), months or a number; the lapse factor is in halves of the interval."""

    due_days: int = _assumed(60, "R1.5: due within 60 days of the date")
    lapse_halves: int = _assumed(3, "R1.5: lapsed after more than 1.5 x the interval")
    quiet_days: int = _assumed(365, "ours: a series without an agreed interval counts as begun for a year after a meeting")
    fiscal_year_month: int = _assumed(4, "R1.5: both fiscal years run from 1 April to 31 March")
    nsa_per_year: int = _assumed(4, "R1.7: the National Security Advisers meet four times a year")
    nsa_longest_gap_days: int = _assumed(120, "R1.7: and never more than 120 days apart")
    cut_off_working_days: int = _assumed(15, "R1.3: reports are cut off 15 joint working days before the dialogue")
    minutes_days: int = _assumed(20, "section 1, indicators: minutes agreed within 20 days of the meeting")
    offered_slots: int = _assumed(3, "ours: an offer names at most three times")
    slot_answer_working_days: int = _assumed(5, "ours: an offer of times is answered within five joint working days")
    duplicate_days: int = _assumed(7, "ours: two meetings of a series within seven days may be one, entered twice")
    claim_answer_days: int = _assumed(30, "ours: a claim that an action is done is answered within 30 days")
    verified_days: int = _assumed(90, "civil analysis, section 1: contacts verified in 90 days")
    ping_answer_days: int = _assumed(7, "ours: a ping is answered within seven days")
    late_entry_days: int = _assumed(30, "ours: a deferral recorded more than 30 days after it was agreed is pointed out")


PARAMETERS = Parameters()


@dataclass(frozen=True, slots=True)
class Product:
    """What one code means: its sort, the record types it stands on, and its states."""

    sort: Literal["obligation", "finding", "fact", "indicator", "standing"]
    on: tuple[str, ...]
    states: tuple[str, ...]


CODES: Mapping[str, Product] = {}
