"""What a partner may send: each wrong thing meets its gate, with rule and words, on both databases, and disturbs nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests import nodes
from tests.nodes import World

from entente.exchange import wire
from entente.kernel import canonical, log
from entente.kernel.act import MAX_BODY, SALT, content_digest, render_content
from entente.node import look
from entente.node.admission import checkpoints, ingest
from entente.node.keeping.dump import logical_dump
from entente.node.keeping.verify import verify
from entente.node.partners.follow import hold
from entente.node.partners.source import take_notes
from entente.store import partners

NUL = "nothing\x00here"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """GBR's store on either database; JPN's node will say what no honest node says. One story: whatever was sent before is still there."""
    urls: dict[str, str] = {}
    if request.param == "postgresql":
        fresh: Callable[[], str] = request.getfixturevalue("postgres_databases")
        urls = {"GBR": fresh()}
    with nodes.build(tmp_path_factory.mktemp("ingest"), 2, urls=urls) as made:
        made.adopt()
        yield made


def forced(world: World, header: dict[str, Any], content: bytes | None = None, logs_of: list[str] | None = None, pull: bool = True) -> int:
    """JPN's node signs and keeps whatever is asked of it; GBR takes it, unless it is to come with others. Gives its sequence."""
    node = world["JPN"]
    with ingest.batch(node, world.channel.id) as current:
        name = ("JPN", 1)
        head = current.log(name).head
        now = current.ledger.time(name)
        base = {"v": 1, "log": head.origin, "seq": head.size, "prev": head.prev, "kind": "state", "post": "JPN:FCDO:desk"}
        base |= {"signed_at": now, "label": nodes.label(world.codes), "seen": dict(current.ledger.seen(name))}
        if content is not None:
            base["body"] = {"digest": content_digest(content), "size": len(content) - SALT}
        entry, after = log.append(canonical.encode(base | header), node.key("act"), head)
        ingest.take(current, name, [entry], [content], after)
        checkpoints.sign(current, name)
    if pull:
        world.pull("GBR", "JPN", logs_of=logs_of)
    return head.size


def stands(world: World, seq: int) -> look.Found:
    return look.find_act(world["GBR"], f"JPN/1/{seq}")


def body(text: dict[str, Any], **rest: Any) -> bytes:
    return render_content({"texts": [text], **rest}, b"s" * SALT)


TARGET = {"targets": [{"type": "progress-report", "schema": 1}]}
REPORT = nodes.report("a" * 64)

GATE_1 = [
    ("G1", {"kind": "state", "targets": "none"}),
    ("G1", {"seen": {"XXX/1": 1}}),
    ("G1", {"cites": ["JPN/1/0"]}),
    ("G2", {"post": f"GBR:{NUL}"}),
    ("G2", {"post": ""}),
    ("G3", {"signed_at": "2018-02-30T00:00:00Z"}),
    ("G3", {"signed_at": f"{NUL}"}),
    ("G3", {"signed_at": "2001-01-01T00:00:00Z"}),
    ("G22", {"targets": []}),
    ("G8", {"kind": "telepathy"}),
]


@pytest.mark.parametrize(("rule", "header"), GATE_1, ids=[f"{rule}-{n}" for n, (rule, _) in enumerate(GATE_1)])
def test_gate_1(world: World, rule: str, header: dict[str, Any]) -> None:
    """The act is kept and void (or kept without effect); what is said next counts."""
    seq = forced(world, TARGET | header, body(REPORT))
    found = stands(world, seq)
    assert (found.status, found.rule) == ("kept" if rule == "G8" else "void", rule) and found.words
    check_nothing_else_is_disturbed(world)


