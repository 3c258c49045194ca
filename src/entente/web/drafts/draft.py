"""One draft: its words field by field with what stands against each and what was said of it, redlines, history, and every step in place.

Touches the database through sight.drafts and, for steps, through node.national.drafting. Each step is said once however often its form is
sent; a form from a tab that events have overtaken says so and changes nothing. Serves I1, S2.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from entente.areas.drafting.records import Comment
from entente.kernel.area import Words
from entente.kernel.errors import Refusal
from entente.kernel.labels.disclose import RELEASING_OFFICER
from entente.node.national import drafting, putting
from entente.node.national.matters import Draftview
from entente.node.officer import CLEARING, DRAFTER, Officer
from entente.web import refusals, words
from entente.web.consultations import attached, dates, show, statement
from entente.web.drafts import asking, enclosed
from entente.web.drafts.by_field import against_of, grouped
from entente.web.drafts.listing import CODES, line, work_lines
from entente.web.gate import Row, Shows, Sight, shows
from entente.web.person import traces
from entente.web.person.posts import by_title, officer_of
from entente.web.recorded import listed
from entente.web.records import entries, fields, of_meeting, rows
from entente.web.sight import consultations as sights
from entente.web.sight import drafts as sight_drafts

DECIDED = {"clear": "cleared", "return": "returned", "release": "ordered", "recall": "recalled"}
"""The event that tells of a decision, by its verb."""
EVENTS: Mapping[str, Words] = {
    "saved": {"en": "Saved", "ja": "保存"},
    "asked": {"en": "Asked for clearance", "ja": "決裁の依頼"},
    "returned": {"en": "Returned", "ja": "差戻し"},
    "cleared": {"en": "Cleared", "ja": "決裁"},
    "ordered": {"en": "Ordered its release", "ja": "発出の指示"},
    "recalled": {"en": "Recalled", "ja": "発出の取消し"},
    "leaving": {"en": "Waiting time over", "ja": "待機時間の終了"},
    "sent": {"en": "Sent", "ja": "発出"},
    "refused": {"en": "Could not be said", "ja": "発出不能"},
}
CHANGE_FIRST: Words = {
    "en": "The drafter changes what stands against sending it; it is then cleared anew.",
    "ja": "起案者が発出の妨げとなる事項を修正し、改めて決裁を受けます。",
}
COMMENT = "comment:"


@shows(Shows.RECORDS)
def draft(request: HttpRequest, record: str) -> HttpResponse:
    """The page of one draft."""
    sight: Sight = request.sight
    sight_drafts.send_due(sight)
    row, found = sight_drafts.draft(sight, record)
    traces.note(request, row.id)
    return render(request, "web/drafts/draft.html", page(request, row, found))


def page(request: HttpRequest, row: Row, found: Draftview) -> dict[str, Any]:
    """What the page shows."""
    sight: Sight = request.sight
    officer = officer_of(request)
    kind = sight.node.registry.kinds.get(found.type)
    schema = found.matter.text.schema if found.matter.text is not None else 1
    before = sight_drafts.text_before(sight, found)
    base, against = sight_drafts.text_against(sight, found)
    may, meanwhile = allowed(officer, found), sight_drafts.overtaken(sight, found)
    return {
        "row": line(row, found.matter, sight.node.now_us()),
        "titles": _titles(sight, row, found),
        "plan_page": rows.whole_page(found.type, row.id, draft=True),
        "channel": found.channel.terms.title if found.channel is not None else None,
        "receivers": [code for code in found.channel.codes if code != sight.node.party] if found.channel is not None else [],
        "marking": sight_drafts.marking_of(sight, row),
        "state": found.state,
        "rule": CODES.get(found.state, ""),
        "next": CHANGE_FIRST if found.problems and found.state in ("asked", "cleared") else by_title(found.next),
        "may": may,
        "why_not": why_not(officer, found, may),
        "posts": asking.posts(request, {post for _, post in found.matter.drafters}) if "ask" in may else [],
        "fields": grouped(sight, found, schema) if found.type != putting.TYPE else [],
        **listed.of_draft(sight, found),
        "problems": against_of(grouped(sight, found, schema), found),
        "unnamed": [p.words for p in found.unnamed],
        "whole": [(e, w) for e, w in found.comments.get("", [])],
        "since_before": fields.changes(kind, schema, before, found.text) if before is not None else None,
        "since_base": fields.changes(kind, schema, base, found.text) if base is not None else None,
        "against": "" if found.type in of_meeting.TYPES else against,
        "counters": bool(found.matter.text and found.matter.text.counters) and not meanwhile,
        "meanwhile": meanwhile,
        "history": _events(sight, found),
        "sent": _sent(found),
        "edit": _edit(found) if "edit" in may else "",
        "work": work_lines(request, found.record),
        **enclosed.shown(sight, found, "edit" in may),
        "doubles": sights.doubles(sight, found.doubles),
        "days_off": show.holidays_of(found.type, found.text, found.channel.codes if found.channel is not None else ()),
        "follows": _follows(sight, found),
        "compared": statement.compared_of(sight, found),
        "barred": attached.barred_of(sight, found),
        "found_type": found.type,
        "gives_work": bool(officer.roles & entries.GIVES_WORK),
    }


def _follows(sight: Sight, found: Draftview) -> str:
    """What follows once a draft about a date has gone; empty for one that has, and for any other."""
    text = found.matter.text
    return dates.follows(sight, found.type, found.text, text.record) if text is not None and found.matter.sent is None else ""


def _titles(sight: Sight, row: Row, found: Draftview) -> Words:
    """What the draft is called: a paper of a meeting with its meeting."""
    shown = rows.plain(row)
    of_meeting.name_drafts(sight, [shown], {row.id: found.text} if found.type in of_meeting.TYPES else {})
    titles: Words = shown["titles"]
    return titles


def _sent(found: Draftview) -> str:
    """The record on which the words were said: the one that they revise or answer, else the new one, called after its act."""
    text = found.matter.text
    about = text.record if text is not None else None
    return (about or found.matter.sent) if found.matter.sent is not None else ""


def _edit(found: Draftview) -> str:
    """The address of the draft's form, where one is served: minutes have their own, paragraph by paragraph."""
    if found.type == putting.TYPE:
        return f"{reverse('recorded')}?draft={found.record}"
    try:
        return str(reverse("consultation-minutes" if found.type == "minutes" else "draft-edit", args=[found.record]))
    except NoReverseMatch:
        return ""


