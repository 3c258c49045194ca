"""Nodes for the journeys: copies of two templates, each made once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import simulator


@pytest.fixture(scope="session")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return simulator.make_template(tmp_path_factory.mktemp("two") / "nodes", 2)


@pytest.fixture(scope="session")
def three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return simulator.make_template(tmp_path_factory.mktemp("three") / "nodes", 3)


@pytest.fixture
def pair(two: Path, tmp_path: Path) -> Iterator[simulator.Sim]:
    with simulator.play(two, tmp_path / "nodes") as sim:
        yield sim


@pytest.fixture
def trio(three: Path, tmp_path: Path) -> Iterator[simulator.Sim]:
    with simulator.play(three, tmp_path / "nodes") as sim:
        yield sim
