"""The `translate` and `url` tags for what stands in the template as it is: looked up once for each language, an address once.

Pure but for the language of the request. Everything else that Django's tag can do is left to Django's. Serves every clause.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.template.base import Parser, Token
from django.template.defaulttags import url as do_url
from django.templatetags.i18n import do_translate
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

register = template.Library()


class Spoken(template.Node):
    """Words of the template in the language of the page."""

    def __init__(self, words: str) -> None:
        self.words = words
        self.known: dict[str | None, SafeString] = {}

    def render(self, _context: Any) -> SafeString:
        """The words, which are the project's own and need no escaping."""
        language = get_language()
        if language not in self.known:
            self.known[language] = SafeString(gettext(self.words))
        return self.known[language]


@register.tag("translate")
def spoken(parser: Parser, token: Token) -> template.Node:
    """{% translate "words" %}; with anything more behind the words it is Django's own tag."""
    parts = token.split_contents()
    if len(parts) == 2 and len(parts[1]) > 2 and parts[1][0] == parts[1][-1] == '"' and "%" not in parts[1] and "\\" not in parts[1]:
        return Spoken(parts[1][1:-1])
    return do_translate(parser, token)


class Placed(template.Node):
    """The address of a page that takes no arguments."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.known: dict[tuple[str | None, str], SafeString] = {}

    def render(self, _context: Any) -> SafeString:
        """The address, escaped."""
        under = (get_urlconf(), get_script_prefix())
        if under not in self.known:
            self.known[under] = escape(reverse(self.name))
        return self.known[under]


@register.tag("url")
def placed(parser: Parser, token: Token) -> template.Node:
    """{% url 'name' %}; with anything more behind the name it is Django's own tag."""
    parts = token.split_contents()
    if len(parts) == 2 and len(parts[1]) > 2 and parts[1][0] == parts[1][-1] and parts[1][0] in "'\"":
        return Placed(parts[1][1:-1])
    return do_url(parser, token)
