"""The words of roles, and of what stays at home; those of areas and of records' lives are implementation.area_words's, given on here.

Pure. Serves every clause.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from functools import cache

from entente.areas import AREAS
from entente.implementation.area_words import MOVES, RECORD_STATES, kind, move, of_areas, product, state
from entente.kernel.area import Words

__all__ = [
    "AT_HOME",
    "INSIDE",
    "MOVES",
    "RECORD_STATES",
    "ROLES",
    "inside",
    "kind",
    "move",
    "of_areas",
    "product",
    "state",
    "steps",
    "types",
]

ROLES: Mapping[str, Words] = {
    "drafter": {"en": "drafts", "ja": "起案"},
    "clearing": {"en": "clears drafts", "ja": "決裁"},
    "releasing-officer": {"en": "releases to partners", "ja": "発出"},
    "accepting-officer": {"en": "accepts proposals", "ja": "同意"},
    "coordinator": {"en": "asks the leads for returns", "ja": "取りまとめ"},
    "assigning-officer": {"en": "assigns labels", "ja": "区分指定"},
    "reader": {"en": "reads", "ja": "閲覧"},
    "administrator": {"en": "looks after the node", "ja": "ノードの管理"},
    "security-officer": {"en": "looks after labels and clearances", "ja": "保全管理"},
}


AT_HOME = {"issued": "kept", "withdrawn": "closed"}
"""What the states of statements are called on records that never leave this node: nobody else was told anything."""

INSIDE = ("drafting", "administration", "commissioning", "invitations")
"""Areas whose records stay at home: nothing of theirs is issued."""


@cache
def inside() -> frozenset[str]:
    """The record types that never leave this node."""
    return frozenset(kind.type for area in AREAS if area.name in INSIDE for kind in area.kinds)


@cache
def steps() -> frozenset[str]:
    """The record types that are steps about a draft, a round, a record or a post, and no record to open by itself."""
    return inside() - {"draft", "commissioning-round"}


def types(known: Container[str]) -> list[str]:
    """The record types out of these as lists offer them, in either language: area by area as officers use them, what is no record last."""
    every = [one.type for area in AREAS for one in area.kinds if one.type in known]
    return sorted(every, key=lambda type_: type_ in steps())
