"""Papers: the quarterly paper, the annual report or a brief, for us or for the partner, as a page, PDF or DOCX, by one click.

Touches the database through the gate. Where a part may not go to the partner, the page names it. Serves I1, I3.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from entente.implementation.papers.release import Cause
from entente.kernel.errors import Refusal
from entente.kernel.labels.disclose import RELEASING_OFFICER
from entente.node.officer import CLEARING
from entente.node.oversight.asking import Asking
from entente.node.oversight.versions import BRIEF, KINDS, NATIONAL, PARTNER, Wish
from entente.node.render.documents import LANGUAGES, MEDIA
from entente.web import listing, refusals, words
from entente.web.consultations import keep
from entente.web.declaration import AsOf, as_of
from entente.web.gate import Shows, Sight, shows
from entente.web.person.posts import named, officer_of
from entente.web.records import rows
from entente.web.sight import oversight as papers_of

SENT = "attachment"
AT_ONCE = 50  # findings on one page


@shows(Shows.RECORDS)
def papers(request: HttpRequest) -> HttpResponse:
    """The choices, and beneath them the paper that was chosen."""
    sight: Sight = request.sight
    question = as_of(request, sight.today, of_instrument=True)
    asked = papers_of.question(sight, question.day, question.known, question.typed.get("instrument"))
    typed = {name: request.GET.get(name, "").strip()[:200] for name in ("kind", "subject", "language", "for")}
    if request.method == "POST" and asked is not None and not question.problems:
        way = _together if request.POST.get("do") == "together" else _issue
        return way(request, asked, _wish(typed))
    details: dict[str, Any] = {"asked": question, "typed": typed, "choices": _choices(typed), "empty": asked is None}
    if asked is not None:
        details |= {"issued": papers_of.issued(sight, asked)[:50], "may_issue": RELEASING_OFFICER in sight.reader.roles}
        together = [rows.plain(row) for row in papers_of.together(sight, asked)]
        details |= {"together": together, "may_draft": keep.may_draft(sight), "token": secrets.token_urlsafe(24)}
    if asked is not None and typed["kind"]:
        details |= _made(sight, asked, _wish(typed), question)
    return render(request, "web/oversight/papers.html", details)


def _together(request: HttpRequest, asked: Asking, wish: Wish) -> HttpResponse:
    """A draft of the paper for all parties to issue together, with its files in both languages."""
    sight: Sight = request.sight
    keep.must_draft(sight)
    try:
        draft = papers_of.draft_together(sight, asked, officer_of(request), wish, keep.token(request, "joint-paper"))
    except Refusal as refusal:
        return keep.told(request, _plain(refusal, wish), request.get_full_path())
    return keep.there(request, draft)


def _issue(request: HttpRequest, asked: Asking, wish: Wish) -> HttpResponse:
    """Keeps the paper as it is now, and shows it again; refuses who does not release."""
    try:
        papers_of.issue(request.sight, asked, officer_of(request), wish)
    except Refusal as refusal:
        if refusal.rule == "DR1":
            raise PermissionDenied(_("Papers are issued by a releasing officer; your post does not hold that role.")) from refusal
        messages.error(request, _plain(refusal, wish))
    else:
        messages.success(request, _("Issued. It is kept as it is now, with its files, and stands in the list below."))
    return HttpResponseRedirect(request.get_full_path())


@shows(Shows.RECORDS)
def issued(request: HttpRequest, record: str, number: int) -> HttpResponse:
    """A file of an issued paper, as it was issued."""
    sight: Sight = request.sight
    asked = papers_of.question(sight, sight.today)
    if asked is None:
        raise Http404
    data, media, name = papers_of.issued_file(sight, asked, record, number)
    return HttpResponse(data, content_type=media, headers={"Content-Disposition": f'{SENT}; filename="{name}"'})


@shows(Shows.RECORDS)
def findings(request: HttpRequest) -> HttpResponse:
    """What rules noticed on the day, and which of it an officer who clears lets onto the joint paper."""
    sight: Sight = request.sight
    question = as_of(request, sight.today, of_instrument=True)
    asked = papers_of.question(sight, question.day, question.known, question.typed.get("instrument"))
    if request.method == "POST" and asked is not None:
        return _clear(request, asked)
    lines, links = listing.part(request.GET, papers_of.noticed(sight, asked) if asked is not None else (), AT_ONCE)
    shown = [{"line": one, "name": "|".join(one.name), "title": one.one.titles, "what": words.product(one.span.code)} for one in lines]
    may = CLEARING in sight.reader.roles and question.known is None
    drafts = keep.may_draft(sight) and question.known is None
    details = {"asked": question, "lines": shown, "may": may, "may_draft": drafts, "token": secrets.token_urlsafe(24)}
    return render(request, "web/oversight/findings.html", details | links)


@shows(Shows.RECORDS)
def notice(request: HttpRequest) -> HttpResponse:
    """A draft of the notice to the side that a finding speaks of: it is cleared and released like any text that leaves."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    sight: Sight = request.sight
    keep.must_draft(sight)
    asked = papers_of.question(sight, sight.today)
    name = _pair(request.POST.get("finding", "")[:300])
    if asked is None:
        raise Http404
    try:
        text = papers_of.notice_text(sight, asked, name)
        return keep.to_form(keep.keep(request, asked.charter.id, "finding-notice", text, name=f"notice:{name[1][:40]}").id)
    except Refusal as refusal:
        return keep.told(request, refusals.line(refusal), reverse("oversight-findings"))


