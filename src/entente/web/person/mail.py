"""Mail as the node sends it: the server that `[mail]` in node.toml names, the address that pages have there, a message ready to go.

Touches the node's settings; sending touches the network (RFC 5321). What may be in a mail is its caller's to ask. Serves every clause.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.mail import EmailMessage, get_connection

from entente.kernel.errors import Refusal
from entente.node.node import Node

TIMEOUT_S = 20


def settings_of(node: Node) -> Mapping[str, Any]:
    """The settings of mail; refuses (W12) a node whose settings name no mail server."""
    settings = node.home.settings.mail
    if not settings.get("host") or not settings.get("from") or not settings.get("pages"):
        raise Refusal("no-mail", "W12", "node.toml names no mail server: [mail] takes host, from and pages, and may take port and tls.")
    return settings


def pages(settings: Mapping[str, Any]) -> str:
    """Where these pages are served, without a slash at the end."""
    return str(settings["pages"]).rstrip("/")


def compose(settings: Mapping[str, Any], subject: str, text: str, address: str) -> EmailMessage:
    """A message to one address, with its server."""
    server = get_connection(
        "django.core.mail.backends.smtp.EmailBackend",
        host=settings["host"], port=int(settings.get("port", 25)), use_tls=bool(settings.get("tls", True)), timeout=TIMEOUT_S,
    )  # fmt: skip
    return EmailMessage(subject, text, settings["from"], [address], connection=server)
