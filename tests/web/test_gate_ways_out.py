"""The walk: every address there is, derived from the URL patterns themselves, as every post and as nobody; a draft under a higher marking
shows nowhere to whom it is not for, neither in words nor in numbers, nor by how its absence is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver
from django.urls.converters import IntConverter
from tests.web import sample
from tests.web.sample import Stage

from entente.web import gate, guard, urls
from entente.web.gate import Shows
from entente.web.models import Trace
from entente.web.person import posts, tokens
from entente.web.process import current

TITLES = ("A draft that only some may see", "限られた者のみ閲覧できる草案")
CODE = "GBR-M-2018-099"
ABSENT = {"code": "GBR-M-2018-199", "id": "0123456789abcdef" * 4}
WITHOUT = (None, "nobody", "reader", "admin", "token")
"""Who may not see it: the anonymous, a person without a post, a reader cleared for less, the administrator, a program of that reader's."""

PLAIN = {"instrument": "jp-gb-2017", "local": "S6", "verb": "accept", "type": "measure", "language": "en"}
QUERIES = ("", "?type=draft", "?state=issued", "?all=changed", "?on=2018-10-03", "?sort=fact", "?q=only+some")
SIGNS_OUT = ("account_logout", "language")
NUMBERS = (1, 2, 999_999)
ALL = ("GET", "POST", "PUT", "DELETE")  # the latter two of the API alone: pages know none of them
CHANGING = {"csrfmiddlewaretoken", "request", "stamp"}


@dataclass(frozen=True)
class Way:
    """An address, under which name, what its view declares, and the record named in it, if one is."""

    address: str
    name: str
    what: Shows
    named: str = ""


@pytest.fixture(scope="module")
def play(tmp_path_factory: pytest.TempPathFactory, shown: Stage) -> Iterator[Stage]:
    """A stage of this module's own, its clock standing still, since forms are sent; the shared one is put back on afterwards."""
    with sample.stage(tmp_path_factory.mktemp("ways")) as made:
        moment = made.node.clock()
        made.node = replace(made.node, clock=lambda: moment)
        current.hold(made.node)
        posts.User.objects.get_or_create(username="gbr-nobody")
        yield made
    sample.put_on(shown.world["GBR"])


def walk(
    patterns: list[Any], prefix: str = "", converters: dict[str, Any] | None = None
) -> Iterator[tuple[str, dict[str, Any], URLPattern]]:
    for pattern in patterns:
        route, held = prefix + str(pattern.pattern), (converters or {}) | pattern.pattern.converters
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, route, held)
        else:
            yield route, held, pattern


def filled(route: str, converters: dict[str, Any], named: str) -> Iterator[str]:
    """The route with its parameters: numbers tried one by one, words that we know by their name, and for all others the record named."""
    texts = [name for name, converter in converters.items() if not isinstance(converter, IntConverter)]
    numbers = [name for name in converters if name not in texts]
    plain = {name: PLAIN.get(name, named) for name in texts}
    hidden = [plain] + [plain | {name: named} for name in texts if name in PLAIN and named]
    for chosen, values in product(hidden, product(NUMBERS, repeat=len(numbers))):
        given = chosen | dict(zip(numbers, map(str, values), strict=True))
        yield "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda match: given[match[1]], route)  # noqa: B023


def ways(names: dict[str, str]) -> list[Way]:
    """Every way out, each parameter that may name a record filled with each of the names."""
    found: dict[str, Way] = {}
    for route, converters, pattern in walk(urls.urlpatterns):
        what = guard.declared(pattern.callback, pattern.name)
        assert what is not None, f"{route} has not declared what it shows"
        name = pattern.name or route
        if not converters:
            for query in QUERIES:
                found.setdefault(f"/{route}{query}", Way(f"/{route}{query}", name, what))
            continue
        for called in names.values():
            for address in filled(route, converters, called):
                found.setdefault(address, Way(address, name, what, called if called in address else ""))
    return list(found.values())


def known(stage: Stage) -> dict[str, str]:
    secret = stage.records["secret"]
    return {"id": secret, "code": CODE, "prefix": secret[:12], "open": stage.records["acsa"], "offered": stage.records["framework"]}


def enter(stage: Stage, who: str | None, secret: str = "") -> tuple[Client, dict[str, str]]:
    if who == "token":
        return Client(raise_request_exception=False), {"authorization": f"Bearer {secret}"}
    client = stage.client(who)
    client.raise_request_exception = False
    return client, {}


def answers(stage: Stage, who: str | None, found: list[Way], methods: tuple[str, ...] = ALL) -> Iterator[tuple[Way, str, Any]]:
    secret = ""
    if who == "token":
        holder = posts.User.objects.get(username="gbr-reader")
        secret = tokens.collect(holder, tokens.grant(holder, "walk", "write", 1, "tests").pk)[1]
    client, headers = enter(stage, who, secret)
    for way in found:
        for method in methods:
            program = way.address.startswith("/api/v1")
            if (method != "GET" and way.name in SIGNS_OUT) or (not program and (who == "token" or method not in ("GET", "POST"))):
                continue
            body = {"data": "{}", "content_type": "application/json"} if program else {}
            yield way, method, client.generic(method, way.address, headers=headers, **body)


def content(answer: Any) -> str:
    """What is in an answer; of a workbook or another archive, what is in each of its parts."""
    if not answer.content.startswith(b"PK"):
        return str(answer.content.decode(errors="replace"))
    with ZipFile(BytesIO(answer.content)) as archive:
        return "\n".join(archive.read(name).decode(errors="replace") for name in archive.namelist())


