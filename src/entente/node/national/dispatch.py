"""What waited its time goes: each release order carried out exactly once, whatever fails in between.

Touches the database and the act key. Three steps, each an act said under a request of its own, so that a step repeated after a crash gives
the act it gave before: the departure at home (it shares its request with a recall: the log's lock decides which of the two came first),
the words in the shared channel, the outcome at home. What is refused there by a rule goes back to its drafter; what fails by trouble of
this node (N-rules) is tried again. Serves I1, S2.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from entente.areas.drafting.records import Departure, Dispatched, Draft, Marking
from entente.areas.drafting.state import Matter, Ordered
from entente.kernel.act import Act, Header, Target
from entente.kernel.act import Draft as Drafted
from entente.kernel.charter import Charter
from entente.kernel.errors import Refusal
from entente.kernel.labels.join import may_receive
from entente.kernel.labels.label import parse_label
from entente.node import look, say
from entente.node.editions import companions, compose_edition
from entente.node.meetings import together
from entente.node.national import enclosures, put_out, putting
from entente.node.national.against import base_of
from entente.node.national.matters import matters
from entente.node.node import Node
from entente.node.submit import Submission, say_all
from entente.store import records


def dispatch(node: Node) -> list[Act]:
    """Says everything whose waiting time has passed; gives the acts said in shared channels now. Cheap where nothing waits."""
    rows = records.listed(node.alias, {"channel": node.national().id, "type": "release-order", "state": "issued"}, limit=1000)
    if not rows:
        return []
    now, said = node.now_us(), []
    found = matters(node, {row.grp for row in rows})
    for row in sorted(rows, key=lambda r: (r.changed_at, r.id)):
        matter = found.get(row.grp)
        order = next((o for o in matter.orders if o.record == row.id), None) if matter is not None else None
        if matter is None or order is None:
            continue
        act = _carry_out(node, matter, order, now)
        said += [act] if act is not None else []
    return said


def _carry_out(node: Node, matter: Matter, order: Ordered, now: int) -> Act | None:
    """One order, from wherever it was left; the act said in the shared channel, if it was said now."""
    if order.outcome in ("recalled", "sent", "refused"):
        _close(node, matter, order, order.outcome == "sent")
        if order.outcome == "sent":
            _withdraw_companions(node, matter, order)
        return None
    if order.outcome == "waiting":
        if order.text.revision != matter.revision or matter.withdrawn_on is not None:  # another text was saved at the same moment
            _close(node, matter, order, False)
            return None
        if order.text.not_before_us > now:
            return None
        departure = _tell(node, order, "departure", Departure(matter.record, order.record), f"outcome:{order.record}")
        if departure is None or departure.header is None or departure.header.targets[0].type != "departure":
            return None  # recalled a moment ago
    try:
        act = _say(node, matter, order)
    except Refusal as refusal:
        if refusal.rule.startswith("N"):
            return None
        _tell(node, order, "dispatched", Dispatched(matter.record, order.record, None, refusal.rule, refusal.words[:4000]), _end(order))
        _close(node, matter, order, False)
        return None
    _tell(node, order, "dispatched", Dispatched(matter.record, order.record, act.id), _end(order))
    _close(node, matter, order, True)
    _withdraw_companions(node, matter, order)
    return act


def _withdraw_companions(node: Node, matter: Matter, order: Ordered) -> None:
    """Closes the drafts whose words went with this one: an edition takes those of its measures along."""
    text = matter.text
    if text is not None and text.type == "plan-edition" and text.channel is not None:
        found = companions(node, node.charter(text.channel), text.text, missing_ok=True)
        _withdraw(node, order, [act for _draft, act, _text in found])


def _end(order: Ordered) -> str:
    return f"dispatched:{order.record}"


def _tell(node: Node, order: Ordered, type_: str, text: msgspec.Struct, request: str) -> Act | None:
    """A step said at home in the name of the post that ordered the release, marked as the order is; None where signing is not possible."""
    label = _header(node, order.act).label
    body = {"texts": [msgspec.to_builtins(text)]}
    drafted = Drafted("state", order.text.post, label, (Target(type_, 1),), (), body)
    (result,) = say_all(node, node.national().id, [Submission(drafted, request)])
    return None if isinstance(result, Refusal) else result


def _header(node: Node, act: str) -> Header:
    header = look.find_act(node, act).act.header
    assert header is not None
    return header


def _close(node: Node, matter: Matter, order: Ordered, sent: bool) -> None:
    """The order, and a draft that was sent, are closed, so that lists of what waits stay short."""
    _withdraw(node, order, [order.act, matter.revision] if sent else [order.act])


def _withdraw(node: Node, order: Ordered, acts: Sequence[str]) -> None:
    """Closes statements of ours at home, together, each once."""
    submissions = []
    for act in acts:
        found = look.find_act(node, act).act
        closing = Drafted("withdraw", order.text.post, _header(node, act).label, (), (str(found.cite),))
        submissions.append(Submission(closing, f"close:{act}"))
    say_all(node, node.national().id, submissions)


def _say(node: Node, matter: Matter, order: Ordered) -> Act:
    """The words in their channel, under the order's own request; refuses what was overtaken, and what a partner may not receive now."""
    text = next((r.text for r in matter.revisions if r.act == order.text.revision), None)
    if not isinstance(text, Draft) or text.channel is None:
        raise Refusal("unread", "DR5", "The words that were cleared cannot be read any more, or have no channel.")
    charter = node.charter(text.channel)
    if text.type == putting.TYPE:
        return put_out.carry_out(node, charter, text, (order.record, order.text.post))
    files = enclosures.held(node, order.text.revision)
    drafted = enclosures.enclose(compose(node, charter, text, order.text.post), files)
    request = f"release:{order.record}"
    (result,) = say_all(node, charter.id, [Submission(drafted, request, files)])
    if isinstance(result, Refusal):
        raise result
    return result


