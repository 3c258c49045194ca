"""A ledger in memory and a table at which several parties write acts: what the tests of the kernel stand on.

Touches nothing outside itself. `Memory` is one node's view of a channel: it takes acts in any order, judges each log in its order and keeps
what waits. `Table` is several parties with a view each. Signatures are left out (test_log.py has them); ids are true hashes of headers.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from random import Random
from typing import Any

import msgspec

from entente.kernel import fold
from entente.kernel.act import Act, BodyRef, Cite, Draft, LogName, Place, Target, act_id, parse_cite, parse_header, render_header
from entente.kernel.gate1 import admit
from entente.kernel.gate1.ruling import Decided, Rules, Verdict, pairs
from entente.kernel.log import opened_from
from entente.kernel.signature import SigningKey

START = "2018-10-02T09:00:00Z"
_encode = msgspec.json.Encoder(order="sorted").encode


def label_for(parties: Iterable[str]) -> dict[str, Any]:
    """A label that releases to these parties."""
    tag = {"tag": "releasable-to", "type": "permissive", "values": sorted(parties)}
    return {"policy": "sample", "classification": "OFFICIAL", "categories": [tag]}


class Memory:
    """One node's acts, marks and verdicts; satisfies `entente.kernel.gate1.ruling.Ledger`."""

    def __init__(self, parties: Iterable[str], rules: Mapping[str, Rules] = admit.RULES) -> None:
        self.parties = tuple(sorted(parties))
        self.rules = rules
        self.logs: dict[LogName, list[Decided]] = {}
        self.inbox: dict[LogName, dict[int, Act]] = {}
        self.verdicts: dict[str, Verdict] = {}
        self.waiting: dict[LogName, Verdict] = {}
        self.cold: set[LogName] = set()
        self._marks: dict[tuple[LogName, str], list[tuple[int, str]]] = {}
        self._times: dict[LogName, str] = {}
        self._seen: dict[LogName, Mapping[str, int]] = {}

    def decided(self, log: LogName) -> int:
        """See `ruling.Ledger`."""
        return len(self.logs.get(log, ()))

    def frozen(self, log: LogName) -> bool:
        """See `ruling.Ledger`."""
        return log in self.cold

    def act(self, cite: Cite) -> Decided | None:
        """See `ruling.Ledger`."""
        log = self.logs.get(cite.log, ())
        return log[cite.seq] if cite.seq < len(log) else None

    def mark(self, log: LogName, subject: str) -> str | None:
        """See `ruling.Ledger`: a later generation falls back on the one before, up to the act its opening cites."""
        limit: int | None = None
        while True:
            for seq, value in reversed(self._marks.get((log, subject), [])):
                if limit is None or seq <= limit:
                    return value
            entries = self.logs.get(log)
            before = opened_from(entries[0].act.header) if entries else None
            if before is None:
                return None
            log, limit = before.log, before.seq

    def time(self, log: LogName) -> str:
        """See `ruling.Ledger`."""
        return self._times.get(log, "")

    def seen(self, log: LogName) -> Mapping[str, int]:
        """See `ruling.Ledger`."""
        return self._seen.get(log, {})

    def receive(self, *acts: Act) -> None:
        """Take acts in any order, any number of times; judge whatever can be judged."""
        for act in acts:
            if act.seq >= self.decided(act.log) and act.log not in self.cold:
                self.inbox.setdefault(act.log, {}).setdefault(act.seq, act)
        self._drain()

    def freeze(self, log: LogName) -> None:
        """Freeze a log as it stands: what lies beyond is dropped, and nobody waits for it."""
        self.cold.add(log)
        self.inbox.pop(log, None)
        self._drain()

    def _drain(self) -> None:
        moved = True
        while moved:
            moved = False
            for log, box in self.inbox.items():
                while (act := box.get(self.decided(log))) is not None:
                    verdict = admit.judge(act, self, self.rules)
                    if verdict.status == "waiting":
                        self.waiting[log] = verdict
                        break
                    self._settle(act, verdict)
                    del box[act.seq]
                    moved = True

    def _settle(self, act: Act, verdict: Verdict) -> None:
        self.waiting.pop(act.log, None)
        self.verdicts[act.id] = verdict
        self.logs.setdefault(act.log, []).append(Decided(act, verdict.status))
        for subject, value in verdict.marks:
            self._marks.setdefault((act.log, subject), []).append((act.seq, value))
        if act.header is not None and verdict.status != "void":
            self._times[act.log] = act.header.signed_at
            self._seen[act.log] = act.header.seen

    def marked(self, prefix: str) -> dict[str, str]:
        """Every mark with this prefix, of all logs: the rest of its subject to its last value."""
        found = ((subject, values[-1][1]) for (_, subject), values in self._marks.items())
        return {subject.removeprefix(prefix): value for subject, value in found if subject.startswith(prefix)}

    def touching(self, record: str) -> list[Act]:
        """The admitted acts that touch a record."""
        entries = (d.act for log in self.logs.values() for d in log)
        return [a for a in entries if self.verdicts[a.id].status == "admitted" and record in self.verdicts[a.id].records]

    def record(self, record: str) -> fold.Record | None:
        """The record's state as this node folds it."""
        return fold.fold(record, self.touching(record), self.parties, self.closed())

    def closed(self) -> dict[str, str]:
        """What a later act of its author closed, and proposals that fell because one of their other records was concluded otherwise."""
        closed, done = self.marked("closed:"), self.marked("concluded:")
        for log in self.logs.values():
            for act, status in log:
                if act.header is None or act.header.kind != "propose" or status != "admitted" or len(act.header.targets) < 2:
                    continue
                for pair in pairs(act.id, act.header):
                    conclusion = self.act(parse_cite(done[pair])) if pair in done else None
                    if conclusion is not None and parse_cite(conclusion.act.header.cites[0]).act != act.id:
                        closed.setdefault(act.id, done[pair])
        return closed

    @property
    def records(self) -> set[str]:
        """Every record that an admitted act touches."""
        return {r for v in self.verdicts.values() if v.status == "admitted" for r in v.records}


