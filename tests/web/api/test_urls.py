"""The description of the API holds: every operation, tried with what it allows and what it does not, as a reader and as a drafter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import checks
from tests.web import sample
from tests.web.api import listing
from tests.web.api.pages import PAGES
from tests.web.sample import Stage

from entente.web import problems
from entente.web import urls as pages_urls
from entente.web.api import urls
from entente.web.gate import Shows
from entente.web.person import posts, tokens

CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]
EXAMPLES = 3
KNOWN = {"name": "GBR-M-2018-006", "instrument": "jp-gb-2017", "local": "S6", "type": "measure", "version": 1}


@pytest.fixture(scope="module")
def play(tmp_path_factory: pytest.TempPathFactory, shown: Stage) -> Iterator[Stage]:
    """A stage of this module's own, since operations say things; the shared one is put back on afterwards."""
    with sample.stage(tmp_path_factory.mktemp("api")) as made:
        yield made
    sample.put_on(shown.world["GBR"])


def headers(name: str, scope: str = "write") -> dict[str, str]:
    holder = posts.User.objects.get(username=f"gbr-{name}")
    _token, secret = tokens.collect(holder, tokens.grant(holder, "tests", scope, 1, "tests").pk)
    return {"Authorization": f"Bearer {secret}"}


@pytest.mark.parametrize("name", ["reader", "drafter"])
def test_every_operation_answers_as_described(play: Stage, name: str) -> None:
    sent = headers(name)
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application(), headers=sent)
    tried = []
    for found in described.get_all_operations():
        operation = found.ok()
        tried.append(operation.label)

        @settings(max_examples=EXAMPLES, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
                  suppress_health_check=list(HealthCheck))  # fmt: skip
        @given(case=operation.as_strategy())
        def holds(case: Any) -> None:
            case.call_and_validate(headers=sent, checks=CHECKS)
            case.path_parameters = {key: KNOWN.get(key, value) for key, value in (case.path_parameters or {}).items()}
            case.call_and_validate(headers=sent, checks=CHECKS)

        holds()
    assert len(tried) == sum(len(one) for one in urls.description()["paths"].values()) > 12


def test_what_is_not_declared_is_not_mounted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(urls.record.get_act, "shows")
    with pytest.raises(RuntimeError, match="get_act"):
        urls.patterns(urls.API)


def test_every_operation_says_what_it_shows_and_what_can_go_wrong() -> None:
    for address, operations in urls.description()["paths"].items():
        assert address.startswith(problems.ROOT)
        for one in operations.values():
            assert one["summary"] and one["description"]
            assert {"401", "403", "404"} <= set(one["responses"])
    assert {pattern.callback.shows for pattern in urls.urlpatterns} == {Shows.ACCOUNT, Shows.TRAFFIC, Shows.RECORDS}


def test_a_browser_writes_only_with_a_form_token(shown: Stage) -> None:
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    user = posts.User.objects.get(username="gbr-accept")
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    act = shown.records["framework"][:64]
    answer = client.post(f"/api/v1/records/{act}/proposals/{act}/accept", "{}", content_type="application/json")
    assert answer.status_code == 403 and answer.json()["code"] == "forbidden"


def test_an_answer_that_is_known_is_not_sent_again(shown: Stage) -> None:
    client = shown.client("reader")
    first = client.get("/api/v1/instruments")
    again = client.get("/api/v1/instruments", headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_document_lists_every_operation() -> None:
    assert listing.DOC.read_text("utf-8").partition(listing.START)[2] == listing.operations()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_guide_lists_every_operation(shown: Stage, language: str) -> None:
    page = shown.client("reader", language).get("/api/").content.decode()
    for address in urls.description()["paths"]:
        assert address in page.replace("<wbr>", "")


def test_every_page_has_its_operation_or_a_reason_for_none() -> None:
    addresses = [one for one in pages_urls.urlpatterns if getattr(one, "name", None)] + urls.urlpatterns[:2]
    names = {one.name for one in addresses if not str(one.name).startswith("api-") or one.name == "api-openapi"}
    assert names == set(PAGES), "name the operation that does what the page does, or why there is none, in tests/web/api/pages.py"
    there = {one["operationId"] for operations in urls.description()["paths"].values() for one in operations.values()}
    for name, does in PAGES.items():
        assert does, name
        assert isinstance(does, str) or set(does) <= there, (name, set(does) - there)


def test_no_address_is_served_twice() -> None:
    routes = [route for module in urls.MODULES for route in module.router.path_operations]
    assert len(routes) == len(set(routes)) > 90, "two routers with one path: only the first would answer"
