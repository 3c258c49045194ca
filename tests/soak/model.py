"""The model of joint records: every behaviour of a few parties, judged by gate 1 itself, breadth first.

Touches nothing outside itself. Acts are symbols: their headers are real, their ids and places are made up, nothing is hashed or signed. A
verdict depends on the author's own log and the acts cited, so a state is what each log amounts to (its marks and its admitted acts) and not
the interleaving; an act that changes neither is no step. Therefore an exploration that ends has covered histories of every length.
`run` is the long version for the soak test; tests/kernel/test_model.py the short one.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import permutations, product

from tests.ledger import START, label_for

from entente.kernel.act import Act, BodyRef, Cite, Header, LogName, Target
from entente.kernel.gate1 import admit
from entente.kernel.gate1.ruling import Decided, Rule, Rules

CODES = ("AAA", "BBB", "CCC", "DDD")
EVERYTHING = 10**6  # what every author has read of every other log, and where its next act stands


class Symbol:
    """An act in the model; compared by identity, made by `Engine.symbol` alone."""

    __slots__ = ("act", "branch", "cites", "kind", "log", "number", "records")

    def __init__(self, kind: str, log: LogName, cites: tuple[Symbol, ...], number: int, records: tuple[str, ...], branch: str) -> None:
        self.kind, self.log, self.cites, self.number, self.records, self.branch = kind, log, cites, number, records, branch
        self.act: Act

    def __str__(self) -> str:
        name = f"{self.log[0][0]}{self.log[1] if self.log[1] > 1 else ''}{self.branch}"
        if self.kind == "propose":
            return f"{name}:propose-{self.number}[{''.join(self.records)}]"
        return f"{name}:{self.kind}({self.cites[0] if self.cites else ''})"


class Local:
    """What a log amounts to: marks and admitted acts. Interned, so that equal logs are one object; `after` remembers verdicts."""

    __slots__ = ("after", "facts", "log", "marks", "renamed", "serial")

    def __init__(self, log: LogName, marks: Mapping[str, str], facts: frozenset[Symbol], serial: int) -> None:
        self.log, self.marks, self.facts, self.serial = log, marks, facts, serial
        self.after: dict[tuple[object, ...], Local | None] = {}
        self.renamed: dict[tuple[int, ...], Local] = {}


@dataclass
class Bench:
    """The ledger that gate 1 asks: one author's marks, and the acts that are held here."""

    parties: tuple[str, ...]
    marks: Mapping[str, str] = field(default_factory=dict)
    held: Mapping[str, Decided] = field(default_factory=dict)

    def decided(self, log: LogName) -> int:
        """Everything has arrived; what a fork keeps out is not in `held`."""
        return EVERYTHING

    def frozen(self, log: LogName) -> bool:
        """See `decided`."""
        return False

    def act(self, cite: Cite) -> Decided | None:
        """By id, for places are made up."""
        return self.held.get(cite.act)

    def mark(self, log: LogName, subject: str) -> str | None:
        """A mark of the author's own log."""
        return self.marks.get(subject)

    def time(self, log: LogName) -> str:
        """All is signed at one moment."""
        return ""

    def seen(self, log: LogName) -> Mapping[str, int]:
        """Everything is always read."""
        return {}


