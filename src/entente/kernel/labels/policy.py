"""Security policy files: what classifications and categories a policy has, and whether a label is valid in it.

Pure; the bytes of a file come in. A policy file is JSON with the content of an XML SPIF's first layer (classifications with
hierarchy, category tags with type and values, marking phrases), so that a SPIF reader can fill the same values. Dominance goes by
`hierarchy`, which no two classifications of a policy share: families that are not one ladder are policies of their own.
Serves jp-gb-2017#S2, jp-gb-2017#A1.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from entente.kernel.errors import Refusal
from entente.kernel.labels.label import FIRST_FORM, IDENTIFIER, NAME, PARTY, TAG, TYPES, Label, matches
from entente.kernel.labels.strict import both, expect, fields, flag, items, load_file, number, text, unique
from entente.kernel.labels.verdict import Reason, Text, reason

FORMAT = "entente policy v1"


@dataclass(frozen=True)
class Classification:
    """A tier: its name in labels, its place (a higher `hierarchy` dominates), its marking on paper, whether it is still given."""

    name: str
    hierarchy: int
    marking: Text
    obsolete: bool


@dataclass(frozen=True)
class CategoryTag:
    """A category that a policy knows: `values` None means an open list; `phrase` holds {values} where they are printed."""

    tag: str
    type: str
    values: frozenset[str] | None
    obsolete: frozenset[str]
    phrase: Text


@dataclass(frozen=True)
class Policy:
    """One version of one party's security policy. `sample` files say so in `notice` and are no authority's."""

    identifier: str
    authority: str
    version: int
    sample: bool
    title: Text
    notice: Text
    classifications: tuple[Classification, ...]
    categories: tuple[CategoryTag, ...]


def level(policy: Policy, name: str) -> int | None:
    """The hierarchy of a classification, or None where the policy has none of that name."""
    return next((item.hierarchy for item in policy.classifications if item.name == name), None)


def parse_policy(data: bytes) -> Policy:
    """The policy in a file; refuses `policy-malformed` (D1). That it is the authority's own is for whoever verified its signature."""
    try:
        return _policy(load_file(data, FORMAT))
    except ValueError as problem:
        raise Refusal("policy-malformed", "D1", f"This is not a policy file: {problem}") from None


def _policy(file: dict[str, object]) -> Policy:
    value = fields(file, "identifier authority version sample title notice classifications categories")
    policy = Policy(
        identifier=text(value["identifier"], "an identifier", matches(IDENTIFIER, value["identifier"])),
        authority=text(value["authority"], "a party", matches(PARTY, value["authority"])),
        version=number(value["version"]),
        sample=flag(value["sample"]),
        title=both(value["title"]),
        notice=both(value["notice"]),
        classifications=tuple(_classification(item) for item in items(value["classifications"])),
        categories=tuple(_category(item) for item in items(value["categories"])),
    )
    expect(bool(policy.classifications), "it has no classification.")
    unique([item.name for item in policy.classifications], "classification")
    unique([item.hierarchy for item in policy.classifications], "hierarchy")
    unique([item.tag for item in policy.categories], "category")
    return policy


def _classification(item: object) -> Classification:
    value = fields(item, "name hierarchy marking obsolete")
    name = text(value["name"], "a classification", matches(NAME, value["name"]))
    return Classification(name, number(value["hierarchy"]), both(value["marking"]), flag(value["obsolete"]))


def _category(item: object) -> CategoryTag:
    value = fields(item, "tag type values obsolete phrase")
    tag = text(value["tag"], "a tag", matches(TAG, value["tag"]))
    kind = text(value["type"], "a type", isinstance(value["type"], str) and value["type"] in TYPES)
    expect(FIRST_FORM.get(tag, kind) == kind, f"the type of {tag} is {FIRST_FORM.get(tag)}.")
    values = None if value["values"] is None else _names(value["values"])
    obsolete = _names(value["obsolete"])
    expect(values is None or obsolete <= values, f"an obsolete value of {tag} is not among its values.")
    return CategoryTag(tag, kind, values, obsolete, both(value["phrase"]))


def _names(value: object) -> frozenset[str]:
    found = [text(item, "a value", matches(NAME, item)) for item in items(value)]
    unique(found, "value")
    return frozenset(found)


def validate(label: Label, policy: Policy, *, new: bool = False) -> list[Reason]:
    """Why the label is not valid in this policy: unknown classification or category, wrong type, unknown value (D2, D3).

    `new` asks for a label that is being given: what is obsolete, and still valid on old labels, is then refused too.
    """
    if label.policy != policy.identifier:
        return [reason("policy-unknown", policy=label.policy)]
    tier = next((item for item in policy.classifications if item.name == label.classification), None)
    problems = []
    if tier is None:
        problems.append(reason("classification-unknown", policy=policy.identifier, name=label.classification))
    elif new and tier.obsolete:
        problems.append(reason("classification-obsolete", name=tier.name))
    known = {item.tag: item for item in policy.categories}
    for category in label.categories:
        tag = known.get(category.tag)
        if tag is None:
            problems.append(reason("category-unknown", policy=policy.identifier, tag=category.tag))
        elif tag.type != category.type:
            words = {"tag": tag.tag, "expected": tag.type, "found": category.type}
            problems.append(reason("category-type", policy=policy.identifier, **words))
        else:
            problems.extend(_value_problems(category.values, tag, policy, new))
    return problems


def _value_problems(values: Iterable[str], tag: CategoryTag, policy: Policy, new: bool) -> Iterable[Reason]:
    for value in values:
        if tag.values is not None and value not in tag.values:
            yield reason("value-unknown", policy=policy.identifier, tag=tag.tag, value=value)
        elif new and value in tag.obsolete:
            yield reason("value-obsolete", tag=tag.tag, value=value)


def marking(label: Label, policy: Policy) -> Text:
    """The label as it is printed, in both languages: the tier's marking, then each category's phrase. For labels valid in the policy."""
    tiers = {item.name: item.marking for item in policy.classifications}
    phrases = {item.tag: item.phrase for item in policy.categories}
    tier = tiers.get(label.classification, Text(label.classification, label.classification))
    en, ja = [tier.en], [tier.ja]
    for category in label.categories:
        phrase = phrases.get(category.tag, Text(f"{category.tag} {{values}}", f"{category.tag} {{values}}"))
        en.append(phrase.en.replace("{values}", " ".join(category.values)))
        ja.append(phrase.ja.replace("{values}", "、".join(category.values)))
    return Text(" ".join(en), " ".join(ja))
