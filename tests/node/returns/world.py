"""A plan with leads of several authorities at London's node, and a round over it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from tests import nodes
from tests.said import instrument, measure

from entente.areas.action_plan import sample
from entente.areas.commissioning.form import Answer, Given, read
from entente.areas.commissioning.records import Ask
from entente.areas.commissioning.reference import reference
from entente.kernel.act import Draft, Target
from entente.kernel.bilingual import Prose, Title
from entente.node import submit
from entente.node.node import Node
from entente.node.officer import COORDINATOR, DRAFTER, Officer
from entente.node.returns import rounds
from entente.node.returns.rounds import Question, Standing

ANN = Officer("ann", "GBR:FCDO:desk", frozenset({COORDINATOR, DRAFTER, "assigning-officer", "reader"}))
LEAD = Officer("bob", "GBR:MOD:desk", frozenset({"reader"}))
CODE = "GBR-CR-2018-4"
MOD, FCDO, HO = "GBR-M-2018-006", "GBR-M-2018-013", "GBR-M-2018-031"
QUESTION = Question(CODE, Title("Fourth quarter", "第4四半期"), (date(2018, 10, 1), date(2018, 12, 31)), date(2018, 12, 14), Prose("Note."))


@dataclass
class Plan:
    """The world, London's node, and the measures' records by number."""

    world: nodes.World
    node: Node
    measures: dict[str, str]

    def opened_once(self) -> Standing:
        """The round, opened where it was not yet."""
        if not any(one.text.code == CODE for one in rounds.rounds(self.node)):
            rounds.ask(self.node, ANN, self.node.find_channel(None), QUESTION)
        return rounds.find(self.node, CODE)

    def answer(self, found: Standing, code: str, **cells: str) -> tuple[Ask, Answer]:
        """An answer to a measure of the round."""
        asked = next(one for one in found.text.asked if one.code == code)
        typed = {"reference": str(reference(found.row.id, found.text.code, asked)), "rag": "Green", "narrative.en": "Well.", "by": "Bob"}
        return asked, read(Given({"en": "here", "ja": "ここ"}, typed | {key.replace("__", "."): text for key, text in cells.items()}))


def with_settings(node: Node, **changed: object) -> Node:
    """The node with other settings."""
    return replace(node, home=replace(node.home, settings=replace(node.home.settings, **changed)))


def closed_to_others() -> dict[str, Any]:
    """A label of the channel for the two foreign ministries alone."""
    label = nodes.label(("GBR", "JPN"))
    label["categories"].insert(0, {"tag": "originator-control", "type": "restrictive", "values": ["GBR:FCDO", "JPN:FCDO"]})
    return label


@contextmanager
def plan(folder: Path) -> Iterator[Plan]:
    """Three measures in effect; the one of HO, and the report on that of MOD, are for the foreign ministries alone."""
    with nodes.build(folder, 2) as world:
        world.agree(world.propose("JPN", "instrument", instrument()))
        made = {}
        for code, lead, text in ((MOD, "MOD", sample.ACSA), (FCDO, "FCDO", sample.CYBER), (HO, "HO", sample.ACSA)):
            label = closed_to_others() if lead == "HO" else nodes.label(("GBR", "JPN"))
            body = {"texts": [measure(text, code, leads={"GBR": lead, "JPN": "MOD"}, supporting={})]}
            draft = Draft("propose", "GBR:FCDO:desk", label, (Target("measure", 1),), (), body)
            act = submit.say(world["GBR"], world.channel.id, draft)
            world.agree(act)
            made[code] = act.id
        world.state("GBR", "progress-report", nodes.report(made[FCDO], 7, narrative={"en": "Plain words."}))
        body = {"texts": [nodes.report(made[MOD], 7, narrative={"en": "Words for few."})]}
        draft = Draft("state", "GBR:FCDO:desk", closed_to_others(), (Target("progress-report", 1),), (), body)
        submit.say(world["GBR"], world.channel.id, draft)
        world.settle()
        yield Plan(world, world["GBR"], made)
