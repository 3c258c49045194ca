"""What an upgrade makes readable: bodies sealed for want of a record type, a schema version or a policy are read again.

Touches the database. Asked when a node opens; a node whose registry reads what it read before does nothing (docs/protocol.md section 8).
Serves every clause: an older node keeps what it cannot read, and loses nothing by it.
"""

from __future__ import annotations

from entente.kernel.reading import RETRIED
from entente.node.admission import ingest
from entente.node.admission.rebuild import Progress, quiet, rebuild
from entente.node.node import Node, fingerprint, read_last_with
from entente.store import database, logs, partners

REGISTRY = "registry"


def reread_after_upgrade(node: Node, progress: Progress = quiet) -> int:
    """How many bodies can be read now that could not before; nought, without looking, where the registry is the one last read with.

    Then all projections are made again: today's rules are applied to past knowledge, as every rebuild does.
    """
    now = fingerprint(node.registry)
    before = read_last_with(node)
    if before == now:
        return 0
    opened = sum(_reread(node, channel) for channel, _, _ in logs.channels(node.alias)) if before is not None else 0
    if before is not None:
        rebuild(node, progress)
    with database.write(node.alias):
        partners.set_setting(node.alias, REGISTRY, now)
    return opened


def _reread(node: Node, channel: str) -> int:
    """One channel, again and again: an instrument that reads now makes the clauses known that other bodies cite."""
    total = 0
    while True:
        with ingest.batch(node, channel) as current:
            opened = ingest.reread(current, tuple(RETRIED))
        total += opened
        if not opened:
            return total
