"""A timeline of promises against what happened: per clause what fell due (open diamonds), what was held (bars), and hatched gaps between.

Pure. Serves I2, I3.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from entente.implementation.charts.axis import axis_over, day_text, draw_day, draw_due, draw_grid, draw_meeting
from entente.implementation.charts.svg import NAVY, Look, Mark, broken, element, frame, measure, say, state_box, text
from entente.kernel.area import Words

ROW, MIDDLE = 92, 56
AS_OF = {"en": "as of {day}", "ja": "{day}現在"}
DUE = {"en": "promised by this day", "ja": "履行期日"}
HELD = {"en": "done", "ja": "実施"}
GAP = {"en": "gap beyond the promise", "ja": "約束を超えた空白期間"}
DAYS = {"en": "{days:,} days", "ja": "{days:,}日"}


@dataclass(frozen=True, slots=True)
class Promise:
    """One clause or commitment: its code and words, the days by which something was promised, what was done, the gaps."""

    code: str
    titles: Words
    due: tuple[date, ...]
    held: tuple[Mark, ...]
    gaps: tuple[tuple[date, date], ...] = ()


def timeline(promises: Sequence[Promise], on: date, look: Look) -> str:
    """One row a promise over one axis that ends on `on` or after."""
    days = [on, *(day for p in promises for day in (*p.due, *(m.day for m in p.held), *(d for gap in p.gaps for d in gap)))]
    axis = axis_over(days, 4, look.width - 4)
    top = 26
    bottom = top + ROW * len(promises)
    parts = [draw_grid(axis, top, bottom, look)]
    for at, promise in enumerate(promises):
        y = top + at * ROW
        name = f"{promise.code}  {say(promise.titles, look.language)}".strip()
        parts.append(text(4, y + 18, broken(name, 14, look.width - 8, 1)[0], font_weight=700))
        base = f"M{axis.left} {y + MIDDLE}H{axis.right}"
        parts.append(element("path", d=base, stroke=NAVY, stroke_width=1, fill="none"))
        for first, last in promise.gaps:
            parts.append(_gap(axis.x(first), axis.x(last), (last - first).days, y + MIDDLE, look))
        parts += [draw_due(axis.x(day), y + MIDDLE) for day in promise.due]
        parts += [draw_meeting(axis.x(mark.day), y + MIDDLE - 16, y + MIDDLE + 10) for mark in promise.held]
    words = say(AS_OF, look.language).format(day=day_text(on, look.language))
    parts.append(draw_day(axis, on, words, top - 6, bottom))
    parts.append(_key(bottom + 30, look))
    return frame(look, bottom + 54, *parts)


def _gap(left: float, right: float, days: int, middle: int, look: Look) -> str:
    words = say(DAYS, look.language).format(days=days)
    box = state_box((left, middle - 10, max(right - left, 1.5), 20), "gap", look.ident)
    half = measure(words, 12) / 2
    at = min(max((left + right) / 2, 4 + half), look.width - 4 - half)
    return box + text(at, middle + 25, words, 12, text_anchor="middle")


def _key(y: int, look: Look) -> str:
    names = [say(words, look.language) for words in (DUE, HELD, GAP)]
    first = 28 + measure(names[0], 13) + 26
    second = first + 18 + measure(names[1], 13) + 26
    return "".join(
        (
            draw_due(13, y + 6),
            text(28, y + 11, names[0], 13),
            draw_meeting(first, y, y + 13),
            text(first + 14, y + 11, names[1], 13),
            state_box((second, y, 18, 12), "gap", look.ident),
            text(second + 24, y + 11, names[2], 13),
        )
    )
