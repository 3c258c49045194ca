"""After a restore: what is said again is the act that came back, what is new is new."""

from __future__ import annotations

from pathlib import Path

from tests import nodes
from tests.node.keeping.test_backup import compared, restored

from entente.kernel.act import Act, Target
from entente.node import submit
from entente.node.admission import returned
from entente.node.keeping import backup
from entente.node.keeping.verify import verify
from entente.node.submit import Submission
from entente.store import database, logs, partners


def test_a_request_repeated_after_a_restore_meets_the_act_that_came_back(tmp_path: Path) -> None:
    with nodes.build(tmp_path, 2) as world:
        world.adopt()
        file = tmp_path / "gbr.entente"
        backup.backup(world["GBR"], file, with_keys=True)

        def say(request: str, month: int, code: str = "a") -> Act:
            text = {"texts": [nodes.report(code * 64, month)]}
            draft = world.draft("GBR", "state", (Target("progress-report", 1),), body=text)
            return submit.say_one(world["GBR"], world.channel.id, Submission(draft, request))

        first, again, other = say("one", 1), say("two", 1), say("three", 2)  # the first two say the same, twice over
        withdrawn = world.say("GBR", "withdraw", other, request="four")
        world.settle()
        node = restored(world, "GBR", tmp_path / "again", file)
        compared(world, "GBR")
        size = world.source("GBR").heads(world.channel.id)["GBR", 1]
        assert say("three", 2) == other and say("three", 2) == other
        assert {say("two", 1).id, say("one", 1).id} == {first.id, again.id}
        assert world.say("GBR", "withdraw", other, request="four") == withdrawn
        assert world.source("GBR").heads(world.channel.id)["GBR", 1] == size
        assert partners.requested(node.alias, "three") is not None
        assert say("five", 1).seq == size  # the same words a third time, and nothing is left that came back
        assert say("six", 3).seq == size + 1 and say("", 2).seq == size + 2
        row = logs.load(node.alias, world.channel)["GBR", 1]
        assert partners.setting(node.alias, f"{returned.CAME_BACK}{row.number}") is None
        assert verify(node) == []
        database.close(node.alias)


def test_only_the_last_that_came_back_are_compared(tmp_path: Path) -> None:
    with nodes.build(tmp_path, 1) as world:
        node = world[world.codes[0]]
        row = next(iter(logs.load(node.alias, world.channel).values()))
        with database.write(node.alias):
            returned.note(node.alias, row, range(5))
            returned.note(node.alias, row, range(3, returned.LAST + 3))
        assert returned._known(node.alias, row) == list(range(3, returned.LAST + 3))
