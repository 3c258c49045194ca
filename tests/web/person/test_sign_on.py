"""Sign-on at a real identity provider in a process of its own: who is known gets in, whoever is not is told so, and nothing else opens."""

from __future__ import annotations

import dataclasses
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client
from tests.web import sample
from tests.web.administration.test_pages import add, entries, person_page
from tests.web.person import identity_provider
from tests.web.person.identity_provider import PEOPLE
from tests.web.sample import Stage

from entente.node.home import Home, SignOn
from entente.web.models import Token, User
from entente.web.person import tokens

CALLBACK = "http://testserver/account/sign-on/government/callback/"
KNOWN, STRANGER = PEOPLE


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, identity_provider.__file__, str(tmp_path_factory.mktemp("provider")), str(port), CALLBACK]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
        yield f"http://127.0.0.1:{port}"
        process.kill()


@pytest.fixture(scope="module")
def play(tmp_path_factory: pytest.TempPathFactory, shown: Stage, issuer: str) -> Iterator[Stage]:
    with sample.stage(tmp_path_factory.mktemp("sign_on")) as made, provider(made, issuer):
        yield made
    sample.put_on(shown.world["GBR"])


@contextmanager
def provider(stage: Stage, issuer: str, **other: str) -> Iterator[None]:
    """The stage's node with this provider in its settings."""
    home: Home = stage.node.home
    secret = home.path / "keys" / "sign-on.secret"
    secret.write_text(identity_provider.SECRET + "\n")
    names = {"en": "Ministry sign-on", "ja": "省内認証基盤"}
    held = SignOn(issuer, other.get("client_id", identity_provider.CLIENT), names, secret, "preferred_username", ("openid", "profile"))
    object.__setattr__(stage.node, "home", dataclasses.replace(home, settings=dataclasses.replace(home.settings, sign_on=held)))
    try:
        yield
    finally:
        object.__setattr__(stage.node, "home", home)


@pytest.fixture(scope="module")
def person(play: Stage) -> User:
    user, _password = add(play, "j.smith")
    assert person_page(play, user, do="sign-on", sign_on=KNOWN)[0] == 302
    return User.objects.get(pk=user.pk)


def at_provider(address: str, name: str) -> str:
    """What a person does in his browser at the provider; gives the address that it sends him back to."""
    with requests.Session() as browser:
        page = browser.get(address)
        hidden = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)
        assert hidden is not None
        given = {"csrfmiddlewaretoken": hidden[1], "login": name, "password": identity_provider.PASSWORD}
        answer = browser.post(page.url, given, allow_redirects=False)
        while not answer.headers["Location"].startswith(CALLBACK):
            answer = browser.get(requests.compat.urljoin(answer.url, answer.headers["Location"]), allow_redirects=False)
    return answer.headers["Location"]


def there_and_back(client: Client, name: str, wanted: str = "/plan/") -> tuple[int, str, str]:
    """Status, where to, and page of the answer that ends a sign-on."""
    away = client.get("/account/sign-on/", {"next": wanted})
    assert away.status_code == 302
    back = urlsplit(at_provider(away.headers["Location"], name))
    answer = client.get(f"{back.path}?{back.query}")
    return answer.status_code, answer.headers.get("Location", ""), answer.content.decode()


def test_whoever_the_administrator_has_named_signs_on_and_comes_to_the_page_he_asked_for(play: Stage, person: User) -> None:
    client = Client()
    assert "Sign in with Ministry sign-on" in client.get("/account/login/").content.decode()
    away = client.get("/account/sign-on/", {"next": "/plan/"}).headers["Location"]
    asked = parse_qs(urlsplit(away).query)
    assert asked["code_challenge_method"] == ["S256"] and asked["redirect_uri"] == [CALLBACK] and len(asked["state"][0]) >= 16
    assert there_and_back(client, KNOWN)[:2] == (302, "/plan/")
    assert client.get("/plan/").status_code == 200
    page = client.get("/account/").content.decode()
    assert "Ministry sign-on" in page and "Change password" not in page
    assert SocialAccount.objects.count() == SocialToken.objects.count() == 0, "nothing of what the provider says is kept"


