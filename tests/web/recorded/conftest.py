"""A node with words recorded at home and a partner who has joined, and words that the partner recorded of us."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from tests import nodes
from tests.web.sample import Stage, stage

from entente.node import say
from entente.node.national import recorded

NOTE = ("note.txt", "text/plain", b"They can live with it.")


def words(title: str, party: str = "JPN", **more: Any) -> dict[str, Any]:
    said = {"party": party, "said_on": "2018-09-14", "title": {"en": title}, "text": {"en": f"{title}: they agree."}, "source": "Telephone"}
    return said | {"clauses": ["jp-gb-2017#S6"]} | more


@dataclass
class Told:
    """The stage, the records at home by title, and what Tokyo recorded of us."""

    stage: Stage
    home: dict[str, str]
    of_us: str


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """Everything, closed on leaving."""
    with stage(tmp_path_factory.mktemp("recorded")) as made:
        node, manner = made.node, say.Manner(label=(nodes.POLICY, "OFFICIAL"))
        high = say.Manner(label=(nodes.POLICY, "OFFICIAL-SENSITIVE"))
        home = {name: recorded.record(node, node.national(), words(name), NOTE, manner).id for name in ("Call", "Letter", "Visit")}
        home["Secret"] = recorded.record(node, node.national(), words("Secret"), None, high).id
        of_us = made.world.state("JPN", "recorded", words("Our reply", "GBR", clauses=[])).id
        made.world.settle()
        made.world.later(days=1)
        yield Told(made, home, of_us)
