"""Signing in and out, language, sessions and tokens, as a browser does it."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from tests.web.sample import Stage


def sign_in(stage: Stage, name: str, password: str | None = None, **more: str) -> tuple[Client, str]:
    client = Client()
    known = stage.sign_ins[name]
    answer = client.post("/account/login/", {"login": name, "password": password or known.password, **more})
    return client, answer.headers.get("Location", "")


@pytest.mark.parametrize(("name", "first"), [("gbr-drafter", "/"), ("gbr-admin", "/exchange/")])
def test_each_post_lands_on_its_first_page(shown: Stage, name: str, first: str) -> None:
    client, location = sign_in(shown, name)
    assert location == first and client.get(first).status_code == 200
    client.post("/account/logout/")
    assert client.get(first).status_code == 302


def test_a_wrong_password_says_no_more_than_a_wrong_name(shown: Stage) -> None:
    client, location = sign_in(shown, "gbr-drafter", "wrong-password-here")
    assert location == "" and client.get("/").status_code == 302
    wrong = Client().post("/account/login/", {"login": "gbr-drafter", "password": "x" * 12}).content.decode()
    absent = Client().post("/account/login/", {"login": "gbr-ghost", "password": "x" * 12}).content.decode()
    assert "There is a problem" in wrong
    assert wrong.split("error-summary__list")[1].split("</ul>")[0] == absent.split("error-summary__list")[1].split("</ul>")[0]


def test_one_is_sent_on_to_this_node_alone(shown: Stage) -> None:
    assert sign_in(shown, "gbr-reader", next="/exchange/")[1] == "/exchange/"
    assert sign_in(shown, "gbr-reader", next="https://elsewhere.example/")[1] == "/"


def test_a_session_that_is_ended_elsewhere_is_over(shown: Stage) -> None:
    client, _ = sign_in(shown, "gbr-reader")
    assert client.get("/").status_code == 200
    Session.objects.filter(session_key=client.session.session_key).delete()
    assert client.get("/").status_code == 302


def test_language_changes_and_keeps_the_page(shown: Stage) -> None:
    client = shown.client("drafter")
    answer = client.post("/account/language/", {"language": "ja", "next": "/declaration/?on=2018-10-03"})
    assert answer.headers["Location"] == "/declaration/?on=2018-10-03"
    assert '<html lang="ja"' in client.get("/").content.decode()
    away = client.post("/account/language/", {"language": "xx", "next": "//elsewhere.example/"})
    assert away.headers["Location"] == "/account/login/" and not any("language" in name for name in away.cookies)
    assert client.get("/account/language/").status_code == 405


def test_nobody_opens_an_account_himself(shown: Stage) -> None:
    answer = Client().post("/account/none/", {"username": "me", "password1": "a-long-password-1"})
    assert answer.status_code == 200 and "administrator" in answer.content.decode()
