"""Governments and their authorities as pages write them: by name with the code, or by code with the name where a row has no room.

Touches the node's charters (web/parties.py). Serves S2.
"""

from __future__ import annotations

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from entente.kernel.area import Words
from entente.web import parties
from entente.web.templatetags.entente import code, in_words, said

register = template.Library()


@register.filter
def party_called(value: str) -> str | SafeString:
    """A government: its name, then its code."""
    return _called(parties.party(value) if value else {}, value)


@register.filter
def authority_called(value: str, of: str) -> str | SafeString:
    """An authority of a government: its name, then its code."""
    return _called(parties.authority(of, value) if value else {}, value)


@register.filter
def authority_short(value: str, of: str) -> str | SafeString:
    """An authority by its code, which is marked as short for its name."""
    name = parties.authority(of, value) if value else None
    return format_html('<abbr class="app-nowrap" title="{}">{}</abbr>', in_words(name), value) if name else code(value)


def _called(name: Words, value: str) -> str | SafeString:
    if not name or value in name.values():
        return code(value)
    return format_html(_("{name} ({code})"), name=said(name), code=SafeString(f'<span class="app-nowrap">{escape(value)}</span>'))
