"""Names near one that is not known."""

from __future__ import annotations

import pytest

from entente.node.near import MOST, nearest

KNOWN = ("measure", "meeting", "meeting-series", "meeting-paper", "minutes", "progress-report", "visit-report", "visit")


@pytest.mark.parametrize(
    ("name", "first"),
    [("mesure", "measure"), ("Measures", "measure"), ("meeting_series", "meeting-series"), ("report", "progress-report")],
)
def test_a_slip_or_a_part_finds_the_name(name: str, first: str) -> None:
    found = nearest(name, KNOWN)
    assert found[0] == first and len(found) <= MOST


def test_what_is_like_nothing_finds_nothing() -> None:
    assert nearest("tweet", KNOWN) == [] and nearest("", KNOWN) == [] and nearest("x" * 10_000, KNOWN) == []