UNKNOWN = nodes.INSTRUMENT["id"] + "#S99"
GATE_2 = [
    ("B9", {"label": {**nodes.label(nodes.CODES[:2]), "classification": "TOP SECRET"}}, body(REPORT)),
    ("B9", {"label": {**nodes.label(nodes.CODES[:2]), "policy": "nowhere:1"}}, body(REPORT)),
    ("B3", {}, b"s" * SALT + b"{not json"),
    ("B3", {}, b"s" * SALT + b'{"texts":[],"more":1}'),
    ("B4", {}, render_content({"texts": []}, b"s" * SALT)),
    ("B5", {"targets": [{"type": "progress-report", "schema": 2}]}, body(REPORT)),
    ("B5", {"targets": [{"type": "unheard-of", "schema": 1}]}, body(REPORT)),
    ("B6", {}, body({**REPORT, "rag": 7})),
    ("B6", {}, body({**REPORT, "period_from": "2018-02-30"})),
    ("B6", {}, body({**REPORT, NUL.replace("\x00", "-"): 1})),
    ("B7", {}, body({**REPORT, "period_from": "2018-05-01", "period_to": "2018-04-01"})),
    (
        "B8",
        {"kind": "propose", "targets": [{"type": "measure", "schema": 1}]},
        body(nodes.measure(clauses=[UNKNOWN], commitments=[])),
    ),
    ("B3", {}, body(REPORT, attachments=[{"name": "", "media_type": "a/b", "size": 1, "digest": "0" * 64}])),
]


@pytest.mark.parametrize(("rule", "header", "content"), GATE_2, ids=[f"{rule}-{n}" for n, (rule, _, _) in enumerate(GATE_2)])
def test_gate_2(world: World, rule: str, header: dict[str, Any], content: bytes) -> None:
    """The body is sealed with rule and words, the header counts, the sender is told, and the record says nothing it did not read."""
    seq = forced(world, TARGET | header, content)
    found = stands(world, seq)
    assert (found.status, found.body_state, found.body_rule) == ("admitted", "sealed", rule) and found.body_words
    world.settle()
    told = [(r.seq, r.status, r.rule) for r in partners.reports(world["JPN"].alias, world.channel.id)]
    assert (seq, "sealed", rule) in told
    check_nothing_else_is_disturbed(world)


def test_a_body_over_the_limit(world: World) -> None:
    """Its header does not even read (G1): the limit is part of the header's form."""
    seq = forced(world, TARGET, b"s" * SALT + b" " * (MAX_BODY + 1))
    assert (stands(world, seq).status, stands(world, seq).rule) == ("void", "G1")
    check_nothing_else_is_disturbed(world)


def test_a_body_that_is_not_the_one_committed_to_is_awaited(world: World) -> None:
    said = world.state("JPN", "progress-report", REPORT)
    world.pull("GBR", "JPN", bodies=False)
    assert stands(world, said.seq).body_state == "awaited"
    world.pull("GBR", "JPN")
    assert stands(world, said.seq).body_state == "read"


def test_names_of_every_kind_are_stored(world: World) -> None:
    """Long clause names, long and strange names of files: what passes the gates is kept on either database."""
    long = "x" * 40
    clauses = [{"id": f"{long}#{'C' * 80}", "section": "C", "number": "1", "text": "A clause."}]
    proposal = world.propose("JPN", "instrument", nodes.INSTRUMENT | {"id": long, "clauses": clauses})
    world.agree(proposal)
    assert f"{long}#{'C' * 80}" in (world["GBR"].known_clauses(world.channel) or ())
    content = body(REPORT, attachments=[{"name": NUL, "media_type": "a/b", "size": 1, "digest": "0" * 64}])
    seq = forced(world, TARGET, content)
    assert stands(world, seq).body_rule == "B3"  # no name of a file holds a control character
    forced(
        world,
        TARGET,
        body(REPORT, attachments=[{"name": "議" * 255, "media_type": f"{'a' * 60}/{'b' * 80}", "size": 1, "digest": "0" * 64}]),
    )
    hold(world["GBR"], proposal.id + ".255", True)
    with_label = nodes.label(world.codes) | {"classification": "OFFICIAL-SENSITIVE"}
    forced(world, TARGET | {"label": with_label}, body(REPORT))
    check_nothing_else_is_disturbed(world)


def check_nothing_else_is_disturbed(world: World) -> None:
    """What is said next is received and read; the whole store verifies; the other log goes on."""
    after = world.state("JPN", "progress-report", nodes.report("c" * 64))
    world.settle()
    assert stands(world, after.seq).body_state == "read"
    assert world.state("GBR", "progress-report", nodes.report("d" * 64)).seq > 0
    assert verify(world["GBR"]) == []


