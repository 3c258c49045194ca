"""The button that follows a record or a clause, or stops.

Touches the database through `follows`. Serves every clause.
"""

from __future__ import annotations

from typing import Any

from django import template

from entente.web.person import follows

register = template.Library()


@register.inclusion_tag("web/follow.html", takes_context=True)
def follow_button(context: Any, kind: str, name: str) -> dict[str, Any]:
    """The form with the one button, back to the page it stands on."""
    request = context["request"]
    held = follows.follows(request.user, kind, name)
    return {"kind": kind, "name": name, "held": held, "next": request.get_full_path(), "csrf_token": context.get("csrf_token")}
