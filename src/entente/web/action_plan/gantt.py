"""The plan as a chart: for each measure its baseline, milestones and today's line, drawn here as SVG in the cells of a table.

Geometry is pure; the page touches the database through the gate. One drawing a row lets titles wrap, links work, and pages break between
rows on paper. Every drawing says in words what it shows (WCAG 1.1.1); colour never speaks alone (1.4.1). Serves I1.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from entente.areas.consultations.records import Deferral
from entente.web import gate, listing, words
from entente.web.action_plan.plan import Line, question
from entente.web.gate import Shows, Sight, shows
from entente.web.templatetags.entente import day_text, japanese

WIDTH = 800  # of the drawing, in its own units; one is about a pixel at full width
LABEL = 76  # units that a tick's label takes
CODE = 26  # units that a milestone's code takes
Span = tuple[date, date]
STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000)  # months between ticks


@dataclass(frozen=True, slots=True)
class Scale:
    """Which days the chart spans, by ordinal."""

    first: int
    last: int

    def x(self, day: date) -> int:
        """Where a day begins, held within the drawing."""
        place = (day.toordinal() - self.first) * WIDTH // max(1, self.last - self.first)
        return min(max(place, 0), WIDTH)


@shows(Shows.RECORDS)
def gantt(request: HttpRequest) -> HttpResponse:
    """The chart, with the filters and pages of the plan."""
    details = question(request)
    today: date = details["today"]
    scale = scale_of(details["lines"], today)
    away = deferrals(request.sight)
    drawn = [line_of(line, scale, away.get(str(line.row["id"]), ())) for line in details["lines"]]
    now = {"today_x": scale.x(today), "today_end": scale.x(today) > WIDTH // 2, "today_words": day_text(today)}
    more = {"drawn": drawn, "ticks": ticks(scale), "width": WIDTH, **now}
    return render(request, "web/gantt.html", details | more)


def scale_of(lines: Iterable[Line], today: date) -> Scale:
    """From the first day to the last that any of these measures names, and today, to whole months and with a month's air on the right."""
    days = [today]
    for line in lines:
        if line.text is not None:
            days += [d for d in (line.start, line.finish, *(m.due for m in line.text.milestones)) if d is not None]
    return Scale(month(min(days), 0).toordinal(), month(max(days), 2).toordinal())


def month(day: date, later: int) -> date:
    """The first of the month so many months later; held within the years a date can have."""
    number = min(max(day.year * 12 + day.month - 1 + later, 12), 9999 * 12 + 11)
    return date(number // 12, number % 12 + 1, 1)


def ticks(scale: Scale) -> list[dict[str, Any]]:
    """Firsts of months at the closest step whose labels do not touch, from January on."""
    first, last = date.fromordinal(scale.first), date.fromordinal(scale.last)
    months = (last.year - first.year) * 12 + last.month - first.month
    step = next((s for s in STEPS if months * LABEL <= WIDTH * s), STEPS[-1])
    start = first.year * 12 + first.month - 1
    found = [date(n // 12, n % 12 + 1, 1) for n in range(-(-start // step) * step, start + months + 1, step)]
    return [{"x": scale.x(d), "words": _month_words(d, step)} for d in found if scale.x(d) <= WIDTH - LABEL]


def deferrals(sight: Sight) -> dict[str, tuple[Span, ...]]:
    """The deferrals agreed of measures, by the measure's record: from which day to which, in order."""
    found: dict[str, list[Span]] = {}
    for row in gate.listed(sight, {"type": "deferral", "state": "in-effect"}, 1000):
        text = gate.text(sight, row)
        if isinstance(text, Deferral) and text.target_type == "measure":
            found.setdefault(text.target, []).append((max(text.starts_on, text.agreed_on), text.until))
    return {record: tuple(sorted(spans)) for record, spans in found.items()}


def line_of(line: Line, scale: Scale, away: Sequence[Span] = ()) -> dict[str, Any]:
    """One measure as drawn: bar, diamonds, deferrals, and the words beneath, drawn from the right edge where it is near."""
    result: dict[str, Any] = {"line": line, "standing_words": _standing(line)}
    if line.text is None or line.start is None:
        return result | {"bar": None, "milestones": [], "words": _("This node cannot read its dates.")}
    start, finish = scale.x(line.start), scale.x(line.finish) if line.finish is not None else WIDTH
    bar = {"x": start, "width": max(finish - start, 3), "open": line.finish is None, "state": line.schedule or "none"}
    anchor = {"at": min(start, WIDTH), "end": False} if start < WIDTH - 160 else {"at": WIDTH, "end": True}
    deferred = [{"x": scale.x(a), "width": max(scale.x(b) - scale.x(a), 3)} for a, b in away]
    drawn = {"bar": bar, "label": anchor, "milestones": diamonds(line, scale), "deferred": deferred}
    return result | drawn | {"words": describe(line, away)}


def diamonds(line: Line, scale: Scale) -> list[dict[str, Any]]:
    """Milestones in order of their day; a code that would cover the one before it is left to the words."""
    found: list[dict[str, Any]] = []
    last = -CODE
    for milestone in sorted(line.text.milestones if line.text is not None else (), key=lambda m: (m.due, m.code)):
        x = scale.x(milestone.due)
        written = x - last >= CODE
        last = x if written else last
        found.append({"x": x, "code": milestone.code if written else ""})
    return found


def describe(line: Line, away: Sequence[Span] = ()) -> str:
    """The drawing in words of the page's language."""
    if line.text is None or line.start is None:
        return ""
    first = day_text(line.start)
    if line.finish is not None:
        parts = [_("From %(start)s to %(finish)s.") % {"start": first, "finish": day_text(line.finish)}]
    else:
        parts = [_("From %s, without a planned finish.") % first]
    named: Sequence[str] = [
        f"{m.code} {listing.in_words({k: v for k, v in (('en', m.name.en), ('ja', m.name.ja)) if v})} ({day_text(m.due)})"
        for m in line.text.milestones
    ]
    if named:
        parts.append(_("Milestones: %s.") % _("; ").join(named))
    parts += [_("Deferred by agreement from %(start)s to %(finish)s.") % {"start": day_text(a), "finish": day_text(b)} for a, b in away]
    if line.schedule:
        parts.append(_("Schedule: %s.") % _standing(line))
    return "".join(parts) if japanese() else " ".join(parts)


def _standing(line: Line) -> str:
    return listing.in_words(words.state(line.schedule, "measure.schedule")) if line.schedule else ""


def _month_words(day: date, step: int) -> str:
    if step >= 12:
        return f"{day.year}年" if japanese() else str(day.year)
    return f"{day.year}年{day.month}月" if japanese() else day_text(day).partition(" ")[2]