class Engine:
    """Symbols, interned logs and verdicts for one set of parties and one set of rules."""

    def __init__(self, count: int, rules: Mapping[str, Rules] = admit.RULES, rival: bool = False) -> None:
        self.parties = CODES[:count]
        self.rules = rules
        self.rival = rival  # proposals for a record that is new, not for the next revision
        self.judged = 0
        self.symbols: dict[tuple[object, ...], Symbol] = {}
        self.by_id: dict[str, Symbol] = {}
        self.locals: dict[tuple[object, ...], Local] = {}
        self.label = label_for(self.parties)
        first = self.symbol("propose", (self.parties[0], 1), number=99, records=("r", "s"))
        concluded = self.symbol("conclude", (self.parties[0], 1), (first,), number=99)
        self.genesis = {s.act.id: Decided(s.act, "admitted") for s in (first, concluded)}
        self.base = None if rival else str(concluded.act.cite)
        self.ids = {"r": first.act.id, "s": f"{first.act.id}.1"}
        self.origin = first

    def symbol(
        self,
        kind: str,
        log: LogName,
        cites: tuple[Symbol, ...] = (),
        number: int = 0,
        records: tuple[str, ...] = (),
        branch: str = "",
    ) -> Symbol:
        """The one symbol of these parts."""
        key = (kind, log, cites, number, records, branch)
        found = self.symbols.get(key)
        if found is None:
            found = self.symbols[key] = Symbol(kind, log, cites, number, records, branch)
            place = len(self.symbols)
            found.act = Act(f"{place:064x}", log, place, self._header(found))
            self.by_id[found.act.id] = found
        return found

    def _header(self, symbol: Symbol) -> Header:
        cites = [str(c.act.cite) for c in symbol.cites]
        targets: tuple[Target, ...] = ()
        if symbol.kind == "propose" and symbol.number == 99:
            targets = tuple(Target("measure", 1) for _ in symbol.records)
        elif symbol.kind == "propose":
            targets = tuple(Target("measure", 1, record=self.ids[r], base=self.base) for r in symbol.records)
            cites += [str(self.origin.act.cite)] if self.rival else []
        others = [(p, g) for p in self.parties for g in (1, 2) if (p, g) != symbol.log]
        return Header(
            v=1,
            log="",
            seq=0,
            prev="",
            kind=symbol.kind,
            post=f"{symbol.log[0]}:X",
            signed_at=START,
            label=self.label,
            seen={f"{p}/{g}": EVERYTHING for p, g in others},
            cites=tuple(cites),
            targets=targets,
            body=BodyRef("0" * 64, 2) if symbol.kind == "propose" else None,
        )

    def local(self, log: LogName, marks: Mapping[str, str] = {}, facts: frozenset[Symbol] = frozenset()) -> Local:
        """The one object for this log, these marks and these acts."""
        key = (log, frozenset(marks.items()), facts)
        found = self.locals.get(key)
        if found is None:
            found = self.locals[key] = Local(log, dict(marks), facts, len(self.locals))
        return found

    def start(self) -> tuple[Local, ...]:
        """Every party's empty log."""
        return tuple(self.local((p, 1)) for p in self.parties)

    def step(self, local: Local, symbol: Symbol, missing: frozenset[Symbol] = frozenset()) -> Local | None:
        """The log after this act, or None where gate 1 does not admit it. `missing`: cited acts that are not admitted in this view."""
        key = (symbol, missing)
        if key not in local.after:
            local.after[key] = self._judge(local, symbol, missing)
        return local.after[key]

    def _judge(self, local: Local, symbol: Symbol, missing: frozenset[Symbol]) -> Local | None:
        self.judged += 1
        held = dict(self.genesis)
        todo = [c for c in symbol.cites if c not in missing] + [
            self.by_id[i] for i in map(_act_of, local.marks.values()) if i in self.by_id
        ]
        while todo:
            cited = todo.pop()
            held[cited.act.id] = Decided(cited.act, "admitted")
            todo += cited.cites
        act = Act(symbol.act.id, symbol.log, EVERYTHING if symbol.kind != "open" else 0, symbol.act.header)
        verdict = admit.judge(act, Bench(self.parties, local.marks, held), self.rules)
        assert verdict.status != "waiting", verdict
        if verdict.status != "admitted":
            return None
        marks = {**local.marks, **{s: str(symbol.act.cite) if s.startswith("open:") else "set" for s, _ in verdict.marks}}
        return self.local(local.log, marks, local.facts | {symbol})

    def rename(self, local: Local, order: tuple[int, ...]) -> Local:
        """The same log with the parties exchanged."""
        found = local.renamed.get(order)
        if found is None:
            log = (self.parties[order[self.parties.index(local.log[0])]], local.log[1])
            marks = {self._renamed_text(s, order): self._renamed_text(v, order) for s, v in local.marks.items()}
            found = self.local(log, marks, frozenset(self.renamed(s, order) for s in local.facts))
            local.renamed[order] = found
        return found

    def renamed(self, symbol: Symbol, order: tuple[int, ...]) -> Symbol:
        """The same act with the parties exchanged."""
        if symbol.number == 99:
            return symbol
        log = (self.parties[order[self.parties.index(symbol.log[0])]], symbol.log[1])
        cites = tuple(self.renamed(c, order) for c in symbol.cites)
        if symbol.kind == "conclude":
            cites = (cites[0], *sorted(cites[1:], key=lambda c: c.log))
        return self.symbol(symbol.kind, log, cites, symbol.number, symbol.records, symbol.branch)

    def _renamed_text(self, text: str, order: tuple[int, ...]) -> str:
        head, colon, act = text.partition(":")
        if colon and act in self.by_id:
            return f"{head}:{self.renamed(self.by_id[act], order).act.id}"
        known = self.by_id.get(_act_of(text))
        return str(self.renamed(known, order).act.cite) if known is not None and not colon else text


