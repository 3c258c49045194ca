"""What comes of a round: a draft progress report for each return by one click, and the compiled paper as page, PDF or DOCX.

Touches the database through the gate, and node.national.drafting for the drafts. Serves I1, I3.
"""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from entente.kernel.errors import Refusal
from entente.node.oversight import versions
from entente.node.render import documents
from entente.node.returns import compiling
from entente.web import refusals
from entente.web.commissioning import accounts
from entente.web.gate import Shows, Sight, shows
from entente.web.person.posts import named, officer_of
from entente.web.sight import commissioning as sights


@shows(Shows.RECORDS)
def drafts(request: HttpRequest, record: str) -> HttpResponse:
    """A draft progress report for each return; what cannot be drafted is named with its rule."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    sight: Sight = request.sight
    one = sights.found(sight, record)
    try:
        made = compiling.draft_all(sight.node, officer_of(request), one)
    except Refusal as refusal:
        raise PermissionDenied(_("Drafts are written by those who hold the role of drafter; your post does not.")) from refusal
    for item in made:
        if item.refusal is not None:
            messages.error(request, format_html("{}: {}", item.code, refusals.line(item.refusal)))
    done = sum(item.act is not None for item in made)
    if not done:
        return HttpResponseRedirect(reverse("round", args=[one.row.id]))
    messages.success(request, ngettext("%d draft stands ready.", "%d drafts stand ready.", done) % done)
    return HttpResponseRedirect(reverse("drafts"))


@shows(Shows.RECORDS)
def paper(request: HttpRequest, record: str) -> HttpResponse:
    """The compiled paper; with `form` (pdf, docx) as a document to keep."""
    sight: Sight = request.sight
    one = sights.found(sight, record)
    language = request.GET.get("language", "") or ("ja" if (get_language() or "en").startswith("ja") else "en")
    form = request.GET.get("form", "")
    found = sights.compiled(sight, one, accounts.by_authority(sight.node))
    if found is None or language not in documents.LANGUAGES or form not in ("", "pdf", "docx"):
        raise Http404
    asked, made = found
    try:
        if form:
            data = versions.document(asked, made, language, form, request.build_absolute_uri("/"), named(request))
            name = f"{one.text.code}-{language}.{form}"
            return HttpResponse(data, content_type=documents.MEDIA[form], headers={"Content-Disposition": f'attachment; filename="{name}"'})
        shown = sights.page(sight, asked, made, language)
    except Refusal as refusal:
        messages.error(request, refusals.line(refusal))
        return HttpResponseRedirect(reverse("round", args=[one.row.id]))
    details = {"round": one.text, "round_id": one.row.id, "paper": mark_safe(shown.fragment), "offered": tuple(documents.LANGUAGES)}
    return render(request, "web/commissioning/paper.html", details)
