"""A record's acts, in canonical order, to its state.

Pure. Canonical order: log order, then what an author had `seen`, then ties by act id; it depends on the set of acts alone, so every node
reaches the same state whatever the order of delivery, and a second delivery changes nothing (docs/protocol.md section 7).
Serves I1 and every clause: what is agreed, what is open, whose move it is.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from entente.kernel.act import Act, Cite, Header, LogName, parse_cite
from entente.kernel.gate1.ruling import records


class Move(NamedTuple):
    """Whose move: a party, what it may do next ("accept", "conclude", "confirm"), and about which act."""

    party: str
    verb: str
    act: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposal on the record as it stands: `state` is open, closed, concluded, or overtaken (another text was concluded)."""

    cite: Cite
    index: int  # which of its targets, and of its body's texts, is this record
    base: str | None  # act id of the conclusion it builds on
    signed_at: str
    expires_at: str | None
    state: str
    accepted: Mapping[str, Cite]
    declined: Mapping[str, Cite]


@dataclass(frozen=True, slots=True)
class Agreed:
    """A concluded text: its proposal, its conclusion, who has confirmed, and since when it is in effect (None: not yet)."""

    proposal: Cite
    index: int
    conclusion: Cite
    concluded_at: str
    confirmed: Mapping[str, Cite]
    in_effect_at: str | None


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of an own record: the act, and the later own act that superseded or withdrew it."""

    cite: Cite
    signed_at: str
    closed_by: Cite | None


@dataclass(frozen=True, slots=True)
class Record:
    """A record's state. `state`: proposed, lapsed (nothing open, nothing concluded), concluded, in-effect; issued, withdrawn."""

    id: str
    type: str
    schema: int
    party: str | None  # the author of an own record; None for a joint one
    state: str
    proposals: tuple[Proposal, ...] = ()
    agreed: tuple[Agreed, ...] = ()
    statements: tuple[Statement, ...] = ()
    withdrawn_at: str | None = None
    withheld: Mapping[str, str] = field(default_factory=dict)  # act id to "purged" or "spilled": its body is used nowhere
    moves: tuple[Move, ...] = ()
    history: tuple[Cite, ...] = ()


class Said(NamedTuple):
    """An admitted act, whose header therefore reads."""

    act: Act
    header: Header

    def target_of(self, record: str) -> int | None:
        """Which of its targets is the record."""
        about = records(self.act.id, self.header)
        return about.index(record) if record in about else None


def canonical_order(acts: Iterable[Act]) -> list[Act]:
    """The acts so that none comes before one its log or its `seen` puts earlier; among free ones the least act id first."""
    logs: dict[LogName, list[Act]] = {}
    for act in sorted({a.id: a for a in acts}.values(), key=lambda a: (a.log, a.seq)):
        logs.setdefault(act.log, []).append(act)
    following = dict.fromkeys(logs, 0)  # of each log, which of its acts comes next
    waiting: dict[LogName, list[LogName]] = {}  # behind a log those whose next act had read further in it
    ready: list[tuple[str, LogName]] = []  # free acts by id, with their log

    def offer(log: LogName) -> None:
        """Puts the next act of a log among those that are free, or the log behind another."""
        if following[log] == len(logs[log]):
            return
        act = logs[log][following[log]]
        for name, size in (act.header.seen if act.header else {}).items():
            party, _, generation = name.partition("/")
            other = (party, int(generation))
            if other in logs and following[other] < len(logs[other]) and logs[other][following[other]].seq < size:
                waiting.setdefault(other, []).append(log)
                return
        heapq.heappush(ready, (act.id, log))

    for log in logs:
        offer(log)
    order = []
    while ready:
        _, log = heapq.heappop(ready)
        order.append(logs[log][following[log]])
        following[log] += 1
        for held in waiting.pop(log, []):
            offer(held)
        offer(log)
    return order


def fold(record: str, acts: Iterable[Act], parties: Sequence[str], closed: Mapping[str, str]) -> Record | None:
    """The record's state from the admitted acts that touch it; None where no act creates it.

    Reads headers only; who holds the bodies, and what they say, is the caller's. The acts must all be admitted by gate 1; `closed` (act id
    to the citation of what closed it) is gate 1's word on which proposals and statements a later act of their author closed, and the
    caller's on which fell with another of their targets: a proposal on several records, one of which was concluded otherwise.
    """
    order = [Said(act, act.header) for act in canonical_order(acts) if act.header is not None]
    for said in order:
        if said.header.kind in ("propose", "state") and record in records(said.act.id, said.header):
            return _own(record, order, closed) if said.header.kind == "state" else _joint(record, order, parties, closed)
    return None


def _by_first_cite(order: Sequence[Said], *kinds: str) -> list[tuple[str, Said]]:
    """The acts of these kinds, each with the id of the act it cites first."""
    return [(parse_cite(said.header.cites[0]).act, said) for said in order if said.header.kind in kinds and said.header.cites]


def _withheld(order: Sequence[Said]) -> dict[str, str]:
    """Bodies no fold may use: purged for good, or under a spill report that was not withdrawn."""
    taken_back = {cited for cited, _ in _by_first_cite(order, "withdraw")}
    spilled = {cited: "spilled" for cited, said in _by_first_cite(order, "spill") if said.act.id not in taken_back}
    return {**spilled, **{cited: "purged" for cited, _ in _by_first_cite(order, "purge")}}