def _act_of(text: str) -> str:
    return text.rpartition("/")[2]


def moves(
    engine: Engine,
    local: Local,
    facts: Iterable[Symbol],
    proposals: int,
    targets: Sequence[tuple[str, ...]] = (("r",),),
    branch: str = "",
) -> Iterator[Symbol]:
    """Every act that a party could put at the end of its log, `facts` being the admitted acts it can cite (its own among them)."""
    log, party = local.log, local.log[0]
    own = [f for f in local.facts if f.kind == "propose"]
    if len(own) < proposals:
        for records in targets:
            yield engine.symbol("propose", log, number=len(own), records=records, branch=branch)
    acceptances: dict[Symbol, dict[str, Symbol]] = {}
    mine = []
    for fact in facts:
        if fact.kind == "propose" and fact.log[0] != party:
            yield engine.symbol("accept", log, (fact,), branch=branch)
        elif fact.kind == "propose":
            mine.append(fact)
        elif fact.kind == "accept" and fact.cites[0].log[0] == party:
            acceptances.setdefault(fact.cites[0], {})[fact.log[0]] = fact
        elif fact.kind == "conclude" and fact.log[0] != party:
            yield engine.symbol("confirm", log, (fact,), branch=branch)
    for proposal in mine:
        yield engine.symbol("withdraw", log, (proposal,), branch=branch)
        by = acceptances.get(proposal, {})
        again = sum(f.kind == "conclude" and f.cites[0] is proposal for f in local.facts)
        if again < 2:
            yield engine.symbol("conclude", log, (proposal, *(by[p] for p in sorted(by))), number=again, branch=branch)


def concluded(facts: Iterable[Symbol]) -> dict[str, set[Symbol]]:
    """The conclusions of each record's revision."""
    found: dict[str, set[Symbol]] = {}
    for fact in facts:
        if fact.kind == "conclude":
            for record in fact.cites[0].records:
                found.setdefault(record, set()).add(fact)
    return found


def in_effect(facts: Iterable[Symbol], parties: Sequence[str]) -> dict[str, set[Symbol]]:
    """The conclusions that every other party has confirmed, by record."""
    facts = list(facts)
    confirmed: dict[Symbol, set[str]] = {}
    for fact in facts:
        if fact.kind == "confirm":
            confirmed.setdefault(fact.cites[0], set()).add(fact.log[0])
    whole = [f for f in facts if f.kind == "conclude" and confirmed.get(f, set()) | {f.log[0]} >= set(parties)]
    return concluded(whole)


@dataclass
class Result:
    """How an exploration ended: states, acts of the longest shortest history, whether nothing was left, the counterexample if any."""

    states: int
    depth: int
    complete: bool
    trace: tuple[Symbol | str, ...] = ()
    judged: int = 0

    @property
    def words(self) -> str:
        """The counterexample on one line."""
        return "  ".join(map(str, self.trace))


