"""The calendar of one measure: begun, on time, due, overdue, lapsed; fulfilled, deferred, dropped.

Pure. Two clocks (R1.5):

- a **dated** measure runs from its baseline start to its baseline finish. Due from 60 days before the finish, overdue from the day
  after it, lapsed once more than half the planned duration again has passed (1.5 x the span, counted from the start);
- a **RECURRING** one runs from its last occurrence that either side reported (from its start before the first) to that day plus its
  cadence, or to its finish if that comes first; the same three limits, and the due window is at most half the span, so that a monthly
  dialogue is not always due. A report on a period in which nothing was held is no occurrence.

A deferral (SUSPENDED) stops both and resets neither (R1.6): on resumption the old date stands. On time needs a report that is not stale
from at least one side; without one the measure is no evidence, or still begun while the first report is not yet called for. Fulfilment
counts from the day of the event, other stages from the day all had confirmed them. Serves I1, I3 and every clause a measure names.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from entente.areas.action_plan.parameters import Parameters
from entente.areas.action_plan.records import Measure
from entente.areas.action_plan.timeline import FOREVER, Stretch, day_after, weave

CLOSED = frozenset({"fulfilled", "deferred", "dropped"})
"""Schedule states in which nobody owes a report and no status is computed."""


class Phase(NamedTuple):
    """One stretch of a measure's schedule: its state, the text and act in effect, and the date the clock runs to, if any."""

    state: str
    text: Measure
    act: str
    deadline: date | None

    @property
    def open(self) -> bool:
        """Whether the measure still has to be carried out."""
        return self.state not in CLOSED


class Clock(NamedTuple):
    """The limits of one run: each is the first day of its state."""

    deadline: date
    due_on: date
    overdue_on: date
    lapsed_on: date


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month; held at the end of the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > FOREVER.year:
        return FOREVER
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def clock(text: Measure, last: date | None, p: Parameters) -> Clock | None:
    """The limits of the run that began at the last occurrence, or at the start; None for a text with neither cadence nor finish (R1.10)."""
    base, finish = text.baseline_start, text.baseline_finish
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
    span = max((deadline - base).days, 0)
    window = min(p.due_days, span // 2) if recurring else min(p.due_days, span)
    lapsed = max(day_after(base, p.lapse_halves * span // 2 + 1), day_after(deadline))
    return Clock(deadline, day_after(deadline, -window), day_after(deadline), lapsed)


def stages(measure: Sequence[Stretch]) -> list[Stretch]:
    """A measure's readable revisions; one that says COMPLETED reaches back to the day of completion, never before the first agreement."""
    out: list[Stretch] = []
    for starts, ends, revision in measure:
        text: Measure | None = revision.text
        if text is None:
            continue
        done = text.completed_on if text.stage == "COMPLETED" else None
        if done is not None and done < starts:
            starts = max(done, measure[0].starts)
            out = [Stretch(s.starts, min(s.ends, starts), s.value) for s in out if s.starts < starts]
        out.append(Stretch(starts, ends, revision))
    return out


def phases(measure: Sequence[Stretch], held: Sequence[Stretch], evidence: Sequence[Stretch], p: Parameters) -> list[Stretch]:
    """The whole schedule, in order and without overlap; each value a Phase.

    `held` is the last occurrence known on each day; `evidence` the days on which at least one side has a report that is not stale.
    """
    out: list[Stretch] = []
    for starts, ends, revision in stages(measure):
        text: Measure = revision.text
        if text.stage in ("SUSPENDED", "DROPPED"):
            state = "deferred" if text.stage == "SUSPENDED" else "dropped"
            out.append(Stretch(starts, ends, Phase(state, text, revision.act, None)))
            continue
        until = ends
        if text.stage == "COMPLETED":
            until = min(ends, max(starts, text.completed_on or starts))
        if starts < until:
            occurrences = held if text.type == "RECURRING" else ()
            out += _run(Stretch(starts, until, revision), occurrences, evidence, first_call(measure, text, p), p)
        if until < ends:
            out.append(Stretch(until, ends, Phase("fulfilled", text, revision.act, text.completed_on)))
    return out


def first_call(measure: Sequence[Stretch], text: Measure, p: Parameters) -> date:
    """The first day on which a measure without any report is late: counted from its start or first agreement, whichever is later."""
    return day_after(max(measure[0].starts, text.baseline_start), p.stale_after_days + 1)


def _run(over: Stretch, held: Sequence[Stretch], evidence: Sequence[Stretch], called_on: date, p: Parameters) -> list[Stretch]:
    """The schedule while one text is open."""
    out: list[Stretch] = []
    for a, b, (revision, last) in weave(((over,), held)) if held else ((over.starts, over.ends, (over.value, None)),):
        if revision is None:
            continue
        text: Measure = revision.text
        limits = clock(text, last, p)
        deadline = limits.deadline if limits else None
        marks: list[tuple[date, str]] = [(a, "begun"), (text.baseline_start, "on-time")]
        if limits is not None:
            marks += [(limits.due_on, "due"), (limits.overdue_on, "overdue"), (limits.lapsed_on, "lapsed")]
        for i, (day, state) in enumerate(marks):
            starts = max(a, day)
            ends = min([b] + [later for later, _ in marks[i + 1 :]])
            if starts >= ends:
                continue
            phase = Phase(state, text, revision.act, deadline)
            if state == "on-time":
                out += _evidenced(starts, ends, phase, evidence, called_on)
            else:
                out.append(Stretch(starts, ends, phase))
    return _joined(out)


def _evidenced(starts: date, ends: date, phase: Phase, evidence: Sequence[Stretch], called_on: date) -> list[Stretch]:
    """On-time days parted by what is known: on time with a live report, begun until the first is called for, else no evidence."""
    out: list[Stretch] = []
    at = starts
    spans = [(max(s.starts, starts), min(s.ends, ends)) for s in evidence if s.starts < ends and s.ends > starts]
    for a, b in [*spans, (ends, ends)]:
        if at < a:
            middle = max(at, min(a, called_on))
            out += [Stretch(at, middle, phase._replace(state="begun"))] if at < middle else []
            out += [Stretch(middle, a, phase._replace(state="no-evidence"))] if middle < a else []
        if a < b:
            out.append(Stretch(a, b, phase))
        at = max(at, b)
    return out


def _joined(parts: Sequence[Stretch]) -> list[Stretch]:
    """Neighbours with an equal phase made one."""
    out: list[Stretch] = []
    for part in parts:
        if out and out[-1].ends == part.starts and out[-1].value == part.value:
            out[-1] = Stretch(out[-1].starts, part.ends, part.value)
        else:
            out.append(part)
    return out
