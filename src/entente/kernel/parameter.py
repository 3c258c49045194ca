"""Parameters of rules: a default with its source, and whether the authorities have still to confirm it.

Pure. An area keeps its thresholds in one frozen value, versioned with the code: a joint decision replaces a default and nothing
else. Serves every clause whose rules have a threshold.
"""

from __future__ import annotations

from dataclasses import field


def assumed(value: int, source: str) -> int:
    """A default that the authorities have still to confirm, with its source kept on the field."""
    return _sourced(value, source, True)


def public(value: int, source: str) -> int:
    """A default that the public record gives, with its source kept on the field."""
    return _sourced(value, source, False)


def _sourced(value: int, source: str, assumption: bool) -> int:
    default: int = field(default=value, metadata={"assumption": assumption, "source": source})
    return default
