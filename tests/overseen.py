"""A pair of nodes with something to oversee: the declaration, measures, two series, meetings, reports that differ, words at home.

Touches temporary folders and databases. Meetings are facts of the public record; all else is invented.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import msgspec
from tests import nodes

from entente.areas.action_plan import sample as plan
from entente.areas.consultations import sample as consultations
from entente.areas.instruments import declaration_of_2017
from entente.kernel.act import Act, Draft, Target
from entente.node import submit

Seen = tuple[nodes.World, dict[str, Act]]
MINE = "We hold out for the joint ledger."


def text(struct: Any, **changed: Any) -> dict[str, Any]:
    """A sample as JSON values."""
    made: dict[str, Any] = json.loads(msgspec.json.encode(struct))
    return made | changed


def play(world: nodes.World) -> dict[str, Act]:
    """All of it; the acts by name."""
    found = {"declaration": world.propose("GBR", "instrument", declaration_of_2017())}
    world.agree(found["declaration"])
    found["2+2"] = world.propose("GBR", "meeting-series", text(consultations.series(consultations.PROMISES[0])), schema=2)
    found["nsa"] = world.propose("GBR", "meeting-series", text(consultations.series(consultations.PROMISES[4])), schema=2)
    found["acsa"] = world.propose("GBR", "measure", text(plan.ACSA, commitments=["jp-gb-2017#S6a"]))
    for name in ("2+2", "nsa", "acsa"):
        world.agree(found[name])
    found["third"] = world.propose("JPN", "meeting", text(consultations.meeting(consultations.PUBLIC_RECORD[2], found["2+2"].id)))
    world.agree(found["third"])
    found["waiting"] = world.propose("JPN", "measure", text(plan.CYBER))
    for code, rag in (("GBR", "GREEN"), ("JPN", "AMBER")):
        report = nodes.report(found["acsa"].id, 9, rag=rag, narrative={"en": f"{code} says so.", "ja": f"{code}の説明"})
        found[f"report-{code}"] = world.state(code, "progress-report", report)
    why = {"said_on": "2018-10-01", "text": {"en": "The advisers met elsewhere."}, "clauses": ["jp-gb-2017#I3"]}
    found["why"] = world.state("JPN", "explanation", why)
    world.settle()
    found["lines"] = at_home(world, found["acsa"].id, "measure", {"red_lines": [{"en": MINE}]})
    return found


def at_home(world: nodes.World, record: str, type_: str, fields: Mapping[str, Any]) -> Act:
    """London's own fields on a record."""
    node = world["GBR"]
    held = {"record": record, "type": type_, "schema": 1, "fields": fields, "officer": "gbr-drafter", "post": "GBR:FCDO:desk"}
    label = nodes.label(["GBR"], "OFFICIAL-SENSITIVE")
    body = {"texts": [held]}
    return submit.say(node, node.national().id, Draft("state", node.home.settings.post, label, (Target("overlay", 1),), (), body))
