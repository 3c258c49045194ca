"""What a desk says, from a text and the name of a record: bases and citations found, an honest node's guards asked, the act said.

Touches the database and the act key through submit.py. Gate 1 and gate 2 judge as ever; what is refused here beyond them is what an
honest officer would not do: accept what cannot be read, was overtaken, or has run out (docs/protocol.md section 6). Serves every clause.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from entente.kernel.act import SALT, Act, Draft, Target, content_digest
from entente.kernel.area import Kind
from entente.kernel.charter import Charter
from entente.kernel.errors import Refusal
from entente.kernel.fold import Proposal, Record
from entente.kernel.gate1.ruling import records as records_in
from entente.kernel.reading import AttachmentRef
from entente.node import instruments, look
from entente.node.channels import channel_label, national_label
from entente.node.meetings import minutes
from entente.node.near import nearest
from entente.node.node import Node
from entente.node.submit import Submission, say_one
from entente.store import records

Along = tuple[str, Mapping[str, Any], str | None]
"""A text that goes along in a proposal: its type, itself, and the agreed record that it changes (None: a new record)."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How something is said: post and label (defaults: the node's post, the channel's ceiling), a remark (English or by language), a
    limit, attached files.

    `expires_at` is UTC as headers write it; `files` are (name, media type, bytes); `request` makes a repetition give the same act; `along`
    are texts that stand or fall with the one proposed.
    """

    post: str = ""
    label: tuple[str, str] | None = None
    remark: str | Mapping[str, str] = ""
    expires_at: str | None = None
    files: tuple[tuple[str, str, bytes], ...] = ()
    request: str = ""
    along: tuple[Along, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """A proposal somebody may answer: where it stands, and the records that stand or fall with it."""

    charter: Charter
    found: look.Found
    states: tuple[tuple[Record, Proposal], ...]


def find_kind(node: Node, type_: str, joint: bool | None = None) -> Kind:
    """A record type this node can write; refuses a stranger, and a joint type where a statement is wanted or the reverse."""
    kind = node.registry.kinds.get(type_)
    if kind is None:
        near = ", ".join(nearest(type_, node.registry.kinds))
        listed = f"There is no record type “{type_}”; `entente records types` lists those there are."
        words = f"There is no record type “{type_}”; is one of these meant: {near}? `entente records types` lists all." if near else listed
        raise Refusal("type-unknown", "B5", words)
    if joint is not None and kind.joint != joint:
        name = kind.titles.get("en", type_).lower()
        proposed = f"A {name} is proposed and accepted: `entente act propose`."
        stated = f"A {name} is one side's statement: `entente act state`."
        raise Refusal("wrong-pattern", "N16", proposed if kind.joint else stated)
    return kind


def propose(node: Node, charter: Charter, type_: str, text: Mapping[str, Any], record: str | None = None, manner: Manner = Manner()) -> Act:
    """Proposes a text: of a new record, or for an existing one on the revision now agreed, or as a rival to what is on the table."""
    kind = find_kind(node, type_, joint=True)
    if record is None:
        if type_ == "instrument":
            instruments.check_new(node, charter, str(text.get("id", "")))
        return _proposed(node, charter, Target(type_, kind.latest), (), text, manner)
    row = look.find_record(node, record)
    if row.type != type_:
        raise Refusal("wrong-type", "N16", f"{row.code or row.id[:12]} is a record of type “{row.type}”, not “{type_}”.")
    state = _state(node, row.id)
    target = Target(type_, kind.latest, row.id, str(state.agreed[-1].conclusion) if state.agreed else None)
    cites = () if state.agreed else (str(_creator(state)),)
    return _proposed(node, node.charter(row.channel), target, cites, text, manner)


def _proposed(node: Node, charter: Charter, target: Target, cites: tuple[str, ...], text: Mapping[str, Any], manner: Manner) -> Act:
    """The proposal of one text, with those that go along."""
    about = [(type_, record) for type_, _text, record in manner.along]
    more = targets_together(node, charter, about, rivals=True)
    texts = [text, *(one for _type, one, _record in manner.along)]
    cited = tuple(dict.fromkeys((*cites, *creators(node, about))))
    return _say(node, charter, "propose", manner, targets=(target, *more), cites=cited, texts=texts)


def propose_together(node: Node, charter: Charter, texts: Sequence[Along], manner: Manner = Manner()) -> Act:
    """Proposes several texts that stand or fall together, each (type, text, record id or None for a new record), in that order."""
    targets = targets_together(node, charter, [(type_, record) for type_, _text, record in texts])
    return _say(node, charter, "propose", manner, targets=targets, texts=[text for _type, text, _record in texts])


def creators(node: Node, about: Sequence[tuple[str, str | None]]) -> list[str]:
    """What a proposal cites for those of its records that have no agreed text: the proposals that created them."""
    states = [_state(node, record) for _type, record in about if record is not None]
    return list(dict.fromkeys(str(_creator(found)) for found in states if not found.agreed))


def targets_together(node: Node, charter: Charter, about: Sequence[tuple[str, str | None]], rivals: bool = False) -> list[Target]:
    """The targets of one proposal on several records, each (type, record id or None for a new record).

    Refuses (N16) a record of another channel or type, and one without an agreed text: a rival to an open proposal is proposed alone,
    but for what goes along with the text that answers it (`rivals`).
    """
    targets = []
    for type_, record in about:
        kind = find_kind(node, type_, joint=True)
        if record is None:
            targets.append(Target(type_, kind.latest))
            continue
        found = _state(node, record)
        row = look.find_record(node, record)
        if row.channel != charter.id or row.type != type_ or not (found.agreed or rivals):
            raise Refusal(
                "wrong-type",
                "N16",
                f"No {kind.titles.get('en', type_).lower()} agreed in this channel is called {row.code or record[:12]}.",
            )
        targets.append(Target(type_, kind.latest, record, str(found.agreed[-1].conclusion) if found.agreed else None))
    return targets


def state(node: Node, charter: Charter, type_: str, text: Mapping[str, Any], manner: Manner = Manner()) -> Act:
    """States a text of this party's own."""
    kind = find_kind(node, type_, joint=False)
    return _say(node, charter, "state", manner, targets=(Target(type_, kind.latest),), texts=(text,))