def test_a_partner_reports_what_it_likes(world: World) -> None:
    """A long rule, strange words: kept, and nothing is held up."""
    told = wire.Report("GBR/1", 0, 0, "sealed", "R" * 39 + "\0", {"en": NUL})
    take_notes(world["GBR"], world.channel.id, "JPN", {}, wire.Notes((), (told,), ()))
    assert partners.reports(world["GBR"].alias, world.channel.id)[0].rule.startswith("RRR")
    check_nothing_else_is_disturbed(world)


def test_gates_say_the_same_at_both_ends(world: World) -> None:
    """Whatever was sent: dumps without what is local are equal."""
    for _, header in GATE_1[:8]:
        forced(world, TARGET | header, body(REPORT))
    for rule, header, content in GATE_2:
        if rule != "B9":
            forced(world, TARGET | header, content)
    world.settle()
    one, other = (list(logical_dump(world[code], knowledge=False, channel=world.channel.id)) for code in ("GBR", "JPN"))
    assert one == other


def test_what_is_alike_and_comes_together_is_judged_as_if_it_came_alone(tmp_path: Path) -> None:
    """JPN's node judged each by itself, GBR's has them in one batch: runs of like statements, broken by time, by kind, by another label."""
    with nodes.build(tmp_path, 2) as world:
        world.adopt()
        first = forced(world, TARGET, body(REPORT), pull=False)
        headers: list[dict[str, Any]] = [TARGET] * 3
        headers += [TARGET | {"signed_at": "2018-10-01T00:00:00Z"}]  # before the acts that came earlier: void by G3
        headers += [TARGET | {"signed_at": "2030-01-01T00:00:00Z"}] * 3
        headers += [TARGET | {"signed_at": "2030-01-01T00:00:00Z", "label": nodes.label(world.codes, "OFFICIAL-SENSITIVE")}] * 2
        headers += [TARGET | {"signed_at": "2030-01-01T00:00:01Z"}] * 2 + [TARGET | {"signed_at": "2029-01-01T00:00:00Z"}]
        for number, header in enumerate(headers):
            forced(world, header, body(nodes.report("c" * 64, number % 12 + 1)), pull=False)
        world.settle()
        found = [stands(world, first + 1 + number) for number in range(len(headers))]
        void = [number for number, one in enumerate(found) if one.status == "void"]
        assert void == [3, len(headers) - 1] and {found[number].rule for number in void} == {"G3"}
        assert [one.status for one in found].count("admitted") == len(headers) - 2
        one, other = (list(logical_dump(world[code], knowledge=False, channel=world.channel.id)) for code in ("GBR", "JPN"))
        assert one == other and verify(world["GBR"]) == []


def test_a_body_that_came_while_its_act_waited(tmp_path: Path) -> None:
    """Read while the act waited for another log; once the act is void, the body counts for nothing, as at a node that never waited."""
    with nodes.build(tmp_path, 3) as world:
        world.adopt()
        said = world.state("USA", "progress-report", nodes.report("e" * 64))
        world.pull("JPN", "USA")
        node = world["JPN"]
        with ingest.batch(node, world.channel.id) as current:
            seen = {"GBR/1": current.ledger.decided(("GBR", 1)), "USA/1": said.seq + 1}
        seq = forced(world, {"targets": [], "seen": seen}, body(REPORT), logs_of=["JPN"])
        late = forced(world, TARGET | {"seen": seen}, body(REPORT), logs_of=["JPN"])
        assert (stands(world, seq).status, stands(world, seq).body_state) == ("waiting", "sealed")
        assert (stands(world, late).status, stands(world, late).body_state) == ("waiting", "read")
        world.settle()
        assert (stands(world, seq).status, stands(world, seq).rule, stands(world, seq).body_rule) == ("void", "G22", "")
        assert stands(world, late).status == "admitted"
        dumps = [list(logical_dump(n, knowledge=False, channel=world.channel.id)) for n in world.nodes.values()]
        assert dumps[0] == dumps[1] == dumps[2] and verify(world["GBR"]) == []
