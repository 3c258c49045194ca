"""Record: what it says, whose move it is, what lies on the table and what that would change, who said what, what rules found, the proofs.

Touches the database through the gate, and the person's own traces. Actions stand in `decide`. Serves I1 and every clause.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from entente.implementation.area_words import DEEDS
from entente.implementation.fields import Line
from entente.kernel.act import Cite
from entente.kernel.errors import Refusal
from entente.kernel.fold import Proposal, Record, current
from entente.kernel.labels.disclose import RELEASING_OFFICER
from entente.node.keeping.prove import proof_of
from entente.node.national.annotations import AtHome, OfficerDecision
from entente.web import gate, uploads, words
from entente.web.action_plan.titled import titled
from entente.web.drafts.listing import line as draft_line
from entente.web.drafts.listing import lines_of
from entente.web.drafts.release import national_of
from entente.web.gate import Row, Shows, Sight, shows
from entente.web.person import traces
from entente.web.person.posts import ACCEPTING_OFFICER, DRAFTER
from entente.web.records import entries, fields, of_meeting, rows
from entente.web.sight import drafts as sight_drafts
from entente.web.sight import house as sight_house
from entente.web.sight import recorded as sight_recorded
from entente.web.sight import sheets

LONG = 40
"""A text of more lines is folded away until it is asked for."""

VERBS: Mapping[str, frozenset[str]] = {
    "accept": frozenset({ACCEPTING_OFFICER}),
    "decline": frozenset({ACCEPTING_OFFICER}),
    "withdraw": frozenset({DRAFTER, RELEASING_OFFICER}),
}
"""Which roles may do what with an open proposal."""


@shows(Shows.RECORDS)
def record(request: HttpRequest, record: str) -> HttpResponse:
    """One record, by id or code."""
    sight: Sight = request.sight
    row = gate.record(sight, record)
    if row.type == "draft":
        return HttpResponseRedirect(reverse("draft", args=[row.id]))
    state = gate.told(sight, row)
    if state is None:
        raise Http404
    traces.note(request, row.id)
    history = _history(sight, row, state)
    cite, index, pending = current(state)
    found = text_of(sight, row, cite, index) if cite is not None else None
    proposals = [on_table(sight, row, state, p) for p in state.proposals if p.state == "open"]
    shown = rows.plain(row)
    of_meeting.name(sight, [shown], {row.id: row})
    home = sight_drafts.at_home(sight, row.id)
    details = {
        "row": shown,
        "plan_page": rows.whole_page(row.type, row.id),
        "document": sheets.is_document(row),
        "briefed": row.type in ("measure", "meeting", "visit"),
        "pending": pending,
        "moves": _moves(row, sight.node.party),
        "lines": _lines(sight, row, found),
        "has_text": cite is not None,
        "proposals": proposals,
        "history": history,
        "decided": _decided(sight, state, home.decided),
        "rulings": _rulings(sight, row),
        "counterparts": [(rows.plain(one), home) for one, home in sight_recorded.counterparts(sight, row)],
        "writes": entries.on_record(sight, row, state),
        "national": _national(request, row, home),
        "long": LONG,
        "attaches": entries.may_attach(sight, row) and not pending and found is not None,
        "file_ends": uploads.ends(),
        "token": secrets.token_urlsafe(24),
    }
    return render(request, "web/record.html", details)


@shows(Shows.RECORDS)
def proof(request: HttpRequest, record: str, act: str) -> HttpResponse:
    """The proof file of one of the record's acts, with its body; only where the body may be read."""
    sight: Sight = request.sight
    row = gate.record(sight, record)
    state = gate.state(sight, row)
    if state is None or act not in {cite.act for cite in state.history}:
        raise Http404
    found = gate.act(sight, act)
    if found.body_state != "none" and gate.body(sight, found) is None:
        raise Http404
    try:
        content = proof_of(sight.node, found.position, found.body_state == "read")
    except Refusal:
        messages.info(request, _("There is no proof of this entry yet: it comes with the next exchange with a partner."))
        return HttpResponseRedirect(reverse("record", args=[row.id]))
    name = f"{row.code or row.id[:12]}-{found.act.party}-{found.act.seq}.proof"
    return HttpResponse(content, content_type="application/octet-stream", headers={"Content-Disposition": f'attachment; filename="{name}"'})


