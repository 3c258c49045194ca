"""A channel of three parties with real keys, charter and logs, and a node's Source over dictionaries."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field

from entente.exchange.auth import sign_request
from entente.exchange.message import MEDIA_TYPE, Request
from entente.exchange.wire import NO_NOTES, VERSION, SyncRequest, render_request
from entente.kernel import canonical, log
from entente.kernel.act import Draft, Place, render_content, render_header
from entente.kernel.charter import parse_charter
from entente.kernel.proofs import merkle, tile
from entente.kernel.proofs.checkpoint import Checkpoint, sign_checkpoint
from entente.kernel.signature import SigningKey

NOW = 1_792_000_000
PARTIES = ("AUS", "GBR", "JPN")
ROLES = ("root", "act", "checkpoint", "transport")
KEYS = {(party, role): SigningKey(bytes([n * 4 + m]) * 32) for n, party in enumerate(PARTIES) for m, role in enumerate(ROLES)}
GBR, JPN = ("GBR", 1), ("JPN", 1)
NONCE = "AAAAAAAAAAAAAAAAAAAAAA"


def _party(code, number):
    keys = {role: base64.b64encode(KEYS[code, role].public).decode() for role in ROLES}
    keys["encryption"] = base64.b64encode(bytes([number]) * 1216).decode()
    return {"code": code, "name": {"en": code}, "keys": keys, "authorities": [{"code": "mfa", "name": {"en": "Ministry"}}]}


TERMS = canonical.encode(
    {
        "protocol": 1,
        "title": {"en": "Test"},
        "exercise": True,
        "opened_on": "2026-11-01",
        "ceiling": {"policy": "TEST", "classification": "OPEN"},
        "parties": [_party(code, number) for number, code in enumerate(PARTIES)],
    }
)
CHARTER = parse_charter(TERMS)
CHANNEL = CHARTER.id


def transport(party):
    return KEYS[party, "transport"]


def write_log(name, count, text="", with_body=True):
    """(entry, content) of so many acts, each signed; contents hold `text`."""
    head = log.first_head(CHARTER, name)
    acts = []
    for seq in range(count):
        content = render_content({"text": f"{seq}{text}"}, bytes([seq % 256]) * 32) if with_body else None
        draft = Draft("note", "desk", {"policy": "TEST", "classification": "OPEN"})
        payload = render_header(draft, Place(head.origin, seq, head.prev, {}), "2026-11-22T10:00:00Z", content)
        entry, head = log.append(payload, KEYS[name[0], "act"], head)
        acts.append((entry.entry, content))
    return acts


@dataclass
class Node:
    """A Source; `held` are the logs, `refuses` is raised on notes, `keys` the transport keys accepted of the others."""

    me: str
    held: dict = field(default_factory=dict)
    attachments: dict = field(default_factory=dict)
    notes: object = NO_NOTES
    received: list = field(default_factory=list)
    refuses: Exception | None = None
    keys: dict = field(default_factory=dict)
    key: SigningKey | None = None

    def __post_init__(self):
        self.keys = self.keys or {party: (transport(party).public,) for party in PARTIES if party != self.me}

    def charter(self, channel):
        return CHARTER if channel == CHANNEL else None

    def transport_keys(self, channel):
        return self.keys if channel == CHANNEL else {}

    def transport_key(self, channel, party):
        return self.key or transport(self.me)

    def party(self, channel):
        return self.me

    def heads(self, channel):
        return {name: len(acts) for name, acts in self.held.items()}

    def entries(self, channel, name, first, limit_bytes):
        entries, contents, total = [], [], 0
        for entry, content in self.held[name][first:]:
            total += len(entry) + len(content or b"")
            if entries and total > limit_bytes:
                break
            entries.append(entry)
            contents.append(content)
        return entries, contents

    def content(self, channel, name, seq, index):
        if index:
            return self.attachments.get((name, seq, index))
        acts = self.held.get(name, [])
        return acts[seq][1] if seq < len(acts) else None

    def checkpoint(self, channel, name):
        if name not in self.held:
            return None
        leaves = [merkle.leaf_hash(entry) for entry, _ in self.held[name]]
        origin = CHARTER.origin(*name)
        return sign_checkpoint(Checkpoint(origin, len(leaves), merkle.root(leaves)), KEYS[name[0], "checkpoint"], origin)

    def tile(self, channel, name, level, index, width):
        entries = [entry for entry, _ in self.held.get(name, [])][index * 256 : index * 256 + width]
        if len(entries) < width or level not in (None, 0):
            return None
        return tile.render_bundle(entries) if level is None else b"".join(map(merkle.leaf_hash, entries))

    def receive_notes(self, channel, party, heads, notes):
        if self.refuses:
            raise self.refuses
        self.received.append((party, dict(heads), notes))

    def notes_for(self, channel, party):
        return self.notes


def sync_request(asked=None, sender="GBR", to="JPN", nonce=NONCE, created=NOW, **changes):
    """A signed request to synchronise, as bytes on the wire; `changes` replace fields of the unsigned one."""
    body = render_request(asked or SyncRequest(VERSION, {}))
    headers = {"content-type": MEDIA_TYPE, "entente-channel": CHANNEL, "entente-to": to, "accept-encoding": "zstd"}
    fields = {"method": "POST", "path": f"/exchange/v1/{CHANNEL}/sync", "headers": headers, "body": body} | changes
    return sign_request(Request(**fields), transport(sender), created, nonce)
