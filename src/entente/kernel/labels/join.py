"""The label of a compound (an agenda, a report, a search page) from the labels of its parts, and who may still have it.

Pure. Rule D12 [R2.1]: per policy the highest classification, the intersection of permissive values, the union of restrictive ones;
labels of different policies are kept side by side and each applies. Nothing in common is an error, never "no restriction". The join
is commutative, associative and idempotent, an error stays one however much is added, and whoever may read the whole may read each
part. Serves jp-gb-2017#S2, jp-gb-2017#A1, jp-gb-2017#I1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from entente.kernel.errors import Refusal
from entente.kernel.labels.equivalence import Equivalence, governing, translate
from entente.kernel.labels.label import ORIGINATOR_CONTROL, PERMISSIVE, RELEASABLE_TO, Category, Label, addressees, releasable_to
from entente.kernel.labels.policy import Policy, level, validate
from entente.kernel.labels.verdict import Reason, Verdict, reason, verdict


@dataclass(frozen=True)
class Lost:
    """A party that some part names and the whole cannot go to; `members` are the positions of the parts that are the cause."""

    party: str
    members: tuple[int, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Joined:
    """One label per policy in order of policy, or none and the reasons in `verdict`; who may be sent the whole, and who fell out."""

    labels: tuple[Label, ...]
    verdict: Verdict
    parties: frozenset[str]
    lost: tuple[Lost, ...]


def audience(label: Label, policies: Mapping[str, Policy]) -> frozenset[str]:
    """The parties a label is releasable to; for a national label its policy's authority, and nobody where that is unknown."""
    listed = releasable_to(label)
    if listed is not None:
        return listed
    policy = policies.get(label.policy)
    return frozenset({policy.authority}) if policy else frozenset()


def may_receive(label: Label, party: str, policies: Mapping[str, Policy], equivalences: Sequence[Equivalence], on: date) -> Verdict:
    """Whether this recipient may be sent the item: listed (D5), addressed (D7), and with a place for it in its own policy (D11)."""
    against = []
    policy = policies.get(label.policy)
    if policy is None:
        against.append(reason("policy-unknown", concerns=party, policy=label.policy))
    else:
        against += [Reason(item.code, item.rule, item.en, item.ja, party) for item in validate(label, policy)]
    parties = audience(label, policies)
    if party not in parties:
        listed = " ".join(sorted(parties)) or "-"
        against.append(reason("party-not-listed", concerns=party, listed=listed, party=party))
    if not _addressed(party, [label]):
        against.append(reason("no-organisation-addressed", concerns=party, party=party))
    if policy and policy.authority != party:
        against += _without_place(label, party, policies, equivalences, on)
    return verdict(against, reason("receive-allowed", concerns=party, party=party, name=label.classification))


def _addressed(party: str, labels: Iterable[Label]) -> bool:
    named = addressees(labels)
    return named is None or any(organisation.startswith(f"{party}:") for organisation in named)


def _without_place(label: Label, party: str, policies: Mapping[str, Policy], equivalences: Sequence[Equivalence], on: date) -> list[Reason]:
    own = [policy for policy in policies.values() if policy.authority == party]
    if not own:
        return [reason("recipient-policy-unknown", concerns=party, party=party)]
    for policy in own:
        table = governing(equivalences, label.policy, policy.identifier, on)
        try:
            if table and translate(label, policy, table, on):
                return []
        except Refusal:  # another policy of the recipient may have a place
            continue
    return [reason("no-mapping", concerns=party, party=party, name=label.classification, on=on.isoformat())]


def join(labels: Sequence[Label], policies: Mapping[str, Policy], equivalences: Sequence[Equivalence], on: date) -> Joined:
    """The label or labels of the whole; refuses `join-empty` (D12) where there is no part, and
    `label-malformed` (D1) where a label could not hold all the caveats: the parts are then sent singly.

    Refused in `verdict`, with no label, where a part is not valid here or nobody is left who may have the whole.
    """
    if not labels:
        raise Refusal("join-empty", "D12", "A whole without parts has no label.")
    against = [problem for label in dict.fromkeys(labels) for problem in _sealed(label, policies)]
    combined: tuple[Label, ...] = ()
    if not against:
        against, combined = _combine(list(dict.fromkeys(labels)), policies)
    lost = _lost(labels, policies, equivalences, on)
    named = frozenset[str]().union(*(audience(label, policies) for label in labels))
    parties = frozenset() if against else named - {item.party for item in lost}
    return Joined(combined, verdict(against, reason("joined")), parties, lost)


