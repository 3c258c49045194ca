"""Drafting, clearance and release inside one government: every step a statement in the national channel.

Touches the database and the act key. Rules: DR1 each step needs its role, administrators take none; DR2 four eyes: nobody clears or
releases what he, or anybody at his post, drafted; DR3 the step is not the next one; DR4 another text was saved meanwhile; DR5 no channel;
DR6 another text was agreed meanwhile; DR7 something stands against it; DR8 waiting time; DR9 asked of another post. Label decisions are
kernel.disclose's, by their own numbers (D1-D12). Each step is said once however often it is asked for: its request follows from what it
is about. Serves I1, S2.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NotRequired, Required, TypedDict, Unpack

import msgspec

from entente.areas.drafting.records import (
    Clearance,
    ClearanceRequest,
    Comment,
    Draft,
    Marking,
    Recall,
    ReleaseOrder,
)
from entente.areas.drafting.state import Asked, Matter
from entente.kernel.act import Act, Target
from entente.kernel.act import Draft as Drafted
from entente.kernel.charter import Charter
from entente.kernel.errors import Refusal
from entente.kernel.labels.disclose import RELEASING_OFFICER, may_assign, may_release
from entente.kernel.labels.label import Label, parse_label
from entente.kernel.labels.verdict import Verdict
from entente.node import look, say
from entente.node.channels import channel_label
from entente.node.national import decisions, enclosures, putting
from entente.node.national.against import base_of
from entente.node.national.dispatch import dispatch
from entente.node.national.matters import Draftview, live, matter, problems, view
from entente.node.node import Node
from entente.node.officer import CLEARING, DRAFTER, Officer, context, reader_for, require
from entente.node.submit import Submission, say_all, say_one
from entente.store import partners

__all__ = [
    "Draftview", "Officer", "ask", "check_waiting", "clear", "discard", "dispatch", "label_of", "live", "order_release", "recall",
    "releasable", "save", "send_back", "set_waiting", "view", "waiting_s",
]  # fmt: skip

WAITING = "release-waiting-s"
WAITING_S = 15 * 60
GONE = "Its waiting time is over: it has gone, or is going. What was said can be withdrawn on the record's page."
VERBS = {"cleared": "clear", "returned": "return", "release-order": "release", "recall": "recall"}
CHANGEABLE = ("drafting", "asked", "returned", "cleared", "refused")


class Wanted(TypedDict, total=False):
    """What is to be kept: the type and text; channel by id; record revised or countered, act countered; marking (policy, classification);
    `draft` for a further revision, `revision` the one it was written over; `request` makes a repetition give the same act;
    `files` (name, media type, bytes) go in place of those it had."""

    type_: Required[str]
    text: Required[Mapping[str, Any]]
    channel: NotRequired[Charter | str | None]
    record: NotRequired[str | None]
    counters: NotRequired[str | None]
    label: NotRequired[tuple[str, str] | None]
    draft: NotRequired[str | None]
    revision: NotRequired[str | None]
    request: NotRequired[str]
    files: NotRequired[Sequence[tuple[str, str, bytes]]]


def save(node: Node, officer: Officer, **wanted: Unpack[Wanted]) -> Act:
    """Keeps a new draft, or a further revision of one, whatever stands against it.

    What a revision does not name stays as it was. Refuses by role (DR1), a marking that the officer may not assign (D2-D10), a draft on its
    way (DR3), and a revision written over another than the latest (DR4).
    """
    require(officer, DRAFTER)
    kind = say.find_kind(node, wanted["type_"])
    request = wanted.get("request", "")
    name = wanted.get("draft")
    before = matter(node, name) if name else None
    said = _said(node, request)
    if said is not None:
        return said
    if before is not None:
        _check_changeable(before, wanted.get("revision"))
    old = before.text if before is not None else None
    charter = _channel(node, wanted.get("channel"), old, kind.type)
    record = look.find_record(node, given).id if (given := wanted.get("record")) else old.record if old is not None else None
    draft = Draft(
        type=kind.type,
        schema=kind.latest,
        text=dict(wanted["text"]),
        officer=officer.name,
        post=officer.post,
        channel=charter.id if charter is not None else None,
        record=record,
        base=base_of(node, record) if record is not None else None,
        counters=wanted.get("counters") or (old.counters if old is not None else None),
        label=_marking(node, officer, charter, wanted.get("label"), old),
    )
    kept = enclosures.held(node, before.revision) if before is not None else ()
    files = enclosures.fresh(node, wanted["files"]) if "files" in wanted else kept
    return _keep(node, officer, draft, before, (request, files))


AT_HOME = frozenset({"recorded"})
"""What a government without a partner's node says to itself, cleared and released like all else: what others told it."""


