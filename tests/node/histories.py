"""Random histories between nodes: everything parties may say, carried in any order, with and without bodies.

Touches the nodes of a World. Seeded, so that a failure can be told again. What a node refuses to say is passed over.
"""

from __future__ import annotations

from random import Random
from typing import Any

from tests import nodes
from tests.nodes import World

from entente.kernel.act import Act, Target
from entente.kernel.errors import Refusal
from entente.node import look

OFTEN = {
    "propose": 4, "rival": 2, "revise": 3, "accept": 6, "decline": 1, "conclude": 2,
    "report": 6, "supersede": 3, "withdraw": 2, "purge": 2, "spill": 2, "instrument": 1,
}  # fmt: skip
CLAUSES = ("S6", "S7", "A2", "S13")


class Story:
    """A history under way: what was said so far, and chance."""

    def __init__(self, world: World, seed: int) -> None:
        self.world = world
        self.chance = Random(seed)
        self.said: list[Act] = []
        self.number = 0

    def run(self, steps: int) -> None:
        """So many things happen."""
        for _ in range(steps):
            if self.chance.random() < 0.5:
                self._say(self.chance.choice(self.world.codes))
            else:
                self._carry()
            if self.chance.random() < 0.3:
                self.world.later(days=self.chance.randint(0, 200))

    def _carry(self) -> None:
        to, other = self.chance.sample(self.world.codes, 2)
        logs_of = self.chance.sample(self.world.codes, self.chance.randint(1, len(self.world.codes)))
        self.world.pull(to, other, bodies=self.chance.random() < 0.6, follows=self.chance.random() < 0.7, logs_of=logs_of)

    def _say(self, code: str) -> None:
        names = (
            "propose",
            "rival",
            "revise",
            "accept",
            "decline",
            "conclude",
            "report",
            "supersede",
            "withdraw",
            "purge",
            "spill",
            "instrument",
        )
        name = self.chance.choices(names, (4, 2, 3, 6, 1, 2, 6, 3, 2, 2, 2, 1))[0]
        try:
            act = getattr(self, f"_{name}")(code)
        except Refusal:
            return
        if act is not None:
            self.said.append(act)

    def _text(self) -> dict[str, Any]:
        self.number += 1
        clauses = [f"jp-gb-2017#{c}" for c in self.chance.sample(CLAUSES, self.chance.randint(1, 2))]
        done = {"stage": "COMPLETED", "completed_on": "2018-11-02"} if self.chance.random() < 0.2 else {}
        return nodes.measure(f"M-{self.number:03}", self.world.codes, clauses=clauses, **done)

    def _held(self, code: str, *kinds: str, own: bool = False) -> Act | None:
        """One act of these kinds that this node holds."""
        found = []
        for act in self.said:
            if act.header is None or act.header.kind not in kinds or (own and act.party != code):
                continue
            held = self.world.source(code).heads(self.world.channel.id).get(act.log, 0)
            if act.seq < held:
                found.append(act)
        return self.chance.choice(found) if found else None

    def _propose(self, code: str) -> Act:
        texts = [self._text() for _ in range(self.chance.choice((1, 1, 1, 2)))]
        return self.world.say(code, "propose", targets=[Target("measure", 1) for _ in texts], body={"texts": texts})

    def _instrument(self, code: str) -> Act:
        return self.world.propose(code, "instrument", nodes.INSTRUMENT | {"id": f"extra-{self.chance.randint(1, 3)}"})

    def _rival(self, code: str) -> Act | None:
        first = self._held(code, "propose")
        if first is None or first.header is None or first.header.targets[0].record or first.header.targets[0].type != "measure":
            return None
        return self.world.propose(code, "measure", self._text(), first.id, cites=(first,))

    def _revise(self, code: str) -> Act | None:
        first = self._held(code, "propose")
        if first is None or first.header is None or first.header.targets[0].type != "measure":
            return None
        state = look.record_state(self.world[code], first.header.targets[0].record or first.id)
        if state is None or not state.agreed:
            return None
        return self.world.propose(code, "measure", self._text(), state.id, str(state.agreed[-1].conclusion))

    def _accept(self, code: str) -> Act | None:
        cited = self._held(code, "propose")
        return self.world.say(code, "accept", cited) if cited and cited.party != code else None

    def _decline(self, code: str) -> Act | None:
        cited = self._held(code, "propose")
        return self.world.say(code, "decline", cited) if cited and cited.party != code else None

    def _conclude(self, code: str) -> None:
        self.world.settle()

    def _report(self, code: str) -> Act | None:
        about = self._held(code, "propose")
        if about is None:
            return None
        text = nodes.report(about.id, self.chance.randint(1, 12), rag=self.chance.choice(("GREEN", "AMBER", "RED")))
        return self.world.state(code, "progress-report", text)

    def _supersede(self, code: str) -> Act | None:
        earlier, about = self._held(code, "state", "supersede", own=True), self._held(code, "propose")
        if earlier is None or earlier.header is None or about is None:
            return None
        target = Target("progress-report", 1, earlier.header.targets[0].record or earlier.id, str(earlier.cite))
        return self.world.say(code, "supersede", targets=(target,), body={"texts": [nodes.report(about.id, self.chance.randint(1, 12))]})

    def _withdraw(self, code: str) -> Act | None:
        cited = self._held(code, "propose", "state", "supersede", "spill", own=True)
        return self.world.say(code, "withdraw", cited) if cited else None

    def _purge(self, code: str) -> Act | None:
        cited = self._held(code, "propose", "state", "supersede", own=True)
        return self.world.say(code, "purge", cited) if cited else None

    def _spill(self, code: str) -> Act | None:
        cited = self._held(code, "propose", "state", "supersede")
        return self.world.say(code, "spill", cited) if cited else None
