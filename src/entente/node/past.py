"""What this node knew at an earlier moment: records folded from the acts that had been decided by then.

Touches the database (reads). Today's rules applied to what was known then (DESIGN section 7). Serves I3.
"""

from __future__ import annotations

from entente.kernel.act import parse_cite
from entente.kernel.fold import Record, fold
from entente.node import look
from entente.node.node import Node
from entente.store import logs, records
from entente.store.layout import SEQ_BITS
from entente.store.ledger import BatchLedger


def record_known(node: Node, record: str, by_us: int) -> Record | None:
    """A record's state as the acts decided here by a moment (microseconds) gave it; None where nothing was known of it."""
    found = records.acts_of(node.alias, records.numbers(node.alias, [record]), by_us).get(record, [])
    if not found:
        return None
    charter, _ = look.log_by_number(node, found[0][0] >> SEQ_BITS)
    rows = logs.load(node.alias, charter)
    by_number = {row.number: row for row in rows.values()}
    acts = [logs.read_act(by_number[p >> SEQ_BITS], p & (1 << SEQ_BITS) - 1, entry) for p, entry in found]
    known = {act.id for act in acts}
    closed = {act: by for act, by in BatchLedger(node.alias, charter.codes, rows).closed(acts).items() if parse_cite(by).act in known}
    return fold(record, acts, charter.codes, closed)
