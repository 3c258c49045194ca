"""Work on a draft or a record given to a post, until a day, in words; and that it is done. Both stay inside the house.

Touches the database through the gate, and the act key through node.national.annotations. A form sent twice gives one piece of work. Serves
I1.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from entente.kernel.errors import Refusal
from entente.node.national import annotations as national
from entente.web import gate, refusals
from entente.web.drafts.listing import work_lines
from entente.web.forms import typed
from entente.web.gate import Row, Shows, Sight, shows
from entente.web.person import traces
from entente.web.person.posts import officer_of
from entente.web.records import rows
from entente.web.records.decide import TOKEN
from entente.web.records.entries import GIVES_WORK
from entente.web.sight import house as sight_house

LONGEST = 4000


@shows(Shows.RECORDS)
def give(request: HttpRequest, record: str) -> HttpResponse:
    """What was given on a record, and the form to give more (GET); gives it (POST)."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    sight: Sight = request.sight
    row = gate.record(sight, record)
    if not sight.reader.roles & GIVES_WORK:
        raise PermissionDenied(_("Work is assigned by those who draft, clear or release; your post holds none of these roles."))
    if not sight_house.reads_home(sight):
        raise PermissionDenied(_("What is said at home stands under this node's own marking; your post is not cleared for it."))
    if request.method != "POST":
        return _page(request, row, {}, {})
    given = {name: str(request.POST.get(name, "")).strip() for name in ("to_post", "due", "words")}
    due, troubles = _read(sight, row, given)
    if due is None or troubles:
        return _page(request, row, given, troubles, 422)
    token = request.POST.get("request", "")
    said = f"{row.id}\n{given['to_post']}\n{due}\n{given['words']}"
    name = f"web:work:{token if TOKEN.fullmatch(token) else secrets.token_urlsafe(24)}:{hashlib.sha256(said.encode()).hexdigest()[:24]}"
    try:
        national.assign(sight.node, officer_of(request), row.id, given["to_post"], (due, given["words"]), name)
    except Refusal as refusal:
        return _page(request, row, given, {"": refusals.line(refusal)}, 422)
    traces.note(request, row.id, traces.EDITED)
    messages.success(request, _("Assigned. It is on the Desk of %s.") % given["to_post"])
    return HttpResponseRedirect(reverse("record", args=[row.id]))


def _read(sight: Sight, row: Row, given: dict[str, str]) -> tuple[date | None, dict[str, str]]:
    """The day, and what stands against the form by field."""
    troubles: dict[str, str] = {}
    if given["to_post"] not in {post.code for post in sight_house.posts_for(sight, row)}:
        troubles["to_post"] = str(_("Choose a post."))
    due = None
    try:
        due = typed.read_day(given["due"])
    except typed.Unread as why:
        troubles["due"] = str(why) if given["due"] else str(_("Enter the day by which it is due."))
    if due is not None and due < sight.today:
        troubles["due"] = str(_("That day is past."))
    if not given["words"]:
        troubles["words"] = str(_("Say what is to be done."))
    elif len(given["words"]) > LONGEST:
        troubles["words"] = str(_("Use %s characters or fewer.") % f"{LONGEST:,}")
    elif strange := typed.unkeepable(given["words"]):
        troubles["words"] = str(_("It holds characters that cannot be kept.")) + f" ({strange})"
    return due, troubles


def _page(request: HttpRequest, row: Row, given: dict[str, str], troubles: dict[str, str], status: int = 200) -> HttpResponse:
    sight: Sight = request.sight
    token = request.POST.get("request", "")
    page: dict[str, Any] = {
        "row": rows.plain(row),
        "posts": sight_house.posts_for(sight, row),
        "given": given,
        "troubles": troubles,
        "token": token if TOKEN.fullmatch(token) else secrets.token_urlsafe(24),
        "work": work_lines(request, row.id),
    }
    return render(request, "web/writing/work.html", page, status=status)


@shows(Shows.RECORDS)
def done(request: HttpRequest, assignment: str) -> HttpResponse:
    """Says that work is done (POST), and goes back to what it was about."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    sight: Sight = request.sight
    row = gate.record(sight, assignment)
    text: Any = gate.text(sight, row)
    if row.type != "assignment" or text is None:
        raise Http404
    if text.done_on is None:
        try:
            national.done(sight.node, officer_of(request), row.id, f"web:done:{row.id[:64]}")
        except Refusal as refusal:
            if refusal.rule == "DR9":
                raise PermissionDenied(_("Work is closed by the post it was assigned to or the one that assigned it.")) from refusal
            messages.error(request, refusals.line(refusal))
            return HttpResponseRedirect(reverse("record", args=[text.record]))
    messages.success(request, _("Done: %s") % text.words)
    return HttpResponseRedirect(reverse("record", args=[text.record]))
