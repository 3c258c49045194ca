"""What happens while somebody looks on: each side's desk goes on working as the simulated clock passes its appointed minutes.

Touches both nodes' databases through node.say. Times are minutes after the story's clock began, 2 October 2018, 09:00 UTC; each event has a
request of its own and so happens once, however often the demonstration is started: what fell due while it was stopped happens at the next
start. All of it is invented. Serves I1 and I2.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from entente.cli.demonstration.papers import INVENTED
from entente.kernel.errors import Refusal

if TYPE_CHECKING:
    from entente.node.node import Node


@dataclass(frozen=True, slots=True)
class Event:
    """One event: its name, minutes after the beginning, the side, what it does ("report", "accept", "decline"), on which measure."""

    name: str
    minutes: int
    side: str
    verb: str
    code: str
    text: Mapping[str, Any] | None = None
    words: str = ""


def _report(rag: str, en: str, ja: str, ask: tuple[str, str] | None = None) -> Mapping[str, Any]:
    said = {
        "period_from": "2018-07-02",
        "period_to": "2018-09-28",
        "rag": rag,
        "narrative": {"en": f"{en} {INVENTED['en']}", "ja": f"{ja}{INVENTED['ja']}"},
    }
    return said | ({"ask_of_partner": {"en": f"{ask[0]} {INVENTED['en']}", "ja": f"{ask[1]}{INVENTED['ja']}"}} if ask else {})


EVENTS: tuple[Event, ...] = (
    Event(
        "tokyo-asks", 4, "japan", "report", "JPN-M-2018-007",
        _report(
            "AMBER", "The list of procedures is late.", "手続の一覧の作成が遅れている。",
            ("Please name the procedures that matter most.", "優先すべき手続を示されたい。"),
        ),
        "Tokyo reports amber on JPN-M-2018-007 and asks London a question",
    ),
    Event(
        "london-reports", 7, "uk", "report", "JPN-M-2018-007",
        _report("GREEN", "Our part is with the legal advisers.", "当方の分は法務担当が検討中である。"),
        "London reports green on the same measure: the sides disagree",
    ),
    Event(
        "london-late", 12, "uk", "report", "GBR-M-2018-009",
        _report("RED", "The visit could not take place in September.", "9月の訪問は実施できなかった。"),
        "London reports red on GBR-M-2018-009, which is past its finish",
    ),
    Event("tokyo-accepts", 20, "japan", "accept", "GBR-M-2018-021", None, "Tokyo accepts GBR-M-2018-021"),
    Event("london-accepts", 24 * 60, "uk", "accept", "JPN-M-2018-019", None, "London accepts JPN-M-2018-019"),
    Event(
        "tokyo-seminar", 2 * 24 * 60, "japan", "report", "GBR-M-2018-011",
        _report("GREEN", "Speakers are named.", "講師を決定した。"),
        "Tokyo reports on GBR-M-2018-011",
    ),
)  # fmt: skip


def due(nodes: Mapping[str, Node], began: datetime, done: set[str]) -> Iterator[tuple[Event, bool]]:
    """Plays each event whose time has come and that is not `done`, in order; (event, whether it changed anything).

    What a person did meanwhile comes first: a proposal that is no longer open is not answered again.
    """
    for event in EVENTS:
        node = nodes[event.side]
        if event.name not in done and node.clock() >= began + timedelta(minutes=event.minutes):
            done.add(event.name)
            yield event, _play(node, event)


def _play(node: Node, event: Event) -> bool:
    from entente.node import look, say
    from entente.store import shown

    request = f"demo-event-{event.name}"
    if shown.requested(node.alias, request):
        return False
    manner = say.Manner(request=request)
    try:
        if event.verb == "report":
            text = {**(event.text or {}), "measure": look.find_record(node, event.code).id}
            say.state(node, node.find_channel(None), "progress-report", text, manner)
        else:
            say.accept(node, event.code, manner)
    except Refusal:  # withdrawn, countered or answered by whoever looks on
        return False
    return True