def _sealed(label: Label, policies: Mapping[str, Policy]) -> list[Reason]:
    policy = policies.get(label.policy)
    return validate(label, policy) if policy else [reason("policy-unknown", policy=label.policy)]


def _combine(labels: Sequence[Label], policies: Mapping[str, Policy]) -> tuple[list[Reason], tuple[Label, ...]]:
    """The reasons why nobody is left, or the label for each policy. Every label is known and valid here."""
    against = []
    if not frozenset.intersection(*(audience(label, policies) for label in labels)):
        against.append(reason("nobody-left", tag=RELEASABLE_TO))
    named = addressees(labels)
    if named is not None and not named:
        against.append(reason("nobody-left", tag=ORIGINATOR_CONTROL))
    groups: dict[str, list[Label]] = {}
    for label in labels:
        groups.setdefault(label.policy, []).append(label)
    categories = {identifier: _categories(group, policies) for identifier, group in groups.items()}
    for _, found in sorted(categories.items()):
        empty = sorted(tag for (tag, _), values in found.items() if not values and tag != RELEASABLE_TO)
        against += [reason("nobody-left", tag=tag) for tag in empty]
    if against:
        return against, ()
    return [], tuple(
        Label(identifier, _highest(group, policies[identifier]), _ordered(categories[identifier], group))
        for identifier, group in sorted(groups.items())
    )


def _highest(group: Iterable[Label], policy: Policy) -> str:
    return max((level(policy, label.classification) or 0, label.classification) for label in group)[1]


def _categories(group: Sequence[Label], policies: Mapping[str, Policy]) -> dict[tuple[str, str], frozenset[str]]:
    """Values by tag and type, without originator-control, whose lists stay apart."""
    found: dict[tuple[str, str], frozenset[str]] = {}
    for label in group:
        for category in label.categories:
            key, values = (category.tag, category.type), frozenset(category.values)
            if category.type == PERMISSIVE:
                found[key] = found.get(key, values) & values
            elif category.tag != ORIGINATOR_CONTROL:
                found[key] = found.get(key, frozenset()) | values
    if (RELEASABLE_TO, PERMISSIVE) in found:  # a national part leaves the originator alone; without any list the whole stays national
        found[RELEASABLE_TO, PERMISSIVE] = frozenset.intersection(*(audience(label, policies) for label in group))
    return found


def _ordered(found: Mapping[tuple[str, str], frozenset[str]], group: Iterable[Label]) -> tuple[Category, ...]:
    lists = {item for label in group for item in label.categories if item.tag == ORIGINATOR_CONTROL}
    rest = [Category(tag, kind, tuple(sorted(values))) for (tag, kind), values in found.items()]
    return tuple(sorted([*lists, *rest], key=lambda item: (item.tag, item.type, item.values)))


def _lost(labels: Sequence[Label], policies: Mapping[str, Policy], equivalences: Sequence[Equivalence], on: date) -> tuple[Lost, ...]:
    named = sorted(frozenset[str]().union(*(audience(label, policies) for label in labels)))
    controlled = tuple(at for at, label in enumerate(labels) if addressees([label]) is not None)
    lost = []
    for party in named:
        answers = {label: may_receive(label, party, policies, equivalences, on) for label in set(labels)}
        cause = tuple(at for at, label in enumerate(labels) if not answers[label].allowed)
        if cause:
            reasons = dict.fromkeys(item for at in cause for item in answers[labels[at]].reasons)
            lost.append(Lost(party, cause, tuple(reasons)))
        elif not _addressed(party, labels):
            lost.append(Lost(party, controlled, (reason("no-organisation-addressed", concerns=party, party=party),)))
    return tuple(lost)
