"""The rules over one measure and its reports: what is so, from when until when, and whose move it is.

Pure. R1.3 stale is unknown; R1.4 the joint status in `judgement`; R1.5 and R1.6 in `schedule`. `parameters.CODES` lists every code and
state. Intervals are made in order (record, code, whose move, day), never sorted as a whole: these rules run after every act. Serves I1,
I3 and every clause a measure names.
"""

from __future__ import annotations

from collections.abc import Sequence

from entente.areas.action_plan import reasons
from entente.areas.action_plan.judgement import judge
from entente.areas.action_plan.parameters import PARAMETERS, Parameters
from entente.areas.action_plan.records import Measure
from entente.areas.action_plan.schedule import CLOSED, deferred, first_call, phases
from entente.areas.action_plan.timeline import Said, current, live, statements
from entente.kernel.area import Group, Interval
from entente.kernel.calendar import deferral
from entente.kernel.calendar.timeline import FOREVER, Line, end_day, events, extend, first_day, gaps, revisions, union, weave

ByRecord = dict[str, list[Interval]]

_LATE = frozenset({"overdue", "lapsed"})


def measure_rules(group: Group, p: Parameters = PARAMETERS) -> list[Interval]:
    """Every interval of one measure and its reports, in order; of a group without a readable measure, only what each report says."""
    measure = next((r for r in group.records if r.type == "measure"), None)
    said = statements(group, p)
    if measure is None and not said:
        return []
    spoken: dict[str, list[Said]] = {party: [] for party in group.parties}
    for s in said:
        spoken.setdefault(s.side, []).append(s)
    word = {side: current(spoken[side]) for side in sorted(spoken)}
    fresh = {side: live(line) for side, line in word.items()}
    texts = revisions(measure) if measure is not None else []
    found: ByRecord = {}
    asks: ByRecord = {}
    doubts: ByRecord = {}
    if measure is not None and texts:
        bare = _schedule(texts, said, fresh, p)
        away = deferral.standing(group)
        line = deferred(bare, away)
        open_texts = _open(bare)
        late = _late(line)
        overdue = _overdue(_without(open_texts, away), said)
        judged = judge(measure.record, open_texts, fresh, late, [(a, b, codes) for a, b, (codes, _, _) in overdue])
        first = judged.before_schedule
        first += _milestones(measure.record, overdue)
        for party in sorted(group.parties):
            first += _owed(measure.record, party, weave([open_texts, word[party]]), texts, p)
        found[measure.record] = [
            *first, *_standings(measure.record, line), *judged.slippage, *judged.status, *_undeferred(measure.record, line)
        ]  # fmt: skip
        asks, doubts = _asks(said, open_texts, group.parties, p), judged.doubts
    ratings = _ratings(fresh, texts)
    out: list[Interval] = []
    for record in sorted({s.record for s in said}.union(found)):
        for part in (found, asks, doubts, ratings):
            if record in part:
                out += part[record]
    return out


def _open(line: Line) -> Line:
    """While the measure has still to be carried out, its (text, act)."""
    out: Line = []
    for a, b, phase in line:
        if phase.state not in CLOSED:
            extend(out, a, b, (phase.text, phase.act))
    return out


def _late(line: Line) -> Line:
    """The days on which the measure is past its date and not deferred."""
    out: Line = []
    for a, b, phase in line:
        if phase.state in _LATE:
            extend(out, a, b, True)
    return out


def _without(line: Line, away: Line) -> Line:
    """A line without the days of deferrals."""
    return [(a, b, value) for a, b, (value, why) in weave([line, away]) if value is not None and why is None] if away else line


def _ratings(fresh: dict[str, Line], texts: Line) -> ByRecord:
    """What each side's report says while it is that side's live word."""
    out: ByRecord = {}
    for line in fresh.values():
        for a, b, s in line:
            if s.text is None:
                state, reason = "unreadable", reasons.unreadable(s.side)
            else:
                state, reason = s.rag, reasons.rag(s.rag, s.side, s.author, s.text.period_from, s.text.period_to)
            clauses = _clauses_on(a, texts)
            rating = Interval("fact", "report.rag", state, first_day(a), end_day(b), s.record, reason, (s.act,), clauses)
            out.setdefault(s.record, []).append(rating)
    for ratings in out.values():
        if len(ratings) > 1:  # a report revised to speak for another side stands in two lines
            ratings.sort(key=lambda rating: rating.starts)
    return out


def _clauses_on(day: int, texts: Line) -> tuple[str, ...]:
    """The clauses that the measure names on a day."""
    for a, b, revision in texts:
        if a <= day < b and revision.text is not None:
            named: tuple[str, ...] = revision.text.clauses
            return named
    return ()


def _schedule(texts: Line, said: Sequence[Said], fresh: dict[str, Line], p: Parameters) -> Line:
    held = events((day.toordinal(), s.ends) for s in said if s.text is not None for day in s.text.held_on)
    evidence = union([(a, b) for line in fresh.values() for a, b, s in line if s.text is not None])
    return phases(texts, held, evidence, p)


