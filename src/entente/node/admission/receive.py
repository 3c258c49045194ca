"""What others said: entries checked against their log, judged, stored; bodies that come later; forks and rewinds kept as evidence.

Touches the database. Nothing here trusts the carrier: every entry is checked by the log rules, every tree by its owner's signed checkpoint,
every body by its commitment (docs/protocol.md sections 4 and 9). Serves every clause.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product

from entente.exchange.wire import Content, LogPart, SyncResponse, log_name
from entente.kernel import alike, log
from entente.kernel.act import PAYLOAD_TYPE, Act, LogName, content_digest, parse_header
from entente.kernel.errors import Refusal
from entente.kernel.proofs import checkpoint
from entente.kernel.reading import is_content_of
from entente.kernel.signature import open_envelope
from entente.node.admission import checkpoints, evidence, ingest, keyring, returned, verifying
from entente.node.node import Node
from entente.store import contents, database, logs, partners
from entente.store.layout import AWAITED, STATUS

_Found = tuple[list[log.Entry], log.Head, Refusal | None]
WITHOUT_EFFECT = (STATUS["void"], STATUS["kept"])  # gate 2 is not asked about the bodies of such acts


@dataclass
class Received:
    """What came of one answer: acts taken per log, bodies filled, the refusal that froze a log, how much of our own tail came back.

    `refused` is what the carrier brought of a log and the log's owner is not proven to have signed, or has not committed to: nothing of
    it was taken.
    """

    acts: dict[LogName, int] = field(default_factory=dict)
    bodies: int = 0
    frozen: dict[LogName, Refusal] = field(default_factory=dict)
    refused: dict[LogName, Refusal] = field(default_factory=dict)
    recovered: int = 0


def receive(node: Node, channel: str, response: SyncResponse) -> Received:
    """Takes an answer: parts log by log, then contents that were asked for. What one log refuses disturbs no other."""
    result = Received()
    for part in response.parts:
        try:
            _receive_part(node, channel, part, result)
        except Refusal as refusal:
            if refusal.rule.startswith("N"):
                raise  # our own store, not the partner
            result.refused[log_name(part.log)] = refusal
    if any(content.data is not None for content in response.contents):
        filled, false = receive_contents(node, channel, response.contents)
        result.bodies += filled
        result.refused |= false
    return result


@ingest.uncollected()
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
    coming = _Coming(name, row.head, part.entries[skip:], part.contents[skip:], part.checkpoint)
    checks = verifying.Beside()
    try:
        try:
            _take_part(node, channel, coming, checks, alike.read_batch(coming.entries, row.head, checks.begin)).add_to(result, node)
        except verifying.Untrue:
            _take_part(node, channel, coming, checks, alike.read_batch(coming.entries, row.head, checks.again)).add_to(result, node)
    finally:
        checks.end()


@dataclass(frozen=True, slots=True)
class _Coming:
    """What an answer brings of one log, from the head on that was held when it came."""

    name: LogName
    head: log.Head
    entries: Sequence[bytes]
    bodies: Sequence[bytes | None]
    checkpoint: bytes | None


@dataclass(frozen=True, slots=True)
class _Taken:
    """What was taken of it: how many acts, and the refusal of what follows them, which froze the log or not."""

    name: LogName
    acts: int = 0
    refused: Refusal | None = None
    frozen: bool = False

    def add_to(self, result: Received, node: Node) -> None:
        if self.acts:
            result.acts[self.name] = self.acts
        if self.name[0] == node.party:
            result.recovered += self.acts
        if self.refused is not None:
            (result.frozen if self.frozen else result.refused)[self.name] = self.refused


def _take_part(node: Node, channel: str, coming: _Coming, checks: verifying.Beside, found: _Found) -> _Taken:
    """One transaction, committed only once every signature in it was found to hold."""
    name, (read, head, refused) = coming.name, found
    with ingest.batch(node, channel) as current:
        if current.log(name).head != coming.head:
            return _Taken(name)  # somebody else took these entries meanwhile; the next question starts from there
        current.before_commit.append(checks.check)
        if read:
            ingest.take(current, name, read, list(coming.bodies[: len(read)]), head)
        broken = evidence.broke_its_log(current, name, coming.entries[len(read)]) if refused is not None else None
        if name[0] == node.party:
            returned.note(node.alias, current.log(name), [entry.act.seq for entry in read])
            _sign_recovered(current, name, coming.checkpoint if refused is None else None)
        elif refused is None and coming.checkpoint is not None:
            try:
                checkpoints.take(current, name, coming.checkpoint)
            except Refusal as refusal:
                refused = refusal
                broken = _contradiction(current, name, coming.checkpoint) if refusal.code == "root-differs" else None
        if refused is not None and broken is not None:
            ingest.freeze(current, name, refused, broken)
    return _Taken(name, len(read), refused, broken is not None)


def _sign_recovered(current: ingest.Batch, name: LogName, note: bytes | None) -> None:
    """Our own tail has come back from a partner: our checkpoint covers it again; where the partner holds more, nothing is signed yet."""
    row = current.log(name)
    try:
        checkpoints.sign(current, name)
    except Refusal as refusal:
        if refusal.code != "key-absent":
            raise  # the key was rotated after the backup was made: there is no checkpoint, the acts are ours all the same
    if note is None:
        return
    point = checkpoint.parse_checkpoint(checkpoint.parse_note(note)[0])
    if point.size > row.head.size and evidence.is_signed(note, row.head.origin, row.head.keys.checkpoint):
        partners.set_compared(current.node.alias, current.charter.id, None, False)


def _contradiction(current: ingest.Batch, name: LogName, note: bytes) -> partners.Proof:
    """The owner's signed checkpoint and the one of the tree its acts make: they differ."""
    row = current.log(name)
    ours = checkpoint.render(checkpoint.Checkpoint(row.head.origin, row.head.size, logs.root(row)))
    words = f"{name[0]}'s signed checkpoint of {row.head.size} acts has another root than the acts it sent."
    return partners.Proof(row.number, "checkpoints", row.head.size, ours, note, words, current.at)


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
    _, header, _ = parse_header(payload)
    cited = log.opened_from(header)
    if cited is None:
        raise Refusal("out-of-place", "L4", "A later generation of a log begins with its opening.")
    if cited.log != before.name:
        raise Refusal("out-of-place", "L4", "The opening of a later generation cites an act of the generation before.")
    last = logs.entries(node.alias, before, cited.seq, 1) if cited.seq < before.head.size else []
    if not last or logs.entry_id(last[0]) != cited.act:
        words = f"Generation {generation} of {party}'s log goes on from act {cited.seq} of the one before, which is not held here."
        raise Refusal("out-of-place", "L4", words)
    head = log.first_head(charter, name, keyring.keys_at_opening(node, charter, rows, before.name, cited.seq))
    _, _, refused = log.read_batch(part.entries[:1], head)
    if refused is not None:
        raise refused
    with database.write(node.alias):
        logs.lock(node.alias, channel)
        if name not in logs.load(node.alias, charter):
            logs.add_log(node.alias, charter, head, cited.seq)


