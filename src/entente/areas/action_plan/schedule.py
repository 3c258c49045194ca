"""The calendar of one measure: begun, on time, due, overdue, lapsed; fulfilled, deferred, dropped.

Pure. Two clocks (R1.5):

- a **dated** measure runs from its baseline start to its baseline finish. Due from 60 days before the finish, overdue from the day
  after it, lapsed once more than half the planned duration again has passed (1.5 x the span, counted from the start);
- a **RECURRING** one runs from its last occurrence that either side reported (from its start before the first) to that day plus its
  cadence, or to its finish if that comes first; the same three limits, and the due window is at most half the span, so that a monthly
  dialogue is not always due. A report on a period in which nothing was held is no occurrence.

A suspension (SUSPENDED), or a deferral agreed for a time, stops both and resets neither (R1.6): afterwards the old date stands. What a
deferral stops is kept as what it was: the gap is explained, never erased. On time needs a report that is not stale
from at least one side; without one the measure is no evidence, or still begun while the first report is not yet called for. Fulfilment
counts from the day of the event, other stages from the day all had confirmed them. Days are ordinals. Serves I1, I3 and every clause a
measure names.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from entente.areas.action_plan.parameters import Parameters
from entente.areas.action_plan.records import Measure
from entente.kernel.area import Revision
from entente.kernel.calendar.clock import ESCALATED, Limits, add_months, cut, defer, escalation, limits
from entente.kernel.calendar.timeline import FOREVER, Line, extend, gaps, weave

CLOSED = frozenset({"fulfilled", "deferred", "dropped"})
"""Schedule states in which nobody owes a report and no status is computed."""

_UNTIMED = frozenset({"begun", "no-evidence"})

Spans = Sequence[tuple[int, int]]


class Phase(msgspec.Struct, frozen=True):
    """One stretch of a schedule: its state, the text and act in effect, and the day the clock runs to where the state names it.

    Under a deferral `agreed` holds the acts that agreed it, and `was` the state that the clock would show without.
    """

    state: str
    text: Measure
    act: str
    deadline: int | None
    agreed: tuple[str, ...] = ()
    was: str = ""


def clock(text: Measure, last: int | None, p: Parameters) -> Limits | None:
    """The limits of the run that began at the last occurrence, or at the start; None for a text with neither cadence nor finish (R1.10)."""
    base = text.baseline_start.toordinal()
    finish = text.baseline_finish.toordinal() if text.baseline_finish is not None else None
    recurring = text.type == "RECURRING" and text.cadence_months is not None
    if recurring and text.cadence_months is not None:
        base = max(base, last) if last else base
        deadline = add_months(base, text.cadence_months)
        if finish is not None and finish < deadline:
            deadline = finish
    elif finish is not None:
        deadline = finish
    else:
        return None
    span = max(deadline - base, 0)
    window = min(p.due_days, span // 2 if recurring else span)
    return limits(base, deadline, window, p.lapse_halves)


def stages(measure: Line) -> Line:
    """A measure's readable revisions; one that says COMPLETED reaches back to the day of completion, never before the first agreement."""
    out: Line = []
    for starts, ends, revision in measure:
        text: Measure | None = revision.text
        if text is None:
            continue
        if text.stage == "COMPLETED" and text.completed_on is not None:
            done = max(text.completed_on.toordinal(), measure[0][0])
            if done < starts:
                starts = done
                out = [(a, min(b, starts), value) for a, b, value in out if a < starts]
        out.append((starts, ends, revision))
    return out


def phases(measure: Line, held: Line, evidence: Spans, p: Parameters) -> Line:
    """The whole schedule; each value a Phase.

    `held` is the last occurrence known on each day; `evidence` the days on which at least one side has a report that is not stale.
    """
    out: Line = []
    for starts, ends, revision in stages(measure):
        text: Measure = revision.text
        if text.stage in ("SUSPENDED", "DROPPED"):
            out.append((starts, ends, Phase("deferred" if text.stage == "SUSPENDED" else "dropped", text, revision.act, None)))
            continue
        until, done = ends, None
        if text.stage == "COMPLETED":
            done = text.completed_on.toordinal() if text.completed_on is not None else None
            until = min(ends, max(starts, done or starts))
        if starts < until:
            called_on = first_call(measure, text, p)
            occurrences = weave([[(starts, until, True)], held]) if held and text.type == "RECURRING" else [(starts, until, [True, None])]
            for a, b, (within, last) in occurrences:
                if within:
                    _run(out, (a, b), revision, clock(text, last, p), evidence, called_on)
        if until < ends:
            out.append((until, ends, Phase("fulfilled", text, revision.act, done)))
    return out


def deferred(line: Line, away: Line) -> Line:
    """A schedule under its deferrals (R1.6): where it presses it is deferred, and goes on afterwards as if there had been none."""
    return defer(line, away, _stopped) if away else line


def _stopped(phase: Phase, agreed: tuple[str, ...]) -> Phase:
    if phase.state not in ESCALATED:
        return phase
    return msgspec.structs.replace(phase, state="deferred", agreed=agreed, was=phase.state)


def first_call(measure: Line, text: Measure, p: Parameters) -> int:
    """The first day on which a measure without any report is late: counted from its start or first agreement, whichever is later."""
    return min(max(measure[0][0], text.baseline_start.toordinal()) + p.stale_after_days + 1, FOREVER)


def _run(out: Line, over: tuple[int, int], revision: Revision, reached: Limits | None, evidence: Spans, called_on: int) -> None:
    """Adds the schedule while one text is open and its clock runs from one occurrence."""
    begins, ends = over
    text: Measure = revision.text
    marks = [(begins, "begun"), (text.baseline_start.toordinal(), "on-time")]
    deadline = None
    if reached is not None:
        deadline = reached.deadline
        marks += escalation(reached)
    for a, b, state in cut(begins, ends, marks):
        for c, d, known in _evidenced(a, b, evidence, called_on) if state == "on-time" else ((a, b, state),):
            extend(out, c, d, Phase(known, text, revision.act, None if known in _UNTIMED else deadline))


def _evidenced(starts: int, ends: int, evidence: Spans, called_on: int) -> list[tuple[int, int, str]]:
    """On-time days parted by what is known: on time with a live report, begun until the first is called for, else no evidence."""
    out: list[tuple[int, int, str]] = []
    at = starts
    for a, b in [*gaps(starts, ends, evidence), (ends, ends)]:
        if at < a:
            out.append((at, a, "on-time"))
        middle = max(a, min(b, called_on))
        if a < middle:
            out.append((a, middle, "begun"))
        if middle < b:
            out.append((middle, b, "no-evidence"))
        at = b
    return out
