"""The rules over actions: open, overdue, claimed by the owner, disputed or closed by another side; and over deferrals.

Pure. The owner says that an action is done, only another side closes it; among several, one that disputes outweighs one that closes; one
long overdue goes up to the parent series. What a side answers counts from the day its act took effect. Serves I2, I3, I4 and I5.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from entente.areas.consultations import says_after as says
from entente.areas.consultations.papers import Action
from entente.areas.consultations.parameters import PARAMETERS, Parameters
from entente.areas.consultations.series.occurrences import Entry, entries, newest
from entente.kernel.area import Group, Interval
from entente.kernel.calendar.clock import cut
from entente.kernel.calendar.timeline import FOREVER, Line, end_day, extend, first_day, weave


def action_rules(group: Group, p: Parameters = PARAMETERS) -> list[Interval]:
    """Every interval on the actions of a series, and on answers that count for nothing."""
    claims, closures = entries(group, "action-claim"), entries(group, "action-closure")
    out: list[Interval] = []
    for action in entries(group, "action"):
        mine = [c for c in claims if c.revision.text.action == action.record.record]
        said = [c for c in closures if c.revision.text.action == action.record.record]
        out += _action(group.parties, action, mine, said, p)
    return out


def deferral_rules(group: Group, p: Parameters = PARAMETERS) -> list[Interval]:
    """Deferrals while they stand, for whatever they defer, and those recorded long after they are said to have been agreed (R1.6)."""
    out: list[Interval] = []
    for record in group.of("deferral"):
        entry = newest(record)
        if entry is None:
            continue
        text, acts = entry.revision.text, (entry.revision.act,)
        a = max(text.starts_on, text.agreed_on).toordinal()
        b = min(text.until.toordinal() + 1, entry.until)
        if a < b:
            reason = says.deferred_record(text.until.toordinal())
            span = first_day(a), end_day(b)
            out.append(Interval("fact", "deferral.standing", "deferred", *span, record.record, reason, acts, text.clauses))
        agreed, recorded = text.agreed_on.toordinal(), record.revisions[0].effective_on.toordinal()
        if recorded - agreed > p.late_entry_days and recorded < entry.until:
            reason = says.late_entry(agreed, recorded)
            span = first_day(recorded), end_day(entry.until)
            out.append(Interval("finding", "deferral.late-entry", "late-entry", *span, record.record, reason, acts, text.clauses))
    return out


def _action(parties: tuple[str, ...], action: Entry, claims: list[Entry], closures: list[Entry], p: Parameters) -> Iterable[Interval]:
    text: Action = action.revision.text
    owner, due = text.owner.party, text.due.toordinal()
    opens = min(text.agreed_on.toordinal(), action.since)
    yield from _self_closed(closures, owner, text.clauses)
    valid = [c for c in closures if c.record.party not in (owner, None)]
    told = sorted((c for c in claims if c.record.party == owner), key=lambda c: (c.since, c.record.record))
    overdue = min(due + 1, FOREVER)
    rises = min(due + p.action_escalates_days + 1, FOREVER)
    base: Line = list(cut(opens, action.until, ((opens, "open"), (overdue, "overdue"), (rises, "escalated"))))
    line: Line = [(a, b, (state, owner, due, (action.revision.act,), "")) for a, b, state in base]
    for claim in told:
        answers = [c for c in valid if c.revision.text.claim == claim.record.record]
        over = _claimed(action, claim, answers, parties, p)
        merged: Line = []
        for a, b, (below, above) in weave([line, over]):
            if below is not None:
                extend(merged, a, b, above or below)
        line = merged
    yield from _told(action, line)
    yield from _in_time(action, line, overdue)


def _claimed(action: Entry, claim: Entry, answers: Sequence[Entry], parties: tuple[str, ...], p: Parameters) -> Line:
    """What a claim makes of an action, from its day: waiting for the others, closed, or disputed and back with the owner."""
    text: Action = action.revision.text
    owner, due = text.owner.party, text.due.toordinal()
    by = min(claim.since + p.claim_answer_days, FOREVER - 1)
    other = next((party for party in sorted(parties) if party != owner), owner)
    acts = (action.revision.act, claim.revision.act)
    done = claim.revision.text.done_on.toordinal()
    cells = weave([[(claim.since, claim.until, True)], *([(max(a.since, claim.since), a.until, a)] for a in answers if a.since < a.until)])
    out: Line = []
    for a, b, (within, *said) in cells:
        if not within:
            continue
        given = [s for s in said if s is not None]
        disputing = next((s for s in given if s.revision.text.verdict == "DISPUTED"), None)
        if disputing is not None:
            extend(out, a, b, ("disputed", owner, due, (*acts, disputing.revision.act), ""))
        elif given:
            extend(out, a, b, ("closed", given[0].record.party, due, (*acts, given[0].revision.act), str(done)))
        else:
            for c, d, state in cut(a, b, ((a, "claimed"), (by + 1, "claim-unanswered"))):
                extend(out, c, d, (state, other, by, acts, ""))
    return [(a, b, value) for a, b, value in out if a < b]


def _told(action: Entry, line: Line) -> Iterable[Interval]:
    clauses = action.revision.text.clauses
    for a, b, (state, party, by, acts, _) in line:
        span, reason = (first_day(a), end_day(b)), says.action(state, party, by)
        if state == "closed":
            yield Interval("fact", "action.closed", state, *span, action.record.record, reason, acts, clauses)
        else:
            yield Interval("obligation", "action.open", state, *span, action.record.record, reason, acts, clauses, party)


def _in_time(action: Entry, line: Line, overdue: int) -> Iterable[Interval]:
    """1 of 1 once an action is closed that was done by its date; 0 of 1 once its date has passed without a claim."""
    due = action.revision.text.due.toordinal()
    found: Line = []
    for a, b, (state, _, _, acts, done) in line:
        if state == "closed":
            extend(found, a, b, (int(done) <= due, acts))
        elif overdue < b and not state.startswith("claim"):
            extend(found, max(a, overdue), b, (False, acts))
    for a, b, (met, acts) in found:
        state, span = ("in-time" if met else "late"), (first_day(a), end_day(b))
        record, clauses, reason = action.record.record, action.revision.text.clauses, says.action_in_time(met, due)
        yield Interval("indicator", "action.in-time", state, *span, record, reason, acts, clauses, None, int(met), 1)


def _self_closed(closures: list[Entry], owner: str, clauses: tuple[str, ...]) -> Iterable[Interval]:
    for closure in closures:
        if closure.record.party == owner and closure.since < closure.until:
            span = first_day(closure.since), end_day(closure.until)
            record, acts = closure.record.record, (closure.revision.act,)
            yield Interval("finding", "action.self-closed", "self-closed", *span, record, says.SELF_CLOSED, acts, clauses, owner)
