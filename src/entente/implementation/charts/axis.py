"""Days to places on a drawing, and the ticks beneath. Pure. Serves I3."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from entente.implementation.charts.svg import GRID, NAVY, RED, SOFT, Look, element, measure, text

STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000)  # months between ticks
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LABEL = 78  # units that a tick's label takes


@dataclass(frozen=True, slots=True)
class Axis:
    """Which days a drawing spans, and between which places."""

    first: date
    last: date
    left: int
    right: int

    def x(self, day: date) -> float:
        """Where a day begins, held within the drawing."""
        if day <= self.first:
            return float(self.left)
        if day >= self.last:
            return float(self.right)
        first = self.first.toordinal()
        return round(self.left + (day.toordinal() - first) / (self.last.toordinal() - first) * (self.right - self.left), 1)


def axis_over(days: Iterable[date], left: int, right: int) -> Axis:
    """An axis from the first of the first day's month to the end of the last day's."""
    known = sorted(days)
    return Axis(month(known[0], 0), month(known[-1], 1), left, right)


def month(day: date, later: int) -> date:
    """The first of the month so many months later; held within the years a date can have."""
    number = min(max(day.year * 12 + day.month - 1 + later, 12), 9999 * 12 + 11)
    return date(number // 12, number % 12 + 1, 1)


def ticks(axis: Axis) -> list[date]:
    """Firsts of months at the closest step whose labels do not touch, from January on."""
    months = (axis.last.year - axis.first.year) * 12 + axis.last.month - axis.first.month
    step = next((s for s in STEPS if months * LABEL <= (axis.right - axis.left) * s), STEPS[-1])
    start = axis.first.year * 12 + axis.first.month - 1
    end = min(start + months, 9999 * 12 + 11)
    return [date(n // 12, n % 12 + 1, 1) for n in range(-(-start // step) * step, end + 1, step)]


def day_text(day: date, language: str) -> str:
    """A day, short."""
    return f"{day.year}年{day.month}月{day.day}日" if language == "ja" else f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def month_text(day: date, language: str) -> str:
    """A tick's words: the year on the first of January, else month and year."""
    if day.month == 1:
        return f"{day.year}年" if language == "ja" else str(day.year)
    return f"{day.year}年{day.month}月" if language == "ja" else f"{MONTHS[day.month - 1]} {day.year}"


def draw_grid(axis: Axis, top: int, bottom: int, look: Look) -> str:
    """The ticks' lines from top to bottom and their words beneath."""
    parts = []
    for day in ticks(axis):
        x = axis.x(day)
        parts.append(element("path", class_="app-chart__grid", d=f"M{x:g} {top}V{bottom}", stroke=GRID, stroke_width=1, fill="none"))
        words = month_text(day, look.language)
        if x + measure(words, 12) / 2 <= look.width:
            parts.append(text(x, bottom + 15, words, 12, fill=SOFT, text_anchor="middle" if x > axis.left + 16 else "start"))
    return "".join(parts)


def draw_day(axis: Axis, day: date, words: str, top: int, bottom: int) -> str:
    """A line on a day with its words above, kept within the drawing."""
    if not axis.first <= day <= axis.last:
        return ""
    x, half = axis.x(day), measure(words, 12) / 2
    at = min(max(x, axis.left + half), axis.right - half)
    line = element(
        "path", class_="app-chart__today", d=f"M{x:g} {top}V{bottom}", stroke=RED, stroke_width=1.6, stroke_dasharray="5 3", fill="none"
    )
    return line + text(at, top - 4, words, 12, fill=RED, text_anchor="middle")


def draw_meeting(x: float, top: int, bottom: int) -> str:
    """What happened on a day: a bar through the strip with a full dot on top."""
    bar = f'<path class="app-chart__meeting" d="M{x:g} {top}V{bottom}" stroke="{NAVY}" stroke-width="2.4" fill="none"/>'
    return f'{bar}<circle class="app-chart__meeting" cx="{x:g}" cy="{top}" r="4.5" fill="{NAVY}"/>'


def draw_due(x: float, middle: int) -> str:
    """What was due on a day: an open diamond."""
    path = f"M{x:g} {middle - 8}l7 8l-7 8l-7 -8z"
    return f'<path class="app-chart__due-date" d="{path}" fill="#ffffff" stroke="{NAVY}" stroke-width="1.8"/>'