def _own(record: str, order: Sequence[Said], closed: Mapping[str, str]) -> Record:
    revisions = [said for said in order if said.header.kind in ("state", "supersede") and said.target_of(record) is not None]
    statements = tuple(
        Statement(act.cite, header.signed_at, parse_cite(closed[act.id]) if act.id in closed else None) for act, header in revisions
    )
    by = statements[-1].closed_by
    last = revisions[-1].header.targets[0]
    return Record(
        id=record,
        type=last.type,
        schema=last.schema,
        party=revisions[0].act.party,
        state="withdrawn" if by else "issued",
        statements=statements,
        withdrawn_at=next((header.signed_at for act, header in order if by and act.id == by.act), None),
        withheld=_withheld(order),
        history=tuple(act.cite for act, _ in order),
    )


def _joint(record: str, order: Sequence[Said], parties: Sequence[str], closed: Mapping[str, str]) -> Record:
    proposals = _proposals(record, order, closed)
    agreed = _agreed(proposals, order, parties)
    concluded = {a.proposal.act for a in agreed}
    bases = {p.base for p in proposals.values() if p.cite.act in concluded}
    settled = tuple(replace(p, state=_settled_state(p, concluded, bases)) for p in proposals.values())
    newest = agreed[-1].proposal.act if agreed else next(iter(proposals))
    target = next(said.header.targets[said.target_of(record) or 0] for said in order if said.act.id == newest)
    if agreed:
        state = "in-effect" if agreed[-1].in_effect_at else "concluded"
    else:
        state = "proposed" if any(p.state == "open" for p in settled) else "lapsed"
    return Record(
        id=record,
        type=target.type,
        schema=target.schema,
        party=None,
        state=state,
        proposals=settled,
        agreed=agreed,
        withheld=_withheld(order),
        moves=_moves(settled, agreed, parties),
        history=tuple(act.cite for act, _ in order),
    )


def _settled_state(proposal: Proposal, concluded: set[str], bases: set[str | None]) -> str:
    """What conclusions make of a proposal: the one concluded, or overtaken by it; a closed one stays closed."""
    if proposal.cite.act in concluded:
        return "concluded"
    return "overtaken" if proposal.state == "open" and proposal.base in bases else proposal.state


def _proposals(record: str, order: Sequence[Said], closed: Mapping[str, str]) -> dict[str, Proposal]:
    """The record's proposals by act id, with the answers to each; open until their author closed them."""
    answers: dict[tuple[str, str], dict[str, Cite]] = {}
    for kind in ("accept", "decline"):
        for cited, (act, _) in _by_first_cite(order, kind):
            answers.setdefault((kind, cited), {})[act.party] = act.cite
    found: dict[str, Proposal] = {}
    for said in order:
        (act, header), index = said, said.target_of(record)
        if header.kind != "propose" or index is None:
            continue
        base = header.targets[index].base
        found[act.id] = Proposal(
            cite=act.cite,
            index=index,
            base=parse_cite(base).act if base else None,
            signed_at=header.signed_at,
            expires_at=header.expires_at,
            state="closed" if act.id in closed else "open",
            accepted=answers.get(("accept", act.id), {}),
            declined=answers.get(("decline", act.id), {}),
        )
    return found


def _agreed(proposals: Mapping[str, Proposal], order: Sequence[Said], parties: Sequence[str]) -> tuple[Agreed, ...]:
    """The concluded texts in the order in which each builds on the one before."""
    confirmed: dict[str, dict[str, Said]] = {}
    for cited, said in _by_first_cite(order, "confirm"):
        confirmed.setdefault(cited, {})[said.act.party] = said
    by_base: dict[str | None, Agreed] = {}
    for cited, (act, header) in _by_first_cite(order, "conclude"):
        if cited not in proposals:
            continue
        proposal = proposals[cited]
        by = confirmed.get(act.id, {})
        complete = set(by) | {act.party} >= set(parties)
        times = [header.signed_at, *(said.header.signed_at for said in by.values())]
        found = Agreed(
            proposal.cite,
            proposal.index,
            act.cite,
            header.signed_at,
            {party: said.act.cite for party, said in by.items()},
            max(times) if complete else None,
        )
        held = by_base.get(proposal.base)
        # two conclusions on one base come only from a party that writes two generations: what all confirmed holds
        if held is None or (complete and held.in_effect_at is None):
            by_base[proposal.base] = found
    chain: list[Agreed] = []
    base: str | None = None
    while base in by_base and len(chain) <= len(by_base):
        chain.append(by_base[base])
        base = chain[-1].conclusion.act
    return tuple(chain)


def _moves(proposals: Sequence[Proposal], agreed: Sequence[Agreed], parties: Sequence[str]) -> tuple[Move, ...]:
    """Whose move it is: confirmations outstanding, then open proposals on the current base."""
    moves = [
        Move(party, "confirm", a.conclusion.act)
        for a in agreed
        for party in parties
        if party != a.conclusion.party and party not in a.confirmed
    ]
    base = agreed[-1].conclusion.act if agreed else None
    for proposal in proposals:
        if proposal.state != "open" or proposal.base != base:
            continue
        missing = [p for p in parties if p != proposal.cite.party and p not in proposal.accepted]
        moves += [Move(p, "accept", proposal.cite.act) for p in missing if p not in proposal.declined]
        if any(p in proposal.declined for p in missing):
            moves.append(Move(proposal.cite.party, "withdraw", proposal.cite.act))
        if not missing:
            moves.append(Move(proposal.cite.party, "conclude", proposal.cite.act))
    return tuple(moves)


def current(record: Record) -> tuple[Cite | None, int, bool]:
    """The act whose text counts, which of its texts, and whether it is finalised but not yet in effect; None where no text counts."""
    effective = [agreed for agreed in record.agreed if agreed.in_effect_at is not None]
    if record.agreed:
        chosen = (effective or list(record.agreed))[-1]
        return chosen.proposal, chosen.index, not effective
    if record.statements:
        return record.statements[-1].cite, 0, False
    return None, 0, False
