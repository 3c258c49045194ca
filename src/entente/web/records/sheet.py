"""A record to print or send: its sheet, or the document that it is, as page, PDF or DOCX, in either language or both, by one click.

Touches the database through the gate. What keeps it from the partner stands above it, before anything is taken away. Serves I1, I3, S2.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from entente.kernel.errors import Refusal
from entente.node.oversight.versions import NATIONAL, PARTNER
from entente.node.render.documents import LANGUAGES
from entente.node.sheets.making import DOCUMENT, SHEET, Order
from entente.web import gate, refusals
from entente.web.declaration import AsOf, as_of
from entente.web.gate import Row, Shows, Sight, shows
from entente.web.oversight.papers import SENT, causes_of
from entente.web.person.posts import named
from entente.web.records import rows
from entente.web.sight import sheets

FORMS = ("pdf", "docx")
ADDRESS = {SHEET: "record-sheet", DOCUMENT: "record-paper"}


@shows(Shows.RECORDS)
def sheet(request: HttpRequest, record: str) -> HttpResponse:
    """All that is known of a record; with `form` (pdf, docx) as a document to keep."""
    return _answer(request, record, SHEET)


@shows(Shows.RECORDS)
def paper(request: HttpRequest, record: str) -> HttpResponse:
    """A record that is a document, as that document: an edition, an agenda, minutes, a joint statement."""
    return _answer(request, record, DOCUMENT)


def _answer(request: HttpRequest, record: str, what: str) -> HttpResponse:
    sight: Sight = request.sight
    row = gate.record(sight, record)
    if row.type == "draft":
        return HttpResponseRedirect(reverse("draft", args=[row.id]))
    form = request.GET.get("form", "")
    order = Order(what, request.GET.get("language", "") or usual(), request.GET.get("for", "") or NATIONAL)
    known = order.language in LANGUAGES and order.for_whom in (NATIONAL, PARTNER) and form in ("", *FORMS)
    if not known or (what == DOCUMENT and not sheets.is_document(row)):
        raise Http404
    question = as_of(request, sight.today)
    if form and question.problems:
        raise Http404
    if what == DOCUMENT:  # it is printed as it reads
        question = AsOf(sight.today, None, {}, {})
    asked = sheets.looking(sight, row, question.day, question.known)
    try:
        if form:
            data, media, name = sheets.document(asked, order, form, request.build_absolute_uri("/"), named(request))
            return HttpResponse(data, content_type=media, headers={"Content-Disposition": f'{SENT}; filename="{name}"'})
        made = sheets.make(asked, order)
        shown = sheets.page(sight, asked, made, order, named(request))
    except Refusal as refusal:
        messages.error(request, refusals.line(refusal))
        return HttpResponseRedirect(reverse("record", args=[row.id]))
    dates = {name: text for name, text in question.typed.items() if text and name in ("on", "known") and name not in question.problems}
    details: dict[str, Any] = {
        "row": rows.plain(row),
        "paper": mark_safe(shown.fragment),  # made by node.render.html, which escapes every word
        "files": _files(row, order, dates),
        "asked": question,
        "dated": what == SHEET,
        "causes": causes_of(shown.causes),
        "order": order,
        "has_partner": bool(asked.partners),
        "pages": [(language, f"?{urlencode({'language': language, 'for': order.for_whom} | dict(dates))}") for language in LANGUAGES],
        "versions": {whom: f"?{urlencode({'language': order.language, 'for': whom} | dict(dates))}" for whom in (NATIONAL, PARTNER)},
        "other": reverse(ADDRESS[SHEET if what == DOCUMENT else DOCUMENT], args=[row.id]) if sheets.is_document(row) else "",
    }
    return render(request, "web/sheet.html", details)


def usual() -> str:
    """The language of the page."""
    return "ja" if (get_language() or "").startswith("ja") else "en"


def _files(row: Row, order: Order, dates: Mapping[str, str]) -> list[dict[str, str]]:
    """The ways to take it away, in every form and language."""
    address = reverse(ADDRESS[order.what], args=[row.id])
    return [
        {
            "form": form,
            "language": language,
            "address": f"{address}?{urlencode({'form': form, 'language': language, 'for': order.for_whom} | dict(dates))}",
        }
        for form in FORMS
        for language in LANGUAGES
    ]
