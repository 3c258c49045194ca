"""What follows by itself: our conclusion once all have accepted, our confirmation once another has concluded; our acceptance of a time that
we offered ourselves.

Touches the database. People decide twice, propose and accept; the rest follows unless an officer has asked to hold it.
Who offers times for a meeting has decided (docs/adr/0007-dates-in-two-texts.md). Serves I1, I2.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from entente.kernel.act import Act, Cite, Draft
from entente.kernel.charter import Charter
from entente.kernel.errors import Refusal
from entente.kernel.fold import Record
from entente.node import look
from entente.node.meetings import dates
from entente.node.node import Node
from entente.node.submit import Submission, say_all
from entente.store import logs, partners, records

HOLD = "hold:"


def hold(node: Node, record: str, held: bool) -> None:
    """Asks that nothing follows by itself on a record, or that it may again."""
    partners.set_setting(node.alias, HOLD + record, "held" if held else None)


def follow(node: Node, charter: Charter) -> list[Act]:
    """Says what is due from us without a further decision; gives the acts. Where signing is not possible now, nothing."""
    held = frozenset(partners.settings_like(node.alias, HOLD))
    accepted = dates.accept_offered(node, charter, frozenset(name.removeprefix(HOLD) for name in held))
    due = _due(node, charter, held)
    if not due:
        return accepted
    results = say_all(node, charter.id, due)
    return accepted + [result for result in results if not isinstance(result, Refusal)]


def _due(node: Node, charter: Charter, held: frozenset[str]) -> list[Submission]:
    """A conclusion or confirmation for every record on which ours is due and none holds it."""
    wanted: dict[str, Submission] = {}
    rows = records.with_moves(node.alias, charter.id)
    for row in rows:
        for party, verb, act in row.move_list():
            if party != node.party or verb not in ("conclude", "confirm") or HOLD + row.id in held or act in wanted:
                continue
            state = look.record_state(node, row.id)
            submission = _submission(node, charter, state, verb, act) if state is not None else None
            if submission is not None:
                wanted[act] = submission
    return list(wanted.values())


def _submission(node: Node, charter: Charter, state: Record, verb: str, act: str) -> Submission | None:
    if verb == "confirm":
        agreed = next(a for a in state.agreed if a.conclusion.act == act)
        return _draft(node, charter, "confirm", (agreed.conclusion,))
    proposal = next(p for p in state.proposals if p.cite.act == act)
    now = node.clock().strftime("%Y-%m-%dT%H:%M:%SZ")
    if proposal.expires_at is not None and now > proposal.expires_at:
        return None
    return _draft(node, charter, "conclude", (proposal.cite, *(proposal.accepted[p] for p in sorted(proposal.accepted))))


def _draft(node: Node, charter: Charter, kind: str, cites: tuple[Cite, ...]) -> Submission:
    label = _label_of(node, charter, cites[0])
    draft = Draft(kind=kind, post=node.home.settings.post, label=label, cites=tuple(map(str, cites)))
    return Submission(draft, request=f"{kind}:{cites[0].act}")


def _label_of(node: Node, charter: Charter, cite: Cite) -> Mapping[str, Any]:
    """The label of what is followed: a conclusion says no more than the proposal did."""
    row = logs.load(node.alias, charter)[cite.log]
    act = logs.read_act(row, cite.seq, logs.entries(node.alias, row, cite.seq, 1)[0])
    assert act.header is not None
    return act.header.label
