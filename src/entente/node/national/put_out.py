"""A list of recorded words goes: each record said in the shared channel with its source file, linked to the one at home, that one closed.

Touches the database and the act key. Every step is said under a request of its own, so that a release repeated after a crash gives the acts
it gave before; a record that was changed at home in the waiting time stays there and is told of. Serves I1, I3, S2.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from entente.areas.drafting.records import ConfirmationList, Draft, PutItem
from entente.kernel.act import Act, Target
from entente.kernel.act import Draft as Drafted
from entente.kernel.charter import Charter
from entente.kernel.errors import Refusal
from entente.node import look, say
from entente.node.national import enclosures, putting
from entente.node.national.putting import RECORDED, TYPE, Item
from entente.node.node import Node
from entente.node.submit import Submission, say_all
from entente.store import partners


@dataclass(frozen=True, slots=True)
class Going:
    """A record of the list as the act that it becomes, with its files."""

    item: Item
    drafted: Drafted
    files: enclosures.Files


def compose(node: Node, charter: Charter, text: Draft, post: str) -> list[Going]:
    """Every act as it would be signed, those against which something stands left out; refuses (CL3) where none is left."""
    going = []
    for item in putting.listed(node, charter, text.text):
        if item.problems:
            continue
        base = putting.said_of(node, item)
        target = Target(RECORDED, node.registry.kinds[RECORDED].latest)
        if base is not None:
            target = Target(target.type, target.schema, item.shared, base)
        files = putting.files_of(node, item)
        drafted = Drafted("supersede" if base else "state", post, dict(item.label), (target,), (), {"texts": [dict(item.said)]})
        going.append(Going(item, enclosures.enclose(drafted, files), files))
    if not going:
        raise Refusal("nothing-left", "CL3", "No record of this list can go any more: each was changed, closed or put to them meanwhile.")
    return going


def carry_out(node: Node, charter: Charter, text: Draft, order: tuple[str, str]) -> Act:
    """Says them all and gives the act of the list that links each pair; `order` is the record of the order to release, and its post.

    Refuses what stands against the first, where not one could be said.
    """
    name, post = order
    kept = partners.requested(node.alias, f"put:{name}")
    if kept is None:
        linked = _say(node, charter, text, order)
        kept_text = ConfirmationList(tuple(linked), charter.id, bool(text.text.get("marked_down")))
        label = say.label_for(node, node.national(), say.Manner(label=putting.marking(node, charter, text.text)))
        body = {"texts": [msgspec.to_builtins(kept_text)]}
        submission = Submission(Drafted("state", post, label, (Target(TYPE, 1),), (), body), f"put:{name}")
        (act,) = _taken(say_all(node, node.national().id, [submission]))
    else:
        act = look.act_at(node, kept).act
        linked = list(_kept(node, act))
    _close(node, post, linked)
    return act


def _say(node: Node, charter: Charter, text: Draft, order: tuple[str, str]) -> list[PutItem]:
    """The items with the records that they became; those said before a crash among them, whatever became of them at home since."""
    name, post = order
    said: list[PutItem] = []
    requests = {one.home: f"release:{name}:{one.home}" for one in msgspec.convert(text.text, ConfirmationList).items}
    before = {home: at for home, request in requests.items() if (at := partners.requested(node.alias, request)) is not None}
    wanted = {one.home: one for one in msgspec.convert(text.text, ConfirmationList).items}
    said += [_became(wanted[home], look.act_at(node, at).act) for home, at in before.items()]
    try:
        going = [one for one in compose(node, charter, text, post) if one.item.row.id not in before]
    except Refusal:
        if not said:
            raise
        going = []
    submissions = [Submission(one.drafted, requests[one.item.row.id], one.files) for one in going]
    results = say_all(node, charter.id, submissions) if submissions else []
    for one, result in zip(going, results, strict=True):
        said += [_became(wanted[one.item.row.id], result)] if isinstance(result, Act) else []
    if not said:
        _taken(results)
    return said


def _became(item: PutItem, act: Act) -> PutItem:
    """A new record is called after its act; another text of one that was put before stays on it."""
    superseded = act.header is not None and act.header.kind == "supersede"
    return PutItem(item.home, item.revision, item.shared if superseded else act.id)


def _taken(results: Sequence[Act | Refusal]) -> list[Act]:
    """The acts; refuses with the first refusal among them."""
    for one in results:
        if isinstance(one, Refusal):
            raise one
    return [one for one in results if isinstance(one, Act)]


def _kept(node: Node, act: Act) -> tuple[PutItem, ...]:
    """The items of a list that was kept."""
    body: dict[str, Any] = dict(look.body_of(node, look.find_act(node, act.id)) or {})
    return msgspec.convert(body["texts"][0], ConfirmationList).items


def _close(node: Node, post: str, items: Sequence[PutItem]) -> None:
    """Closes the records at home as they were cleared, so that lists and standings have each once; one changed meanwhile stays open."""
    acts = look.acts(node, [one.revision for one in items])
    closing = []
    for one in items:
        act = acts[one.revision].act
        assert act.header is not None
        closing.append(Submission(Drafted("withdraw", post, act.header.label, (), (str(act.cite),)), f"close:{act.id}"))
    say_all(node, node.national().id, closing)
