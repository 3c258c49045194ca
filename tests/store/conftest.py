"""An empty store of either kind, for tests of what both databases must do alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from entente.store import database


@pytest.fixture(params=["sqlite", "postgresql"])
def alias(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An empty store of either kind."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('store') / 'node.sqlite3'}"
    else:
        fresh: Callable[[], str] = request.getfixturevalue("postgres_url")
        url = fresh()
    name = f"store-{request.param}"
    database.connect(name, url)
    database.migrate(name)
    yield name
    database.close(name)
