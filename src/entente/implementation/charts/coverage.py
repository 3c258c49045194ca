"""The coverage matrix: commitments down, measures across, a sign where a measure answers for a commitment, and the verdict in words.

Pure. R1.1: every commitment has an active measure or a live joint deferral, one to consider a record of consideration; else it is
uncovered. Serves I1, I3.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from entente.implementation.charts.svg import GRID, INK, NAVY, RED, Look, broken, element, frame, say, text
from entente.kernel.area import Words

ROW, CELL, HEAD, BARE = 34, 30, 128, 12
VERDICTS: Mapping[str, Words] = {
    "covered": {"en": "covered", "ja": "対応あり"},
    "deferred": {"en": "deferred", "ja": "延期中"},
    "considered": {"en": "considered", "ja": "検討済み"},
    "uncovered": {"en": "UNCOVERED", "ja": "対応なし"},
}
KEY = {
    "en": "● a live measure answers for it;  ◇ deferred by all sides;  ○ a record of consideration;  empty: does not answer for it",
    "ja": "●有効な措置が対応　◇合意された延期　○検討の記録　空欄は対応せず",
}
SIGNS = {"live": "●", "deferred": "◇", "considered": "○"}
VERDICT_WIDTH = 96
ORDER = (("covered", "live"), ("deferred", "deferred"), ("considered", "considered"))


@dataclass(frozen=True, slots=True)
class Covered:
    """One commitment: its code and words, and by the number of what answers for it `live`, `deferred` or `considered`."""

    code: str
    titles: Words
    cells: Mapping[str, str]

    @property
    def verdict(self) -> str:
        """Covered by a live measure, else deferred, else considered, else uncovered."""
        found = set(self.cells.values())
        return next((name for name, how in ORDER if how in found), "uncovered")


def coverage_matrix(rows: Sequence[Covered], measures: Sequence[str], look: Look) -> str:
    """The matrix; the columns stand in the order of `measures`, whose codes are written upwards."""
    if look.narrow:
        return _listed(rows, look)
    left = max(look.width - VERDICT_WIDTH - CELL * len(measures), 180)
    head = HEAD if measures else BARE  # room for the codes, which are written upwards
    bottom = head + ROW * len(rows)
    total = max(look.width, left + CELL * len(measures) + VERDICT_WIDTH)
    parts = []
    for at, code in enumerate(measures):
        x = left + at * CELL + CELL // 2
        parts.append(text(0, 0, code, 13, transform=f"translate({x + 4} {head - 8}) rotate(-90)"))
        parts.append(element("path", class_="app-chart__grid", d=f"M{x} {head}V{bottom}", stroke=GRID, stroke_width=1, fill="none"))
    for at, row in enumerate(rows):
        parts.append(_row(row, measures, (left, head + at * ROW, total), look))
    parts.append(text(4, bottom + 24, say(KEY, look.language), 13))
    return frame(Look(look.language, look.title, look.description, look.ident, total), bottom + 36, *parts)


def _listed(rows: Sequence[Covered], look: Look) -> str:
    """For a telephone, without columns: beneath each commitment the numbers of what answers for it."""
    parts, y = [], 0
    for row in rows:
        parts.append(element("path", class_="app-chart__grid", d=f"M0 {y}H{look.width}", stroke=GRID, stroke_width=1, fill="none"))
        lines = broken(f"{row.code}  {say(row.titles, look.language)}", 13, look.width - 8, 3)
        lines += (
            broken(" ".join(f"{SIGNS[how]}\u00a0{code}" for code, how in row.cells.items()), 13, look.width - 8, 4) if row.cells else []
        )
        parts += [text(4, y + 18 + 17 * at, line, 13) for at, line in enumerate(lines)]
        y += 17 * len(lines)
        colour = RED if row.verdict == "uncovered" else INK
        parts.append(text(4, y + 18, say(VERDICTS[row.verdict], look.language), 13, fill=colour, font_weight=700))
        y += 28
    return frame(look, y + 4, *parts)


def _row(row: Covered, measures: Sequence[str], place: tuple[int, int, int], look: Look) -> str:
    left, y, total = place
    middle = y + ROW // 2
    parts = [element("path", class_="app-chart__grid", d=f"M0 {y}H{total}", stroke=GRID, stroke_width=1, fill="none")]
    name = f"{row.code}  {say(row.titles, look.language)}"
    lines = broken(name, 12, left - 12, 2)
    start = middle + 4 - 7 * (len(lines) - 1)
    parts += [text(4, start + 14 * at, line, 12) for at, line in enumerate(lines)]
    for at, code in enumerate(measures):
        x = left + at * CELL + CELL // 2
        if row.cells.get(code) == "live":
            parts.append(element("circle", class_="app-chart__live", cx=x, cy=middle, r=6, fill=NAVY))
        elif row.cells.get(code) == "deferred":
            d = f"M{x} {middle - 7}l7 7l-7 7l-7 -7z"
            parts.append(element("path", class_="app-chart__deferred-mark", d=d, fill="#ffffff", stroke=NAVY, stroke_width=1.6))
        elif row.cells.get(code) == "considered":
            ring = element("circle", class_="app-chart__considered", cx=x, cy=middle, r=6, fill="#ffffff", stroke=NAVY, stroke_width=1.6)
            parts.append(ring)
    verdict = row.verdict
    colour, weight = (RED, 700) if verdict == "uncovered" else (INK, 400)
    parts.append(text(total - VERDICT_WIDTH + 8, middle + 4, say(VERDICTS[verdict], look.language), 13, fill=colour, font_weight=weight))
    return "".join(parts)
