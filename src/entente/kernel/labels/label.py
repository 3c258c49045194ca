"""Confidentiality labels: policy, classification, categories.

Pure. The terms are those of STANAG 4774 (policy identifier, classification, category with tag name and type permissive, restrictive
or informative). A label is a value in an act's header, so its JSON form is exact: one way to write each label, and a value that is not
written so is refused rather than put right. Serves jp-gb-2017#S2, jp-gb-2017#A1.

What the three tags of the first form mean to a reader:
`releasable-to`       permissive, ISO 3166-1 alpha-3: the reader's party and nationality are both listed; absent = national, the
                      originator's party alone.
`originator-control`  restrictive, organisations such as GBR:FCDO: the reader's organisation is on the list. The tag may stand several
                      times, each a list of its own, and the reader is on every one (so lists are never merged: that would widen them).
`purpose`             restrictive: the reader is authorised for every purpose named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from entente.kernel import canonical
from entente.kernel.errors import Refusal

PERMISSIVE = "permissive"
RESTRICTIVE = "restrictive"
INFORMATIVE = "informative"
TYPES = frozenset({PERMISSIVE, RESTRICTIVE, INFORMATIVE})

RELEASABLE_TO = "releasable-to"
ORIGINATOR_CONTROL = "originator-control"
PURPOSE = "purpose"
FIRST_FORM = {RELEASABLE_TO: PERMISSIVE, ORIGINATOR_CONTROL: RESTRICTIVE, PURPOSE: RESTRICTIVE}

MAX_CATEGORIES = 32
MAX_VALUES = 256

IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9:._/-]{0,199}")
TAG = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
NAME = re.compile(r"[!-~](?:[ -~]{0,126}[!-~])?")
# The shape and not ISO's list of the day: gate 1 must answer alike for ever, and exercises use user-assigned codes.
PARTY = re.compile(r"[A-Z]{3}")
ORGANISATION = re.compile(r"[A-Z]{3}:[A-Z0-9](?:[A-Z0-9-]{0,62}[A-Z0-9])?")
_VALUE_FORMS = {RELEASABLE_TO: PARTY, ORIGINATOR_CONTROL: ORGANISATION}


def matches(form: re.Pattern[str], value: object) -> bool:
    """Whether `value` is a string that has `form` from end to end."""
    return isinstance(value, str) and form.fullmatch(value) is not None


def _require(condition: bool, words: str) -> None:
    if not condition:
        raise Refusal("label-malformed", "D1", words)


@dataclass(frozen=True)
class Category:
    """One tag with its values, sorted and unique. Construction refuses `label-malformed` (D1), so a value in hand is well formed."""

    tag: str
    type: str
    values: tuple[str, ...]

    def __post_init__(self) -> None:
        _require(matches(TAG, self.tag) and len(self.tag) <= 64, "A category's tag is lower-case words joined by hyphens.")
        _require(isinstance(self.type, str) and self.type in TYPES, f"The type of category {self.tag} is not known.")
        _require(FIRST_FORM.get(self.tag, self.type) == self.type, f"Category {self.tag} is {FIRST_FORM.get(self.tag)}, nothing else.")
        _require(
            isinstance(self.values, tuple) and 0 < len(self.values) <= MAX_VALUES,
            f"Category {self.tag} holds from one to {MAX_VALUES} values.",
        )
        form = _VALUE_FORMS.get(self.tag, NAME)
        _require(all(matches(form, value) for value in self.values), f"A value of category {self.tag} is not in its form.")
        _require(
            all(a < b for a, b in pairwise(self.values)),
            f"The values of category {self.tag} are not sorted and unique.",
        )


@dataclass(frozen=True)
class Label:
    """Policy, classification, categories in order of (tag, type, values). Construction refuses `label-malformed` (D1)."""

    policy: str
    classification: str
    categories: tuple[Category, ...] = ()

    def __post_init__(self) -> None:
        _require(matches(IDENTIFIER, self.policy), "A label names its policy by an identifier.")
        _require(matches(NAME, self.classification), "A label names one classification.")
        _require(
            isinstance(self.categories, tuple) and len(self.categories) <= MAX_CATEGORIES,
            f"A label holds at most {MAX_CATEGORIES} categories.",
        )
        keys = [(category.tag, category.type, category.values) for category in self.categories]
        _require(all(a < b for a, b in pairwise(keys)), "The categories of a label are not sorted and unique.")
        once = [key[:2] for key in keys if key[0] != ORIGINATOR_CONTROL]
        _require(len(once) == len(set(once)), "A category other than originator-control stands twice.")


def parse_label(value: object) -> Label:
    """The label that a decoded JSON value holds; refuses `label-malformed` (D1). Whether its policy allows it is `policy.validate`'s.

    Equal labels come back as one object while they are in use, so that decisions on them are looked up rather than computed.
    """
    _require(isinstance(value, dict) and value.keys() == {"policy", "classification", "categories"}, "This is not a label.")
    assert isinstance(value, dict)
    categories = value["categories"]
    _require(isinstance(categories, list) and len(categories) <= MAX_CATEGORIES, "A label's categories are a short list.")
    try:
        return _interned(value["policy"], value["classification"], tuple([_category_parts(item) for item in categories]))
    except TypeError:  # a list or an object where a string belongs cannot be looked up
        raise Refusal("label-malformed", "D1", "A label is made of strings.") from None


def read_label(value: object) -> Label:
    """As `parse_label`, for a value decoded from a header, which is canonical JSON: looked up by its bytes."""
    return _read(canonical.encode_again(value))


@lru_cache(maxsize=8192)
def _read(data: bytes) -> Label:
    return parse_label(canonical.decode(data))


def _category_parts(value: object) -> tuple[str, str, tuple[str, ...]]:
    _require(isinstance(value, dict) and value.keys() == {"tag", "type", "values"}, "This is not a category of a label.")
    assert isinstance(value, dict)
    _require(isinstance(value["values"], list), "A category's values are a list.")
    return value["tag"], value["type"], tuple(value["values"])


@lru_cache(maxsize=8192)
def _interned(policy: str, classification: str, categories: tuple[tuple[str, str, tuple[str, ...]], ...]) -> Label:
    return Label(policy, classification, tuple(Category(*parts) for parts in categories))


def label_of(
    policy: str,
    classification: str,
    *,
    releasable_to: Iterable[str] = (),
    originator_control: Iterable[str] = (),
    purpose: Iterable[str] = (),
) -> Label:
    """A label from unsorted values, as a form or a command gives them; an empty group leaves its category out."""
    groups = ((ORIGINATOR_CONTROL, originator_control), (PURPOSE, purpose), (RELEASABLE_TO, releasable_to))
    filled = ((tag, tuple(sorted(set(values)))) for tag, values in groups)
    return Label(policy, classification, tuple(Category(tag, FIRST_FORM[tag], values) for tag, values in filled if values))


def releasable_to(label: Label) -> frozenset[str] | None:
    """The parties listed, or None where the label is national."""
    for category in label.categories:
        if category.tag == RELEASABLE_TO:
            return frozenset(category.values)
    return None


def covers(label: Label, parties: frozenset[str]) -> bool:
    """Gate 1: whether the label may stand in a channel of these parties. Reads structure alone; no policy file is consulted.

    A national label fits a channel of one party, who is the originator of everything in it. No party at all is never covered.
    """
    listed = releasable_to(label)
    return len(parties) == 1 if listed is None else bool(parties) and parties <= listed


def addressees(labels: Iterable[Label]) -> frozenset[str] | None:
    """The organisations that stand on every originator-control list of these labels; None where there is no such list."""
    lists = [frozenset(item.values) for label in labels for item in label.categories if item.tag == ORIGINATOR_CONTROL]
    return frozenset.intersection(*lists) if lists else None
