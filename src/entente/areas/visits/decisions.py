"""The rules over the clearances of one visit: where each request is, who owes what, what is not covered, what looks wrong.

Pure. R3.1-R3.7 but those that a check refuses at once. Calendars that do not reach say nothing. Serves S3, S5 and S8.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Any

from entente.areas.visits import says_clearance as says
from entente.areas.visits.clearances import ShipClearance, VisitorList, VisitRequest
from entente.areas.visits.coverage import coverage, known_of
from entente.areas.visits.leadtime import NEEDED, latest
from entente.areas.visits.parameters import PARAMETERS, Parameters
from entente.areas.visits.programme import Entry, Told, about, on_visit, the_visit
from entente.areas.visits.records import Visit
from entente.areas.visits.requests import Asked, State, asked, instant, span
from entente.kernel.area import Group, Interval, Sort, Words
from entente.kernel.calendar import zones
from entente.kernel.calendar.clock import cut, owed, validity
from entente.kernel.calendar.public_holidays import known as calendars_of
from entente.kernel.calendar.seats import SEATS
from entente.kernel.calendar.timeline import FOREVER, end_day, first_day
from entente.kernel.calendar.workdays import Workdays


def clearance_rules(group: Group, p: Parameters = PARAMETERS) -> list[Interval]:
    """Every interval on what is filed under a visit to clear it."""
    visit = the_visit(group)
    if visit is None:
        return []
    reports, known = known_of(group, visit)
    text: Visit = visit.revision.text
    requests = asked(group, text, known, p)
    days = calendars_of(group.parties) if text.host is not None else None
    out = [interval for one in requests for interval in _request(visit, one, known, days, p)]
    out += _strangers(group, visit)
    out += _lists(group, visit, requests, known, p)
    if text.stage == "PLANNED" and text.source is None:
        out += _submit(group, visit, requests, days, p)
        out += _gaps(group, visit, reports, p)
    return out


def _on(entry: Entry, visit: Entry, what: tuple[Sort, str, str], days: tuple[int, int], reason: Words, **more: Any) -> Interval:
    """An interval on what is filed under a visit; `what` is its sort, code and state."""
    acts = more.pop("acts", (entry.revision.act,))
    clauses = visit.revision.text.clauses
    return Interval(
        *what, first_day(max(days[0], 1)), end_day(days[1]), entry.record.record, reason, acts, clauses, more.pop("move", None), **more
    )


def _request(visit: Entry, one: Asked, known: Told, days: Workdays | None, p: Parameters) -> Iterable[Interval]:
    text: Visit = visit.revision.text
    host, entry = text.host or "–", one.entry
    if not one.by_visitor:
        yield _on(entry, visit, ("finding", "clearance.not-visitor", "not-visitor"), (entry.since, entry.until), says.NOT_VISITOR)
        return
    by_act = {revision.act: revision.text for _, _, revision in one.texts}
    for a, b, state in one.states:
        acts = (state.act, *((state.decision.revision.act,) if state.decision is not None else ()))
        reason = says.state(state.name, text.visitor, host)
        yield _on(entry, visit, ("fact", "clearance.state", state.name), (a, b), reason, acts=acts)
        yield from _moves(visit, one, (a, b, state), span(by_act[state.act]), p)
    yield from _short(visit, one, days)
    if isinstance(entry.revision.text, ShipClearance):
        yield from _local(visit, entry, text.host, p)
    if isinstance(entry.revision.text, VisitRequest) and entry.revision.text.kind == "RECURRING":
        first, last = span(entry.revision.text)
        for a, b, state in validity(first, min(last + 1, FOREVER), p.expiring_days):
            if state == "expiring" and (seen := (max(a, entry.since), min(b, entry.until))) and seen[0] < seen[1]:
                yield _on(entry, visit, ("finding", "visit-request.expiring", state), seen, says.expiring(last))
    yield from _figures(visit, one)


def _moves(visit: Entry, one: Asked, at: tuple[int, int, State], days: tuple[int, int], p: Parameters) -> Iterable[Interval]:
    """Whose move a request is: the host's to decide, the visitor's to complete what was returned."""
    text: Visit = visit.revision.text
    a, b, state = at
    if state.name in ("submitted", "amended") and text.host is not None:
        by = max(a, min(a + p.decide_days, days[0] - 1))
        for c, d, name in owed(a, min(by, FOREVER), None, b):
            reason = says.decide(name, text.host, min(by, FOREVER))
            yield _on(one.entry, visit, ("obligation", "clearance.decide", name), (c, d), reason, move=text.host, acts=(state.act,))
    elif state.name == "returned":
        by = max(a, days[0] - 1)
        for c, d, name in owed(a, min(by, FOREVER), None, b):
            reason = says.resubmit(text.visitor, min(by, FOREVER))
            yield _on(one.entry, visit, ("obligation", "clearance.resubmit", name), (c, d), reason, move=text.visitor, acts=(state.act,))


def _short(visit: Entry, one: Asked, days: Workdays | None) -> Iterable[Interval]:
    """R3.1, R3.2: it came after the last day for it, counted from the first text."""
    text, first = visit.revision.text, one.texts[0] if one.texts else None
    if first is None or text.host is None:
        return
    by = latest(text.host, one.type, date.fromordinal(span(first[2].text)[0]), days)
    if by is not None and by.toordinal() < first[0] and one.entry.since < one.entry.until:
        reason, acts = says.late(by.toordinal(), first[0]), (first[2].act,)
        what: tuple[Sort, str, str] = ("finding", "clearance.late", "late-submission")
        yield _on(one.entry, visit, what, (one.entry.since, one.entry.until), reason, acts=acts)


def _local(visit: Entry, entry: Entry, host: str | None, p: Parameters) -> Iterable[Interval]:
    """An ETA in UTC that falls at night by the port's clock, and by day if it was meant by that clock."""
    text: ShipClearance = entry.revision.text
    seat, at = SEATS.get(host or ""), instant(text.eta)
    if seat is None or at is None or text.eta.zone not in ("UTC", "Zulu"):
        return
    there, written = zones.local(at, seat.zone), int(text.eta.at[:2])
    if not _open(there.hour, p) and _open(written, p):
        reason = says.local_time(text.eta.at, f"{there:%H:%M}", text.port.name.en or text.port.name.ja or "")
        yield _on(entry, visit, ("finding", "clearance.local-time", "may-be-local"), (entry.since, entry.until), reason)