def supersede(node: Node, record: str, text: Mapping[str, Any], manner: Manner = Manner()) -> Act:
    """Replaces this party's own statement; refuses another's, a joint record, and one that was withdrawn."""
    row = look.find_record(node, record)
    kind = find_kind(node, row.type, joint=False)
    found = _state(node, row.id)
    if found.party != node.party or found.state == "withdrawn":
        why = "was withdrawn" if found.party == node.party else f"is {found.party}'s own statement"
        raise Refusal("not-ours", "G23", f"{row.code or row.id[:12]} {why}; only its author replaces a statement that stands.")
    target = Target(row.type, kind.latest, row.id, str(found.statements[-1].cite))
    return _say(node, node.charter(row.channel), "supersede", manner, targets=(target,), texts=(text,))


def accept(node: Node, name: str, manner: Manner = Manner()) -> Act:
    """Accepts a partner's proposal, named by record or act; refuses what cannot be read here, is no longer open, or has run out."""
    offer = find_offer(node, name)
    _check_acceptable(node, offer)
    return _say(node, offer.charter, "accept", _like(offer, manner), cites=(str(offer.found.act.cite),))


def decline(node: Node, name: str, manner: Manner = Manner()) -> Act:
    """Says that this party will not accept a proposal as it stands; the proposer decides what follows. Refuses what it has accepted."""
    offer = find_offer(node, name)
    _check_unanswered(node, offer)
    return _say(node, offer.charter, "decline", _like(offer, manner), cites=(str(offer.found.act.cite),))


def withdraw(node: Node, name: str, manner: Manner = Manner()) -> Act:
    """Withdraws this party's open proposal or standing statement, named by record or act."""
    found = _ours(node, name)
    return _say(node, node.charter(found.channel), "withdraw", manner, cites=(str(found.act.cite),))


