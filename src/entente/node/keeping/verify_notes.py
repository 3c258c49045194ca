"""Signed checkpoints and receipts read again, and the notes of the exchange: partners, reports, requests, evidence.

Touches the database (reads). Rules V4 and V8 of verify.py; what in the notes is unsigned is only asked whether it can be so.
Serves I1: the receipt shows that a partner held what we said.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from entente.kernel import log
from entente.kernel.act import PAYLOAD_TYPE, parse_header
from entente.kernel.charter import Charter
from entente.kernel.errors import Refusal
from entente.kernel.proofs import checkpoint
from entente.kernel.signature import open_envelope, pae, verify
from entente.node.admission import keyring
from entente.node.node import Node
from entente.store import database, logs, partners
from entente.store.layout import SEQ_BITS

Found = tuple[str, str, str]
STATUSES = ("refused", "sealed", "waiting", "frozen")


def check_signed(node: Node, charter: Charter, row: logs.Log) -> Iterator[Found]:
    """A log's checkpoint and every cosignature under one, against the tree that is held."""
    origin = row.head.origin
    keys = checkpoint_keys(node, charter, row.name[0])
    if row.checkpoint or row.checkpoint_size:
        words = _note(node, row, row.checkpoint, row.checkpoint_size, keys)
        if words:
            yield origin, "V4", f"The stored checkpoint of {row.name[0]}'s log does not stand: {words}"
    if row.name[0] == node.party and row.checkpoint_size != row.head.size:
        yield origin, "V4", f"Our checkpoint is of {row.checkpoint_size} acts; our log has {row.head.size}."
    sql = "SELECT party, size, at, note FROM cosignature WHERE log_id = %s ORDER BY size, party"
    for party, size, at, note in database.rows(node.alias, sql, (row.number,)):
        where = f"{origin} receipt {party}/{size}"
        words = _note(node, row, note, size, keys) or _receipt(node, charter, (party, at), note)
        if words:
            yield where, "V4", f"{party}'s receipt for {size} acts does not stand: {words}"


def checkpoint_keys(node: Node, charter: Charter, party: str) -> list[bytes]:
    """Every checkpoint key a party has had: the charter's and those of its rotations."""
    keys = dict.fromkeys([log.charter_keys(charter, party).checkpoint])
    for name, row in sorted(logs.load(node.alias, charter).items()):
        if name[0] == party:
            keys[row.head.keys.checkpoint] = None
            keys |= dict.fromkeys(brought["checkpoint"] for _, brought in keyring.rotations(node, row) if "checkpoint" in brought)
    return list(keys)


def _note(node: Node, row: logs.Log, note: bytes, size: int, keys: Sequence[bytes]) -> str:
    """What is wrong with a signed checkpoint of that size, or nothing."""
    refused = "it is signed by no key of the log's owner."
    for key in keys:
        try:
            point = checkpoint.open_checkpoint(note, row.head.origin, key)
        except Refusal as refusal:
            refused = refusal.words
            continue
        if point.size != size or size > row.head.size:
            return f"it is of {point.size} acts, noted as {size}; the log has {row.head.size}."
        return "" if point.root == logs.root_at(node.alias, row, size) else "its root is not that of the entries held."
    return refused


def _receipt(node: Node, charter: Charter, noted: tuple[str, int], note: bytes) -> str:
    party, at = noted
    if party not in charter.codes:
        return f"{party} is not a party of the channel."
    text, lines = checkpoint.parse_note(note)
    if len(lines) != 2:
        return "it does not carry exactly the owner's signature and one receipt."
    line = note[len(text) + 1 :].splitlines(keepends=True)[1]
    for key in checkpoint_keys(node, charter, party):
        try:
            signed_at = checkpoint.open_cosignature(text, line, f"entente/{charter.id}/{party}", key)
        except Refusal:
            continue
        return "" if signed_at == at else f"it was signed at {signed_at}, noted as {at}."
    return f"it is signed by no key of {party}'s."


