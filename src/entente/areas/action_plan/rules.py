"""The rules over one measure and its reports: what is so, from when until when, and whose move it is.

Pure. R1.3 stale is unknown; R1.4 the joint status in `judgement`; R1.5 and R1.6 in `schedule`. `parameters.CODES` lists every code and
state. Serves I1, I3 and every clause a measure names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from entente.areas.action_plan import judgement, reasons
from entente.areas.action_plan.check import draft_problems
from entente.areas.action_plan.judgement import Cell
from entente.areas.action_plan.parameters import PARAMETERS, Parameters
from entente.areas.action_plan.records import Draft, Measure
from entente.areas.action_plan.schedule import first_call, phases
from entente.areas.action_plan.timeline import (
    FOREVER,
    Said,
    Stretch,
    current,
    day_after,
    end_of,
    events,
    live,
    revisions,
    statements,
    union,
    weave,
)
from entente.kernel.area import Group, Interval

Line = list[Stretch]


def measure_rules(group: Group, p: Parameters = PARAMETERS) -> list[Interval]:
    """Every interval of one measure and its reports, in order; of a group without a readable measure, only what each report says."""
    measure = next((r for r in group.records if r.type == "measure"), None)
    said = statements(group, p)
    if measure is None and not said:
        return []
    sides = sorted({s.side for s in said} | set(group.parties))
    word = {side: current([s for s in said if s.side == side]) for side in sides}
    fresh = {side: live(line) for side, line in word.items()}
    texts = revisions(measure) if measure is not None else []
    out = list(_ratings(fresh, texts))
    if measure is not None and texts:
        line = _schedule(texts, said, fresh, p)
        still_open = [s for s in line if s.value.open]
        open_texts = _texts(still_open)
        overdue = _overdue(open_texts, said)
        out += _standings(measure.record, line)
        out += _milestones(measure.record, overdue)
        out += judgement.intervals(_cells(still_open, overdue, fresh), measure.record)
        for party in group.parties:
            out += _owed(measure.record, party, weave([open_texts, word[party]]), texts, p)
        out += _asks(said, open_texts, group.parties, p)
    out.sort(key=_order)
    return out


def _order(interval: Interval) -> tuple[str, str, str, date]:
    return interval.record, interval.code, interval.move or "", interval.starts


def _ratings(fresh: dict[str, Line], texts: Line) -> Iterator[Interval]:
    """What each side's report says while it is that side's live word."""
    for line in fresh.values():
        for starts, ends, s in line:
            if s.text is None:
                state, reason = "unreadable", reasons.unreadable(s.side)
            else:
                state = s.text.rag.lower()
                reason = reasons.rag(state, s.side, s.author, (s.text.period_from, s.text.period_to))
            clauses = next((m.value.text.clauses for m in texts if m.starts <= starts < m.ends and m.value.text is not None), ())
            yield Interval("fact", "report.rag", state, starts, end_of(ends), s.record, reason, (s.act,), clauses)


def _schedule(texts: Line, said: Sequence[Said], fresh: dict[str, Line], p: Parameters) -> Line:
    held = events((day, s.ends) for s in said if s.text is not None for day in s.text.held_on)
    evidence = union(s for line in fresh.values() for s in line if s.value.text is not None)
    return phases(texts, held, evidence, p)


def _standings(record: str, line: Line) -> Iterator[Interval]:
    """The schedule as the measure's standing, by which its clauses stand."""
    for starts, ends, phase in line:
        acts, clauses = (phase.act,), phase.text.clauses
        yield Interval("standing", "measure.schedule", phase.state, starts, end_of(ends), record, reasons.schedule(phase), acts, clauses)


def _texts(still_open: Line) -> Line:
    """Open stretches with the same text made one; the schedule's state within them does not matter to what is owed."""
    out: Line = []
    for s in still_open:
        if out and out[-1].ends == s.starts and out[-1].value.text is s.value.text:
            out[-1] = Stretch(out[-1].starts, s.ends, out[-1].value)
        else:
            out.append(s)
    return out


def _overdue(open_texts: Line, said: Sequence[Said]) -> Line:
    """Stretches in which milestones are overdue; each value (phase, their codes).

    Any side's word that one was reached counts, from that day.
    """
    done: dict[str, list[tuple[date, date]]] = {}
    for s in said:
        for f in s.text.forecasts if s.text is not None else ():
            if f.done_on is not None:
                done.setdefault(f.milestone, []).append((f.done_on, s.ends))
    out: Line = []
    for stretch in open_texts:
        text: Measure = stretch.value.text
        lines = [_late(m.code, day_after(m.due), done.get(m.code, ())) for m in text.milestones]
        for a, b, (phase, *codes) in weave([[stretch], *lines]) if lines else ():
            if phase is not None and any(codes):
                out.append(Stretch(a, b, (phase, tuple(code for code in codes if code))))
    return out


