"""Who said what, and from when until when it is their word: the reports of one measure as dated stretches.

Pure. Stretches and days are those of `kernel.timeline`. A statement counts from the day it took effect until it is superseded or
withdrawn; events it tells of (a milestone reached, a meeting held) count from their own day. Serves I1.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import msgspec

from entente.areas.action_plan.parameters import Parameters
from entente.areas.action_plan.records import ProgressReport
from entente.kernel.area import Group
from entente.kernel.calendar.timeline import FOREVER, Line, extend, revisions


class Said(msgspec.Struct, frozen=True):
    """One revision of one report while it had effect; `text` is None where this node cannot read it, and `rag` then empty.

    `side` is whose word it is, `author` who wrote it; `own` where they are the same and we can read it. From `stale_on` it is too old to
    say anything. `forecast` is the finish it forecasts, as (day, side, act).
    """

    starts: int
    ends: int
    stale_on: int
    side: str
    author: str
    record: str
    act: str
    rag: str
    own: bool
    forecast: tuple[int, str, str] | None
    text: ProgressReport | None


def statements(group: Group, p: Parameters) -> list[Said]:
    """All reports of the group, those on the latest period last.

    Left out: a report that speaks for another party of the channel (that party speaks for itself), and a revision that moved to another
    measure.
    """
    found: list[tuple[int, int, str, Said]] = []
    lag, age = p.report_lag_days, p.stale_after_days + 1
    for record in group.records:
        author = record.party
        if author is None or record.type != "progress-report":
            continue
        for starts, ends, revision in revisions(record):
            text: ProgressReport | None = revision.text
            side, rag, speaks, period, forecast = author, "", starts, starts, None
            if text is not None:
                if text.recorded_for is not None and text.recorded_for != author:
                    side = text.recorded_for
                    if side in group.parties:
                        continue
                if text.measure != group.key:
                    continue
                rag, period = text.rag.lower(), text.period_to.toordinal()
                if period + lag < starts:
                    speaks = period + lag
                if text.forecast_finish is not None:
                    forecast = (text.forecast_finish.toordinal(), side, revision.act)
            stale_on, own = min(speaks + age, FOREVER), text is not None and side == author
            one = Said(starts, ends, stale_on, side, author, record.record, revision.act, rag, own, forecast, text)
            found.append((period, starts, one.record, one))
    found.sort()
    return [said for _, _, _, said in found]


def current(said: Sequence[Said]) -> Line:
    """One side's word over time: on each day the report in effect with the latest period. Takes reports as `statements` orders them."""
    out: Line = []
    for s in said:  # what nearly always holds: each report stands, and was said after those on earlier periods
        if s.ends != FOREVER or (out and s.starts <= out[-1][0]):
            break
        if out:
            out[-1] = (out[-1][0], s.starts, out[-1][2])
        out.append((s.starts, FOREVER, s))
    else:
        return out
    out.clear()
    for a, b in pairwise(sorted({day for s in said for day in (s.starts, s.ends)})):
        best = next((s for s in reversed(said) if s.starts <= a < s.ends), None)
        if best is not None:
            extend(out, a, b, best)
    return out


def live(word: Line) -> Line:
    """The part of a side's word that is not stale (R1.3)."""
    return [(a, b if b < s.stale_on else s.stale_on, s) for a, b, s in word if a < s.stale_on]