def check(node: Node, charter: Charter) -> Iterator[Found]:
    """Partners, reports, requests and evidence of a channel."""
    rows = logs.load(node.alias, charter)
    known = [partner.party for partner in partners.partners(node.alias, charter.id)]
    if known != [code for code in charter.codes if code != node.party]:
        yield f"channel {charter.id}", "V8", f"The partners noted are {', '.join(known) or 'none'}; the charter's are others."
    for report in partners.reports(node.alias, charter.id):
        if report.party not in known or report.status not in STATUSES or not isinstance(json.loads(report.words), dict):
            yield f"channel {charter.id}", "V8", f"A report noted of {report.party} on act {report.seq} is none that a partner makes."
    for row in rows.values():
        bounds = (row.position(0), row.number + 1 << SEQ_BITS)
        for request, act in database.rows(node.alias, "SELECT id, act FROM request WHERE act >= %s AND act < %s", bounds):
            if row.name[0] != node.party or act & (1 << SEQ_BITS) - 1 >= row.head.size:
                yield f"request {request}", "V8", "The request is noted as answered by an act that we have not said."
        if row.frozen is not None and not {"rule", "words", "at"} <= set(row.frozen):
            yield row.head.origin, "V8", "The log is noted as frozen without rule, words and time."
        for proof in partners.evidence(node.alias, row.number):
            words = _evidence(node, charter, row, proof)
            if words:
                yield f"{row.head.origin} evidence {proof.seq}", "V8", words


def _evidence(node: Node, charter: Charter, row: logs.Log, proof: partners.Proof) -> str:
    """Whether the two halves of a piece of evidence contradict one another, signed by the log's owner; "" where they do."""
    party, seq = row.name[0], proof.seq
    if proof.sort == "fork":
        words = f"{party} has signed two different acts number {seq}: its log is forked."
        one, other = (_signed_payload(charter, row, entry) for entry in (proof.one, proof.other))
        stands = one is not None and other is not None and one != other and {parse_header(p)[0].seq for p in (one, other)} == {seq}
    elif proof.sort == "broken":
        words = f"{party} signed entry {seq} of its log so that it does not follow entry {seq - 1} as it was sent here."
        other = _signed_payload(charter, row, proof.other)
        before = logs.entries(node.alias, row, seq - 1, 1) if seq else []
        stands = other is not None and parse_header(other)[0].seq == seq and proof.one == (before[0] if before else b"")
    elif proof.sort == "checkpoints":
        words = f"{party} has signed two different histories of its log for its first {seq} acts."
        keys = checkpoint_keys(node, charter, party)
        root = logs.root_at(node.alias, row, seq)
        bare = checkpoint.render(checkpoint.Checkpoint(row.head.origin, seq, root))
        points = [_point(proof.other, row.head.origin, key) for key in keys]
        stands = any(p is not None and p.size == seq and p.root != root for p in points)
        stands = stands and (proof.one == bare or any(_holds_here(node, row, _point(proof.one, row.head.origin, key)) for key in keys))
    else:
        return f"Evidence of the sort “{proof.sort}” is none that this node keeps."
    if not stands:
        return "The evidence kept does not show what it is kept for: its bytes were changed."
    return "" if proof.words == words else f"The evidence says “{proof.words}” where it shows: {words}"


def _holds_here(node: Node, row: logs.Log, point: checkpoint.Checkpoint | None) -> bool:
    return point is not None and point.size <= row.head.size and point.root == logs.root_at(node.alias, row, point.size)


def _signed_payload(charter: Charter, row: logs.Log, entry: bytes) -> bytes | None:
    payload, signatures = open_envelope(entry, PAYLOAD_TYPE)
    keys = (row.head.keys.act, row.head.keys.root, log.charter_keys(charter, row.name[0]).act)
    message = pae(PAYLOAD_TYPE, payload)
    return payload if any(verify(key, message, signatures[0][1]) for key in keys) else None


def _point(note: bytes, origin: str, key: bytes) -> checkpoint.Checkpoint | None:
    try:
        return checkpoint.open_checkpoint(note, origin, key)
    except Refusal:
        return None
