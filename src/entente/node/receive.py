"""What others said: entries checked against their log, judged, stored; bodies that come later; forks and rewinds kept as evidence.

Touches the database. Nothing here trusts the carrier: every entry is checked by the log rules, every tree by its owner's signed checkpoint,
every body by its commitment (docs/protocol.md sections 4 and 9). Serves every clause.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from entente.exchange.wire import Content, LogPart, SyncResponse, log_name
from entente.kernel import checkpoint, log, signature
from entente.kernel.act import PAYLOAD_TYPE, Act, content_digest, parse_chain, parse_cite
from entente.kernel.errors import Refusal
from entente.kernel.reading import is_content_of
from entente.kernel.ruling import LogName
from entente.kernel.signature import open_envelope, verify
from entente.node import ingest
from entente.node.node import Node
from entente.store import contents, database, logs, partners
from entente.store.layout import AWAITED, STATUS

VERIFY_THREADS = 2
WITHOUT_EFFECT = (STATUS["void"], STATUS["kept"])  # gate 2 is not asked about the bodies of such acts
_pool = ThreadPoolExecutor(max_workers=VERIFY_THREADS, thread_name_prefix="verify")


@dataclass
class Received:
    """What came of one answer: acts taken per log, bodies filled, the refusal that froze a log, whether our own tail came back."""

    acts: dict[LogName, int] = field(default_factory=dict)
    bodies: int = 0
    frozen: dict[LogName, Refusal] = field(default_factory=dict)
    recovered: int = 0


def verify_spread(checks: Sequence[log.Check]) -> list[bool]:
    """Signatures checked on both cores' worth of threads; libsodium lets go of the interpreter while it works."""
    if len(checks) < 64:
        return log.verify_each(checks)
    size = -(-len(checks) // VERIFY_THREADS)
    parts = [checks[start : start + size] for start in range(0, len(checks), size)]
    return [valid for part in _pool.map(log.verify_each, parts) for valid in part]


def receive(node: Node, channel: str, response: SyncResponse) -> Received:
    """Takes an answer: parts log by log, then contents that were asked for. What one log refuses disturbs no other."""
    result = Received()
    for part in response.parts:
        try:
            _receive_part(node, channel, part, result)
        except Refusal as refusal:
            result.frozen[log_name(part.log)] = refusal
    if any(content.data is not None for content in response.contents):
        result.bodies += receive_contents(node, channel, response.contents)
    return result


def _receive_part(node: Node, channel: str, part: LogPart, result: Received) -> None:
    """Entries of one log that continue what is held; those held already are passed over."""
    name = log_name(part.log)
    charter = node.charter(channel)
    rows = logs.load(node.alias, charter)
    if name not in rows:
        _open_generation(node, channel, name, part)
        rows = logs.load(node.alias, charter)
    row = rows[name]
    if row.frozen is not None or part.first > row.head.size:
        return
    skip = row.head.size - part.first
    entries, bodies = part.entries[skip:], part.contents[skip:]
    read, head, refused = log.read_batch(entries, row.head, verify_spread)
    with ingest.batch(node, channel) as current:
        if current.log(name).head != row.head:
            return  # somebody else took these entries meanwhile; the next question starts from there
        if read:
            ingest.take(current, name, read, list(bodies[: len(read)]), head)
            result.acts[name] = len(read)
        if name[0] == node.party:
            result.recovered += len(read)
            ingest.sign_checkpoint(current, name)
        elif refused is None and part.checkpoint is not None:
            try:
                ingest.take_checkpoint(current, name, part.checkpoint)
            except Refusal as refusal:
                refused = refusal
        if refused is not None:
            ingest.freeze(current, name, refused)
            result.frozen[name] = refused


def _open_generation(node: Node, channel: str, name: LogName, part: LogPart) -> None:
    """A party has opened a later generation of its log: its first entry says where the one before ends."""
    party, generation = name
    charter = node.charter(channel)
    rows = logs.load(node.alias, charter)
    before = rows.get((party, generation - 1))
    if before is None or part.first != 0 or not part.entries:
        raise Refusal(
            "out-of-place", "L4", f"{party} shows generation {generation} of its log, which does not follow one that is known here."
        )
    payload, _ = open_envelope(part.entries[0], PAYLOAD_TYPE)
    _, header, _ = parse_chain(payload)
    if header is None or header.kind != "open" or not header.cites:
        raise Refusal("out-of-place", "L4", "A later generation of a log begins with its opening.")
    cited = parse_cite(header.cites[0])
    head = log.first_head(charter, name, before.head.keys)
    log.read_batch(part.entries[:1], head)
    with database.write(node.alias):
        logs.lock(node.alias, channel)
        if name not in logs.load(node.alias, charter):
            logs.add_log(node.alias, charter, head, cited.seq)


def receive_contents(node: Node, channel: str, found: Sequence[Content]) -> int:
    """Fills bodies and attachments that were awaited; what does not match its commitment is not them, and stays awaited."""
    filled = 0
    with ingest.batch(node, channel) as current:
        opened = []
        for content in found:
            row = current.ledger.logs.get(log_name(content.log))
            if row is None or content.data is None or content.seq >= row.head.size:
                continue
            act = logs.read_act(row, content.seq, logs.entries(node.alias, row, content.seq, 1)[0])
            if content.index > 0:
                filled += _fill_attachment(node, row.position(content.seq), content)
            elif _fill_body(current, row, act, content):
                opened.append(row.position(content.seq))
                filled += 1
        ingest.bring_up(current, opened)
    return filled


def _fill_body(current: ingest.Batch, row: logs.Log, act: Act, content: Content) -> bool:
    position = row.position(act.seq)
    if act.header is None or content.data is None or not is_content_of(act.header, content.data):
        return False
    state = contents.states(current.node.alias, [position]).get(position)
    if state is None or state.state != AWAITED:
        return False
    if database.rows(current.node.alias, "SELECT 1 FROM act WHERE id = %s AND status IN (%s, %s)", (position, *WITHOUT_EFFECT)):
        contents.fill(current.node.alias, contents.Held(position, content.data, 0), current.node.random)
        return False
    held, reading = ingest.look(current, position, act, content.data)
    current.view.acts[position] = act
    contents.fill(current.node.alias, held, current.node.random)
    if reading is not None:
        current.view.take(position, reading)
        ingest.list_attachments(current, held)
    return reading is not None


def _fill_attachment(node: Node, position: int, content: Content) -> int:
    sql = "SELECT digest FROM attachment WHERE act = %s AND number = %s"
    found = database.rows(node.alias, sql, (position, content.index))
    if not found or content.data is None or content_digest(content.data) != found[0][0]:
        return 0
    contents.fill_attachment(node.alias, position, content.index, content.data, node.random)
    return 1


def check_gossip(node: Node, channel: str, note: bytes) -> Refusal | None:
    """Compares a checkpoint that somebody holds with the log as it is held here; a contradiction is kept and freezes the log.

    Our own log is not frozen by a larger checkpoint: we may have been restored, and fetch our tail.
    """
    charter = node.charter(channel)
    rows = logs.load(node.alias, charter)
    text, _ = checkpoint.parse_note(note)
    point = checkpoint.parse_checkpoint(text)
    row = next((item for item in rows.values() if item.head.origin == point.origin), None)
    if row is None or point.size > row.head.size or point.size == 0 or row.frozen is not None:
        return None
    keys = {row.head.keys.checkpoint, log.charter_keys(charter, row.name[0]).checkpoint}
    signed = [key for key in keys if _is_signed(note, point.origin, key)]
    if not signed or point.root == logs.root_at(node.alias, row, point.size):
        return None
    ours = checkpoint.render(checkpoint.Checkpoint(point.origin, point.size, logs.root_at(node.alias, row, point.size)))
    words = f"{row.name[0]} has signed two different histories of its log for its first {point.size} acts."
    refusal = Refusal("log-forked", "L5", words)
    with ingest.batch(node, channel) as current:
        proof = partners.Proof(row.number, "checkpoints", point.size, row.checkpoint or ours, note, words, current.at)
        ingest.freeze(current, row.name, refusal, proof)
    return refusal


def _is_signed(note: bytes, origin: str, key: bytes) -> bool:
    try:
        checkpoint.open_checkpoint(note, origin, key)
    except Refusal:
        return False
    return True


def add_fork(node: Node, channel: str, name: LogName, seq: int, other: bytes) -> bool:
    """Keeps the proof of a fork: a second payload, validly signed, for a place whose entry is held. False where it is none."""
    charter = node.charter(channel)
    row = logs.load(node.alias, charter)[name]
    ours = logs.entries(node.alias, row, seq, 1)[0]
    payload, signatures = open_envelope(other, PAYLOAD_TYPE)
    chain, _, _ = parse_chain(payload)
    keys = (row.head.keys.act, row.head.keys.root, log.charter_keys(charter, name[0]).act)
    message = signature.pae(PAYLOAD_TYPE, payload)
    signed = any(verify(key, message, signatures[0][1]) for key in keys)
    same = open_envelope(ours, PAYLOAD_TYPE)[0] == payload
    if same or not signed or chain.log != row.head.origin or chain.seq != seq:
        return False
    words = f"{name[0]} has signed two different acts number {seq}: its log is forked."
    with ingest.batch(node, channel) as current:
        proof = partners.Proof(row.number, "fork", seq, ours, other, words, current.at)
        ingest.freeze(current, name, Refusal("log-forked", "L4", words), proof)
        frozen = current.log(name)
        note = {"rule": "L4", "code": "log-forked", "words": words, "at": str(current.at)}
        current.set_log(replace(frozen, frozen=note))
    return True


def take_cosignature(node: Node, channel: str, party: str, name: LogName, size: int, lines: bytes) -> bool:
    """Keeps a partner's signature under our log at that size; False where it does not verify against our own tree."""
    charter = node.charter(channel)
    rows = logs.load(node.alias, charter)
    row = rows.get(name)
    if row is None or name[0] != node.party or not 0 < size <= row.head.size:
        return False
    point = checkpoint.Checkpoint(row.head.origin, size, logs.root_at(node.alias, row, size))
    latest = max(other for other in rows if other[0] == party)
    key = rows[latest].head.keys.checkpoint
    for line in lines.splitlines(keepends=True):
        try:
            at = checkpoint.open_cosignature(checkpoint.render(point), line, f"entente/{channel}/{party}", key)
        except Refusal:
            continue
        note = checkpoint.sign_checkpoint(point, node.key("checkpoint"), row.head.origin) + line
        with database.write(node.alias):
            partners.add_receipt(node.alias, row.number, partners.Receipt(party, size, at, note))
        return True
    return False