def any_act(
    engine: Engine,
    proposals: int,
    depth: int = 10**6,
    targets: Sequence[tuple[str, ...]] = (("r",),),
    symmetric: bool = True,
    bad: Callable[[frozenset[Symbol], Sequence[str]], bool] | None = None,
    each: Callable[[tuple[Local, ...], frozenset[Symbol]], None] | None = None,
    opens: bool = False,
    seconds: float = 1e9,
) -> Result:
    """Any party appends any act at any time, knowing everything that exists: every delay, reordering, partition and crash without loss.

    With `opens` the first party may open a second generation and write on in both. Ends at the first state that is `bad` (by default:
    two conclusions of one revision), at `depth` acts, after `seconds`, or when nothing is left.
    """
    bad = bad or two_conclusions
    first = engine.start()
    orders = [o for o in permutations(range(len(engine.parties))) if symmetric] or [tuple(range(len(engine.parties)))]
    parents: dict[tuple[Local, ...], tuple[tuple[Local, ...], Symbol] | None] = {first: None}
    layer, reached, until = [first], 0, time.monotonic() + seconds
    while layer and reached < depth and time.monotonic() < until:
        following = []
        for state in layer:
            if time.monotonic() > until:
                return Result(len(parents), reached, False, (), engine.judged)
            facts = frozenset().union(*(x.facts for x in state))
            if each is not None:
                each(state, facts)
            openings = _openings(engine, state) if opens else ()
            for index, local in enumerate((*state, *openings)):
                for symbol in moves(engine, local, facts, proposals, targets):
                    after = engine.step(local, symbol)
                    if after is None or after is local:
                        continue
                    new = (*state[:index], after, *state[index + 1 :])
                    if symbol.kind in ("conclude", "confirm") and bad(facts | {symbol}, engine.parties):
                        return Result(len(parents), reached + 1, False, (*_path(parents, state), symbol), engine.judged)
                    if symmetric:
                        new = _canonical(engine, new, orders)
                    if new not in parents:
                        parents[new] = (state, symbol)
                        following.append(new)
        layer = following
        reached += bool(layer)
    return Result(len(parents), reached, not layer, (), engine.judged)


def _openings(engine: Engine, state: tuple[Local, ...]) -> Iterator[Local]:
    """The first party's second generation as it could begin now: with the marks of the first as they are."""
    first = state[0]
    if len(state) == len(engine.parties) and first.facts:
        log = (first.log[0], 2)
        cited = max(first.facts, key=lambda f: f.act.id)
        begun = engine.step(engine.local(log, first.marks), engine.symbol("open", log, (cited,)))
        assert begun is not None
        yield begun


def two_conclusions(facts: frozenset[Symbol], parties: Sequence[str]) -> bool:
    """Whether one revision has two conclusions."""
    return any(len(found) > 1 for found in concluded(facts).values())


def two_in_effect(facts: frozenset[Symbol], parties: Sequence[str]) -> bool:
    """Whether one revision has two texts in effect."""
    return any(len(found) > 1 for found in in_effect(facts, parties).values())


def _canonical(engine: Engine, state: tuple[Local, ...], orders: Sequence[tuple[int, ...]]) -> tuple[Local, ...]:
    """One representative of the states that differ only in who is who."""
    best, key = state, tuple(x.serial for x in state)
    for order in orders[1:]:
        other = tuple(sorted((engine.rename(x, order) for x in state), key=lambda x: x.log))
        serials = tuple(x.serial for x in other)
        if serials < key:
            best, key = other, serials
    return best


def _path(parents: Mapping[tuple[Local, ...], tuple[tuple[Local, ...], Symbol] | None], state: tuple[Local, ...]) -> list[Symbol]:
    """The acts that lead to a state. (Under exchange of parties each act is told in the names of its own step.)"""
    path = []
    while (step := parents[state]) is not None:
        state, symbol = step
        path.append(symbol)
    return path[::-1]


def way_on(engine: Engine, state: tuple[Local, ...], record: str = "r") -> str:
    """Whether, whoever proposes anew, all can accept, it can conclude and all can confirm; says who could not. Empty where all can."""
    for index, local in enumerate(state):
        new = engine.symbol("propose", local.log, number=50, records=(record,))
        mine = engine.step(local, new)
        accepts = [engine.symbol("accept", x.log, (new,)) for x in state if x is not local]
        if mine is None or not all(engine.step(x, a) for x, a in zip([x for x in state if x is not local], accepts, strict=True)):
            return f"{engine.parties[index]} proposes anew"
        if engine.step(mine, engine.symbol("conclude", local.log, (new, *accepts))) is None:
            return f"{engine.parties[index]} concludes"
    return ""


