"""What covers what, in lanes over one axis: movement, clearances, legal basis, berth; what is missing is hatched.

Pure. Serves S3.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from entente.implementation.charts.axis import LABEL, Axis, axis_over, day_text, draw_day, draw_grid
from entente.implementation.charts.svg import GRID, SOFT, Look, Span, element, frame, legend, say, state_box, text
from entente.implementation.charts.svg import names as titled
from entente.kernel.area import Words

ROW = 40
NEAR = 120
"""Days up to which the axis counts days and no months."""
TODAY = {"en": "today, {day}", "ja": "本日（{day}）"}


@dataclass(frozen=True, slots=True)
class Lane:
    """One lane: its words and its spans, each in the look of its state."""

    titles: Words
    spans: tuple[Span, ...]


def lanes(rows: Sequence[Lane], names: Mapping[str, Words], on: date, look: Look) -> str:
    """The lanes over the days that they fill; the day is drawn where it lies among them."""
    days = [day for row in rows for span in row.spans for day in (span.starts, span.ends)] or [on]
    first, last = min(days), max(days)
    near = (last - first).days <= NEAR
    axis = Axis(first, last, 4, look.width - 4) if near else axis_over(days, 4, look.width - 4)
    drawn, extra = titled((say(row.titles, look.language) for row in rows), 13, look)
    height, top = ROW + extra, 26
    bottom = top + height * len(rows)
    over, parts = [], [_days(axis, top, bottom, look) if near else draw_grid(axis, top, bottom, look)]
    for at, row in enumerate(rows):
        over.append(drawn[at](top + at * height + 15))
        y = top + at * height + extra
        for span in row.spans:
            left, right = axis.x(span.starts), axis.x(span.ends)
            parts.append(state_box((left, y + 20, max(right - left, 2), 12), span.state, look.ident))
    words = say(TODAY, look.language).format(day=day_text(on, look.language))
    parts.append(draw_day(axis, on, words, top - 6, bottom))
    used = [state for state in names if any(span.state == state for row in rows for span in row.spans)]
    key, (_, end) = legend(used, names, (4, bottom + 28), look)
    return frame(look, end + 24, *parts, *over, key)


def _days(axis: Axis, top: int, bottom: int, look: Look) -> str:
    """The lines of days and their words beneath, as many as stand side by side without touching."""
    days = max((axis.last - axis.first).days, 1)
    step = -(-days * (LABEL + 16) // (axis.right - axis.left))
    parts = []
    for n in range(0, days, step):
        day = axis.first + timedelta(days=n)
        x = axis.x(day)
        parts.append(element("path", class_="app-chart__grid", d=f"M{x:g} {top}V{bottom}", stroke=GRID, stroke_width=1, fill="none"))
        parts.append(text(x, bottom + 15, day_text(day, look.language), 12, fill=SOFT))
    return "".join(parts)