def compose(node: Node, charter: Charter, text: Draft, post: str) -> Drafted:
    """The act as it would be signed: kind, targets, citations, label, body. Refuses (D2-D11, DR6) as at the moment of signing."""
    label = say.label_for(node, charter, say.Manner(label=_pair(text.label)))
    _check_receivers(node, charter, label)
    if text.type == "plan-edition":
        targets, texts = compose_edition(node, charter, text.text)
        return Drafted("propose", post, label, targets, (), {"texts": texts})
    kind, target, cites = _target(node, text)
    along = together.beside(node, charter, (text.type, text.schema, text.text), text.record)
    about = [(type_, record) for type_, _text, record in along]
    others = say.targets_together(node, charter, about, rivals=True)
    cites = tuple(dict.fromkeys((*cites, *say.creators(node, about))))
    return Drafted(kind, post, label, (target, *others), cites, {"texts": [dict(text.text), *(one for _type, one, _record in along)]})


def _pair(label: Marking | None) -> tuple[str, str] | None:
    return (label.policy, label.classification) if label is not None else None


def _check_receivers(node: Node, charter: Charter, label: dict[str, object]) -> None:
    samples, on = node.samples, node.clock().date()
    for party in charter.codes:
        verdict = may_receive(parse_label(label), party, samples.policies, samples.equivalences, on)
        if party != node.party and not verdict.allowed:
            said, ja = " ".join(r.en for r in verdict.reasons), "".join(r.ja for r in verdict.reasons)
            raise Refusal("not-releasable", verdict.reasons[0].rule, said, ja)


def _target(node: Node, text: Draft) -> tuple[str, Target, tuple[str, ...]]:
    """What kind of act a draft becomes, about what, citing what; refuses (DR6) where its base is no longer the latest."""
    joint = say.find_kind(node, text.type).joint
    if text.record is None:
        return ("propose" if joint else "state"), Target(text.type, text.schema), ()
    state = look.record_state(node, text.record)
    if state is None or base_of(node, text.record) != text.base:
        raise Refusal("overtaken", "DR6", "Another text was agreed or stated on this record after the draft was cleared.")
    if not joint:
        if state.party != node.party or state.state == "withdrawn":
            raise Refusal("not-ours", "G23", "Only its author replaces a statement that stands.")
        return "supersede", Target(text.type, text.schema, state.id, str(state.statements[-1].cite)), ()
    countered = tuple(str(p.cite) for p in state.proposals if p.cite.act == text.counters)
    if state.agreed:
        return "propose", Target(text.type, text.schema, state.id, str(state.agreed[-1].conclusion)), countered
    creator = next(str(p.cite) for p in state.proposals if state.id.startswith(p.cite.act))
    return "propose", Target(text.type, text.schema, state.id), tuple(dict.fromkeys((creator, *countered)))
