"""Submitting: durable when it returns, once however often it is asked for; every write fails twice; threads commit together."""

from __future__ import annotations

import resource
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connections
from tests import nodes
from tests.nodes import World

from entente.kernel.act import Act, Target
from entente.kernel.errors import Refusal
from entente.node import submit
from entente.node.admission.rebuild import rebuild
from entente.node.keeping.dump import logical_dump
from entente.node.keeping.verify import verify
from entente.node.node import Node, open_node
from entente.node.submit import Submission
from entente.store import database


@contextmanager
def failing(node: Node, kept: bool) -> Iterator[list[int]]:
    """The next commit fails: before anything is kept, or after all of it was. Gives how often it did."""
    connection = connections[node.alias]
    true, failed = connection._commit, []

    def commit() -> None:
        if failed:
            return true()
        failed.append(1)
        if kept:
            true()
        else:
            connection._rollback()
        raise OperationalError("the disk or the line went away")

    connection._commit = commit
    try:
        yield failed
    finally:
        connection._commit = true


def report(world: World, code: str = "GBR") -> Submission:
    text = {"texts": [nodes.report("a" * 64)]}
    return Submission(world.draft(code, "state", (Target("progress-report", 1),), body=text), "request-1")


@pytest.mark.parametrize("kept", [False, True])
def test_a_submission_fails_twice(tmp_path: Path, kept: bool) -> None:
    """Not persisted; persisted but reported failed: repeated with its request, it is said exactly once."""
    with nodes.build(tmp_path, 2) as world:
        world.adopt()
        node, before = world["GBR"], list(logical_dump(world["GBR"]))
        with failing(node, kept) as failed, pytest.raises(Refusal, match="N2 store-unavailable") as caught:
            submit.say_all(node, world.channel.id, [report(world)])
        assert failed and "not known" in caught.value.words
        assert (list(logical_dump(node)) == before) is not kept
        first = submit.say_all(node, world.channel.id, [report(world)])[0]
        again = submit.say_all(node, world.channel.id, [report(world)])[0]
        assert isinstance(first, Act) and first == again
        assert world.source("GBR").heads(world.channel.id)["GBR", 1] == first.seq + 1
        assert verify(node) == []


@pytest.mark.parametrize("kept", [False, True])
def test_a_receipt_fails_twice(tmp_path: Path, kept: bool) -> None:
    """What a partner sent is asked for again, and taken exactly once."""
    with nodes.build(tmp_path, 2) as world:
        world.adopt()
        world.state("GBR", "progress-report", nodes.report("a" * 64))
        node = world["JPN"]
        with failing(node, kept) as failed, pytest.raises(Refusal, match="N2 store-unavailable"):
            world.pull("JPN", "GBR")
        assert failed
        world.settle()
        assert verify(node) == []
        dumps = [list(logical_dump(n, knowledge=False, channel=world.channel.id)) for n in world.nodes.values()]
        assert dumps[0] == dumps[1]


def test_an_instrument_whose_commit_failed_makes_no_clause_known(tmp_path: Path) -> None:
    """What a node remembers beside its store follows the store."""
    with nodes.build(tmp_path, 2) as world:
        proposal = world.propose("GBR", "instrument", nodes.INSTRUMENT)
        world.pull("JPN", "GBR")
        world.say("JPN", "accept", proposal)
        world.pull("GBR", "JPN")
        world.pull("JPN", "GBR", follows=False)
        node = world["JPN"]
        with failing(node, kept=False), pytest.raises(Refusal, match="N2"):
            world.pull("JPN", "GBR", follows=True)
        with pytest.raises(Refusal, match="B8 clause-unknown"):
            world.propose("JPN", "measure", nodes.measure())