def _open(hour: int, p: Parameters) -> bool:
    return p.port_opens_hour <= hour < p.port_closes_hour


def _figures(visit: Entry, one: Asked) -> Iterable[Interval]:
    """How long the first decision took, and whether a grant needed an amendment; figures from the decision on."""
    first = next(((a, state.decision) for a, _, state in one.states if state.decision is not None), None)
    if first is not None and first[0] < one.entry.until:
        took = first[0] - one.texts[0][0]
        what: tuple[Sort, str, str] = ("indicator", "clearance.days-to-decision", "measured")
        days, acts = (first[0], one.entry.until), (one.texts[0][2].act, first[1].revision.act)
        yield _on(one.entry, visit, what, days, says.decided_after(took), acts=acts, numerator=took, denominator=1)
    granted = next(((a, state) for a, _, state in one.states if state.name in ("granted", "granted-with-conditions")), None)
    if granted is not None and granted[0] < one.entry.until:
        before = sum(1 for a, _, revision in one.texts if a <= granted[0]) - 1
        what = ("indicator", "clearance.unamended", "amended" if before else "unamended")
        days, by = (granted[0], one.entry.until), (granted[1].act,)
        yield _on(one.entry, visit, what, days, says.amendments(before), acts=by, numerator=int(not before), denominator=1)


def _strangers(group: Group, visit: Entry) -> Iterable[Interval]:
    """Decisions that are not the host's, and are no third state's written down by the visitor."""
    text: Visit = visit.revision.text
    for one in about(group, "clearance-decision"):
        recorded = one.revision.text.recorded_for is not None and one.revision.text.recorded_for not in group.parties
        by = text.visitor if recorded else text.host
        if one.record.party != by:
            yield _on(one, visit, ("finding", "decision.not-host", "not-host"), (one.since, one.until), says.NOT_HOST)