def _events(sight: Sight, found: Draftview) -> list[dict[str, Any]]:
    """Who did what, the latest first, with how he had shown who he is where he decided."""
    told = sight_drafts.at_home(sight, found.record).decided
    proofs = {(DECIDED[text.verb], text.officer): text.proof for _row, text in told}
    return [_event(e, found.matter.revision, proofs.get((e.what, e.officer), ())) for e in reversed(found.history)]


def _event(event: Any, latest: str, proof: tuple[str, ...]) -> dict[str, Any]:
    return {
        "proof": [words.of_areas()["enum"]["Proof"][way] for way in proof],
        "what": EVENTS[event.what],
        "at": datetime.fromisoformat(event.signed_at),
        "officer": event.officer,
        "post": event.post,
        "to_post": event.to_post,
        "comments": len(event.comments),
        "words": refusals.of_words(event.words) if event.what == "refused" else event.words,
        "older": bool(event.revision) and event.revision != latest,
    }


def allowed(officer: Officer, found: Draftview) -> frozenset[str]:
    """The steps this officer may take now."""
    matter, roles, state = found.matter, officer.roles, found.state
    ours = matter.drafted_by(officer.name, officer.post)
    may = set()
    if DRAFTER in roles and state in drafting.CHANGEABLE:
        may |= {"edit", "discard"} | ({"ask"} if state in ("drafting", "asked", "cleared") else set())
    if CLEARING in roles and not ours and state == "asked" and any(a.text.to_post == officer.post for a in matter.open_requests):
        may |= {"clear", "return"}
    if RELEASING_OFFICER in roles and not ours and state == "cleared":
        may.add("release")
    if state == "waiting" and roles & {DRAFTER, CLEARING, RELEASING_OFFICER}:
        may.add("recall")
    return frozenset(may)


def why_not(officer: Officer, found: Draftview, may: frozenset[str]) -> str:
    """Why this officer cannot take the next step, where he might think that he can."""
    ours = found.matter.drafted_by(officer.name, officer.post)
    if found.state == "asked" and CLEARING in officer.roles and not may & {"clear"}:
        return str(_("You, or your post, drafted this; another clears it.")) if ours else str(_("Another post was asked to clear it."))
    if found.state == "cleared" and ours and RELEASING_OFFICER in officer.roles:
        return str(_("You, or your post, drafted this; another releases it."))
    return ""


@shows(Shows.RECORDS)
def step(request: HttpRequest, record: str) -> HttpResponse:
    """Takes the step that a button named (POST), and goes back to the draft; a refusal is shown there and nothing is changed."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    row, found = sight_drafts.draft(request.sight, record)
    name = request.POST.get("step", "")
    try:
        done = _take(request, officer_of(request), found, name)
    except Refusal as refusal:
        shown = page(request, row, found) | {"refused": refusals.line(refusal), "typed": _comments(request)}
        return render(request, "web/drafts/draft.html", shown, status=409)
    traces.note(request, row.id, traces.EDITED)
    messages.success(request, done)
    return HttpResponseRedirect(reverse("drafts" if name in ("discard",) else "draft", args=[] if name in ("discard",) else [row.id]))


def _take(request: HttpRequest, officer: Officer, found: Draftview, name: str) -> str:
    node, revision = request.sight.node, request.POST.get("revision") or None
    if name == "ask":
        asking.ask(request, found.record, to_post := request.POST.get("to_post", ""))
        return str(_("Asked: %s finds it under “For me to clear”.") % asking.title(to_post))
    if name == "clear":
        drafting.clear(node, officer, found.record, revision, _comments(request))
        return str(_("Cleared. A releasing officer can now order its release."))
    if name == "return":
        drafting.send_back(node, officer, found.record, _comments(request), revision)
        return str(_("Returned with your comments. The drafter finds it under “Returned to me”."))
    if name == "recall":
        drafting.recall(node, officer, found.record, request.POST.get("words", ""))
        return str(_("Recalled. It has not gone, and goes only after a new order."))
    if name == "discard":
        drafting.discard(node, officer, found.record)
        return str(_("Discarded. Its history stays."))
    raise Http404


def _comments(request: HttpRequest) -> tuple[Comment, ...]:
    """The comments of the form, by field."""
    typed = {key.removeprefix(COMMENT): str(value).strip() for key, value in request.POST.items() if key.startswith(COMMENT)}
    return tuple(Comment(path[:300], said[:4000]) for path, said in typed.items() if said)
