"""The high-water mark: a store set back does not sign, one that was not goes on, and a mark that cannot be kept or read is said."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests import nodes
from tests.nodes import World

from entente.kernel.errors import Refusal
from entente.node import channels, high_water
from entente.node.home import open_home
from entente.node.verify import verify
from entente.store import database, logs


@pytest.fixture
def marked(tmp_path: Path) -> Iterator[tuple[World, Path]]:
    """Two nodes; JPN's keeps its mark elsewhere."""
    with nodes.build(tmp_path / "nodes", 2) as world:
        node, file = world["JPN"], tmp_path / "elsewhere" / "japan.mark"
        file.parent.mkdir()
        with (node.home.path / "node.toml").open("a") as settings:
            settings.write(f"\n[high_water]\nfile = {json.dumps(str(file))}\n")
        world.nodes["JPN"] = replace(node, home=open_home(node.home.path))
        yield world, file


def speak(world: World) -> int:
    return world.propose("JPN", "instrument", nodes.INSTRUMENT).seq


def set_back(world: World, copy: Path) -> None:
    """The whole folder of the node as it was: nothing in it can tell."""
    node = world["JPN"]
    database.close(node.alias)
    shutil.rmtree(node.home.path)
    shutil.copytree(copy, node.home.path)
    database.connect(node.alias, node.home.settings.database)
    world.nodes["JPN"] = replace(node, charters={}, clauses={}, queues={})


def copied(world: World, to: Path) -> Path:
    database.close(world["JPN"].alias)
    shutil.copytree(world["JPN"].home.path, to)
    database.connect(world["JPN"].alias, world["JPN"].home.settings.database)
    return to


def test_a_store_set_back_signs_nothing_until_its_tail_is_back(marked: tuple[World, Path], tmp_path: Path) -> None:
    world, _ = marked
    assert speak(world) == 0
    copy = copied(world, tmp_path / "copy")
    assert [speak(world), speak(world)] == [1, 2]
    world.settle()
    set_back(world, copy)
    with pytest.raises(Refusal, match="signed 3 acts in this channel and holds 1") as refused:
        speak(world)
    assert (refused.value.rule, refused.value.code) == ("N8", "set-back")
    world.settle()
    assert speak(world) == 3 and verify(world["JPN"]) == []


def test_what_nobody_else_holds_takes_the_administrators_word(marked: tuple[World, Path], tmp_path: Path) -> None:
    world, file = marked
    speak(world)
    copy = copied(world, tmp_path / "copy")
    speak(world)
    set_back(world, copy)
    world.settle()
    with pytest.raises(Refusal, match="N8 set-back"):
        speak(world)
    assert {size for size, _ in high_water.renew(world["JPN"]).values()} == {1}
    assert speak(world) == 1 and json.loads(file.read_text())


def test_two_copies_that_both_speak_are_told_apart(marked: tuple[World, Path], tmp_path: Path) -> None:
    world, file = marked
    speak(world)
    copy = copied(world, tmp_path / "copy")
    high = file.read_bytes()
    speak(world)
    mark = file.read_bytes()
    set_back(world, copy)
    file.write_bytes(high)  # the mark of the time was lost too, and is found again after the copy has spoken
    speak(world)
    file.write_bytes(mark)
    with pytest.raises(Refusal, match="Another copy of this node has signed: act 1"):
        speak(world)


@pytest.mark.parametrize("damage", [b"", b"[1]", b'{"a": 1}', None], ids=["empty", "a list", "no pair", "gone"])
def test_a_mark_that_is_gone_or_damaged_is_said_and_made_again(marked: tuple[World, Path], damage: bytes | None) -> None:
    world, file = marked
    speak(world)
    file.unlink()
    if damage is not None:
        file.write_bytes(damage)
    with pytest.raises(Refusal, match=f"N8.*|{file}"):
        speak(world)
    high_water.renew(world["JPN"])
    assert speak(world) == 1


def test_a_mark_that_cannot_be_raised_is_said_and_the_act_is_kept(marked: tuple[World, Path]) -> None:
    world, file = marked
    speak(world)
    shutil.rmtree(file.parent)
    row = logs.load(world["JPN"].alias, world.channel)["JPN", 1]
    with pytest.raises(Refusal, match="What was said is kept") as refused:
        high_water.keep(world["JPN"], row.head)
    assert refused.value.rule == "N3"
    with pytest.raises(Refusal, match="is not at"):
        speak(world)


def test_a_new_generation_begins_a_mark_of_its_own_and_receiving_needs_none(marked: tuple[World, Path]) -> None:
    world, file = marked
    speak(world)
    channels.open_generation(world["JPN"], world.channel, world["JPN"].key("root"))
    world.propose("GBR", "instrument", nodes.INSTRUMENT)
    world.settle()
    assert sorted(origin.rpartition("/")[2] for origin in json.loads(file.read_text())) == ["1", "2"]
    assert speak(world) >= 1


def test_without_the_setting_nothing_is_kept(tmp_path: Path) -> None:
    with nodes.build(tmp_path, 2) as world:
        speak(world)
        with pytest.raises(Refusal, match="N5 no-high-water"):
            high_water.renew(world["JPN"])
