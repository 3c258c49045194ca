"""Both sides' words side by side: joint status, disagreement, who has reported, slippage, GREEN against passed dates.

Pure. A cell is a stretch in which nothing changes: the schedule's phase, the overdue milestones, each side's live report. Each function
judges one cell and says what makes it differ from its neighbour; equal neighbours become one interval. Serves I1, I3.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from entente.areas.action_plan import reasons
from entente.areas.action_plan.schedule import Phase
from entente.areas.action_plan.timeline import Said, end_of
from entente.kernel.area import Interval

_RANK = {"green": 0, "unknown": 1, "amber": 2, "red": 3}
_LATE = frozenset({"overdue", "lapsed"})


class Cell(NamedTuple):
    """What holds in one stretch; `said` has only sides with a live report, `own` those of them that a side wrote itself and we can read."""

    starts: date
    ends: date
    phase: Phase
    overdue: tuple[str, ...]
    said: dict[str, Said]
    own: list[Said]


class Judged(NamedTuple):
    """A judgement: `key` tells it from its neighbours, `make` builds the interval."""

    key: Any
    make: Callable[[date, date | None, str], Interval]


def intervals(cells: Sequence[Cell], record: str) -> Iterator[Interval]:
    """All products of the cells of one measure, which must be in order; `record` is the measure's id."""
    for judge in (status, disagreement, both_reports, slippage):
        yield from _merged(cells, record, judge)
    yield from _inconsistent(cells)


def _merged(cells: Sequence[Cell], record: str, judge: Callable[[Cell], Judged | None]) -> Iterator[Interval]:
    starts, ends, held = date.min, date.min, None
    for cell in cells:
        judged = judge(cell)
        if held is not None and judged is not None and ends == cell.starts and held.key == judged.key:
            ends = cell.ends
            continue
        if held is not None:
            yield held.make(starts, end_of(ends), record)
        starts, ends, held = cell.starts, cell.ends, judged
    if held is not None:
        yield held.make(starts, end_of(ends), record)


def status(cell: Cell) -> Judged:
    """R1.4: red over amber over unknown over green; a passed date is red, an overdue milestone amber.

    Words that another party recorded for a side count when they are AMBER or RED; GREEN must be the side's own.
    """
    phase = cell.phase
    worst = "green"
    acts: list[str] = []
    ratings: list[tuple[str, str, bool]] = []
    for side in sorted(phase.text.leads):
        s = cell.said.get(side)
        rag = "" if s is None or s.text is None else s.text.rag.lower()
        recorded = s is not None and s.author != side
        counts = "unknown" if not rag or (recorded and rag == "green") else rag
        worst = max(worst, counts, key=_RANK.__getitem__)
        ratings.append((side, rag, recorded))
        if s is not None:
            acts.append(s.act)
    late = phase.state in _LATE
    if late:
        worst = "red"
    elif cell.overdue:
        worst = max(worst, "amber", key=_RANK.__getitem__)
    if late or cell.overdue or not acts:
        acts.append(phase.act)
    clauses, cited, overdue = phase.text.clauses, tuple(acts), cell.overdue

    def make(starts: date, ends: date | None, record: str) -> Interval:
        return Interval("fact", "measure.status", worst, starts, ends, record, reasons.status(ratings, late, overdue), cited, clauses)

    return Judged((worst, cited, late, overdue, clauses), make)


def disagreement(cell: Cell) -> Judged | None:
    """Sides whose own live ratings differ; None where they agree or fewer than two have spoken."""
    own = cell.own
    if len(own) < 2 or len({s.text.rag for s in own if s.text is not None}) < 2:
        return None
    ratings = [(s.side, s.text.rag.lower()) for s in own if s.text is not None]
    acts, clauses = tuple(s.act for s in own), cell.phase.text.clauses

    def make(starts: date, ends: date | None, record: str) -> Interval:
        reason = reasons.disagreement(ratings)
        return Interval("finding", "measure.disagreement", "rag-differs", starts, ends, record, reason, acts, clauses)

    return Judged((acts, clauses), make)


def both_reports(cell: Cell) -> Judged:
    """1 of 1 when every lead has a live report of its own, else 0 of 1, so that a sum over measures is the share with both reports."""
    text = cell.phase.text
    own = [s for s in cell.own if s.side in text.leads]
    have, of = len(own), len(text.leads)
    acts, clauses = tuple(s.act for s in own) or (cell.phase.act,), text.clauses
    state = "complete" if have == of else "incomplete"

    def make(starts: date, ends: date | None, record: str) -> Interval:
        reason = reasons.both(have, of)
        return Interval("indicator", "measure.both-reports", state, starts, ends, record, reason, acts, clauses, None, int(have == of), 1)

    return Judged((acts, of, clauses), make)


def slippage(cell: Cell) -> Judged | None:
    """The latest finish that a live report forecasts minus the baseline finish, in days over 1; None without a forecast or a baseline."""
    text = cell.phase.text
    told = [(s.text.forecast_finish, s.side, s.act) for s in cell.own if s.text is not None and s.text.forecast_finish is not None]
    if not told or text.baseline_finish is None:
        return None
    forecast, side, act = max(told)
    days, clauses = (forecast - text.baseline_finish).days, text.clauses
    state = "late" if days > 0 else "early" if days < 0 else "as-planned"

    def make(starts: date, ends: date | None, record: str) -> Interval:
        reason = reasons.slippage(days, side, forecast)
        return Interval("indicator", "measure.slippage", state, starts, ends, record, reason, (act,), clauses, None, days, 1)

    return Judged((days, act, clauses), make)


def _inconsistent(cells: Sequence[Cell]) -> Iterator[Interval]:
    """Reports that say GREEN while a milestone or the measure's date has passed: kept, flagged, the author's move."""
    doubtful: dict[str, list[Cell]] = {}
    for cell in cells:
        if cell.overdue or cell.phase.state in _LATE:
            for s in cell.own:
                if s.text is not None and s.text.rag == "GREEN":
                    doubtful.setdefault(s.record, []).append(cell)
    for record, mine in doubtful.items():
        yield from _merged(mine, record, partial(_green, record))


def _green(record: str, cell: Cell) -> Judged:
    s = next(s for s in cell.own if s.record == record)
    late, codes, side, clauses = cell.phase.state in _LATE, cell.overdue, s.side, cell.phase.text.clauses
    acts = (s.act, cell.phase.act)

    def make(starts: date, ends: date | None, record: str) -> Interval:
        reason = reasons.inconsistent(side, codes, late)
        return Interval("finding", "report.inconsistent", "green-but-overdue", starts, ends, record, reason, acts, clauses, side)

    return Judged((late, codes, acts), make)
