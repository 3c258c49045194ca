"""Governments and their authorities as pages write them: by name with the code, or by code with the name where a row has no room.

Touches the node's charters (web/parties.py). Serves S2.
"""

from __future__ import annotations

from django import template
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from entente.implementation.named import by_name
from entente.kernel.area import Words
from entente.web import parties
from entente.web.templatetags.entente import code, in_words, said, tongue

register = template.Library()


@register.filter
def party_called(value: str) -> str | SafeString:
    """A government: its name, then its code."""
    return _called(parties.party(value) if value else {}, value)


@register.filter
def party_name(value: str) -> str | SafeString:
    """A government, or several whose codes stand in one line, by name alone; by its code where no charter names it."""
    codes = [one for one in (value or "").split(", ") if one]
    names = [(said(name) if (name := parties.party(one)) else code(one)) for one in codes]
    return format_html_join(_(", "), "{}", ((name,) for name in names))


@register.filter
def parties_named(value: str) -> SafeString:
    """A sentence of a template with the codes of governments in it replaced by their names."""
    language = tongue()
    return SafeString(by_name({language: conditional_escape(value)}, parties.names())[language])


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