def _clear(request: HttpRequest, asked: Asking) -> HttpResponse:
    named = [[_pair(text) for text in request.POST.getlist(key)[:2000]] for key in ("listed", "chosen")]
    try:
        changed = papers_of.clear(request.sight, asked, officer_of(request), (named[0], named[1]))
    except Refusal as refusal:
        raise PermissionDenied(_("Findings are cleared by an officer who clears; your post does not hold that role.")) from refusal
    done = ngettext("%d finding changed.", "%d findings changed.", changed) % changed if changed else _("Nothing was changed.")
    messages.success(request, done)
    return HttpResponseRedirect(request.get_full_path())


def _pair(text: str) -> tuple[str, str]:
    code, _bar, record = text.partition("|")
    return code, record


def _choices(typed: Mapping[str, str]) -> dict[str, list[tuple[str, str, bool]]]:
    """What may be chosen: value, words, whether it is chosen."""
    known = {
        "kind": [("quarterly", _("Quarterly paper")), ("annual", _("Annual report")), (BRIEF, _("Brief on one sheet"))],
        "language": [("en", _("English")), ("ja", _("Japanese")), ("both", _("Side by side"))],
        "for": [(NATIONAL, _("National: all that you may read")), (PARTNER, _("For the partners: what every participant may have"))],
    }
    usual = {"kind": "quarterly", "language": _usual(), "for": NATIONAL}
    return {name: [(value, said, value == (typed[name] or usual[name])) for value, said in options] for name, options in known.items()}


def _usual() -> str:
    """The language of the page."""
    return "ja" if (get_language() or "").startswith("ja") else "en"


def _wish(typed: Mapping[str, str]) -> Wish:
    return Wish(typed["kind"], typed["subject"], typed["language"] or _usual(), typed["for"] or NATIONAL)


def _made(sight: Sight, asked: Asking, wish: Wish, question: AsOf) -> dict[str, Any]:
    """The paper on the page, the ways to take it away, and the parts that keep it from the partner; or why there is none."""
    try:
        paper = papers_of.make(sight, asked, wish)
        shown = papers_of.page(sight, asked, paper, wish)
    except Refusal as refusal:
        return {"refused": _plain(refusal, wish)}
    fields = {"kind": wish.kind, "subject": wish.subject, "for": wish.for_whom}
    fields |= {name: text for name, text in question.typed.items() if text and name not in question.problems}
    files = [
        {
            "language": language,
            "form": form,
            "address": f"{reverse('paper-file')}?{urlencode(fields | {'language': language, 'form': form})}",
        }
        for form in ("pdf", "docx")
        for language in LANGUAGES
    ]
    return {
        "paper": mark_safe(shown.fragment),  # made by node.render.html, which escapes every word
        "files": files,
        "causes": causes_of(shown.causes),
        "partner": f"{reverse('papers')}?{urlencode(fields | {'language': wish.language, 'for': PARTNER})}",
        "wish": wish,
    }


def causes_of(causes: Iterable[Cause]) -> list[dict[str, Any]]:
    """What keeps a paper from the partner, each piece once; the heading over what is named anyway is not named itself."""
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for cause in causes:
        if cause.piece.words == cause.piece.section:
            continue
        key = (cause.piece.section.get("en", ""), cause.piece.words.get("en", ""))
        why = cause.reasons[0] if cause.reasons else None
        found.setdefault(key, {"section": cause.piece.section, "words": cause.piece.words, "why": why})
    return list(found.values())


def _plain(refusal: Refusal, wish: Wish) -> str:
    """Why there is no such paper, in the language of the page."""
    unknown = _("No clause, measure, meeting or visit can be found here as “%s” on that day. Write S7, or the number of its record.")
    if refusal.code == "unknown-subject":
        return str(unknown % wish.subject)
    if refusal.code == "unknown-paper" and wish.kind == BRIEF and not wish.subject:
        return str(_("Say what the brief is on: a clause as S7, or the number of a measure, meeting or visit."))
    if refusal.rule == "D12":
        return str(_("This paper may not go to partners as it is: its own label keeps it at home."))
    return str(refusal)


@shows(Shows.RECORDS)
def file(request: HttpRequest) -> HttpResponse:
    """The paper as a document to keep."""
    sight: Sight = request.sight
    question = as_of(request, sight.today, of_instrument=True)
    asked = papers_of.question(sight, question.day, question.known, question.typed.get("instrument"))
    form = request.GET.get("form", "pdf")
    typed = {name: request.GET.get(name, "").strip()[:200] for name in ("kind", "subject", "language", "for")}
    wish = _wish(typed)
    if asked is None or form not in MEDIA or wish.kind not in KINDS or question.problems:
        raise Http404
    try:
        data, media, name = papers_of.document(sight, asked, wish, form, (request.build_absolute_uri("/"), named(request)))
    except Refusal as refusal:
        raise Http404 from refusal
    return HttpResponse(data, content_type=media, headers={"Content-Disposition": f'{SENT}; filename="{name}"'})


@shows(Shows.RECORDS)
def act(request: HttpRequest, act: str) -> HttpResponse:
    """From the act behind a figure to the page of its record."""
    row = papers_of.record_of(request.sight, act)
    if row is None:
        raise Http404
    return HttpResponseRedirect(f"{reverse('record', args=[row.id])}#history")