def _said(node: Node, request: str) -> Act | None:
    """What a request gave before."""
    position = partners.requested(node.alias, request) if request else None
    return look.act_at(node, position).act if position is not None else None


def _check_changeable(before: Matter, revision: str | None) -> None:
    if before.state not in CHANGEABLE:
        raise Refusal("not-now", "DR3", f"This draft cannot be changed now ({before.state}); recall it first, or begin another.")
    if revision is not None and revision != before.revision:
        by = before.text.officer if before.text is not None else "somebody"
        raise Refusal("stale-revision", "DR4", f"{by} saved another text meanwhile; yours was not kept over it.")


def _channel(node: Node, given: Charter | str | None, old: Draft | None, type_: str) -> Charter | None:
    if given is None:
        return node.charter(old.channel) if old is not None and old.channel is not None else None
    charter = node.charter(given) if isinstance(given, str) else given
    if len(charter.codes) < 2 and type_ not in AT_HOME:
        raise Refusal("channel-national", "DR5", "A draft is meant for a channel with a partner; what stays at home needs no release.")
    return charter


def _marking(node: Node, officer: Officer, charter: Charter | None, wanted: tuple[str, str] | None, old: Draft | None) -> Marking | None:
    """The marking wanted, or the one it had; one that is not the channel's own must be the officer's to assign."""
    if wanted is None:
        return old.label if old is not None else None
    marking = Marking(*wanted)
    if old is not None and old.label == marking:
        return marking
    if charter is not None and (charter.terms.ceiling.policy, charter.terms.ceiling.classification) == wanted:
        return marking
    decided = may_assign(reader_for(node, officer), _label(node, charter, marking), context(node))
    _insist(decided, "label-not-assignable")
    return marking


def _label(node: Node, charter: Charter | None, marking: Marking | None) -> Label:
    """The label under which the draft's words would be said in their channel (without one: at home)."""
    manner = say.Manner(label=(marking.policy, marking.classification) if marking is not None else None)
    return parse_label(say.label_for(node, charter if charter is not None else node.national(), manner))


def _insist(verdict: Verdict, code: str) -> None:
    if not verdict.allowed:
        raise Refusal(code, verdict.reasons[0].rule, " ".join(r.en for r in verdict.reasons), "".join(r.ja for r in verdict.reasons))


def _keep(node: Node, officer: Officer, draft: Draft, before: Matter | None, how: tuple[str, enclosures.Files]) -> Act:
    request, files = how
    kind = "state" if before is None else "supersede"
    target = Target("draft", 1)
    if before is not None:
        base = look.find_act(node, before.revision).act.cite
        target = Target("draft", 1, before.record, str(base))
    try:
        return _tell(node, officer, draft, (kind, target, request), files=files)
    except Refusal as refusal:
        if refusal.rule != "G23":
            raise
        raise Refusal("stale-revision", "DR4", "Somebody saved another text at the same moment; yours was not kept over it.") from refusal


def _tell(
    node: Node,
    officer: Officer,
    text: msgspec.Struct,
    how: tuple[str, Target, str],
    marking: Marking | None = None,
    files: enclosures.Files = (),
) -> Act:
    """Says one statement at home, marked as the draft's words are."""
    kind, target, request = how
    label = text.label if isinstance(text, Draft) else marking
    manner = say.Manner(label=(label.policy, label.classification) if label is not None else _default(node, text))
    body = {"texts": [msgspec.to_builtins(text)]}
    drafted = enclosures.enclose(Drafted(kind, officer.post, say.label_for(node, node.national(), manner), (target,), (), body), files)
    return say_one(node, node.national().id, Submission(drafted, request, files))


def _default(node: Node, text: msgspec.Struct) -> tuple[str, str] | None:
    """Words meant for a channel are marked as the channel is; anything else by the node's ceiling."""
    if isinstance(text, Draft) and text.channel is not None:
        label = channel_label(node.charter(text.channel))
        return str(label["policy"]), str(label["classification"])
    return None


