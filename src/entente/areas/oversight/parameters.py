"""Times that oversight allows, until the authorities fix them.

Pure. Each is an assumption: one frozen value, versioned with the code, so that a joint decision replaces a default and nothing else. A
term that binds is written into the act that sets it. Serves I3.
"""

from __future__ import annotations

from dataclasses import dataclass

from entente.kernel.parameter import assumed


@dataclass(frozen=True, slots=True)
class Parameters:
    """Working days of all parties."""

    reply_working_days: int = assumed(10, "ours: a side that a finding speaks of has ten joint working days to reply")


PARAMETERS = Parameters()
