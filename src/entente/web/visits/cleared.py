"""How a visit is covered, as its page shows it: lanes over its days, what is missing in words, the last day for its request.

Pure but for the language of the request. Serves S3.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from entente.areas.visits import says_clearance
from entente.areas.visits.leadtime import NEEDED, latest, lead_time
from entente.implementation.charts.lanes import Lane, lanes
from entente.implementation.charts.svg import Look, Span, in_both_widths
from entente.kernel.area import Words
from entente.kernel.calendar.public_holidays import known
from entente.web import words
from entente.web.consultations.show import choice
from entente.web.gate import Sight
from entente.web.sight.visits import Trip, cover
from entente.web.templatetags.entente import japanese

MOVES: Words = {"en": "Movement", "ja": "行程"}
CLEARED: Words = {"en": "Clearances", "ja": "許可"}
BASES: Words = {"en": "Legal basis", "ja": "法的根拠"}
BERTHS: Words = {"en": "Berth", "ja": "係留場所"}
NAMES: dict[str, Words] = {
    "fixed": {"en": "planned", "ja": "予定"},
    "on-time": {"en": "covered", "ja": "確保済み"},
    "gap": {"en": "missing", "ja": "不足"},
}
LANE_OF = {"no-clearance": 1, "no-basis": 2, "several-bases": 2, "basis-not-in-force": 2, "no-berth": 3}


def _span(days: tuple[int, int], state: str) -> Span:
    return Span(date.fromordinal(days[0]), date.fromordinal(min(days[1], date.max.toordinal())), state)


def drawing(sight: Sight, found: Trip) -> SafeString | None:
    """The lanes; None for a visit of the public record, one that is not agreed or called off, and one that moves nowhere here."""
    held = cover(sight, found)
    if held is None or not held.movement or found.text.source is not None or found.text.stage == "CALLED OFF":
        return None
    within = min(days[0] for _, days in held.movement), max(days[1] for _, days in held.movement)
    spans: list[list[Span]] = [[_span(days, "fixed") for _, days in held.movement], [], [], []]
    for at, some in ((1, [days for _, days in held.clearances]), (2, [days for _, days in held.bases]), (3, list(held.berths))):
        shown = [(max(a, within[0]), min(b, within[1])) for a, b in some]
        spans[at] += [_span(days, "on-time") for days in shown if days[0] < days[1]]
    for gap in held.gaps:
        spans[LANE_OF[gap.what]].append(_span(gap.days, "gap"))
    kinds = [BASES, *(choice("BasisKind", kind) for kind, _ in held.bases)]
    bases = {"en": ", ".join(kind["en"] for kind in kinds), "ja": "、".join(kind["ja"] for kind in kinds)}
    rows = [Lane(titles, tuple(some)) for titles, some in zip((MOVES, CLEARED, bases, BERTHS), spans, strict=True)]
    if found.text.domain != "SEA":
        rows = rows[:3]
    title = {"en": "What is covered", "ja": "手続の状況"}
    told = {
        "en": "Movement, clearances, legal basis and berth over the days of the visit. What is missing is listed above.",
        "ja": "訪問期間中の行程、許可、法的根拠及び係留場所を示す。不足する事項は上に記載する。",
    }
    # the chart's own functions escape every word that goes into it
    look = Look("ja" if japanese() else "en", title, told, "cover")
    return mark_safe(in_both_widths(lambda one: lanes(rows, NAMES, sight.today, one), look))


def gaps(sight: Sight, found: Trip) -> list[Words]:
    """What is missing, in words."""
    held = cover(sight, found)
    return [says_clearance.gap(one.what, one.state, one.days[0], max(one.days[1] - 1, one.days[0])) for one in held.gaps] if held else []


def last_day(sight: Sight, found: Trip) -> dict[str, Any] | None:
    """The last day for the request that a visit ahead needs, by its host's lead time over both calendars; None where it needs none."""
    text = found.text
    type_ = NEEDED.get(text.domain)
    if type_ is None or text.host is None or found.told is None or text.source is not None or text.stage != "PLANNED":
        return None
    lead, by = lead_time(text.host, type_), latest(text.host, type_, text.window_from, known(found.group.parties))
    if lead is None or by is None:
        return None
    said: Words = (
        {"en": f"{lead.days} working days of both sides", "ja": f"双方の執務日で{lead.days}日前"}
        if lead.working
        else {"en": f"{lead.days} days, on a working day of both sides", "ja": f"{lead.days}日前（双方の執務日）"}
    )
    return {"what": words.kind(type_), "by": by, "lead": said, "assumed": lead.assumed}
