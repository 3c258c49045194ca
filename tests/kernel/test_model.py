"""The model check: at most one conclusion of a revision, at most one text in effect, always a way on; and what each rule is for.

Gate 1 itself judges every act (tests/soak/model.py builds the state spaces). Each test that leaves a rule out, or changes one, finds the
history that the rule forbids: so the check can fail. `pytest -s` shows those histories.
"""

from __future__ import annotations

import pytest
from tests.ledger import Table
from tests.soak import model
from tests.soak.model import Engine, Forks, Views, any_act, crossing, honest, rota, stubborn, way_on, without

from entente.kernel.act import Act
from entente.kernel.gate1 import admit, conclude
from entente.kernel.gate1.ruling import Case, Rule, Rules, of_kind, pairs

SEVERAL = (("r",), ("s",), ("r", "s"))


def show(what: str, result: model.Result) -> None:
    print(f"\n{what}: {result.states:,} states, {result.depth} acts deep: {result.words or 'no counterexample'}")


def safe(result: model.Result, what: str) -> None:
    show(what, result)
    assert not result.trace, result.words


# -- any act by any party at any time ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bad", [model.two_conclusions, model.two_in_effect])
def test_two_parties_with_two_proposals_each_conclude_once_however_many_acts(bad):
    result = any_act(Engine(2), 2, bad=bad)
    safe(result, "2 parties, 2 proposals each")
    assert result.complete and result.depth >= 12


def test_two_parties_with_three_proposals_each():
    result = any_act(Engine(2), 3)
    safe(result, "2 parties, 3 proposals each")
    assert result.complete


def test_rival_texts_of_a_new_record():
    result = any_act(Engine(2, rival=True), 2)
    safe(result, "2 parties, rival texts")
    assert result.complete


def test_several_targets():
    result = any_act(Engine(2), 2, targets=SEVERAL)
    safe(result, "2 parties, 2 proposals each on one or two records")
    assert result.complete and result.depth >= 12


@pytest.mark.parametrize(("parties", "proposals", "depth"), [(3, 1, 99), (3, 2, 11), (4, 1, 9)])
def test_three_and_four_parties(parties, proposals, depth):
    safe(any_act(Engine(parties), proposals, depth), f"{parties} parties, {proposals} proposals each")


def test_three_parties_with_several_targets():
    safe(any_act(Engine(3), 1, 9, targets=SEVERAL), "3 parties, one proposal each on one or two records")


def test_one_party_concludes_alone_and_once():
    result = any_act(Engine(1), 3)
    safe(result, "1 party")
    assert result.complete and result.depth > 1


def test_exchange_of_parties_loses_nothing():
    reduced, full = Engine(2), Engine(2)
    found: list[set[frozenset[tuple[object, ...]]]] = []
    for engine, symmetric in ((reduced, True), (full, False)):
        states: set[frozenset[tuple[object, ...]]] = set()

        def note(state, facts, states=states, engine=engine):
            for order in ((0, 1), (1, 0)):
                states.add(frozenset(shape(engine.rename(x, order)) for x in state))

        any_act(engine, 2, symmetric=symmetric, each=note)
        found.append(states)
    assert found[0] == found[1] and len(found[0]) > 600


def shape(local: model.Local) -> tuple[object, ...]:
    """A log as words, comparable between engines."""
    return (local.log, len(local.marks), frozenset(map(str, local.facts)), frozenset(s.partition(":")[0] for s in local.marks))


def test_the_symbols_reach_what_true_logs_reach():
    """Every history of five true acts (hashes, places, reading), void ones included, against the symbols' states: the same."""
    true: set[object] = set()
    layer: list[tuple[str, ...]] = [()]
    for length in range(6):
        following = []
        for path in layer:
            table = replay(path)
            true.add(reached(table))
            following += [(*path, move) for move in true_moves(table) if length < 5]
        layer = following
    symbols: set[object] = set()
    any_act(Engine(2), 1, 6, symmetric=False, each=lambda state, facts: symbols.add(frozenset(map(outline, state))))
    assert len(true) > 40 and true == symbols


def replay(path: tuple[str, ...]) -> Table:
    """A table on which a record stands on its first conclusion and then these moves were made."""
    table = Table("AAA", "BBB")
    first = table.propose("AAA")
    base = table.agree(first)
    for move in path:
        code, kind, about = move[0] * 3, *move[1:].split(" ")
        have = standing(table)
        if kind == "propose":
            table.propose(code, first.id, base=base)
        elif kind == "conclude":
            proposal = have[about]
            answers = [a for a in have.values() if a.header.kind == "accept" and a.header.cites == (str(proposal.cite),)]
            table.say(code, "conclude", proposal, *answers)
        else:
            table.say(code, kind, have[about])
    return table


def standing(table: Table) -> dict[str, Act]:
    """The admitted acts after the first four, by kind and party; of equal ones the first."""
    found: dict[str, Act] = {}
    for act in table.acts[4:]:
        if table.status(act)[0] == "admitted":
            found.setdefault(f"{act.header.kind}{act.party[0]}", act)
    return found


