"""What a node knows of an act or a record: state, texts, who has received and confirmed it. For the shells.

Touches the database (reads). A body that is purged, spilled, sealed or awaited is named as such and not shown (docs/protocol.md section 7).
Serves every clause.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from entente.kernel.act import SALT, Act, Cite
from entente.kernel.charter import Charter
from entente.kernel.errors import Refusal
from entente.kernel.fold import Record, fold
from entente.node.node import Node
from entente.store import contents, database, logs, partners, records
from entente.store.layout import AWAITED, HELD, INDEX_BITS, PURGED, SEALED, SEQ_BITS, STATUS, STATUS_NAMES
from entente.store.ledger import BatchLedger, closes, closing


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
    charter = _charter_of(node, number)
    for row in logs.load(node.alias, charter).values():
        if row.number == number:
            return charter, row
    raise _no_log(number)


def _charter_of(node: Node, number: int) -> Charter:
    """The charter of the channel of the log with that number."""
    channel = node.log_channels.get(number) or logs.channel_of(node.alias, number)
    if channel is None:
        raise _no_log(number)
    node.log_channels[number] = channel  # a log stays in its channel
    return node.charter(channel)


def _no_log(number: int) -> Refusal:
    return Refusal("unknown-log", "N11", f"This store has no log number {number}.")


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


def acts(node: Node, ids: Iterable[str]) -> dict[str, Found]:
    """Acts by their whole ids, those that are held; read together, at the cost of one or two."""
    held = logs.held(node.alias, ids)
    channels = {number: log_by_number(node, number) for number in {position >> SEQ_BITS for position in held}}
    read = {p: logs.read_act(channels[p >> SEQ_BITS][1], p & (1 << SEQ_BITS) - 1, row[0]) for p, row in held.items()}
    with_body = {position: act for position, act in read.items() if act.header is not None and act.header.body is not None}
    hidden = _reported(node, with_body.values())
    states = contents.states(node.alias, with_body)
    result = {}
    for position, act in read.items():
        entry, status, rule, words, received_at = held[position]
        charter, row = channels[position >> SEQ_BITS]
        stands = _body_stands(act.id in hidden, states.get(position)) if position in with_body else ("none", "", "")
        result[act.id] = Found(charter.id, row, act, entry, STATUS_NAMES[status], rule, words, received_at, *stands)
    return result


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
    return _body_stands(spilled(node, act), contents.states(node.alias, [position]).get(position))


def _body_stands(hidden: bool, state: contents.State | None) -> tuple[str, str, str]:
    """How a body stands, by which rule and in which words."""
    if hidden:
        return "spilled", "", "A party has reported this body as a spill; it is shown nowhere."
    if state is None or state.state == AWAITED:
        return "awaited", "B2", "The body has not come yet; any holder may serve it."
    if state.state == PURGED:
        return "purged", "", "The body was purged; the act and its proof remain."
    if state.state == HELD and state.gate == SEALED:
        return "sealed", state.rule, state.words
    return "read", "", ""


def spilled(node: Node, act: Act) -> bool:
    """Whether a spill report that was not withdrawn stands against the act's body."""
    return bool(_reported(node, [act]))


def _reported(node: Node, wanted: Iterable[Act]) -> set[str]:
    """The ids of those acts against whose body a spill report stands."""
    subjects = [f"spilled:{act.id}" for act in wanted]
    reports = database.select_in(node.alias, "SELECT subject, value FROM mark WHERE subject IN ({})", subjects)
    closed = [f"closed:{value.rpartition('/')[2]}" for _, value in reports]
    known = {row[0] for row in database.select_in(node.alias, "SELECT subject FROM mark WHERE subject IN ({})", closed)}
    return {subject.partition(":")[2] for subject, value in reports if f"closed:{value.rpartition('/')[2]}" not in known}


def body_of(node: Node, found: Found) -> Mapping[str, Any] | None:
    """What the act's body says, where it may be used: not awaited, sealed, spilled or purged."""
    return bodies(node, [found]).get(found.act.id)


def bodies(node: Node, wanted: Iterable[Found]) -> dict[str, Mapping[str, Any]]:
    """What these acts' bodies say, by act id, of those that may be used."""
    ids = {found.position: found.act.id for found in wanted if found.body_state == "read"}
    return {ids[position]: json.loads(content[SALT:]) for position, content in contents.get(node.alias, ids).items()}


