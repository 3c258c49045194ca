"""Where saved views stand on a page: `saved_views` under a list's filters, `saved_on_desk` on the Desk.

Touches the database through `saved`. Serves every clause.
"""

from __future__ import annotations

from typing import Any

from django import template

from entente.web.person import follows, saved

register = template.Library()


@register.inclusion_tag("web/saved.html", takes_context=True)
def saved_views(context: Any, page: str) -> dict[str, Any]:
    """The views of one list, with the form that saves the one now shown."""
    request = context["request"]
    query = saved.question(request.META.get("QUERY_STRING", ""))
    views = saved.listed(request.user, [page])
    followed = follows.views_followed(request.user)
    found = {"views": views, "page": page, "query": query, "csrf_token": context.get("csrf_token"), "user": request.user}
    return found | {"followed": followed, "here": request.get_full_path()}


@register.inclusion_tag("web/saved_on_desk.html", takes_context=True)
def saved_on_desk(context: Any) -> dict[str, Any]:
    """All views, as links."""
    return {"views": saved.listed(context["request"].user)}
