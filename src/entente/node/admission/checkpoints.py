"""Checkpoints within a batch: ours signed over what was appended, a partner's compared with the tree built here and cosigned.

Touches the database and the checkpoint key. Rule L5 (docs/protocol.md sections 4.4 and 4.5). Serves every clause: the cosignature is the
receipt of the log.
"""

from __future__ import annotations

from dataclasses import replace

from entente.kernel.act import LogName
from entente.kernel.errors import Refusal
from entente.kernel.proofs import checkpoint
from entente.node.admission.ingest import Batch
from entente.store import logs, partners


def sign(current: Batch, name: LogName) -> None:
    """Signs our log's checkpoint at its present size."""
    log = current.log(name)
    point = checkpoint.Checkpoint(log.head.origin, log.head.size, logs.root(log))
    note = checkpoint.sign_checkpoint(point, current.node.key_of("checkpoint", log.head.keys.checkpoint), log.head.origin)
    current.set_log(replace(log, checkpoint=note, checkpoint_size=log.head.size))


def take(current: Batch, name: LogName, note: bytes) -> bool:
    """Compares a signed checkpoint of exactly our size with the tree built here (L5) and cosigns it; whether it is new.

    Refuses a false signature and a root that is not ours: the caller freezes the log with the evidence.
    """
    log = current.log(name)
    point = checkpoint.parse_checkpoint(checkpoint.parse_note(note)[0])
    if point.size != log.head.size or (point.size == log.checkpoint_size and log.checkpoint):
        return False
    point = checkpoint.open_checkpoint(note, log.head.origin, log.head.keys.checkpoint)
    if point.root != logs.root(log):
        words = f"{name[0]}'s signed checkpoint of {point.size} acts has another root than the acts it sent."
        raise Refusal("root-differs", "L5", words)
    current.set_log(replace(log, checkpoint=note, checkpoint_size=point.size))
    cosign(current, current.log(name))
    return True


def cosign(current: Batch, log: logs.Log) -> None:
    """Our signature under a partner's checkpoint: the receipt of its log."""
    node = current.node
    at = current.at // 1_000_000
    name = f"entente/{current.charter.id}/{node.party}"
    own = current.log(max(other for other in current.ledger.logs if other[0] == node.party))
    line = checkpoint.cosign(log.checkpoint, node.key_of("checkpoint", own.head.keys.checkpoint), name, at)
    partners.add_receipt(node.alias, log.number, partners.Receipt(node.party, log.checkpoint_size, at, log.checkpoint + line))
