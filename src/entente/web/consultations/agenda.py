"""The agenda that writes itself: lines proposed with their grounds, ticked, ordered and timed into a draft; then our briefs upon it.

Touches the database through the gate, node.national.drafting and node.national.overlays. The draft's marking is computed from the records
its lines rest on (kernel.join); a line that the partner may not be shown is named and does not go on his paper. Serves I2, I3, I4 and I5.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from entente.implementation.papers.agenda import GROUND_WORDS, Line
from entente.kernel.area import Words
from entente.kernel.errors import Refusal
from entente.node.meetings.agendas import Proposed, agenda_text
from entente.node.national import overlays
from entente.web import refusals
from entente.web.consultations import keep, show
from entente.web.frame import marking as marked
from entente.web.gate import Row, Shows, Sight, shows
from entente.web.person.posts import officer_of
from entente.web.records import rows
from entente.web.sight import consultations as sights
from entente.web.sight.consultations import Entry

OWN_LINES = 4
MOST_MINUTES = 480


@shows(Shows.RECORDS)
def agenda(request: HttpRequest, record: str) -> HttpResponse:
    """The lines proposed for a meeting, and the draft that comes of those ticked."""
    sight: Sight = request.sight
    entry, circle = sights.meeting(sight, record)
    keep.must_draft(sight)
    proposed = sights.proposed_lines(sight, circle.entry.row)
    typed = read(request.POST, proposed) if request.method == "POST" else None
    problem = ""
    if typed is not None:
        text = agenda_text(circle.entry.row.id, entry.row.id, [(one.line, minutes) for one, minutes in typed[0]], typed[1])
        if not text["items"]:
            problem = _("Choose at least one line, or write one of your own.")
        else:
            try:
                return keep.there(request, _save(request, entry, text, [one.row for one, _minutes in typed[0] if one.row is not None]))
            except Refusal as refusal:
                problem = refusals.line(refusal)
    parent = sights.by_id(sight, circle.entry.text.parent)
    shown = [line(one, no, parent, request.POST) for no, one in enumerate(proposed)]
    own = [{"no": n, "en": request.POST.get(f"own-{n}-en", ""), "ja": request.POST.get(f"own-{n}-ja", "")} for n in range(OWN_LINES)]
    details = {
        "meeting": show.meeting(entry),
        "lines": shown,
        "causes": [one for one in shown if one["withheld"]],
        "marking": marking(sight, [one.row for one in proposed if one.row is not None and not one.withheld]),
        "own": own,
        "problem": problem,
        "token": secrets.token_urlsafe(24),
    }
    return render(request, "web/consultations/agenda.html", details, status=400 if problem else 200)


def _save(request: HttpRequest, entry: Entry, text: Mapping[str, Any], sources: Sequence[Row]) -> str:
    """The draft, marked as its lines' records together are; as the channel is where nothing of it rests on a record."""
    joined = sights.compound(request.sight, list(sources))
    more: dict[str, Any] = {}
    if joined is not None and len(joined.labels) == 1:
        more["label"] = (joined.labels[0].policy, joined.labels[0].classification)
    return keep.keep(request, entry.row.channel, "agenda", text, **more).id


def read(post: Mapping[str, str], proposed: Sequence[Proposed]) -> tuple[list[tuple[Proposed, int | None]], list[Words]]:
    """The lines ticked that may go, in the order typed, each with its minutes; and lines of one's own, by language."""
    chosen = []
    for no, one in enumerate(proposed):
        if post.get(f"line-{no}") != key(one.line) or one.withheld:
            continue
        order = _whole(post.get(f"order-{no}", ""), 999)
        chosen.append((order if order is not None else no + 1, no, one, _whole(post.get(f"minutes-{no}", ""), MOST_MINUTES)))
    chosen.sort(key=lambda item: item[:2])
    own: list[Words] = []
    for n in range(OWN_LINES):
        words = {language: post.get(f"own-{n}-{language}", "").strip()[:200] for language in ("en", "ja")}
        if any(words.values()):
            own.append({language: said for language, said in words.items() if said})
    return [(one, minutes) for _order, _no, one, minutes in chosen], own


