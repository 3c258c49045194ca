"""What stands round every page: the strip with the marking, at the head and at the foot, and the choice of language.

Pure but for the language of the request. Written here and not as templates, since every page has them. Nothing in it is of a record; the
marking is the node's. Serves S2 and every clause.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import escape
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from entente.web.listing import AS, XLSX
from entente.web.templatetags.entente import both_times, said_in, shown, tongue

register = template.Library()

STRIP = (
    '<div class="app-marking" role="region" aria-label="%s">\n  <div class="govuk-width-container"><ul class="app-marking__list">\n    '
    '<li>%s <span class="app-marking__ceiling app-nowrap">%s</span></li>\n    %s\n  </ul></div>\n</div>'
)
TABLES = '<p class="govuk-body app-no-print app-tables"><a class="govuk-link" href="%s" download>%s</a></p>\n      '
EXERCISE = '<li class="app-marking__exercise">%s</li>'
CLOCK = "<li>%s%s</li>"
SIMULATED = ' <span class="app-nowrap">%s</span>'


@register.simple_tag(takes_context=True)
def marking_strip(context: Any, bottom: bool = False) -> SafeString:
    """The highest classification held here and whether it is an exercise; at the head also the node's clock. Nothing before it is known."""
    ceiling = context.get("ceiling")
    if not ceiling:
        return SafeString("")
    more = EXERCISE % escape(_("EXERCISE")) if context.get("exercise") else ""
    if not bottom:
        more += CLOCK % (both_times(context.get("now")), SIMULATED % escape(_("(simulated time)")) if context.get("simulated") else "")
    title = _("Marking, at the foot") if bottom else _("Marking and clock")
    return SafeString(STRIP % (escape(title), escape(_("Holds nothing above")), shown(said_in(ceiling, tongue())), more))


class Offered(template.Node):
    """The main part of a page and, where it holds a table, the way to take its tables as a spreadsheet (process/spreadsheet.py)."""

    def __init__(self, nodelist: template.NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Any) -> SafeString:
        """The part; no way where the page came of a form that was sent, since no address leads to it again."""
        main, request = self.nodelist.render(context), context.get("request")
        if "<tbody" not in main or request is None or request.method != "GET":
            return SafeString(main)
        asked = [(name, value) for name, values in request.GET.lists() for value in values if name not in ("page", "after", AS)]
        address = escape(f"?{urlencode([*asked, (AS, XLSX)])}")
        return SafeString(main + TABLES % (address, escape(_("Download the tables of this page (XLSX)"))))


@register.tag
def tables_offered(parser: Any, _token: Any) -> Offered:
    """What stands between it and its end is the main part of a page."""
    inside = parser.parse(("end_tables_offered",))
    parser.delete_first_token()
    return Offered(inside)


@register.simple_tag(takes_context=True)
def language_items(context: Any) -> SafeString:
    """The languages, the page's own marked; each other one a button that brings back to this page."""
    own, here = context.get("LANGUAGE_CODE"), escape(context.get("here", ""))
    inside = f'{hidden_token(context)}<input type="hidden" name="next" value="{here}">'
    form = f'<form method="post" action="{reverse("language")}">{inside}'
    items = [
        f'<span aria-current="true" lang="{code}">{name}</span>'
        if code == own
        else f'{form}<button type="submit" class="app-plain-button" name="language" value="{code}" lang="{code}">{name}</button></form>'
        for code, name in context.get("languages", ())
    ]
    return SafeString("".join([f"<li>{item}</li>" for item in items]))


def hidden_token(context: Any) -> str:
    """The field by which a form shows that it is this page's; nothing on a page without a request."""
    token = context.get("csrf_token")
    if not token or token == "NOTPROVIDED":
        return ""
    return f'<input type="hidden" name="csrfmiddlewaretoken" value="{escape(str(token))}">'
