"""SIGKILL under load: two real processes, either of them killed at random moments (killing.py); 25 kills here, 1,000 in the soak test."""

from __future__ import annotations

from pathlib import Path

from tests.journeys import killing

KILLS = 25


def test_nothing_acknowledged_is_lost_or_doubled_by_sigkill(tmp_path: Path) -> None:
    found = killing.run(tmp_path, KILLS, seed=2017)
    assert found["acknowledged"] > 2 * KILLS, "the load was too light to mean anything"
    assert found["lives that acknowledged"] > KILLS // 2, "most kills came before anything was said"
