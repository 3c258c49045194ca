"""The `translate` tag for words that stand in the template as they are, which is how pages use it: looked up once for each language.

Pure but for the language of the request. Everything else that Django's tag can do is left to Django's. Serves every clause.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.template.base import Parser, Token
from django.templatetags.i18n import do_translate
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
