"""The three decisions: may this person read, assign, release. The only place where they are taken.

Pure. Each is its own: to assign or to release is not implied by reading, though nobody releases what he may not read, since the
release screen shows it. Rules D1-D12 stand in `verdict`. Need-to-know within the reader's own organisation [R2.2] is national and is
not decided here. Decisions are remembered by value, so lists may ask once per row. Serves jp-gb-2017#S2, jp-gb-2017#A1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from entente.kernel.charter import Ceiling
from entente.kernel.errors import Refusal
from entente.kernel.labels.equivalence import Equivalence, governing, protection, within_ceiling
from entente.kernel.labels.join import Joined, audience, may_receive
from entente.kernel.labels.label import FIRST_FORM, INFORMATIVE, ORIGINATOR_CONTROL, PURPOSE, Label
from entente.kernel.labels.policy import Policy, level, validate
from entente.kernel.labels.verdict import Reason, Verdict, reason, verdict

READER = "reader"
ASSIGNING_OFFICER = "assigning-officer"
RELEASING_OFFICER = "releasing-officer"
ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class Reader:
    """A person as decisions see him: `organisation` such as GBR:FCDO, `clearances` from policy identifier to classification.

    Construction refuses `reader-malformed` (D1) for an organisation that is not the party's own. Any role but administrator admits to
    reading; no role at all does not.
    """

    party: str
    organisation: str
    nationality: str
    clearances: Mapping[str, str] = field(hash=False)
    purposes: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not self.organisation.startswith(f"{self.party}:"):
            raise Refusal("reader-malformed", "D1", f"{self.organisation} is not an organisation of {self.party}.")
        # A decision is remembered, so nothing that it rests on may change under it.
        object.__setattr__(self, "clearances", MappingProxyType(dict(self.clearances)))


@dataclass(frozen=True)
class Context:
    """What a node decides by, on a day: policies by identifier, tables, its ceiling, the party whose node it is."""

    party: str
    on: date
    ceiling: Ceiling
    policies: Mapping[str, Policy] = field(hash=False)
    equivalences: tuple[Equivalence, ...] = field(hash=False, default=())

    def __post_init__(self) -> None:
        object.__setattr__(self, "policies", MappingProxyType(dict(self.policies)))


def may_read(reader: Reader, label: Label, context: Context) -> Verdict:
    """Whether the person may see what the label stands on: D2-D9. Refused with every reason against."""
    return _may_read(reader, label, context)


@lru_cache(maxsize=65536)
def _may_read(reader: Reader, label: Label, context: Context) -> Verdict:
    policy = context.policies.get(label.policy)
    if policy is None:
        return verdict([reason("policy-unknown", policy=label.policy)])
    against = validate(label, policy) + _above_ceiling(label, context) + _undecidable(label)
    against += _outside_audience(reader, label, context)
    against += _not_cleared(reader, label, policy, context)
    against += _not_addressed(reader, label)
    if not reader.roles - {ADMINISTRATOR}:
        against.append(reason("role-administrator-alone" if reader.roles else "role-none"))
    return verdict(against, reason("read-allowed", held=_held(reader, label), name=label.classification))


def may_read_whole(reader: Reader, joined: Joined, context: Context) -> Verdict:
    """Whether the person may see a compound: he may read every label that it carries. Then he may read each part."""
    if not joined.verdict.allowed:
        return joined.verdict
    answers = [may_read(reader, label, context) for label in joined.labels]
    against = [item for answer in answers if not answer.allowed for item in answer.reasons]
    return verdict(list(dict.fromkeys(against)), *(item for answer in answers for item in answer.reasons))


def may_assign(reader: Reader, label: Label, context: Context) -> Verdict:
    """Whether the person may put this label on something new: the role (D9), his party's own policy and an audience with his party in
    it (D10), valid as a new label (D2, D3), at or below the ceiling (D4) and his own clearance (D6)."""
    against = _not_acting(reader, ASSIGNING_OFFICER, "role-assigning-missing", context)
    policy = context.policies.get(label.policy)
    if policy is None:
        return verdict([*against, reason("policy-unknown", policy=label.policy)])
    if policy.authority != context.party:
        words = {"policy": policy.identifier, "authority": policy.authority}
        against.append(reason("policy-not-own", own=context.party, **words))
    if context.party not in audience(label, context.policies):
        against.append(reason("originator-not-listed", own=context.party))
    against += validate(label, policy, new=True) + _above_ceiling(label, context)
    against += _not_cleared(reader, label, policy, context)
    return verdict(against, reason("assign-allowed", own=context.party, name=label.classification))


def may_release(reader: Reader, label: Label, to_parties: Iterable[str], context: Context) -> Verdict:
    """Whether the person may send the item to these recipients, all of them: the role (D9), he may read it himself, and each recipient
    may receive it. Reasons about a recipient name it in `party`; `join.may_receive` answers for one recipient alone."""
    recipients = sorted(set(to_parties))
    against = _not_acting(reader, RELEASING_OFFICER, "role-releasing-missing", context)
    if ADMINISTRATOR in reader.roles:
        against.append(reason("role-administrator-releases"))
    own = may_read(reader, label, context)
    if not own.allowed:
        against += own.reasons
    if not recipients:
        against.append(reason("no-recipient"))
    answers = [_may_receive(label, party, context) for party in recipients]
    against += [item for answer in answers if not answer.allowed for item in answer.reasons]
    return verdict(against, *(item for answer in answers for item in answer.reasons))


@lru_cache(maxsize=65536)
def _may_receive(label: Label, party: str, context: Context) -> Verdict:
    return may_receive(label, party, context.policies, context.equivalences, context.on)


def _not_acting(reader: Reader, role: str, missing: str, context: Context) -> list[Reason]:
    against = [] if role in reader.roles else [reason(missing)]
    if reader.party != context.party:
        against.append(reason("party-not-own", party=reader.party, own=context.party))
    return against


def _above_ceiling(label: Label, context: Context) -> list[Reason]:
    answer = within_ceiling(label, context.ceiling, context.policies, context.equivalences, context.on)
    return [] if answer.allowed else list(answer.reasons)


def _undecidable(label: Label) -> list[Reason]:
    """A reader holds no values of tags beyond the first form; only informative ones ask nothing of him."""
    unmet = [item.tag for item in label.categories if item.tag not in FIRST_FORM and item.type != INFORMATIVE]
    return [reason("category-undecidable", tag=tag) for tag in unmet]


def _outside_audience(reader: Reader, label: Label, context: Context) -> list[Reason]:
    parties = audience(label, context.policies)
    listed = " ".join(sorted(parties))
    against = []
    if reader.party not in parties:
        against.append(reason("party-not-listed", listed=listed, party=reader.party))
    if reader.nationality not in parties:
        against.append(reason("nationality-not-listed", listed=listed, nationality=reader.nationality))
    return against


def _not_addressed(reader: Reader, label: Label) -> list[Reason]:
    against = []
    for category in label.categories:
        if category.tag == ORIGINATOR_CONTROL and reader.organisation not in category.values:
            against.append(reason("organisation-not-addressed", organisation=reader.organisation))
        elif category.tag == PURPOSE:
            unheld = [value for value in category.values if value not in reader.purposes]
            against += [reason("purpose-not-held", purpose=value) for value in unheld]
    return list(dict.fromkeys(against))


def _not_cleared(reader: Reader, label: Label, policy: Policy, context: Context) -> list[Reason]:
    """A clearance in the label's own policy decides alone; without one, any that a table in force relates to the label suffices."""
    own = level(policy, label.classification)
    if own is None:
        return []  # said by `validate`
    held = reader.clearances.get(label.policy)
    if held is not None:
        tier = level(policy, held)
        return [] if tier is not None and tier >= own else [_below(held, label)]
    against = []
    for identifier, name in sorted(reader.clearances.items()):
        other = context.policies.get(identifier)
        table = governing(context.equivalences, label.policy, identifier, context.on)
        needed = protection(label, policy, other, table) if other and table else None
        if other is None or needed is None:
            continue
        tier = level(other, name)
        if tier is not None and tier >= needed:
            return []
        against.append(_below(name, label))
    return against or [reason("clearance-none", policy=label.policy, name=label.classification)]


def _below(held: str, label: Label) -> Reason:
    return reason("clearance-below", held=held, name=label.classification)


def _held(reader: Reader, label: Label) -> str:
    own = reader.clearances.get(label.policy)
    return own or " / ".join(name for _, name in sorted(reader.clearances.items()))
