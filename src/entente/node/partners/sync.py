"""Exchange with partners: one round, and the loop that keeps rounds going with backoff.

Touches the network and the database. A round asks until nothing is left, compares our own log where a restore or a rewind asks for it,
and says what follows by itself. Transport uses real time, whatever clock the acts live by. Serves every clause.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from entente.exchange.auth import new_nonce
from entente.exchange.client import Carrier, Stamp, ask, backoff, budget_after
from entente.exchange.failure import Answered, Peer
from entente.exchange.wire import DEFAULT_BUDGET, LogPart, SyncRequest, SyncResponse, Want, log_name, log_text
from entente.kernel.act import LogName
from entente.kernel.charter import Charter
from entente.kernel.errors import Refusal
from entente.kernel.log import charter_keys
from entente.kernel.signature import SigningKey
from entente.node.admission import evidence, receive
from entente.node.national.dispatch import dispatch
from entente.node.node import Node
from entente.node.partners.follow import follow
from entente.node.partners.source import NodeSource, take_notes
from entente.store import contents, database, logs, partners
from entente.store.layout import SEQ_BITS

WANT = 1_000
LOOK_S = 1.0
"""How often the loop looks for releases whose waiting time is over."""
NOT_TAKEN = "It is asked for again, of every holder; if this goes on, its operators must look at what their node serves."
FORK_CODES = ("out-of-place", "root-differs")


@dataclass
class Round:
    """What one exchange with one partner brought, in counts, or the trouble in words.

    `behind`: the partner holds more of our log than we do. `answered_at`: when its last answer had come, in microseconds; 0 for never.
    `ahead_s`: how far our clock was ahead of its when it refused to answer (`ahead_of`).
    """

    party: str
    acts: int = 0
    bodies: int = 0
    recovered: int = 0
    behind: bool = False
    answered_at: int = 0
    ahead_s: int | None = None
    said: list[str] = field(default_factory=list)
    frozen: list[str] = field(default_factory=list)
    trouble: str = ""
    channel: str = ""


@dataclass
class Exchange:
    """A node's side of all exchanges: connections, and what partners have been told."""

    node: Node
    carrier: Carrier
    source: NodeSource
    budgets: dict[tuple[str, str], int] = field(default_factory=dict)

    def peer(self, charter: Charter, partner: partners.Partner) -> Peer:
        """Where and by which keys a partner answers."""
        rows = logs.load(self.node.alias, charter)
        keys = {row.head.keys.transport for name, row in rows.items() if name[0] == partner.party}
        keys.add(charter_keys(charter, partner.party).transport)
        return Peer(charter.id, partner.party, partner.url, tuple(sorted(keys)))

    def ask(self, charter: Charter, partner: partners.Partner, request: SyncRequest) -> tuple[SyncResponse, int]:
        """One question, signed as the partner knows us; the answer, and when the partner's clock says it was signed."""
        *likely, last = self.source.transport_candidates(charter.id, partner.party)
        peer = self.peer(charter, partner)
        for key in likely:
            try:
                return ask(self.carrier, peer, request, self._stamp(key))
            except Refusal as refusal:
                if refusal.code != "refused-unsigned":
                    raise
        return ask(self.carrier, peer, request, self._stamp(last))

    def _stamp(self, key: SigningKey) -> Stamp:
        return Stamp(key, int(time.time()), new_nonce(self.node.random))


def exchange_with(exchange: Exchange, charter: Charter, partner: partners.Partner) -> Round:
    """One round with one partner: everything it has for us, then what follows by itself; trouble is kept and told, never raised."""
    node = exchange.node
    result = Round(partner.party, channel=charter.id)
    if not partner.url:
        result.trouble = f"No address is known for {partner.party}'s node; `entente charter address` gives one."
        return result
    try:
        _pull(exchange, charter, partner, result)
    except Refusal as refusal:
        result.trouble = refusal.words
    if result.trouble:
        _keep_trouble(node, charter, result)
    if not result.behind and (result.acts or not result.trouble):
        _follow(node, charter, result)
    return result