def true_moves(table: Table):
    """Everything either party could say next: some of it is void."""
    have = standing(table)
    for party, other in ("AB", "BA"):
        if f"propose{party}" in have:
            yield f"{party}withdraw propose{party}"
            yield f"{party}conclude propose{party}"
        else:
            yield f"{party}propose -"
        if f"propose{other}" in have:
            yield f"{party}accept propose{other}"
        if f"conclude{other}" in have:
            yield f"{party}confirm conclude{other}"


def reached(table: Table) -> object:
    """What each true log amounts to: kinds admitted, and whether its own proposal is closed."""
    closed, first, out = table.view.marked("closed:"), {a.id for a in table.acts[:4]}, []
    for party in table.parties:
        acts = [d.act for d in table.view.logs.get((party, 1), ()) if d.status == "admitted" and d.act.id not in first]
        out.append((party, frozenset(a.header.kind for a in acts), any(a.id in closed for a in acts)))
    return frozenset(out)


def outline(local: model.Local) -> object:
    """The same of a symbolic log."""
    return (local.log[0], frozenset(f.kind for f in local.facts), any(s.startswith("closed:") for s in local.marks))


# -- the way on -------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("parties", "proposals", "depth"), [(2, 2, 99), (3, 1, 99)])
def test_from_every_state_without_conclusion_whoever_proposes_anew_can_be_accepted_and_conclude(parties, proposals, depth):
    engine, asked = Engine(parties), []

    def each(state, facts):
        if not model.concluded(facts):
            asked.append(way_on(engine, state))

    any_act(engine, proposals, depth, each=each)
    assert len(asked) > 100 and not any(asked)


def test_a_conclusion_leaves_no_way_on_at_its_own_revision():
    engine, stuck = Engine(2), []

    def each(state, facts):
        if model.concluded(facts):
            stuck.append(way_on(engine, state))

    any_act(engine, 1, each=each)
    assert stuck and all(stuck)


@pytest.mark.parametrize("parties", [2, 3])
def test_the_rota_ends_concluded_whatever_the_order(parties):
    views = Views(Engine(parties), rota, limit=99)
    result = views.run()
    safe(result, f"rota, {parties} parties")
    assert result.complete and views.final
    for world in views.final:
        assert len(model.in_effect(views.everything(world), views.engine.parties)["r"]) == 1


def test_without_yielding_crossing_proposals_stay_stuck():
    views = Views(Engine(2), stubborn, limit=99)
    views.run()
    assert any(not model.concluded(views.everything(world)) for world in views.final)


# -- a rule left out --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("numbers", "parties"),
    [(("G13",), 2), (("G16",), 2), (("G17",), 2), (("G11", "G17"), 2), (("G18",), 2), (("G18",), 3)],
)
def test_a_rule_left_out_gives_two_conclusions(numbers, parties):
    result = any_act(Engine(parties, without(*numbers)), 2, symmetric=False, seconds=60)
    show(f"without {' and '.join(numbers)}", result)
    assert result.trace and "conclude" in result.words


@pytest.mark.parametrize("number", ["G11", "G12", "G15", "G20", "G21"])
def test_a_rule_that_others_back_up_can_be_left_out_while_no_log_forks(number):
    """G11 is backed up by G17, G15 by G12 and G18, G12 by G18; G15, G20 and G21 are for later generations and forks (below)."""
    for parties, proposals in ((2, 2), (3, 1)):
        result = any_act(Engine(parties, without(number)), proposals)
        safe(result, f"without {number}, {parties} parties")
        assert result.complete


def majority(case: Case) -> str:
    accepted = {c.party for c in case.cites[1 : len(case.header.cites)] if of_kind(case.ledger.act(c), "accept") is not None}
    return "" if 2 * (len(accepted) + 1) > len(case.ledger.parties) else "no majority"


def test_a_majority_is_not_enough():
    result = any_act(Engine(3, model.replaced("conclude", Rule("G18", majority))), 1, symmetric=False)
    show("majority", result)
    assert result.trace


def by_text(case: Case) -> str:
    """An acceptance counts for whatever proposal carries the same text (in this model a party's proposals all do)."""
    accepted = set()
    for cite in case.cites[1 : len(case.header.cites)]:
        header = of_kind(case.ledger.act(cite), "accept")
        if header is not None and header.cites[0].startswith(f"{case.act.party}/"):
            accepted.add(cite.party)
    return "" if accepted | {case.act.party} >= set(case.ledger.parties) else "missing"


def reissued(engine: Engine) -> list[model.Symbol]:
    """A closed text is issued again, and concluded with the acceptance of its first issue."""
    a, b = ("AAA", 1), ("BBB", 1)
    first, rival, again = (engine.symbol("propose", log, number=k, records=("r",)) for log, k in ((b, 0), (a, 0), (b, 1)))
    taken, given = engine.symbol("accept", a, (first,)), engine.symbol("accept", b, (rival,))
    return [first, rival, given, engine.symbol("conclude", a, (rival, given)), again, engine.symbol("conclude", b, (again, taken))]


