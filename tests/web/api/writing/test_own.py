"""Own statements and files by the API: withdrawn once, by the side that said it; attached to drafts, sent with them, read under labels."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests import nodes
from tests.web.api.conftest import Send
from tests.web.sample import Stage

from entente.node.national import drafting

WORDS = b"minutes of the call"


def attach(stage: Stage, draft: dict[str, str], who: str = "drafter", name: str = "note.txt") -> tuple[int, dict[str, str]]:
    data = {"revision": draft["revision"], "attached": SimpleUploadedFile(name, WORDS)}
    answer = stage.client(who, "ja").post(f"/api/v1/drafts/{draft['id']}/files", data)
    return answer.status_code, json.loads(answer.content)


def test_files_go_with_a_draft_and_are_read_where_it_arrives(played: Stage, send: Send) -> None:
    report = nodes.report(played.records["acsa"], 8)
    draft = send("drafter", "POST", "/drafts", {"type": "progress-report", "text": report})[1]
    assert attach(played, draft, "reader")[0] == 403
    assert attach(played, draft, name="run.exe")[0] == 422
    status, draft = attach(played, draft)
    assert status == 200
    assert send("drafter", "DELETE", f"/drafts/{draft['id']}/files/2")[0] == 404
    assert send("drafter", "POST", f"/drafts/{draft['id']}/ask", {"to_post": "GBR:FCDO:release"})[0] == 200
    assert send("release", "POST", f"/drafts/{draft['id']}/clear", {"revision": draft["revision"]})[0] == 200
    assert send("release", "POST", f"/drafts/{draft['id']}/release", {"revision": draft["revision"], "wait_s": 0})[0] == 200
    (act,) = drafting.dispatch(played.node)
    (told,) = send("reader", "GET", f"/records/{act.id}/acts/{act.id}/files")[1]
    assert (told["number"], told["name"], told["held"]) == (1, "note.txt", True)
    status, data = send("reader", "GET", f"/records/{act.id}/acts/{act.id}/files/1")
    assert status == 200 and hashlib.sha256(data).digest() == hashlib.sha256(WORDS).digest()
    assert send("reader", "GET", f"/records/{played.records['cyber']}/acts/{act.id}/files")[0] == 404


def test_a_statement_is_withdrawn_once_and_by_its_own_side(played: Stage, send: Send) -> None:
    (mine,) = [one for one in send("reader", "GET", "/records?type=progress-report")[1]["records"] if one["state"] == "issued"][-1:]
    assert send("reader", "POST", f"/records/{mine['id']}/withdraw", {})[0] == 403
    first = send("drafter", "POST", f"/records/{mine['id']}/withdraw", {"remark": "In error."}, "key-of-withdrawing")
    assert first[0] == 201 and first[1]["state"] == "withdrawn"
    assert send("drafter", "POST", f"/records/{mine['id']}/withdraw", {}, "key-of-withdrawing") == first
    status, told = send("drafter", "POST", f"/records/{mine['id']}/withdraw", {}, language="ja")
    assert status == 409 and "撤回" in told["detail"]
    assert send("drafter", "POST", f"/records/{played.records['framework']}/withdraw", {})[0] == 404


@pytest.mark.parametrize(("language", "words"), [("en", "This is missing."), ("ja", "必要な項目がありません。")])
def test_a_file_that_is_missing_is_told(played: Stage, send: Send, language: str, words: str) -> None:
    draft = send("drafter", "POST", "/drafts", {"type": "progress-report", "text": {}})[1]
    answer = played.client("drafter", language).post(f"/api/v1/drafts/{draft['id']}/files", {"revision": draft["revision"]})
    told = json.loads(answer.content)
    assert answer.status_code == 422 and told["problems"][0]["words"] == words


def test_files_are_attached_to_a_record_that_stands(played: Stage) -> None:
    def sent(who: str, name: str) -> tuple[int, dict[str, Any]]:
        answer = played.client(who).post(f"/api/v1/records/{name}/files", {"attached": SimpleUploadedFile("note.txt", WORDS)})
        return answer.status_code, json.loads(answer.content)

    assert sent("reader", "GBR-M-2018-006")[0] == 404
    status, draft = sent("drafter", played.records["acsa"])
    assert status == 201 and draft["record"] == played.records["acsa"] and draft["type"] == "measure"
