"""Who knew what when: one side states something while the line is down, and the other is shown to have learnt it late."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from tests import nodes, overseen

from entente.node.oversight import asking, knowledge
from entente.node.oversight.knowledge import Knowledge

S6 = "jp-gb-2017#S6"


def test_a_side_that_learnt_late_did_not_know_then(tmp_path: Path) -> None:
    with nodes.build(tmp_path) as world:
        acts = overseen.play(world)
        world.moment[0] = datetime(2018, 11, 1, 9, tzinfo=UTC)
        text = {"title": {"en": "On logistics"}, "clauses": [S6], "said_on": "2018-11-01", "public": False, "text": {"en": "We will pay."}}
        stated = world.state("GBR", "statement", text)  # and the line is down
        world.moment[0] = datetime(2018, 12, 1, 9, tzinfo=UTC)
        world.settle()

        def on(side: str, day: date) -> Knowledge:
            return knowledge.knowledge(asking.ask(world[side], day), S6, day)

        for side in ("GBR", "JPN"):  # both nodes give the same answer
            (before, after) = on(side, date(2018, 11, 15)), on(side, date(2018, 12, 1))
            gbr, jpn = before.sides
            assert [one.record for one in gbr.told] == [stated.id] and not jpn.told
            assert stated.id in {one.record for one in gbr.knew} and [one.record for one in jpn.unknown] == [stated.id]
            assert not after.sides[1].unknown and stated.id in {one.record for one in after.sides[1].knew}
            assert [one.record for one in after.agreed] == [acts["acsa"].id] and not after.more
        nothing = on("GBR", date(2017, 1, 1))
        assert nothing.agreed == () and all(side.told == side.knew == () for side in nothing.sides)
