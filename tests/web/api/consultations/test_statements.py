"""Joint statements by the API: ready, held back, published with the page as text or as a file, compared with what was agreed."""

from __future__ import annotations

import json
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.web.api.conftest import Send
from tests.web.api.consultations.test_actions import agreed
from tests.web.consultations.sample import release
from tests.web.consultations.test_statement import EN, JA, TEXT
from tests.web.sample import Stage

from entente.node import say

WHEN = {"on": "2018-10-01", "at": "09:45", "zone": "Europe/London", "page_en": "https://www.example.gov.uk/statement"}


def sent(stage: Stage, record: str, language: str = "en", **fields: Any) -> tuple[int, Any]:
    answer = stage.client("drafter", language).post(f"/api/v1/joint-statements/{record}/publications", WHEN | fields)
    return answer.status_code, json.loads(answer.content)


def test_from_ready_to_published(played: Stage, send: Send) -> None:
    record = agreed(played, "joint-statement", TEXT | {"said_on": "2018-10-01", "embargo": None})
    address = f"/joint-statements/{record}"
    assert [one["ready"] for one in send("reader", "GET", address)[1]["ready"]] == [False, False]
    assert send("reader", "POST", f"{address}/ready")[0] == 403
    status, told = sent(played, record, "ja", text_en=EN)
    assert status == 409 and told["rule"] == "JS1" and len(told["problems"]) == 2 and "JPN" in str(told["problems"])
    assert sent(played, record, text_en=EN, happened="true")[0] == 201
    status, draft = send("drafter", "POST", f"{address}/ready")
    assert status == 201 and draft["type"] == "ready"
    ready = release(played, draft["id"])
    text = {"statement": record, "revision": draft["text"]["revision"]}
    say.state(played.world["JPN"], played.world.channel, "ready", text)
    played.world.settle()
    assert send("drafter", "POST", f"{address}/ready")[1]["record"] == ready.id  # said again, it supersedes what we said
    whole = send("reader", "GET", address)[1]
    assert [one["ready"] for one in whole["ready"]] == [True, True] and whole["against"] == [] and whole["published"] == []

    assert sent(played, record, text_en=EN, zone="Mars/Base")[1]["rule"] == "CN2"
    assert sent(played, record, text_en=EN, on="2030-10-01")[1]["rule"] == "CN1"
    assert sent(played, record)[1]["rule"] == "CN6"
    page = SimpleUploadedFile("seimei.html", f"<main>{JA.replace('再確認', '確認')}</main>".encode(), "text/html")
    status, draft = sent(played, record, text_en=EN, page_ja="https://www.example.go.jp/seimei", file_ja=page)
    assert status == 201 and [one["language"] for one in draft["text"]["pages"]] == ["en", "ja"], draft
    release(played, draft["id"])
    (published,) = send("reader", "GET", address)[1]["published"]
    assert [(one["language"], one["equal"]) for one in published["pages"]] == [("en", True), ("ja", False)]
