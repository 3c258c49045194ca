"""Three governments with a declaration of their own, a dialogue of three that was held, and an exercise of three. All of it is invented.

Touches temporary folders and databases.
"""

from __future__ import annotations

from typing import Any

from tests import nodes

from entente.implementation.promised_series import series_texts
from entente.instrument import to_json
from entente.kernel.act import Act
from entente.node import say
from entente.node.files import importing

TEXT = """Joint Statement of Three on the Seas

The Ministers of Japan, the UK and the US,

Have decided as follows:

1. Japan, the UK and the US will hold an annual trilateral dialogue.

2. Japan, the UK and the US will conduct a joint naval exercise.

3. The US welcomes the contributions of Japan and the UK.

London, 2 January 2018
"""
DIALOGUE, EXERCISE = "Third trilateral dialogue", "Exercise of three navies"


def play(world: nodes.World) -> dict[str, Act]:
    """The declaration, its series, a dialogue held and an exercise as a measure, each accepted by all three."""
    node, channel = world["GBR"], world.channel
    text = to_json(importing.draft(("three.txt", "", TEXT.encode()), importing.names_of(channel), {"id": "seas-2018"}).instrument)
    found = {"declaration": say.propose(node, channel, "instrument", text)}
    world.agree(found["declaration"])
    (series,) = series_texts("seas-2018", text["done_on"], channel.codes, importing.promised_series(text), "en")
    found["series"] = say.propose(node, channel, "meeting-series", series)
    world.agree(found["series"])
    held: dict[str, Any] = {"series": found["series"].id, "title": {"en": DIALOGUE, "ja": "第３回三か国対話"}, "stage": "HELD"}
    held |= {"mode": "IN PERSON"}
    held |= {"held_on": "2018-10-01", "outcome": "NONE", "clauses": ["seas-2018#C1"], "place": {"en": "Guam", "ja": "グアム"}}
    found["dialogue"] = say.propose(world["JPN"], channel, "meeting", held)
    world.agree(found["dialogue"])
    exercise = nodes.measure("USA-M-2018-001", world.codes, title={"en": EXERCISE, "ja": "三か国海軍共同訓練"}, clauses=["seas-2018#C2"])
    exercise |= {"commitments": ["seas-2018#C2a"]}
    found["exercise"] = say.propose(world["USA"], channel, "measure", exercise)
    world.agree(found["exercise"])
    return found
