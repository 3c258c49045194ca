"""Where writing begins: what an officer may write about the record he looks at, as addresses with their words.

Touches the database through the gate, for the meeting a record belongs to. The page that opens asks again whether a post may. Serves I1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from entente.areas.action_plan.records import ProgressReport
from entente.areas.instruments import AnyInstrument, whole
from entente.areas.logistics.records import LedgerEntry, RetransferRequest, SupportOrder
from entente.areas.visits.parameters import REQUESTS
from entente.areas.visits.records import Visit
from entente.areas.visits.requests import span
from entente.kernel.fold import Proposal, Record
from entente.kernel.labels.disclose import RELEASING_OFFICER
from entente.node.officer import ACCEPTING_OFFICER, CLEARING
from entente.web import gate
from entente.web.gate import Row, Sight
from entente.web.person.posts import DRAFTER
from entente.web.records.deeds import PARAGRAPHS

OF_MEETINGS = frozenset({"agenda", "minutes", "action", "meeting-count"})
"""Joint records that belong to a meeting: proposed, they are worked on there too."""
GIVES_WORK = frozenset({DRAFTER, CLEARING, RELEASING_OFFICER})
"""The roles whose holders give work to a post."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A way to a form, and what it is called."""

    address: str
    title: str


def may_draft(sight: Sight) -> bool:
    """Whether the person's post drafts."""
    return DRAFTER in sight.reader.roles


def on_record(sight: Sight, row: Row, state: Record) -> list[Entry]:
    """What may be written about a record: an amendment, a report, another text of an own statement, or its withdrawal."""
    kind = sight.node.registry.kinds.get(row.type)
    national = len(sight.node.charter(row.channel).codes) == 1
    if row.type == "recorded":
        return recorded(sight, row, state, national)
    if kind is None or (national and row.type != "draft"):
        return []
    if row.type == "draft":
        return [Entry(reverse("draft-edit", args=[row.id]), str(_("Go on writing")))] if may_draft(sight) else []
    found = consultation(sight, row)
    own = row.party == sight.node.party and state.state == "issued"
    if may_draft(sight) and (state.agreed or own):
        found.append(Entry(_form(row.type, record=row.id), str(_("Amend") if kind.joint else _("Replace"))))
    if may_draft(sight) and row.type == "measure" and state.agreed:
        found.append(Entry(_form("progress-report", measure=row.id), str(_("Report progress"))))
        found.append(Entry(_form("deferral", about=row.id), str(_("Propose a deferral"))))
        found.append(Entry(_form("explanation", about=row.id), str(_("Explain how it stands"))))
    if may_draft(sight) and row.party != sight.node.party and state.state == "issued" and asks(sight, row):
        found.append(Entry(_form("progress-report", answers=row.id), str(_("Answer in a report of ours"))))
    found += filed(sight, row, state) + ordered(sight, row, state)
    if may_draft(sight) and row.type == "finding-notice" and row.party != sight.node.party and state.state == "issued":
        found.append(Entry(_form("finding-reply", about=row.id), str(_("Reply to this finding"))))
    if own and sight.reader.roles & {DRAFTER, RELEASING_OFFICER}:
        found.append(Entry(reverse("withdraw", args=[row.id]), str(_("Withdraw …"))))
    return found + at_home(sight, row)


def asks(sight: Sight, row: Row) -> bool:
    """Whether a record is a report on a measure that asks something of the other side."""
    text = gate.text(sight, row) if row.type == "progress-report" else None
    return isinstance(text, ProgressReport) and text.ask_of_partner is not None


