"""Opening channels: party cards, drafting and signing a charter, joining; new keys, new generations, partners' addresses.

Touches files, keys and the database. A charter is signed by every party's root key, each at its own node (docs/protocol.md section 2);
rotations and openings are acts signed by the root (section 4). Serves I1.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from entente.exchange.client import is_address
from entente.kernel import canonical
from entente.kernel.act import Act, Draft, parse_cite
from entente.kernel.charter import PAYLOAD_TYPE, ROTATED, Charter, open_charter, parse_charter, root_keys
from entente.kernel.errors import Refusal
from entente.kernel.log import first_head
from entente.kernel.proofs import checkpoint
from entente.kernel.signature import SigningKey, key_id, open_envelope, pae, seal, verify
from entente.node import home as homes
from entente.node.admission import evidence, keyring
from entente.node.node import Node, party_card
from entente.node.submit import Submission, say, say_all
from entente.store import database, logs, partners
from entente.store.ledger import BatchLedger

CARD_TYPE = "application/vnd.entente.card.v1+json"


def render_card(node: Node) -> bytes:
    """This party's card, signed by its root key: what partners need for a charter."""
    return seal(canonical.encode(party_card(node.home)), CARD_TYPE, node.key("root"))


def read_card(data: bytes) -> Mapping[str, Any]:
    """A party's card; refuses one that its own root key did not sign."""
    payload, signatures = open_envelope(data.strip(), CARD_TYPE)
    card = canonical.decode(payload)
    if not isinstance(card, dict) or "keys" not in card or "root" not in card["keys"]:
        raise Refusal("card-malformed", "C1", "This file is not a party card.")
    root = base64.b64decode(card["keys"]["root"])
    given = dict(signatures)
    if not verify(root, pae(CARD_TYPE, payload), given.get(key_id(root), b"")):
        raise Refusal("card-unsigned", "C5", "This card is not signed by the root key it names.")
    return card


def draft_charter(
    cards: Sequence[Mapping[str, Any]], title: Mapping[str, str], ceiling: tuple[str, str], options: Mapping[str, Any]
) -> bytes:
    """A charter's terms for these parties, unsigned; refuses what no charter may say. Options: exercise, opened_on, predecessor."""
    terms: dict[str, Any] = {
        "protocol": 1,
        "title": dict(title),
        "exercise": bool(options.get("exercise")),
        "opened_on": options["opened_on"],
        "ceiling": {"policy": ceiling[0], "classification": ceiling[1]},
        "parties": sorted((dict(card) for card in cards), key=lambda card: str(card["code"])),
    }
    if options.get("predecessor"):
        terms["predecessor"] = options["predecessor"]
    payload = canonical.encode(terms)
    parse_charter(payload)
    return payload


def predecessor_of(node: Node, charter: Charter) -> dict[str, Any]:
    """How a successor channel names the one before: its id and the final checkpoints held here."""
    rows = logs.load(node.alias, charter)
    notes = [base64.b64encode(row.checkpoint).decode() for row in rows.values() if row.checkpoint]
    return {"channel": charter.id, "checkpoints": notes}


def render_unsigned(payload: bytes) -> bytes:
    """A charter on its way round the parties: terms, and the signatures given so far."""
    return json.dumps({"charter": base64.b64encode(payload).decode(), "signatures": []}, indent=1).encode() + b"\n"


def sign_charter(data: bytes, key: SigningKey) -> tuple[bytes, list[str]]:
    """The charter file with our root's signature added; and who has not signed yet. Refuses a key that the charter does not name."""
    file = _charter_file(data)
    payload = base64.b64decode(file["charter"])
    charter = parse_charter(payload)
    roots = root_keys(charter)
    if key.key_id not in roots:
        raise Refusal("charter-foreign", "C5", "This charter does not name our root key; it was drafted from another card.")
    envelope = json.loads(seal(payload, PAYLOAD_TYPE, key))
    given = {s["keyid"]: s for s in (*file["signatures"], *envelope["signatures"])}
    file["signatures"] = [given[name] for name in sorted(given)]
    missing = sorted(party for name, (party, *_) in roots.items() if name not in given)
    return json.dumps(file, indent=1).encode() + b"\n", missing


