"""Figures of a series: share held on time, gaps, meetings a year, and the gap that is longer than agreed.

Pure. R1.6, R1.7: a deferral changes none of them. They are counted since the day of the promise, by the series' newest text; an interval
holds from the day on which its figure is known until the next one is. Serves I2 and I3.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from entente.areas.consultations import says
from entente.areas.consultations.parameters import PARAMETERS, Parameters
from entente.areas.consultations.records import AnySeries
from entente.areas.consultations.series.cadence import bases, limits
from entente.areas.consultations.series.occurrences import Entry, Held
from entente.kernel.area import Interval
from entente.kernel.calendar.clock import Cadence, intervals_between, median_of, period_start
from entente.kernel.calendar.timeline import FOREVER, Line, end_day, extend, first_day


def figures(entry: Entry, meetings: Sequence[Held], p: Parameters) -> list[Interval]:
    """Share held on time, the last gap and the median gap: what is counted since the promise, by the series' newest text."""
    text, act, record = entry.revision.text, entry.revision.act, entry.record.record
    days = [m.day for m in meetings if m.day >= text.reckoned_from.toordinal()]
    rests = (act, *(a for m in meetings if m.day in days for a in m.acts))
    series_end = min(entry.until, text.ended_on.toordinal() + 1 if text.ended_on is not None else FOREVER)
    steps: list[tuple[int, str, str, tuple[int, int]]] = []
    met = of = 0
    for base, day in zip([None, *days], [*days, FOREVER], strict=True):
        late_on = min((found.overdue_on for basis in bases(text) if (found := limits(text, basis, base, p)) is not None), default=None)
        if late_on is None or min(day, late_on) == FOREVER:
            continue
        met, of = met + (day < late_on), of + 1
        steps.append((min(day, late_on), "series.held-on-time", "all" if met == of else "not-all", (met, of)))
    lengths: list[int] = []
    for _, day, length in intervals_between(days):
        lengths.append(length)
        steps.append((day, "series.gap", "closed", (length, 1)))
        steps.append((day, "series.median-gap", "measured", median_of(lengths) or (0, 1)))
    out = []
    for code in ("series.held-on-time", "series.gap", "series.median-gap"):
        line: Line = []
        mine = [(day, state, figure) for day, which, state, figure in steps if which == code]
        for n, (day, state, figure) in enumerate(mine):
            ends = min(mine[n + 1][0] if n + 1 < len(mine) else FOREVER, series_end)
            if day < ends:
                extend(line, day, ends, (state, figure))
        out += [
            Interval(
                "indicator", code, state, first_day(a), end_day(b), record, says.figure(code, *figure), rests, text.clauses, None, *figure
            )
            for a, b, (state, figure) in line
        ]
    return out


def binding(entry: Entry, meetings: Sequence[Held], p: Parameters) -> list[Interval]:
    """R1.7: no gap longer than agreed, and so many meetings in each year that has ended; a deferral changes neither."""
    text, act, record = entry.revision.text, entry.revision.act, entry.record.record
    advisers = text.kind == "NSA"
    longest = text.longest_gap_days or (p.nsa_longest_gap_days if advisers else None)
    wanted = text.per_year or (p.nsa_per_year if advisers else None)
    promise = text.reckoned_from.toordinal()
    ends = min(entry.until, text.ended_on.toordinal() + 1 if text.ended_on is not None else FOREVER)
    days = [m.day for m in meetings if m.day >= promise]
    rests = (act, *(a for m in meetings if m.day in days for a in m.acts))
    out = []
    for base, day in zip([promise, *days], [*days, FOREVER], strict=True):
        if longest is not None and base + longest + 1 < min(day, ends):
            a, b = base + longest + 1, min(day, ends)
            reason = says.too_long(longest, base)
            out.append(Interval("finding", "series.too-long", "too-long", first_day(a), end_day(b), record, reason, rests, text.clauses))
    if wanted is not None:
        for a, b, count, year in years(text, days, p):
            if a < min(b, ends):
                state = "reached" if count >= wanted else "short"
                reason = says.per_year(count, wanted, year)
                dates = first_day(a), end_day(min(b, ends))
                out.append(
                    Interval("indicator", "series.per-year", state, *dates, record, reason, rests, text.clauses, None, count, wanted)
                )
    return out


def years(text: AnySeries, days: Sequence[int], p: Parameters = PARAMETERS) -> list[tuple[int, int, int, int]]:
    """(first day known, first day of the next result, meetings, the year) of each whole year since the promise.

    Calendar years where the series is counted by them, else fiscal years, named by the calendar year in which they begin. The last that is
    listed is the first whole year without any meeting after the last one: it stands until somebody meets.
    """
    cadence = Cadence(12, "CALENDAR YEAR" if text.basis == "CALENDAR YEAR" else "FISCAL YEAR", 0, p.fiscal_year_month)
    out: list[tuple[int, int, int, int]] = []
    starts = text.reckoned_from.toordinal()
    if period_start(starts, cadence) != starts:
        starts = _next_year(starts, cadence)
    after_last = max(days, default=0)
    while starts < FOREVER:
        ends = _next_year(starts, cadence)
        if ends >= FOREVER:
            break
        count = sum(starts <= day < ends for day in days)
        silent = starts > after_last
        out.append((ends, FOREVER if silent else _next_year(ends, cadence), count, date.fromordinal(starts).year))
        if silent:
            break
        starts = ends
    return out


def _next_year(day: int, cadence: Cadence) -> int:
    """The first day of the year after the one that holds a day; FOREVER where the calendar ends first."""
    at = date.fromordinal(day)
    if at.year >= date.max.year - 1:
        return FOREVER
    return period_start(at.replace(year=at.year + 1, day=1).toordinal(), cadence)
