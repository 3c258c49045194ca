"""A house with drafts in every state, made once, put on the pages for these modules alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.web import sample
from tests.web.drafts.stages import House, house
from tests.web.sample import Stage


@pytest.fixture(scope="session")
def built(shown: Stage, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The house; the shared stage is put back on at once."""
    with house(tmp_path_factory.mktemp("house")) as made:
        sample.put_on(shown.world["GBR"])
        yield made


@pytest.fixture(scope="module")
def at(built: House, shown: Stage) -> Iterator[House]:
    """The house on the pages; the shared stage is put back on afterwards."""
    built.stage.node = sample.put_on(built.stage.world["GBR"])
    yield built
    sample.put_on(shown.world["GBR"])
