"""The gate's functions for recorded words: each record by its own label."""

from __future__ import annotations

from tests import nodes
from tests.web.recorded.conftest import Told, told, words
from tests.web.test_gate import sight_of

from entente.node import say
from entente.node.national import recorded
from entente.web.sight import recorded as sights

__all__ = ["told"]


def test_each_record_by_its_label_and_the_right_words_of_a_correction(told: Told) -> None:
    stage, node = told.stage, told.stage.node
    low, high = sight_of(stage, "reader"), sight_of(stage, "drafter")
    assert told.home["Secret"] not in {one.row.id for one in sights.at_home(low, stage.world.channel)}
    assert told.home["Secret"] in {one.row.id for one in sights.at_home(high, stage.world.channel)}
    assert [one.row.id for one in sights.waiting_on_us(low)[0]] == [told.of_us] and sights.oldest(low, True)[1] == 1
    manner = say.Manner(label=(nodes.POLICY, "OFFICIAL"))
    ours = recorded.record(node, stage.world.channel, words("Shared"), None, manner)
    assert [(one.row.id, one.state) for one in sights.ours(high)] == [(ours.id, "recorded")]
    stage.world.settle()
    stage.world.state("JPN", "recorded-answer", {"recorded": ours.id, "answer": "corrected", "words": {"ja": "違う。"}})
    stage.world.settle()
    stage.world.later(days=1)
    assert [(one.state, one.right) for one in sights.ours(sight_of(stage, "drafter"))] == [("corrected", {"ja": "違う。"})]
