"""Records that a text names, as links: number and title where the reader may see the record, else the beginning of its id.

Touches the database through the gate, once for each record and page. Serves S2 and every clause.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from entente.web import gate, rows
from entente.web.templatetags.entente import code, record_link

register = template.Library()


@register.simple_tag(takes_context=True)
def record_named(context: Any, name: str) -> str | SafeString:
    """The record of that id, linked; alike for one that is not here and one that is not for the reader: the first digits of its id."""
    request = context.request
    known: dict[str, str | SafeString] = request.__dict__.setdefault("_named", {})
    if name not in known:
        row = gate.by_id(request.sight, [name]).get(name) if hasattr(request, "sight") else None
        known[name] = code(name[:12]) if row is None else format_html("{} {}", code(row.code), record_link(rows.plain(row)))
    return known[name]