def _late(code: str, since: date, claims: Sequence[tuple[date, date]]) -> Line:
    """From when on a milestone is overdue, without the days for which it is claimed done."""
    late = Stretch(since, FOREVER, code)
    if not claims:
        return [late]
    return [Stretch(a, b, code) for a, b, (due, reached) in weave([[late], events(claims)]) if due and reached is None]


def _milestones(record: str, overdue: Line) -> Iterator[Interval]:
    """Overdue milestones of a measure: how many of how many, and which."""
    for starts, ends, (phase, codes) in overdue:
        text, acts = phase.text, (phase.act,)
        reason, of = reasons.milestones(codes), len(text.milestones)
        yield Interval(
            "finding", "measure.milestones", "overdue", starts, end_of(ends), record, reason, acts, text.clauses, None, len(codes), of
        )


def _cells(still_open: Line, overdue: Line, fresh: dict[str, Line]) -> list[Cell]:
    """The open stretches of a measure, cut wherever anything changes."""
    sides = list(fresh)
    out: list[Cell] = []
    for a, b, (phase, late, *said) in weave([still_open, overdue, *fresh.values()]):
        if phase is not None:
            spoken = {side: s for side, s in zip(sides, said, strict=True) if s is not None}
            own = [s for s in spoken.values() if s.text is not None and s.side == s.author]
            out.append(Cell(a, b, phase, late[1] if late else (), spoken, own))
    return out


def _owed(record: str, party: str, words: Iterable[tuple[date, date, list[Any]]], texts: Line, p: Parameters) -> Iterator[Interval]:
    """R1.3: the report a lead owes: due in the last days before its word goes stale, then stale, or missing if it has none."""
    for a, b, (phase, s) in words:
        if phase is None or party not in phase.text.leads:
            continue
        text: Measure = phase.text
        if isinstance(s, Said):
            last, late, acts = s.stale_on, "stale", (s.act,)
        else:
            last, late, acts = first_call(texts, text, p), "missing", (phase.act,)
        by = day_after(last, -1)
        for state, since, until in (("due", day_after(last, -p.report_notice_days), last), (late, last, FOREVER)):
            starts, ends = max(a, since), min(b, until)
            if starts < ends:
                reason = reasons.owed(state, party, by)
                yield Interval("obligation", "measure.report", state, starts, end_of(ends), record, reason, acts, text.clauses, party)


def _asks(said: Sequence[Said], open_texts: Line, parties: tuple[str, ...], p: Parameters) -> Iterator[Interval]:
    """Asks of the partner that nobody has answered, while the measure is open: open for 30 days, then unanswered."""
    for s in said:
        if s.text is None or s.text.ask_of_partner is None:
            continue
        others = [party for party in parties if party != s.author]
        move = s.text.ask_to or (others[0] if len(others) == 1 else None)
        answers = union(Stretch(r.starts, r.ends, True) for r in said if _answers(r, s, move))
        until = day_after(s.starts, p.ask_days + 1)
        waits = [Stretch(s.starts, min(until, s.ends), "open"), Stretch(until, s.ends, "unanswered")]
        for a, b, (phase, state, answered) in weave([open_texts, [w for w in waits if w.starts < w.ends], answers]):
            if phase is not None and state is not None and answered is None:
                reason = reasons.ask(state, s.author, day_after(until, -1))
                yield Interval("obligation", "report.ask", state, a, end_of(b), s.record, reason, (s.act,), phase.text.clauses, move)


def _answers(reply: Said, ask: Said, move: str | None) -> bool:
    """Whether a report answers an ask: by whom it was addressed to, or by any other side."""
    if reply.text is None or reply.author == ask.author or move not in (None, reply.author):
        return False
    return any(answer.report == ask.record for answer in reply.text.answers)


def draft_rules(group: Group) -> list[Interval]:
    """What stands against proposing each draft: one finding per revision, until the draft changes or is withdrawn.

    Only drafts of this area's types are judged here; a draft of another type is judged by its own Kind's check where it is shown.
    """
    out: list[Interval] = []
    for record in group.of("draft"):
        for starts, ends, revision in revisions(record):
            draft: Draft | None = revision.text
            problems = list(draft_problems(draft, group.parties)) if draft is not None else []
            if problems:
                reason = reasons.not_ready([(q.rule, q.words["en"], q.words["ja"]) for q in problems])
                acts, move = (revision.act,), record.party
                out.append(Interval("finding", "draft.check", "not-ready", starts, end_of(ends), record.record, reason, acts, (), move))
    return out
