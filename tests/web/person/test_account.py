"""Signing in and out, language, sessions and tokens, as a browser does it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from tests.web.sample import Stage


def sign_in(stage: Stage, name: str, password: str | None = None, **more: str) -> tuple[Client, str]:
    client = Client()
    known = stage.sign_ins[name]
    answer = client.post("/account/login/", {"login": name, "password": password or known.password, **more})
    return client, answer.headers.get("Location", "")


@pytest.mark.parametrize(("name", "first"), [("gbr-drafter", "/"), ("gbr-admin", "/administration/")])
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


@pytest.fixture
def fresh_counts() -> Iterator[None]:
    """Nobody has failed yet, and nobody has afterwards."""
    cache.clear()
    yield
    cache.clear()


TOO_MANY = "Too many attempts have failed"


def test_one_person_s_failures_hold_up_no_colleague_at_the_same_address(shown: Stage, fresh_counts: None) -> None:
    said = [failing(shown, "gbr-drafter") for _ in range(40)]
    assert TOO_MANY not in said[4] and all(TOO_MANY in one for one in said[5:])
    assert TOO_MANY in failing(shown, "GBR-Drafter", shown.sign_ins["gbr-drafter"].password)
    assert sign_in(shown, "gbr-release")[1] == "/"


def test_failures_elsewhere_do_not_hold_up_the_officer_until_they_are_a_hundred(shown: Stage, fresh_counts: None) -> None:
    for place in range(20):
        for _ in range(5):
            failing(shown, "gbr-reader", REMOTE_ADDR=f"192.0.2.{place}")
        if place == 0:
            assert sign_in(shown, "gbr-reader")[1] == "/"
    assert TOO_MANY in failing(shown, "gbr-reader", REMOTE_ADDR="192.0.2.99")


def test_a_guesser_of_names_is_stopped_at_his_address(shown: Stage, fresh_counts: None) -> None:
    for number in range(100):
        failing(shown, f"guess-{number}", REMOTE_ADDR="192.0.2.1")
    assert TOO_MANY in failing(shown, "guess-last", REMOTE_ADDR="192.0.2.1")
    assert sign_in(shown, "gbr-reader")[1] == "/"


def test_a_right_password_gives_back_what_it_cost(shown: Stage, fresh_counts: None) -> None:
    assert all(sign_in(shown, "gbr-reader")[1] == "/" for _ in range(8))


def failing(stage: Stage, name: str, password: str = "not-this-password", **where: str) -> str:
    answer = Client(**where).post("/account/login/", {"login": name, "password": password})
    assert answer.status_code == 200
    return answer.content.decode()
