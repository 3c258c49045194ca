"""The fold: laws over random histories of one, two and three parties, then a record's life by example."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ledger import Memory, Table, grow

from entente.kernel import fold
from entente.kernel.act import Target, parse_cite
from entente.kernel.gate1 import admit
from entente.kernel.gate1.ruling import pairs

PARTIES = ("GBR", "JPN", "AUS")
histories = st.tuples(st.integers(1, 3), st.integers(0, 2**32))
laws = settings(max_examples=60)


def history(count: int, seed: int, steps: int = 50) -> tuple[Table, Memory]:
    """A random history and the view of a node that received all of it."""
    table = Table(*PARTIES[:count], shared=False)
    grow(table, Random(seed), steps)
    view = Memory(table.parties)
    view.receive(*table.acts)
    return table, view


@laws
@given(histories, st.integers(0, 2**32))
def test_the_order_of_delivery_and_a_second_delivery_change_nothing(start, seed):
    table, view = history(*start)
    acts = [*table.acts, *table.acts]
    Random(seed).shuffle(acts)
    other = Memory(table.parties)
    for act in acts:
        other.receive(act)
    assert other.records == view.records
    for record in view.records:
        touching = view.touching(record)
        Random(seed).shuffle(touching)
        assert fold.fold(record, touching * 2, view.parties, view.closed()) == other.record(record) == view.record(record)


@laws
@given(histories, st.integers(0, 2**32))
def test_canonical_order_keeps_logs_and_reading_and_depends_on_the_set_alone(start, seed):
    _, view = history(*start)
    acts = [d.act for log in view.logs.values() for d in log if d.act.header is not None]
    shuffled = acts * 2
    Random(seed).shuffle(shuffled)
    order = fold.canonical_order(shuffled)
    assert order == fold.canonical_order(acts) and sorted(a.id for a in order) == sorted(a.id for a in acts)
    at = {(a.log, a.seq): i for i, a in enumerate(order)}
    for (log, seq), place in at.items():
        act = order[place]
        assert seq == 0 or (log, seq - 1) not in at or at[log, seq - 1] < place
        for name, size in act.header.seen.items():
            party, generation = name.split("/")
            earlier = [at[(party, int(generation)), n] for n in range(size) if ((party, int(generation)), n) in at]
            if view.verdicts[act.id].status != "void":  # a void act may claim what it likes
                assert all(p < place for p in earlier)


@laws
@given(histories)
def test_concluded_and_in_effect_are_what_gate_1_marked(start):
    table, view = history(*start)
    concluded, confirmed = view.marked("concluded:"), {}
    for act in table.acts:
        if view.verdicts.get(act.id, admit.Verdict("void")).status == "admitted" and act.header.kind == "confirm":
            confirmed.setdefault(parse_cite(act.header.cites[0]).act, set()).add(act.party)
    by_id = {a.id: a for a in table.acts}
    for record in view.records:
        state = view.record(record)
        if state is None or state.party is not None:
            continue
        found = {}
        for agreed in state.agreed:
            proposal = by_id[agreed.proposal.act]
            pair = pairs(proposal.id, proposal.header)[agreed.index]
            assert pair.startswith(record) and concluded[pair] == str(agreed.conclusion)
            found[pair] = agreed
            whole = confirmed.get(agreed.conclusion.act, set()) | {agreed.conclusion.party}
            assert (agreed.in_effect_at is not None) == (whole == set(table.parties))
            assert set(agreed.confirmed) == whole - {agreed.conclusion.party}
        assert set(found) == {p for p in concluded if p.startswith(record + "@")}
        assert [a.conclusion.act for a in state.agreed[:-1]] == [p.partition("@")[2] for p in list(found)[1:]]
        assert state.state == ("in-effect" if state.agreed and state.agreed[-1].in_effect_at else "concluded") if state.agreed else True


@laws
@given(histories)
def test_whose_move_it_is_can_make_it(start):
    table, view = history(*start)
    table.views = dict.fromkeys(table.parties, view)
    for log in view.waiting:  # what waits for ever holds its own log up
        table.logs[log] = table.logs[log][: view.decided(log)]
        view.inbox.pop(log)
    moves = sorted({(r, m) for r in view.records if (state := view.record(r)) is not None for m in state.moves})
    for record, move in moves:
        if move not in view.record(record).moves:
            continue  # an earlier one of these moves changed it
        cited = next(d.act for log in view.logs.values() for d in log if d.act.id == move.act)
        proposal = next((p for p in view.record(record).proposals if p.cite.act == move.act), None)
        answers = [str(c) for c in proposal.accepted.values()] if proposal is not None and move.verb == "conclude" else []
        act = table.say(move.party, move.verb, cited, *answers)
        assert view.verdicts[act.id].status == "admitted", (move, view.verdicts[act.id])
        assert move not in view.record(record).moves, "a move that was made is no longer asked for"


def test_the_random_histories_reach_every_state():
    states, moves = set(), set()
    for seed in range(60):
        _, view = history(seed % 3 + 1, seed)
        for record in view.records:
            state = view.record(record)
            states |= {state.state, *(p.state for p in state.proposals), *state.withheld.values()}
            moves |= {m.verb for m in state.moves}
            states |= {"second revision"} if len(state.agreed) > 1 else set()
    assert states >= {
        "proposed",
        "lapsed",
        "concluded",
        "in-effect",
        "issued",
        "withdrawn",
        "open",
        "closed",
        "second revision",
    }
    assert states >= {"purged", "spilled"} and moves == {"accept", "conclude", "confirm", "withdraw"}


@pytest.mark.parametrize("parties", [1, 2, 3])
def test_a_joint_record_from_proposal_to_effect(parties):
    table = Table(*PARTIES[:parties])
    author, *others = table.parties
    proposal = table.propose(author)
    record = proposal.id

    def now():
        return table.view.record(record)

    assert (now().state, now().type, now().schema, now().party) == ("proposed", "measure", 1, None)
    accepted = []
    for party in others:
        assert [m.party for m in now().moves] == others[len(accepted) :] and {m.verb for m in now().moves} == {"accept"}
        accepted.append(table.say(party, "accept", proposal))
    assert now().moves == (fold.Move(author, "conclude", proposal.id),)
    table.clock = "2018-10-03T09:00:00Z"
    conclusion = table.say(author, "conclude", proposal, *accepted)
    assert now().state == ("concluded" if others else "in-effect")
    for party in others:
        assert fold.Move(party, "confirm", conclusion.id) in now().moves
        table.clock = f"2018-10-0{4 + others.index(party)}T09:00:00Z"
        table.say(party, "confirm", conclusion)
    assert now().state == "in-effect" and not now().moves
    assert now().agreed[0].in_effect_at == table.clock and now().agreed[0].concluded_at == "2018-10-03T09:00:00Z"
    revision = table.propose(others[0] if others else author, record, base=conclusion)
    assert now().state == "in-effect" and now().proposals[-1].state == "open"
    table.agree(revision)
    assert [a.proposal.act for a in now().agreed] == [proposal.id, revision.id] and now().state == "in-effect"


def test_crossing_proposals_one_is_concluded_and_the_other_overtaken_or_closed():
    table = Table(*PARTIES)
    first = table.propose("AUS")
    rival, third = (table.propose(p, first.id, cites=[first]) for p in ("GBR", "JPN"))
    assert {m.verb for m in table.view.record(first.id).moves} == {"accept"}
    accepted = [table.say(p, "accept", rival) for p in ("AUS", "JPN")]
    table.say("GBR", "decline", third)
    again = table.propose("JPN", first.id, cites=[first])
    table.say("GBR", "conclude", rival, *accepted)
    state = table.view.record(first.id)
    assert {p.cite.act: p.state for p in state.proposals} == {
        first.id: "closed",
        rival.id: "concluded",
        third.id: "closed",
        again.id: "overtaken",
    }
    assert list(next(p for p in state.proposals if p.cite.act == third.id).declined) == ["GBR"]


def test_a_refused_proposal_waits_on_its_author():
    table = Table("GBR", "JPN")
    proposal = table.propose("GBR")
    table.say("JPN", "decline", proposal)
    assert table.view.record(proposal.id).moves == (fold.Move("GBR", "withdraw", proposal.id),)
    table.say("GBR", "withdraw", proposal)
    state = table.view.record(proposal.id)
    assert (state.state, state.moves) == ("lapsed", ())


def test_a_proposal_with_several_targets_stands_and_falls_in_every_record():
    table = Table("GBR", "JPN")
    plan = table.propose("GBR", None, None)
    one, two = plan.id, f"{plan.id}.1"
    assert [table.view.record(r).proposals[0].index for r in (one, two)] == [0, 1]
    conclusion = table.agree(plan)
    assert [table.view.record(r).state for r in (one, two)] == ["in-effect", "in-effect"]
    both = table.propose("GBR", one, two, base=conclusion)
    alone = table.propose("JPN", one, base=conclusion)
    table.say("GBR", "accept", alone)
    assert [table.view.record(r).proposals[1].state for r in (one, two)] == ["closed", "closed"]
    assert [p.cite.act for p in table.view.record(two).proposals] == [plan.id, both.id]


def test_a_proposal_falls_in_all_its_records_once_one_of_them_is_concluded_otherwise():
    table = Table("GBR", "JPN")
    plan = table.propose("GBR", None, None)
    one, two = plan.id, f"{plan.id}.1"
    base = table.agree(plan)
    alone = table.propose("JPN", one, base=base)
    accepted = table.say("GBR", "accept", alone)
    both = table.propose("GBR", one, two, base=base)
    assert fold.Move("JPN", "accept", both.id) in table.view.record(two).moves
    table.say("JPN", "conclude", alone, accepted)
    assert table.view.record(two).proposals[-1].state == "closed" and not table.view.record(two).moves
    assert [p.state for p in table.view.record(one).proposals] == ["concluded", "concluded", "closed"]
    assert table.status(table.say("JPN", "accept", both)) == ("void", "G13")


def test_an_own_record_is_issued_superseded_and_withdrawn():
    table = Table("GBR", "JPN")
    first = table.say("GBR", "state", targets=[Target("report", 1)])
    second = table.say("GBR", "supersede", targets=[Target("report", 2, record=first.id, base=str(first.cite))])
    state = table.view.record(first.id)
    assert (state.state, state.party, state.schema) == ("issued", "GBR", 2)
    assert [s.closed_by for s in state.statements] == [second.cite, None]
    table.clock = "2018-10-05T00:00:00Z"
    end = table.say("GBR", "withdraw", second)
    state = table.view.record(first.id)
    assert (state.state, state.withdrawn_at, state.statements[-1].closed_by) == ("withdrawn", "2018-10-05T00:00:00Z", end.cite)
    assert [c.seq for c in state.history] == [0, 1, 2]


def two_generations(expires_at):
    """A party of two generations concludes in the old one and confirms in the new; gives whether its own conclusion comes first."""
    table = Table("GBR", "JPN", shared=False)
    ours = table.propose("GBR", expires_at=expires_at)
    table.share()
    yes = table.say("JPN", "accept", ours)
    theirs = table.propose("JPN", ours.id, cites=[ours])
    table.share()
    table.say("GBR", "open", ours, generation=2)
    other = table.say("GBR", "accept", theirs, generation=2)
    one = table.say("GBR", "conclude", ours, yes)
    table.send(("GBR", 2), "JPN", 2)
    two = table.say("JPN", "conclude", theirs, other)
    assert table.status(one) == table.status(two) == ("admitted", "")
    table.share()
    assert table.status(table.say("GBR", "confirm", two, generation=2)) == ("admitted", "")
    state = table.view.record(ours.id)
    assert state.state == "in-effect" and [a.conclusion for a in state.agreed] == [two.cite]
    return state.history.index(one.cite) < state.history.index(two.cite)


def test_of_two_conclusions_by_a_party_of_two_generations_the_one_in_effect_holds():
    """Whichever of the two comes first in canonical order, which acts' ids decide."""
    assert {two_generations(f"2030-01-{day:02}T00:00:00Z") for day in range(1, 13)} == {False, True}


def test_no_record_without_an_act_that_creates_it():
    assert fold.fold("a" * 64, [], ("GBR",), {}) is None