def _standings(record: str, line: Line) -> list[Interval]:
    """The schedule as the measure's standing, by which its clauses stand."""
    out = []
    for a, b, phase in line:
        text, state, acts = phase.text, phase.state, (phase.act, *phase.agreed)
        if phase.agreed:
            reason = reasons.deferred(phase.was, phase.deadline)
        else:
            reason = reasons.schedule(state, text.type == "RECURRING", text.baseline_start, phase.deadline)
        out.append(Interval("standing", "measure.schedule", state, first_day(a), end_day(b), record, reason, acts, text.clauses))
    return out


def _undeferred(record: str, line: Line) -> list[Interval]:
    """What the clock would show without the deferrals: the gap, which a deferral explains and does not erase (R1.6)."""
    return [
        Interval(
            "fact", "measure.undeferred", phase.was, first_day(a), end_day(b), record,
            reasons.schedule(phase.was, phase.text.type == "RECURRING", phase.text.baseline_start, phase.deadline), (phase.act,),
            phase.text.clauses,
        )
        for a, b, phase in line
        if phase.agreed
    ]  # fmt: skip


def _overdue(open_texts: Line, said: Sequence[Said]) -> Line:
    """Stretches in which milestones are overdue; each value (their codes, text, act).

    Any side's word that one was reached counts, from that day.
    """
    done: dict[str, list[tuple[int, int]]] = {}
    for s in said:
        for f in s.text.forecasts if s.text is not None else ():
            if f.done_on is not None:
                done.setdefault(f.milestone, []).append((f.done_on.toordinal(), s.ends))
    reached = {code: union(claims) for code, claims in done.items()}
    out: Line = []
    for a, b, (text, act) in open_texts:
        lines = [[(*span, m.code) for span in gaps(max(a, m.due.toordinal() + 1), b, reached.get(m.code, ()))] for m in text.milestones]
        for c, d, codes in weave(lines):
            late = tuple([code for code in codes if code is not None])
            if late:
                extend(out, c, d, (late, text, act))
    return out


def _milestones(record: str, overdue: Line) -> list[Interval]:
    """Overdue milestones of a measure: how many of how many, and which."""
    return [
        Interval(
            "finding", "measure.milestones", "overdue", first_day(a), end_day(b), record,
            reasons.milestones(codes), (act,), text.clauses, None, len(codes), len(text.milestones),
        )
        for a, b, (codes, text, act) in overdue
    ]  # fmt: skip


def _owed(record: str, party: str, words: Line, texts: Line, p: Parameters) -> list[Interval]:
    """R1.3: the report a lead owes: due in the last days before its word goes stale, then stale, or missing if it has none."""
    line: Line = []
    for a, b, (agreed, s) in words:
        if agreed is None or party not in agreed[0].leads:
            continue
        text: Measure = agreed[0]
        if s is not None:
            last, after, acts = s.stale_on, "stale", (s.act,)
        else:
            last, after, acts = first_call(texts, text, p), "missing", (agreed[1],)
        notice = last - p.report_notice_days
        if notice < b and a < last:
            extend(line, max(a, notice), min(b, last), ("due", last - 1, acts, text.clauses))
        if last < b:
            extend(line, max(a, last), b, (after, last - 1, acts, text.clauses))
    return [
        Interval(
            "obligation", "measure.report", state, first_day(a), end_day(b), record,
            reasons.owed(state, party, by), acts, clauses, party,
        )
        for a, b, (state, by, acts, clauses) in line
    ]  # fmt: skip


def _asks(said: Sequence[Said], open_texts: Line, parties: tuple[str, ...], p: Parameters) -> ByRecord:
    """Asks of the partner that nobody has answered, while the measure is open: open for 30 days, then unanswered."""
    out: ByRecord = {}
    for s in said:
        if s.text is None or s.text.ask_of_partner is None:
            continue
        others = [party for party in parties if party != s.author]
        move = s.text.ask_to or (others[0] if len(others) == 1 else None)
        until = min(s.starts + p.ask_days + 1, FOREVER)
        answered = union([(r.starts, r.ends) for r in said if _answers(r, s, move)])
        spans = [(*span, "open") for span in gaps(s.starts, min(until, s.ends), answered)]
        spans += [(*span, "unanswered") for span in gaps(until, s.ends, answered)]
        line: Line = []
        for a, b, (agreed, state) in weave([open_texts, spans]):
            if agreed is not None and state is not None:
                extend(line, a, b, (state, agreed[0].clauses))
        for a, b, (state, clauses) in line:
            reason, acts = reasons.ask(state, s.author, until - 1), (s.act,)
            ask = Interval("obligation", "report.ask", state, first_day(a), end_day(b), s.record, reason, acts, clauses, move)
            out.setdefault(s.record, []).append(ask)
    for found in out.values():
        found.sort(key=lambda ask: (ask.move or "", ask.starts))  # the revisions of one report may ask different parties
    return out


def _answers(reply: Said, ask: Said, move: str | None) -> bool:
    """Whether a report answers an ask: by whom it was addressed to, or by any other side."""
    if reply.text is None or reply.author == ask.author or move not in (None, reply.author):
        return False
    return any(answer.report == ask.record for answer in reply.text.answers)
