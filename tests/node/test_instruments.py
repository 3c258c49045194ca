"""Instruments in effect, in one channel and in another; the clause that is meant; an id that is taken."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import nodes

from entente.kernel import canonical, signature
from entente.kernel.charter import PAYLOAD_TYPE
from entente.kernel.errors import Refusal
from entente.node import instruments, say
from entente.node.node import party_card
from entente.store import database, logs
from entente.store.intervals import tally

SEA = nodes.INSTRUMENT | {"id": "sea-2019", "title": "Statement on the Sea"}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[nodes.World]:
    """Two nodes, two instruments in effect in their channel."""
    with nodes.build(tmp_path_factory.mktemp("instruments"), 2) as made:
        made.adopt()
        made.agree(made.propose("GBR", "instrument", SEA, schema=2))
        yield made


def test_instruments_of_either_version_are_read_in_order(world: nodes.World) -> None:
    found = instruments.in_effect(world["JPN"], world.channel)
    assert [(held.text.id, type(held.text).__name__) for held in found] == [("jp-gb-2017", "Instrument"), ("sea-2019", "InstrumentV2")]
    assert instruments.find_instrument(world["JPN"], "sea-2019").text.title == "Statement on the Sea"


def test_a_clause_is_named_whole_or_short(world: nodes.World) -> None:
    node = world["GBR"]
    assert instruments.find_clause(node, "sea-2019#S6") == "sea-2019#S6"
    for name, rule in (("S6", "N26"), ("S99", "N25"), ("sea-2019#S99", "N25"), ("other#S6", "N25")):
        with pytest.raises(Refusal, match=rule) as refused:
            instruments.find_clause(node, name)
    assert refused.value.code == "clause-unknown"
    with pytest.raises(Refusal, match="jp-gb-2017#S6, sea-2019#S6"):
        instruments.find_clause(node, "S6", world.channel)


def test_instruments_are_named(world: nodes.World) -> None:
    for name, words in ((None, "Several instruments"), ("none-2000", "No instrument")):
        with pytest.raises(Refusal, match=words):
            instruments.find_instrument(world["GBR"], name)


def test_an_id_is_given_once_in_a_channel(world: nodes.World) -> None:
    with pytest.raises(Refusal, match="N27"):
        say.propose(world["GBR"], world.channel, "instrument", SEA)
    with pytest.raises(Refusal, match="N27"):
        say.propose(world["JPN"], world.channel, "instrument", SEA)


def test_the_same_text_in_two_channels_is_counted_in_each_by_itself(tmp_path: Path) -> None:
    with nodes.build(tmp_path, 2) as world:
        world.adopt()
        first = world.channel
        terms = {
            "protocol": 1,
            "title": {"en": "In earnest"},
            "exercise": False,
            "opened_on": "2018-10-02",
            "ceiling": {"policy": nodes.POLICY, "classification": "OFFICIAL"},
            "parties": [party_card(world[code].home) for code in world.codes],
        }
        envelope = signature.seal(canonical.encode(terms), PAYLOAD_TYPE, *(world[code].key("root") for code in world.codes))
        for node in world.nodes.values():
            with database.write(node.alias):
                world.channel = logs.open_channel(node.alias, envelope, node.party, node.now_us())
        world.sources.clear()
        world.adopt()
        world.agree(world.propose("GBR", "measure", nodes.measure()))
        node, day = world["JPN"], world.moment[0].date()
        assert {held.row.channel for held in instruments.in_effect(node)} == {first.id, world.channel.id}
        assert not tally.counts(node.alias, day, None, first.id) and tally.counts(node.alias, day, None, world.channel.id)
        with pytest.raises(Refusal, match="Several instruments"):
            instruments.find_instrument(node, "jp-gb-2017")
        assert instruments.find_instrument(node, "jp-gb-2017", first).row.channel == first.id
        assert instruments.find_clause(node, "S6") == "jp-gb-2017#S6", "one text, one clause"