def text_of(sight: Sight, row: Row, cite: Cite, index: int) -> Mapping[str, Any] | None:
    """One text of an act; None where it is awaited, sealed, spilled or purged, or its label may not be read."""
    try:
        body = gate.body(sight, gate.act(sight, cite.act))
    except Http404:
        return None
    texts: list[Mapping[str, Any]] = list(body.get("texts", [])) if body else []
    return texts[index] if index < len(texts) else None


def _lines(sight: Sight, row: Row, text: Mapping[str, Any] | None) -> list[Line] | None:
    """A text of the record as lines, an edition's measures with their titles; None where it is not here or not for this reader."""
    if text is None:
        return None
    return titled(sight, row.type, fields.lines(sight.node.registry.kinds.get(row.type), row.schema, text))


def on_table(sight: Sight, row: Row, state: Record, proposal: Proposal) -> dict[str, Any]:
    """A proposal: its text, and what that would change of the text agreed, or of the proposal that it counters."""
    kind = sight.node.registry.kinds.get(row.type)
    text = text_of(sight, row, proposal.cite, proposal.index)
    against, name = _compared(sight, row, state, proposal) if text is not None else (None, "")
    ours = proposal.cite.party == sight.node.party
    return {
        "act": proposal.cite.act,
        "place": place(proposal.cite),
        "party": proposal.cite.party,
        "ours": ours,
        "at": moment(proposal.signed_at),
        "expires": moment(proposal.expires_at) if proposal.expires_at else None,
        "accepted": sorted(proposal.accepted),
        "declined": sorted(proposal.declined),
        "lines": _lines(sight, row, text),
        "changes": fields.changes(kind, row.schema, against, text) if against is not None and text is not None else None,
        "against": name,
        "verbs": [verb for verb in VERBS if (verb == "withdraw") == ours and not refused(sight, proposal, verb)],
        "counter": entries.counter(sight, row, proposal),
        "role": not ours and ACCEPTING_OFFICER not in sight.reader.roles,
    }


def _compared(sight: Sight, row: Row, state: Record, proposal: Proposal) -> tuple[Mapping[str, Any] | None, str]:
    """The text a proposal is compared with, and what that is called."""
    cite, index, pending = current(state)
    if cite is not None:
        name = _("the text finalised") if pending else _("the text in effect")
        return text_of(sight, row, cite, index), name
    try:
        header = gate.act(sight, proposal.cite.act).act.header
    except Http404:
        return None, ""
    named = {text.split("/")[3] for text in header.cites} if header is not None else set()
    for other in state.proposals:
        if other.cite.act in named:
            return text_of(sight, row, other.cite, other.index), _("the proposal %s") % place(other.cite)
    return None, ""


def refused(sight: Sight, proposal: Proposal, verb: str) -> str:
    """Why this person may not do this with the proposal, in words; empty where he may."""
    if not sight.reader.roles & VERBS[verb]:
        return str(_("Your post does not hold the role that this needs."))
    party = sight.node.party
    if (proposal.cite.party == party) != (verb == "withdraw"):
        return str(_("You can withdraw our own proposals, and accept or decline those of others."))
    if proposal.state != "open":
        why = {"overtaken": _("another text was finalised meanwhile"), "concluded": _("it is finalised already")}
        closed = why.get(proposal.state, _("it was withdrawn or replaced by its author meanwhile"))
        return str(_("This proposal is no longer open: %s.") % closed)
    if verb in ("accept", "decline") and party in proposal.accepted:
        return str(_("Our side has accepted this proposal already."))
    if verb == "decline" and party in proposal.declined:
        return str(_("Our side has declined this proposal already."))
    if verb == "accept" and proposal.expires_at is not None and moment(proposal.expires_at) < sight.node.clock():
        return str(_("This proposal has expired. Its author may propose it again."))
    return ""


