"""The proof file of one act: what anybody needs to check offline that it was said.

Touches the database (reads). The checkpoint chosen is the latest that carries a partner's receipt and covers the act; where there is none,
the log's latest (docs/protocol.md section 10). Serves I1 and every clause.
"""

from __future__ import annotations

from collections.abc import Sequence

from entente.kernel.errors import Refusal
from entente.kernel.proofs import merkle
from entente.kernel.proofs.checkpoint import parse_checkpoint, parse_note
from entente.kernel.proofs.proof import render_proof
from entente.node import look
from entente.node.admission import keyring
from entente.node.node import Node
from entente.store import contents, database, logs


def proof_of(node: Node, position: int, with_body: bool) -> bytes:
    """The proof file of the act at a position, with its body where that is asked for.

    Refuses (N24) an act that no checkpoint covers yet, and to release a body that is not held or may not be used (purged, spilled).
    """
    found = look.act_at(node, position)
    content = None
    if with_body:
        content = contents.get(node.alias, [position]).get(position) if found.body_state in ("read", "sealed") else None
        if content is None:
            raise Refusal("body-not-held", "N24", f"The body of this act cannot be released: it is {found.body_state} here.")
    note = _checkpoint(node, found.log, found.act.seq)
    size = parse_checkpoint(parse_note(note)[0]).size
    inclusion = merkle.inclusion_proof(found.act.seq, size, logs.nodes(node.alias, found.log))
    return render_proof(_charter(node, found.channel), _rotations(node, found.log, size), found.entry, inclusion, note, content)


def _charter(node: Node, channel: str) -> bytes:
    return next(envelope for known, _, envelope in logs.channels(node.alias) if known == channel)


def _checkpoint(node: Node, row: logs.Log, seq: int) -> bytes:
    """The latest checkpoint over the act that a partner has cosigned, with every receipt for that size; else the log's own."""
    sql = (
        "SELECT size, note FROM cosignature WHERE log_id = %s AND size = "
        "(SELECT MAX(size) FROM cosignature WHERE log_id = %s AND party <> %s AND size > %s) ORDER BY party"
    )
    found = database.rows(node.alias, sql, (row.number, row.number, row.name[0], seq))
    if found:
        return _joined([note for _, note in found])
    if row.checkpoint_size <= seq:
        raise Refusal("not-covered", "N24", f"No checkpoint of {row.name[0]}'s log covers act {seq} yet; it comes with the next exchange.")
    return row.checkpoint


def _joined(notes: Sequence[bytes]) -> bytes:
    """One note with the signature lines of several over the same text, each once."""
    text = parse_note(notes[0])[0]
    lines = dict.fromkeys(line for note in notes for line in note[len(text) + 1 :].splitlines(keepends=True))
    return text + b"\n" + b"".join(lines)


def _rotations(node: Node, row: logs.Log, size: int) -> list[bytes]:
    """The author's rotations that are in force at the end of the checkpoint, earlier generations included, and those of every other party.

    A partner's checkpoint keys are all of use: its receipts may be older than its last rotation.
    """
    charter, _ = look.log_by_number(node, row.number)
    rows = logs.load(node.alias, charter)
    ends = keyring.ends(rows, row.name, size)
    entries = []
    for name, other in rows.items():
        end = ends.get(name, 0) if name[0] == row.name[0] else other.head.size
        seqs = [act.seq for act, _ in keyring.rotations(node, other) if act.seq < end]
        entries += [logs.entries(node.alias, other, seq, 1)[0] for seq in seqs]
    return entries
