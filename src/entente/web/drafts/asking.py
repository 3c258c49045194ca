"""Save and ask at once: whoever saves a draft may ask for its clearance in the same click, on every page that makes or changes one.

Touches the database through node.national.drafting and sight.drafts. What stands against a draft is said, and nobody is asked before it is
put right: a post that clears is not asked to read what cannot go. The two steps one after the other stay. Serves I1, S2.
"""

from __future__ import annotations

from collections.abc import Collection

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from entente.kernel.errors import Refusal
from entente.node.national import drafting
from entente.web import refusals
from entente.web.listing import in_words
from entente.web.models import Post
from entente.web.person.posts import CLEARING, holding, officer_of
from entente.web.sight import drafts as sight_drafts

ASK, TO = "_ask", "_to_post"
LAST = "asked-last"


def posts(request: HttpRequest, drafters: Collection[str] = ()) -> list[Post]:
    """The posts that may be asked to clear what this officer writes: none that drafted it; the one asked last stands first."""
    own = request.user.post
    found = [one for one in holding(CLEARING) if one.code not in drafters and (own is None or one.code != own.code)]
    last = request.session.get(LAST, "")
    return sorted(found, key=lambda one: one.code != last)


def of_draft(request: HttpRequest, record: str) -> list[Post]:
    """The same for a draft that is there; none for one that this person does not read."""
    try:
        _row, found = sight_drafts.draft(request.sight, record)
    except Http404:
        return []
    return posts(request, {post for _, post in found.matter.drafters})


def saved(request: HttpRequest, record: str) -> HttpResponseRedirect:
    """To the page of a draft just saved; where its form asked for clearance too, a post is asked, and the page says which."""
    if ASK in request.POST:
        _ask_too(request, record)
    return HttpResponseRedirect(reverse("draft", args=[record]))


def _ask_too(request: HttpRequest, record: str) -> None:
    _row, found = sight_drafts.draft(request.sight, record)
    if found.problems:
        messages.warning(request, _("Saved. Nobody was asked to clear it yet: what stands against it is listed here."))
        return
    to_post = request.POST.get(TO, "")
    try:
        ask(request, found.record, to_post)
    except Refusal as refusal:
        messages.warning(request, _("Saved. Nobody was asked to clear it yet: %s") % refusals.line(refusal))
        return
    messages.success(request, _("Saved and asked: %s finds it under “For me to clear”.") % title(to_post))


def ask(request: HttpRequest, record: str, to_post: str) -> None:
    """Asks a post to clear a draft and remembers it as the first to offer. Refuses as drafting.ask does."""
    drafting.ask(request.sight.node, officer_of(request), record, to_post)
    request.session[LAST] = to_post


def title(code: str) -> str:
    """A post of this node by its title in the page's language."""
    post = Post.objects.filter(code=code).first()
    return code if post is None else in_words({"en": post.title_en, "ja": post.title_ja})
