"""One action and what our side does about it: the owner says that it is done, the other side closes it or disputes the claim.

Touches the database through the gate and node.national.drafting. The page shows what is claimed before anything is drafted; sent, it gives
a draft. Serves I2, I3, I4 and I5.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from entente.kernel.calendar.days import parse_day
from entente.kernel.errors import Refusal
from entente.web import gate, refusals
from entente.web.consultations import keep, show
from entente.web.gate import Shows, Sight, shows
from entente.web.records import entries, rows
from entente.web.sight import consultations as sights
from entente.web.sight.consultations import Circle, Entry

MOST_WORDS = 20_000
TYPES: Mapping[str, str] = {"claim": "action-claim", "close": "action-closure", "dispute": "action-closure"}


@shows(Shows.RECORDS)
def act_on(request: HttpRequest, record: str, verb: str) -> HttpResponse:
    """The page on which a claim, a closure or a dispute is drafted; sent, the draft itself. A stranger to the action finds nothing."""
    sight: Sight = request.sight
    keep.must_draft(sight)
    entry = sights.named(sight, record, "action")
    circle = sights.circle(sight, sights.named(sight, entry.text.series, "meeting-series"))
    named = about(sight, circle, entry, verb)
    problem = ""
    if request.method == "POST":
        try:
            text = named | typed(request.POST, verb)
            act = keep.keep(request, entry.row.channel, TYPES[verb], text, name=f"{verb}:{entry.row.id[:16]}")
            return keep.there(request, act.id)
        except Refusal as refusal:
            problem = refusals.line(refusal)
    return render(request, "web/consultations/action.html", _page(request, circle, entry, (verb, problem)), status=400 if problem else 200)


def about(sight: Sight, circle: Circle, entry: Entry, verb: str) -> dict[str, Any]:
    """What a claim or an answer names; "not found" for the side that has not to say it, and for an answer to no claim."""
    ours = entry.text.owner.party == sight.node.party
    named = {"series": entry.text.series, "action": entry.row.id}
    if verb == "claim" and ours:
        return named
    claim = latest_claim(circle, entry)
    if verb not in ("close", "dispute") or ours or claim is None:
        raise Http404
    return named | {"claim": claim.row.id, "verdict": "CLOSED" if verb == "close" else "DISPUTED"}


def latest_claim(circle: Circle, entry: Entry) -> Entry | None:
    """What the owner last claimed; None where he has claimed nothing."""
    claims = [one for one in circle.about("action-claim", "action", entry.row.id) if one.row.party == entry.text.owner.party]
    return max(claims, key=lambda one: one.row.changed_at, default=None)


def typed(post: Mapping[str, str], verb: str) -> dict[str, Any]:
    """The words and the day as typed. Refuses (CN4) a day that is none, (CN6) a dispute without its reason."""
    said = {language: words for language in ("en", "ja") if (words := post.get(f"words_{language}", "").strip()[:MOST_WORDS])}
    if verb != "claim":
        if verb == "dispute" and not said:
            raise Refusal("incomplete", "CN6", _("Say why the claim is disputed, in English, Japanese or both."))
        return {"reason": said} if said else {}
    day = parse_day(post.get("done_on", ""))
    if day is None:
        raise Refusal(
            "no-day", "CN4", _("“%s” is not a date. Write it as 2018-10-02, 2 October 2018 or 平成30年10月2日.") % post.get("done_on", "")
        )
    return {"done_on": day.isoformat()} | ({"text": said} if said else {})


def _page(request: HttpRequest, circle: Circle, entry: Entry, what: tuple[str, str]) -> dict[str, Any]:
    sight: Sight = request.sight
    verb, problem = what
    meeting = gate.by_id(sight, [entry.text.meeting]).get(entry.text.meeting)
    claim = latest_claim(circle, entry)
    return {
        "one": show.plain(entry) | {"title": show.said(entry.text.title), "said": show.said(entry.text.text)},
        "text": entry.text,
        "meeting": rows.plain(meeting) if meeting is not None else None,
        "stands": show.lines([i for i in sights.today(sight, circle, entry.row.id) if i.sort in ("obligation", "fact")]),
        "claim": show.plain(claim) | {"said": show.said(claim.text.text)} if claim is not None else None,
        "verb": verb,
        "problem": problem,
        "typed": request.POST or {"done_on": sight.today.isoformat()},
        "token": secrets.token_urlsafe(24),
    }


@shows(Shows.RECORDS)
def place(request: HttpRequest, record: str) -> HttpResponse:
    """To the page on which a record of consultations is worked on; to the record's own where it has none."""
    row = gate.record(request.sight, record)
    found = entries.consultation(request.sight, row)
    return HttpResponseRedirect(found[0].address if found else reverse("record", args=[row.id]))