def _whole(typed: str, most: int) -> int | None:
    return int(typed) if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= most else None


def key(line_: Line) -> str:
    """What tells a line apart, so that a page which events have overtaken chooses no other line."""
    return f"{line_.ground}:{line_.source or line_.titles.get('en') or line_.titles.get('ja') or ''}"


def line(one: Proposed, no: int, parent: Row | None, post: Mapping[str, str]) -> dict[str, Any]:
    """A proposed line as the page shows it; `goes_to` is the parent series of one that stood three times in a row."""
    ticked = post.get(f"line-{no}") == key(one.line) if post else not one.withheld
    return {
        "no": no,
        "key": key(one.line),
        "line": one.line,
        "ground": GROUND_WORDS[one.line.ground],
        "source": rows.plain(one.row) if one.row is not None else None,
        "withheld": one.withheld,
        "child": one.child,
        "goes_to": rows.plain(parent) if one.line.escalated and parent is not None and one.child is None else None,
        "ticked": ticked,
        "order": post.get(f"order-{no}", "") or str(no + 1),
        "minutes": post.get(f"minutes-{no}", ""),
    }


def marking(sight: Sight, sources: list[Row]) -> dict[str, Any] | None:
    """The computed marking of a paper with these records, and who may be sent it; None where nothing rests on a record."""
    joined = sights.compound(sight, sources)
    if joined is None:
        return None
    reasons = [{"en": reason.en, "ja": reason.ja} for reason in joined.verdict.reasons]
    return {
        "labels": [marked(sight.node, label.policy, label.classification) for label in joined.labels],
        "parties": sorted(joined.parties),
        "reasons": reasons,
    }


@shows(Shows.RECORDS)
def briefs(request: HttpRequest, record: str) -> HttpResponse:
    """Our own briefs and lines to take on an agreed agenda, item by item; they never leave this node."""
    sight: Sight = request.sight
    entry = sights.named(sight, record, "agenda")
    if not entry.agreed:
        raise Http404
    if not keep.may_draft(sight):
        raise PermissionDenied(_("Drafts are written by those who hold the role of drafter; your post does not."))
    ours = sights.briefs(sight, entry)
    if request.method == "POST":
        fields = brief_fields(request.POST, [item.no for item in entry.text.items])
        try:
            overlays.keep(sight.node, officer_of(request), entry.row.id, fields)
            return HttpResponseRedirect(reverse("consultation-meeting", args=[entry.text.meeting]))
        except Refusal as refusal:
            return keep.told(request, refusals.line(refusal), request.path)
    held = {item.get("no"): item for item in ours.get("items", ())}
    items = []
    for item in entry.text.items:
        mine = held.get(item.no, {})
        to_take = mine.get("lines_to_take", ())
        lines = {language: "\n".join(said[language] for said in to_take if said.get(language)) for language in ("en", "ja")}
        items.append({"no": item.no, "title": show.said(item.title), "brief": mine.get("brief") or {}, "lines": lines})
    details = {"agenda": show.plain(entry), "meeting": entry.text.meeting, "items": items}
    return render(request, "web/consultations/briefs.html", details)


def brief_fields(post: Mapping[str, str], numbers: Sequence[int]) -> dict[str, Any]:
    """The national fields of an agenda as typed: a brief for each item, and each line to take on a line of its own."""
    items = []
    for no in numbers:
        brief = {language: said for language in ("en", "ja") if (said := post.get(f"brief-{no}-{language}", "").strip()[:20_000])}
        typed = {language: post.get(f"take-{no}-{language}", "").splitlines() for language in ("en", "ja")}
        columns = {language: [words.strip() for words in said if words.strip()] for language, said in typed.items()}
        count = min(max(len(said) for said in columns.values()), 40)
        lines = [{language: said[n] for language, said in columns.items() if n < len(said)} for n in range(count)]
        if brief or lines:
            items.append({"no": no} | ({"brief": brief} if brief else {}) | ({"lines_to_take": lines} if lines else {}))
    return {"items": items} if items else {}
