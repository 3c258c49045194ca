"""Decide: accept, decline or withdraw an open proposal, after a page that shows exactly what that means.

Touches the database and the act key through node.say. A form carries the act's id and a request of its own: sent twice it gives the same
act, sent from a tab that events have overtaken it says so and changes nothing. What follows by itself follows at once. Serves I1.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from entente.kernel.act import Act
from entente.kernel.errors import Refusal
from entente.kernel.fold import Proposal
from entente.kernel.gate1.ruling import records as records_in
from entente.node import say
from entente.node.national import decisions
from entente.node.officer import Officer
from entente.node.partners import follow
from entente.web import gate, parties, refusals
from entente.web.gate import Row, Shows, Sight, shows
from entente.web.person import traces
from entente.web.person.posts import officer_of
from entente.web.records import of_meeting, record, rows
from entente.web.sight import drafts as sight_drafts
from entente.web.templatetags.entente import bare_in, tongue

TOKEN = re.compile(r"[A-Za-z0-9_-]{16,64}")
SAY = {"accept": say.accept, "decline": say.decline, "withdraw": say.withdraw}


@shows(Shows.RECORDS)
def decide(request: HttpRequest, record_id: str, act: str, verb: str) -> HttpResponse:
    """The page that asks (GET), and the act (POST)."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    sight: Sight = request.sight
    row = gate.record(sight, record_id)
    proposal = find(sight, row, act, verb)
    given = request.POST.get("request", "")
    token = given if TOKEN.fullmatch(given) else secrets.token_urlsafe(24)
    name = f"web:{verb}:{act}:{token}"
    if request.method == "POST" and gate.requested(sight, name):
        return _done(request, row, act, verb)
    page = _page(sight, row, proposal, verb)
    problem, rule_words = why_not(sight, row, proposal, verb, officer_of(request)), ""
    if request.method == "POST" and not problem:
        rule_words = _say(request, (row.id, proposal), verb, name)
        if not rule_words:
            return _done(request, row, act, verb)
    more = {"token": token, "problem": problem, "rule_words": rule_words}
    return render(request, "web/decide.html", page | more, status=409 if problem or rule_words else 200)


def find(sight: Sight, row: Row, act: str, verb: str) -> Proposal:
    """The proposal on the record, open or not, for a post with the role; "not found" alike for what is absent and what may not be read."""
    state = gate.state(sight, row)
    found = next((p for p in state.proposals if p.cite.act == act), None) if state is not None else None
    if found is None or verb not in SAY:
        raise Http404
    gate.act(sight, act)
    if not sight.reader.roles & record.VERBS[verb]:
        raise PermissionDenied(_role_words(verb))
    return found


def _four_eyes(sight: Sight, proposal: Proposal, officer: Officer) -> str:
    """Why this person may not accept: he, or his post, drafted our words on one of the records it is about."""
    act = proposal.cite.act
    header = gate.act(sight, act).act.header
    if header is not None and any(sight_drafts.drafted(sight, officer, name) for name in records_in(act, header)):
        return str(_("You, or your post, drafted our words on this record; another officer accepts."))
    return ""


def why_not(sight: Sight, row: Row, proposal: Proposal, verb: str, officer: Officer) -> str:
    """What stands against this person's doing this with the proposal now, in words; empty where nothing does."""
    unread = str(_("You cannot accept what cannot be read here.")) if verb == "accept" and _offers(sight, row, proposal)[1] else ""
    return record.refused(sight, proposal, verb) or unread or (_four_eyes(sight, proposal, officer) if verb == "accept" else "")


def carry_out(sight: Sight, officer: Officer, about: tuple[str, Proposal], verb: str, manner: say.Manner) -> Act:
    """Says it for the officer's post, at home first who decides, and what follows by itself; gives the act. Refuses what node.say refuses.

    `about` is the record and the proposal on it.
    """
    record_id, proposal = about
    decisions.enter(sight.node, officer, verb, record_id, proposal.cite.act)
    said = SAY[verb](sight.node, proposal.cite.act, replace(manner, post=officer.post))
    follow.follow(sight.node, sight.node.charter(gate.act(sight, said.id).channel))
    return said


def _say(request: HttpRequest, about: tuple[str, Proposal], verb: str, name: str) -> str:
    """Says it, and what follows; gives the words of a refusal, or none."""
    sight: Sight = request.sight
    try:
        carry_out(sight, officer_of(request), about, verb, say.Manner(request=name))
    except Refusal as refusal:  # the same form may have come twice at once
        return "" if gate.requested(sight, name) else refusals.line(refusal)
    return ""


def _done(request: HttpRequest, row: Row, act: str, verb: str) -> HttpResponse:
    """Back to the record, which shows what came of it."""
    traces.note(request, row.id, traces.EDITED)
    waits = _awaited(request.sight, row, act) if verb == "accept" else ""
    done = {
        "accept": _("Accepted. Still to accept: %s.") % waits
        if waits
        else _("Accepted. The proposal's author finalises it; its words can no longer change."),
        "decline": _("Declined. The proposal's author decides what follows."),
        "withdraw": _("Withdrawn. The proposal can no longer be accepted."),
    }
    messages.success(request, done[verb])
    return HttpResponseRedirect(reverse("record", args=[row.id]))


def _awaited(sight: Sight, row: Row, act: str) -> str:
    """Which other governments have yet to accept the proposal, by name; empty where all have."""
    now = gate.by_id(sight, [row.id]).get(row.id)
    moves = now.move_list() if now is not None else []
    codes = [who for who, verb, about in moves if verb == "accept" and about == act]
    return str(_(", ")).join(bare_in(parties.party(code), tongue()) or code for code in codes)


def _offers(sight: Sight, row: Row, proposal: Proposal) -> tuple[list[dict[str, Any]], bool]:
    """Every text that stands or falls with the proposal, which may be about several records; and whether one cannot be read."""
    header = gate.act(sight, proposal.cite.act).act.header
    about = list(records_in(proposal.cite.act, header)) if header is not None else [row.id]
    known = gate.by_id(sight, about)
    offers = []
    for name in about:
        state = gate.state(sight, known[name]) if name in known else None
        found = next((p for p in state.proposals if p.cite.act == proposal.cite.act), None) if state is not None else None
        if state is not None and found is not None:
            offers.append({"row": rows.plain(known[name]), "offer": record.on_table(sight, known[name], state, found)})
    of_meeting.name(sight, [item["row"] for item in offers], known)
    return offers, len(offers) < len(about) or any(item["offer"]["lines"] is None for item in offers)


def _page(sight: Sight, row: Row, proposal: Proposal, verb: str) -> dict[str, Any]:
    headings = {"accept": _("Accept this proposal"), "decline": _("Decline this proposal"), "withdraw": _("Withdraw this proposal")}
    buttons = {"accept": _("Accept these words"), "decline": _("Decline"), "withdraw": _("Withdraw")}
    return {
        "row": rows.plain(row),
        "plan_page": rows.whole_page(row.type, row.id),
        "verb": verb,
        "heading": headings[verb],
        "button": buttons[verb],
        "offers": _offers(sight, row, proposal)[0],
    }


def _role_words(verb: str) -> str:
    if verb == "withdraw":
        return str(_("Proposals are withdrawn by those who draft or release; your post holds neither role."))
    return str(_("Proposals are accepted and declined by accepting officers; your post does not hold that role."))
