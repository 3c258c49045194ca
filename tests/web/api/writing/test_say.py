"""Answers by the API: once under a key, by the role alone, refused in words when events were faster."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from tests.web import sample
from tests.web.sample import Stage

from entente.store import database

KEY = "0123456789abcdef"


@pytest.fixture(scope="module")
def play(tmp_path_factory: pytest.TempPathFactory, shown: Stage) -> Iterator[Stage]:
    with sample.stage(tmp_path_factory.mktemp("answers")) as made:
        yield made
    sample.put_on(shown.world["GBR"])


def answer(stage: Stage, name: str, verb: str, key: str = "", record: str = "framework", **body: str) -> tuple[int, Any]:
    act = stage.records[record]
    headers = {"idempotency-key": key} if key else {}
    address = f"/api/v1/records/{act}/proposals/{act[:64]}/{verb}"
    found = stage.client(name).post(address, json.dumps(body), "application/json", headers=headers)
    return found.status_code, found.json()


def acts(stage: Stage) -> int:
    return int(database.rows(stage.node.alias, "SELECT COUNT(*) FROM act")[0][0])


def test_words_are_in_the_readers_language(play: Stage) -> None:
    act = play.records["cyber"]
    found = play.client("accept", "ja").post(f"/api/v1/records/{act}/proposals/{act[:64]}/accept", "{}", "application/json").json()
    assert found["title"] == "現状では実施できません"


def test_roles_sides_and_malformed_keys(play: Stage) -> None:
    said = acts(play)
    for name, verb, record, expected in (
        ("drafter", "accept", "framework", 403), ("reader", "decline", "framework", 403), ("accept", "withdraw", "cyber", 403),
        ("accept", "accept", "cyber", 409), ("drafter", "withdraw", "framework", 409), ("admin", "accept", "framework", 403),
        ("accept", "settle", "framework", 422),
    ):  # fmt: skip
        assert answer(play, name, verb, record=record)[0] == expected, (name, verb, record)
    assert answer(play, "accept", "accept", "short")[0] == 422 and acts(play) == said
    assert answer(play, "drafter", "withdraw", record="cyber")[0] == 201


def test_accepted_once_however_often_it_is_sent(play: Stage) -> None:
    status, first = answer(play, "accept", "accept", KEY, remark="Agreed.")
    said = acts(play)
    assert status == 201 and first["moves"] == [{"party": "JPN", "verb": "conclude"}]
    assert answer(play, "accept", "accept", KEY) == (201, first) and acts(play) == said
    status, problem = answer(play, "accept", "accept", KEY[::-1])
    assert (status, problem["code"]) == (409, "not-now") and acts(play) == said
    history = play.client("reader").get(f"/api/v1/records/{play.records['framework']}").json()["history"]
    assert (history[0]["kind"], history[0]["remark"], history[0]["post"]) == ("accept", {"en": "Agreed."}, "GBR:FCDO:accept")
