"""What an officer writes: a new text, an amendment, a counter-proposal, a report, or a draft opened again; with what it is compared with.

Touches the database through the gate. Serves I1 and every clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest

from entente.areas.action_plan.records import Measure, ProgressReport
from entente.areas.visits.parameters import REQUESTS
from entente.kernel.area import Kind
from entente.kernel.charter import Charter
from entente.kernel.fold import Record, current
from entente.kernel.gate1.ruling import records as records_in
from entente.web import clocks, declaration, gate
from entente.web.forms.offer import Choice, Offer, make_offer
from entente.web.forms.shape import fields
from entente.web.gate import Row, Sight
from entente.web.records import of_meeting, record, rows
from entente.web.writing import begun

HOUSE = frozenset({"drafting", "records_management"})
"""Areas whose records come about by actions on pages and are not written in a form."""

NAMED = {
    "measure": "measure",
    "series": "meeting-series",
    "parent": "meeting-series",
    "meeting": "meeting",
    "action": "action",
    "claim": "action-claim",
    "offer": "slot-offer",
    "contact": "contact",
    "statement": "joint-statement",
    "visit": "visit",
    "order": "support-order",
}
"""Fields that name a record, and the type of the records they name: offered as a list where there are any."""

NAMED_BY: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("clearance-decision", "request"): REQUESTS,
    ("visitor-list", "request"): ("request-for-visit",),
    ("retransfer-consent", "request"): ("retransfer-request",),
    ("deferral", "target"): ("meeting-series", "measure"),
    ("statement", "in_answer_to"): ("statement",),
    ("action", "minutes"): ("minutes",),
    ("finding-reply", "notice"): ("finding-notice",),
    ("recorded", "on_record"): ("measure", "meeting-series", "meeting", "visit", "support-order"),
}
"""The same where it hangs on the type that is written, or where a field names records of several types."""

SEVERAL: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("explanation", "records"): ("measure", "meeting-series"),
    ("meeting", "counts_for"): ("meeting-series",),
    ("visit", "measures"): ("measure",),
}
"""Fields that name several records, by the type that is written, and the types of those records: offered as boxes."""

NUMBERED = (*REQUESTS, "logistic-request")
"""Types whose every change has the next number."""

STANDING = ("in-effect", "concluded", "issued")

_NUMBER = re.compile(r"[A-Z]{3}-M-\d{4}-(\d{1,4})")


@dataclass(frozen=True, slots=True)
class Subject:
    """`text` is what the form opens with; `revision` the draft's act it was at; `base` the act whose text is built on; `against` that text.

    `way` says what is being done: new, amend, counter, report, replace (an own statement) or edit (a draft).
    """

    kind: Kind
    charter: Charter
    way: str
    text: Mapping[str, Any]
    draft: Row | None = None
    revision: str = ""
    record: Row | None = None
    base: str = ""
    counters: str = ""
    against: Mapping[str, Any] | None = None
    options: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Under which name what is typed is kept."""
        about = self.draft.id if self.draft else ":".join([self.kind.type, self.record.id if self.record else "", self.counters])
        return f"draft:{about}"

    @property
    def writes_on(self) -> bool:
        """Whether the text is to become another text of `record`; a report is a record of its own."""
        return self.record is not None and self.way != "report"

    @property
    def about(self) -> str:
        """The record on which people see each other at work; empty for something new."""
        return self.draft.id if self.draft else self.record.id if self.record else ""


def offer(sight: Sight, subject: Subject) -> Offer:
    """What the form offers to choose from."""
    held = [text for row, text in declaration.instruments(sight) if row.channel == subject.charter.id]
    return make_offer(subject.charter, held, subject.options, tuple(seat.zone for seat in clocks.seats()))


def new(request: HttpRequest, type_: str) -> Subject:
    """From the query: record= amends, counters= answers a proposal, measure= reports, answers= reports with an answer, about= and clause=
    say what it is begun about. Refuses what cannot be written or read.
    """
    sight: Sight = request.sight
    kind = writable(sight, type_)
    if act := _asked(request, "counters"):
        return _counter(sight, kind, act)
    if name := _asked(request, "record"):
        return _amend(sight, kind, gate.record(sight, name))
    if name := _asked(request, "measure"):
        return _report(sight, kind, gate.record(sight, name))
    if name := _asked(request, "answers"):
        return _answering(sight, kind, gate.record(sight, name))
    if begins := begun.begun(sight, kind, _asked(request, "about"), _asked(request, "clause")):
        return Subject(kind, sight.node.charter(begins.channel), "new", begins.text, options=_options(sight, kind, None))
    charter = _channel(sight, _asked(request, "channel"))
    text = {"code": _next_code(sight)} if kind.type == "measure" else _told_by(sight, kind, charter)
    return Subject(kind, charter, "new", text, options=_options(sight, kind, None))


