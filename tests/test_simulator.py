"""Random histories of two and three nodes under faults, seed by seed (tests/simulator.py)."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests import simulator


@pytest.fixture(scope="module", params=[2, 3], ids=["two nodes", "three nodes"])
def template(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return simulator.make_template(tmp_path_factory.mktemp("template") / "nodes", request.param)


@pytest.mark.parametrize("seed", range(10))
def test_laws_hold_at_the_end_of_any_history(template: Path, tmp_path: Path, seed: int) -> None:
    history = simulator.run_history(template, tmp_path / "nodes", seed)
    assert history.acknowledged
