"""Slippage bars: for each measure, how many days its forecast lies after (or before) its baseline.

Pure. Serves I1, I3.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from entente.implementation.charts.svg import HALO, INK, NAVY, Look, broken, element, frame, measure, say, state_box, text
from entente.kernel.area import Words

ROW = 38
NAMES = 330  # units that the names take beside the bars; on a telephone they stand above them
LATE = {"en": "{days:,} days late", "ja": "{days:,}日遅れ"}
EARLY = {"en": "{days:,} days early", "ja": "{days:,}日前倒し"}
NONE = {"en": "as planned", "ja": "計画どおり"}


@dataclass(frozen=True, slots=True)
class Slip:
    """One measure: its code and title, and forecast less baseline in days."""

    code: str
    titles: Words
    days: int


def slip_text(days: int, language: str) -> str:
    """The slippage in words."""
    words = LATE if days > 0 else EARLY if days < 0 else NONE
    return say(words, language).format(days=abs(days))


def slippage_bars(slips: Sequence[Slip], look: Look) -> str:
    """A bar a measure, to the right of the line where late, to the left where early, in the order given."""
    room = max((measure(slip_text(s.days, look.language), 13) for s in slips), default=0) + 14
    late = max((s.days for s in slips if s.days > 0), default=0)
    early = max((-s.days for s in slips if s.days < 0), default=0)
    beside, above = (4, 34) if look.narrow else (NAMES, 0)
    space = look.width - beside - room * (2 if early else 1)
    unit = space / max(late + early, 1)
    zero = beside + (room if early else 0) + early * unit
    row = ROW + above
    height = 8 + row * len(slips)
    parts, over = [], []
    for at, slip in enumerate(slips):
        y = 8 + at * row + above
        lines = broken(f"{slip.code}  {say(slip.titles, look.language)}", 13, (look.width if above else NAMES) - 14, 2)
        start = y - 4 - 15 * (len(lines) - 1) if above else y + 18 - 7 * (len(lines) - 1)
        over += [text(4, start + 15 * n, line, 13, **HALO) for n, line in enumerate(lines)]
        parts.append(_bar(slip, zero, unit, y, look))
    parts.append(element("path", d=f"M{zero:.1f} 2V{height}", stroke=NAVY, stroke_width=1.4, fill="none"))
    return frame(look, height + 6, *parts, *over)


def _bar(slip: Slip, zero: float, unit: float, y: int, look: Look) -> str:
    words, long = slip_text(slip.days, look.language), abs(slip.days) * unit
    if slip.days > 0:
        return state_box((zero, y + 4, long, 18), "overdue", look.ident) + text(zero + long + 8, y + 18, words, 13, fill=INK)
    if slip.days < 0:
        box = state_box((zero - long, y + 4, long, 18), "on-time", look.ident)
        return box + text(zero - long - 8, y + 18, words, 13, fill=INK, text_anchor="end")
    return text(zero + 8, y + 18, words, 13, fill=INK)
