"""Cadence strips: for each series of meetings a strip of states (on time, due, overdue, lapsed, deferred), with the meetings as bars on it.

Pure. A deferral is a state like the others in its own row beneath, since it explains a gap and does not repair it (R1.6).
Serves I2, I3, I4, I5.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise

from entente.implementation.charts.axis import axis_over, day_text, draw_day, draw_grid, draw_meeting
from entente.implementation.charts.svg import Look, Mark, Span, element, frame, legend, measure, names, say, state_box, text
from entente.implementation.standing import STATE_WORDS
from entente.kernel.area import Words

ROW, BAR = 74, 22
AS_OF = {"en": "as of {day}", "ja": "{day}現在"}
MEETING = {"en": "meeting held", "ja": "開催"}
EARLIER = {"en": " ({n} held before)", "ja": "（それ以前に{n}回開催）"}


@dataclass(frozen=True, slots=True)
class Strip:
    """One series: its name, its states, the meetings held, and what was deferred when."""

    titles: Words
    spans: tuple[Span, ...]
    meetings: tuple[Mark, ...]
    deferrals: tuple[Span, ...] = ()


def cadence(strips: Sequence[Strip], on: date, look: Look) -> str:
    """The strips under one another from the first state on, over one axis that ends on `on` or after; the day itself is a dashed line."""
    days = [d for s in strips for span in (*s.spans, *s.deferrals) for d in (span.starts, min(span.ends, on))]
    days = days or [mark.day for strip in strips for mark in strip.meetings]
    axis = axis_over([on, *days], 4, look.width - 4)
    drawn, extra = names((_name(strip, axis.first, look.language) for strip in strips), 14, look, font_weight=700)
    row, top = ROW + extra, 26
    bottom = top + row * len(strips)
    parts, titles = [draw_grid(axis, top, bottom, look)], []
    for at, strip in enumerate(strips):
        titles.append(drawn[at](top + at * row + 18))
        y = top + at * row + extra
        meetings = [axis.x(mark.day) for mark in strip.meetings if mark.day >= axis.first]
        for span in strip.spans:
            parts.append(_span(span, (axis.x(span.starts), axis.x(span.ends)), y + 34, meetings, look))
        for span in strip.deferrals:
            left, right = axis.x(span.starts), axis.x(span.ends)
            parts.append(state_box((left, y + 34 + BAR, max(right - left, 1.5), 9), span.state, look.ident))
        parts += [draw_meeting(x, y + 30, y + 34 + BAR) for x in meetings]
    words = say(AS_OF, look.language).format(day=day_text(on, look.language))
    parts.append(draw_day(axis, on, words, top - 6, bottom))
    states = dict.fromkeys(span.state for strip in strips for span in (*strip.spans, *strip.deferrals))
    order = [state for state in STATE_WORDS if state in states] + [state for state in states if state not in STATE_WORDS]
    key, end = legend(order, STATE_WORDS, (4, bottom + 30), look)
    x, y = end if end[0] + 28 + measure(say(MEETING, look.language), 13) < look.width else (4, end[1] + 22)
    held = draw_meeting(x + 7, y, y + 13) + text(x + 20, y + 11, say(MEETING, look.language), 13)
    return frame(look, y + 24, *parts, *titles, key, held)


def _name(strip: Strip, first: date, language: str) -> str:
    """The name of a series, and how many meetings were held before the drawing begins."""
    before = sum(1 for mark in strip.meetings if mark.day < first)
    return say(strip.titles, language) + (say(EARLIER, language).format(n=before) if before else "")


def _span(span: Span, place: tuple[float, float], y: int, meetings: Sequence[float], look: Look) -> str:
    """A state's box, with its name on it where there is room beside the meetings; the legend and the table say it in any case."""
    left, right = place
    words, width = _name_of(span.state, look.language)
    box = state_box((left, y, max(right - left, 1.5), BAR), span.state, look.ident)
    edges = [left, *sorted(x for x in meetings if left < x < right), right]
    gap, start = max((high - low, low) for low, high in pairwise(edges))
    if width + 9 > gap:
        return box
    plate = element("rect", x=f"{start + 5:g}", y=y + 4, width=f"{width:.0f}", height=BAR - 8, fill="#ffffff")
    return box + plate + text(start + 9, y + 15.5, words, 12)


@lru_cache(maxsize=64)
def _name_of(state: str, language: str) -> tuple[str, float]:
    """A state in words, and how wide they are with room on both sides."""
    words = say(STATE_WORDS.get(state, {"en": state}), language)
    return words, measure(words, 12) + 8
