"""Error pages: in words, in the reader's language, and alike where something is hidden and where nothing is."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import OperationalError
from django.test import Client, override_settings
from tests.web.sample import Stage

from entente.kernel.errors import Refusal
from entente.web.models import User
from entente.web.person import autosave
from entente.web.writing import lost


@pytest.mark.parametrize(("language", "words"), [("en", "it is not for you to see"), ("ja", "閲覧の権限がありません")])
def test_not_found(shown: Stage, language: str, words: str) -> None:
    for client in (shown.client("drafter", language), shown.client(None, language)):
        answer = client.get("/nothing/here/")
        assert answer.status_code == 404 and words in answer.content.decode()


@pytest.mark.parametrize(("language", "words"), [("en", "Administrators look after the node"), ("ja", "管理者はノードの管理のみ")])
def test_forbidden_gives_the_reason(shown: Stage, language: str, words: str) -> None:
    answer = shown.client("admin", language).get("/declaration/")
    assert answer.status_code == 403 and words in answer.content.decode()


@override_settings(DATA_UPLOAD_MAX_NUMBER_FIELDS=2)
def test_more_than_a_form_may_send_is_told_in_words(shown: Stage) -> None:
    answer = shown.client("drafter", "ja").post("/drafts/new/measure/", {f"field-{n}": "x" for n in range(9)})
    assert answer.status_code == 400 and "一度に受け付けることのできる量" in answer.content.decode()


def test_a_form_without_its_token_is_refused_in_words(shown: Stage) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/account/login/", {"login": "gbr-drafter", "password": shown.sign_ins["gbr-drafter"].password})
    assert answer.status_code == 403 and "The form has expired" in answer.content.decode()


def test_a_failure_is_told_in_both_languages_without_a_trace(shown: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    client = shown.client("drafter")
    client.raise_request_exception = False
    monkeypatch.setattr("entente.web.gate.listed", lambda *_: 1 / 0)
    with override_settings(LOGGING={}):
        answer = client.get("/declaration/")
    text = answer.content.decode()
    assert answer.status_code == 500 and "This page failed" in text and "画面を表示できませんでした" in text and "ZeroDivision" not in text


@pytest.mark.parametrize(
    ("error", "english", "japanese"),
    [
        (Refusal("store-unavailable", "N2", "The node's database cannot be read: the disk of / is full."), "disk is full", "空きがなく"),
        (OperationalError("no such table: record"), "cannot use its database", "データベースを利用できません"),
    ],
)
def test_what_the_database_refused_is_told_as_such(
    shown: Stage, monkeypatch: pytest.MonkeyPatch, error: Exception, english: str, japanese: str
) -> None:
    def refuse(*_: object) -> None:
        raise error

    client = shown.client("drafter")
    client.raise_request_exception = False
    monkeypatch.setattr("entente.web.gate.listed", refuse)
    with override_settings(LOGGING={}):
        answer = client.get("/declaration/")
    text = answer.content.decode()
    assert answer.status_code == 503 and english in text and japanese in text and "no such table" not in text
    assert "London" in text and "東京" in text


@pytest.mark.parametrize(("language", "words"), [("en", "does not answer to the name"), ("ja", "このノードのものではありません")])
def test_a_name_that_is_not_the_nodes_is_told_in_words(shown: Stage, language: str, words: str) -> None:
    answer = shown.client(None, language).get("/", headers={"host": "elsewhere.example"})
    text = answer.content.decode()
    assert answer.status_code == 400 and words in text and "/account/login/" not in text and "elsewhere" not in text


def test_a_part_of_a_page_with_an_old_token_is_told_so_and_gets_no_other_page(shown: Stage) -> None:
    user = User.objects.get(username="gbr-drafter")
    form = {"_form": "draft:measure::", "_who": lost.token(user), "title.en": "Half a title"}
    client = Client(enforce_csrf_checks=True)
    assert client.post("/writing/keep/", form, headers={"HX-Request": "true"}).status_code == 401
    kept = autosave.kept(user, "draft:measure::")
    assert kept is not None and kept.values["title.en"] == ["Half a title"]
    autosave.forget(user, "draft:measure::")
    assert "Your session had ended" in client.get("/account/login/?next=/drafts/new/measure/%3Fkept%3D1").content.decode()


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", "\u202eabc", "é" * 500, "%00", "2018-99-99"])
def test_a_date_that_is_none_is_said_and_escaped(shown: Stage, typed: str) -> None:
    answer = shown.client("drafter").get("/declaration/", {"on": typed})
    text = answer.content.decode()
    assert answer.status_code == 200 and "is not a date" in text and "<script>alert" not in text


@pytest.mark.parametrize(("language", "words"), [("en", "press it again"), ("ja", "もう一度押してください")])
def test_an_address_of_a_form_that_is_opened_says_so(shown: Stage, language: str, words: str) -> None:
    answer = shown.client("drafter", language).get("/consultations/set-up/")
    assert answer.status_code == 405 and answer.headers["Allow"] == "POST" and words in answer.content.decode()


@override_settings(ACCOUNT_RATE_LIMITS={"login": "1/m/ip"})
@pytest.mark.parametrize(("language", "words"), [("en", "Too many at once"), ("ja", "アクセスが集中しています")])
def test_too_many_sign_ins_at_once_are_told_in_words(shown: Stage, language: str, words: str) -> None:
    cache.clear()
    client = Client(headers={"accept-language": language})
    answers = [client.post("/account/login/", {"login": "gbr-ghost", "password": "x" * 12}) for _ in range(2)]
    assert [one.status_code for one in answers] == [200, 429] and words in answers[1].content.decode()
    cache.clear()