class Table:
    """Parties that write acts, each from its own view. `share` brings all views level; `shared=True` does so after every act."""

    def __init__(self, *parties: str, shared: bool = True) -> None:
        self.parties = tuple(sorted(parties))
        self.shared = shared
        self.acts: list[Act] = []
        self.logs: dict[LogName, list[Act]] = {}
        self.views = {p: Memory(self.parties) for p in self.parties}
        self.clock = START
        self._texts = 0

    @property
    def view(self) -> Memory:
        """The first party's view; the one view where all is shared."""
        return self.views[self.parties[0]]

    def say(
        self,
        party: str,
        kind: str,
        *cites: Act | str,
        targets: Iterable[Target] = (),
        text: str | None = None,
        generation: int = 1,
        **raw: Any,
    ) -> Act:
        """One act at the end of the party's log, whatever gate 1 will say of it; `raw` replaces fields of the header as they stand."""
        log = (party, generation)
        own = self.logs.setdefault(log, [])
        view = self.views[party]
        seen = {f"{p}/{g}": view.decided((p, g)) for p, g in list(view.logs) if (p, g) != log}
        draft = Draft(
            kind="note",
            post=f"{party}:MOFA:desk",
            label=label_for(self.parties),
            targets=tuple(targets),
            cites=tuple(c if isinstance(c, str) else str(c.cite) for c in cites),
        )
        place = Place(f"entente/{'0' * 64}/{party}/{generation}", len(own), own[-1].id if own else "0" * 64, seen)
        _, header, why = parse_header(render_header(draft, place, self.clock, None))
        assert header is not None, why
        if text is not None or kind in ("propose", "state", "supersede"):
            self._texts += 1
            raw.setdefault("body", BodyRef(hashlib.sha256((text or f"text {self._texts}").encode()).hexdigest(), 2))
        payload = _encode(msgspec.structs.replace(header, **{"kind": kind, **raw}))
        chain, read, _ = parse_header(payload)
        return self.append(Act(act_id(payload), log, chain.seq, read))

    def append(self, act: Act) -> Act:
        """Put an act into its log and its author's view."""
        self.logs.setdefault(act.log, []).append(act)
        self.acts.append(act)
        self.views[act.party].receive(act)
        if self.shared:
            self.share()
        return act

    def send(self, log: LogName, to: str, count: int) -> None:
        """Deliver the first `count` acts of a log to a party."""
        self.views[to].receive(*self.logs.get(log, [])[: max(count, 0)])

    def share(self) -> None:
        """Deliver everything to everybody."""
        for view in self.views.values():
            view.receive(*self.acts)

    def verdict(self, act: Act) -> Verdict:
        """What the author's view says of an act."""
        view = self.views[act.party]
        return view.verdicts.get(act.id) or view.waiting[act.log]

    def status(self, act: Act) -> tuple[str, str]:
        """Status and rule of the verdict."""
        verdict = self.verdict(act)
        return verdict.status, verdict.rule

    def propose(self, party: str, *about: str | None, base: Act | None = None, cites: Iterable[Act] = (), **raw: Any) -> Act:
        """A proposal: None in `about` is a new record."""
        at = str(base.cite) if base is not None else None
        targets = [Target("measure", 1, record=r, base=at if r else None) for r in about or (None,)]
        return self.say(party, "propose", *cites, targets=targets, **raw)

    def agree(self, proposal: Act, confirm: bool = True) -> Act:
        """Everyone accepts, the proposer concludes, everyone confirms; returns the conclusion."""
        others = [p for p in self.parties if p != proposal.party]
        accepted = [self.say(p, "accept", proposal) for p in others]
        conclusion = self.say(proposal.party, "conclude", proposal, *accepted)
        for party in others if confirm else []:
            self.say(party, "confirm", conclusion)
        return conclusion