def receive_contents(node: Node, channel: str, found: Sequence[Content]) -> tuple[int, dict[LogName, Refusal]]:
    """How many awaited bodies and attachments were filled; what does not match its commitment stays awaited and is refused."""
    filled, false = 0, dict[LogName, Refusal]()
    with ingest.batch(node, channel) as current:
        opened = []
        for content in found:
            name = log_name(content.log)
            row = current.ledger.logs.get(name)
            if row is None or content.data is None or content.seq >= row.head.size:
                continue
            act = logs.read_act(row, content.seq, logs.entries(node.alias, row, content.seq, 1)[0])
            refusal = _not_committed(node, row, act, content)
            if refusal is not None:
                false[name] = refusal
            elif content.index > 0:
                filled += _fill_attachment(node, row.position(content.seq), content)
            elif _fill_body(current, row, act, content):
                opened.append(row.position(content.seq))
                filled += 1
        ingest.bring_up(current, opened)
    return filled, false


def _not_committed(node: Node, row: logs.Log, act: Act, content: Content) -> Refusal | None:
    """Why these bytes are not the body (B2) or attachment (B10) that the act commits to; None where they are, or nothing is known of it."""
    place = f"{content.log}/{content.seq}"
    if content.index == 0:
        if act.header is None or content.data is None or is_content_of(act.header, content.data):
            return None
        return Refusal("body-other", "B2", f"What came as the body of act {place} is not what the act commits to.")
    digest = _attachment_digest(node, row.position(content.seq), content.index)
    if digest is None or content.data is None or content_digest(content.data) == digest:
        return None
    return Refusal("attachment-other", "B10", f"What came as file {content.index} of act {place} is not what its body commits to.")


def _attachment_digest(node: Node, position: int, number: int) -> str | None:
    """What the body of an act commits to for its attachment of that number; None where the body lists none or is not read."""
    found = database.rows(node.alias, "SELECT digest FROM attachment WHERE act = %s AND number = %s", (position, number))
    return found[0][0] if found else None


def _fill_body(current: ingest.Batch, row: logs.Log, act: Act, content: Content) -> bool:
    position = row.position(act.seq)
    if act.header is None or content.data is None:
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
    if content.data is None or _attachment_digest(node, position, content.index) is None:
        return 0
    contents.fill_attachment(node.alias, position, content.index, content.data, node.random)
    return 1


def read_cosignature(node: Node, channel: str, party: str, name: LogName, size: int, lines: bytes) -> tuple[int, partners.Receipt] | None:
    """A partner's receipt for our log at that size, with the log's number; None where it does not verify against our own tree."""
    charter = node.charter(channel)
    rows = logs.load(node.alias, charter)
    row = rows.get(name)
    if row is None or name[0] != node.party or not 0 < size <= row.head.size:
        return None
    point = checkpoint.Checkpoint(row.head.origin, size, logs.root_at(node.alias, row, size))
    latest = max(other for other in rows if other[0] == party)
    keys = (rows[latest].head.keys.checkpoint, log.charter_keys(charter, party).checkpoint)
    for line, key in product(lines.splitlines(keepends=True), keys):
        try:
            at = checkpoint.open_cosignature(checkpoint.render(point), line, f"entente/{channel}/{party}", key)
        except Refusal:
            continue
        note = checkpoint.sign_checkpoint(point, node.key_of("checkpoint", row.head.keys.checkpoint), row.head.origin) + line
        return row.number, partners.Receipt(party, size, at, note)
    return None
