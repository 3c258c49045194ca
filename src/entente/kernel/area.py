"""The contract between fields of cooperation and the rest of the house: record types, rules, dated intervals.

Pure. An area declares `Kind`s (record types with frozen schema versions) and rules over one declared group of linked records. A rule
returns dated intervals and never looks at a clock: a state on a date is a comparison with the ends.
Serves every clause through the areas; I1 is the first user.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

import msgspec

Schema = type[msgspec.Struct]
Words = Mapping[str, str]
"""A sentence by language: {"en": ..., "ja": ...}; at least one."""

Sort = Literal["obligation", "finding", "fact", "indicator", "standing"]

STANDINGS = ("no-evidence", "deferred", "fulfilled", "begun", "on-time", "due", "overdue", "lapsed")
"""A clause's standing, from least to most pressing; the worst standing of its measures is the clause's."""


class Interval(msgspec.Struct, frozen=True, gc=False):
    """One thing that is so from `starts` (inclusive) until `ends` (exclusive; None = open-ended), in days.

    `code` names the rule's product ("measure.schedule"), `state` its value ("overdue"). `move` is the party whose move it is, or None.
    `acts` are the acts it rests on, `reason` says why in words. An indicator carries `numerator` and `denominator`.
    """

    sort: Sort
    code: str
    state: str
    starts: date
    ends: date | None
    record: str
    reason: Words
    acts: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    move: str | None = None
    numerator: int | None = None
    denominator: int | None = None


class Revision(msgspec.Struct, frozen=True, gc=False):
    """One text of a record that had effect: a statement or its successor, or a concluded revision that all have confirmed."""

    text: Any  # the record type's Struct; None when the body is awaited, sealed or purged
    act: str  # act id: the statement, or the conclusion of a joint revision
    effective_on: date  # day (UTC) on which it took effect: signed_at of the statement, or of the last confirmation


class Linked(msgspec.Struct, frozen=True, gc=False):
    """A folded record as rules see it: joint records have no `party`, own statements have their author's."""

    record: str
    type: str
    party: str | None
    revisions: tuple[Revision, ...]  # oldest first; all that had effect
    withdrawn_on: date | None = None

    @property
    def text(self) -> Any:
        """The text now in effect, or None."""
        return self.revisions[-1].text if self.revisions and self.withdrawn_on is None else None


class Group(msgspec.Struct, frozen=True, gc=False):
    """Records that rules read together, and the parties of their channel."""

    key: str
    records: tuple[Linked, ...]
    parties: tuple[str, ...]

    def of(self, type_: str) -> tuple[Linked, ...]:
        """The group's records of one type."""
        return tuple(r for r in self.records if r.type == type_)


Rule = Callable[[Group], Iterable[Interval]]


class Facets(msgspec.Struct, frozen=True, gc=False):
    """The generic columns every list shows, read from one text.

    `filters` is what else lists are narrowed by, each as name=value: the few fields that an area marks so.
    """

    code: str
    titles: Words
    clauses: tuple[str, ...] = ()
    start: date | None = None
    due: date | None = None
    end: date | None = None
    filters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """What a check found: where in the text, the domain rule, and the sentence."""

    path: str
    rule: str
    words: Words


@dataclass(frozen=True, slots=True)
class Part:
    """A heading of a form and the fields under it, by their names at the top of the schema."""

    titles: Words
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A record type.

    A published schema version is frozen; a node that lacks one seals the body and reads it again after its upgrade.
    """

    type: str
    joint: bool
    titles: Words
    schemas: Mapping[int, Schema]  # each published version, to its Struct
    facets: Callable[[Any], Facets]
    clauses: tuple[str, ...]
    # The key of the group that a record of that id and text belongs to; its own id by default.
    group: Callable[[str, Any], str] = lambda record, text: record
    # What stands against proposing or issuing a text and the schema alone cannot say; a draft may carry it as findings.
    check: Callable[[Any, tuple[str, ...]], Iterable[Problem]] = lambda text, parties: ()
    national: Schema | None = None  # the overlay that never leaves the home node
    authentic: tuple[str, ...] = ("en",)  # the languages in which its texts are authentic
    # What stands against an overlay, given it and the shared text (None: it cannot be read).
    check_national: Callable[[Any, Any], Iterable[Problem]] = lambda fields, text: ()
    # Of the area's text.toml, when first asked for: titles of fields by path, with `path=VALUE` for the values of code lists and `path?`
    # for hints; and the headings of a form.
    words: Callable[[], Mapping[str, Words]] = dict
    parts: Callable[[], tuple[Part, ...]] = tuple

    @property
    def latest(self) -> int:
        """The newest schema version this node can write."""
        return max(self.schemas)


@dataclass(frozen=True, slots=True)
class Area:
    """One field of cooperation: its record types and the rules over their groups."""

    name: str
    titles: Words
    clauses: tuple[str, ...]
    kinds: tuple[Kind, ...]
    rules: tuple[Rule, ...] = ()
    rules_version: int = 1  # raised when the rules find something else in the same records, so that nodes tell their history again


@dataclass(frozen=True, slots=True)
class Registry:
    """What one node can read: its areas. An argument, so that two versions of a node can run side by side."""

    areas: tuple[Area, ...]
    kinds: Mapping[str, Kind] = field(init=False)
    rules: Mapping[str, tuple[Rule, ...]] = field(init=False)  # by record type: those of its area

    def __post_init__(self) -> None:
        object.__setattr__(self, "kinds", {kind.type: kind for area in self.areas for kind in area.kinds})
        object.__setattr__(self, "rules", {kind.type: area.rules for area in reversed(self.areas) for kind in area.kinds})

    def rules_for(self, type_: str) -> tuple[Rule, ...]:
        """The rules of the area that owns a record type; none for a type this node does not know."""
        return self.rules.get(type_, ())
