"""What this node knew at an earlier moment: records folded from the acts that had been decided by then.

Touches the database (reads). Today's rules applied to what was known then. Serves I3.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from entente.kernel.act import parse_cite
from entente.kernel.fold import Record, fold
from entente.node import look
from entente.node.node import Node
from entente.store import logs, records
from entente.store.layout import INDEX_BITS, SEQ_BITS
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


def told_then(node: Node, record: str, number: int, day: date, known_at: int | None) -> tuple[Record | None, dict[str, look.Found]]:
    """As `look.told`, of what was signed by the end of a day (UTC), and, with `known_at` (microseconds), decided here by that moment."""
    _state, acts = look.told(node, record, number)
    decided = {position for position, _ in records.acts_of(node.alias, {record: number}, known_at).get(record, [])} if known_at else None
    then = {name: one for name, one in acts.items() if _signed_by(one, day) and (decided is None or one.position in decided)}
    if not then:
        return None, {}
    charter, _ = look.log_by_number(node, number >> INDEX_BITS >> SEQ_BITS)
    ledger, about = BatchLedger(node.alias, charter.codes, logs.load(node.alias, charter)), [one.act for one in then.values()]
    closed = {act: by for act, by in ledger.closed(about).items() if parse_cite(by).act in then}
    fallen = ledger.fallen(about)
    by_then = look.acts(node, [parse_cite(by).act for by in fallen.values()])
    by_then = {name: one for name, one in by_then.items() if _signed_by(one, day) and (known_at is None or one.received_at <= known_at)}
    closed |= {act: by for act, by in fallen.items() if parse_cite(by).act in by_then and act not in closed}
    return fold(record, about, charter.codes, closed), then


def _signed_by(one: look.Found, day: date) -> bool:
    header = one.act.header
    return header is not None and datetime.fromisoformat(header.signed_at).astimezone(UTC).date() <= day
