"""The action plan as a table, out and in: a workbook of the measures in effect, what each row of a file would do, drafts of the rows.

Touches the database, the clock and, for drafts, the act key through node.national.drafting: nothing is proposed by importing. What a person
may read is asked by the pages; here it is the node's own whole plan, for the command line. Serves I1.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from entente.areas.action_plan.called import called
from entente.areas.action_plan.intake import WIDTHS, Verdict, find_headings, find_milestones, judge, render_sheets
from entente.areas.action_plan.table import columns, read_rows, recognise
from entente.kernel.charter import Charter
from entente.kernel.errors import Refusal
from entente.kernel.redline import flatten
from entente.node.editions import by_number, in_effect
from entente.node.files import sheets
from entente.node.marking import of_labels
from entente.node.national import drafting
from entente.node.node import Node
from entente.node.officer import Officer


@dataclass(frozen=True, slots=True)
class Read:
    """A file as read: the plan's table, its rows down to the headings, headings no column has, a verdict for each row after them."""

    table: str
    above: int
    unknown: tuple[str, ...]
    verdicts: tuple[Verdict, ...]
    digest: str


def workbook(node: Node, charter: Charter, language: str) -> tuple[bytes, int]:
    """The plan as XLSX with headings in a language, and how many measures stand in it; reading it again changes nothing."""
    found = in_effect(node, charter)
    tables = render_sheets(by_number(found).values(), charter.codes, language)
    marking = of_labels(node, (row.label for row, _measure in found))
    return sheets.write_workbook(tables, WIDTHS, node.clock(), marking.get(language, "")), len(found)


def read(
    node: Node, charter: Charter, name: str, data: bytes, number: int | None = None, given: Mapping[str, str] = MappingProxyType({})
) -> Read:
    """What each row of a file would do: of the table that looks most like a plan, or of the `number`-th, counted from 1.

    `given` says which field a heading is that is not recognised by itself. Refuses (F1-F4) what is no table, (F2) a number that no table
    has, a heading or field that is not there, and a table without the heading Number.
    """
    tables = sheets.read_file(name, data)
    if number is not None and not 1 <= number <= len(tables):
        raise Refusal("no-table", "F2", f"{name} has {len(tables)} tables; there is no table {number}.")
    grids = [table.rows for table in tables]
    first = number - 1 if number is not None else 0
    names = called(charter.terms.parties)
    found, skipped = find_headings(grids[first:number], charter.codes, names)
    chosen = found + first
    known = columns(charter.codes)
    headings = grids[chosen][skipped] if grids[chosen] else ()
    mapping = _as_given(headings, recognise(headings, known, names), given, {column.key for column in known})
    if "code" not in mapping.values():
        title = next(column.titles["en"] for column in known if column.key == "code")
        raise Refusal("no-table", "F2", f"No table of {name} has a heading “{title}”; say which heading stands for it.")
    beside = find_milestones([(table.name, table.rows) for table in tables], chosen)
    clauses = node.known_clauses(charter) or frozenset()
    lines = read_rows(grids[chosen][skipped + 1 :], mapping, charter.codes, beside, clauses, names)
    unknown = tuple(str(cell) for place, cell in enumerate(headings) if cell not in (None, "") and place not in mapping)
    return Read(
        tables[chosen].name,
        skipped + 1,
        unknown,
        tuple(judge(lines, by_number(in_effect(node, charter)), clauses, charter.codes)),
        digest_of(tables),
    )


def _as_given(headings: Sequence[object], found: Mapping[int, str], given: Mapping[str, str], known: Container[str]) -> dict[int, str]:
    """The headings recognised, those given in their place; refuses (F2) a heading that the table lacks, and a field that is none."""
    places = {str(cell).strip(): place for place, cell in reversed(list(enumerate(headings))) if cell not in (None, "")}
    for heading, key in given.items():
        if heading not in places or key not in known:
            words = f"The table has no heading “{heading}”." if heading not in places else f"A measure has no field “{key}”."
            raise Refusal("no-table", "F2", words)
    fresh = {places[heading]: key for heading, key in given.items()}
    return {place: key for place, key in found.items() if place not in fresh and key not in fresh.values()} | fresh


def digest_of(tables: Iterable[sheets.Table]) -> str:
    """Names what the cells say: a spreadsheet saved again has other bytes and the same cells."""
    said = repr([(table.name, table.rows) for table in tables])
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def draft_rows(node: Node, officer: Officer, charter: Charter, digest: str, judged: Sequence[Verdict]) -> list[tuple[Verdict, str]]:
    """A draft of every row that is new or changed, with its record; the same table, read alike, gives the same ones. Refuses (DR1, N7)."""
    made = []
    for verdict in judged:
        if verdict.outcome not in ("new", "changed"):
            continue
        name = f"import-{digest}-{verdict.line.number}-{sorted(flatten(verdict.line.text).items())}"
        act = drafting.save(
            node,
            officer,
            type_="measure",
            text=verdict.line.text,
            channel=charter.id,
            record=verdict.record or None,
            request=hashlib.sha256(name.encode()).hexdigest()[:40],
        )
        made.append((verdict, act.id))
    return made
