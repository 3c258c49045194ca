"""The demonstration's orders for support: one whose ledgers differ on a line, and one that waits for the provider's acceptance.

Touches both nodes' databases through node.say, each step under a request of its own. Both orders say that they are invented. Serves S6.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from entente.cli.demonstration.history import OTHER, SIDE_OF, accept, in_effect, propose
from entente.cli.demonstration.stage import Stage, wait_for

if TYPE_CHECKING:
    from entente.node.node import Node


def play(stage: Stage, nodes: dict[str, Node]) -> None:
    """Agrees an order at both nodes, writes both ledgers, proposes another; nothing new where that was done before."""
    from entente.areas.logistics import sample
    from entente.node import say
    from entente.store import records

    requester, provider = SIDE_OF[sample.FUEL.requester], OTHER[SIDE_OF[sample.FUEL.requester]]
    order = propose(nodes, requester, "support-order", sample.FUEL, "order-fuel")
    accept(stage, nodes, provider, order)
    wait_for(stage, "the order is in effect at both nodes", lambda: all(in_effect(n, [sample.FUEL.code]) for n in nodes.values()))
    said = []
    for side, entry in (
        (requester, sample.ALIKE),
        (provider, sample.ALIKE),
        (requester, sample.MISTAKEN[0]),
        (provider, sample.MISTAKEN[1]),
    ):
        text = msgspec.to_builtins(msgspec.structs.replace(entry, order=order))
        node = nodes[side]
        said.append(say.state(node, node.find_channel(None), "ledger-entry", text, say.Manner(request=f"demo-{entry.number}")).id)
    waiting = propose(nodes, requester, "support-order", sample.WAITING, "order-waiting")
    held = [*said, waiting]
    wait_for(stage, "both ledgers are at both nodes", lambda: all(len(records.get(n.alias, held)) == len(held) for n in nodes.values()))