def recorded(sight: Sight, row: Row, state: Record, national: bool) -> list[Entry]:
    """What is done about recorded words: ours replaced, put to the partner, withdrawn; those recorded of us confirmed or corrected."""
    text, own = gate.text(sight, row), row.party == sight.node.party and state.state == "issued"
    found = []
    if own and may_draft(sight):
        found.append(Entry(_form(row.type, record=row.id), str(_("Replace"))))
        found += [Entry(reverse("recorded"), str(_("Put to a partner …")))] if national else []
    if own and sight.reader.roles & {DRAFTER, RELEASING_OFFICER}:
        found.append(Entry(reverse("withdraw", args=[row.id]), str(_("Withdraw …"))))
    if getattr(text, "party", "") == sight.node.party and not own and ACCEPTING_OFFICER in sight.reader.roles and state.state == "issued":
        found.append(Entry(reverse("recorded"), str(_("Confirm …"))))
        found.append(Entry(reverse("recorded-correct", args=[row.id]), str(_("Correct …"))))
    return found + (at_home(sight, row) if not national else [])


def filed(sight: Sight, row: Row, state: Record) -> list[Entry]:
    """What is written about a visit or a request, by who may: the visitor asks, the host decides and names a berth, each side reports."""
    text, party = gate.text(sight, row), sight.node.party
    if isinstance(text, Visit):
        found = [Entry(reverse("visit", args=[row.id]), str(_("The page of the visit")))]
        wanted = [("visit-report", _("Report on the visit")), ("explanation", _("Explain how it stands"))] if state.agreed else []
        if state.agreed and party == text.visitor and text.host is not None:
            asks = {"SEA": ("ship-clearance", _("Ask for ship clearance")), "AIR": ("aircraft-clearance", _("Ask for flight clearance"))}
            wanted += [asks[text.domain]] if text.domain in asks else []
            wanted += [("request-for-visit", _("Request a visit to sites"))]
            wanted += [("logistic-request", _("Ask for supplies"))] if text.domain == "SEA" else []
        if state.agreed and party == text.host and text.domain == "SEA":
            wanted.append(("host-berth", _("Name a berth")))
        return found + [Entry(_form(type_, about=row.id), str(title)) for type_, title in wanted if may_draft(sight)]
    visit = getattr(text, "visit", None)
    known = gate.by_id(sight, [visit]).get(visit) if isinstance(visit, str) else None
    if known is None:
        return []
    found, about = [Entry(reverse("visit", args=[known.id]), str(_("The page of the visit")))], gate.text(sight, known)
    if row.type in REQUESTS and row.state == "issued" and may_draft(sight):
        if isinstance(about, Visit) and about.host == party and row.party != party and not over(sight, text):
            found.append(Entry(_form("clearance-decision", about=row.id), str(_("Decide on the request"))))
        if row.type == "request-for-visit" and row.party == party:
            found.append(Entry(_form("visitor-list", about=row.id), str(_("Name the visitors"))))
    return found


def over(sight: Sight, text: Any) -> bool:
    """Whether the days that a request asks for have passed: nothing is left to decide."""
    return span(text)[1] < sight.today.toordinal()


def ordered(sight: Sight, row: Row, state: Record) -> list[Entry]:
    """What is written about an order: our ledger's entries, the same as the other side's, a request to hand on, and its answer."""
    text, party = gate.text(sight, row), sight.node.party
    order = row.id if isinstance(text, SupportOrder) else getattr(text, "order", None)
    known = {row.id: row} if order == row.id else gate.by_id(sight, [order]) if isinstance(order, str) else {}
    if not known:
        return []
    found, wanted = [Entry(reverse("order", args=[str(order)]), str(_("The page of the order")))], []
    about = gate.text(sight, known[str(order)])
    if isinstance(text, SupportOrder) and state.agreed:
        wanted = [("ledger-entry", _("Enter into our ledger")), ("explanation", _("Explain how it stands"))]
        wanted += [("retransfer-request", _("Ask to hand supplies on"))] if text.requester == party else []
    elif isinstance(text, LedgerEntry) and row.party != party and state.state == "issued":
        wanted = [("ledger-entry", _("Enter the same into our ledger"))]
    elif isinstance(text, RetransferRequest) and state.state == "issued" and isinstance(about, SupportOrder) and about.provider == party:
        wanted = [("retransfer-consent", _("Answer the request"))]
    return found + [Entry(_form(type_, about=row.id), str(title)) for type_, title in wanted if may_draft(sight)]


