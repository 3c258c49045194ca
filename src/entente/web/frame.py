"""What stands on every page round its content: marking, clock, navigation, languages, who is signed in.

Touches the node's clock and charters. Serves every clause.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from entente.kernel.labels.disclose import ADMINISTRATOR
from entente.node.node import Node
from entente.web import clocks
from entente.web.models import Post
from entente.web.templatetags.entente import japanese

NAVIGATION = (
    ("desk", _("Desk")),
    ("drafts", _("Drafts")),
    ("declaration", _("Declaration")),
    ("action-plan", _("Action plan")),
    ("consultations", _("Consultations")),
    ("visits", _("Visits")),
    ("orders", _("Logistics")),
    ("oversight", _("Oversight")),
    ("records", _("Records")),
    ("search", _("Search")),
    ("exchange", _("Exchange")),
    ("administration", _("Administration")),
)
"""Pages of the first level by the name of their URL pattern. One that is not served yet is left out."""
READERS_ONLY = {"desk", "drafts", "declaration", "action-plan", "consultations", "visits", "orders", "oversight", "records", "search"}
LANGUAGES = (("en", "English"), ("ja", "日本語"))


def frame(request: HttpRequest) -> dict[str, Any]:
    """The template variables of the frame; a page that failed before the node was known gets the languages alone."""
    found: dict[str, Any] = {"languages": LANGUAGES, "here": request.get_full_path()}
    node: Node | None = getattr(request, "node", None)
    if node is None:
        return found
    user = getattr(request, "user", None)
    post = user.post if user is not None and user.is_authenticated else None
    return found | {
        "node_name": dict(node.home.settings.name),
        "party": node.party,
        "ceiling": ceiling_marking(node),
        "exercise": node.national().terms.exercise,
        "simulated": node.home.settings.simulated is not None,
        "now": node.clock(),
        "places": clocks.places(japanese()),
        "many_clocks": len(clocks.seats()) > 2,
        "post": post,
        "search_address": search_address(post, request.path),
        "navigation": navigation(post, request.path) if user is not None and user.is_authenticated else [],
    }


def search_address(post: Post | None, path: str) -> str:
    """Where the box in the header sends its words; "" for who reads no records, and on the page of search itself."""
    address = reverse("search")
    return "" if post is None or set(post.roles) <= {ADMINISTRATOR} or path == address else address


def marking(node: Node, policy: str, classification: str) -> Mapping[str, str]:
    """A classification as its policy marks it, by language; its bare name where the policy is not known here."""
    known = node.samples.policies.get(policy)
    for tier in known.classifications if known else ():
        if tier.name == classification:
            return {"en": tier.marking.en, "ja": tier.marking.ja}
    return {"en": classification}


def ceiling_marking(node: Node) -> Mapping[str, str]:
    """The marking of the highest classification that this node may hold."""
    ceiling = node.home.settings.ceiling
    return marking(node, ceiling.policy, ceiling.classification)


def navigation(post: Post | None, path: str) -> list[dict[str, Any]]:
    """The entries this post can use, with the one marked that the page lies under; the first is where it lands after signing in."""
    if post is None:
        return []
    alone = set(post.roles) <= {ADMINISTRATOR}
    return [
        {"title": title, "address": address, "here": path == address if address == "/" else path.startswith(address)}
        for name, title, address in (reversed(_served()) if alone else _served())  # who only administers begins with administration
        if not ((alone and name in READERS_ONLY) or (name == "administration" and ADMINISTRATOR not in post.roles))
    ]


@cache
def _served() -> tuple[tuple[str, Any, str], ...]:
    """The pages of the first level that are served, with their addresses: asked once, not for each page."""
    found = []
    for name, title in NAVIGATION:
        try:
            found.append((name, title, reverse(name)))
        except NoReverseMatch:
            continue
    return tuple(found)