def _step(node: Node, officer: Officer, found: Matter, text: msgspec.Struct, request: str) -> Act:
    """A step about a draft; refuses where the same step was taken otherwise meanwhile."""
    type_ = {ClearanceRequest: "clearance-request", Clearance: "clearance", ReleaseOrder: "release-order", Recall: "recall"}[type(text)]
    header = look.find_act(node, found.revision).act.header
    assert header is not None
    marking = Marking(str(header.label["policy"]), str(header.label["classification"]))
    if (verb := VERBS.get(text.decision if isinstance(text, Clearance) else type_)) is not None:
        decisions.enter(node, officer, verb, found.record, found.revision)
    act = _tell(node, officer, text, ("state", Target(type_, 1), request), marking)
    kept = look.body_of(node, look.find_act(node, act.id))
    body = msgspec.to_builtins(text)
    if act.header is None or act.header.targets[0].type != type_ or (kept and kept["texts"][0].get("decision") != body.get("decision")):
        raise Refusal("taken-otherwise", "DR3", "This was decided otherwise a moment ago; look at the draft as it stands now.")
    return act


def ask(node: Node, officer: Officer, draft: str, to_post: str) -> Act:
    """Puts the latest revision before a post for clearance; once per revision and post. Refuses (DR1-DR3)."""
    require(officer, DRAFTER)
    found = matter(node, draft)
    if found.state not in ("drafting", "asked", "cleared"):
        raise Refusal("not-now", "DR3", _not_now(found, "nobody is asked to clear it now"))
    if any(to_post == post for _, post in found.drafters):
        raise Refusal("four-eyes", "DR2", f"{to_post} drafted it; another post clears it.")
    text = ClearanceRequest(found.record, found.revision, to_post, officer.name, officer.post)
    return _step(node, officer, found, text, f"ask:{found.revision}:{to_post}")


def clear(node: Node, officer: Officer, draft: str, revision: str | None = None, comments: Iterable[Comment] = ()) -> Act:
    """Clears the revision that waits on the officer's post; `revision` is the one he saw. Refuses (DR1-DR4, DR9)."""
    return _answer(node, officer, draft, revision, ("cleared", tuple(comments)))


def send_back(
    node: Node, officer: Officer, draft: str, comments: Iterable[Comment] | Mapping[str, str], revision: str | None = None
) -> Act:
    """Returns it to its drafter with comments by field path; at least one. Refuses (DR1-DR4, DR9)."""
    said = tuple(Comment(path, words) for path, words in comments.items()) if isinstance(comments, Mapping) else tuple(comments)
    if not said:
        raise Refusal("no-comment", "DR7", "Say what is to be changed: a return carries at least one comment.")
    return _answer(node, officer, draft, revision, ("returned", said))


def _answer(node: Node, officer: Officer, draft: str, revision: str | None, answer: tuple[Any, tuple[Comment, ...]]) -> Act:
    require(officer, CLEARING)
    found = matter(node, draft)
    _check_four_eyes(found, officer, "clears")
    if revision is not None and revision != found.revision:
        raise Refusal("stale-revision", "DR4", "The drafter has saved another text since you opened it; read it before you decide.")
    request = _asked_of(found, officer)
    decision, comments = answer
    text = Clearance(found.record, found.revision, request.record, decision, officer.name, officer.post, comments)
    return _step(node, officer, found, text, f"clearance:{request.record}")


def _asked_of(found: Matter, officer: Officer) -> Asked:
    """The request on the latest revision to the officer's post."""
    latest = [a for a in found.asked if a.text.revision == found.revision]
    mine = next((a for a in latest if a.text.to_post == officer.post), None)
    if mine is None:
        raise Refusal("asked-of-another", "DR9", _not_now(found, f"{officer.post} was not asked to clear this text"))
    if found.state not in ("asked", "cleared", "returned"):
        raise Refusal("not-now", "DR3", _not_now(found, "it is past clearance"))
    return mine


def _check_four_eyes(found: Matter, officer: Officer, verb: str) -> None:
    if found.drafted_by(officer.name, officer.post):
        words = f"Four eyes: nobody {verb} what they, or anybody at their post, drafted ({officer.name}, {officer.post})."
        raise Refusal("four-eyes", "DR2", words)


def _not_now(found: Matter, why: str) -> str:
    return f"Not now: {why} (it stands at “{found.state}”)."


def waiting_s(node: Node) -> int:
    """The default waiting time in seconds of the node's clock."""
    held = partners.setting(node.alias, WAITING)
    return int(held) if held is not None else WAITING_S


def set_waiting(node: Node, seconds: int) -> None:
    """Sets the default waiting time; refuses (DR8) less than a minute outside an exercise, and more than 30 days."""
    check_waiting(node, seconds)
    partners.set_setting(node.alias, WAITING, str(seconds))


