"""Real nodes in one process: a folder and a database each, a charter between them, one clock, an exchange without a network.

Touches temporary folders and databases. `build` makes one, two or three nodes; `World` says, carries and settles. Whoever tests something
that needs two governments starts here.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

import msgspec

from entente.areas.action_plan import sample
from entente.exchange import serve, wire
from entente.kernel import canonical, signature
from entente.kernel.act import Act, Draft, Target
from entente.kernel.area import Registry
from entente.kernel.charter import PAYLOAD_TYPE, Charter
from entente.node import node as nodes
from entente.node import submit
from entente.node.admission import receive
from entente.node.node import Node
from entente.node.partners.follow import follow
from entente.node.partners.source import NodeSource, take_notes
from entente.store import database, logs

START = datetime(2018, 10, 2, 9, 0, tzinfo=UTC)
POLICY = "entente:sample:gbr:1"
CODES = ("GBR", "JPN", "USA")

INSTRUMENT: dict[str, Any] = {
    "id": "jp-gb-2017",
    "title": "Joint Declaration",
    "source": {"sha256": "0" * 64},
    "clauses": [{"id": name, "section": name[0], "number": name[1:], "text": "A clause."} for name in ("S6", "S7", "S13", "A2")],
}


def options(code: str, url: str | None = None) -> dict[str, Any]:
    """What a node is made with."""
    return {
        "post": f"{code}:FCDO:desk",
        "ceiling": (POLICY, "OFFICIAL-SENSITIVE"),
        "authorities": [{"code": "FCDO", "name": {"en": "Foreign ministry"}}],
        "simulated_from": START,
        "database": url,
    }


def label(codes: Iterable[str], classification: str = "OFFICIAL") -> dict[str, Any]:
    """A label that releases to these parties."""
    tag = {"tag": "releasable-to", "type": "permissive", "values": sorted(codes)}
    return {"policy": POLICY, "classification": classification, "categories": [tag]}


def measure(code: str = "GBR-M-2018-006", parties: Sequence[str] = ("GBR", "JPN"), **changed: Any) -> dict[str, Any]:
    """A measure that passes both gates once the instrument is in effect."""
    text = json.loads(msgspec.json.encode(sample.ACSA))
    text |= {"code": code, "leads": dict.fromkeys(parties, "MOD"), "supporting": {}, **changed}
    return text


def report(measure_record: str, month: int = 1, **changed: Any) -> dict[str, Any]:
    """A progress report on a measure."""
    text = {
        "measure": measure_record,
        "period_from": f"2018-{month:02}-01",
        "period_to": f"2018-{month:02}-28",
        "rag": "AMBER",
        "narrative": {"en": "Moving on."},
    }
    return text | changed


@dataclass
class World:
    """The nodes by party, the channel between them (of one node: the national one), and a clock that ticks a second a reading."""

    nodes: dict[str, Node]
    channel: Charter
    moment: list[datetime]
    sources: dict[str, NodeSource] = field(default_factory=dict)

    def __getitem__(self, code: str) -> Node:
        return self.nodes[code]

    @property
    def codes(self) -> tuple[str, ...]:
        """The parties of the channel."""
        return self.channel.codes

    def later(self, **delta: float) -> None:
        """Time passes."""
        self.moment[0] += timedelta(**delta)

    def draft(
        self, code: str, kind: str, targets: Sequence[Target] = (), cites: Sequence[str] = (), body: Mapping[str, Any] | None = None
    ) -> Draft:
        """A draft by a party's desk, releasable to all."""
        return Draft(kind, f"{code}:FCDO:desk", label(self.codes), tuple(targets), tuple(cites), body)

    def say(self, code: str, kind: str, *cites: Act | str, request: str = "", **rest: Any) -> Act:
        """An act of a party."""
        named = [c if isinstance(c, str) else str(c.cite) for c in cites]
        key = self[code].key("root") if kind in ("rotate", "open") else None
        keys = rest.pop("keys", None)
        draft = msgspec.structs.replace(self.draft(code, kind, cites=named, **rest), keys=keys)
        return submit.say(self[code], self.channel.id, draft, request, key)

    def propose(
        self, code: str, type_: str, text: Mapping[str, Any], record: str | None = None, base: str | None = None, **rest: Any
    ) -> Act:
        """A proposal of one text; `cites` names the proposal rivalled."""
        cites = rest.pop("cites", ())
        targets = (Target(type_, rest.pop("schema", 1), record, base),)
        return self.say(code, "propose", *cites, targets=targets, body={"texts": [text]}, **rest)

    def state(self, code: str, type_: str, text: Mapping[str, Any], **rest: Any) -> Act:
        """A statement of one text."""
        return self.say(code, "state", targets=(Target(type_, rest.pop("schema", 1)),), body={"texts": [text]}, **rest)

    def source(self, code: str) -> NodeSource:
        """A node as the exchange serves it."""
        return self.sources.setdefault(code, NodeSource(self[code]))

    def pull(self, code: str, other: str, bodies: bool = True, follows: bool = True, logs_of: Iterable[str] | None = None) -> int:
        """One question of a node to another: what it has of the logs, with or without bodies. Gives the number of acts taken."""
        node, held = self[code], {wire.log_text(k): v for k, v in self.source(code).heads(self.channel.id).items()}
        notes = self.source(code).notes_for(self.channel.id, other) if bodies else wire.NO_NOTES
        asked = wire.parse_request(wire.render_request(wire.SyncRequest(1, held, self._wanted(code) if bodies else (), notes)))
        answered = serve._synchronise(asked, self.channel.id, code, self.source(other))
        response = wire.parse_response(wire.render_response(answered))
        wanted = set(logs_of) if logs_of is not None else set(self.codes)
        parts = [p if bodies else without_bodies(p) for p in response.parts if wire.log_name(p.log)[0] in wanted]
        taken = receive.receive(node, self.channel.id, msgspec.structs.replace(response, parts=tuple(parts)))
        if bodies:
            take_notes(node, self.channel.id, other, response.heads, response.notes)
        if follows:
            follow(node, self.channel)
        return sum(taken.acts.values())

    def deliver_again(self, code: str, other: str, held: Mapping[tuple[str, int], int]) -> None:
        """What another node has, sent as to somebody who holds only `held`."""
        sizes = {wire.log_text(name): size for name, size in held.items()}
        response = serve._synchronise(wire.SyncRequest(1, sizes), self.channel.id, code, self.source(other))
        receive.receive(self[code], self.channel.id, response)

    def _wanted(self, code: str) -> tuple[wire.Want, ...]:
        sql = "SELECT c.id, l.party, l.generation FROM content c JOIN log l ON l.id = c.id >> 40 WHERE c.state = 0 AND l.channel_id = %s"
        found = database.rows(self[code].alias, sql, (self.channel.id,))
        return tuple(wire.Want(f"{party}/{generation}", position & (1 << 40) - 1, 0) for position, party, generation in found)

    def settle(self, follows: bool = True) -> None:
        """Everybody asks everybody until nothing new comes."""
        moved = True
        while moved:
            before = self.sizes()
            for code in self.nodes:
                for other in self.nodes:
                    if other != code:
                        self.pull(code, other, follows=follows)
            moved = self.sizes() != before

    def sizes(self) -> list[tuple[str, Any]]:
        """How many acts of each log every node holds."""
        return [(code, sorted(self.source(code).heads(self.channel.id).items())) for code in self.nodes]

    def agree(self, proposal: Act) -> None:
        """Everybody receives, accepts; conclusion and confirmation follow."""
        self.settle()
        for code in self.codes:
            if code != proposal.party:
                self.say(code, "accept", proposal)
        self.settle()

    def adopt(self) -> Act:
        """The instrument is agreed, so that clauses are known."""
        proposal = self.propose(self.codes[0], "instrument", INSTRUMENT)
        self.agree(proposal)
        return proposal


