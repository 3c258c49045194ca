"""Both sides' words side by side: joint status, disagreement, who has reported, slippage, GREEN against passed dates.

Pure. A cell is a stretch in which one text of the measure and each side's live report stay the same: disagreement, reports and slippage are
judged on cells. Status and contradictions look at passed dates as well, so for them cells are cut once more. Neighbours that say the same
are one interval. Serves I1, I3.
"""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from entente.areas.action_plan import reasons
from entente.areas.action_plan.records import Measure
from entente.areas.action_plan.timeline import Said
from entente.kernel.area import Interval
from entente.kernel.calendar.timeline import Line, end_day, extend, first_day, weave

_RANK = {"green": 0, "unknown": 1, "amber": 2, "red": 3}
_STATE = ("green", "unknown", "amber", "red")


class Cell(msgspec.Struct, frozen=True):
    """What the sides say in one stretch: `worst` ranks the leads' ratings, `ratings` and `acts` are theirs, `having` the acts in which they
    speak for themselves; `own` are all sides' own words.
    """

    text: Measure
    act: str
    worst: int
    ratings: tuple[tuple[str, str, bool], ...]
    acts: tuple[str, ...]
    having: tuple[str, ...]
    own: list[Said]


class Judged(NamedTuple):
    """What is said of one measure, by code in order; `doubts` by the report that is doubted."""

    before_schedule: list[Interval]  # both-reports, disagreement
    slippage: list[Interval]
    status: list[Interval]
    doubts: dict[str, list[Interval]]


def judge(record: str, texts: Line, words: dict[str, Line], late: Line, overdue: Line) -> Judged:
    """All judgements on one measure.

    `texts` has (text, act) while the measure is open, `words` each side's live reports, `late` the days past its date, `overdue` the
    codes of milestones past theirs.
    """
    cells = _cells(texts, words)
    both: Line = []
    differing: Line = []
    slipping: Line = []
    for starts, ends, cell in cells:
        text, own, clauses = cell.text, cell.own, cell.text.clauses
        extend(both, starts, ends, (len(cell.having), len(text.leads), cell.having or (cell.act,), clauses))
        if len(own) > 1 and len({s.rag for s in own}) > 1:
            extend(differing, starts, ends, (tuple([(s.side, s.rag) for s in own]), tuple([s.act for s in own]), clauses))
        told = [s.forecast for s in own if s.forecast is not None]
        if told and text.baseline_finish is not None:
            day, side, act = max(told)
            extend(slipping, starts, ends, (day - text.baseline_finish.toordinal(), side, day, act, clauses))
    parts = _parts(cells, late, overdue)
    return Judged(
        _both(record, both) + _disagreement(record, differing), _slippage(record, slipping), _status(record, parts), _doubts(parts)
    )


def _cells(texts: Line, words: dict[str, Line]) -> Line:
    """R1.4: in each cell the worst of the leads' ratings, red over amber over unknown over green.

    Words that another party recorded for a side count when they are AMBER or RED; GREEN must be the side's own.
    """
    sides = {side: place for place, side in enumerate(words, 1)}
    places = {act: [(side, sides.get(side)) for side in sorted(text.leads)] for _, _, (text, act) in texts}
    out: Line = []
    for starts, ends, values in weave([texts, *words.values()]):
        if values[0] is None:
            continue
        text, act = values[0]
        worst = 0
        ratings: list[tuple[str, str, bool]] = []
        acts: list[str] = []
        having: list[str] = []
        for side, place in places[act]:
            s = values[place] if place is not None else None
            rank, rag, recorded = 1, "", False
            if s is not None:
                rag, recorded = s.rag, s.author != side
                acts.append(s.act)
                if s.own:
                    having.append(s.act)
                if rag and not (recorded and rag == "green"):
                    rank = _RANK[rag]
            if rank > worst:
                worst = rank
            ratings.append((side, rag, recorded))
        own = [s for s in values[1:] if s is not None and s.own]
        out.append((starts, ends, Cell(text, act, worst, tuple(ratings), tuple(acts), tuple(having), own)))
    return out


def _parts(cells: Line, late: Line, overdue: Line) -> Line:
    """Cells with whether the measure's date has passed, and the codes of overdue milestones."""
    if late or overdue:
        return [(a, b, (cell, bool(passed), codes or ())) for a, b, (cell, passed, codes) in weave([cells, late, overdue]) if cell]
    return [(a, b, (cell, False, ())) for a, b, cell in cells]


def _status(record: str, parts: Line) -> list[Interval]:
    """R1.4: a passed date is red whatever the sides say, an overdue milestone at least amber."""
    line: Line = []
    for starts, ends, (cell, late, codes) in parts:
        worst = 3 if late else max(cell.worst, 2) if codes else cell.worst
        acts = (*cell.acts, cell.act) if late or codes or not cell.acts else cell.acts
        extend(line, starts, ends, (worst, acts, cell.ratings, late, codes, cell.text.clauses))
    return [
        Interval("fact", "measure.status", _STATE[w], first_day(a), end_day(b), record, reasons.status(said, late, codes), acts, clauses)
        for a, b, (w, acts, said, late, codes, clauses) in line
    ]


def _doubts(parts: Line) -> dict[str, list[Interval]]:
    """Reports that say GREEN while a milestone or the measure's date has passed: kept, flagged, the author's move."""
    doubtful: dict[str, Line] = {}
    for starts, ends, (cell, late, codes) in parts:
        if late or codes:
            for s in cell.own:
                if s.rag == "green":
                    line = doubtful.setdefault(s.record, [])
                    extend(line, starts, ends, (s.side, codes, late, (s.act, cell.act), cell.text.clauses))
    return {
        record: [
            Interval(
                "finding", "report.inconsistent", "green-but-overdue", first_day(a), end_day(b), record,
                reasons.inconsistent(side, codes, late), acts, clauses, side,
            )
            for a, b, (side, codes, late, acts, clauses) in line
        ]
        for record, line in doubtful.items()
    }  # fmt: skip


def _both(record: str, line: Line) -> list[Interval]:
    """1 of 1 when every lead has a live report of its own, else 0 of 1, so that a sum over measures is the share with both reports."""
    return [
        Interval(
            "indicator", "measure.both-reports", "complete" if have == of else "incomplete", first_day(a), end_day(b), record,
            reasons.both(have, of), acts, clauses, None, int(have == of), 1,
        )
        for a, b, (have, of, acts, clauses) in line
    ]  # fmt: skip


def _disagreement(record: str, line: Line) -> list[Interval]:
    """Sides whose own live ratings differ."""
    return [
        Interval(
            "finding", "measure.disagreement", "rag-differs", first_day(a), end_day(b), record,
            reasons.disagreement(ratings), acts, clauses,
        )
        for a, b, (ratings, acts, clauses) in line
    ]  # fmt: skip


def _slippage(record: str, line: Line) -> list[Interval]:
    """The latest finish that a live report forecasts minus the baseline finish, in days over 1; none without a forecast or a baseline."""
    return [
        Interval(
            "indicator", "measure.slippage", "late" if days > 0 else "early" if days < 0 else "as-planned", first_day(a), end_day(b),
            record, reasons.slippage(days, side, forecast), (act,), clauses, None, days, 1,
        )
        for a, b, (days, side, forecast, act, clauses) in line
    ]  # fmt: skip
