"""The gate's functions for drafts: each takes a Sight first and shows a draft only where its label may be read.

Touches the database (reads; and what has waited its time is sent before anything is shown). A draft that may not be read is not found, in
the same words as one that is not there. Serves I1, S2.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from entente.areas.drafting.state import Matter
from entente.kernel import canonical
from entente.kernel.area import Words
from entente.kernel.errors import Refusal
from entente.kernel.labels.join import may_receive
from entente.kernel.labels.label import parse_label
from entente.kernel.labels.verdict import Reason
from entente.node import look
from entente.node.national import annotations as national
from entente.node.national import dispatch, drafting, enclosures, matters, put_out, putting
from entente.node.officer import Officer
from entente.store import records
from entente.web import refusals
from entente.web.gate import Row, Sight


@dataclass(frozen=True, slots=True)
class Receiver:
    """A party, whether it gets the entry, and every reason by rule; `here` is whether it takes part in the channel."""

    party: str
    gets: bool
    here: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """Exactly what would be signed: kind, marking, text and the very bytes of the body; who gets it; who may send it and why not."""

    kind: str
    post: str
    marking: Words
    cites: tuple[str, ...]
    body: str
    size: int
    receivers: tuple[Receiver, ...]
    against: tuple[Reason, ...]
    texts: tuple[tuple[str, int, Mapping[str, Any]], ...]  # (type, schema version, text) of each, in order
    refused: str  # a rule by which it could not be composed at all


def send_due(sight: Sight) -> None:
    """What has waited its time goes now; trouble of the node is shown on its own pages, not here."""
    try:
        dispatch.dispatch(sight.node)
    except Refusal:
        return


def live(sight: Sight) -> list[tuple[Row, Matter]]:
    """Drafts in hand that may be read, the latest changed first, each with how it stands."""
    return _with_matters(sight, drafting.live(sight.node))


def _with_matters(sight: Sight, rows: Iterable[Row]) -> list[tuple[Row, Matter]]:
    """Those that may be read, each with how it stands."""
    shown = [row for row in rows if row.label in sight.labels]
    found = matters.matters(sight.node, [row.id for row in shown])
    return [(row, found[row.id]) for row in shown if row.id in found]


def draft(sight: Sight, record: str) -> tuple[Row, drafting.Draftview]:
    """A draft by its record id; "not found" alike where there is none and where it may not be read."""
    rows = [r for r in records.find(sight.node.alias, record) if r.type == "draft" and r.label in sight.labels]
    if len(rows) != 1:
        raise Http404(_("There is no such record here, or it is not for you to see."))
    try:
        return rows[0], drafting.view(sight.node, rows[0].id)
    except Refusal as refusal:
        raise Http404(_("The words of this draft cannot be read here.")) from refusal


def text_before(sight: Sight, found: drafting.Draftview) -> Mapping[str, Any] | None:
    """The text of the revision before the latest."""
    texts = [r.text for r in found.matter.revisions if r.text is not None]
    return texts[-2].text if len(texts) > 1 else None


def text_against(sight: Sight, found: drafting.Draftview) -> tuple[Mapping[str, Any] | None, str]:
    """The text that the draft would revise or counter, where it may be read, and the record's code."""
    text = found.matter.text
    if text is None or text.record is None:
        return None, ""
    row = records.get(sight.node.alias, [text.record]).get(text.record)
    state = look.record_state(sight.node, text.record) if row is not None and row.label in sight.labels else None
    if row is None or state is None:
        return None, ""
    countered = next((p for p in state.proposals if p.cite.act == text.counters and p.state == "open"), None)
    if countered is not None:
        cite, index = countered.cite, countered.index
    elif state.agreed:
        cite, index = state.agreed[-1].proposal, state.agreed[-1].index
    elif state.statements:
        cite, index = state.statements[-1].cite, 0
    else:
        cite, index = state.proposals[-1].cite, state.proposals[-1].index
    return look.text_of(sight.node, sight.node.charter(row.channel), cite, index), row.code or row.id[:12]


def overtaken(sight: Sight, found: drafting.Draftview) -> str:
    """What a draft that answers a proposal has become, where that proposal is no longer open; "" where it is, and for all other drafts."""
    text = found.matter.text
    if text is None or text.record is None or text.counters is None or found.state in ("sent", "discarded"):
        return ""
    row = records.get(sight.node.alias, [text.record]).get(text.record)
    state = look.record_state(sight.node, text.record) if row is not None and row.label in sight.labels else None
    ended = next((p.state for p in state.proposals if p.cite.act == text.counters), "open") if state is not None else "open"
    if ended == "open":
        return ""
    if state is not None and state.agreed:
        return str(_("The proposal that this answers is closed: a text was finalised meanwhile. Released, this proposes to amend that."))
    return str(_("The proposal that this answers was closed meanwhile. Released, this is a proposal of its own on the same record."))