def about_act(
    node: Node, kind: str, name: str, manner: Manner = Manner(), decision: str | None = None, answer: Mapping[str, Any] | None = None
) -> Act:
    """A purge of, a spill report about, or an answer to a report about the act named.

    `decision` is the concluded decision to purge; `answer` says what became of the copies here: {"outcome", "to"?}.
    """
    found = look.find_act(node, name)
    cites = [str(found.act.cite)]
    if decision is not None:
        cites.append(str(look.find_act(node, decision).act.cite))
    return _say(node, node.charter(found.channel), kind, manner, cites=tuple(cites), answer=answer)


def find_offer(node: Node, name: str) -> Offer:
    """The partner's proposal that a record or act names; for a record, the one that waits on us."""
    rows = records.meant(node.alias, name)
    if len(rows) == 1:
        acts = [act for party, verb, act in rows[0].move_list() if party == node.party and verb == "accept"]
        if not acts:
            raise Refusal("nothing-to-accept", "N17", _no_offer(rows[0], node.party))
        if len(acts) > 1:
            cites = [str(p.cite).rpartition("/")[0] for p in _state(node, rows[0].id).proposals if p.cite.act in acts]
            raise Refusal("several-proposals", "N17", f"Several proposals wait on {node.party}: name one of {', '.join(cites)}.")
        name = acts[0]
    found = look.find_act(node, name)
    if found.act.header is None or found.act.header.kind != "propose":
        raise Refusal("no-proposal", "N17", f"Act {found.act.id[:12]} is not a proposal.")
    states = []
    for record in records_in(found.act.id, found.act.header):
        folded = _state(node, record)
        states.append((folded, next(p for p in folded.proposals if p.cite.act == found.act.id)))
    return Offer(node.charter(found.channel), found, tuple(states))


def _no_offer(row: records.Row, party: str) -> str:
    waits = sorted({f"{who} ({verb})" for who, verb, _ in row.move_list()})
    rest = f"it waits on {', '.join(waits)}" if waits else f"its state is {row.state}"
    return f"On {row.code or row.id[:12]} no proposal waits on {party}: {rest}."


def _check_unanswered(node: Node, offer: Offer) -> None:
    """An acceptance is given once and cannot be taken back."""
    for _, proposal in offer.states:
        if node.party in proposal.accepted:
            words = f"{node.party} has accepted this proposal already; the next move is {proposal.cite.party}'s."
            raise Refusal("accepted-already", "N18", words)


def _check_acceptable(node: Node, offer: Offer) -> None:
    found, header = offer.found, offer.found.act.header
    if found.body_state != "read":
        why = found.body_words or f"its body is {found.body_state}."
        raise Refusal("unread", found.body_rule or "N18", f"What cannot be read is not accepted: {why}")
    for _, proposal in offer.states:
        if proposal.state != "open":
            words = {"overtaken": "another text was concluded", "concluded": "it is concluded already"}.get(
                proposal.state, "its author closed it"
            )
            raise Refusal("not-open", "N18", f"This proposal is no longer open: {words}.")
    _check_unanswered(node, offer)
    for state, proposal in offer.states:
        type_ = header.targets[proposal.index].type if header is not None else ""
        text = look.text_of(node, offer.charter, proposal.cite, proposal.index) or {}
        if type_ == "instrument":
            instruments.check_new(node, offer.charter, str(text.get("id", "")), state.id)
        if type_ == "minutes":
            _check_languages(node, offer, state, text)
    now = node.clock().strftime("%Y-%m-%dT%H:%M:%SZ")
    if header is not None and header.expires_at is not None and header.expires_at < now:
        raise Refusal("expired", "N18", f"This proposal ran out at {header.expires_at}; its author may propose it again.")


def _check_languages(node: Node, offer: Offer, state: Record, text: Mapping[str, Any]) -> None:
    """Minutes are not agreed while one language changed and nothing says of the other that it needs no change."""
    ours = (
        next(
            (p.cite.act for p in reversed(state.proposals) if p.cite.party == node.party and str(p.cite) in offer.found.act.header.cites),
            None,
        )
        if offer.found.act.header
        else None
    )
    found = minutes.against(node, offer.charter, state, text, ours)
    if found:
        said, ja = (between.join(problem.words[to] for problem in found[:5]) for to, between in (("en", " "), ("ja", "")))
        raise Refusal("one-language", found[0].rule, said, ja)


