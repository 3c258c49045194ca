"""The API assembled: its addresses, each behind the gate with what its operation declares, and its description (OpenAPI 3.1).

Touches nothing but requests. Serves every clause.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.decorators.http import conditional_page
from ninja import NinjaAPI
from ninja.openapi import get_schema

from entente.web import problems
from entente.web.api import envelopes, examples
from entente.web.api.consultations import actions, changes, contacts, dates, invitations, meetings, series, statements
from entente.web.api.door import answer_failures
from entente.web.api.instruments import bring, correct, standing
from entente.web.api.logistics import orders
from entente.web.api.oversight import findings, papers, returned, rounds
from entente.web.api.person import house, views
from entente.web.api.plan import editions, imports
from entente.web.api.records import record, search, sheet, types
from entente.web.api.visits import visits
from entente.web.api.writing import drafts, own, recorded, say
from entente.web.gate import Shows, shows

MODULES = (
    record, sheet, search, standing, findings, editions, returned, rounds, series, meetings, dates, actions, statements, changes,
    invitations, contacts, visits, orders, papers, drafts, recorded, say, imports, bring, correct, house, own, views, types,
)  # fmt: skip
ALWAYS = {
    "400": "Unreadable",
    "401": "Not signed in",
    "403": "Not for this post",
    "404": "Not there, or not to be seen",
    "422": "Not valid",
}
WRITING = {"409": "Not as things stand", "503": "Not now"}
ANY_PROBLEM = {"schema": {"$ref": "#/components/schemas/Problem"}}


def assemble() -> NinjaAPI:
    """The operations of all modules under one description."""
    made = NinjaAPI(
        title="Entente",
        version="1",
        description="What the pages of this node do, for programs. Every answer is what the asking post may see, and nothing else.",
        docs_url=None,
        openapi_url=None,
        urls_namespace="api",
    )
    for module in MODULES:
        made.add_router("", module.router)
    answer_failures(made)
    return made


def patterns(api: NinjaAPI) -> list[URLPattern]:
    """Its addresses, guarded: with what each operation shows, a form token asked of browsers, and entity tags. Refuses one undeclared."""
    functions = {name: found for module in MODULES for name, found in vars(module).items() if hasattr(found, "shows")}
    declared: dict[str, Shows] = {}
    found = []
    for pattern in api.urls[0]:
        if not isinstance(pattern, URLPattern) or pattern.name == "api-root":
            continue
        route, what = str(pattern.pattern), getattr(functions.get(pattern.name or ""), "shows", None)
        if what is None or declared.setdefault(route, what) is not what:
            raise RuntimeError(f"{pattern.name} at {route} has not declared what it shows, or two methods declare two things")
        view = conditional_page(pattern.callback)
        view.csrf_exempt = False
        found.append(path(problems.ROOT.removeprefix("/") + route, shows(what)(view), name=f"api-{pattern.name}"))
    return found


@cache
def description() -> dict[str, Any]:
    """OpenAPI 3.1: ninja's, with the failures that every operation may answer, and the two ways of signing in."""
    made: dict[str, Any] = json.loads(json.dumps(get_schema(API, path_prefix=problems.ROOT.removeprefix("/")), default=str))
    components = made.setdefault("components", {})
    components.setdefault("schemas", {}).update(_problem_schemas())
    components["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "A token of a post, from its holder's account page."},
        "session": {
            "type": "apiKey",
            "in": "cookie",
            "name": settings.SESSION_COOKIE_NAME,
            "description": "As on the pages; writing takes X-CSRFToken.",
        },
    }
    made["security"] = [{"token": []}, {"session": []}]
    for operations in made["paths"].values():
        for method, one in operations.items():
            for status, words in (ALWAYS | (WRITING if method != "get" else {"409": "Not as things stand"})).items():
                one["responses"][status] = {"description": words, "content": {problems.MEDIA_TYPE: ANY_PROBLEM}}
            if method in ("post", "put"):
                one.setdefault("parameters", []).append(IDEMPOTENCY)
    examples.add(made)
    return made


IDEMPOTENCY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "description": "A request sent again under the same key gives the act of the first.",
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{16,64}$"},
}


def _problem_schemas() -> dict[str, Any]:
    made = envelopes.Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    return {**made.pop("$defs", {}), "Problem": made}


@shows(Shows.ACCOUNT)
def openapi(request: HttpRequest) -> HttpResponse:
    """The description as JSON."""
    return HttpResponse(json.dumps(description(), ensure_ascii=False), content_type="application/json")


@shows(Shows.ACCOUNT)
def guide(request: HttpRequest) -> HttpResponse:
    """The description as a page: every operation with its parameters, and how to sign in. It needs no script."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for address, operations in description()["paths"].items():
        for method, one in operations.items():
            paragraphs = [" ".join(part.replace("`", "").split()) for part in one["description"].split("\n\n")]
            shown = {"parts": address.split("/")[1:], "method": method.upper(), "paragraphs": paragraphs}
            groups.setdefault(one["tags"][0], []).append(one | shown)
    return render(request, "web/api.html", {"groups": groups})


API = assemble()
urlpatterns = [path("api/", guide, name="api"), path("api/v1/openapi.json", openapi, name="api-openapi"), *patterns(API)]
