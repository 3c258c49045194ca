"""The guard: no view runs undeclared, without a post only the account opens, administration is for administrators."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver
from tests.web.sample import Stage

from entente.web import guard, urls
from entente.web.gate import Shows
from entente.web.person import posts


def walk(patterns: list[Any], prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, prefix + str(pattern.pattern))
        else:
            yield prefix + str(pattern.pattern), pattern


def undeclared(patterns: list[Any]) -> list[str]:
    return [route for route, pattern in walk(patterns) if guard.declared(pattern.callback, pattern.name) is None]


def test_every_address_declares_what_it_shows() -> None:
    assert undeclared(urls.urlpatterns) == []
    assert len(list(walk(urls.urlpatterns))) > 20
    resolver = get_resolver()
    assert all(guard.declared(resolver.resolve_error_handler(code), None) is Shows.NOTHING for code in (400, 403, 404, 500))


def test_the_walk_sees_a_view_that_forgot() -> None:
    from django.urls import include, path

    def forgot(request: Any) -> None: ...

    assert undeclared([path("a/", include([path("b/", forgot, name="forgot")]))]) == ["a/b/"]


def test_an_undeclared_view_never_runs(shown: Stage) -> None:
    request = RequestFactory().get("/")
    request.user = posts.User.objects.get(username="gbr-drafter")
    request.resolver_match = SimpleNamespace(url_name="forgot", route="forgot/")  # type: ignore[assignment]
    with pytest.raises(RuntimeError, match="has not declared"):
        guard.Guard(lambda _: None).process_view(request, lambda r: None, (), {})  # type: ignore[arg-type, return-value]


def test_without_a_post_only_the_account_opens(shown: Stage) -> None:
    user, _ = posts.User.objects.get_or_create(username="nobody")
    client = Client()
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    assert [client.get(a).status_code for a in ("/", "/exchange/", "/account/")] == [403, 403, 200]


def test_administration_is_for_administrators(shown: Stage) -> None:
    request = SimpleNamespace(node=shown.node, user=posts.User.objects.get(username="gbr-drafter"))
    with pytest.raises(PermissionDenied):
        guard.admit(request, Shows.ADMINISTRATION)  # type: ignore[arg-type]
    request.user = posts.User.objects.get(username="gbr-admin")
    assert guard.admit(request, Shows.ADMINISTRATION).reader.roles == {"administrator"}  # type: ignore[arg-type]
