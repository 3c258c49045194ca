"""What tests of pages and of what lies beneath them say: the shipped declaration, a measure, a draft of London's own."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

import msgspec
from tests import nodes

from entente.kernel.act import Act, Draft, Target
from entente.node import submit
from entente.node.node import Node


def instrument() -> dict[str, Any]:
    """The 2017 declaration as the text of an instrument record."""
    data: dict[str, Any] = json.loads(resources.files("entente.instrument").joinpath("data/japan_uk_2017.json").read_text("utf-8"))
    return data


def plain(text: Any) -> dict[str, Any]:
    """A record's text as JSON values, without the fields that say nothing."""
    made: dict[str, Any] = json.loads(msgspec.json.encode(text))
    return {key: value for key, value in made.items() if value is not None}


def measure(text: Any, code: str | None = None, **changed: Any) -> dict[str, Any]:
    """A sample measure as JSON values."""
    made: dict[str, Any] = json.loads(msgspec.json.encode(text))
    return made | ({"code": code} if code else {}) | changed


def national_draft(node: Node, classification: str, title: str = "A draft that only some may see") -> Act:
    """A draft in London's own channel, under a marking."""
    tag = {"tag": "releasable-to", "type": "permissive", "values": [node.party]}
    label = {"policy": nodes.POLICY, "classification": classification, "categories": [tag]}
    body = {
        "texts": [
            {
                "type": "measure",
                "schema": 1,
                "officer": "gbr-drafter",
                "post": "GBR:FCDO:desk",
                "text": {"code": "GBR-M-2018-099", "title": {"en": title, "ja": "限られた者のみ閲覧できる草案"}},
            }
        ]
    }
    return submit.say(node, node.national().id, Draft("state", node.home.settings.post, label, (Target("draft", 1),), (), body))