def _ours(node: Node, name: str) -> look.Found:
    """Our own proposal or statement: of a record the one that stands, or the very act."""
    rows = records.meant(node.alias, name)
    if len(rows) == 1:
        found = _state(node, rows[0].id)
        cites = [p.cite for p in found.proposals if p.state == "open" and p.cite.party == node.party]
        cites += [s.cite for s in found.statements if s.closed_by is None and s.cite.party == node.party]
        if not cites:
            words = f"{node.party} has nothing on {rows[0].code or rows[0].id[:12]} that could be withdrawn."
            raise Refusal("nothing-to-withdraw", "G14", words)
        name = cites[-1].act
    return look.find_act(node, name)


def _like(offer: Offer, manner: Manner) -> Manner:
    """An answer says no more than the proposal did: its label, unless another is given."""
    header = offer.found.act.header
    if manner.label is not None or header is None:
        return manner
    return Manner(
        manner.post, (str(header.label["policy"]), str(header.label["classification"])), manner.remark, None, manner.files, manner.request
    )


def _state(node: Node, record: str) -> Record:
    found = look.record_state(node, record)
    if found is None:
        raise Refusal("unknown-record", "N12", f"This node knows no record “{record[:12]}”.")
    return found


def _creator(state: Record) -> Any:
    """The citation of the proposal that created a record: a record's id begins with its act's."""
    return next(p.cite for p in state.proposals if state.id.startswith(p.cite.act))


def label_for(node: Node, charter: Charter, manner: Manner) -> dict[str, Any]:
    """The label under which this is said: the channel's ceiling, or the policy and classification given, released to all its parties."""
    label = national_label(node) if len(charter.codes) == 1 else channel_label(charter)
    if manner.label is not None:
        label |= {"policy": manner.label[0], "classification": manner.label[1]}
    return label


def _say(
    node: Node, charter: Charter, kind: str, manner: Manner, /, targets: Sequence[Target] = (), cites: Sequence[str] = (), **body: Any
) -> Act:
    files = [(AttachmentRef(n, media, len(data), ""), node.random(SALT) + data) for n, media, data in manner.files]
    refs = [(AttachmentRef(ref.name, ref.media_type, ref.size, content_digest(data)), data) for ref, data in files]
    said: dict[str, Any] = {}
    if body.get("texts"):
        said["texts"] = [dict(text) for text in body["texts"]]
    if refs:
        said["attachments"] = [{"name": r.name, "media_type": r.media_type, "size": r.size, "digest": r.digest} for r, _ in refs]
    if body.get("answer"):
        said["answer"] = dict(body["answer"])
    if manner.remark:
        said["remark"] = {"en": manner.remark} if isinstance(manner.remark, str) else dict(manner.remark)
    act = Draft(
        kind=kind,
        post=manner.post or node.home.settings.post,
        label=label_for(node, charter, manner),
        targets=tuple(targets),
        cites=tuple(cites),
        body=said or None,
        expires_at=manner.expires_at,
    )
    return say_one(node, charter.id, Submission(act, manner.request, tuple(refs)))


def whose_move(node: Node, act: Act) -> list[str]:
    """What follows after an act, one sentence for each record it touches: who may do what, or that nothing is awaited."""
    found = look.find_act(node, act.id)
    touched = records.records_of(node.alias, [found.position]).get(found.position, [])
    return [words_for(folded) for record in dict.fromkeys(touched) if (folded := look.record_state(node, record)) is not None]


VERBS = {
    "accept": "accepts, counters or declines",
    "conclude": "concludes, by itself",
    "confirm": "confirms, by itself",
    "withdraw": "withdraws or proposes another text",
}


def words_for(state: Record) -> str:
    """Whose move it is on a record, in a sentence."""
    if state.party is not None:
        return "Nothing is awaited: this is one side's own statement."
    if not state.moves:
        return {"in-effect": "In effect; nothing is awaited.", "lapsed": "Nothing is on the table."}.get(state.state, "Nothing is awaited.")
    by_party: dict[str, list[str]] = {}
    for party, verb, _ in state.moves:
        by_party.setdefault(party, []).append(VERBS.get(verb, verb))
    return "; ".join(f"{party} {' or '.join(dict.fromkeys(verbs))}" for party, verbs in by_party.items()) + "."