def without_bodies(part: wire.LogPart) -> wire.LogPart:
    """A part of a log as a carrier brings it that has lost the bodies."""
    return msgspec.structs.replace(part, contents=tuple(None for _ in part.entries))


def ticking(moment: list[datetime]) -> Callable[[], datetime]:
    """A clock that moves on by a second whenever it is read."""

    def clock() -> datetime:
        moment[0] += timedelta(seconds=1)
        return moment[0]

    return clock


def charter_for(nodes_: Iterable[Node]) -> bytes:
    """The envelope of a charter that all have signed."""
    terms = {
        "protocol": 1,
        "title": {"en": "Test"},
        "exercise": True,
        "opened_on": "2018-10-02",
        "ceiling": {"policy": POLICY, "classification": "OFFICIAL"},
        "parties": [nodes.party_card(n.home) for n in nodes_],
    }
    return signature.seal(canonical.encode(terms), PAYLOAD_TYPE, *(n.key("root") for n in nodes_))


Migrate = Callable[[str], None]
_migrated: dict[Migrate, tuple[TemporaryDirectory[str], Path]] = {}


@contextmanager
def ready_tables(migrate: Migrate) -> Iterator[None]:
    """New stores on SQLite begin as copies of one that was migrated once in this process; tests/store tries the migrations themselves."""
    real = database.migrate

    def copy(alias: str) -> None:
        path = database.sqlite_path(alias)
        if path is None or path.exists():
            return real(alias)
        if migrate not in _migrated:
            migrate(alias)
            database.connections[alias].close()  # the last connection brings everything into the one file
            kept = TemporaryDirectory(prefix="entente-migrated-")
            _migrated[migrate] = kept, Path(shutil.copy(path, kept.name))
        else:
            shutil.copy(_migrated[migrate][1], path)
        return None

    with mock.patch.object(database, "migrate", copy):
        yield


@contextmanager
def build(
    folder: Path,
    count: int = 2,
    registries: Mapping[str, Registry] | None = None,
    urls: Mapping[str, str] | None = None,
    migrate: Migrate = database.migrate,
) -> Iterator[World]:
    """One to three nodes in sub-folders, a channel between them; closed on leaving. `migrate` makes the tables of a new store."""
    codes = CODES[:count]
    made = {}
    moment = [START + timedelta(minutes=1)]
    for code in codes:
        with ready_tables(migrate):
            node = nodes.init(folder / code, code, {"en": code}, options(code, (urls or {}).get(code)))
        made[code] = replace(node, clock=ticking(moment), registry=(registries or {}).get(code, node.registry))
    if count == 1:
        channel = made[codes[0]].national()
    else:
        envelope = charter_for(made.values())
        for node in made.values():
            with database.write(node.alias):
                channel = logs.open_channel(node.alias, envelope, node.party, node.now_us())
    try:
        yield World(made, channel, moment)
    finally:
        for node in made.values():
            database.close(node.alias)
