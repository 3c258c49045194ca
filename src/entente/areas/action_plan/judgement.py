"""Both sides' words side by side: joint status, disagreement, who has reported, slippage, GREEN against passed dates.

Pure. A cell is a stretch in which one text of the measure and each side's live report stay the same: disagreement, reports and slippage are
judged on cells. Status and contradictions look at passed dates as well, so for them cells are cut once more. Neighbours that say the same
are one interval. Serves I1, I3.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from entente.areas.action_plan import reasons
from entente.areas.action_plan.records import Measure
from entente.areas.action_plan.timeline import Line, Said, end_day, extend, first_day, weave
from entente.kernel.area import Interval

_RANK = {"green": 0, "unknown": 1, "amber": 2, "red": 3}
_STATE = ("green", "unknown", "amber", "red")


class Cell(NamedTuple):
    """What the sides say in one stretch: `worst` ranks the leads' ratings, `ratings` and `acts` are theirs, `own` each side's own words."""

    text: Measure
    act: str
    worst: int
    ratings: tuple[tuple[str, str, bool], ...]
    acts: tuple[str, ...]
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
        having = tuple([s.act for s in own if s.side in text.leads])
        extend(both, starts, ends, (len(having), len(text.leads), having or (cell.act,), clauses))
        if len(own) > 1 and len({s.rag for s in own}) > 1:
            extend(differing, starts, ends, (tuple([(s.side, s.rag) for s in own]), tuple([s.act for s in own]), clauses))
        told = _forecast(cell) if own else None
        if told is not None:
            extend(slipping, starts, ends, (*told, clauses))
    parts = _parts(cells, late, overdue)
    return Judged(
        _both(record, both) + _disagreement(record, differing), _slippage(record, slipping), _status(record, parts), _doubts(parts)
    )


def _cells(texts: Line, words: dict[str, Line]) -> Line:
    sides = list(words)
    places: dict[str, list[tuple[str, int | None]]] = {}
    for _, _, (text, act) in texts:
        places[act] = [(side, sides.index(side) if side in words else None) for side in sorted(text.leads)]
    out: Line = []
    for starts, ends, (agreed, *said) in weave([texts, *words.values()]):
        if agreed is not None:
            text, act = agreed
            leads = [(side, said[place] if place is not None else None) for side, place in places[act]]
            own = [s for s in said if s is not None and s.text is not None and s.side == s.author]
            out.append((starts, ends, Cell(text, act, *_rated(leads), own)))
    return out


def _rated(leads: Sequence[tuple[str, Said | None]]) -> tuple[int, tuple[tuple[str, str, bool], ...], tuple[str, ...]]:
    """R1.4: red over amber over unknown over green.

    Words that another party recorded for a side count when they are AMBER or RED; GREEN must be the side's own.
    """
    worst = 0
    ratings: list[tuple[str, str, bool]] = []
    acts: list[str] = []
    for side, s in leads:
        rank, rag, recorded = 1, "", False
        if s is not None:
            rag, recorded = s.rag, s.author != side
            acts.append(s.act)
            if rag and not (recorded and rag == "green"):
                rank = _RANK[rag]
        if rank > worst:
            worst = rank
        ratings.append((side, rag, recorded))
    return worst, tuple(ratings), tuple(acts)


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


def _forecast(cell: Cell) -> tuple[int, str, int, str] | None:
    """(days after the plan, side, day, act) of the latest finish that a live report forecasts; None without a forecast or a baseline."""
    finish = cell.text.baseline_finish
    told = [(s.text.forecast_finish, s.side, s.act) for s in cell.own if s.text is not None and s.text.forecast_finish is not None]
    if not told or finish is None:
        return None
    forecast, side, act = max(told)
    day = forecast.toordinal()
    return day - finish.toordinal(), side, day, act


def _slippage(record: str, line: Line) -> list[Interval]:
    """The forecast finish minus the baseline finish, in days over 1."""
    return [
        Interval(
            "indicator", "measure.slippage", "late" if days > 0 else "early" if days < 0 else "as-planned", first_day(a), end_day(b),
            record, reasons.slippage(days, side, forecast), (act,), clauses, None, days, 1,
        )
        for a, b, (days, side, forecast, act, clauses) in line
    ]  # fmt: skip