def test_threads_commit_together(tmp_path: Path) -> None:
    """Nothing is lost, nothing doubled, every request has its act, and fewer commits than acts are made."""
    with nodes.build(tmp_path, 2) as world:
        world.adopt()
        node, commits = world["GBR"], []
        true = submit.say_all

        def counted(*args: object) -> object:
            commits.append(1)
            return true(*args)  # type: ignore[arg-type]

        said: dict[str, str] = {}

        def talk(number: int) -> None:
            for i in range(10):
                request = f"{number % 4}/{i}"  # two threads each ask for the same
                text = {"texts": [nodes.report("a" * 64, 1 + i)]}
                act = submit.say_one(
                    node, world.channel.id, Submission(world.draft("GBR", "state", (Target("progress-report", 1),), body=text), request)
                )
                assert said.setdefault(request, act.id) == act.id
            connections[node.alias].close()

        submit.say_all = counted  # type: ignore[assignment]
        try:
            threads = [threading.Thread(target=talk, args=(n,)) for n in range(8)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        finally:
            submit.say_all = true
        assert len(said) == 40 and len(set(said.values())) == 40
        assert database.rows(node.alias, "SELECT COUNT(*) FROM request WHERE id LIKE '%%/%%'")[0][0] == 40
        assert world.source("GBR").heads(world.channel.id)["GBR", 1] == 42
        assert len(commits) < 80 and verify(node) == []


def test_nobody_pays_for_what_another_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What went together and failed for a reason no rule names is said again one by one."""
    with nodes.build(tmp_path, 2) as world:
        node, true = world["GBR"], submit.say_all
        faulty = world.draft("GBR", "state", (Target("progress-report", 1),), body={"texts": []})

        def say_all(node: Node, channel: str, submissions: Sequence[Submission]) -> list[Act | Refusal]:
            if any(one.draft is faulty for one in submissions):
                raise ZeroDivisionError
            return true(node, channel, submissions)

        monkeypatch.setattr(submit, "say_all", say_all)
        text = {"texts": [nodes.report("a" * 64)]}
        drafts = [world.draft("GBR", "state", (Target("progress-report", 1),), body=text), faulty, world.draft("GBR", "nonsense")]
        tickets = [submit._Ticket(Submission(draft)) for draft in drafts]
        submit._commit(node, world.channel.id, tickets)
        said, fault, refused = (ticket.result for ticket in tickets)
        assert isinstance(said, Act) and isinstance(fault, ZeroDivisionError) and isinstance(refused, Refusal) and refused.rule == "G8"
        assert all(ticket.done.is_set() for ticket in tickets)


def test_one_refused_submission_disturbs_no_other(tmp_path: Path) -> None:
    with nodes.build(tmp_path, 2) as world:
        world.adopt()
        bad = Submission(world.draft("GBR", "state", (Target("progress-report", 9),), body={"texts": [nodes.report("a" * 64)]}))
        results = submit.say_all(world["GBR"], world.channel.id, [report(world), bad, report(world)])
        assert isinstance(results[0], Act) and results[0] == results[2]
        assert isinstance(results[1], Refusal) and results[1].rule == "B5"


def test_runs_of_like_statements_are_broken_by_whatever_is_not_like_them(tmp_path: Path) -> None:
    """One batch of statements alike, refused ones and others: each has its own verdict, and both ends and a telling anew agree."""
    with nodes.build(tmp_path, 2) as world:
        world.adopt()

        def stating(month: int, type_: str = "progress-report", schema: int = 1, **changed: Any) -> Submission:
            body = {"texts": [nodes.report("a" * 64, month, **changed)]}
            return Submission(world.draft("GBR", "state", (Target(type_, schema),), body=body))

        earlier = world.state("GBR", "progress-report", nodes.report("b" * 64))
        cited = Submission(world.draft("GBR", "withdraw", cites=[str(earlier.cite)]))
        again = Submission(world.draft("GBR", "withdraw", cites=[str(earlier.cite)]))
        said = [stating(1), stating(2), stating(3), stating(4, rag="PINK"), stating(5), cited, stating(6), again, stating(7), stating(8)]
        said += [stating(9, "unheard-of"), stating(10), stating(11)]
        results = submit.say_all(world["GBR"], world.channel.id, said)
        refused = {number: result.rule for number, result in enumerate(results) if isinstance(result, Refusal)}
        assert refused == {3: "B6", 7: "G14", 10: "B5"}
        acts = [act for act in results if isinstance(act, Act)]
        assert [act.seq for act in acts] == list(range(earlier.seq + 1, earlier.seq + 11))
        world.settle()
        one, other = (list(logical_dump(world[code], knowledge=False, channel=world.channel.id)) for code in ("GBR", "JPN"))
        assert one == other and verify(world["GBR"]) == []
        before = list(logical_dump(world["GBR"]))
        rebuild(world["GBR"])
        assert list(logical_dump(world["GBR"])) == before


def test_a_request_of_another_channel_is_named(tmp_path: Path) -> None:
    with nodes.build(tmp_path, 2) as world:
        world.adopt()
        submit.say_all(world["GBR"], world.channel.id, [report(world)])
        text = {"type": "measure", "schema": 1, "officer": "a", "post": "b", "text": {}}
        draft = world.draft("GBR", "state", (Target("draft", 1),), body={"texts": [text]})
        (result,) = submit.say_all(world["GBR"], world["GBR"].national().id, [Submission(draft, "request-1")])
        assert isinstance(result, Refusal) and result.code == "request-elsewhere"


FULL = """
import resource, signal, sys
from pathlib import Path
from entente.kernel.act import Draft, Target
from entente.kernel.errors import Refusal
from entente.node import submit
from entente.node.node import open_node
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
node = open_node(Path(sys.argv[1]))
label = {"policy": node.home.settings.ceiling.policy, "classification": "OFFICIAL",
         "categories": [{"tag": "releasable-to", "type": "permissive", "values": ["GBR"]}]}
text = {"type": "measure", "schema": 1, "officer": "a", "post": "b", "text": {"code": "X", "filler": "y" * 100_000}}
draft = Draft("state", "GBR:FCDO:desk", label, (Target("draft", 1),), (), {"texts": [text]})
resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, 1_500_000))
for number in range(100):
    try:
        submit.say(node, node.national().id, draft)
    except Refusal as refusal:
        print(number, refusal)
        sys.exit(3)