def words_of(answer: Any, way: Way) -> str:
    """All that came back, without the address that was asked for, which pages repeat."""
    said = "\n".join([*(f"{k}: {v}" for k, v in answer.headers.items()), content(answer)])
    return said.replace(way.address, "") if way.named else said


def test_the_walk_finds_every_page_and_operation(play: Stage) -> None:
    found = ways(known(play))
    names = {way.name for way in found}
    assert {"desk", "records", "record", "proof", "decide", "plan-csv", "api-get_record", "administration"} <= names
    first = {route: pattern.name or route for route, _converters, pattern in reversed(list(walk(urls.urlpatterns)))}
    assert names == set(first.values())
    assert any(CODE in way.address for way in found) and len(found) > 200


def test_whoever_may_see_it_does(play: Stage) -> None:
    posts.User.objects.update(seen_us=0)
    seen = {way.name for way, _method, answer in answers(play, "drafter", ways(known(play)), ("GET",)) if TITLES[0] in content(answer)}
    assert {"desk", "records", "draft", "api-list_records", "api-get_record", "api-list_drafts", "api-get_act"} <= seen


@pytest.mark.parametrize("who", WITHOUT)
def test_nothing_of_it_comes_out_to_others(play: Stage, who: str | None) -> None:
    posts.User.objects.update(seen_us=0)
    for way, method, answer in answers(play, who, ways(known(play))):
        said = words_of(answer, way)
        assert answer.status_code < 500, f"{method} {way.address}"
        assert not any(title in said for title in TITLES), f"{method} {way.address} as {who}"
        assert CODE not in said.replace(way.named, "") if way.named else CODE not in said, f"{method} {way.address} as {who}"


@pytest.mark.parametrize("who", ["reader", "token"])
def test_what_may_not_be_seen_is_answered_as_what_is_not_there(play: Stage, who: str) -> None:
    hidden = [way for way in ways({"id": play.records["secret"], "code": CODE}) if way.named]
    absent = [way for way in ways({"id": ABSENT["id"], "code": ABSENT["code"]}) if way.named]
    pairs = zip(answers(play, who, hidden), answers(play, who, absent), strict=True)
    for (one, method, first), (other, _method, second) in pairs:
        assert one.name == other.name
        assert first.status_code == second.status_code, f"{method} {one.address}: {first.status_code}, absent {second.status_code}"
        assert settled(words_of(first, one), one.named) == settled(words_of(second, other), other.named), f"{method} {one.address}"


def test_a_reader_finds_the_same_numbers_whether_it_is_there_or_not(play: Stage) -> None:
    found = [way for way in ways({"open": play.records["acsa"]}) if way.what is Shows.RECORDS]

    def all_of_it() -> dict[str, str]:
        posts.User.objects.update(seen_us=0)
        Trace.objects.all().delete()
        return {way.address: settled(words_of(answer, way)) for way, _method, answer in answers(play, "reader", found, ("GET",))}

    before = all_of_it()
    sample.national_draft(play.node, "OFFICIAL-SENSITIVE", "Another that only some may see")
    after = all_of_it()
    assert [address for address in before if before[address] != after[address]] == []


def settled(said: str, named: str = "") -> str:
    """What was said without what differs each time: tokens of forms, cookies, tags of content that holds them, and the name asked for."""
    for name in CHANGING:
        said = re.sub(f'name="{name}" value="[^"]*"', f'name="{name}"', said)
    said = re.sub(r"(?m)^(?:ETag|Content-Length|Set-Cookie|Vary): .*$", "", said)
    return said.replace(named, "*") if named else said


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("address", ["/plan/", "/api/v1/plan"])
def test_a_failure_tells_nothing_of_what_failed(play: Stage, monkeypatch: pytest.MonkeyPatch, address: str, language: str) -> None:
    def fails(*_: Any) -> None:
        raise RuntimeError(TITLES[0])

    monkeypatch.setattr("entente.web.action_plan.plan._filters", fails)
    client = play.client("reader", language)
    client.raise_request_exception = False
    answer = client.get(address)
    assert answer.status_code == 500 and TITLES[0] not in answer.content.decode()
    assert ("application/problem+json" if "/api/" in address else "text/html") in answer.headers["Content-Type"]


def test_the_wrong_host_tells_nothing(play: Stage) -> None:
    client = play.client("reader")
    client.raise_request_exception = False
    wrong = client.get(f"/records/{CODE}/", headers={"host": "elsewhere.example"})
    assert wrong.status_code == 400 and TITLES[0] not in wrong.content.decode()


def test_a_view_that_is_not_declared_stops_the_walk(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.urls import path

    def forgot(request: HttpRequest, record: str) -> HttpResponse:
        return HttpResponse(record)

    monkeypatch.setattr(urls, "urlpatterns", [*urls.urlpatterns, path("new/<str:record>/", forgot, name="forgot")])
    with pytest.raises(AssertionError, match="has not declared"):
        ways({"id": "x"})


def test_the_walk_takes_its_addresses_from_the_patterns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.urls import path

    @gate.shows(Shows.RECORDS)
    def new(request: HttpRequest, record: str, key: int) -> HttpResponse:
        return HttpResponse(record)

    monkeypatch.setattr(urls, "urlpatterns", [path("new/<str:record>/<int:key>/", new, name="new")])
    assert [way.address for way in ways({"id": "abc"})] == ["/new/abc/1/", "/new/abc/2/", "/new/abc/999999/"]
