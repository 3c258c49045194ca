"""Security policy files: what classifications and categories a policy has, and whether a label is valid in it.

Pure; the bytes of a file come in. A policy file is JSON with the content of an XML SPIF's first layer (classifications with
hierarchy, category tags with type and values, marking phrases), so that a SPIF reader can fill the same values. Dominance goes by
`hierarchy`, which no two classifications of a policy share: families that are not one ladder are policies of their own.
Serves jp-gb-2017#S2, jp-gb-2017#A1.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from entente.kernel.errors import Refusal
from entente.kernel.labels.label import FIRST_FORM, IDENTIFIER, NAME, PARTY, TAG, TYPES, Label, matches
from entente.kernel.labels.verdict import Reason, Text, reason

FORMAT = "entente policy v1"
MAX_FILE_BYTES = 4 * 1024 * 1024
MAX_NUMBER = 2**53


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


# Reading small files strictly. A problem is a ValueError in words; the caller turns it into its own refusal.


def load_file(data: bytes, form: str) -> dict[str, object]:
    """The members of a JSON file that names this format, less that name. A member given twice and deep nesting are problems."""
    expect(len(data) <= MAX_FILE_BYTES, "it is too large.")
    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=_members)
    except RecursionError:
        raise ValueError("it is nested too deep.") from None
    expect(isinstance(value, dict) and value.pop("format", None) == form, f'it does not say "format": "{form}".')
    members: dict[str, object] = value
    return members


def _members(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    expect(len(members) == len(pairs), "a member stands twice.")
    return members


def expect(condition: bool, words: str) -> None:
    """Nothing, or the problem."""
    if not condition:
        raise ValueError(words)


def fields(value: object, names: str) -> dict[str, object]:
    """The object's members, where they are exactly those named: a member not known here could change what the file means."""
    expected = names.split()
    if not isinstance(value, dict) or value.keys() != set(expected):
        raise ValueError(f"an object does not hold exactly {', '.join(expected)}.")
    return value


def items(value: object) -> list[object]:
    """The items of a list."""
    if not isinstance(value, list):
        raise ValueError("there is something else where a list belongs.")
    return value


def shown(value: object) -> str:
    """A value as a message can carry it: short, ASCII, and no deeper than itself."""
    return ascii(value)[:80] if isinstance(value, str | int) else f"a {type(value).__name__}"


def text(value: object, what: str, holds: bool = True) -> str:
    """A printable string with something in it, for which `holds` is true."""
    if not isinstance(value, str) or not value.strip() or not value.isprintable() or not holds:
        raise ValueError(f"{shown(value)} is not {what}.")
    return value


def number(value: object) -> int:
    """A whole number from 0 to 2^53."""
    if type(value) is not int or not 0 <= value <= MAX_NUMBER:
        raise ValueError(f"{shown(value)} is not a whole number from 0.")
    return value


def flag(value: object) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise ValueError(f"{shown(value)} is neither true nor false.")
    return value


def both(value: object) -> Text:
    """Words in English and Japanese."""
    words = fields(value, "en ja")
    return Text(text(words["en"], "a sentence"), text(words["ja"], "a sentence"))


def unique(values: list[str] | list[int], what: str) -> None:
    """A problem where a value stands twice."""
    expect(len(set(values)) == len(values), f"a {what} stands twice.")
