"""Posts as pages write them: ours by the titles that the administrator gave them, others by their authority and government.

Touches the database, once for each page, and the node's charters (web/parties.py). Serves S2, I1.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from entente.kernel.area import Words
from entente.web import parties
from entente.web.person import posts
from entente.web.templatetags.entente import code, said

register = template.Library()


@register.simple_tag(takes_context=True)
def post_named(context: Any, value: str) -> str | SafeString:
    """A post by its title, else by authority and government with what is left of its code, which tells an authority's posts apart."""
    if title := _titles(context).get(value):
        return said(title)
    party, _colon, rest = value.partition(":")
    authority, _colon, desk = rest.partition(":")
    name = parties.authority(party, authority) if authority else {}
    if not name:
        return code(value)
    whose = format_html(_("{authority} ({party})"), authority=said(name), party=said(parties.party(party)))
    return format_html('{} <span class="app-code app-muted app-nowrap">{}</span>', whose, desk) if desk else whose


def _titles(context: Any) -> dict[str, Words]:
    """The posts of this node, asked for once for each page."""
    request = getattr(context, "request", None)
    if request is None:
        return posts.titles()
    known: dict[str, Words] | None = request.__dict__.get("_posts")
    if known is None:
        known = request.__dict__["_posts"] = posts.titles()
    return known
