"""Records by their numbers: each is found by its id, by the first digits of it and by its act; whatever else is asked for is not there."""

from __future__ import annotations

from pathlib import Path

from tests.nodes import build, measure

from entente.kernel.act import Target
from entente.store import records
from entente.store.layout import INDEX_BITS, record_number


def test_records_of_an_act_with_several_targets_are_told_apart(tmp_path: Path) -> None:
    with build(tmp_path) as world:
        world.adopt()
        texts = [measure(f"JPN-M-2018-00{n}") for n in (1, 2, 3)]
        act = world.say("JPN", "propose", targets=[Target("measure", 1)] * 3, body={"texts": texts})
        world.settle()
        ids = [act.id, f"{act.id}.1", f"{act.id}.2"]
        alias = world["GBR"].alias
        found = records.numbers(alias, [*ids, f"{act.id[:-1]}{'0' if act.id[-1] != '0' else '1'}", "a group of its own", "f" * 64])
        assert list(found) == ids
        position = found[act.id] >> INDEX_BITS
        assert [record_number(position, record) for record in ids] == list(found.values()) == sorted(found.values())
        assert records.names(alias, found.values()) == {number: record for record, number in found.items()}
        assert records.names(alias, [found[act.id] + (1 << 60)]) == {}
        assert {row.id: row.number for row in records.get(alias, ids).values()} == found
        assert sorted(records.records_of(alias, [position])[position]) == ids
        assert [row.id for row in records.find(alias, act.id[:12])] == ids
        assert [row.id for row in records.find(alias, act.id)] == ids[:1]
        assert [row.id for row in records.find(alias, ids[2])] == ids[2:]
        assert records.find(alias, "f" * 64) == [] and {p for p, _ in records.acts_of(alias, found)[ids[1]]} == {position}


def test_a_second_statement_is_linked_and_the_first_is_known_by_the_number(tmp_path: Path) -> None:
    with build(tmp_path) as world:
        world.adopt()
        act = world.propose("JPN", "measure", measure("JPN-M-2018-001"))
        world.settle()
        world.say("GBR", "accept", act)
        world.settle()
        for code in world.codes:
            alias = world[code].alias
            known = records.numbers(alias, [act.id])
            touching = {position for position, _ in records.acts_of(alias, known)[act.id]}
            assert known[act.id] >> INDEX_BITS in touching and len(touching) >= 3  # accepted, concluded, confirmed
            assert all(records.records_of(alias, touching)[position] == [act.id] for position in touching)
