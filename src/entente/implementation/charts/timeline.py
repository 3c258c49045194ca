"""A timeline of promises against what happened: per clause what fell due (open diamonds), what was held (pins), and hatched gaps between.

Pure. Serves I2, I3.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from entente.implementation.charts.axis import axis_over, day_text, draw_day, draw_due, draw_grid, draw_meeting
from entente.implementation.charts.svg import HALO, NAVY, Look, Mark, element, frame, measure, names, say, state_box, text
from entente.kernel.area import Words

ROW, MIDDLE = 92, 56
AS_OF = {"en": "as of {day}", "ja": "{day}現在"}
DUE = {"en": "promised by this day", "ja": "履行期日"}
HELD = {"en": "done", "ja": "実施"}
EARLIER = {"en": " ({n} held before)", "ja": "（それ以前に{n}回開催）"}
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
    """One row a promise over one axis from about the first promise that ends on `on` or after."""
    axis = axis_over([on, *_days(promises)], 4, look.width - 4)
    drawn, extra = names((_name(promise, axis.first, look.language) for promise in promises), 14, look, font_weight=700)
    row, top = ROW + extra, 26
    bottom = top + row * len(promises)
    parts, over = [draw_grid(axis, top, bottom, look)], []
    for at, promise in enumerate(promises):
        over.append(drawn[at](top + at * row + 18))
        y = top + at * row + extra
        base = f"M{axis.left} {y + MIDDLE}H{axis.right}"
        parts.append(element("path", d=base, stroke=NAVY, stroke_width=1, fill="none"))
        for first, last in promise.gaps:
            left, right = axis.x(first), axis.x(last)
            parts.append(state_box((left, y + MIDDLE - 10, max(right - left, 1.5), 20), "gap", look.ident))
            over.append(_gap(left, right, (last - first).days, y + MIDDLE, look))
        parts += [draw_due(axis.x(day), y + MIDDLE) for day in promise.due]
        parts += [draw_meeting(axis.x(m.day), y + MIDDLE - 16, y + MIDDLE + 10) for m in promise.held if m.day >= axis.first]
    words = say(AS_OF, look.language).format(day=day_text(on, look.language))
    parts.append(draw_day(axis, on, words, top - 6, bottom))
    key, end = _key(bottom + 30, look)
    return frame(look, end + 24, *parts, *over, key)


def _days(promises: Sequence[Promise]) -> list[date]:
    """The days that the drawing holds: all that was promised, and what was done from a year before the first promise on."""
    promised = [day for p in promises for day in (*p.due, *(d for gap in p.gaps for d in gap))]
    since = min(promised).toordinal() - 366 if promised else 0
    return promised + [m.day for p in promises for m in p.held if m.day.toordinal() >= since]


def _name(promise: Promise, first: date, language: str) -> str:
    before = sum(1 for mark in promise.held if mark.day < first)
    more = say(EARLIER, language).format(n=before) if before else ""
    return f"{promise.code}  {say(promise.titles, language)}".strip() + more


def _gap(left: float, right: float, days: int, middle: int, look: Look) -> str:
    """How long a gap is, beneath it."""
    words = say(DAYS, look.language).format(days=days)
    half = measure(words, 12) / 2
    at = min(max((left + right) / 2, 4 + half), look.width - 4 - half)
    return text(at, middle + 25, words, 12, text_anchor="middle", **HALO)


def _key(y: int, look: Look) -> tuple[str, int]:
    """The signs with their names, in as many lines as it takes; and where the last line stands."""
    x, parts = 4.0, []
    for words in (DUE, HELD, GAP):
        name = say(words, look.language)
        need = 24 + measure(name, 13) + 26
        if x > 4 and x + need - 26 > look.width:
            x, y = 4.0, y + 22
        parts += [_sign(words, x, y, look.ident), text(x + 24, y + 11, name, 13)]
        x += need
    return "".join(parts), y


def _sign(words: Words, x: float, y: int, ident: str) -> str:
    if words is GAP:
        return state_box((x, y, 18, 12), "gap", ident)
    return draw_due(x + 9, y + 6) if words is DUE else draw_meeting(x + 9, y, y + 13)
