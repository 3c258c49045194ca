"""Before a command signs, partners that were not heard of lately are asked once how far our log goes.

Touches the network and the database. So that a machine set back to an old copy learns of it before it signs, where a partner can be
reached: `serve` asks all the time and costs a command nothing; without it a command waits for answers WAIT_S at most, and not again within
FRESH_S. What only the partners know stays theirs to prove: a node that is behind fetches its tail as in any round (node/partners/sync.py).
Serves I1.
"""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from dataclasses import replace

from entente.exchange.wire import SyncRequest, log_text
from entente.kernel.charter import Charter
from entente.kernel.errors import Refusal
from entente.node.node import Node
from entente.node.partners.serve import open_exchange
from entente.node.partners.sync import Exchange, ahead_of, exchange_with
from entente.store import database, logs, partners

FRESH_S = 60
WAIT_S = 1.5


def ask(node: Node, channel: str, exchange: Exchange | None = None) -> None:
    """Asks every partner of the channel that has an address and was neither heard nor tried in the last minute, all at once."""
    charter = node.charter(channel)
    since = int((time.time() - FRESH_S) * 1_000_000)
    found = partners.partners(node.alias, channel)
    asked = [partner for partner in found if partner.url and partner.compared and max(partner.contact_at, partner.tried_at) < since]
    if not asked:
        return
    using = exchange or open_exchange(replace(node, before_signing=None))
    until = time.monotonic() + WAIT_S
    threads = [threading.Thread(target=_ask_one, args=(using, charter, partner), daemon=True) for partner in asked]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(0.0, until - time.monotonic()))


def _ask_one(exchange: Exchange, charter: Charter, partner: partners.Partner) -> None:
    """One small question; a whole round only where the partner holds more of our log than we do."""
    node = exchange.node
    try:
        rows = logs.load(node.alias, charter)
        sizes = {log_text(name): row.head.size for name, row in rows.items()}
        asked_at = time.time()
        try:
            response, created = exchange.ask(charter, partner, SyncRequest(1, sizes, max_bytes=1))
        except Refusal as refusal:
            ahead_s = ahead_of(refusal, asked_at)
            at = int((asked_at if ahead_s is None else time.time()) * 1_000_000)
            with suppress(Refusal), database.write(node.alias):
                partners.trouble(node.alias, charter.id, partner.party, refusal.words, at, ahead_s)
            return
        if any(response.heads.get(log_text(name), 0) > row.head.size for name, row in rows.items() if name[0] == node.party):
            exchange_with(exchange, charter, partner)
            return
        with suppress(Refusal), database.write(node.alias):
            at, ahead = int(time.time() * 1_000_000), int(asked_at) - created
            partners.contact(node.alias, charter.id, partner.party, response.heads, at, ahead)
    finally:
        database.close(node.alias)  # this thread's connection
