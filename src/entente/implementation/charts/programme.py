"""The forward programme drawn: one bar a visit from its first to its last day, in the look of where it is in its life.

Pure. Serves S3, S5.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from entente.implementation.charts.axis import axis_over, day_text, draw_day, draw_grid
from entente.implementation.charts.svg import Look, frame, legend, say, state_box
from entente.implementation.charts.svg import names as titled
from entente.kernel.area import Words

ROW = 40
TODAY = {"en": "today, {day}", "ja": "本日（{day}）"}


@dataclass(frozen=True, slots=True)
class Bar:
    """One visit: its code and words, its first and last day, and its state."""

    code: str
    titles: Words
    first: date
    last: date
    state: str


def programme(bars: Sequence[Bar], names: Mapping[str, Words], on: date, look: Look) -> str:
    """The bars in their order over one axis that holds all of them and the day; `names` are the words of the states."""
    days = [on, *(day for bar in bars for day in (bar.first, bar.last + timedelta(days=1)))]
    axis = axis_over(days, 4, look.width - 4)
    drawn, extra = titled((f"{bar.code}  {say(bar.titles, look.language)}".strip() for bar in bars), 13, look)
    row, top = ROW + extra, 26
    bottom = top + row * len(bars)
    over, parts = [], [draw_grid(axis, top, bottom, look)]
    for at, bar in enumerate(bars):
        over.append(drawn[at](top + at * row + 15))
        y = top + at * row + extra
        left, right = axis.x(bar.first), axis.x(bar.last + timedelta(days=1))
        parts.append(state_box((left, y + 20, max(right - left, 2), 12), bar.state, look.ident))
    words = say(TODAY, look.language).format(day=day_text(on, look.language))
    parts.append(draw_day(axis, on, words, top - 6, bottom))
    used = [state for state in names if any(bar.state == state for bar in bars)]
    key, (_, end) = legend(used, names, (4, bottom + 28), look)
    return frame(look, end + 24, *parts, *over, key)
