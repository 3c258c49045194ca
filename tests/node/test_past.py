"""What stood on an earlier day: by what was signed by its end, and, where it is asked, by what had come by then."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests import nodes

from entente.node.past import record_known, told_then
from entente.store import records
from entente.store.intervals import tally


def test_a_record_stands_as_what_was_signed_by_the_day_made_it(tmp_path: Path) -> None:
    with nodes.build(tmp_path) as world:
        node = world["GBR"]
        world.adopt()
        first = world.propose("GBR", "measure", nodes.measure())
        proposed_on = node.clock().date()
        world.later(days=2)
        world.agree(first)
        row = records.get(node.alias, [first.id])[first.id]
        before, acts = told_then(node, row.id, row.number, proposed_on, None)
        assert before is not None and before.state == "proposed" and set(acts) == {first.id}
        now, _acts = told_then(node, row.id, row.number, node.clock().date(), None)
        assert now is not None and now.state == "in-effect"
        known_at = tally.end_of_day(proposed_on)
        then, _acts = told_then(node, row.id, row.number, node.clock().date(), known_at)
        assert then is not None and then.state == "proposed" and record_known(node, row.id, known_at) == then
        assert told_then(node, row.id, row.number, date(2017, 1, 1), None) == (None, {})