def _told_by(sight: Sight, kind: Kind, charter: Charter) -> dict[str, str]:
    """Who told us what is recorded, where there is but one other: nobody records what he told himself."""
    others = [code for code in charter.codes if code != sight.node.party]
    return {"party": others[0]} if kind.type == "recorded" and len(others) == 1 else {}


def _asked(request: HttpRequest, name: str) -> str:
    return str(request.GET.get(name, "")).replace("\0", "")[:200]


def opened(request: HttpRequest, name: str) -> Subject:
    """A draft of ours, by its record."""
    sight: Sight = request.sight
    row = gate.record(sight, name)
    held = gate.text(sight, row)
    if row.type != "draft" or held is None:
        raise Http404
    kind = writable(sight, getattr(held, "type", ""))
    named = getattr(held, "record", None)
    shared = gate.by_id(sight, [named]).get(named) if named else None
    base, counters = getattr(held, "base", None) or "", getattr(held, "counters", None) or ""
    against = None
    if shared is not None:
        now = built_on(sight, shared, counters)
        against, base = now[1], base or now[0]
    charter = sight.node.charter(shared.channel) if shared is not None else _channel(sight, getattr(held, "channel", None) or "")
    revision = row.revisions[-1].act
    text: Mapping[str, Any] = getattr(held, "text", {})
    return Subject(
        kind, charter, "edit", text, row, revision, shared, base, counters, against, _options(sight, kind, text.get("measure"))
    )  # fmt: skip


def writable(sight: Sight, type_: str) -> Kind:
    """A type that officers write; "not found" for others."""
    for area in sight.node.registry.areas:
        for kind in area.kinds:
            if kind.type == type_ and area.name not in HOUSE and type_ != "draft":
                return kind
    raise Http404


def built_on(sight: Sight, row: Row, counters: str) -> tuple[str, Mapping[str, Any] | None]:
    """The act whose text one builds on now (a conclusion, a statement), and the text to write from: that one, or the proposal answered."""
    state = gate.state(sight, row)
    if state is None:
        raise Http404
    if counters:
        found = next((p for p in state.proposals if p.cite.act == counters), None)
        if found is None:
            raise Http404
        return base_of(state), record.text_of(sight, row, found.cite, found.index)
    cite, index, _pending = current(state)
    return base_of(state), record.text_of(sight, row, cite, index) if cite is not None else None


def base_of(state: Record) -> str:
    """The last conclusion, or the statement that stands; empty where there is neither."""
    if state.statements:
        return state.statements[-1].cite.act
    return state.agreed[-1].conclusion.act if state.agreed else ""


def _counter(sight: Sight, kind: Kind, act: str) -> Subject:
    header = gate.act(sight, act).act.header
    about = gate.by_id(sight, list(records_in(act, header))) if header is not None and header.kind == "propose" else {}
    row = next((row for row in about.values() if row.type == kind.type), None)
    if row is None:
        raise Http404
    base, text = built_on(sight, row, act)
    charter, options = sight.node.charter(row.channel), _options(sight, kind, None)
    return Subject(kind, charter, "counter", text or {}, None, "", row, base, act, text, options)


def _amend(sight: Sight, kind: Kind, row: Row) -> Subject:
    base, text = built_on(sight, row, "")
    if row.type != kind.type or text is None:
        raise Http404
    charter, against = sight.node.charter(row.channel), text
    if kind.type in NUMBERED:
        text = {**text, "amendment": int(text.get("amendment", 0)) + 1}
    return Subject(
        kind, charter, "amend" if kind.joint else "replace", text, None, "", row, base, "", against,
        _options(sight, kind, text.get("measure")),
    )  # fmt: skip


