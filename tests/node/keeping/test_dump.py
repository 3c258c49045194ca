"""The dump names things by origin, tells two stores apart by one bit, and says nothing of when where it is asked not to."""

from __future__ import annotations

import json
from pathlib import Path

from tests import nodes

from entente.node.keeping.dump import digest, logical_dump
from entente.store import database

CHANGES = ("UPDATE record SET code = 'X'", "UPDATE mark SET seq = seq + 1", "UPDATE interval SET state = 'X'", "DELETE FROM record_clause")


def test_what_is_told_and_what_not(tmp_path: Path) -> None:
    with nodes.build(tmp_path, 2) as world:
        world.adopt()
        world.agree(world.propose("GBR", "measure", nodes.measure()))
        lines = [json.loads(line) for line in logical_dump(world["GBR"])]
        assert {line["is"] for line in lines} >= {"log", "act", "body", "mark", "touches", "record", "names", "interval", "tally"}
        timeless = [json.loads(line) for line in logical_dump(world["GBR"], knowledge=False)]
        when = {"received_at", "decided_at", "known_at", "known_from", "known_to", "known", "changed_at"}
        assert when <= {key for line in lines for key in line} and not when & {key for line in timeless for key in line}
        acts = [line for line in lines if line["is"] == "act"]
        assert all(line["at"].startswith("entente/") and len(line["id"]) == 64 for line in acts)
        assert digest(world["GBR"], False, world.channel.id) == digest(world["JPN"], False, world.channel.id)


def test_one_changed_column_changes_the_digest(tmp_path: Path) -> None:
    with nodes.build(tmp_path, 2) as world:
        world.adopt()
        node = world["GBR"]
        before = digest(node)
        for statement in (
            "UPDATE record SET code = 'X'",
            "UPDATE mark SET seq = seq + 1",
            "UPDATE interval SET state = 'X'",
            "DELETE FROM record_clause",
        ):
            with database.write(node.alias):
                changed = database.run(node.alias, statement)
            after = digest(node)
            assert (after != before) is bool(changed)
            before = after
