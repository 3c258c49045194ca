"""The demonstration's programme of visits: three of the public record, and an invented one whose clearance waits for its host.

Touches both nodes' databases through node.say, each step under a request of its own. Public visits name their source and claim no day where
only the season is known; the other says that it is invented. Serves S3 and S8.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from entente.cli.demonstration.history import OTHER, SIDE_OF, accept, in_effect, propose
from entente.cli.demonstration.stage import Stage, wait_for

if TYPE_CHECKING:
    from entente.node.node import Node

REQUEST: dict[str, Any] = {
    "reference": "JPN-DC-2018-001",
    "ship": {"en": "Training ship (invented)", "ja": "練習艦（架空）"},
    "eta": {"on": "2018-11-26", "at": "09:00", "zone": "Europe/London"},
    "etd": {"on": "2018-11-30", "at": "16:00", "zone": "Europe/London"},
    "port": {"name": {"en": "Portsmouth", "ja": "ポーツマス"}, "locode": "GBPME"},
    "purpose": "FORMAL",
    "propulsion": "CONVENTIONAL",
    "complement": 350,
    "length_m": "143",
    "draught_m": "7",
}
"""The visitor's request; the host has still to decide when the story ends."""


def play(stage: Stage, nodes: dict[str, Node]) -> None:
    """Agrees the programme at both nodes and asks for the clearance; nothing new where that was done before."""
    from entente.areas.visits import sample
    from entente.node import say
    from entente.store import records

    said = {}
    for text in (*sample.PUBLIC_RECORD, sample.TRAINING_SHIP):
        side = SIDE_OF[text.visitor]
        said[text.code] = side, propose(nodes, side, "visit", text, f"visit-{text.code}")
    for side, record in said.values():
        accept(stage, nodes, OTHER[side], record)
    side, record = said[sample.TRAINING_SHIP.code]
    visitor, host = nodes[side], nodes[OTHER[side]]
    channel = visitor.find_channel(None)
    request = say.state(visitor, channel, "ship-clearance", REQUEST | {"visit": record}, say.Manner(request="demo-ship-clearance"))
    codes = list(said)
    wait_for(stage, "the programme is in effect at both nodes", lambda: all(in_effect(node, codes) for node in nodes.values()))
    wait_for(stage, "the clearance request is at its host's", lambda: bool(records.get(host.alias, [request.id])))
