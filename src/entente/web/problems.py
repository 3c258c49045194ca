"""What the API answers where something is wrong: problem details with a code, a rule and words (RFC 9457).

Pure but for the language of the request. A refusal names code, rule and sentence; here alone it becomes a status. What is not there and
what may not be seen are one answer. Serves every clause.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from entente.kernel.errors import Refusal
from entente.web import refusals

ROOT = "/api/v1/"
MEDIA_TYPE = "application/problem+json"
ABSENT = frozenset({"unknown-act", "unknown-record", "unknown-log", "no-draft"})
FORBIDDEN = re.compile(r"DR[12]|D[0-9]{1,2}|W8|W9")
UNFIT = ("B", "R", "PO", "PU", "W5", "N16", "DR5", "DR7", "DR8", "CF", "CN2", "CN4", "CN6", "F", "IM", "TX", "AK", "N32", "W11")
NOT_NOW = frozenset({"not-compared", "clock-ahead", "log-frozen"})


def asked_by_program(request: HttpRequest) -> bool:
    """Whether the request is one to the API, so that even a failure is answered in its form."""
    return bool(request.path.startswith(ROOT))


def problem(status: int, code: str, rule: str, words: str, found: Sequence[Mapping[str, Any]] = (), original: str = "") -> HttpResponse:
    """A problem: `words` in the caller's language; `found` are its parts, each with path and words; `original` the English."""
    titles = {
        400: _("The request could not be read"),
        401: _("Not signed in"),
        403: _("Not for this post"),
        404: _("Not found"),
        405: _("Not possible at this address"),
        409: _("As things stand this cannot be done"),
        422: _("The text does not pass"),
        503: _("Not now"),
    }
    body: dict[str, Any] = {
        "type": f"urn:entente:problem:{code}",
        "title": str(titles.get(status, HTTPStatus(status).phrase)),
        "status": status,
        "detail": words,
        "code": code,
        "rule": rule,
        "language": "ja" if (get_language() or "en").startswith("ja") else "en",
    }
    if original:
        body["original"] = original
    if found:
        body["problems"] = list(found)
    answer = HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type=MEDIA_TYPE)
    answer.headers["Content-Language"] = body["language"]
    if status == HTTPStatus.UNAUTHORIZED:
        answer.headers["WWW-Authenticate"] = 'Bearer realm="entente"'
    return answer


def of_refusal(refusal: Refusal) -> HttpResponse:
    """A rule's refusal in the caller's language; the rule's own English words, which may name what it is about, stand beside it."""
    if refusal.code in ABSENT:
        return not_found()
    if refusal.code in NOT_NOW:
        status = 503
    elif FORBIDDEN.fullmatch(refusal.rule):
        status = 403
    else:
        status = 422 if refusal.rule.startswith(UNFIT) else 409
    said = in_words(refusal)
    return problem(status, refusal.code, refusal.rule, said, original=refusal.words if said != refusal.words else "")


def in_words(refusal: Refusal) -> str:
    """A refusal's sentence in the caller's language."""
    return refusals.sentence(refusal) if (get_language() or "en").startswith("ja") else refusal.words


def not_found() -> HttpResponse:
    """The same where nothing is there and where it may not be seen."""
    return problem(404, "not-found", "W2", str(_("There is nothing at this address, or it is not for you to see.")))


def not_signed_in() -> HttpResponse:
    """No session, no token, or one that is no longer good: which of them is not said."""
    return problem(401, "not-signed-in", "W3", str(_("Send a token that is still good in the Authorization header, or sign in.")))
