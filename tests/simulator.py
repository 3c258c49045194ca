"""n real nodes in one process, one fake clock, a fake carrier with injected faults; seeded random histories; laws at their end.

Touches temporary folders and databases. Stores, node code, wire, signatures and the HTTP handler are the real ones: only the socket is
replaced (`Wire` stands where urllib3's pool does), and every write can be made to fail before or after its commit. A history is a seed;
`run_history` plays one and judges it, `tests.soak` plays thousands.
"""

from __future__ import annotations

import random
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests import nodes
from urllib3 import exceptions as broken

from entente.exchange.client import Carrier
from entente.exchange.message import Request, Response
from entente.exchange.replay import NonceMemory
from entente.exchange.serve import handle
from entente.kernel.act import Act, Draft, Target
from entente.kernel.charter import Charter
from entente.kernel.errors import Refusal
from entente.kernel.signature import SigningKey
from entente.node import channels, look, submit
from entente.node.admission import rebuild
from entente.node.keeping.dump import digest, logical_dump
from entente.node.node import Node, open_node
from entente.node.partners import follow, sync
from entente.node.partners.source import NodeSource
from entente.store import database, logs, partners, records

CUT, DROP, TWICE, LATE, LOST = "cut", "drop", "twice", "late", "lost"
FAULTS = (CUT, DROP, TWICE, LATE, LOST)


class Crash(BaseException):
    """The process ends here: nothing may catch it."""