def _lists(group: Group, visit: Entry, requests: Iterable[Asked], known: Told, p: Parameters) -> Iterable[Interval]:
    """Lists of visitors: clearances that end too soon, another number than asked for, and the purge afterwards."""
    by_record = {one.entry.record.record: one for one in requests}
    for entry in about(group, "visitor-list"):
        text: VisitorList = entry.revision.text
        request = by_record.get(text.request)
        last = span(request.entry.revision.text)[1] if request is not None else known.last
        stands = (entry.since, entry.until)
        soon = sum(1 for person in text.persons if person.clearance_until.toordinal() < last)
        if soon:
            yield _on(entry, visit, ("finding", "visitors.expires", "expires-during"), stands, says.expires(soon))
        wanted = getattr(request.entry.revision.text, "visitors", None) if request is not None else None
        if wanted is not None and wanted != len(text.persons):
            yield _on(entry, visit, ("finding", "visitors.number", "differs"), stands, says.number(len(text.persons), wanted))
        opens = max(min(last + p.purge_days, FOREVER), entry.since)
        by = min(opens + p.purge_late_days, FOREVER)
        for a, b, name in owed(opens, by, None, entry.until):
            reason = says.purge(by)
            yield _on(entry, visit, ("obligation", "visitors.purge", name), (a, b), reason, move=entry.record.party)


def _submit(group: Group, visit: Entry, requests: Iterable[Asked], days: Workdays | None, p: Parameters) -> Iterable[Interval]:
    """The visitor owes the request that its domain needs, by the host's lead time."""
    text: Visit = visit.revision.text
    needed = NEEDED.get(text.domain)
    by = latest(text.host, needed, text.window_from, days) if needed is not None and text.host is not None else None
    if needed is None or by is None or days is None or text.confidence == "POSSIBLE":
        return
    first = min((one.entry.since for one in requests if one.type == needed and one.by_visitor), default=FOREVER)
    opens = max(visit.since, by.toordinal() - p.submit_notice_days)
    ends = min(visit.until, first, text.window_from.toordinal())
    if opens < ends:
        for a, b, name in cut(opens, ends, ((opens, "due"), (by.toordinal() + 1, "late"))):
            reason = says.submit(name, needed, text.visitor, by.toordinal(), days.version)
            yield on_visit(visit, ("obligation", "visit.submit", name), (a, b), reason, text.visitor)


def _gaps(group: Group, visit: Entry, reports: list[Entry], p: Parameters) -> Iterable[Interval]:
    """What is not covered, from shortly before the first day on, as it was known on each day."""
    text: Visit = visit.revision.text
    first = min((one.from_day for one in text.segments), default=text.window_from).toordinal()
    last = max((one.to_day for one in text.segments), default=text.window_to).toordinal()
    starts, ends = max(visit.since, first - p.gap_notice_days), min(visit.until, last + 1, FOREVER)
    if text.confidence == "POSSIBLE" or starts >= ends:
        return
    told_on = {revision.effective_on.toordinal() for one in group.records for revision in one.revisions}
    told_on |= {one.withdrawn_on.toordinal() for one in group.records if one.withdrawn_on is not None}
    edges = [starts, *sorted(day for day in told_on if starts < day < ends), ends]
    open_: dict[tuple[str, str, tuple[int, int]], tuple[int, int]] = {}
    for a, b in pairwise(edges):
        for gap in coverage(group, visit, reports, a, p).gaps:
            key = (gap.what, gap.state, gap.days)
            if key in open_ and open_[key][1] == a:
                open_[key] = (open_[key][0], b)
                continue
            if key in open_:
                yield _gap(visit, key, open_[key])
            open_[key] = (a, b)
    for key, days in open_.items():
        yield _gap(visit, key, days)


def _gap(visit: Entry, key: tuple[str, str, tuple[int, int]], days: tuple[int, int]) -> Interval:
    what, state, (first, end) = key
    return on_visit(visit, ("finding", "visit.gap", what), days, says.gap(what, state, first, max(end - 1, first)))
