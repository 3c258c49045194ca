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

from entente.kernel.act import Act, Cite, Header, parse_cite
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


def current(state: Record) -> tuple[Cite | None, int, bool]:
    """The act whose text counts, which of its texts, and whether it is finalised but not yet in effect; None where no text counts."""
    effective = [agreed for agreed in state.agreed if agreed.in_effect_at is not None]
    if state.agreed:
        chosen = (effective or list(state.agreed))[-1]
        return chosen.proposal, chosen.index, not effective
    if state.statements:
        return state.statements[-1].cite, 0, False
    return None, 0, False


def canonical_order(acts: Iterable[Act]) -> list[Act]:
    """The acts so that none comes before one its log or its `seen` puts earlier; among free ones the least act id first."""
    logs: dict[tuple[str, int], list[Act]] = {}
    for act in sorted({a.id: a for a in acts}.values(), key=lambda a: (a.log, a.seq)):
        logs.setdefault(act.log, []).append(act)
    following = dict.fromkeys(logs, 0)
    waiting: dict[tuple[str, int], list[tuple[str, int]]] = {}
    ready: list[tuple[str, tuple[str, int]]] = []

    def offer(log: tuple[str, int]) -> None:
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
    order = canonical_order(acts)
    for act in order:
        header = act.header
        if header is None or header.kind not in ("propose", "state") or record not in records(act.id, header):
            continue
        if header.kind == "state":
            return _own(record, act, order, closed)
        return _joint(record, act, order, parties, closed)
    return None


def _target(act: Act, record: str) -> int | None:
    """The index of the record among the act's targets."""
    if act.header is None:
        return None
    about = records(act.id, act.header)
    return about.index(record) if record in about else None


def _by_first_cite(order: Sequence[Act], *kinds: str) -> list[tuple[str, Act, Header]]:
    """(id of the act cited first, act, its header) for the acts of these kinds."""
    found = []
    for act in order:
        if act.header is not None and act.header.kind in kinds and act.header.cites:
            found.append((parse_cite(act.header.cites[0]).act, act, act.header))
    return found


def _withheld(order: Sequence[Act]) -> dict[str, str]:
    """Bodies no fold may use: purged for good, or under a spill report that was not withdrawn."""
    taken_back = {cited for cited, _, _ in _by_first_cite(order, "withdraw")}
    spilled = {cited: "spilled" for cited, act, _ in _by_first_cite(order, "spill") if act.id not in taken_back}
    return {**spilled, **{cited: "purged" for cited, _, _ in _by_first_cite(order, "purge")}}


def _own(record: str, first: Act, order: Sequence[Act], closed: Mapping[str, str]) -> Record:
    revisions = [
        (act, act.header) for act in order if act.header and act.header.kind in ("state", "supersede") and _target(act, record) is not None
    ]
    statements = tuple(
        Statement(act.cite, header.signed_at, parse_cite(closed[act.id]) if act.id in closed else None) for act, header in revisions
    )
    by = statements[-1].closed_by
    last = revisions[-1][1].targets[0]
    return Record(
        id=record,
        type=last.type,
        schema=last.schema,
        party=first.party,
        state="withdrawn" if by else "issued",
        statements=statements,
        withdrawn_at=next((a.header.signed_at for a in order if by and a.header and a.id == by.act), None),
        withheld=_withheld(order),
        history=tuple(a.cite for a in order),
    )


def _joint(record: str, first: Act, order: Sequence[Act], parties: Sequence[str], closed: Mapping[str, str]) -> Record:
    proposals = _proposals(record, order, closed)
    agreed = _agreed(proposals, order, parties)
    concluded = {a.proposal.act for a in agreed}
    bases = {p.base for p in proposals.values() if p.cite.act in concluded}
    settled = tuple(replace(p, state=_settled_state(p, concluded, bases)) for p in proposals.values())
    newest = agreed[-1].proposal.act if agreed else first.id
    target = next(a.header.targets[_target(a, record) or 0] for a in order if a.header and a.id == newest)
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
        history=tuple(a.cite for a in order),
    )


def _settled_state(proposal: Proposal, concluded: set[str], bases: set[str | None]) -> str:
    """What conclusions make of a proposal: the one concluded, or overtaken by it; a closed one stays closed."""
    if proposal.cite.act in concluded:
        return "concluded"
    return "overtaken" if proposal.state == "open" and proposal.base in bases else proposal.state


def _proposals(record: str, order: Sequence[Act], closed: Mapping[str, str]) -> dict[str, Proposal]:
    """The record's proposals by act id, with the answers to each; open until their author closed them."""
    answers: dict[tuple[str, str], dict[str, Cite]] = {}
    for kind in ("accept", "decline"):
        for cited, act, _ in _by_first_cite(order, kind):
            answers.setdefault((kind, cited), {})[act.party] = act.cite
    found: dict[str, Proposal] = {}
    for act in order:
        header, index = act.header, _target(act, record)
        if header is None or header.kind != "propose" or index is None:
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


def _agreed(proposals: Mapping[str, Proposal], order: Sequence[Act], parties: Sequence[str]) -> tuple[Agreed, ...]:
    """The concluded texts in the order in which each builds on the one before."""
    confirmed: dict[str, dict[str, Act]] = {}
    for cited, act, _ in _by_first_cite(order, "confirm"):
        confirmed.setdefault(cited, {})[act.party] = act
    by_base: dict[str | None, Agreed] = {}
    for cited, act, header in _by_first_cite(order, "conclude"):
        if cited not in proposals:
            continue
        proposal = proposals[cited]
        by = confirmed.get(act.id, {})
        complete = set(by) | {act.party} >= set(parties)
        times = [header.signed_at, *(a.header.signed_at for a in by.values() if a.header)]
        found = Agreed(
            proposal.cite,
            proposal.index,
            act.cite,
            header.signed_at,
            {p: a.cite for p, a in by.items()},
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
