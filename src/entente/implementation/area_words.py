"""The words of areas and of records' lives, in English and Japanese: types, codes and states of rules, states of records, moves.

Pure but for each area's text.toml, which is read once. The declaration is no treaty: participant, propose, accept, finalised, receipt
confirmed, in effect. Serves every clause.
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

DEEDS: Mapping[str, Words] = {
    "propose": {"en": "Proposed", "ja": "提案"},
    "accept": {"en": "Accepted", "ja": "同意"},
    "decline": {"en": "Declined", "ja": "不同意"},
    "withdraw": {"en": "Withdrew", "ja": "撤回"},
    "conclude": {"en": "Finalised", "ja": "確定"},
    "confirm": {"en": "Confirmed receipt", "ja": "受領確認"},
    "state": {"en": "Stated", "ja": "発出"},
    "supersede": {"en": "Replaced", "ja": "差替え"},
    "purge": {"en": "Purged", "ja": "消去"},
    "spill": {"en": "Reported a spill", "ja": "誤送付の報告"},
    "answer": {"en": "Answered", "ja": "回答"},
}
"""What a kind of act is called in the history of a record."""


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