def _keep_trouble(node: Node, charter: Charter, result: Round) -> None:
    """What went wrong, for `status`; where even that cannot be written, the round alone says so."""
    try:
        with database.write(node.alias):
            partners.trouble(node.alias, charter.id, result.party, result.trouble, result.answered_at or _real_us(), result.ahead_s)
    except Refusal as refusal:
        result.trouble = f"{result.trouble} {refusal.words}"


def ahead_of(refused: Refusal, asked_at: float) -> int | None:
    """How far our clock is ahead of that of a partner which answered by refusing, in seconds; None where it did not answer.

    A clock far off is refused before anything else is said: what would stop this node from signing (N9) is learnt from that answer.
    """
    return int(asked_at) - refused.created if isinstance(refused, Answered) else None


def _real_us() -> int:
    return int(time.time() * 1_000_000)


def _follow(node: Node, charter: Charter, result: Round) -> None:
    try:
        result.said += [f"{act.header.kind}" for act in follow(node, charter) if act.header]
    except Refusal as refusal:
        result.trouble = result.trouble or refusal.words


def _pull(exchange: Exchange, charter: Charter, partner: partners.Partner, result: Round) -> None:
    """Asks until the partner has nothing more for us."""
    node, key = exchange.node, (charter.id, partner.party)
    while True:
        budget = exchange.budgets.get(key, DEFAULT_BUDGET)
        sizes = {log_text(name): size for name, size in exchange.source.heads(charter.id).items()}
        notes = exchange.source.notes_for(charter.id, partner.party)
        asked_at = time.time()
        try:
            response, created = exchange.ask(charter, partner, SyncRequest(1, sizes, _wanted(node, charter), notes, budget))
        except Refusal as refused:
            exchange.source.sent.pop(key, None)  # whether our notes arrived is not known: tell them again
            exchange.budgets[key] = budget_after(budget, False)
            result.ahead_s = ahead_of(refused, asked_at)
            result.answered_at = _real_us() if result.ahead_s is not None else 0
            raise
        exchange.budgets[key] = budget_after(budget, True) if response.more else budget
        progressed = _take(exchange, charter, partner, response, result)
        if not response.more or not progressed:
            break
    result.answered_at = _real_us()
    with database.write(node.alias):
        partners.contact(node.alias, charter.id, partner.party, response.heads, result.answered_at, int(asked_at) - created)
    _compare(exchange, charter, partner.party, result)


def _wanted(node: Node, charter: Charter) -> tuple[Want, ...]:
    """The bodies and attachments of this channel that have not come yet."""
    wanted: list[Want] = []
    mask = (1 << SEQ_BITS) - 1
    for name, row in logs.load(node.alias, charter).items():
        bounds = (row.position(0), row.position(row.head.size))
        wanted += [Want(log_text(name), position & mask, 0) for position in contents.awaited(node.alias, WANT, *bounds)]
        wanted += [Want(log_text(name), act & mask, number) for act, number in contents.attachments_awaited(node.alias, WANT, *bounds)]
    return tuple(wanted[:WANT])


def _take(exchange: Exchange, charter: Charter, partner: partners.Partner, response: SyncResponse, result: Round) -> bool:
    """Stores an answer; whether anything new came of it."""
    node = exchange.node
    received = receive.receive(node, charter.id, response)
    for refusal in received.refused.values():
        result.trouble = f"{partner.party} brought what was not taken, by rule {refusal.rule}: {refusal.words} {NOT_TAKEN}"
    for name, refusal in received.frozen.items():
        result.frozen.append(refusal.words)
        if refusal.code in FORK_CODES:
            _look_for_fork(exchange, charter, partner, name)
    own = [row for name, row in logs.load(node.alias, charter).items() if name[0] == node.party and row.frozen is None]
    result.behind = any(response.heads.get(log_text(row.name), 0) > row.head.size for row in own)
    take_notes(node, charter.id, partner.party, response.heads, response.notes)
    result.acts += sum(received.acts.values())
    result.bodies += received.bodies
    result.recovered += received.recovered
    return bool(received.acts or received.bodies)