def without(*numbers: str, rules: Mapping[str, Rules] = admit.RULES) -> dict[str, Rules]:
    """The rules but for these numbers."""
    return {k: Rules(tuple(c for c in r.checks if c.number not in numbers), r.effect) for k, r in rules.items()}


def replaced(kind: str, rule: Rule, rules: Mapping[str, Rules] = admit.RULES) -> dict[str, Rules]:
    """The rules with one of a kind's rules put in place of the one of its number."""
    old = rules[kind]
    return {**rules, kind: Rules(tuple(rule if c.number == rule.number else c for c in old.checks), old.effect)}


@dataclass(frozen=True)
class World:
    """Nodes with views: what stands in each log, how much of it each node has read, and whether the first party's crash is still to come.

    `logs` are the parties' logs and, after a crash, the log in which the first party goes on: a new generation or, unknowingly, a branch.
    """

    logs: tuple[tuple[Symbol, ...], ...]
    read: tuple[tuple[int, ...], ...]
    crashed: bool = False
    again: Local | None = None  # where the further log begins
    kept: int = 0  # how much of its first log the restored node knew
    shown: frozenset[Symbol] = frozenset()  # conclusions that anyone was told of


Choice = Callable[[Engine, Local, frozenset[Symbol]], Iterable[Symbol]]


