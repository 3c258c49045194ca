"""Trend lines: how many clauses or measures stood in each state at the end of each period.

Pure. Lines differ by dash and by sign, not by colour alone. Serves I3.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from entente.implementation.charts.axis import Axis, axis_over, draw_grid
from entente.implementation.charts.svg import FILLS, GRID, INK, SOFT, UNKNOWN, Look, element, frame, measure, say, text
from entente.implementation.standing import STATE_WORDS

TOP, TALL = 14, 220
DASHES = ("", "8 4", "2 3", "10 3 2 3", "5 5", "1 4")
LABEL = 17  # units from one label at the right to the next


@dataclass(frozen=True, slots=True)
class Trend:
    """One state's count on each of several days, in order."""

    state: str
    points: tuple[tuple[date, int], ...]


def trend_lines(trends: Sequence[Trend], look: Look) -> str:
    """All trends over one axis from zero; each is named at its right end, with its last figure."""
    drawn = [trend for trend in trends if trend.points]
    names = [f"{say(STATE_WORDS.get(t.state, {'en': t.state}), look.language)} {t.points[-1][1]}" for t in drawn]
    right = look.width - int(max((measure(name, 13) for name in names), default=0)) - 26
    bottom = TOP + TALL
    if not drawn:
        return frame(look, bottom + 30)
    axis = axis_over([day for trend in drawn for day, _ in trend.points], 34, right)
    highest = max(count for trend in drawn for _, count in trend.points) or 1
    step = next(s * 10**p for p in range(9) for s in (1, 2, 5) if highest / (s * 10**p) <= 6)
    ceiling = -(-highest // step) * step
    parts = [draw_grid(axis, TOP, bottom, look)]
    for value in range(0, ceiling + 1, step):
        y = _y(value, ceiling)
        line = f"M{axis.left} {y:g}H{axis.right}"
        parts.append(element("path", class_="app-chart__grid", d=line, stroke=GRID, stroke_width=1, fill="none"))
        parts.append(text(axis.left - 6, y + 4, str(value), 12, fill=SOFT, text_anchor="end"))
    ends = _apart([_y(trend.points[-1][1], ceiling) for trend in drawn])
    for at, (trend, name) in enumerate(zip(drawn, names, strict=True)):
        parts.append(_line(trend, axis, ceiling, at))
        x, y = axis.x(trend.points[-1][0]), _y(trend.points[-1][1], ceiling)
        lead = f"M{x + 5:g} {y:g}L{right + 14} {ends[at]:g}"
        parts.append(element("path", d=lead, stroke=SOFT, stroke_width=0.8, fill="none"))
        parts.append(text(right + 18, ends[at] + 4, name, 13, fill=INK))
    return frame(look, max(bottom + 26, int(max(ends)) + 12), *parts)


def _y(value: int, ceiling: int) -> float:
    return round(TOP + TALL - value * TALL / ceiling, 1)


def _apart(places: Sequence[float]) -> list[float]:
    """The same places moved just enough that labels do not cover one another: down, and up again from the foot of the drawing."""
    out, order = list(places), sorted(range(len(places)), key=lambda i: places[i])
    last = float("-inf")
    for at in order:
        out[at] = last = max(places[at], last + LABEL)
    lowest = float(TOP + TALL)
    for at in reversed(order):
        out[at] = lowest = min(out[at], lowest)
        lowest -= LABEL
    return out


def _line(trend: Trend, axis: Axis, ceiling: int, at: int) -> str:
    colour = FILLS.get(trend.state, UNKNOWN)[1]
    places = [(axis.x(day), _y(count, ceiling)) for day, count in trend.points]
    path = "M" + "L".join(f"{x:g} {y:g}" for x, y in places)
    dash = {"stroke_dasharray": DASHES[at % len(DASHES)]} if DASHES[at % len(DASHES)] else {}
    line = element("path", class_="app-chart__line", d=path, stroke=colour, stroke_width=2, fill="none", **dash)
    return line + "".join(_sign(x, y, at, colour) for x, y in places)


def _sign(x: float, y: float, at: int, colour: str) -> str:
    shape = at % 4
    if shape == 0:
        return element("circle", cx=f"{x:g}", cy=f"{y:g}", r=4, fill=colour)
    path = {
        1: f"M{x - 4:g} {y - 4:g}h8v8h-8z",
        2: f"M{x:g} {y - 5:g}l5 9h-10z",
        3: f"M{x:g} {y - 5:g}l5 5l-5 5l-5 -5z",
    }[shape]
    return element("path", d=path, fill="#ffffff" if at >= 4 else colour, stroke=colour, stroke_width=1.4)