def may_attach(sight: Sight, row: Row) -> bool:
    """Whether this person may draft another text of a shared record: his own side's statement, or a text agreed."""
    if not may_draft(sight) or len(sight.node.charter(row.channel).codes) < 2:
        return False
    return (row.party == sight.node.party and row.state == "issued") or row.state == "in-effect"


def on_clause(sight: Sight, text: AnyInstrument, clause: str) -> list[Entry]:
    """What may be written about a clause: an explanation, a statement of position, a record of consideration, a deferral."""
    if not may_draft(sight):
        return []
    kinds = {one.kind for one in text.commitments if whole(text, one.clause) == clause}
    found = [Entry(_form("explanation", clause=clause), str(_("Explain how it stands")))]
    if "position" in kinds:
        found.append(Entry(_form("statement", clause=clause), str(_("State a position"))))
    if "consider" in kinds:
        found.append(Entry(_form("consideration", clause=clause), str(_("Record a consideration"))))
    if kinds - {"position"}:
        found.append(Entry(_form("commitment-deferral", clause=clause), str(_("Propose a deferral"))))
    return found


def at_home(sight: Sight, row: Row) -> list[Entry]:
    """What is written about a record inside the house: national fields, and work given to a post."""
    kind = sight.node.registry.kinds.get(row.type)
    found = []
    if kind is not None and kind.national is not None:
        found.append(Entry(reverse("national-fields", args=[row.id]), str(_("National fields"))))
    if sight.reader.roles & GIVES_WORK:
        found.append(Entry(reverse("work", args=[row.id]), str(_("Assign work on it to a post …"))))
    return found


def consultation(sight: Sight, row: Row) -> list[Entry]:
    """The page of the meeting, series or directory on which a record of consultations is worked on; none for other records."""
    if row.type == "meeting-series":
        return [Entry(reverse("consultation-series", args=[row.id]), str(_("The page of the series")))]
    if row.type in ("contact", "contact-ping", "ping-answer"):
        return [Entry(reverse("contacts"), str(_("Points of contact")))]
    if row.type in ("joint-statement", "ready", "publication"):
        about = row.id if row.type == "joint-statement" else _says(sight, row, "statement")
        there = isinstance(about, str) and bool(gate.by_id(sight, [about]))
        return [Entry(reverse("consultation-statement", args=[about]), str(_("The page of the statement")))] if there else []
    meeting = row.id if row.type == "meeting" else _says(sight, row, "meeting")
    known = {row.id: row} if meeting == row.id else gate.by_id(sight, [meeting]) if isinstance(meeting, str) else {}
    if not known or row.type == "meeting-count":
        return []
    part = {"action": "#actions", "slot-offer": "#when", "agenda": "#agenda", "minutes": "#minutes"}.get(row.type, "")
    return [Entry(reverse("consultation-meeting", args=[str(meeting)]) + part, str(_("The page of the meeting")))]


def _says(sight: Sight, row: Row, name: str) -> object:
    """A field of a record's text in effect, else of the text that is proposed; None where it has neither, or not the field."""
    text = gate.text(sight, row)
    if text is not None:
        return getattr(text, name, None)
    return (gate.proposed(sight, row) or {}).get(name) if row.type in OF_MEETINGS else None


def counter(sight: Sight, row: Row, proposal: Proposal) -> str:
    """The form of a counter-proposal to another side's open proposal; empty where there is none to write."""
    theirs = proposal.cite.party != sight.node.party and proposal.state == "open"
    if not theirs or not may_draft(sight):
        return ""
    return reverse("consultation-place", args=[row.id]) if row.type in PARAGRAPHS else _form(row.type, counters=proposal.cite.act)


def _form(type_: str, **about: str) -> str:
    return f"{reverse('draft-new', args=[type_])}?{urlencode(about)}"
