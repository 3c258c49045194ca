"""How an operation is declared, and how what it refuses is answered.

Touches nothing but requests. `operation` is the API's `shows`: an operation without it is not mounted (urls.py), and the gate lets none
run that it has not looked at. Serves every clause.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Query
from ninja.errors import HttpError, ValidationError
from pydantic import Field

from entente.kernel.errors import Refusal
from entente.web import problems
from entente.web.gate import Shows

Text = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]
Named = Annotated[Text | None, Query()]
KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")
Function = TypeVar("Function", bound=Callable[..., Any])


def a_file(*media: str) -> dict[str, Any]:
    """What an operation adds to its description that answers with a file of one of these media types."""
    return {"responses": {200: {"description": "OK", "content": {one: {"schema": {"type": "string"}} for one in media}}}}


BINARY = a_file("application/octet-stream")


def operation(route: Any, *methods: str, path: str, what: Shows = Shows.RECORDS, **more: Any) -> Callable[[Function], Function]:
    """Declares an operation of a router: its methods, path, and what it shows."""

    def declare(function: Function) -> Function:
        function.shows = what  # type: ignore[attr-defined]
        route.api_operation([*methods], path, operation_id=function.__name__, by_alias=True, **more)(function)
        return function

    return declare


def answer_failures(api: NinjaAPI) -> None:
    """Failures as problem details; what is forbidden and what is not found is answered by the pages' own handlers."""

    def refused(_request: HttpRequest, refusal: Any) -> HttpResponse:
        return problems.of_refusal(refusal)

    def invalid(_request: HttpRequest, error: Any) -> HttpResponse:
        words = str(_("What was sent is not in the right format."))
        found = [{"path": ".".join(str(part) for part in one["loc"][:8])[:200], "words": _misshapen(one)} for one in error.errors[:50]]
        return problems.problem(422, "shape", "W2", words, found)

    def unreadable(_request: HttpRequest, error: Any) -> HttpResponse:
        return problems.problem(error.status_code, "unreadable", "W2", str(_("The body is not JSON.")))

    def forbidden(_request: HttpRequest, error: Any) -> HttpResponse:
        return problems.problem(403, "forbidden", "W2", str(error))

    def absent(_request: HttpRequest, _error: Any) -> HttpResponse:
        return problems.not_found()

    api.add_exception_handler(Refusal, refused)
    api.add_exception_handler(ValidationError, invalid)
    api.add_exception_handler(HttpError, unreadable)
    api.add_exception_handler(PermissionDenied, forbidden)
    api.add_exception_handler(Http404, absent)


def _misshapen(found: Mapping[str, Any]) -> str:
    """What is wrong with a value that was sent, in the caller's language; what has no sentence of its own is wrong in form."""
    told: dict[str, str] = {
        "missing": _("This is missing."),
        "string_too_long": _("This is longer than it may be."),
        "string_too_short": _("This is empty, or shorter than it must be."),
        "string_pattern_mismatch": _("This holds characters that cannot stand here."),
        "literal_error": _("This value is not in the list. Choose one that is."),
        "too_long": _("These are more than there may be."),
        "extra_forbidden": _("There is no field of this name."),
    }
    sort = str(found["type"])
    if sort in told:
        return str(told[sort])
    if sort.startswith(("date", "time")):
        return str(_("This is not a date. Write it as 2018-10-02."))
    if sort.startswith(("int", "float", "greater", "less")):
        return str(_("This number cannot be used here."))
    return str(_("This has the wrong form."))


def request_name(request: HttpRequest, *parts: str) -> str:
    """The name under which something is said once, however often it is asked for: the post's, the operation's and the caller's own key.

    Empty where no Idempotency-Key was sent. Refuses one that is not 16 to 64 letters, digits, hyphens and underscores (W5).
    """
    given = request.headers.get("Idempotency-Key", "")
    if not given:
        return ""
    if not KEY.fullmatch(given):
        raise Refusal("key-malformed", "W5", "An Idempotency-Key has 16 to 64 letters, digits, hyphens or underscores.")
    return ":".join(("api", *parts, str(request.user.post.pk), given))


def moment(microseconds: int) -> datetime:
    """A moment of the store."""
    return datetime.fromtimestamp(microseconds / 1_000_000, UTC)


def words_of(lines: Iterable[Any]) -> list[dict[str, Any]]:
    """Sentences of the exchange by language."""
    return [{"words": {"en": line.words, "ja": line.ja}, "act": line.act} for line in lines]
