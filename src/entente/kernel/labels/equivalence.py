"""Equivalence between policies: dated, directional, possibly partial tables; translation; the node's ceiling.

Pure. A table is signed elsewhere, by the security authorities; here it is read and applied. It is not invertible, and no row means no
sending. Where only *protection* is in question (may a person cleared in another policy see this, may this node hold it) a level without
a row is protected as the next level above that has one, and never less than a level beneath it: so a lower level is never harder to read
than a higher one. Serves jp-gb-2017#S2, jp-gb-2017#A1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from entente.kernel.charter import Ceiling
from entente.kernel.errors import Refusal
from entente.kernel.labels.label import IDENTIFIER, NAME, Label, matches
from entente.kernel.labels.policy import Policy, level, validate
from entente.kernel.labels.strict import both, expect, fields, flag, items, load_file, text, unique
from entente.kernel.labels.verdict import Text, Verdict, reason, verdict

FORMAT = "entente equivalence v1"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Equivalence:
    """A table from classifications of policy `source` to those of `target`, in force from one day to another, both included."""

    source: str
    target: str
    valid_from: date
    valid_to: date | None
    sample: bool
    notice: Text
    rows: tuple[tuple[str, str], ...]


def parse_equivalence(data: bytes) -> Equivalence:
    """The table in a file; refuses `equivalence-malformed` (D1). That both authorities signed it is for whoever verified that."""
    try:
        return _equivalence(load_file(data, FORMAT))
    except ValueError as problem:
        raise Refusal("equivalence-malformed", "D1", f"This is not an equivalence table: {problem}") from None


def _equivalence(file: dict[str, object]) -> Equivalence:
    value = fields(file, "source target valid_from valid_to sample notice classifications")
    source, target = (text(value[end], "an identifier", matches(IDENTIFIER, value[end])) for end in ("source", "target"))
    expect(source != target, "it maps a policy to itself.")
    first = _day(value["valid_from"])
    last = None if value["valid_to"] is None else _day(value["valid_to"])
    expect(last is None or first <= last, "it ends before it begins.")
    rows = tuple(_row(item) for item in items(value["classifications"]))
    unique([row[0] for row in rows], "classification")
    return Equivalence(source, target, first, last, flag(value["sample"]), both(value["notice"]), rows)


def _row(item: object) -> tuple[str, str]:
    value = fields(item, "from to")
    source, target = (text(value[end], "a classification", matches(NAME, value[end])) for end in ("from", "to"))
    return source, target


def _day(value: object) -> date:
    return date.fromisoformat(text(value, "a date such as 2018-04-01", matches(_DAY, value)))


def in_force(table: Equivalence, on: date) -> bool:
    """Whether the table applies on that day."""
    return table.valid_from <= on and (table.valid_to is None or on <= table.valid_to)


def governing(equivalences: Iterable[Equivalence], source: str, target: str, on: date) -> Equivalence | None:
    """The table that applies: of those in force the latest to begin. Two different ones begun on one day contradict: then none does."""
    found = [table for table in equivalences if (table.source, table.target) == (source, target) and in_force(table, on)]
    latest = max((table.valid_from for table in found), default=None)
    newest = {table for table in found if table.valid_from == latest}
    return newest.pop() if len(newest) == 1 else None


def translate(label: Label, target: Policy, equivalence: Equivalence, on: date) -> Label:
    """The label that stands beside the original in another policy, for the receiver's handling; the original is the caller's to keep.

    Categories carry over as they are, and the outcome is valid as a new label there. Refuses `equivalence-other`,
    `equivalence-not-in-force`, `equivalence-no-row`, `equivalence-outcome-invalid` (D11).
    """
    if (equivalence.source, equivalence.target) != (label.policy, target.identifier):
        raise Refusal("equivalence-other", "D11", f"This table does not lead from {label.policy} to {target.identifier}.")
    if not in_force(equivalence, on):
        raise Refusal("equivalence-not-in-force", "D11", f"The table from {label.policy} is not in force on {on}.")
    name = dict(equivalence.rows).get(label.classification)
    if name is None:
        raise Refusal("equivalence-no-row", "D11", f"{label.classification} has no place in {target.identifier}: it is not sent.")
    outcome = Label(target.identifier, name, label.categories)
    problems = validate(outcome, target, new=True)
    if problems:
        raise Refusal("equivalence-outcome-invalid", "D11", problems[0].en, problems[0].ja)
    return outcome


def protection(label: Label, source: Policy, target: Policy, equivalence: Equivalence) -> int | None:
    """The hierarchy in `target` whose holders may see the label, or None where the table leaves that open.

    Never falls as the label's level rises. A row that names a level unknown to either policy opens nothing at or above it.
    """
    own = level(source, label.classification)
    if own is None:
        return None
    rows = [(level(source, name), level(target, other)) for name, other in equivalence.rows]
    reach = min((tier for tier, _ in rows if tier is not None and tier >= own), default=None)
    if reach is None:
        return None
    needed = [other for tier, other in rows if tier is not None and tier <= reach]
    known = [other for other in needed if other is not None]
    return max(known) if len(known) == len(needed) else None


def within_ceiling(
    label: Label, ceiling: Ceiling, policies: Mapping[str, Policy], equivalences: Sequence[Equivalence], on: date
) -> Verdict:
    """Allowed where the label is at or below the ceiling (D4). A policy that the node does not know is above every ceiling (D2)."""
    policy, limit_policy = policies.get(label.policy), policies.get(ceiling.policy)
    limit = level(limit_policy, ceiling.classification) if limit_policy else None
    if limit_policy is None or limit is None:
        return verdict([reason("ceiling-unknown", name=ceiling.classification)])
    if policy is None:
        return verdict([reason("policy-unknown", policy=label.policy)])
    own = level(policy, label.classification)
    if own is None:
        return verdict([reason("classification-unknown", policy=label.policy, name=label.classification)])
    if label.policy != ceiling.policy:
        table = governing(equivalences, label.policy, ceiling.policy, on)
        own = protection(label, policy, limit_policy, table) if table else None
        if own is None:
            return verdict([reason("ceiling-no-mapping", name=label.classification)])
    words = {"name": label.classification, "ceiling": ceiling.classification}
    return verdict([] if own <= limit else [reason("ceiling-above", **words)], reason("ceiling-within", **words))