def find_record(node: Node, text: str) -> records.Row:
    """The record whose id begins so or whose code it is; refuses none and several."""
    found = records.meant(node.alias, text)
    if len(found) == 1:
        return found[0]
    if not found:
        raise Refusal("unknown-record", "N12", f"This node knows no record “{text}”.")
    several = ", ".join(f"{row.id[:12]} ({row.code or row.type}, {row.state})" for row in found[:5])
    raise Refusal("record-unclear", "N12", f"“{text}” may be any of: {several}.")


def record_state(node: Node, record: str, number: int | None = None) -> Record | None:
    """A record's state, folded now; `number` is the record's, for a caller who has it."""
    known = records.numbers(node.alias, [record]) if number is None else {record: number}
    found = records.acts_of(node.alias, known).get(record, [])
    if not found:
        return None
    charter = _charter_of(node, found[0][0] >> SEQ_BITS)
    rows = logs.load(node.alias, charter)
    by_number = {row.number: row for row in rows.values()}
    acts = [logs.read_act(by_number[position >> SEQ_BITS], position & (1 << SEQ_BITS) - 1, entry) for position, entry in found]
    ledger = BatchLedger(node.alias, charter.codes, rows)
    return fold(record, acts, charter.codes, {**ledger.fallen(acts), **ledger.closed(acts)})


def told(node: Node, record: str, number: int) -> tuple[Record | None, dict[str, Found]]:
    """A record's state, folded now, and the admitted acts about it by their ids: all of it read together. `number` is the record's."""
    columns = "a.id, a.entry, a.status, a.rule, a.words, a.received_at, c.state, c.known_at, c.gate, c.rule, c.words"
    about = "SELECT act AS id FROM record_act WHERE record = %s UNION SELECT %s"
    sql = f"SELECT {columns} FROM ({about}) AS p JOIN act a ON a.id = p.id LEFT JOIN content c ON c.id = a.id WHERE a.status = %s"
    held = {row[0]: row for row in database.rows(node.alias, sql, (number, number >> INDEX_BITS, STATUS["admitted"]))}
    if not held:
        return None, {}
    charter = _charter_of(node, next(iter(held)) >> SEQ_BITS)
    rows = logs.load(node.alias, charter)
    by_number = {row.number: row for row in rows.values()}
    acts = {p: logs.read_act(by_number[p >> SEQ_BITS], p & (1 << SEQ_BITS) - 1, row[1]) for p, row in held.items()}
    ledger = BatchLedger(node.alias, charter.codes, rows)
    subjects = [f"closed:{act.id}" for act in acts.values() if closes(act)] + [f"spilled:{act.id}" for act in acts.values()]
    marks = database.select_in(node.alias, "SELECT subject, value FROM mark WHERE subject IN ({})", subjects)
    hidden = _reported(node, acts.values()) if any(subject.startswith("spilled:") for subject, _ in marks) else set()
    found = {}
    for position, (_, entry, status, rule, words, received_at, *content) in held.items():
        act = acts[position]
        state = contents.State(*content) if content[0] is not None else None
        with_body = act.header is not None and act.header.body is not None
        stands = _body_stands(act.id in hidden, state) if with_body else ("none", "", "")
        log = by_number[position >> SEQ_BITS]
        found[act.id] = Found(charter.id, log, act, entry, STATUS_NAMES[status], rule, words, received_at, *stands)
    about_it = list(acts.values())
    return fold(record, about_it, charter.codes, {**ledger.fallen(about_it), **closing(about_it, marks)}), found


def text_of(node: Node, charter: Charter, cite: Cite, index: int) -> Mapping[str, Any] | None:
    """One text of an act's body, or None where it may not be used."""
    row = logs.load(node.alias, charter)[cite.log]
    body = body_of(node, act_at(node, row.position(cite.seq)))
    texts: list[Mapping[str, Any]] = list(body.get("texts", [])) if body else []
    return texts[index] if index < len(texts) else None


def receipts_of(node: Node, found: Found) -> dict[str, int]:
    """Since when, at the latest, each other party held the act: seconds since 1970, by its first cosignature that covers it."""
    return receipts(node, [found])[found.act.id]


def receipts(node: Node, wanted: Sequence[Found]) -> dict[str, dict[str, int]]:
    """The same of several acts, by act id."""
    asked = {
        (found.log.number, code, found.act.seq): (found.act.id, code)
        for found in wanted
        for code in node.charter(found.channel).codes
        if code != found.act.party
    }
    result: dict[str, dict[str, int]] = {found.act.id: {} for found in wanted}
    for place, at in partners.first_receipts(node.alias, list(asked)).items():
        act, code = asked[place]
        result[act][code] = at
    return result
