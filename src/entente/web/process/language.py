"""A request's language ends with the request.

Pure but for the thread's language. Django's own middleware turns a language on and leaves it on; whatever the thread does next (a mail, a
line of a log, a test) would speak it. Serves every clause.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation


def put_back(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware outside Django's own: after the answer the thread speaks the language that it spoke before."""

    def answer(request: HttpRequest) -> HttpResponse:
        with translation.override(translation.get_language()):
            return get_response(request)

    return answer
