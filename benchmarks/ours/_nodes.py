"""Two governments' nodes with a channel and an instrument in effect, and the statements they say. Touches files and databases.

A record is an own statement of position on one clause, its header and body in canonical JSON a little above the 616 bytes of the peers'
content (`act_bytes` says how much). The body carries SHA-256 of its number, so that it does not compress to nothing.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from importlib import resources
from pathlib import Path

from entente.exchange import auth, compress, serve, wire
from entente.exchange.message import MEDIA_TYPE, PREFIX, Request
from entente.exchange.replay import NonceMemory
from entente.kernel import canonical
from entente.kernel.act import PAYLOAD_TYPE as ACT_TYPE
from entente.kernel.act import Act, Draft, Target
from entente.kernel.charter import PAYLOAD_TYPE as CHARTER_TYPE
from entente.kernel.charter import Charter
from entente.kernel.errors import Refusal
from entente.kernel.signature import open_envelope, seal
from entente.node import channels, submit
from entente.node.admission import receive
from entente.node.node import Node, init, open_node, party_card
from entente.node.partners import follow
from entente.node.partners.source import NodeSource, take_notes
from entente.store import logs, noted

POLICY = "entente:sample:gbr:1"
LABEL = {
    "policy": POLICY,
    "classification": "OFFICIAL",
    "categories": [{"tag": "releasable-to", "type": "permissive", "values": ["GBR", "JPN"]}],
}
CLAUSES = tuple(f"S{n}" for n in range(1, 18))
INSTRUMENT = "jp-gb-2017"
NAMES = {"GBR": {"en": "United Kingdom", "ja": "英国"}, "JPN": {"en": "Japan", "ja": "日本"}}


def make_pair(folder: Path, ceiling: str = "OFFICIAL", clock: Callable[[], datetime] | None = None) -> tuple[Node, Node, Charter]:
    """Fresh nodes of GBR (A) and JPN (B), a channel between them, and in it an instrument that both have confirmed.

    `ceiling` is the nodes' and the channel's; `clock` is both nodes' in place of the machine's.
    """
    a, b = (_make(folder / party, party, ceiling, clock) for party in ("GBR", "JPN"))
    terms = {
        "protocol": 1,
        "title": {"en": "Benchmark"},
        "exercise": True,
        "opened_on": "2017-09-01",
        "ceiling": {"policy": POLICY, "classification": ceiling},
        "parties": [party_card(a.home), party_card(b.home)],
    }
    envelope = seal(canonical.encode(terms), CHARTER_TYPE, a.key("root"), b.key("root"))
    charter = channels.join(a, envelope)
    channels.join(b, envelope)
    declaration = resources.files("entente.instrument").joinpath("data/japan_uk_2017.json").read_text("utf-8")
    body = {"texts": [json.loads(declaration)]}
    proposal = submit.say(a, charter.id, Draft("propose", "GBR:FCDO:desk", LABEL, (Target("instrument", 1),), (), body))
    exchange_once(b, a, charter)
    submit.say(b, charter.id, Draft("accept", "JPN:FCDO:desk", LABEL, (), (str(proposal.cite),)))
    for _ in range(2):
        exchange_once(a, b, charter)
        exchange_once(b, a, charter)
    if not b.known_clauses(charter) or not a.known_clauses(charter):
        raise RuntimeError("the benchmark's instrument did not come into effect")
    return a, b, charter


def _make(folder: Path, party: str, ceiling: str, clock: Callable[[], datetime] | None) -> Node:
    authority = {"code": "FCDO", "name": {"en": "Ministry"}}
    options = {"post": f"{party}:FCDO:desk", "ceiling": (POLICY, ceiling), "authorities": [authority]}
    node = init(folder, party, NAMES[party], options)
    if clock is None:
        return node
    node = replace(node, clock=clock)
    for charter in node.channels():
        noted.change(node.alias, "channel", {"opened_at": node.now_us(), "clock": node.now_us()}, {"id": charter.id})
    return node


def open_pair(folder: Path) -> tuple[Node, Node, Charter]:
    """The nodes that `make_pair` made in this folder, or in one that this is a copy of."""
    a, b = (open_node(folder / party) for party in ("GBR", "JPN"))
    return a, b, a.find_channel(None)


def exchange_once(node: Node, other: Node, charter: Charter) -> int:
    """What the other has for this node, taken over without a network, and what follows by itself; the number of acts taken."""
    asking, answering, taken = NodeSource(node), NodeSource(other), 0
    while True:
        heads = {wire.log_text(name): size for name, size in asking.heads(charter.id).items()}
        asked = wire.SyncRequest(wire.VERSION, heads, (), asking.notes_for(charter.id, other.party), wire.MAX_BUDGET)
        response = _answer(asked, asking, answering, charter)
        received = receive.receive(node, charter.id, response)
        if received.frozen or received.refused:
            raise RuntimeError(f"a log was refused: {received}")
        take_notes(node, charter.id, other.party, response.heads, response.notes)
        taken += sum(received.acts.values())
        if not response.more:
            follow.follow(node, charter)
            return taken


def _answer(asked: wire.SyncRequest, asking: NodeSource, answering: NodeSource, charter: Charter) -> wire.SyncResponse:
    party, now = answering.node.party, int(time.time())
    coding, body = compress.encode(wire.render_request(asked))
    headers = {"content-type": MEDIA_TYPE, "entente-channel": charter.id, "entente-to": party, "accept-encoding": compress.NAME, **coding}
    request = Request("POST", f"{PREFIX}{charter.id}/sync", headers, body)
    signed = auth.sign_request(request, asking.transport_key(charter.id, party), now, os.urandom(18).hex())
    response = serve.handle(signed, answering, now, NonceMemory())
    if response.status != 200:
        raise RuntimeError(f"{party} answers {response.status}: {response.body[:200]!r}")
    return wire.parse_response(compress.decode(response.headers, response.body, wire.MAX_RESPONSE))


def statement(number: int) -> Draft:
    """Statement `number` of GBR."""
    text = {
        "clauses": [f"{INSTRUMENT}#{CLAUSES[number % len(CLAUSES)]}"],
        "public": True,
        "said_on": f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}",
        "text": {"en": sha256(str(number).encode()).hexdigest()},
        "title": {"en": "Statement"},
    }
    return Draft("state", "GBR:FCDO:desk", LABEL, (Target("statement", 1),), (), {"texts": [text]})


def say(node: Node, charter: Charter, numbers: Sequence[int]) -> list[Act]:
    """These statements in one transaction, durable; raises RuntimeError if one is refused."""
    acts = submit.say_all(node, charter.id, [submit.Submission(statement(number)) for number in numbers])
    for act in acts:
        if isinstance(act, Refusal):
            raise RuntimeError(f"a statement was refused: {act}")
    return [act for act in acts if not isinstance(act, Refusal)]


def size_of(node: Node, charter: Charter, party: str = "GBR") -> int:
    """How many acts of the party's log the node holds."""
    return logs.load(node.alias, charter)[party, 1].head.size


def act_bytes(node: Node, charter: Charter) -> int:
    """Header and body of GBR's newest act in bytes of JSON."""
    row = logs.load(node.alias, charter)["GBR", 1]
    newest = row.head.size - 1
    entry = logs.entries(node.alias, row, newest, 1)[0]
    header = logs.read_act(row, newest, entry).header
    return len(open_envelope(entry, ACT_TYPE)[0]) + (header.body.size if header and header.body else 0)