def charter_envelope(data: bytes) -> bytes:
    """The complete envelope of a charter file that all have signed; refuses one that lacks a signature (C5)."""
    file = _charter_file(data)
    if not file["signatures"]:
        raise Refusal("charter-unsigned", "C5", "Nobody has signed this charter yet; every party does, by `entente charter sign`.")
    envelope = json.dumps(
        {"payload": file["charter"], "payloadType": PAYLOAD_TYPE, "signatures": file["signatures"]}, separators=(",", ":"), sort_keys=True
    ).encode()
    open_charter(envelope)
    return envelope


def _charter_file(data: bytes) -> dict[str, Any]:
    try:
        file = json.loads(data)
        base64.b64decode(file["charter"], validate=True)
        signatures = [{"keyid": str(s["keyid"]), "sig": str(s["sig"])} for s in file["signatures"]]
    except (ValueError, KeyError, TypeError) as error:
        raise Refusal("charter-malformed", "C1", "This file is not a charter on its way round.") from error
    return {"charter": file["charter"], "signatures": signatures}


def join(node: Node, envelope: bytes) -> Charter:
    """Opens the channel of a charter that all have signed; refuses (C6) one that tells the channel it follows otherwise than we hold it."""
    charter = open_charter(envelope)
    before = charter.terms.predecessor
    if before is not None and before.channel in {c.id for c in node.channels()}:
        _check_predecessor(node, node.charter(before.channel), before.checkpoints)
    with database.write(node.alias):
        return logs.open_channel(node.alias, envelope, node.party, node.now_us())


def _check_predecessor(node: Node, before: Charter, notes: Sequence[str]) -> None:
    """Whether the final checkpoints that a successor's charter cites are of the logs as this node holds them."""
    rows = {row.head.origin: row for row in logs.load(node.alias, before).values()}
    for text in notes:
        note = base64.b64decode(text, validate=True)
        point = checkpoint.parse_checkpoint(checkpoint.parse_note(note)[0])
        row = rows.get(point.origin)
        if row is None or point.size > row.head.size:
            words = f"The charter cites {point.size} acts of {point.origin}; this node does not hold as many."
            raise Refusal("predecessor-unknown", "C6", words)
        checkpoint.open_checkpoint(note, point.origin, row.head.keys.checkpoint)
        if logs.root_at(node.alias, row, point.size) != point.root:
            raise Refusal("predecessor-differs", "C6", f"The charter cites another history of {point.origin} than this node holds.")


def set_address(node: Node, charter: Charter, party: str, url: str) -> None:
    """Where a partner's node answers."""
    charter.party(party)
    if party == node.party:
        raise Refusal("own-address", "N14", "An address is given for a partner, not for this node.")
    if url and not is_address(url):
        words = f"“{url[:200]}” cannot be asked: an address is http or https, host, port and a plain path."
        raise Refusal("address-malformed", "N14", words)
    with database.write(node.alias):
        partners.set_url(node.alias, charter.id, party, url.rstrip("/"))


def national_label(node: Node) -> dict[str, Any]:
    """The label under which this node speaks to itself where no other is given."""
    ceiling = node.home.settings.ceiling
    category = {"tag": "releasable-to", "type": "permissive", "values": [node.party]}
    return {"policy": ceiling.policy, "classification": ceiling.classification, "categories": [category]}


def channel_label(charter: Charter) -> dict[str, Any]:
    """The label of acts about the channel itself: the ceiling's classification, releasable to all its parties."""
    category = {"tag": "releasable-to", "type": "permissive", "values": list(charter.codes)}
    return {"policy": charter.terms.ceiling.policy, "classification": charter.terms.ceiling.classification, "categories": [category]}


def rotate(node: Node, charter: Charter, role: str, root: SigningKey) -> Act:
    """Replaces our act, checkpoint or transport key in one channel by a fresh one; the old transport key serves until partners know.

    The key is kept before the act is said, under a name of its own: a crash between the two leaves a key that nothing asks for.
    """
    fresh = SigningKey.generate(node.random)
    homes.write_secret(node.home.path / "keys" / f"{role}.{fresh.key_id}.key", fresh.seed.hex())
    return _rotate_to(node, charter, role, fresh.public, root)


