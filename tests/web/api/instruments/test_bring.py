"""A declaration brought in by the API is read into a draft."""

from __future__ import annotations

import json
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.web.instruments.test_bring import JAPANESE, TEXT
from tests.web.sample import Stage


def sent(stage: Stage, files: dict[str, Any], name: str = "drafter", language: str = "en", **more: str) -> tuple[int, Any]:
    answer = stage.client(name, language).post("/api/v1/imports/instrument", files | more)
    return answer.status_code, json.loads(answer.content)


def test_a_declaration_is_read_into_a_draft(played: Stage) -> None:
    def files() -> dict[str, Any]:
        return {
            "file": SimpleUploadedFile("sea.txt", TEXT.encode(), "text/plain"),
            "other": SimpleUploadedFile("sea-ja.txt", JAPANESE.encode(), "text/plain"),
        }

    assert sent(played, files(), "reader")[0] == 403
    assert sent(played, files(), channel="elsewhere")[1]["rule"] == "N7"
    status, draft = sent(played, files(), id="jp-gb-2023", title="Sea Lanes")
    assert status == 201 and draft["type"] == "instrument" and draft["text"]["id"] == "jp-gb-2023", draft
    assert {one["language"] for one in draft["text"]["versions"]} == {"ja"}
    status, told = sent(played, {"file": SimpleUploadedFile("sea.pdf", b"%PDF-1.4 broken")}, language="ja")
    assert status == 422 and told["original"]
