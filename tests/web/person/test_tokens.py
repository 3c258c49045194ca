"""Tokens: worth what their post is worth, shown once, kept as a digest, over when the time, the person or the post is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from tests.web.sample import Stage

from entente.kernel.errors import Refusal
from entente.web.models import Token, User
from entente.web.person import posts, tokens


@pytest.fixture
def holder(shown: Stage) -> Iterator[User]:
    yield posts.User.objects.get(username="gbr-reader")
    Token.objects.all().delete()


def made(holder: User, scope: str = "read", name: str = "a tool") -> tuple[Token, str]:
    return tokens.collect(holder, tokens.grant(holder, name, scope, 7, "gbr-admin").pk)


def ask(secret: str, address: str = "/api/v1/records", method: str = "GET") -> int:
    return (
        Client().generic(method, address, "{}", content_type="application/json", headers={"authorization": f"Bearer {secret}"}).status_code
    )


def test_only_the_digest_is_kept_and_it_is_collected_once(holder: User) -> None:
    token, secret = made(holder)
    assert secret not in str(Token.objects.filter(pk=token.pk).values()) and token.digest == tokens.digest_of(secret)
    with pytest.raises(Refusal, match="collected"):
        tokens.collect(holder, token.pk)
    other = posts.User.objects.get(username="gbr-drafter")
    with pytest.raises(Refusal, match="W4"):
        tokens.collect(other, tokens.grant(holder, "x", "read", 1, "gbr-admin").pk)


def test_it_opens_the_api_and_nothing_else(holder: User) -> None:
    _token, secret = made(holder)
    assert ask(secret) == 200 and ask("entente_guessed") == 401 and ask("") == 401
    page = Client().get("/records/", headers={"authorization": f"Bearer {secret}"})
    assert page.status_code == 302


def test_a_session_beside_a_bad_token_opens_nothing(shown: Stage) -> None:
    client = shown.client("reader")
    assert client.get("/api/v1/me").status_code == 200
    assert client.get("/api/v1/me", headers={"authorization": "Bearer nonsense"}).status_code == 401
    assert client.get("/api/v1/me", headers={"authorization": "Basic Z2JyOng="}).status_code == 401


def test_use_is_remembered(holder: User) -> None:
    token, secret = made(holder)
    assert token.used_at is None and ask(secret) == 200
    assert Token.objects.get(pk=token.pk).used_at is not None


def test_a_reading_token_changes_nothing(holder: User, shown: Stage) -> None:
    act = shown.records["framework"][:64]
    address = f"/api/v1/records/{act}/proposals/{act}/accept"
    accepting = posts.User.objects.get(username="gbr-accept")
    answer = Client().post(address, "{}", "application/json", headers={"authorization": f"Bearer {made(accepting)[1]}"})
    assert answer.status_code == 403 and "token" in answer.json()["detail"]
    assert ask(made(holder, "write")[1], address, "POST") == 403  # a writing token of a post that does not accept


def test_it_is_over_with_its_time_its_holder_and_its_post(holder: User) -> None:
    token, secret = made(holder)
    post = holder.post
    for change, back in (
        ({"is_active": False}, {"is_active": True}),
        ({"post": posts.Post.objects.get(code="GBR:FCDO:desk")}, {"post": post}),
        ({"one_time_until": datetime.now(UTC) + timedelta(hours=1)}, {"one_time_until": None}),
    ):
        User.objects.filter(pk=holder.pk).update(**change)
        assert ask(secret) == 401, change
        User.objects.filter(pk=holder.pk).update(**back)
        assert ask(secret) == 200
    Token.objects.filter(pk=token.pk).update(expires_at=datetime.now(UTC) - timedelta(seconds=1))
    assert ask(secret) == 401
    token, secret = made(holder)
    tokens.revoke(token)
    assert ask(secret) == 401


def test_an_administrators_token_reads_no_record(shown: Stage) -> None:
    admin = posts.User.objects.get(username="gbr-admin")
    secret = made(admin, "write")[1]
    assert (ask(secret), ask(secret, "/api/v1/exchange")) == (403, 200)
    Token.objects.all().delete()


@pytest.mark.parametrize(("scope", "days", "name"), [("all", 7, "x"), ("read", 0, "x"), ("read", 367, "x"), ("read", 7, " ")])
def test_odd_tokens_are_refused(holder: User, scope: str, days: int, name: str) -> None:
    with pytest.raises(Refusal, match="W4"):
        tokens.grant(holder, name, scope, days, "gbr-admin")


def test_not_more_than_twenty_and_none_without_a_post(holder: User) -> None:
    for _ in range(tokens.MANY):
        tokens.grant(holder, "x", "read", 1, "gbr-admin")
    with pytest.raises(Refusal, match="revoke one first"):
        tokens.grant(holder, "x", "read", 1, "gbr-admin")
    with pytest.raises(Refusal, match="no post"):
        tokens.grant(User(username="nobody"), "x", "read", 1, "gbr-admin")


def test_the_account_page_makes_collects_and_revokes(holder: User, shown: Stage) -> None:
    client = shown.client("reader")
    page = client.post("/account/tokens/", {"do": "new", "name": "Spreadsheet", "scope": "read", "days": "7"}).content.decode()
    found = re.search(r"entente_[\w-]{40,}", page)
    assert found is not None and ask(found[0]) == 200
    assert found[0] not in client.get("/account/").content.decode()
    token = Token.objects.get(name="Spreadsheet")
    assert client.post("/account/tokens/", {"do": "new", "name": "", "scope": "read", "days": "7"}).status_code == 422
    stranger = shown.client("accept")
    assert stranger.post("/account/tokens/", {"do": "revoke", "token": token.pk}).status_code == 404 and ask(found[0]) == 200
    client.post("/account/tokens/", {"do": "revoke", "token": token.pk})
    assert ask(found[0]) == 401
    granted = tokens.grant(holder, "theirs", "read", 7, "gbr-admin")
    assert "entente_" in client.post("/account/tokens/", {"do": "collect", "token": granted.pk}).content.decode()
    again = client.post("/account/tokens/", {"do": "collect", "token": granted.pk}, follow=True).content.decode()
    assert "W4" in again and "entente_" not in again.split("<main")[1]
    assert client.get("/account/tokens/").status_code == 405
