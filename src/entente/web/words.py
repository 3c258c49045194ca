"""The words of areas and of records' lives, in English and Japanese: types, codes and states of rules, states of records, moves.

Reads each area's text.toml, once. The declaration is no treaty: participant, propose, accept, finalised, receipt confirmed, in effect
(DESIGN section 3). Serves every clause.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from entente.areas import AREAS
from entente.implementation.standing import STATE_WORDS
from entente.kernel.area import Words

RECORD_STATES: Mapping[str, Words] = {
    "proposed": {"en": "Proposed", "ja": "提案中"},
    "lapsed": {"en": "Proposal closed", "ja": "提案終了"},
    "concluded": {"en": "Finalised", "ja": "確定"},
    "in-effect": {"en": "In effect", "ja": "効力あり"},
    "issued": {"en": "Issued", "ja": "発出済み"},
    "withdrawn": {"en": "Withdrawn", "ja": "撤回"},
    "kept": {"en": "Kept here", "ja": "国内保管"},
    "closed": {"en": "Closed", "ja": "終了"},
}
MOVES: Mapping[str, tuple[Words, Words]] = {
    "accept": (
        {"en": "Accept or answer the proposal", "ja": "提案への同意又は回答"},
        {"en": "Their acceptance or answer", "ja": "相手側の同意又は回答"},
    ),
    "conclude": ({"en": "Finalise", "ja": "確定"}, {"en": "Their finalising", "ja": "相手側による確定"}),
    "confirm": ({"en": "Confirm receipt", "ja": "受領確認"}, {"en": "Their confirmation of receipt", "ja": "相手側の受領確認"}),
}
"""What a move is called when it is ours, and when it is theirs."""

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


@cache
def of_areas() -> Mapping[str, Any]:
    """Every area's visible strings by section ("type", "code", "state", "field", "enum")."""
    merged: dict[str, Any] = {}
    for area in AREAS:
        text = resources.files(f"entente.areas.{area.name}").joinpath("text.toml").read_text("utf-8")
        for section, entries in tomllib.loads(text).items():
            if section != "area":
                merged.setdefault(section, {}).update(entries)
    return merged


def kind(type_: str) -> Words:
    """A record type's name; the type itself where no area here knows it."""
    found: Words = of_areas()["type"].get(type_, {"en": type_, "ja": type_})
    return found


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


def product(rule_code: str) -> Words:
    """What a rule's code means."""
    found: Words = of_areas()["code"].get(rule_code, {"en": rule_code, "ja": rule_code})
    return found


def state(value: str, of: str = "") -> Words:
    """A state: of a rule's product where `of` names its code, "standing" for a clause's standing, else of a record."""
    if of == "standing":
        found = STATE_WORDS.get(value)
    elif of:
        found = of_areas()["state"].get(of, {}).get(value)
    else:
        found = RECORD_STATES.get(value)
    return found or {"en": value, "ja": value}


def move(verb: str, ours: bool) -> Words:
    """What a move is, seen from here."""
    found = MOVES.get(verb, ({"en": verb, "ja": verb}, {"en": verb, "ja": verb}))
    return found[0 if ours else 1]
