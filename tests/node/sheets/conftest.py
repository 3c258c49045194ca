"""One pair of nodes with documents to print, for all tests of this folder; none of them changes it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests import nodes, sheeted


@pytest.fixture(scope="package")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sheeted.Sheeted]:
    """The world and its acts by name."""
    with nodes.build(tmp_path_factory.mktemp("sheeted")) as world:
        yield world, sheeted.play(world)
