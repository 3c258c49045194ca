"""The button that follows a record or a clause, or stops.

Touches the database through `follows`. Serves every clause.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from entente.web.person import follows
from entente.web.templatetags.framing import hidden_token

register = template.Library()
FIELD = '<input type="hidden" name="%s" value="%s">'
BUTTON = '<button type="submit" name="do" value="%s" class="app-plain-button">%s</button>'
LINK = '<a class="govuk-link" href="%s">%s</a>'


@register.simple_tag(takes_context=True)
def follow_button(context: Any, kind: str, name: str) -> SafeString:
    """The form with the one button, back to the page it stands on."""
    request, address = context["request"], reverse("follow")
    fields = {"kind": kind, "name": name, "next": request.get_full_path()}
    if follows.follows(request.user, kind, name):
        button = BUTTON % ("stop", escape(_("Stop following")))
        told, every = escape(_("You follow this.")), LINK % (address, escape(_("What I follow")))
        words = f"{told} {button} {every}"
    else:
        button = BUTTON % ("follow", escape(_("Follow")))
        told = escape(_("The Desk then shows what is new in it."))
        words = f'{button} <span class="app-muted">{told}</span>'
    inside = hidden_token(context) + "".join([FIELD % (key, escape(value)) for key, value in fields.items()])
    return SafeString(f'<form method="post" action="{address}" class="app-no-print">{inside}\n<p class="govuk-body">{words}</p></form>')