def preview(sight: Sight, officer: Officer, found: drafting.Draftview) -> Preview | None:
    """What the partner would get; None while the draft has no channel."""
    text, charter = found.matter.text, found.channel
    if text is None or charter is None:
        return None
    node = sight.node
    verdict = drafting.releasable(node, officer, found.record)
    against = () if verdict.allowed else verdict.reasons
    label = drafting.label_of(node, found.record)
    marking = marking_words(sight, label.policy, label.classification)
    receivers = []
    for party in _parties(sight):
        if party == node.party:
            continue
        decided = may_receive(label, party, node.samples.policies, node.samples.equivalences, sight.today)
        here = party in charter.codes
        receivers.append(Receiver(party, decided.allowed and here, here, decided.reasons))
    texts: list[tuple[str, int, Mapping[str, Any]]] = [(text.type, text.schema, text.text)]
    kind, refused, said = "", "", {"texts": [dict(text.text)]}
    cites: tuple[str, ...] = ()
    if text.type == putting.TYPE:
        return _of_list(sight, officer, found, Preview(kind, officer.post, marking, cites, "", 0, tuple(receivers), against, (), refused))
    try:
        composed = enclosures.enclose(dispatch.compose(node, charter, text, officer.post), enclosures.held(node, found.matter.revision))
    except Refusal as refusal:
        refused = refusals.line(refusal)
    else:
        kind, said = composed.kind, dict(composed.body or {})
        cites = (*composed.cites, *(t.base for t in composed.targets if t.base))
        texts = [(t.type, t.schema, one) for t, one in zip(composed.targets, said["texts"], strict=True)]
    body = canonical.encode(said)
    return Preview(kind, officer.post, marking, cites, body.decode(), len(body), tuple(receivers), against, tuple(texts), refused)


def _of_list(sight: Sight, officer: Officer, found: drafting.Draftview, frame: Preview) -> Preview:
    """The same of a list of recorded words: one statement for each record; refused where one is not for this officer to see."""
    text, charter = found.matter.text, found.channel
    assert text is not None and charter is not None
    if any(one.row.label not in sight.labels for one in putting.listed(sight.node, charter, text.text)):
        return replace(frame, refused=str(_("A record of this list is not for you to see; an officer who may see it releases it.")))
    try:
        going = put_out.compose(sight.node, charter, text, officer.post)
    except Refusal as refusal:
        return replace(frame, refused=refusals.line(refusal))
    bodies = [canonical.encode(one.drafted.body) for one in going]
    texts = tuple((one.drafted.targets[0].type, one.drafted.targets[0].schema, one.item.said) for one in going)
    return replace(frame, kind="state", body="\n".join(body.decode() for body in bodies), size=sum(map(len, bodies)), texts=texts)


def _parties(sight: Sight) -> list[str]:
    return sorted({code for charter in sight.node.channels() for code in charter.codes})


def marking_words(sight: Sight, policy: str, classification: str) -> Words:
    """A marking in the words of its policy."""
    known = sight.node.samples.policies.get(policy)
    for tier in known.classifications if known else ():
        if tier.name == classification:
            return {"en": tier.marking.en, "ja": tier.marking.ja}
    return {"en": classification}


def marking_of(sight: Sight, row: Row) -> Words:
    """The marking a draft is kept under."""
    label = parse_label(dict(records.label_text(sight.node.alias, row.label)))
    return marking_words(sight, label.policy, label.classification)


def drafted(sight: Sight, officer: Officer, record: str) -> bool:
    """Whether this officer, or anybody at his post, drafted what our side said or is about to say on a record."""
    return any(officer.name == name or officer.post == post for name, post in matters.drafters_of(sight.node, record))


def overlays(sight: Sight, record: str) -> list[tuple[Row, national.Fields]]:
    """Our own fields on a shared record, and who wrote them; of those that may be read."""
    return [(row, text) for row, text in national.fields_on(sight.node, record) if row.label in sight.labels]


def at_home(sight: Sight, record: str) -> national.AtHome:
    """What stands at home on a record or a draft; of what may be read."""
    held = national.at_home(sight.node, record)
    return national.AtHome(
        tuple(pair for pair in held.fields if pair[0].label in sight.labels),
        tuple(pair for pair in held.work if pair[0].label in sight.labels),
        tuple(pair for pair in held.decided if pair[0].label in sight.labels),
    )


def assignments(sight: Sight, of: Iterable[str] | None = None) -> list[tuple[Row, national.Work]]:
    """Work given to posts and not done; on these records, or all; of what may be read."""
    return [(row, text) for row, text in national.work(sight.node, of) if row.label in sight.labels]


def drafts_on(sight: Sight, record: str) -> list[tuple[Row, Matter]]:
    """Drafts in hand that would revise or counter a record."""
    named = _with_matters(sight, matters.live_on(sight.node, record))
    return [(row, found) for row, found in named if found.text is not None and found.text.record == record]