KINDS = ("propose", "propose", "accept", "accept", "accept", "conclude", "conclude", "confirm", "confirm", "decline", "withdraw")
OWN = ("state", "supersede", "purge", "spill", "answer", "note", "open")


def grow(table: Table, random: Random, steps: int) -> None:
    """A random history: parties read some of what there is and say things, mostly what is in order, sometimes anything at all."""
    for _ in range(steps):
        party = random.choice(table.parties)
        for log in list(table.logs):
            if random.random() < 0.5:
                table.send(log, party, len(table.logs[log]) - random.choice((0, 0, 1, 3)))
        kind = random.choice(KINDS if random.random() < 0.8 else OWN)
        known = [d.act for entries in table.views[party].logs.values() for d in entries]
        if random.random() < 0.15:
            _anything(table, random, party, kind, known)
        else:
            _in_order(table, random, party, kind, known)


def _anything(table: Table, random: Random, party: str, kind: str, known: list[Act]) -> None:
    """An act that cites what it likes: acts of other kinds, void ones, some that its author has not read."""
    pool = known if random.random() < 0.7 else table.acts
    cites = random.sample(pool, min(len(pool), random.randint(0, 3)))
    raw: dict[str, Any] = {}
    if random.random() < 0.3:
        raw = random.choice([{"signed_at": "2018-10-01T00:00:00Z"}, {"post": "XXX:x"}, {"label": {}}, {"expires_at": START}, {"seen": {}}])
    table.say(party, kind, *cites, targets=[Target("measure", 1)] if kind in ("propose", "state") else (), **raw)


def _in_order(table: Table, random: Random, party: str, kind: str, known: list[Act]) -> None:
    """An act of the form that its kind asks for; whether it stands is gate 1's affair."""

    def some(*kinds: str, own: bool | None = None) -> Act | None:
        found = [a for a in known if a.header and a.header.kind in kinds and own in (None, a.party == party)]
        return random.choice(found[-3:]) if found else None

    if kind == "propose":
        rival, base = some("propose"), some("conclude")
        if base is not None and random.random() < 0.6:
            first = next(a for a in table.acts if str(a.cite) == base.header.cites[0]) if base.header.cites else None
            about = [t.record or first.id for t in first.header.targets[:1]] if first is not None else [None]
            table.propose(party, *about, *([None] if random.random() < 0.3 else []), base=base)
        elif rival is not None and random.random() < 0.6:
            table.propose(party, rival.id, *([None] if random.random() < 0.3 else []), cites=[rival])
        else:
            table.propose(party, *[None] * random.randint(1, 2))
    elif kind == "conclude":
        mine = some("propose", own=True)
        answers = {a.party: a for a in known if mine and a.header and a.header.kind == "accept" and a.header.cites == (str(mine.cite),)}
        if mine is not None:
            table.say(party, "conclude", mine, *answers.values())
    elif kind == "supersede":
        earlier = some("state", "supersede", own=True)
        if earlier is not None and earlier.header.targets:
            record = earlier.header.targets[0].record or earlier.id
            table.say(party, "supersede", targets=[Target("report", 1, record=record, base=str(earlier.cite))])
    elif kind == "state":
        table.say(party, "state", targets=[Target("report", 1)])
    elif kind in ("note", "open"):
        table.say(party, kind)
    else:
        wanted = {"confirm": ("conclude",), "answer": ("purge", "spill"), "purge": ("propose", "state"), "spill": ("propose", "state")}
        own = {"confirm": False, "withdraw": True, "purge": True, "accept": False, "decline": False}.get(kind)
        cited = some(*wanted.get(kind, ("propose", "state") if kind == "withdraw" else ("propose",)), own=own)
        if cited is not None:
            table.say(party, kind, cited)


ROLES = ("root", "act", "checkpoint", "transport")


def keys_of(code: str) -> dict[str, SigningKey]:
    """A party's signing keys, the same in every run."""
    return {role: SigningKey(hashlib.sha256(f"{code} {role}".encode()).digest()) for role in ROLES}


def terms_for(*codes: str) -> dict[str, Any]:
    """The terms of a charter between these parties, as a JSON value."""
    parties = []
    for code in codes:
        public = {role: base64.b64encode(key.public).decode() for role, key in keys_of(code).items()}
        public["encryption"] = base64.b64encode(hashlib.sha256(code.encode()).digest() * 38).decode()
        parties.append({"code": code, "name": {"en": code}, "keys": public, "authorities": [{"code": "MFA", "name": {"en": "Ministry"}}]})
    ceiling = {"policy": "sample", "classification": "OFFICIAL"}
    return {
        "protocol": 1,
        "title": {"en": "Test"},
        "exercise": True,
        "opened_on": "2018-10-02",
        "ceiling": ceiling,
        "parties": parties,
    }