@dataclass
class Views:
    """An exploration of nodes that act on what they have read; acts arrive log by log in order, a node waits for what is cited."""

    engine: Engine
    choose: Choice
    restore: str = ""  # "", "all", "one", "open": how the first party comes back from its backup
    early: bool = False  # an author shows its own conclusion before anyone else holds it
    limit: int = 8  # acts in all logs together
    parents: dict[World, tuple[World, str] | None] = field(default_factory=dict)
    final: list[World] = field(default_factory=list)
    _prefixes: dict[tuple[Local, tuple[Symbol, ...]], Local] = field(default_factory=dict)

    def local(self, world: World, log: int, length: int | None = None) -> Local:
        """What a prefix of a log amounts to."""
        n = len(self.engine.parties)
        start = self.engine.local((self.engine.parties[log], 1)) if log < n else world.again
        assert start is not None
        acts = world.logs[log] if length is None else world.logs[log][:length]
        found = self._prefixes.get((start, acts))
        if found is None:
            found = start
            for symbol in acts:
                after = self.engine.step(found, symbol)
                assert after is not None, f"{symbol} was admitted where it was written"
                found = after
            self._prefixes[start, acts] = found
        return found

    def writes(self, world: World, node: int) -> int:
        """The log at whose end the node writes."""
        return len(self.engine.parties) if node == 0 and world.again is not None else node

    def facts(self, world: World, node: int, read: tuple[int, ...]) -> frozenset[Symbol]:
        """The admitted acts that a node holds: its own, and of the other logs as much as it has read."""
        own = self.writes(world, node)
        return frozenset().union(*(self.local(world, i, None if i == own else read[i]).facts for i in range(len(world.logs))))

    def everything(self, world: World) -> frozenset[Symbol]:
        """What a node that reads all logs to their ends holds."""
        return frozenset().union(*(self.local(world, i).facts for i in range(len(world.logs))))

    def readings(self, world: World, node: int) -> Iterator[tuple[tuple[int, ...], frozenset[Symbol]]]:
        """How far the node may have read by now: any prefixes from where it was on, with nothing cited left out."""
        own, row = self.writes(world, node), world.read[node]
        ends = [(row[i],) if i == own or self._torn(world, node, i) else range(row[i], len(acts) + 1) for i, acts in enumerate(world.logs)]
        for read in product(*ends):
            facts = self.facts(world, node, read)
            new = (s for i, acts in enumerate(world.logs) if i != own for s in acts[row[i] : read[i]])
            if all(c in facts or c.number == 99 for s in new for c in s.cites):
                yield read, facts

    def run(self, seconds: float = 1e9) -> Result:
        """Explore until nothing is left, or two conclusions of one revision were shown."""
        n, until = len(self.engine.parties), time.monotonic() + seconds
        first = World(((),) * n, ((0,) * n,) * n)
        self.parents[first] = None
        layer, depth = [first], 0
        while layer and time.monotonic() < until:
            following = []
            for world in layer:
                if time.monotonic() > until:
                    return Result(len(self.parents), depth, False)
                count = 0
                for words, new in self.steps(world):
                    count += 1
                    if new in self.parents:
                        continue
                    self.parents[new] = (world, words)
                    if two_conclusions(new.shown, self.engine.parties):
                        return Result(len(self.parents), depth + 1, False, self.trace(new))
                    following.append(new)
                if not count:
                    self.final.append(world)
            layer, depth = following, depth + bool(following)
        return Result(len(self.parents), depth, not layer)

    def trace(self, world: World) -> tuple[str, ...]:
        """The steps that lead to a world."""
        path: list[str] = []
        while (step := self.parents[world]) is not None:
            world, words = step
            path.append(words)
        return tuple(path[::-1])

    def steps(self, world: World) -> Iterator[tuple[str, World]]:
        """Everything that can happen next, with what is shown then. Reading is part of the act (or crash) that follows it."""
        for words, new in (*self._acts(world), *self._crashes(world)):
            shown = frozenset(f for f in self.everything(new) if f.kind == "conclude") | new.shown
            yield words, replace(new, shown=shown)

    def _acts(self, world: World) -> Iterator[tuple[str, World]]:
        if sum(map(len, world.logs)) >= self.limit:
            return
        for node in range(len(self.engine.parties)):
            log = self.writes(world, node)
            local = self.local(world, log)
            for read, facts in self.readings(world, node):
                for symbol in self.choose(self.engine, local, facts):
                    after = self.engine.step(local, symbol)
                    if after is not None and after is not local:
                        logs = (*world.logs[:log], (*world.logs[log], symbol), *world.logs[log + 1 :])
                        reads = (*world.read[:node], read, *world.read[node + 1 :])
                        yield str(symbol), replace(world, logs=logs, read=reads)

    def _torn(self, world: World, node: int, log: int) -> bool:
        """Whether a node's copy of the first party's log is on the other branch than this one."""
        if self.restore != "one" or world.again is None:
            return False
        if log == len(self.engine.parties):
            return world.read[node][0] != world.kept
        return log == 0 and (node == 0 or world.read[node][-1] > 0)

    def _crashes(self, world: World) -> Iterator[tuple[str, World]]:
        """The first party loses its node; before that, each partner has read some prefix of its log."""
        if world.crashed or not self.restore or not world.logs[0]:
            return
        n = len(self.engine.parties)
        for held in product(*(range(row[0], len(world.logs[0]) + 1) for row in world.read[1:])):
            published = max(held)
            logs = (world.logs[0][:published], *world.logs[1:])
            rows = tuple((h, *row[1:]) for h, row in zip(held, world.read[1:], strict=True))
            lost = set(world.logs[0][published:])
            shown = world.shown if self.early else world.shown - lost
            after = replace(world, logs=logs, crashed=True, shown=shown)
            if self.restore == "all" or (self.restore == "one" and min(held) == published):
                yield f"A restored with its {published} acts", replace(after, read=((0,) * n, *rows))
                continue
            read = tuple((*row, 0) for row in rows)
            for known in [min(held)] if self.restore == "one" else range(1, published + 1):
                log = (self.engine.parties[0], 1 if self.restore == "one" else 2)
                before = self.local(world, 0, known)
                start = before if self.restore == "one" else self.engine.local(log, before.marks)
                opening = () if self.restore == "one" else (self.engine.symbol("open", log, (world.logs[0][known - 1],)),)
                mine = (known, *(0,) * n)
                yield (
                    f"A restored with {known} of {published} acts",
                    replace(after, logs=(*logs, opening), read=(mine, *read), again=start, kept=known),
                )


