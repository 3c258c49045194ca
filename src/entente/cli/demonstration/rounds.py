"""The demonstration's commissioning rounds: one that all leads have answered, one that runs, at each side's node.

Touches both nodes' databases through node/returns, each step under a request of its own. All of it is invented and says so. Serves I1.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from entente.cli.demonstration.papers import INVENTED

if TYPE_CHECKING:
    from entente.areas.commissioning.records import Rating
    from entente.node.node import Node
    from entente.node.officer import Officer
    from entente.node.returns.rounds import Standing


@dataclass(frozen=True, slots=True)
class Planned:
    """A round of the demonstration: its number's end, titles, period, last day, and how many of the leads have answered (None: all)."""

    number: str
    en: str
    ja: str
    period: tuple[date, date]
    due: date
    answered: int | None


ROUNDS = (
    Planned("2018-2", "Second quarter of 2018", "2018年第2四半期", (date(2018, 4, 1), date(2018, 6, 30)), date(2018, 7, 13), None),
    Planned("2018-3", "Third quarter of 2018", "2018年第3四半期", (date(2018, 7, 1), date(2018, 9, 30)), date(2018, 10, 12), 1),
)
TOLD: tuple[tuple[Rating, str, str], ...] = (
    ("GREEN", "As planned; both staffs have met.", "予定どおりであり、双方の担当部局が会合を行った。"),
    ("AMBER", "Two weeks behind; a date is being looked for.", "2週間遅れており、日程を調整中である。"),
)


def play(node: Node, coordinator: Officer) -> None:
    """Opens both rounds over the side's live measures and records what the leads returned; nothing new where that was done before."""
    from entente.kernel.bilingual import Prose, Title
    from entente.node.returns import rounds

    note = Prose(INVENTED["en"], INVENTED["ja"])
    held = {one.text.code for one in rounds.rounds(node)}
    for one in ROUNDS:
        code = f"{node.party}-CR-{one.number}"
        if code not in held:
            question = rounds.Question(code, Title(one.en, one.ja), one.period, one.due, note)
            rounds.ask(node, coordinator, node.find_channel(None), question)
        _answer(node, coordinator, rounds.find(node, code), one.answered)


def _answer(node: Node, coordinator: Officer, found: Standing, most: int | None) -> None:
    from entente.areas.commissioning.records import Return
    from entente.kernel.bilingual import Prose
    from entente.node.returns import rounds

    today = node.clock().date()
    for number, asked in enumerate(found.text.asked[:most]):
        if asked.measure in found.returns:
            continue
        rag, en, ja = TOLD[number % len(TOLD)]
        said = Return(
            found.row.id, asked.measure, asked.code, asked.authority, rag, Prose(f"{en} {INVENTED['en']}", f"{ja}{INVENTED['ja']}"),
            f"{asked.authority}, plans", "DOCX", today, coordinator.name, coordinator.post,
        )  # fmt: skip
        rounds.record(node, coordinator, found, asked, said)