class Raw:
    """A response as urllib3 gives it; cut short where asked."""

    def __init__(self, response: Response, cut: bool) -> None:
        self.status, self.headers = response.status, response.headers
        self._left = [response.body[: len(response.body) // 2] if cut else response.body]
        self._cut = cut

    def read(self, _amount: int, decode_content: bool = False) -> bytes:
        """The content at once, then nothing."""
        if self._left:
            return self._left.pop()
        if self._cut:
            raise broken.ProtocolError("Connection broken: IncompleteRead")
        return b""

    def release_conn(self) -> None:
        """Nothing to release."""

    def close(self) -> None:
        """Nothing to close."""


@dataclass
class Wire:
    """Stands where a connection pool does, on one node's side; counts requests and bytes each way."""

    world: Sim
    asker: str
    requests: int = 0
    sent: int = 0
    got: int = 0

    def request(self, method: str, url: str, body: bytes | None, headers: Mapping[str, str], **_: Any) -> Raw:
        """Carries a request to the node whose host the address names, with the fault that is next for this pair."""
        asked = urlsplit(url).netloc.partition(".")[0].upper()
        fault = self.world.fault(self.asker, asked)
        request = Request(method, urlsplit(url).path, {k.lower(): v for k, v in headers.items()}, body or b"")
        self.requests += 1
        self.sent += len(request.body) + sum(len(k) + len(v) for k, v in request.headers.items())
        if fault == LATE:
            self.world.late.append((asked, request))
        if fault in (DROP, LATE):
            raise broken.ProtocolError("Connection aborted.", ConnectionResetError(104, "Connection reset by peer"))
        response = self.world.answer(asked, request)
        if fault == TWICE:
            self.world.answer(asked, request)
        if fault == LOST:
            raise broken.ProtocolError("Connection aborted.", ConnectionResetError(104, "Connection reset by peer"))
        self.got += len(response.body) + sum(len(k) + len(v) for k, v in response.headers.items())
        return Raw(response, fault == CUT)


@dataclass
class Served:
    """One running node: what its serving process and its exchanging process hold in memory."""

    node: Node
    source: NodeSource
    nonces: NonceMemory
    exchange: sync.Exchange


@dataclass
class Sim:
    """The nodes by party, the channel between them, and the faults that wait to happen."""

    folder: Path
    nodes: dict[str, Node]
    channel: Charter
    moment: list[Any]
    served: dict[str, Served] = field(default_factory=dict)
    faults: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    parted: set[frozenset[str]] = field(default_factory=set)
    down: set[str] = field(default_factory=set)
    late: list[tuple[str, Request]] = field(default_factory=list)
    store_faults: dict[str, list[str]] = field(default_factory=dict)

    @property
    def codes(self) -> tuple[str, ...]:
        """The parties of the channel."""
        return self.channel.codes

    def __getitem__(self, code: str) -> Node:
        return self.nodes[code]

    def start(self, code: str) -> Served:
        """Starts the node's processes: memory is empty, the store is as it is."""
        node = self.nodes[code]
        database.connect(node.alias, node.home.settings.database)
        fresh = replace(node, charters={}, clauses={}, signers={})
        self.nodes[code] = fresh
        wire = Wire(self, code)
        exchange = sync.Exchange(fresh, Carrier(wire), NodeSource(fresh))  # type: ignore[arg-type]
        self.served[code] = Served(fresh, NodeSource(fresh), NonceMemory(), exchange)
        self.down.discard(code)
        return self.served[code]

    def stop(self, code: str) -> None:
        """The node is down: it neither asks nor answers."""
        self.down.add(code)
        database.close(self.nodes[code].alias)

    def wire(self, code: str) -> Wire:
        """The node's connections, as `Wire`."""
        found = self.served[code].exchange.carrier.pool
        assert isinstance(found, Wire)
        return found

    def fault(self, asker: str, asked: str) -> str:
        """What happens to the next request of this pair."""
        if asked in self.down or frozenset((asker, asked)) in self.parted:
            return DROP
        waiting = self.faults.get((asker, asked))
        return waiting.pop(0) if waiting else ""

    def answer(self, code: str, request: Request) -> Response:
        """The node's handler, as its server process runs it."""
        served = self.served[code]
        return handle(request, served.source, int(time.time()), served.nonces)

    def deliver_late(self) -> None:
        """Requests that were held up arrive now; their senders have long given up."""
        while self.late:
            code, request = self.late.pop(0)
            if code not in self.down:
                self.answer(code, request)

    def partner(self, code: str, other: str) -> partners.Partner:
        """What a node's store says of a partner."""
        return next(p for p in partners.partners(self.nodes[code].alias, self.channel.id) if p.party == other)

    def ask(self, code: str, other: str) -> sync.Round:
        """One round of a node with a partner, as the loop would do it."""
        return sync.exchange_with(self.served[code].exchange, self.channel, self.partner(code, other))

    def settle(self, *codes: str) -> None:
        """Rounds between all (or these) until nothing new comes."""
        taking = codes or tuple(c for c in self.codes if c not in self.down)
        quiet = 0
        while quiet < 2:
            rounds = [self.ask(a, b) for a in taking for b in taking if a != b]
            quiet = 0 if any(r.acts or r.bodies or r.said or r.recovered for r in rounds) else quiet + 1

    def draft(self, code: str, kind: str, *cites: Act | str, targets: tuple[Target, ...] = (), body: Any = None, **rest: Any) -> Draft:
        """A draft by the party's desk, releasable to all."""
        named = tuple(c if isinstance(c, str) else str(c.cite) for c in cites)
        return Draft(kind, f"{code}:FCDO:desk", nodes.label(self.codes), targets, named, body, **rest)

    def say(self, code: str, kind: str, *cites: Act | str, request: str = "", key: SigningKey | None = None, **rest: Any) -> Act:
        """An act of a party; refuses as submit does."""
        return submit.say(self.nodes[code], self.channel.id, self.draft(code, kind, *cites, **rest), request, key)

    def propose(self, code: str, text: Any, record: str | None = None, base: str | None = None, type_: str = "measure", **rest: Any) -> Act:
        """A proposal of one text."""
        cites = rest.pop("cites", ())
        return self.say(code, "propose", *cites, targets=(Target(type_, 1, record, base),), body={"texts": [text]}, **rest)

    def state(self, code: str, text: Any, **rest: Any) -> Act:
        """A report."""
        return self.say(code, "state", targets=(Target("progress-report", 1),), body={"texts": [text]}, **rest)

    def agree(self, proposal: Act) -> str:
        """Carries a proposal into effect; gives its record."""
        self.settle()
        for code in self.codes:
            if code != proposal.party:
                self.say(code, "accept", proposal)
        self.settle()
        assert self.record(proposal.party, proposal.id) == "in-effect"
        return proposal.id

    def record(self, code: str, record: str) -> str:
        """A record's state at a node, "" where it is not known."""
        found = look.record_state(self.nodes[code], record)
        return found.state if found else ""

    def logs(self, code: str) -> dict[Any, logs.Log]:
        """The channel's logs at a node."""
        return logs.load(self.nodes[code].alias, self.channel)

    def entries(self, code: str, party: str, generation: int = 1) -> list[bytes]:
        """A log's entries at a node."""
        row = self.logs(code)[party, generation]
        return logs.entries(self.nodes[code].alias, row, 0, row.head.size)

    def digest(self, code: str, knowledge: bool = False) -> str:
        """The channel's logical dump at a node, hashed."""
        return digest(self.nodes[code], knowledge, self.channel.id)


@contextmanager
def failing_store(sim: Sim) -> Iterator[None]:
    """While it lasts, each write of a node takes the next of its `store_faults`: "before", "after", "die-before", "die-after" or ""."""
    real = database.write

    @contextmanager
    def write(alias: str, wait: bool = True) -> Iterator[None]:
        code = next((c for c, n in sim.nodes.items() if n.alias == alias), "")
        waiting = sim.store_faults.get(code)
        fault = waiting.pop(0) if waiting else ""
        with real(alias, wait):
            yield
            if fault == "before":
                raise database.OperationalError("disk I/O error")
            if fault == "die-before":
                raise Crash
        if fault == "after":
            raise Refusal("store-unavailable", "N2", "The node's database cannot be written: it was, but the answer was lost.")
        if fault == "die-after":
            raise Crash

    database.write = write
    try:
        yield
    finally:
        database.write = real


def make_template(folder: Path, count: int) -> Path:
    """Nodes with a channel, addresses and the instrument in effect, closed: what histories begin from."""
    with nodes.build(folder, count) as world:
        world.agree(world.propose(world.codes[0], "instrument", nodes.INSTRUMENT))
        for code in world.codes:
            for other in world.codes:
                if other != code:
                    channels.set_address(world[code], world.channel, other, f"http://{other.lower()}.test")
    return folder


@contextmanager
def play(template: Path, folder: Path) -> Iterator[Sim]:
    """A copy of a template, its nodes started; removed on leaving."""
    shutil.copytree(template, folder)
    try:
        with opened(folder) as sim:
            yield sim
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def opened(folder: Path) -> Iterator[Sim]:
    """The nodes in a folder, started in this process under one clock and closed on leaving."""
    moment = [nodes.START.replace(hour=12)]
    found = {path.name: open_node(path, clock=nodes.ticking(moment)) for path in sorted(folder.iterdir()) if path.is_dir()}
    sim = Sim(folder, found, next(iter(found.values())).find_channel(None), moment)
    for code in found:
        sim.start(code)
    try:
        yield sim
    finally:
        for node in sim.nodes.values():
            database.close(node.alias)


@dataclass
class History:
    """A random history in the making: what was tried, what was acknowledged, by request id."""

    sim: Sim
    chance: random.Random
    steps: list[str] = field(default_factory=list)
    acknowledged: dict[str, Act] = field(default_factory=dict)
    unsure: dict[str, tuple[str, Draft, SigningKey | None]] = field(default_factory=dict)
    count: int = 0

    def play(self, length: int) -> None:
        """So many steps; a crash restarts the node that died."""
        moves: list[tuple[Callable[[str], None], int]] = [
            (self.ask, 10),
            (self.propose, 3),
            (self.answer, 8),
            (self.revise, 2),
            (self.report, 3),
            (self.take_back, 2),
            (self.purge, 1),
            (self.rotate, 1),
            (self.disturb, 5),
            (self.calm, 2),
            (self.retry, 2),
        ]
        steps, weights = zip(*moves, strict=True)
        for _ in range(length):
            code = self.chance.choice([c for c in self.sim.codes if c not in self.sim.down] or [self.wake()])
            step = self.chance.choices(steps, weights)[0]
            self.steps.append(f"{code} {step.__name__}")
            try:
                step(code)
            except Crash:
                self.steps.append("  a process died")
                for each in self.sim.codes:  # whoever died: the store of each is as it was committed
                    if each not in self.sim.down:
                        self.sim.stop(each)
                        self.sim.start(each)

    def wake(self) -> str:
        """Starts a node that was down."""
        code = self.chance.choice(sorted(self.sim.down))
        self.sim.start(code)
        return code

    def submit(self, code: str, draft: Draft, key: SigningKey | None = None) -> None:
        """Says something under a fresh request id; what was refused is forgotten, what failed is tried again later."""
        self.count += 1
        self.attempt(f"request-{self.count}", code, draft, key)

    def attempt(self, request: str, code: str, draft: Draft, key: SigningKey | None) -> None:
        """Says it, or says it again: the same request is the same act."""
        self.unsure[request] = (code, draft, key)
        try:
            act = submit.say(self.sim[code], self.sim.channel.id, draft, request, key)
        except Refusal as refusal:
            self.steps.append(f"  {refusal.rule} {refusal.words[:100]}")
            if refusal.code not in ("store-unavailable", "store-failed"):
                del self.unsure[request]
            return
        del self.unsure[request]
        assert self.acknowledged.get(request, act) == act
        self.acknowledged[request] = act

    def ask(self, code: str) -> None:
        """A round with somebody."""
        other = self.chance.choice([c for c in self.sim.codes if c != code])
        found = self.sim.ask(code, other)
        self.steps.append(f"  {other}: {found.acts} acts, {found.bodies} bodies, said {found.said}, {found.trouble[:80]}")
        assert not found.frozen, found.frozen

    def propose(self, code: str) -> None:
        """A new measure."""
        self.submit(code, self.sim.draft(code, "propose", targets=(Target("measure", 1),), body={"texts": [self.measure()]}))

    def measure(self) -> dict[str, Any]:
        """A text like no other."""
        self.count += 1
        return nodes.measure(f"GBR-M-2018-{self.count % 1000:03}", self.sim.codes)

    def joint(self, code: str) -> look.Record | None:
        """A joint record this node knows."""
        found = records.listed(self.sim[code].alias, {"channel": self.sim.channel.id, "type": "measure"})
        return look.record_state(self.sim[code], self.chance.choice(found).id) if found else None

    def answer(self, code: str) -> None:
        """Whatever move is this party's, or a refusal."""
        moves = [m for r in records.with_moves(self.sim[code].alias, self.sim.channel.id) for m in r.move_list() if m[0] == code]
        if not moves:
            return
        _, verb, act = self.chance.choice(moves)
        if verb in ("accept", "withdraw"):
            verb = "decline" if verb == "accept" and self.chance.random() < 0.2 else verb
            self.submit(code, self.sim.draft(code, verb, look.find_act(self.sim[code], act).act))
            return
        try:
            said = [a.header.kind for a in follow.follow(self.sim[code], self.sim.channel) if a.header]
        except Refusal as refusal:  # the store failed; the next round says what is due
            if refusal.code != "store-unavailable":
                raise
            said = [refusal.words[:100]]
        self.steps.append(f"  {said}")

    def revise(self, code: str) -> None:
        """Another text on a record: the next revision, or a rival."""
        state = self.joint(code)
        if state is None:
            return
        base = str(state.agreed[-1].conclusion) if state.agreed else None
        cites = () if base else tuple(str(p.cite) for p in state.proposals if p.cite.act == state.id)
        target = Target("measure", 1, state.id, base)
        self.submit(code, self.sim.draft(code, "propose", *cites, targets=(target,), body={"texts": [self.measure()]}))

    def report(self, code: str) -> None:
        """A statement, or one that supersedes an earlier one."""
        state = self.joint(code)
        if state is None:
            return
        found = records.listed(self.sim[code].alias, {"channel": self.sim.channel.id, "type": "progress-report", "party": code})
        self.count += 1
        text = nodes.report(state.id, 1 + self.count % 12)
        kind, target = "state", Target("progress-report", 1)
        if found and self.chance.random() < 0.5:
            own = look.record_state(self.sim[code], self.chance.choice(found).id)
            assert own is not None
            kind, target = "supersede", Target("progress-report", 1, own.id, str(own.statements[-1].cite))
        self.submit(code, self.sim.draft(code, kind, targets=(target,), body={"texts": [text]}))

    def own_act(self, code: str, *kinds: str) -> Act | None:
        """One of this party's acts of these kinds."""
        row = self.sim.logs(code)[code, 1]
        acts = [logs.read_act(row, seq, entry) for seq, entry in enumerate(self.sim.entries(code, code))]
        found = [a for a in acts if a.header and a.header.kind in kinds and a.header.targets[0].type != "instrument"]
        return self.chance.choice(found) if found else None

    def take_back(self, code: str) -> None:
        """A withdrawal, or a spill report."""
        act = self.own_act(code, "propose", "state", "supersede")
        if act is not None:
            self.submit(code, self.sim.draft(code, self.chance.choice(("withdraw", "withdraw", "spill")), act))

    def purge(self, code: str) -> None:
        """The body of an own act is purged."""
        act = self.own_act(code, "propose", "state", "supersede")
        if act is not None:
            self.submit(code, self.sim.draft(code, "purge", act))

    def rotate(self, code: str) -> None:
        """A fresh key, by the root."""
        node = self.sim[code]
        try:
            channels.rotate(node, self.sim.channel, self.chance.choice(("act", "checkpoint", "transport")), node.key("root"))
        except Refusal as refusal:
            self.steps.append(f"  {refusal.rule} {refusal.words[:100]}")

    def disturb(self, code: str) -> None:
        """Something will go wrong."""
        other = self.chance.choice([c for c in self.sim.codes if c != code])
        what = self.chance.choice((*FAULTS, "before", "after", "die-before", "die-after", "part", "stop", "hours", "restart"))
        self.steps.append(f"  {what} {other}")
        if what in FAULTS:
            self.sim.faults.setdefault((code, other), []).append(what)
        elif what == "part":
            self.sim.parted.add(frozenset((code, other)))
        elif what == "stop":
            self.sim.stop(code)
        elif what == "restart":
            self.sim.stop(code)
            self.sim.start(code)
        elif what == "hours":
            self.sim.moment[0] += nodes.timedelta(hours=self.chance.randint(1, 100))
        else:
            self.sim.store_faults.setdefault(code, []).extend(["", "", what][self.chance.randint(0, 2) :])

    def calm(self, code: str) -> None:
        """Lines are mended, nodes start, held-up requests arrive."""
        self.sim.parted.clear()
        for each in sorted(self.sim.down):
            self.sim.start(each)
        self.sim.deliver_late()

    def retry(self, code: str) -> None:
        """What failed is said again, under the same request id."""
        for request, (who, draft, key) in list(self.unsure.items()):
            if who not in self.sim.down:
                self.attempt(request, who, draft, key)

    def finish(self) -> None:
        """All is mended, everything is retried and carried everywhere."""
        self.sim.store_faults.clear()
        self.sim.faults.clear()
        self.calm("")
        self.retry("")
        self.sim.settle()


def check_laws(history: History) -> None:
    """What must hold at the end of any history, once everything has arrived everywhere."""
    sim = history.sim
    assert not history.unsure
    check_agreement(sim)
    for code in sim.codes:
        acts = Counter(act for party in sim.codes for act in ids(sim, code, party))
        assert all(acts[act.id] == 1 for act in history.acknowledged.values()), f"{code} lacks or doubles an acknowledged act"
        assert max(acts.values(), default=1) == 1
        check_records(sim, code)
    for code in sim.codes:
        check_redelivery(sim, code)
        check_rebuilt(sim, code)


def ids(sim: Sim, code: str, party: str) -> list[str]:
    """The ids of a party's acts as a node holds them, by log order."""
    row = sim.logs(code)[party, 1]
    return [logs.read_act(row, seq, entry).id for seq, entry in enumerate(sim.entries(code, party))]


def check_agreement(sim: Sim) -> None:
    """Every node holds the same logs and has reached the same state."""
    for one, other in pairwise(sim.codes):
        if sim.digest(one) != sim.digest(other):
            left, right = (set(logical_dump(sim[c], False, sim.channel.id)) for c in (one, other))
            raise AssertionError(f"{one} alone: {sorted(left - right)[:4]}\n{other} alone: {sorted(right - left)[:4]}")
    assert not [row.frozen for code in sim.codes for row in sim.logs(code).values() if row.frozen]


def check_rebuilt(sim: Sim, code: str) -> None:
    """The store rebuilt from the logs equals the store grown act by act."""
    grown = list(logical_dump(sim[code], True, sim.channel.id))
    rebuild.rebuild(sim[code])
    rebuilt = list(logical_dump(sim[code], True, sim.channel.id))
    difference = sorted(set(grown) ^ set(rebuilt))
    assert grown == rebuilt, f"{code}: grown and rebuilt differ: {[('grown' if d in grown else 'rebuilt', d) for d in difference[:6]]}"


def check_records(sim: Sim, code: str) -> None:
    """At most one text in effect on each (record, base); whoever's move it is can make it."""
    for row in records.listed(sim[code].alias, {"channel": sim.channel.id}, limit=1000):
        state = look.record_state(sim[code], row.id)
        assert state is not None
        bases = Counter(p.base for a in state.agreed for p in state.proposals if p.cite == a.proposal and a.in_effect_at)
        assert not bases or max(bases.values()) == 1, f"two texts in effect on {row.id}"
        for party, verb, act in state.moves:
            if party == code:
                assert verb in ("accept", "withdraw"), f"{code} did not {verb} by itself on {row.id}"
                check_can_move(sim, code, verb, act)


def check_can_move(sim: Sim, code: str, verb: str, act: str) -> None:
    """The move would be admitted: it is made and taken back before it is stored."""
    undo = Refusal("undo", "-", "Not kept.")
    try:
        with database.write(sim[code].alias):
            real = database.write
            database.write = _inside
            try:
                submit.say(sim[code], sim.channel.id, sim.draft(code, verb, look.find_act(sim[code], act).act))
            finally:
                database.write = real
            raise undo
    except Refusal as refusal:
        assert refusal is undo, f"{code} cannot {verb} {act}: {refusal.words}"


@contextmanager
def _inside(_alias: str, _wait: bool = True) -> Iterator[None]:
    """A write within a write: the outer one decides."""
    yield


def check_redelivery(sim: Sim, code: str) -> None:
    """Everything every partner holds, delivered again from the first entry on, changes nothing."""
    from entente.exchange import wire
    from entente.node.admission import receive

    before = sim.digest(code, knowledge=True)
    for other in sim.codes:
        if other != code:
            source = sim.served[other].source
            parts = []
            for name, size in source.heads(sim.channel.id).items():
                entries, contents = source.entries(sim.channel.id, name, 0, 2**30) if size else ((), ())
                note = source.checkpoint(sim.channel.id, name)
                parts.append(wire.LogPart(wire.log_text(name), 0, tuple(entries), tuple(contents), note))
            receive.receive(sim[code], sim.channel.id, wire.SyncResponse(1, {}, tuple(parts)))
    assert sim.digest(code, knowledge=True) == before, f"{code}: a second delivery changed something"


def run_history(template: Path, folder: Path, seed: int, length: int = 60) -> History:
    """Plays the history of a seed and checks the laws; a failure says the seed and the steps."""
    with play(template, folder) as sim, failing_store(sim):
        history = History(sim, random.Random(seed))
        try:
            history.play(length)
            history.finish()
            check_laws(history)
        except Exception as error:
            raise AssertionError(f"seed {seed}: {error}\n" + "\n".join(history.steps[-80:])) from error
    return history