"""


def test_a_full_disk(tmp_path: Path) -> None:
    """A clear sentence, no corruption, and on it goes once there is room."""
    with nodes.build(tmp_path, 1) as world:
        path = world["GBR"].home.path
    source = Path(nodes.__file__).resolve().parent.parent / "src"
    run = [sys.executable, "-c", FULL, str(path)]
    done = subprocess.run(run, capture_output=True, text=True, env={"PYTHONPATH": str(source)}, timeout=60, check=False)
    assert done.returncode == 3, done.stderr
    number, words = done.stdout.split(" ", 1)
    assert int(number) > 0 and "cannot be written" in words and "N2 store-unavailable" in words
    node = open_node(path)
    held = database.rows(node.alias, "SELECT size FROM log")[0][0]
    assert held == int(number) and verify(node) == []
    database.close(node.alias)
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY


def test_a_read_only_database(tmp_path: Path) -> None:
    """Reading goes on, writing is refused in words, nothing is changed."""
    with nodes.build(tmp_path, 2) as world:
        world.adopt()
        node = world["GBR"]
        before = list(logical_dump(node))
        path = database.sqlite_path(node.alias)
        database.connect(node.alias, f"sqlite:///{path}")
        connections.databases[node.alias]["NAME"] = f"file:{path}?mode=ro"
        connections.databases[node.alias]["OPTIONS"] |= {"uri": True, "init_command": "PRAGMA query_only=ON"}
        with pytest.raises(Refusal, match="N2 store-unavailable") as caught:
            submit.say_all(node, world.channel.id, [report(world)])
        assert "Nothing was changed." in caught.value.words
        assert list(logical_dump(node)) == before


def test_on_postgresql_the_server_goes_away(tmp_path: Path, postgres_url: Callable[[], str]) -> None:
    """The connection is cut in the middle: refused in words, and the next attempt finds a new one."""
    with nodes.build(tmp_path, 1, urls={"GBR": postgres_url()}) as world:
        node = world["GBR"]
        text = {"type": "measure", "schema": 1, "officer": "a", "post": "b", "text": {}}
        submission = Submission(world.draft("GBR", "state", (Target("draft", 1),), body={"texts": [text]}), "r")
        connections[node.alias].ensure_connection()
        connections[node.alias].connection.close()
        with pytest.raises(Refusal):
            submit.say_all(node, world.channel.id, [submission])
        (act,) = submit.say_all(node, world.channel.id, [submission])
        assert isinstance(act, Act) and act.seq == 0 and verify(node) == []