def _report(sight: Sight, kind: Kind, row: Row) -> Subject:
    """A report on a measure begins where our last one ended."""
    held = gate.text(sight, row)
    if kind.type != "progress-report" or not isinstance(held, Measure):
        raise Http404
    own = gate.listed(sight, {"type": "progress-report", "party": sight.node.party, "state": "issued"}, 1000)
    ends = [text.period_to for text in (gate.text(sight, one) for one in own if one.grp == row.id) if isinstance(text, ProgressReport)]
    start = max(ends) + timedelta(days=1) if ends else held.baseline_start
    text = {"measure": row.id, "period_from": min(start, sight.today).isoformat(), "period_to": sight.today.isoformat()}
    return Subject(kind, sight.node.charter(row.channel), "report", text, record=row, options=_options(sight, kind, row.id))


def _answering(sight: Sight, kind: Kind, asked: Row) -> Subject:
    """A report that answers what another side asks in its own: about the same measure, the question chosen."""
    measure = gate.by_id(sight, [asked.grp]).get(asked.grp) if asked.grp and asked.type == "progress-report" else None
    if measure is None:
        raise Http404
    made = _report(sight, kind, measure)
    return replace(made, text={**made.text, "answers": [{"report": asked.id, "words": {}}]})


def _asks(sight: Sight, measure: str) -> tuple[Choice, ...]:
    """What other sides ask in their reports on a measure, the latest first."""
    found = gate.listed(sight, {"type": "progress-report", "state": "issued"}, 1000)
    theirs = [(row, gate.text(sight, row)) for row in found if row.grp == measure and row.party != sight.node.party]
    asked = [(row, text.ask_of_partner) for row, text in theirs if isinstance(text, ProgressReport) and text.ask_of_partner is not None]
    return tuple(Choice(row.id, row.party, {k: v for k, v in (("en", ask.en), ("ja", ask.ja)) if v}) for row, ask in asked)


def _options(sight: Sight, kind: Kind, measure: Any) -> dict[str, tuple[Choice, ...]]:
    """Records that a field names by its type, and the milestones of the measure reported on."""
    found: dict[str, tuple[Choice, ...]] = {}
    for one in fields(kind.schemas[kind.latest]):
        if one.sort == "code" and (one.name in NAMED or (kind.type, one.name) in NAMED_BY):
            found[one.name] = _standing(sight, NAMED_BY.get((kind.type, one.name)) or (NAMED[one.name],))
        if types := SEVERAL.get((kind.type, one.name)):
            found[one.name] = _standing(sight, types)
        if one.sort == "code" and one.name == "authority":
            found[one.name] = _own_authorities(_channel(sight, ""), sight.node.party)
    row = gate.by_id(sight, [measure]).get(measure) if isinstance(measure, str) else None
    held = gate.text(sight, row) if row is not None else None
    if row is not None and isinstance(held, Measure) and kind.type == "progress-report":
        steps = [Choice(one.code, one.code, {k: v for k, v in (("en", one.name.en), ("ja", one.name.ja)) if v}) for one in held.milestones]
        found |= {"forecasts.milestone": tuple(steps)} if steps else {}
        asked = _asks(sight, row.id)
        found |= {"answers.report": asked} if asked else {}
    return found


def _standing(sight: Sight, types: Iterable[str]) -> tuple[Choice, ...]:
    """The records of some types that stand, by their numbers, each called with what it belongs to."""
    found = {row.id: row for type_ in types for row in gate.listed(sight, {"type": type_}, 500) if row.state in STANDING}
    lines = [rows.plain(row) for row in found.values()]
    of_meeting.name(sight, lines, found)
    return tuple(Choice(one["id"], one["code"], one["titles"]) for one in sorted(lines, key=lambda one: (one["code"], one["id"])))


def _own_authorities(charter: Charter, party: str) -> tuple[Choice, ...]:
    """Our own authorities as a channel's charter names them: a statement speaks for one of them."""
    own = [authority for one in charter.terms.parties if one.code == party for authority in one.authorities]
    return tuple(Choice(one.code, one.code, one.name) for one in own)


def _next_code(sight: Sight) -> str:
    """The first free number of this year's measures of ours, those being drafted among them."""
    start = f"{sight.node.party}-M-{sight.today.year}-"
    codes = [row.code for type_ in ("measure", "draft") for row in gate.listed(sight, {"type": type_}, 5000) if row.code.startswith(start)]
    numbers = [int(match[1]) for code in codes if (match := _NUMBER.fullmatch(code))]
    return f"{start}{max(numbers, default=0) + 1:03}"


def _channel(sight: Sight, wanted: str) -> Charter:
    shared = [charter for charter in sight.node.channels() if len(charter.codes) > 1]
    chosen = [charter for charter in shared if charter.id == wanted] or shared
    return chosen[0] if chosen else sight.node.national()
