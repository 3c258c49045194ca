"""Saved views: a list's filters under a name, one person's own, or shared with all who hold his post.

Touches the database. A view is a question, not an answer: whoever opens one sees what he may see. Serves every clause.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from entente.kernel.errors import Refusal
from entente.web.gate import Shows, shows
from entente.web.models import Preference, User
from entente.web.process import asked

PAGES = ("records", "action-plan")
"""Lists whose views can be saved, by the name of their URL pattern."""
PREFIX = "view:"
PLACES = frozenset({"after", "page"})  # where in a list somebody stood is not part of the question
FIELD = re.compile(r"[a-z][a-z_-]{0,29}")
LONGEST, MANY, PAIRS = 80, 100, 12
LISTED = (
    "SELECT p.id, p.user_id, u.username, CAST(p.value AS TEXT) FROM web_preference p JOIN web_user u ON u.id = p.user_id"
    " WHERE (p.user_id = %s OR p.value ->> 'post' = %s) AND p.name LIKE %s"
)
"""A person's views, and those shared with a post."""


@dataclass(frozen=True, slots=True)
class View:
    """A saved view: its key, name, page, address with filters, whether it is the person's own, and whose it is otherwise."""

    key: int
    name: str
    page: str
    address: str
    own: bool
    shared: bool
    by: str


def question(query: str) -> str:
    """The filters in a query, in order, without the place in the list; what no list of ours could have made is dropped."""
    pairs = parse_qsl(query.removeprefix("?"), max_num_fields=100) if query.count("&") < 100 else []
    kept = [(k, v[:200]) for k, v in pairs if FIELD.fullmatch(k) and k not in PLACES and v and "\0" not in v]
    return str(urlencode(kept[:PAIRS]))


def keep(user: User, page: str, name: str, query: str, shared: bool) -> None:
    """Keeps a view; one of the person's own of the same name is replaced.

    Refuses (W11) a page without views, an empty or long name, and the hundred-and-first.
    """
    name = " ".join(name.split())
    if page not in PAGES or not 0 < len(name) <= LONGEST or not name.isprintable():
        raise Refusal("view-malformed", "W11", str(_("Enter a name of %s characters or fewer for the view.") % LONGEST))
    mine = Preference.objects.filter(user=user, name__startswith=PREFIX)
    if mine.count() >= MANY and not mine.filter(name=_key(page, name)).exists():
        raise Refusal("too-many-views", "W11", str(_("You have %s views already; remove one first.") % MANY))
    post = user.post.code if shared and user.post is not None else ""
    value = {"page": page, "name": name, "query": question(query), "post": post}
    Preference.objects.update_or_create(user=user, name=_key(page, name), defaults={"value": value})


def listed(user: User, pages: Iterable[str] = PAGES) -> list[View]:
    """The person's views and those shared with his post, by name."""
    post = user.post.code if user.post is not None else None
    found = [(key, of, by, json.loads(value)) for key, of, by, value in asked.rows(LISTED, (user.pk, post, f"{PREFIX}%"))]
    views = [_view(key, value, (by, of == user.pk)) for key, of, by, value in found if value.get("page") in set(pages)]
    return sorted(views, key=lambda view: (not view.own, view.name))


def of_key(user: User, key: str) -> View | None:
    """A view that the person may open, his own or shared with his post, by its key; None where there is none."""
    return next((view for view in listed(user) if str(view.key) == key), None)


def forget(user: User, key: int) -> None:
    """Removes one of the person's own views; another's stays."""
    Preference.objects.filter(pk=key, user=user, name__startswith=PREFIX).delete()


@shows(Shows.RECORDS)
def change(request: HttpRequest) -> HttpResponse:
    """Keeps or removes a view, and goes back to the list."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    page = request.POST.get("page", "")
    back = reverse(page if page in PAGES else "desk")
    query = question(request.POST.get("query", ""))
    if request.POST.get("do") == "remove":
        typed = request.POST.get("view", "")
        forget(request.user, int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 18 else 0)
        messages.success(request, _("The view is removed."))
    else:
        try:
            keep(request.user, page, request.POST.get("name", ""), query, request.POST.get("shared") == "1")
            messages.success(request, _("The view is saved. It is listed here and on the Desk."))
        except Refusal as refusal:
            messages.error(request, refusal.words)
    return HttpResponseRedirect(f"{back}?{query}" if query else back)


def _key(page: str, name: str) -> str:
    return f"{PREFIX}{page}:{name}"


def _view(key: int, value: Mapping[str, Any], by: tuple[str, bool]) -> View:
    """`by`: whose it is, and whether that is the person himself."""
    address = reverse(value["page"]) + (f"?{value['query']}" if value["query"] else "")
    return View(key, value["name"], value["page"], address, by[1], bool(value["post"]), by[0])
