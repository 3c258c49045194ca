"""A stage for the tests that say things by the API, and how they ask."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.web import sample
from tests.web.sample import Stage

Send = Callable[..., tuple[int, Any]]


@pytest.fixture(scope="package")
def staged(tmp_path_factory: pytest.TempPathFactory, shown: Stage) -> Iterator[Stage]:
    """Made once for all of them: a stage takes longer than what they say."""
    with sample.stage(tmp_path_factory.mktemp("played")) as made:
        yield made


@pytest.fixture(scope="module")
def played(staged: Stage, shown: Stage) -> Iterator[Stage]:
    """The stage on which a module's tests play; the shared one is put back on afterwards."""
    sample.put_on(staged.world["GBR"])
    yield staged
    sample.put_on(shown.world["GBR"])


@pytest.fixture
def send(played: Stage) -> Send:
    """Sends a request as a post, in a language; gives the status and what came back as JSON, or as bytes."""

    def sent(name: str, method: str, address: str, body: Any = None, key: str = "", language: str = "en") -> tuple[int, Any]:
        headers = {"idempotency-key": key} if key else {}
        data = json.dumps(body) if body is not None else ""
        answer = played.client(name, language).generic(method, f"/api/v1{address}", data, "application/json", headers=headers)
        plain = "json" in answer.headers["Content-Type"]
        return answer.status_code, json.loads(answer.content) if plain else answer.content

    return sent
