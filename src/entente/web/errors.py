"""Error pages in words: what happened, what was kept, what to do next. None tells whether a hidden thing exists.

Touches nothing but the request. Serves every clause.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime

from django.core.exceptions import DisallowedHost, PermissionDenied, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from entente.kernel.errors import Refusal
from entente.web import problems
from entente.web.gate import Shows, shows
from entente.web.writing import lost

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
CODES = {400: "unreadable", 403: "forbidden", 404: "not-found", 429: "too-many"}


def _page(request: HttpRequest, status: int, title: str, words: str, after: str, ways: bool = True) -> HttpResponse:
    """`ways` is whether links lead on from here."""
    if problems.asked_by_program(request):
        return problems.not_found() if status == 404 else problems.problem(status, CODES[status], "W2", words)
    return render(request, "web/error.html", {"title": title, "words": words, "after": after, "ways": ways}, status=status)


@shows(Shows.NOTHING)
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what was too much, a name that is not this node's, or anything else."""
    if isinstance(exception, DisallowedHost):
        words = _("This node does not answer to the name in the address you opened.")
        after = _("Use the address that its administrator gave you. Administrators: names are listed in ENTENTE_HOSTS.")
        return _page(request, 400, _("Wrong address of the node"), words, after, ways=False)
    if isinstance(exception, TOO_MUCH):
        words = _("What was sent is larger than this node takes at once. Nothing was changed.")
        return _page(request, 400, _("This request could not be read"), words, _("Go back and send less, or divide the file."))
    return _page(
        request, 400, _("This request could not be read"), _("Something in the address or the form is not in the right format."), ""
    )


@shows(Shows.NOTHING)
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403, with the reason that the gate gave."""
    reason = str(exception) if isinstance(exception, PermissionDenied) and str(exception) else _("Your post does not allow this.")
    after = _("If you hold another post, sign out and sign in with that one.")
    return _page(request, 403, _("Not for this post"), reason, after)


@shows(Shows.NOTHING)
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, the same words where nothing is there and where it may not be seen."""
    words = _("There is nothing at this address, or it is not for you to see.")
    return _page(request, 404, _("Not found"), words, _("Check the address, or start from the Desk."))


@shows(Shows.NOTHING)
def form_alone(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """405 in words: an address that takes a form was opened, as happens after a sign-in that came between a button and its page."""
    words = _("This address takes what a form sends, and there is no page to open here. Nothing was changed.")
    page = _page(request, 405, _("There is no page here"), words, _("Go back to the page with the button, and press it again."))
    page.headers["Allow"] = answer.headers.get("Allow", "POST")
    return page


@shows(Shows.NOTHING)
def too_many(request: HttpRequest) -> HttpResponse:
    """429: more sign-ins in a minute than a ministry of many officers makes."""
    words = _("Very many have tried to sign in from your network within a minute. Nothing was changed.")
    return _page(request, 429, _("Too many at once"), words, _("Wait a minute and try again. If it lasts, tell the node's administrator."))


@shows(Shows.NOTHING)
def failed(request: HttpRequest) -> HttpResponse:
    """500, without asking the node or the database for anything: they may be what failed; 503 where it was the database."""
    trouble = _trouble(sys.exception())
    status = 503 if trouble else 500
    if problems.asked_by_program(request):
        return problems.problem(
            status, "failed", "W2", _("The node failed to answer. Its administrator finds the reason in the server's log.")
        )
    return HttpResponse(render_to_string("web/failed.html", {"trouble": trouble, "now": datetime.now(UTC)}), status=status)


def _trouble(error: BaseException | None) -> str:
    """What of the database failed: "full" where nothing more fits on its disk, "store" for all else, "" where it was not the database."""
    if not (isinstance(error, DatabaseError) or (isinstance(error, Refusal) and error.code == "store-unavailable")):
        return ""
    return "full" if "is full" in str(error) else "store"


@shows(Shows.NOTHING)
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: an old tab, cookies switched off, or another site that tried to send it.

    What was being written goes to its author, whom the form names under the node's signature (writing/lost.py).
    """
    if (kept := lost.back(request)) is not None:
        return HttpResponse(status=401) if getattr(request, "htmx", False) else kept  # a part of a page has no place for another page
    words = _("This form was not sent: it was opened in another session, or your browser keeps no cookies. Nothing was changed.")
    after = _("Go back, copy what you have typed, reload the page and send it again.")
    return _page(request, 403, _("The form has expired"), words, after)
