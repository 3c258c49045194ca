"""Acts read together say what each says read alone: verdicts, bodies, receipts; also of purged and of spilled ones."""

from __future__ import annotations

from pathlib import Path

from tests import nodes

from entente.node import look
from entente.store import records


def test_together_as_alone(tmp_path: Path) -> None:
    with nodes.build(tmp_path) as world:
        agreed = world.adopt()
        measure = world.propose("GBR", "measure", nodes.measure())
        world.agree(measure)
        reports = [world.state("GBR", "progress-report", nodes.report(measure.id, month)) for month in (1, 2, 3)]
        world.settle()
        world.say("GBR", "purge", reports[0])
        world.say("JPN", "spill", reports[1])
        world.settle()
        for node in world.nodes.values():
            state = look.record_state(node, measure.id)
            assert state is not None
            ids = [agreed.id, *(cite.act for cite in state.history), *(report.id for report in reports)]
            found = look.acts(node, [*ids, "0" * 64])
            assert found == {name: look.find_act(node, name) for name in ids}
            assert [found[report.id].body_state for report in reports] == ["purged", "spilled", "read"]
            said = look.bodies(node, found.values())
            assert said == {name: body for name, one in found.items() if (body := look.body_of(node, one)) is not None}
            assert {measure.id, reports[2].id} <= said.keys() and not {report.id for report in reports[:2]} & said.keys()
            for record in (agreed.id, measure.id, *(report.id for report in reports)):
                number = records.numbers(node.alias, [record])[record]
                told, acts = look.told(node, record, number)
                assert told == look.record_state(node, record)
                assert acts == {name: look.find_act(node, name) for name in acts}
                assert told is None or {cite.act for cite in told.history} <= acts.keys()
            held = look.receipts(node, list(found.values()))
            assert held == {name: look.receipts_of(node, one) for name, one in found.items()} and any(held.values())