def honest(proposals: int) -> Choice:
    """Whatever gate 1 admits, but nothing new on a revision on which a conclusion was read."""

    def choose(engine: Engine, local: Local, facts: frozenset[Symbol]) -> Iterator[Symbol]:
        done = concluded(facts)
        for symbol in moves(engine, local, facts, proposals, branch="'" if any(f.branch for f in local.facts) else ""):
            if symbol.kind == "confirm" or not done:
                yield symbol

    return choose


def crossing(engine: Engine, local: Local, facts: frozenset[Symbol]) -> Iterator[Symbol]:
    """Two texts that cross, a third party that only accepts: the honest moves that matter where three parties disagree."""
    for symbol in honest(1)(engine, local, facts):
        if symbol.kind in ("accept", "conclude") or (symbol.kind == "propose" and symbol.log[0] != CODES[2]):
            yield symbol


def rota(engine: Engine, local: Local, facts: frozenset[Symbol]) -> Iterator[Symbol]:
    """The advice for crossing proposals: the text of the party whose turn it is holds, all others accept it."""
    party = local.log[0]
    done = [f for f in facts if f.kind == "conclude"]
    if done:
        if done[0].log[0] != party:
            yield engine.symbol("confirm", local.log, (done[0],))
        return
    still = [f for f in facts if f.kind == "propose" and not (f.log == local.log and f"closed:{f.act.id}" in local.marks)]
    holder = min(still, key=lambda f: f.log, default=None)
    if not any(f.kind == "propose" for f in local.facts) and (holder is None or not any(f.kind == "accept" for f in local.facts)):
        yield engine.symbol("propose", local.log, records=("r",))
    if holder is None:
        return
    if holder.log[0] != party:
        yield engine.symbol("accept", local.log, (holder,))
        return
    given = sorted((f for f in facts if f.kind == "accept" and f.cites[0] is holder), key=lambda f: f.log)
    if len(given) == len(engine.parties) - 1:
        yield engine.symbol("conclude", local.log, (holder, *given))


def stubborn(engine: Engine, local: Local, facts: frozenset[Symbol]) -> Iterator[Symbol]:
    """Never yields while its own text is open: what the rota is for."""
    for symbol in rota(engine, local, facts):
        mine = any(f.kind == "propose" for f in local.facts)
        if symbol.kind != "accept" or not mine:
            yield symbol


