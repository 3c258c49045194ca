"""What a node knows of an act or a record: state, texts, who has received and confirmed it. For the shells.

Touches the database (reads). A body that is purged, spilled, sealed or awaited is named as such and not shown (docs/protocol.md section 7).
Serves every clause.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from entente.kernel.act import SALT, Act, Cite
from entente.kernel.charter import Charter
from entente.kernel.errors import Refusal
from entente.kernel.fold import Record, fold
from entente.node.node import Node
from entente.store import contents, database, logs, partners, records
from entente.store.layout import AWAITED, HELD, PURGED, SEALED, SEQ_BITS, STATUS_NAMES
from entente.store.ledger import BatchLedger


@dataclass(frozen=True, slots=True)
class Found:
    """An act as this node holds it: where, with what verdict, how its body stands ("read", "sealed", "awaited", "purged", "none")."""

    channel: str
    log: logs.Log
    act: Act
    entry: bytes
    status: str
    rule: str
    words: str
    received_at: int
    body_state: str
    body_rule: str
    body_words: str

    @property
    def position(self) -> int:
        """The act's key in the store."""
        return self.log.position(self.act.seq)


def log_by_number(node: Node, number: int) -> tuple[Charter, logs.Log]:
    """The log with that number and its channel."""
    channel = node.log_channels.get(number) or logs.channel_of(node.alias, number)
    if channel is not None:
        node.log_channels[number] = channel  # a log stays in its channel
        charter = node.charter(channel)
        for row in logs.load(node.alias, charter).values():
            if row.number == number:
                return charter, row
    raise Refusal("unknown-log", "N11", f"This store has no log number {number}.")


def act_at(node: Node, position: int) -> Found:
    """The act at a position."""
    charter, row = log_by_number(node, position >> SEQ_BITS)
    sql = "SELECT entry, status, rule, words, received_at FROM act WHERE id = %s"
    found = database.rows(node.alias, sql, (position,))
    if not found:
        raise Refusal("unknown-act", "N11", "This node does not hold that act.")
    entry, status, rule, words, received_at = found[0]
    act = logs.read_act(row, position & (1 << SEQ_BITS) - 1, entry)
    body, body_rule, body_words = _body_state(node, position, act)
    return Found(charter.id, row, act, entry, STATUS_NAMES[status], rule, words, received_at, body, body_rule, body_words)


def find_act(node: Node, text: str) -> Found:
    """The act whose id begins so (eight digits or more), or that a citation PARTY/generation/seq names; refuses none and several."""
    parts = text.split("/")
    if len(parts) >= 3 and parts[1].isdigit() and parts[2].isdigit():
        rows = [row for c in node.channels() for row in logs.load(node.alias, c).values() if row.name == (parts[0], int(parts[1]))]
        if len(rows) > 1:
            rows = [row for row in rows if not row.head.origin.startswith(f"entente/{node.national().id}/")]
        if len(rows) == 1 and int(parts[2]) < rows[0].head.size:
            return act_at(node, rows[0].position(int(parts[2])))
        raise Refusal("unknown-act", "N11", f"This node holds no act {text}.")
    if len(text) < 8 or any(c not in "0123456789abcdef" for c in text):
        raise Refusal("unknown-act", "N11", f"“{text}” names no act: give eight or more digits of its id, or PARTY/generation/number.")
    found = logs.find_prefix(node.alias, text)
    if len(found) != 1:
        raise Refusal("unknown-act", "N11", f"{len(found) or 'No'} acts begin with {text}.")
    return act_at(node, found[0])


def _body_state(node: Node, position: int, act: Act) -> tuple[str, str, str]:
    if act.header is None or act.header.body is None:
        return "none", "", ""
    if spilled(node, act):
        return "spilled", "", "A party has reported this body as a spill; it is shown nowhere."
    state = contents.states(node.alias, [position]).get(position)
    if state is None or state.state == AWAITED:
        return "awaited", "B2", "The body has not come yet; any holder may serve it."
    if state.state == PURGED:
        return "purged", "", "The body was purged; the act and its proof remain."
    if state.state == HELD and state.gate == SEALED:
        return "sealed", state.rule, state.words
    return "read", "", ""


def spilled(node: Node, act: Act) -> bool:
    """Whether a spill report that was not withdrawn stands against the act's body."""
    reports = database.rows(node.alias, "SELECT value FROM mark WHERE subject = %s", (f"spilled:{act.id}",))
    for (value,) in reports:
        report = value.rpartition("/")[2]
        if not database.rows(node.alias, "SELECT 1 FROM mark WHERE subject = %s", (f"closed:{report}",)):
            return True
    return False


def body_of(node: Node, found: Found) -> Mapping[str, Any] | None:
    """What the act's body says, where it may be used: not awaited, sealed, spilled or purged."""
    if found.body_state != "read":
        return None
    content = contents.get(node.alias, [found.position]).get(found.position)
    return None if content is None else json.loads(content[SALT:])


def find_record(node: Node, text: str) -> records.Row:
    """The record whose id begins so or whose code it is; refuses none and several."""
    found = records.meant(node.alias, text)
    if len(found) == 1:
        return found[0]
    if not found:
        raise Refusal("unknown-record", "N12", f"This node knows no record “{text}”.")
    several = ", ".join(f"{row.id[:12]} ({row.code or row.type}, {row.state})" for row in found[:5])
    raise Refusal("record-unclear", "N12", f"“{text}” may be any of: {several}.")


def record_state(node: Node, record: str) -> Record | None:
    """A record's state, folded now."""
    found = records.acts_of(node.alias, records.numbers(node.alias, [record])).get(record, [])
    if not found:
        return None
    charter, _ = log_by_number(node, found[0][0] >> SEQ_BITS)
    rows = logs.load(node.alias, charter)
    by_number = {row.number: row for row in rows.values()}
    acts = [logs.read_act(by_number[position >> SEQ_BITS], position & (1 << SEQ_BITS) - 1, entry) for position, entry in found]
    ledger = BatchLedger(node.alias, charter.codes, rows)
    return fold(record, acts, charter.codes, {**ledger.fallen(acts), **ledger.closed(acts)})


def text_of(node: Node, charter: Charter, cite: Cite, index: int) -> Mapping[str, Any] | None:
    """One text of an act's body, or None where it may not be used."""
    row = logs.load(node.alias, charter)[cite.log]
    body = body_of(node, act_at(node, row.position(cite.seq)))
    texts: list[Mapping[str, Any]] = list(body.get("texts", [])) if body else []
    return texts[index] if index < len(texts) else None


def receipts_of(node: Node, found: Found) -> dict[str, int]:
    """Since when, at the latest, each other party held the act: seconds since 1970, by its first cosignature that covers it."""
    charter = node.charter(found.channel)
    result = {}
    for code in charter.codes:
        receipt = partners.first_receipt(node.alias, found.log.number, code, found.act.seq) if code != found.act.party else None
        if receipt is not None:
            result[code] = receipt.at
    return result
