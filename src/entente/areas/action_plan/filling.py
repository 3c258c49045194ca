"""What a table of measures has no column for: one answer for every row, and numbers that count on from the first.

Pure. A ministry's own table names measures and dates; type, stage or number are often nowhere in it. What is answered here stands beside
each row as a further column would. Serves I1.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence

from entente.areas.action_plan.table import Cell, Column, Grid, columns

NEEDED = frozenset({"code", "clauses", "type", "stage", "baseline_start", "completion_criterion.en"})
"""Columns that every measure needs and that can be alike in all rows; a title cannot."""
EITHER: Mapping[str, str] = {"completion_criterion.en": "completion_criterion.ja"}
_NUMBERED = re.compile(r"(.*?)([0-9]{1,9})")


def absent(mapped: Collection[str], parties: Sequence[str]) -> tuple[Column, ...]:
    """The columns that every measure needs and that no heading stands for, each side's lead among them."""
    found = [one for one in columns(parties) if one.key in NEEDED or one.key.startswith("leads.")]
    return tuple(one for one in found if one.key not in mapped and EITHER.get(one.key) not in mapped)


def filled(rows: Grid, mapping: Mapping[int, str], given: Mapping[str, str]) -> tuple[Grid, dict[int, str]]:
    """(rows, mapping) with a further cell at the end of each row for each answer; a row without any cell stays empty."""
    keys = [key for key, answer in given.items() if answer.strip() and key not in mapping.values()]
    if not keys:
        return rows, dict(mapping)
    width, made, taken = max((len(row) for row in rows), default=0), [], 0
    for row in rows:
        if not any(cell not in (None, "") for cell in row):
            made.append(row)
            continue
        padded: list[Cell] = [*row, *(None for _ in range(width - len(row)))]
        made.append([*padded, *(_counted(given[key], taken) if key == "code" else given[key] for key in keys)])
        taken += 1
    return made, dict(mapping) | {width + place: key for place, key in enumerate(keys)}


def _counted(first: str, by: int) -> str:
    """A number so many after the first, as wide as it; one that does not end in digits stays as it is."""
    first = unicodedata.normalize("NFKC", first).strip()
    found = _NUMBERED.fullmatch(first)
    return f"{found[1]}{int(found[2]) + by:0{len(found[2])}}" if found is not None else first
