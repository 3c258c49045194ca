"""Proof that a party broke its own log, told apart from what a carrier spoilt: forks, rewinds, contradictory checkpoints.

Touches the database. Only what the log's owner signed freezes its log; an entry or a checkpoint that somebody else brought, and the owner
did not sign for that place, is refused and changes nothing, so that no partner can freeze another's log (docs/protocol.md sections 4 and
9). Serves every clause: what was concluded stays, and what came after a fork is not taken.
"""

from __future__ import annotations

from dataclasses import replace

from entente.kernel import log, signature
from entente.kernel.act import PAYLOAD_TYPE, LogName, parse_header
from entente.kernel.errors import Refusal
from entente.kernel.proofs import checkpoint
from entente.kernel.signature import open_envelope, verify
from entente.node.admission import ingest
from entente.node.node import Node
from entente.store import logs, partners


def broke_its_log(current: ingest.Batch, name: LogName, entry: bytes) -> partners.Proof | None:
    """Proof that the owner itself signed an entry that does not continue its log here; None where the carrier may have made or moved it."""
    row = current.log(name)
    try:
        payload, signatures = open_envelope(entry, PAYLOAD_TYPE)
        chain, _, _ = parse_header(payload)
    except Refusal:
        return None
    keys = (row.head.keys.act, row.head.keys.root)
    message = signature.pae(PAYLOAD_TYPE, payload)
    if chain.log != row.head.origin or chain.seq != row.head.size or not any(verify(k, message, s) for k in keys for _, s in signatures):
        return None
    before = logs.entries(current.node.alias, row, row.head.size - 1, 1) if row.head.size else []
    words = f"{name[0]} signed entry {chain.seq} of its log so that it does not follow entry {chain.seq - 1} as it was sent here."
    return partners.Proof(row.number, "broken", chain.seq, before[0] if before else b"", entry, words, current.at)


def check_gossip(node: Node, channel: str, note: bytes) -> Refusal | None:
    """Compares a checkpoint that somebody holds with the log as it is held here; a contradiction is kept and freezes the log.

    A checkpoint of our own log that is larger than the log proves that we were set back: see `sync`.
    """
    charter = node.charter(channel)
    rows = logs.load(node.alias, charter)
    if any(note == row.checkpoint for row in rows.values()):
        return None  # it came with the acts that it covers, and was compared with them then
    text, _ = checkpoint.parse_note(note)
    point = checkpoint.parse_checkpoint(text)
    row = next((item for item in rows.values() if item.head.origin == point.origin), None)
    if row is None or point.size > row.head.size or point.size == 0 or row.frozen is not None:
        return None
    keys = {row.head.keys.checkpoint, log.charter_keys(charter, row.name[0]).checkpoint}
    root = logs.root_at(node.alias, row, point.size)
    if point.root == root or not any(is_signed(note, point.origin, key) for key in keys):
        return None
    ours = checkpoint.render(checkpoint.Checkpoint(point.origin, point.size, root))
    words = f"{row.name[0]} has signed two different histories of its log for its first {point.size} acts."
    refusal = Refusal("log-forked", "L5", words)
    with ingest.batch(node, channel) as current:
        proof = partners.Proof(row.number, "checkpoints", point.size, row.checkpoint or ours, note, words, current.at)
        ingest.freeze(current, row.name, refusal, proof)
    return refusal


def is_signed(note: bytes, origin: str, key: bytes) -> bool:
    """Whether this is a checkpoint of that log by that key."""
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
    chain, _, _ = parse_header(payload)
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
        note = {"rule": "L4", "code": "log-forked", "words": words, "at": str(current.at)}
        current.set_log(replace(current.log(name), frozen=note))
    return True


def forked_at(node: Node, row: logs.Log) -> int:
    """The first place at which a frozen log is known to differ; its size where only its end is at fault."""
    return min((proof.seq for proof in partners.evidence(node.alias, row.number) if proof.sort == "fork"), default=row.head.size)
