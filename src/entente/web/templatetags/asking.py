"""The button that saves a draft and asks for its clearance at once, for every form that makes or changes one.

Touches the database through web.drafts.asking. Serves I1.
"""

from __future__ import annotations

from typing import Any

from django import template

from entente.web.drafts import asking
from entente.web.person.posts import DRAFTER

register = template.Library()


@register.inclusion_tag("web/drafts/ask_too.html", takes_context=True)
def save_and_ask(context: Any, draft: str = "") -> dict[str, Any]:
    """The button, naming the post that is asked, or with a choice where several clear; nothing where nobody could be asked."""
    request = context["request"]
    if DRAFTER not in request.sight.reader.roles:
        return {"posts": []}
    posts = asking.of_draft(request, draft) if draft else asking.posts(request)
    return {"posts": posts, "language": context["LANGUAGE_CODE"]}
