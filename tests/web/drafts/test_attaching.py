"""Files attached from a record's page: a draft of the same words, cleared by another, found by what they say, refused in words."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.web.drafts.stages import ANN, BOB, House

from entente.node import say
from entente.node.national import drafting
from entente.node.search import index


def test_files_are_attached_from_a_records_page_and_found_by_what_they_say(at: House) -> None:
    stage = at.stage
    client, record = stage.client("drafter"), stage.records["acsa"]
    assert f'action="/records/{record}/files/"' in client.get(f"/records/{record}/").content.decode()
    assert f'action="/records/{record}/files/"' not in stage.client("reader").get(f"/records/{record}/").content.decode()

    def send(who: str) -> Any:
        ledger = SimpleUploadedFile("ledger.txt", b"the quartermaster counted zeppelins")
        return stage.client(who).post(f"/records/{record}/files/", {"files": ledger, "request": "r" * 20})

    assert send("reader").status_code == 404
    there = send("drafter")
    draft = there.headers["Location"].rstrip("/").rpartition("/")[2]
    again = send("drafter")
    assert again.headers["Location"] == there.headers["Location"]
    drafting.ask(stage.node, ANN, draft, BOB.post)
    drafting.clear(stage.node, BOB, draft)
    drafting.order_release(stage.node, BOB, draft, wait_s=0)
    (act,) = drafting.dispatch(stage.node)
    stage.world.settle()
    say.accept(stage.world["JPN"], act.id)
    stage.world.settle()
    page = stage.client("reader").get(f"/records/{record}/").content.decode()
    assert "ledger.txt" in page and f"/records/{record}/{act.id}/files/1/" in page
    index.catch_up(stage.node)
    found = stage.client("reader").get("/search/?q=zeppelins")
    assert record in {line["id"] for line in found.context["lines"]} and "ledger.txt" in found.content.decode()


@pytest.mark.parametrize(("language", "words"), [("en", "not a kind of file"), ("ja", "ここに添付できる種類のファイルではあり")])
def test_a_file_that_may_not_be_attached_is_told_and_nothing_is_drafted(at: House, language: str, words: str) -> None:
    client, record = at.stage.client("drafter", language), at.stage.records["acsa"]
    sent = {"files": SimpleUploadedFile("run.exe", b"x"), "request": "s" * 20}
    assert words in client.post(f"/records/{record}/files/", sent, follow=True).content.decode()