@dataclass
class Forks:
    """Three parties, the first of which writes two branches of one log: each of the others holds one branch and acts on what it holds.

    A view is what the three logs amount to at one honest node. What the other branch carries is not held there: what rests on it is void.
    """

    engine: Engine
    proposals: int = 1
    depth: int = 8
    split: int = 0  # states in which the two views hold different conclusions

    def run(self, bad: Callable[[frozenset[Symbol], Sequence[str]], bool] = two_conclusions, seconds: float = 1e9) -> Result:
        """Explore; ends where one view has two conclusions of one revision, or two texts are in effect in the two views together."""
        start = (self.engine.start(), self.engine.start(), False)
        parents: dict[object, tuple[tuple[object, ...], str] | None] = {start: None}
        layer, reached, until = [start], 0, time.monotonic() + seconds
        while layer and reached < self.depth and time.monotonic() < until:
            following = []
            for state in layer:
                if time.monotonic() > until:
                    return Result(len(parents), reached, False)
                for symbol, new in self._steps(*state):
                    if new in parents:
                        continue
                    parents[new] = (state, str(symbol))
                    following.append(new)
                    left, right = (frozenset().union(*(x.facts for x in view)) for view in new[:2])
                    parties = self.engine.parties
                    whole = [in_effect(left, parties), in_effect(right, parties)]
                    effect = {r: whole[0].get(r, set()) | whole[1].get(r, set()) for r in "rs"}
                    if bad(left, parties) or bad(right, parties) or any(len(found) > 1 for found in effect.values()):
                        path, at = [], new
                        while (step := parents[at]) is not None:
                            path.append(step[1])
                            at = step[0]
                        return Result(len(parents), reached + 1, False, tuple(path[::-1]))
                    self.split += two_conclusions(left | right, parties)
            layer, reached = following, reached + bool(following)
        return Result(len(parents), reached, not layer)

    def _steps(self, left: tuple[Local, ...], right: tuple[Local, ...], apart: bool) -> Iterator[tuple[Symbol, tuple[object, ...]]]:
        views = (left, right)
        facts = [frozenset().union(*(x.facts for x in view)) for view in views]
        if not apart:
            for symbol in moves(self.engine, left[0], facts[0], self.proposals):
                new = self._put(views, facts, symbol, 0, (0, 1))
                if new is not None:
                    yield symbol, (*new, False)
        for side, branch in ((0, "x"), (1, "y")):
            for symbol in moves(self.engine, views[side][0], facts[side], self.proposals, branch=branch):
                new = self._put(views, facts, symbol, 0, (side,))
                if new is not None:
                    yield symbol, (*new, True)
            writer = side + 1  # the second party holds the first branch, the third the second
            for symbol in moves(self.engine, views[side][writer], facts[side], self.proposals):
                if self.engine.step(views[side][writer], symbol) is None:
                    continue  # an honest node says nothing void
                new = self._put(views, facts, symbol, writer, (0, 1))
                if new is not None:
                    yield symbol, (*new, apart)

    def _put(
        self, views: tuple[tuple[Local, ...], ...], facts: Sequence[frozenset[Symbol]], symbol: Symbol, writer: int, sides: Sequence[int]
    ) -> tuple[tuple[Local, ...], ...] | None:
        """The views after an act, or None where it changes neither."""
        new = list(views)
        for side in sides:
            missing = frozenset(c for c in symbol.cites if c not in facts[side] and c.number != 99)
            after = self.engine.step(views[side][writer], symbol, missing)
            if after is not None:
                new[side] = (*views[side][:writer], after, *views[side][writer + 1 :])
        return tuple(new) if tuple(new) != views else None


def run(minutes: float) -> None:
    """The deep runs, each for its share of the time; prints what each covered, raises AssertionError with a counterexample's history."""
    several = (("r",), ("s",), ("r", "s"))
    jobs: list[tuple[str, Callable[[float], Result]]] = [
        ("3 parties, 2 proposals each, any act", lambda s: any_act(Engine(3), 2, seconds=s)),
        ("2 parties, 4 proposals each, any act", lambda s: any_act(Engine(2), 4, seconds=s)),
        ("4 parties, 1 proposal each, any act", lambda s: any_act(Engine(4), 1, seconds=s)),
        ("2 parties, 3 proposals each on one or two records", lambda s: any_act(Engine(2), 3, targets=several, seconds=s)),
        ("3 parties, 2 proposals each on one or two records", lambda s: any_act(Engine(3), 2, targets=several, seconds=s)),
        ("2 parties, two generations at once: in effect", lambda s: any_act(Engine(2), 2, opens=True, bad=two_in_effect, seconds=s)),
        ("2 parties with views, restored", lambda s: Views(Engine(2), honest(2), "all", limit=11).run(s)),
        ("3 parties with views, restored", lambda s: Views(Engine(3), honest(1), "all", limit=10).run(s)),
        ("3 parties with views, a new generation", lambda s: Views(Engine(3), honest(1), "open", limit=10).run(s)),
        ("3 parties, one forks its log", lambda s: Forks(Engine(3), 2, depth=99).run(seconds=s)),
    ]
    until = time.monotonic() + 60 * minutes
    for index, (words, job) in enumerate(jobs):
        began = time.monotonic()
        result = job(max(1.0, (until - began) / (len(jobs) - index)))
        assert not result.trace, f"{words}: {result.words}"
        covered = "nothing left" if result.complete else "time was up"
        print(f"{words}: {result.states:,} states, {result.depth} acts, {covered}, {time.monotonic() - began:.0f} s", flush=True)


if __name__ == "__main__":
    run(float(sys.argv[1]) if len(sys.argv) > 1 else 10)
