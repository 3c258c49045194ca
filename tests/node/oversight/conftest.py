"""One pair of nodes with something to oversee, for all tests of this folder; none of them changes it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests import nodes, overseen


@pytest.fixture(scope="package")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[overseen.Seen]:
    """The world and its acts by name."""
    with nodes.build(tmp_path_factory.mktemp("overseen")) as world:
        yield world, overseen.play(world)