def place(cite: Cite) -> str:
    """An act's place as people name it: JPN/1/12."""
    return f"{cite.party}/{cite.generation}/{cite.seq}"


def moment(text: str) -> datetime:
    """A header's time."""
    return datetime.fromisoformat(text)


def _moves(row: Row, party: str) -> list[dict[str, Any]]:
    """What is due from whom, each once."""
    due = dict.fromkeys((who, verb) for who, verb, _act in row.move_list())
    return [{"who": who, "ours": who == party, "what": words.move(verb, who == party)} for who, verb in due]


def _national(request: HttpRequest, row: Row, home: AtHome) -> dict[str, Any] | None:
    """What we keep to ourselves on a record: our own fields, drafts in hand, work given; None where there is nothing."""
    sight: Sight = request.sight
    lines = national_of(sight, home.fields)
    drafts = [draft_line(kept, found, sight.node.now_us()) for kept, found in sight_drafts.drafts_on(sight, row.id)]
    work = lines_of(request, home.work)
    return {"lines": lines, "drafts": drafts, "work": work} if lines or drafts or work else None


def _decided(sight: Sight, state: Record, told: Iterable[tuple[Row, OfficerDecision]]) -> list[dict[str, Any]]:
    """Which officer of ours stands behind which entry, and how he had shown who he is; an entry that was not made is not told of."""
    pairs = list(told)
    held = gate.acts(sight, [cite.act for cite in state.history if cite.party == sight.node.party]) if pairs else {}
    headers = [one.act.header for one in held.values() if one.act.header is not None]
    made = [(header.kind, cited) for header in headers for cited in header.cites]
    found = []
    for row, text in pairs:
        if any(kind == text.verb and text.act.partition(".")[0] in cited for kind, cited in made):
            shown = {"officer": text.officer, "post": text.post, "at": datetime.fromtimestamp(row.changed_at / 1_000_000, UTC)}
            found.append(shown | {"what": DEEDS[text.verb], "proof": [words.of_areas()["enum"]["Proof"][way] for way in text.proof]})
    return found


def _history(sight: Sight, row: Row, state: Record) -> list[dict[str, Any]]:
    """Who said what, the latest first; entries under a label that may not be read are left out."""
    proposals = {p.cite.act: p.state for p in state.proposals}
    acts = gate.acts(sight, [cite.act for cite in state.history])
    bodies, receipts = gate.bodies(sight, acts.values()), gate.receipts(sight, acts.values())
    found = []
    for cite in reversed(state.history):
        held = acts.get(cite.act)
        header = held.act.header if held is not None else None
        if held is None or header is None:
            continue
        body = bodies.get(cite.act)
        found.append(
            {
                "act": cite.act,
                "place": place(cite),
                "party": cite.party,
                "post": header.post,
                "what": DEEDS.get(header.kind, {"en": header.kind}),
                "at": moment(header.signed_at),
                "here": held.received_at if cite.party != sight.node.party else None,
                "received": [(who, at) for who, at in sorted(receipts[cite.act].items()) if who != sight.node.party],
                "remark": body.get("remark") if body else None,
                "open": proposals.get(cite.act) == "open",
                "withheld": held.body_state not in ("read", "none"),
                "files": sight_house.files(sight, held, body),
                "proof": held.body_state == "none" or body is not None,
            }
        )
    return found


def _rulings(sight: Sight, row: Row) -> list[dict[str, Any]]:
    """What rules find today, what is owed first."""
    order = ("obligation", "finding", "standing", "indicator", "fact")
    found = sorted(gate.spans_of(sight, [row]).get(row.id, []), key=lambda one: (order.index(one.sort), one.code, one.starts))
    return [{"what": words.product(one.code), "found": one} for one in found]