def test_acceptance_of_a_text_instead_of_an_act():
    for rules, count in ((model.replaced("conclude", Rule("G18", by_text)), 2), (admit.RULES, 1)):
        engine = Engine(2, rules)
        acts = reissued(engine)
        acts.insert(1, acts[-1].cites[1])
        assert conclusions_of(engine, acts) == count
    print("\nacceptance by text:", "  ".join(map(str, acts)))


def conclusions_of(engine: Engine, acts: list[model.Symbol]) -> int:
    """How many conclusions of a history gate 1 admits."""
    logs = {p: engine.local((p, 1)) for p in engine.parties}
    held: frozenset[model.Symbol] = frozenset()
    for symbol in acts:
        missing = frozenset(c for c in symbol.cites if c not in held)
        after = engine.step(logs[symbol.log[0]], symbol, missing)
        if after is not None:
            logs[symbol.log[0]] = after
            held |= {symbol}
    return sum(f.kind == "conclude" for f in held)


def changed_effect(kind: str, keep) -> dict[str, Rules]:
    """The rules with some of a kind's closing marks left out."""

    def effect(case: Case):
        marks, records = admit.RULES[kind].effect(case)
        return tuple(m for m in marks if not m[0].startswith("closed:") or keep(case, m)), records

    return {**admit.RULES, kind: Rules(admit.RULES[kind].checks, effect)}


def test_an_acceptance_that_leaves_the_own_proposal_open():
    result = any_act(Engine(2, changed_effect("accept", lambda case, mark: False)), 2, symmetric=False)
    show("acceptance closes nothing", result)
    assert result.trace


def test_closing_only_proposals_on_the_very_same_targets():
    def same(case: Case, mark) -> bool:
        found = conclude.proposal_of(case)
        closed = next((d for d in case.ledger.held.values() if d.act.id == mark[0].partition(":")[2]), None)
        assert found is not None and closed is not None and closed.act.header is not None
        return set(pairs(closed.act.id, closed.act.header)) == set(pairs(found[0].act, found[1]))

    result = any_act(Engine(2, changed_effect("accept", same)), 1, targets=SEVERAL, symmetric=False)
    show("closing only identical targets", result)
    assert len(result.trace) == 6


# -- views, crashes, restores -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("restore", ["", "all", "open"])
def test_views_crashes_and_restores_show_one_conclusion(restore):
    """`all`: the own tail is fetched from all partners; `open`: a new generation with whatever the backup held."""
    result = Views(Engine(2), honest(2), restore=restore, limit=8 if restore != "open" else 7).run()
    safe(result, f"2 parties, restore {restore or 'never'}")
    assert result.complete and result.depth >= 7


@pytest.mark.parametrize(("restore", "limit"), [("", 8), ("all", 8), ("open", 8)])
def test_three_parties_restored(restore, limit):
    result = Views(Engine(3), crossing, restore=restore, limit=limit).run()
    safe(result, f"3 parties, restore {restore or 'never'}")
    assert result.complete


def test_a_tail_fetched_from_one_of_two_partners():
    result = Views(Engine(3), crossing, restore="one", limit=8).run(seconds=90)
    show("tail fetched from one of two partners", result)
    assert result.trace


def test_a_conclusion_shown_before_somebody_else_holds_it():
    result = Views(Engine(2), honest(1), restore="all", early=True, limit=7).run()
    show("conclusion shown too early", result)
    assert result.trace


def of_same_party(case: Case) -> str:
    found = conclude.proposal_of(case)
    return "" if found is not None and found[0].party == case.act.party else "another's"


def test_a_later_generation_that_concludes_an_earlier_ones_proposal():
    result = Views(Engine(2, model.replaced("conclude", Rule("G15", of_same_party))), honest(1), restore="open", limit=7).run()
    show("G15 by party, not by log", result)
    assert result.trace


# -- an equivocating party --------------------------------------------------------------------------------------------------------------


def test_a_forked_log_splits_views_but_no_view_holds_two_conclusions():
    forks = Forks(Engine(3), depth=9)
    result = forks.run()
    safe(result, "3 parties, one forks its log")
    assert forks.split > 0, "the fork must have been of use to somebody, or nothing was tested"


def test_a_party_that_goes_on_in_two_generations_puts_two_texts_in_effect_only_without_g21():
    """Such a party can conclude twice (both logs are held): an equivocation, to be frozen. In effect there is still one text."""
    twice = any_act(Engine(2), 2, 12, symmetric=False, opens=True)
    show("two generations side by side", twice)
    assert twice.trace
    safe(any_act(Engine(2), 1, symmetric=False, opens=True, bad=model.two_in_effect), "two generations, in effect")
    result = any_act(Engine(2, without("G21")), 2, 12, symmetric=False, opens=True, bad=model.two_in_effect)
    show("without G21", result)
    assert result.trace