def _rotate_to(node: Node, charter: Charter, role: str, public: bytes, root: SigningKey) -> Act:
    """Says that this key is in force from the next entry on."""
    keys = {role: base64.b64encode(public).decode()}
    draft = Draft(kind="rotate", post=node.home.settings.post, label=channel_label(charter), keys=keys)
    rows = logs.load(node.alias, charter)
    own = rows[max(name for name in rows if name[0] == node.party)]
    if role != "transport":
        return say(node, charter.id, draft, key=root)
    old = (own.name[1], own.head.size, key_id(own.head.keys.transport))
    _remember_transport(node, charter, old)  # before the act: after a crash between the two nothing is wrong, only said too early
    act = say(node, charter.id, draft, key=root)
    _remember_transport(node, charter, (old[0], act.seq, old[2]))
    return act


def _remember_transport(node: Node, charter: Charter, old: tuple[int, int, str]) -> None:
    """Until which act of which generation the old transport key is the one partners know."""
    name = f"transport:{charter.id}"
    with database.write(node.alias):
        history = json.loads(partners.setting(node.alias, name) or "[]")
        kept = [entry for entry in history if entry[2] != old[2]]
        partners.set_setting(node.alias, name, json.dumps([*kept, old]))


def open_generation(node: Node, charter: Charter, root: SigningKey) -> Act:
    """Opens the next generation of our log after a loss that cannot be healed, citing the last act of the present one that all hold.

    The present one is closed here for good. Refuses (N15) where not one act of it is held alike.
    """
    rows = logs.load(node.alias, charter)
    row = rows[max(log for log in rows if log[0] == node.party)]
    told = [r.seq for r in partners.reports(node.alias, charter.id) if r.log == f"{row.name[0]}/{row.name[1]}" and r.status == "frozen"]
    size = min([evidence.forked_at(node, row), row.head.size, *told])
    if size == 0:
        raise Refusal("nothing-to-close", "N15", "Not one act of our log in this channel is held alike by all; open a new channel.")
    following = (row.name[0], row.name[1] + 1)
    last = logs.read_act(row, size - 1, logs.entries(node.alias, row, size - 1, 1)[0])
    with database.write(node.alias):
        logs.lock(node.alias, charter.id)
        keys = keyring.keys_at_opening(node, charter, rows, row.name, last.seq)
        logs.add_log(node.alias, charter, first_head(charter, following, keys), last.seq)
        if row.frozen is None:
            words = f"We have closed it after act {last.seq} and opened generation {following[1]}."
            logs.save(node.alias, replace(row, frozen={"rule": "L4", "code": "closed", "words": words, "at": str(node.now_us())}))
    draft = Draft(kind="open", post=node.home.settings.post, label=channel_label(charter), cites=(str(last.cite),))
    opening = say(node, charter.id, draft, key=root)
    for role in ROTATED:  # a rotation beyond the act cited does not count in the new generation: the newest keys are named again
        newest = getattr(row.head.keys, role)
        if newest != getattr(keys, role):
            _rotate_to(node, charter, role, newest, root)
    _withdraw_open(node, charter, row, opening)
    return opening


def _withdraw_open(node: Node, charter: Charter, row: logs.Log, opening: Act) -> None:
    """Withdraws our proposals that stand open in the closed generation: they can no longer be concluded (G15) and are made anew."""
    ledger = BatchLedger(node.alias, charter.codes, logs.load(node.alias, charter))
    sql = "SELECT DISTINCT value FROM mark WHERE log_id = %s AND subject LIKE 'open:%%'"
    open_ones = [parse_cite(value) for (value,) in database.rows(node.alias, sql, (row.number,))]
    post, label = node.home.settings.post, channel_label(charter)
    drafts = [
        Submission(Draft(kind="withdraw", post=post, label=label, cites=(str(cite),)))
        for cite in open_ones
        if ledger.mark(opening.log, f"closed:{cite.act}") is None
    ]
    say_all(node, charter.id, drafts)  # gate 1 refuses to withdraw what was concluded, which is as it should be
