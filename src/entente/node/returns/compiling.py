"""What comes of a round: a draft progress report for each return, and one paper of all of them.

Touches the database, the clock and, for drafts, the act key through node.national.drafting: clearance and release apply as to any draft.
Rule CR10: a return whose marking restricts it further than a draft can carry is not drafted. Serves I1, I3, S2.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from entente.areas.action_plan.records import ProgressReport
from entente.areas.commissioning.records import Return
from entente.implementation.papers.paper import Paper
from entente.implementation.papers.returns_paper import Compiled, Entry, compiled
from entente.kernel.act import Act
from entente.kernel.area import Words
from entente.kernel.bilingual import words
from entente.kernel.errors import Refusal
from entente.kernel.labels.label import RESTRICTIVE, parse_label
from entente.node.national import drafting
from entente.node.node import Node
from entente.node.officer import DRAFTER, Officer, require
from entente.node.oversight.asking import Asking, as_known
from entente.node.oversight.reports import notices, with_sources
from entente.node.returns.rounds import Standing
from entente.node.returns.states import Line
from entente.store import records

UNREADABLE: Words = {"en": "a measure that may not be read here", "ja": "閲覧できない措置"}


@dataclass(frozen=True, slots=True)
class Drafted:
    """What became of one return: its draft, or why none was made."""

    code: str
    act: Act | None
    refusal: Refusal | None = None


def report_of(found: Standing, said: Return) -> dict[str, Any]:
    """A return as the text of a progress report."""
    first, last = found.text.period_from, found.text.period_to
    report: dict[str, Any] = {
        "measure": said.measure,
        "period_from": first.isoformat(),
        "period_to": last.isoformat(),
        "rag": said.rag,
        "narrative": words(said.narrative),
    }
    if said.ask is not None:
        report["ask_of_partner"] = words(said.ask)
    if said.forecast_finish is not None:
        report["forecast_finish"] = said.forecast_finish.isoformat()
    msgspec.convert(report, ProgressReport)
    return report


def draft_all(node: Node, officer: Officer, found: Standing) -> list[Drafted]:
    """A draft progress report for each return, once for each text of it however often it is asked; refuses (DR1) who does not draft."""
    require(officer, DRAFTER)
    return [_drafted(node, officer, found, pair) for _measure, pair in sorted(found.returns.items(), key=lambda one: one[1][1].code)]


def _drafted(node: Node, officer: Officer, found: Standing, pair: tuple[records.Row, Return]) -> Drafted:
    row, said = pair
    label: Mapping[str, Any] = records.label_text(node.alias, row.label)
    if any(one["type"] == RESTRICTIVE for one in label.get("categories", ())):
        why = f"{said.code} is marked with restrictions that a draft cannot carry; write its report by hand."
        return Drafted(said.code, None, Refusal("return-restricted", "CR10", why))
    try:
        act = drafting.save(
            node,
            officer,
            type_="progress-report",
            text=report_of(found, said),
            channel=found.text.channel,
            label=(str(label["policy"]), str(label["classification"])),
            request=f"return-draft:{row.revisions[-1].act}",
        )
    except Refusal as refusal:
        return Drafted(said.code, None, refusal)
    return Drafted(said.code, act)


def paper(asking: Asking, found: Standing, lines: list[Line]) -> Paper:
    """The compiled paper of what whoever asks may see; what he may not stands in it as a number alone."""
    node = asking.node
    label = parse_label(records.label_text(node.alias, found.row.label))
    given = Compiled(
        code=found.text.code,
        title=words(found.text.title),
        period=(found.text.period_from, found.text.period_to),
        due=found.text.due,
        today=asking.day,
        label=label,
        for_whom=asking.names.get(node.party, {"en": node.party, "ja": node.party}),
        clauses=asking.titles,
        entries=tuple(_entry(asking, found, one) for one in lines),
        notices=notices(asking),
    )
    return with_sources(asking, compiled(given), None)


def _entry(asking: Asking, found: Standing, line: Line) -> Entry:
    node = asking.node
    returned = found.returns.get(line.asked.measure)
    row = returned[0] if returned is not None else line.row
    labels = tuple(parse_label(records.label_text(node.alias, one.label)) for one in (row, line.row) if one is not None)
    if row is not None:
        as_known(asking, row)  # so that the annex can name it
    act = row.revisions[-1].act if row is not None and row.revisions else found.row.revisions[-1].act
    clauses = line.text.clauses if line.text is not None else ()
    why = {
        "en": " ".join(reason.en for reason in line.reasons),
        "ja": "".join(reason.ja for reason in line.reasons),
    }
    unasked = why if line.state == "withheld" and line.reasons else None
    return Entry(
        line.asked.code, line.titles or UNREADABLE, clauses, line.asked.authority, line.said, act, tuple(dict.fromkeys(labels)), unasked
    )  # fmt: skip
