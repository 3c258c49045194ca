"""The high-water mark: a store set back does not sign, one that was not goes on, and a mark that cannot be kept or read is said.

A process is killed at each point of a commit, and the store set back to each copy there may be: no act gets a number twice.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from tests import nodes
from tests.nodes import World

from entente.kernel.errors import Refusal
from entente.node import channels
from entente.node.home import open_home
from entente.node.keeping import high_water
from entente.node.keeping.verify import verify
from entente.store import database, logs, partners


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
    assert {mark.size for mark in high_water.renew(world["JPN"]).values()} == {1}
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


def test_where_the_mark_cannot_be_raised_nothing_is_said(marked: tuple[World, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    world, file = marked
    speak(world)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(high_water, "_write", full)
    with pytest.raises(Refusal, match="Nothing was said: the high-water mark") as refused:
        speak(world)
    assert refused.value.rule == "N3" and logs.load(world["JPN"].alias, world.channel)["JPN", 1].head.size == 1
    monkeypatch.undo()
    assert speak(world) == 1
    shutil.rmtree(file.parent)
    with pytest.raises(Refusal, match="is not at"):
        speak(world)


def asked(world: World) -> None:
    """GBR has answered just now, as a round over the network would note it."""
    node, other = world["JPN"], world["GBR"]
    heads = {f"{p}/{g}": row.head.size for (p, g), row in logs.load(other.alias, world.channel).items()}
    with database.write(node.alias):
        partners.contact(node.alias, world.channel.id, "GBR", heads, int(time.time() * 1_000_000), 0)


def killed(world: World, where: str) -> None:
    """Says something in a process of its own, which is killed where it is asked for."""
    for node in world.nodes.values():
        database.connections[node.alias].close()  # a connection must not be shared with a child
    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            for name in ("intend", "keep"):
                setattr(high_water, name, dying(getattr(high_water, name), where, name))
            speak(world)
        os._exit(1)
    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL


def dying(step: Callable[..., None], where: str, name: str) -> Callable[..., None]:
    def replaced(*arguments: object) -> None:
        if where == f"before {name}":
            os.kill(os.getpid(), signal.SIGKILL)
        step(*arguments)
        if where == f"after {name}":
            os.kill(os.getpid(), signal.SIGKILL)

    return replaced


POINTS = ("before intend", "after intend", "before keep", "after keep")  # between the two in the middle the transaction commits


@pytest.mark.parametrize("where", POINTS)
def test_a_machine_that_stops_while_it_signs_goes_on_without_forking(marked: tuple[World, Path], where: str) -> None:
    world, _ = marked
    speak(world)
    world.settle()
    killed(world, where)
    committed = where in POINTS[2:]
    if where == "after intend":
        with pytest.raises(Refusal, match=r"cut short.*asks GBR whether it went out"):
            speak(world)
        asked(world)
    assert speak(world) == (2 if committed else 1)
    world.settle()
    assert verify(world["JPN"]) == [] and not logs.load(world["GBR"].alias, world.channel)["JPN", 1].frozen


@pytest.mark.parametrize("went_out", [False, True], ids=["unseen", "sent"])
@pytest.mark.parametrize("where", POINTS[2:])
def test_a_machine_set_back_to_before_a_commit_is_known(marked: tuple[World, Path], tmp_path: Path, where: str, went_out: bool) -> None:
    world, _ = marked
    speak(world)
    world.settle()
    asked(world)
    copy = copied(world, tmp_path / "copy")
    killed(world, where)
    if went_out:
        world.settle()
    set_back(world, copy)
    with pytest.raises(Refusal, match="N8 set-back"):
        speak(world)
    asked(world)
    if went_out or where == "after keep":
        with pytest.raises(Refusal, match="N8 set-back"):
            speak(world)
        world.settle()
        asked(world)
    if where == "after keep" and not went_out:  # said, and held by nobody: the administrator's word
        high_water.renew(world["JPN"])
    assert speak(world) == (2 if went_out else 1)
    world.settle()
    assert verify(world["JPN"]) == [] and not logs.load(world["GBR"].alias, world.channel)["JPN", 1].frozen


def test_a_process_woken_from_a_copy_of_its_memory_does_not_commit(marked: tuple[World, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Between its check and its commit the other copy of it has signed: the file is asked again."""
    world, file = marked
    speak(world)
    intend = high_water.intend

    def woken(*arguments: object) -> None:
        marks = json.loads(file.read_text())
        file.write_text(json.dumps({origin: [size + 1, "f" * 64] for origin, (size, _) in marks.items()}))
        intend(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(high_water, "intend", woken)
    with pytest.raises(Refusal, match="The high-water mark has moved while this was written"):
        speak(world)
    assert logs.load(world["JPN"].alias, world.channel)["JPN", 1].head.size == 1


def test_a_partner_that_cannot_be_asked_may_be_left_out_by_name(marked: tuple[World, Path]) -> None:
    world, _ = marked
    speak(world)
    with database.write(world["JPN"].alias):
        partners.set_compared(world["JPN"].alias, world.channel.id, None, False)
    with pytest.raises(Refusal, match="not yet compared with GBR"):
        high_water.renew(world["JPN"])
    assert high_water.renew(world["JPN"], ["GBR"])


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
