"""What importing a table would do to the plan: row by row new, changed, the same, or refused with the reasons.

Pure. A row is compared with the measure in effect that has its number; one exported from an older revision than the one in effect is
refused where it would undo what was agreed since. Nothing is proposed by importing: whoever imports gets drafts. Serves I1.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

from entente.areas.action_plan.called import NOBODY, Called
from entente.areas.action_plan.check import check_measure
from entente.areas.action_plan.records import Measure
from entente.areas.action_plan.table import MILESTONE_COLUMNS, Cell, Grid, Line, columns, recognise, render_rows
from entente.kernel.area import Words

MILESTONES = {"milestones", "中間目標"}
WIDTHS = (18, 40, 32, 18, 14, 12, 12, 12, 10, 40, 32)
"""Of a workbook's columns, in characters."""

Outcome = Literal["new", "changed", "same", "refused"]


@dataclass(frozen=True, slots=True)
class Held:
    """A measure in effect: its record, the act of its revision in effect, and its text."""

    record: str
    revision: str
    text: Measure


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a row. `before` is the text in effect, where there is one; `reasons` say why it is refused.

    A row that can be read but breaks a rule of the plan (R1.10 "ongoing", R1.2 no lead) is drafted, and `findings` say what stands
    against it: only proposing refuses.
    """

    line: Line
    outcome: Outcome
    record: str = ""
    before: Mapping[str, Any] | None = None
    reasons: tuple[Words, ...] = ()
    findings: tuple[Words, ...] = ()


def judge(lines: Iterable[Line], held: Mapping[str, Held], clauses: Collection[str], parties: Sequence[str]) -> list[Verdict]:
    """A verdict for each line, in order; `held` is keyed by number, `clauses` are those of the channel's instruments."""
    return [_judge(line, held, clauses, tuple(parties)) for line in lines]


def _judge(line: Line, held: Mapping[str, Held], clauses: Collection[str], parties: tuple[str, ...]) -> Verdict:
    if line.problems:
        return Verdict(line, "refused", reasons=tuple(_named(problem.column, problem.words, parties) for problem in line.problems))
    text = msgspec.convert(line.text, Measure)
    found = held.get(text.code)
    unknown = [clause for clause in text.clauses if clause not in clauses]
    if unknown:
        names = ", ".join(unknown)
        words = {"en": f"No instrument here has the clause {names}.", "ja": f"条項{names}はいずれの文書にもありません。"}
        return Verdict(line, "refused", reasons=(words,))
    if found is None and line.record:
        words = {
            "en": f"{text.code} was exported as a measure in effect, and none of that number is in effect now.",
            "ja": f"{text.code}は効力のある措置として書き出されましたが、現在その番号の措置に効力はありません。",
        }
        return Verdict(line, "refused", reasons=(words,))
    if found is None:
        return Verdict(line, "new", findings=_findings(text, parties))
    before = msgspec.to_builtins(found.text, str_keys=True)
    if text == found.text:
        return Verdict(line, "same", found.record, before)
    if line.revision and line.revision != found.revision:
        words = {
            "en": f"{text.code} was changed by agreement after this table was exported; export it again and carry your changes over.",
            "ja": f"{text.code}は、この表の書き出し後に合意により変更されました。改めて書き出し、変更を反映してください。",
        }
        return Verdict(line, "refused", found.record, before, (words,))
    return Verdict(line, "changed", found.record, before, findings=_findings(text, parties))


def _findings(text: Measure, parties: tuple[str, ...]) -> tuple[Words, ...]:
    return tuple(_named(problem.path.split(".")[0], problem.words, parties) for problem in check_measure(text, parties))


def _named(key: str, words: Words, parties: tuple[str, ...]) -> Words:
    """A sentence with the heading of the column that it is about."""
    titles = next((column.titles for column in columns(parties) if column.key == key or column.key.split(".")[0] == key), None)
    return {language: f"{titles[language]}: {said}" for language, said in words.items()} if titles else words


def find_headings(tables: Sequence[Grid], parties: Sequence[str], called: Called = NOBODY) -> tuple[int, int]:
    """(table, row) that looks most like the headings of a plan; the first row of the first table where none does."""
    known = columns(parties)
    ranked = [
        (len(recognise(row, known, called)), -number, -position)
        for number, rows in enumerate(tables)
        for position, row in enumerate(rows[:20])
    ]
    best = max(ranked, default=(0, 0, 0))
    return -best[1], -best[2]


def find_milestones(tables: Sequence[tuple[str, Grid]], plan: int) -> Grid:
    """The table of milestones beside the plan's, by its name in either language; empty where there is none."""
    found = [rows for place, (name, rows) in enumerate(tables) if name.strip().casefold() in MILESTONES and place != plan]
    return found[0] if found else ()


def render_sheets(held: Iterable[Held], parties: Sequence[str], language: str) -> dict[str, list[list[Cell]]]:
    """The plan as two sheets, measures and milestones, each with its headings in a language; `read_rows` takes them back whole."""
    found = sorted(held, key=lambda one: one.text.code)
    sides = sorted({*parties, *(party for one in found for party in (*one.text.leads, *one.text.supporting))})
    rows, milestones = render_rows([(one.text, one.record, one.revision) for one in found], sides)
    first: list[Cell] = [column.titles[language] for column in columns(sides) if column.key != "milestones"]
    second: list[Cell] = [column.titles[language] for column in MILESTONE_COLUMNS]
    names = {"en": ("Measures", "Milestones"), "ja": ("措置", "中間目標")}[language]
    return {names[0]: [first, *rows], names[1]: [second, *milestones]}
