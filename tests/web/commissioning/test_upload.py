"""Returned files on the page: a dry run first, in words, then recorded once; hostile and foreign files are named and the others read."""

from __future__ import annotations

import hashlib
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.node.returns.filling import fill_docx
from tests.web.commissioning.conftest import FCDO, MOD, Rounds

from entente.node.returns import forms, originals
from entente.node.returns.docx_form import render_docx
from entente.web.commissioning import upload
from entente.web.models import Autosave


def file(opened: Rounds, name: str = "return.docx", lead: tuple[str, str] = ("FCDO", FCDO), **answers: str) -> SimpleUploadedFile:
    """The form of an authority, filled in for one measure."""
    form = forms.form(opened.stage.node, opened.found, lead[0], "en").form
    number = next(n for n, one in enumerate(form.questions, 1) if one.code == lead[1])
    given = {"rag": "Green", "narrative.en": "Well."} | {key.replace("__", "."): text for key, text in answers.items()}
    typed = {(number, key): text for key, text in given.items()} | {(0, "by"): "Ann <script>"}
    return SimpleUploadedFile(name, fill_docx(render_docx(form, opened.stage.node.clock()), typed))


def sent(opened: Rounds, *files: SimpleUploadedFile, language: str = "en") -> tuple[Any, str]:
    client = opened.stage.client("drafter", language)
    return client, str(client.post("/plan/rounds/upload/", {"files": list(files)}, follow=True).content.decode())


def test_a_dry_run_shows_and_records_nothing_until_confirmed(opened: Rounds, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload, "PART", 1000)  # a large file waits in parts and is kept as it came
    client, page = sent(opened, file(opened), SimpleUploadedFile("virus.exe", b"MZ"), SimpleUploadedFile("x.docx", b"PK\x03\x04"))
    assert Autosave.objects.filter(form__startswith="round-original:").count() > 3
    assert "1 new return" in page and "virus.exe" in page and "x.docx" in page and "no Word document" in page
    assert "Ann &lt;script&gt;" in page and "return.docx, measure" in page
    assert opened.found.returns == {} or FCDO not in {said.code for _row, said in opened.found.returns.values()}
    page = client.post("/plan/rounds/upload/record/", {"take": [str(n) for n in range(10)]}, follow=True).content.decode()
    assert "1 return is recorded." in page
    said = opened.found.returns[opened.measure(FCDO)][1]
    assert (said.rag, said.way, said.by) == ("GREEN", "DOCX", "Ann <script>") and said.sha256 is not None
    assert client.get("/plan/rounds/upload/check/").status_code == 302
    (kept,) = originals.of_round(opened.stage.node, opened.found.row.id).values()
    assert f"/records/{kept.id}/" in client.get(f"/plan/rounds/{opened.code}/").content.decode()
    page = client.get(f"/records/{kept.id}/").content.decode()
    (address,) = set(re.findall(r'href="(/records/[^"]+/files/1/)"', page))
    assert hashlib.sha256(client.get(address).content).hexdigest() == said.sha256
    assert not Autosave.objects.filter(form__startswith="round-original:").exists()


def test_twice_and_different_returns_are_told_and_one_is_chosen(opened: Rounds) -> None:
    lead = ("MOD", MOD)
    twice = file(opened, "a.docx", lead, narrative__en="Mail one."), file(opened, "b.docx", lead, rag="赤", narrative__ja="遅延")
    client, page = sent(opened, *twice)
    assert "2 that differ" in page and "Choose one" in page and "b.docx, measure" in page
    refused = client.post("/plan/rounds/upload/record/", {"take": ["0", "1", "2", "3"]}, follow=True).content.decode()
    assert "Choose one return for each measure." in refused
    assert "Choose at least one return." in client.post("/plan/rounds/upload/record/", {}, follow=True).content.decode()
    client.post("/plan/rounds/upload/record/", {"discard": "1"})
    assert client.get("/plan/rounds/upload/check/").status_code == 302


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_mail_with_an_unknown_round(opened: Rounds, language: str) -> None:
    mail = b"From: b@example.org\n\nReference: GBR-CR-1999-1/GBR-M-2018-006/MOD/01234567\nStatus: Green\nHow it stands: x\n"
    client, page = sent(opened, SimpleUploadedFile("re.eml", mail), language=language)
    assert "[CR4]" in page if language == "en" else "確認できません。［CR4］" in page
    assert "Record the returns ticked" not in page and "選択した回答を記録する" not in page
    client.post("/plan/rounds/upload/record/", {"discard": "1"})


def test_no_file_is_said(opened: Rounds) -> None:
    answer = opened.stage.client("drafter").post("/plan/rounds/upload/", {})
    assert answer.status_code == 400 and "Choose between one and 40 files." in answer.content.decode()
    assert opened.code in opened.stage.client("drafter").get("/plan/rounds/").content.decode()