def check_waiting(node: Node, seconds: int) -> None:
    """Refuses (DR8) a waiting time of less than a minute outside an exercise, and of more than 30 days."""
    least = 0 if node.national().terms.exercise else 60
    if not least <= seconds <= 30 * 86_400:
        raise Refusal("waiting-time", "DR8", f"The waiting time lies between {least} seconds and 30 days; without one only in an exercise.")


def label_of(node: Node, draft: str) -> Label:
    """The label under which the draft's words would be said."""
    text = matter(node, draft).text
    charter = node.charter(text.channel) if text is not None and text.channel is not None else None
    return _label(node, charter, text.label if text is not None else None)


def releasable(node: Node, officer: Officer, draft: str) -> Verdict:
    """Whether this officer may send the draft's words to the parties they are meant for, with every reason (D2-D11)."""
    text = matter(node, draft).text
    charter = node.charter(text.channel) if text is not None and text.channel is not None else None
    parties = [code for code in charter.codes if code != node.party] if charter is not None else []
    parties = parties or (list(charter.codes) if charter is not None else [])  # what stays at home is released to ourselves
    labels = {label_of(node, draft)}
    if text is not None and text.type == putting.TYPE and charter is not None:
        labels |= {parse_label(dict(one.label)) for one in putting.listed(node, charter, text.text)}
    verdicts = [may_release(reader_for(node, officer), label, parties, context(node)) for label in sorted(labels, key=repr)]
    return next((one for one in verdicts if not one.allowed), verdicts[0])


def order_release(node: Node, officer: Officer, draft: str, wait_s: int | None = None, revision: str | None = None) -> Act:
    """Orders that the cleared revision goes after the waiting time; one order at a time. Refuses (DR1-DR4, DR7, DR8, and D2-D11)."""
    require(officer, RELEASING_OFFICER)
    found = matter(node, draft)
    _check_four_eyes(found, officer, "releases")
    if revision is not None and revision != found.revision:
        raise Refusal("stale-revision", "DR4", "The drafter has saved another text since you opened it; it must be cleared again.")
    text = found.text
    if text is None or found.state not in ("cleared", "waiting"):
        raise Refusal("not-now", "DR3", _not_now(found, "only what was cleared is released"))
    against = problems(node, text)
    if against:
        said, ja = (" ".join(f"{p.words[to]} [{p.rule}{', ' + p.path if p.path else ''}]" for p in against[:5]) for to in ("en", "ja"))
        raise Refusal("not-ready", "DR7", said, ja)
    _insist(releasable(node, officer, found.record), "not-releasable")
    seconds = waiting_s(node) if wait_s is None else wait_s
    check_waiting(node, seconds)
    order = ReleaseOrder(found.record, found.revision, node.now_us() + seconds * 1_000_000, officer.name, officer.post)
    recalled = sum(1 for o in found.orders if o.text.revision == found.revision and o.outcome == "recalled")
    return _step(node, officer, found, order, f"order:{found.revision}:{recalled}")


def recall(node: Node, officer: Officer, draft: str, words: str = "") -> Act:
    """Takes an order back before its waiting time is over; anybody who drafts, clears or releases may. Refuses (DR1, DR3) once it goes."""
    require(officer, DRAFTER, CLEARING, RELEASING_OFFICER)
    found = matter(node, draft)
    order = found.order
    if order is None:
        raise Refusal("nothing-to-recall", "DR3", _not_now(found, "no order to release it stands"))
    if order.outcome != "waiting":
        raise Refusal(
            "gone", "DR3", "Its waiting time is over: it has gone, or is going. What was said can be withdrawn on the record's page."
        )
    text = Recall(found.record, order.record, officer.name, officer.post, words[:4000] or None)
    act = _step(node, officer, found, text, f"outcome:{order.record}")
    _withdraw(node, officer.post, [order.act])
    return act


def discard(node: Node, officer: Officer, draft: str) -> Act:
    """Throws a draft away; its history stays. Refuses (DR1, DR3) one that waits to go or went."""
    require(officer, DRAFTER)
    found = matter(node, draft)
    if found.state not in CHANGEABLE:
        raise Refusal("not-now", "DR3", _not_now(found, "it is not thrown away now"))
    return _withdraw(node, officer.post, [found.revision])[0]


def _withdraw(node: Node, post: str, acts: Sequence[str]) -> list[Act]:
    """Closes statements of ours at home, each once."""
    found = [look.find_act(node, act).act for act in acts]
    national = node.national()
    closing = []
    for act in found:
        assert act.header is not None
        closing.append(Submission(Drafted("withdraw", post, act.header.label, (), (str(act.cite),)), f"close:{act.id}"))
    return [act for act in say_all(node, national.id, closing) if not isinstance(act, Refusal)]
