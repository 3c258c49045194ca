"""One process for all that a node serves: the exchange under /exchange/v1/, the pages under everything else.

Touches the environment. ENTENTE_HOME names the node's folder; Granian runs `entente.web.process.wsgi:application`. Serves every clause.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "entente.web.settings"
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.urls import get_resolver  # noqa: E402

from entente.kernel.errors import Refusal  # noqa: E402
from entente.node import lasting  # noqa: E402
from entente.node.node import Node  # noqa: E402
from entente.node.partners.serve import end_with_parent, exchange_application  # noqa: E402
from entente.node.partners.source import NodeSource  # noqa: E402
from entente.web.process import current  # noqa: E402

EXCHANGE = "/exchange/v1/"

Start = Callable[[str, list[tuple[str, str]]], Any]
Application = Callable[[dict[str, Any], Start], Iterable[bytes]]


def route(pages: Application, exchange: Application) -> Application:
    """A WSGI application that sends partners' requests to the exchange and people's to the pages."""

    def application(environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        chosen = exchange if environ.get("PATH_INFO", "").startswith(EXCHANGE) else pages
        return chosen(environ, start_response)

    return application


def settle() -> None:
    """Reads what a process keeps for its life, and leaves it out of the search for garbage."""
    _ = get_resolver().url_patterns  # with all views, which would be read with the first page
    lasting.settle()


def opened() -> Node:
    """The node served here; where it cannot be opened the process ends with the sentence, which a service's log keeps."""
    try:
        return current.node()
    except Refusal as refusal:
        raise SystemExit(f"entente: {refusal}") from None


end_with_parent()
application = route(get_wsgi_application(), exchange_application(NodeSource(opened())))
settle()
