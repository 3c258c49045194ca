"""This node as the exchange serves it: `exchange.source.Source` over the store, and the notes that travel beside acts.

Touches the database. What of the notes is new for a partner is remembered by this process alone; after a restart everything is told again,
which changes nothing at the other end. Serves every clause.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from entente.exchange.failure import in_one_line
from entente.exchange.wire import NO_NOTES, Cosigned, Notes, Report, log_name, log_text
from entente.kernel.act import LogName
from entente.kernel.charter import Charter
from entente.kernel.errors import Refusal
from entente.kernel.proofs import tile
from entente.kernel.signature import SigningKey, key_id
from entente.node.admission import evidence, receive
from entente.node.node import Node
from entente.store import contents, database, logs, partners
from entente.store.layout import SEALED, SEQ_BITS, STATUS

MAX_SENT = 65_536
EVERY = 2**53
REPORTS_SENT = 200
KEPT = 64  # receipts of one partner that wait for a moment in which nobody writes


@dataclass
class Sent:
    """What one partner has been told by this process."""

    checkpoints: dict[str, int] = field(default_factory=dict)
    cosigned: dict[str, int] = field(default_factory=dict)
    reports: frozenset[tuple[str, int, str, str]] | None = None


@dataclass
class NodeSource:
    """A node's channels for the exchange."""

    node: Node
    sent: dict[tuple[str, str], Sent] = field(default_factory=dict)
    kept: dict[tuple[str, str], Notes] = field(default_factory=dict)  # what partners told while the store was being written
    taking: threading.Lock = field(default_factory=threading.Lock)

    def charter(self, channel: str) -> Charter | None:
        """The channel's charter, if this node is in it and it is shared."""
        try:
            charter = self.node.charter(channel)
        except Refusal:
            return None
        return charter if len(charter.codes) > 1 else None

    def transport_keys(self, channel: str) -> Mapping[str, Sequence[bytes]]:
        """The transport keys in force in the other parties' logs."""
        charter = self.charter(channel)
        if charter is None:
            return {}
        rows = logs.load(self.node.alias, charter)
        return {name[0]: [row.head.keys.transport] for name, row in sorted(rows.items()) if name[0] != self.node.party}

    def transport_key(self, channel: str, party: str) -> SigningKey:
        """The key the party knows us by: the one in force where our log ends as it holds it."""
        return self.transport_candidates(channel, party)[0]

    def transport_candidates(self, channel: str, party: str) -> list[SigningKey]:
        """Our transport keys, the one the party is believed to know first, then the newest: what it holds may have reached it otherwise."""
        rows = logs.load(self.node.alias, self.node.charter(channel))
        own = rows[max(name for name in rows if name[0] == self.node.party)]
        newest = known = key_id(own.head.keys.transport)
        history: list[tuple[int, int, str]] = json.loads(partners.setting(self.node.alias, f"transport:{channel}") or "[]")
        held = next((p.heads for p in partners.partners(self.node.alias, channel) if p.party == party), {})
        for generation, rotated_at, old in reversed(history):
            if held.get(f"{self.node.party}/{generation}", 0) <= rotated_at:
                known = old
        names = dict.fromkeys([known, newest, *(old for _, _, old in reversed(history))])
        return [self.node.key_of("transport", name) for name in names]

    def party(self, channel: str) -> str:
        """Whose node this is."""
        return self.node.party

    def heads(self, channel: str) -> Mapping[LogName, int]:
        """The sizes of the channel's logs here."""
        return {name: row.head.size for name, row in logs.load(self.node.alias, self.node.charter(channel)).items()}

    def entries(self, channel: str, log: LogName, first: int, limit_bytes: int) -> tuple[Sequence[bytes], Sequence[bytes | None]]:
        """Entries and bodies from a sequence on, as many as fit."""
        row = logs.load(self.node.alias, self.node.charter(channel))[log]
        count = min(MAX_SENT, max(1, limit_bytes // 1_000))
        entries = logs.entries(self.node.alias, row, first, count)
        held = contents.get_range(self.node.alias, row.position(first), row.position(first + len(entries)))
        bodies = [held.get(row.position(first + i)) for i in range(len(entries))]
        total = 0
        for index, (entry, body) in enumerate(zip(entries, bodies, strict=True)):
            total += len(entry) + len(body or b"")
            if total > limit_bytes and index > 0:
                return entries[:index], bodies[:index]
        return entries, bodies

    def content(self, channel: str, log: LogName, seq: int, index: int) -> bytes | None:
        """A body or an attachment, if held."""
        row = logs.load(self.node.alias, self.node.charter(channel)).get(log)
        if row is None or seq >= row.head.size:
            return None
        if index == 0:
            return contents.get(self.node.alias, [row.position(seq)]).get(row.position(seq))
        return contents.attachment(self.node.alias, row.position(seq), index)

    def checkpoint(self, channel: str, log: LogName) -> bytes | None:
        """The log owner's latest signed checkpoint held here."""
        row = logs.load(self.node.alias, self.node.charter(channel)).get(log)
        return (row.checkpoint or None) if row else None

    def tile(self, channel: str, log: LogName, level: int | None, index: int, width: int) -> bytes | None:
        """A tile of hashes or a bundle of entries (C2SP tlog-tiles)."""
        row = logs.load(self.node.alias, self.node.charter(channel)).get(log)
        first = index * tile.WIDTH
        if row is None or first + width > row.head.size >> (0 if level is None else 8 * level):
            return None
        if level is None:
            return tile.render_bundle(logs.entries(self.node.alias, row, first, width))
        if level == 0:
            return b"".join(logs.leaves(self.node.alias, row, first, first + width))
        return b"".join(logs.tile_roots(self.node.alias, row, level - 1, first, first + width))

    def receive_notes(self, channel: str, party: str, heads: Mapping[LogName, int], notes: Notes) -> None:
        """Takes a partner's word: what it holds, its receipts, its reports, the checkpoints it has seen.

        A party that lacks something is about to get it and will ask again: its answer does not wait behind somebody who is writing, and
        its word is kept until then. (It tells everything again where an answer fails to come, and after it was started anew.)
        """
        lacks = any(size > heads.get(name, 0) for name, size in self.heads(channel).items())
        with self.taking:
            told = _together(self.kept.pop((channel, party), NO_NOTES), notes)
            try:
                said = {log_text(name): size for name, size in heads.items()}
                take_notes(self.node, channel, party, said, told, wait=not lacks or len(told.cosignatures) > KEPT)
            except database.Busy:
                self.kept[channel, party] = told

    def notes_for(self, channel: str, party: str) -> Notes:
        """What this partner has not been told yet by this process."""
        return new_notes(self.node, channel, party, self.sent.setdefault((channel, party), Sent()))


def _together(earlier: Notes, later: Notes) -> Notes:
    """What was told in two requests."""
    if earlier is NO_NOTES:
        return later
    reports = later.reports or earlier.reports  # told whole each time
    return Notes((*earlier.cosignatures, *later.cosignatures), reports, tuple(dict.fromkeys((*earlier.checkpoints, *later.checkpoints))))


def take_notes(node: Node, channel: str, party: str, heads: Mapping[str, int], notes: Notes, wait: bool = True) -> None:
    """Stores what a partner says it holds, its cosignatures and reports; compares gossiped checkpoints.

    Without `wait`, raises database.Busy and stores nothing where somebody else is writing.
    """
    read = [receive.read_cosignature(node, channel, party, log_name(c.log), c.size, c.lines) for c in notes.cosignatures]
    receipts = [receipt for receipt in read if receipt is not None]
    known = next((p for p in partners.partners(node.alias, channel) if p.party == party), None)
    moved = known is not None and dict(known.heads) != dict(heads)
    if receipts or notes.reports or moved:
        with database.write(node.alias, wait):  # one, for an answer may have to wait for it behind a writer at work
            for log, receipt in receipts:
                partners.add_receipt(node.alias, log, receipt)
            _take_reports(node, channel, party, notes.reports)
            if moved:
                partners.set_heads(node.alias, channel, party, heads)
    for note in notes.checkpoints:
        try:
            evidence.check_gossip(node, channel, note)
        except Refusal:
            continue  # a checkpoint that does not read or verify proves nothing


def _take_reports(node: Node, channel: str, party: str, reports: Sequence[Report]) -> None:
    for report in reports:
        partners.clear_reports(node.alias, channel, party, report.log, report.first_seq, report.last_seq)
        if report.status == "clear" or log_name(report.log)[0] != node.party:
            continue
        words = json.dumps({language: in_one_line(said) for language, said in report.words.items()}, ensure_ascii=False)
        told = partners.Report(party, report.log, report.first_seq, report.status, in_one_line(report.rule), words, node.now_us())
        partners.add_report(node.alias, channel, told)


def new_notes(node: Node, channel: str, party: str, sent: Sent) -> Notes:
    """Notes for a partner, limited to what changed since `sent`, which is brought up to date."""
    charter = node.charter(channel)
    rows = logs.load(node.alias, charter)
    checkpoints, cosignatures = [], []
    for name, row in rows.items():
        text = log_text(name)
        if row.checkpoint and sent.checkpoints.get(text) != row.checkpoint_size:
            sent.checkpoints[text] = row.checkpoint_size
            checkpoints.append(row.checkpoint)
        if name[0] == party and row.checkpoint and sent.cosigned.get(text) != row.checkpoint_size:
            line = _own_line(node, row)
            if line is not None:
                sent.cosigned[text] = row.checkpoint_size
                cosignatures.append(Cosigned(text, row.checkpoint_size, line))
    reports = _reports_on(node, rows, party)
    keys = frozenset((r.log, r.first_seq, r.status, r.rule) for r in reports)
    told: tuple[Report, ...] = ()
    if sent.reports != keys:
        cleared = [Report(log_text(name), 0, EVERY, "clear") for name in rows if name[0] == party]
        told = (*cleared, *reports) if sent.reports is not None or reports else ()
        sent.reports = keys
        frozen = (row.checkpoint for name, row in rows.items() if name[0] == party and row.frozen is not None and row.checkpoint)
        checkpoints = list(dict.fromkeys([*checkpoints, *frozen]))  # the proof goes with the report: its author may have been set back
    return Notes(tuple(cosignatures), told, tuple(checkpoints)) if cosignatures or told or checkpoints else NO_NOTES


def _own_line(node: Node, row: logs.Log) -> bytes | None:
    """Our cosignature line under the checkpoint held of a partner's log."""
    for receipt in partners.receipts(node.alias, row.number):
        if receipt.party == node.party and receipt.size == row.checkpoint_size:
            return receipt.note[len(row.checkpoint) :]
    return None


def _reports_on(node: Node, rows: Mapping[LogName, logs.Log], party: str) -> list[Report]:
    """What became of a party's acts here that it should know: frozen, waiting, void, sealed."""
    found: list[Report] = []
    for name, row in rows.items():
        if name[0] != party:
            continue
        text = log_text(name)
        if row.frozen is not None:
            found.append(Report(text, evidence.forked_at(node, row), EVERY, "frozen", row.frozen["rule"], {"en": row.frozen["words"]}))
        if row.decided < row.head.size:
            words = "They wait for an act, cited or read by their author, that has not come here yet."
            found.append(Report(text, row.decided, row.head.size - 1, "waiting", "G5", {"en": words}))
        bounds = (row.position(0), row.position(0) + (1 << SEQ_BITS))
        void = f"NOT (status = {STATUS['admitted']}) AND status = {STATUS['void']}"  # the first half is how the index of the few says it
        sql = f"SELECT id, rule, words FROM act WHERE {void} AND id >= %s AND id < %s ORDER BY id DESC LIMIT %s"
        for position, rule, words in database.rows(node.alias, sql, (*bounds, REPORTS_SENT)):
            found.append(_report(row, position, "refused", rule, words))
        sql = f"SELECT id, rule, words FROM content WHERE gate = {SEALED} AND id >= %s AND id < %s ORDER BY id DESC LIMIT %s"
        for position, rule, words in database.rows(node.alias, sql, (*bounds, REPORTS_SENT)):
            found.append(_report(row, position, "sealed", rule, words))
    return found


def _report(row: logs.Log, position: int, status: str, rule: str, words: str) -> Report:
    seq = position & (1 << SEQ_BITS) - 1
    return Report(log_text(row.name), seq, seq, "refused" if status == "refused" else "sealed", rule, {"en": words[:1_900]})