def _compare(exchange: Exchange, charter: Charter, party: str, result: Round) -> None:
    """After a restore: our log counts as compared with a partner once it holds no more of it than we do, or a fork is found."""
    node = exchange.node
    frozen = any(row.frozen for name, row in logs.load(node.alias, charter).items() if name[0] == node.party)
    compared = next(p.compared for p in partners.partners(node.alias, charter.id) if p.party == party)
    if not compared and (frozen or not result.behind):
        with database.write(node.alias):
            partners.set_compared(node.alias, charter.id, party, True)


def _look_for_fork(exchange: Exchange, charter: Charter, partner: partners.Partner, name: LogName) -> None:
    """Finds the first place at which the partner's copy of a log differs from ours, by halving, and keeps both entries as evidence."""
    node = exchange.node
    row = logs.load(node.alias, charter)[name]
    low, high = 0, row.head.size
    while low < high:
        middle = (low + high) // 2
        other = _entry_at(exchange, charter, partner, name, middle)
        if other is None:
            return
        if other == logs.entries(node.alias, row, middle, 1)[0]:
            low = middle + 1
        else:
            high = middle
    if low < row.head.size:
        other = _entry_at(exchange, charter, partner, name, low)
        if other is not None:
            evidence.add_fork(node, charter.id, name, low, other)


def _entry_at(exchange: Exchange, charter: Charter, partner: partners.Partner, name: LogName, seq: int) -> bytes | None:
    """The partner's entry number `seq` of a log."""
    sizes = {log_text(other): size for other, size in exchange.source.heads(charter.id).items()}
    response, _ = exchange.ask(charter, partner, SyncRequest(1, {**sizes, log_text(name): seq}, max_bytes=1))
    part: LogPart | None = next((p for p in response.parts if log_name(p.log) == name and p.first == seq), None)
    return part.entries[0] if part is not None and part.entries else None


def exchange_all(exchange: Exchange, only: Iterable[str] = ()) -> list[Round]:
    """One round with every partner of every shared channel, or with those named."""
    wanted = set(only)
    rounds = []
    for charter in exchange.node.channels():
        if len(charter.codes) == 1:
            continue
        for partner in partners.partners(exchange.node.alias, charter.id):
            if not wanted or partner.party in wanted:
                rounds.append(exchange_with(exchange, charter, partner))
    return rounds


def _send_due(node: Node) -> None:
    """Says what has waited its time; trouble of this node shows in the round that follows, and the next look tries again."""
    with suppress(Refusal):
        dispatch(node)


def run_loop(exchange: Exchange, stop: threading.Event, every_s: float = 2.0, told: Callable[[Round], None] = lambda _: None) -> None:
    """Rounds with every partner until told to stop; a partner that does not answer is asked less and less often, until it asks us.

    Before each round, what has waited its time at home is said (node/national/dispatch.py).
    """
    failures: dict[tuple[str, str], int] = {}
    due: dict[tuple[str, str], float] = {}
    told_us: dict[tuple[str, str], Mapping[str, int]] = {}  # how far a silent partner had said that it holds
    looked = 0.0
    while not stop.is_set():
        if looked + LOOK_S < time.monotonic():
            looked = time.monotonic()
            _send_due(exchange.node)
        for charter in exchange.node.channels():
            for partner in partners.partners(exchange.node.alias, charter.id) if len(charter.codes) > 1 else ():
                key = (charter.id, partner.party)
                if failures.get(key) and told_us.get(key) != partner.heads:  # it is back: it asked this node, in the serving process
                    failures[key], due[key] = 0, 0.0
                if stop.is_set() or due.get(key, 0.0) > time.monotonic():
                    continue
                outcome = exchange_with(exchange, charter, partner)
                told(outcome)
                failures[key] = failures.get(key, 0) + 1 if outcome.trouble else 0
                told_us[key] = partner.heads
                pause = max(every_s, backoff(failures[key], random.random, every_s, 300.0)) if outcome.trouble else every_s
                due[key] = time.monotonic() + pause
        stop.wait(min(0.2, every_s))