def test_a_page_elsewhere_is_not_gone_to(play: Stage, person: User) -> None:
    status, there, _page = there_and_back(Client(), KNOWN, "https://elsewhere.example/")
    assert status == 302 and there.startswith("/")


def test_whoever_is_not_named_is_told_by_which_name_the_provider_knows_him(play: Stage, person: User) -> None:
    client = Client()
    status, _there, page = there_and_back(client, STRANGER)
    assert status == 403 and STRANGER in page and User.objects.filter(username__contains="stranger").count() == 0
    assert client.get("/plan/").status_code == 302
    japanese = Client(headers={"accept-language": "ja"})
    assert "認証基盤では" in there_and_back(japanese, STRANGER)[2]


def test_a_person_shut_out_here_stays_out(play: Stage, person: User) -> None:
    User.objects.filter(pk=person.pk).update(is_active=False)
    client = Client()
    assert there_and_back(client, KNOWN)[1] == "/account/inactive/" and client.get("/plan/").status_code == 302
    User.objects.filter(pk=person.pk).update(is_active=True)


def test_an_answer_for_another_browser_or_a_second_time_opens_nothing(play: Stage, person: User) -> None:
    first, other = Client(), Client()
    away = first.get("/account/sign-on/", {"next": "/plan/"})
    back = urlsplit(at_provider(away.headers["Location"], KNOWN))
    address = f"{back.path}?{back.query}"
    stolen = other.get(address)
    assert stolen.status_code == 502 and other.get("/plan/").status_code == 302
    assert first.get(address).headers["Location"] == "/plan/"
    assert first.get(address).status_code == 502
    assert other.get(f"{back.path}?error=access_denied&state=none").status_code in (403, 502)


def test_a_provider_that_is_away_or_does_not_know_us_is_said_in_words(play: Stage, person: User, issuer: str) -> None:
    with provider(play, "http://127.0.0.1:9"):
        answer = Client().get("/account/sign-on/")
        assert answer.status_code == 502 and "does not answer as an identity provider" in answer.content.decode()
    secret = play.node.home.path / "keys" / "sign-on.secret"
    secret.write_text("not what the provider holds")
    status, _there, page = there_and_back(Client(), KNOWN)
    assert status == 502 and "could not be used" in page
    secret.unlink()
    assert Client().get("/account/sign-on/").status_code == 502
    secret.write_text(identity_provider.SECRET)


def test_who_is_named_has_no_other_way_in_and_whoever_loses_the_name_gets_a_password(play: Stage) -> None:
    user, password = add(play, "k.sato")
    before = len(entries(play))
    made = tokens.grant(user, "program", "read", 7, by="gbr-admin")
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    assert person_page(play, user, do="sign-on", sign_on="k.sato@ministry.example")[0] == 302
    assert "sign-on-named" in entries(play)[: len(entries(play)) - before]
    client = Client()
    client.post("/account/login/", {"login": "k.sato", "password": password})
    assert client.get("/").status_code == 302 and not Authenticator.objects.filter(user=user).exists()
    assert Token.objects.get(pk=made.pk).revoked_at is not None
    client.force_login(User.objects.get(pk=user.pk), "allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/account/password/").status_code == client.get("/account/second-factor/").status_code == 403
    status, page = person_page(play, user, do="password")
    assert status == 422 and "needs no password here" in page
    status, page = person_page(play, user, do="sign-on", sign_on="")
    assert status == 200 and "app-secret" in page


def test_one_name_stands_for_one_person_and_nobody_names_himself(play: Stage, person: User) -> None:
    user, _password = add(play, "l.jones")
    status, page = person_page(play, user, do="sign-on", sign_on=KNOWN)
    assert status == 422 and "Somebody else at this node" in page
    admin = User.objects.get(username="gbr-admin")
    assert person_page(play, admin, do="sign-on", sign_on="x")[0] == 422 and User.objects.get(pk=admin.pk).sign_on == ""


def test_without_a_provider_there_is_no_such_page(shown: Stage, tmp_path: Path) -> None:
    with sample.stage(tmp_path) as plain:
        assert plain.client(None).get("/account/sign-on/").status_code == 404
        assert plain.client(None).get("/account/sign-on/government/callback/").status_code == 404
        assert "Ministry" not in plain.client(None).get("/account/login/").content.decode()
    sample.put_on(shown.world["GBR"])
