"""Joint records: one act for each of the rules G10-G21 and G24 that breaks exactly it; expiry; one, two and three parties."""

from __future__ import annotations

import pytest
from tests.ledger import Table

from entente.kernel.act import Target

NINE, TEN = "2018-10-02T09:00:00Z", "2018-10-02T10:00:00Z"


@pytest.fixture
def table():
    return Table("GBR", "JPN")


def refused(table, act, number, words):
    verdict = table.verdict(act)
    assert (verdict.status, verdict.rule) == ("void", number), verdict
    assert words in verdict.words and not verdict.marks and not verdict.records


def stands(table, act):
    assert table.status(act) == ("admitted", ""), table.verdict(act)


def test_g10_what_a_proposal_may_stand_on(table):
    first = table.propose("GBR", None, None)
    base = table.agree(first)
    other = table.propose("JPN")
    elsewhere = table.agree(other)
    record, at = first.id, str(base.cite)
    report = table.say("GBR", "state", targets=[Target("report", 1)])
    cases = [
        ((), (), "at least one record"),
        ((Target("t", 1, record=record, base=at),) * 2, (), "each record once"),
        ((Target("t", 1, base=at),), (), "no earlier revision"),
        ((Target("t", 1, record="measure 7", base=at),), (), "not the id of a record"),
        ((Target("t", 1, record=other.id),), (), "cites the proposal that first named"),
        ((Target("t", 1, record=f"{other.id}.1"),), (other,), "cites the proposal that first named"),
        ((Target("t", 1, record=report.id),), (report,), "cites the proposal that first named"),
        ((Target("t", 1, record=record, base=str(first.cite)),), (), "not a conclusion"),
        ((Target("t", 1, record=record, base=str(elsewhere.cite)),), (), "of another record"),
    ]
    for targets, cites, words in cases:
        refused(table, table.say("JPN", "propose", *cites, targets=targets), "G10", words)
    stands(table, table.say("JPN", "propose", targets=[Target("t", 1, record=r, base=at) for r in (record, f"{record}.1")]))


def test_g10_a_rival_text_cites_the_creator_not_another_rival(table):
    first = table.propose("GBR", None, None)
    rival = table.propose("JPN", f"{first.id}.1", cites=[first])
    stands(table, rival)
    refused(table, table.propose("GBR", f"{first.id}.1", cites=[rival]), "G10", "first named")


def test_g11_no_further_text_after_the_own_conclusion_or_confirmation(table):
    first = table.propose("GBR")
    table.agree(first)
    for party in table.parties:
        refused(table, table.propose(party, first.id, cites=[first]), "G11", f"{party} has already concluded or confirmed")


def test_g12_an_acceptance_cites_one_standing_proposal_of_another(table):
    first, second = table.propose("GBR"), table.propose("GBR")
    void = table.say("GBR", "propose")
    for cites in ((), (first, second), (void,), (table.say("GBR", "note"),)):
        refused(table, table.say("JPN", "accept", *cites), "G12", "one proposal that stands")
    refused(table, table.say("GBR", "accept", first), "G12", "its own proposal")


def test_g13_no_acceptance_after_the_own_conclusion(table):
    first = table.propose("GBR")
    yes = table.say("JPN", "accept", first)
    rival = table.propose("JPN", first.id, cites=[first])
    stands(table, table.say("GBR", "conclude", first, yes))
    refused(table, table.say("GBR", "accept", rival), "G13", "no further stance")


def test_g15_a_conclusion_is_of_the_own_proposal(table):
    first = table.propose("GBR")
    yes = table.say("JPN", "accept", first)
    for cites in ((), (first,), (yes,), (table.say("GBR", "note"),)):
        refused(table, table.say("JPN", "conclude", *cites), "G15", "the author's own proposal")


def test_g15_a_later_generation_proposes_again(table):
    first = table.propose("GBR")
    yes = table.say("JPN", "accept", first)
    stands(table, table.say("GBR", "open", first, generation=2))
    refused(table, table.say("GBR", "conclude", first, yes, generation=2), "G15", "proposed again")
    again = table.say("GBR", "propose", first, targets=[Target("measure", 1, record=first.id)], generation=2)
    stands(table, again)
    stands(table, table.say("GBR", "conclude", again, table.say("JPN", "accept", again), generation=2))


@pytest.mark.parametrize("closing", ["withdraw", "propose", "accept", "purge"])
def test_g16_a_closed_proposal_is_not_concluded(table, closing):
    first = table.propose("GBR")
    yes = table.say("JPN", "accept", first)
    if closing == "propose":
        stands(table, table.propose("GBR", first.id, cites=[first]))
    elif closing == "accept":
        stands(table, table.say("GBR", "accept", table.propose("JPN", first.id, cites=[first])))
    else:
        stands(table, table.say("GBR", closing, first))
    refused(table, table.say("GBR", "conclude", first, yes), "G16", "closed")


def test_g16_one_shared_target_closes_the_whole_proposal(table):
    plan = table.propose("GBR", None, None)
    base = table.agree(plan)
    both = table.propose("GBR", plan.id, f"{plan.id}.1", base=base)
    yes = table.say("JPN", "accept", both)
    verdict = table.verdict(table.propose("GBR", f"{plan.id}.1", base=base))
    assert set(verdict.records) == {plan.id, f"{plan.id}.1"}, "the record it falls in is touched too"
    refused(table, table.say("GBR", "conclude", both, yes), "G16", "closed")


def test_a_stance_on_another_record_or_revision_closes_nothing(table):
    plan = table.propose("GBR", None, None)
    base = table.agree(plan)
    mine = table.propose("GBR", plan.id, base=base)
    yes = table.say("JPN", "accept", mine)
    stands(table, table.propose("GBR", f"{plan.id}.1", base=base))
    stands(table, table.propose("GBR"))
    stands(table, table.say("GBR", "conclude", mine, yes))


def test_g17_nothing_is_concluded_twice(table):
    first = table.propose("GBR")
    conclusion = table.agree(first)
    yes = next(a for a in table.acts if a.header.kind == "accept")
    refused(table, table.say("GBR", "conclude", first, yes), "G17", "already concluded")
    stands(table, conclusion)


def test_g17_nor_after_confirming_anothers_text_there():
    """Only a partner that writes two logs can bring this about: its word is taken once."""
    table = Table("GBR", "JPN", shared=False)
    theirs = table.propose("GBR")
    table.share()
    yes = table.say("JPN", "accept", theirs)
    ours = table.propose("JPN", theirs.id, cites=[theirs])
    table.share()
    table.say("GBR", "open", theirs, generation=2)
    given = table.say("GBR", "accept", ours, generation=2)
    done = table.say("GBR", "conclude", theirs, yes)
    table.share()
    stands(table, table.say("JPN", "confirm", done))
    refused(table, table.say("JPN", "conclude", ours, given), "G17", "concluded or confirmed")


def test_g18_every_other_party_and_nothing_but_acceptances_of_this_proposal():
    table = Table("AUS", "GBR", "JPN")
    first, other = table.propose("AUS"), table.propose("AUS")
    gbr, jpn, elsewhere = table.say("GBR", "accept", first), table.say("JPN", "accept", first), table.say("JPN", "accept", other)
    refused(table, table.say("AUS", "conclude", first), "G18", "No acceptance by GBR, JPN")
    refused(table, table.say("AUS", "conclude", first, jpn), "G18", "No acceptance by GBR")
    no = table.say("GBR", "decline", first)
    for wrong in (elsewhere, no, table.say("GBR", "note")):
        refused(table, table.say("AUS", "conclude", first, gbr, wrong), "G18", "of that very proposal")
    refused(table, table.say("AUS", "conclude", first, gbr, jpn, table.say("JPN", "accept", first)), "G18", "one acceptance")
    stands(table, table.say("AUS", "conclude", first, gbr, jpn))


@pytest.mark.parametrize("limited", ["proposal", "acceptance"])
def test_g19_a_limit_counts_in_the_proposers_log_alone(table, limited):
    limits = {limited: {"expires_at": NINE}}
    first = table.propose("GBR", **limits.get("proposal", {}))
    table.clock = NINE if limited == "acceptance" else TEN
    yes = table.say("JPN", "accept", first, **limits.get("acceptance", {}))
    stands(table, yes)  # an acceptor's own clock decides nothing
    refused(table, table.say("GBR", "conclude", first, yes, signed_at="2018-10-02T09:00:01Z"), "G19", "after the limit")


def test_g19_on_the_second_it_is_in_time(table):
    first = table.propose("GBR", expires_at=NINE)
    stands(table, table.say("GBR", "conclude", first, table.say("JPN", "accept", first, expires_at=NINE), signed_at=NINE))


def test_g20_a_confirmation_is_of_anothers_standing_conclusion(table):
    first = table.propose("GBR")
    void = table.say("GBR", "conclude", first)
    conclusion = table.agree(first, confirm=False)
    for cites in ((), (first,), (void,), (conclusion, first)):
        refused(table, table.say("JPN", "confirm", *cites), "G20", "one conclusion that stands")
    refused(table, table.say("GBR", "confirm", conclusion), "G20", "its own conclusion")


def test_g21_a_party_confirms_once(table):
    conclusion = table.agree(table.propose("GBR"))
    refused(table, table.say("JPN", "confirm", conclusion), "G21", "already concluded or confirmed")


def test_g24_a_refusal_is_of_anothers_standing_proposal(table):
    first = table.propose("GBR")
    for party, cites in (("JPN", ()), ("GBR", (first,)), ("JPN", (table.say("JPN", "note"),))):
        refused(table, table.say(party, "decline", *cites), "G24", "another party's proposal")
    stands(table, table.say("JPN", "decline", first))
    stands(table, table.say("JPN", "accept", first))  # a refusal binds nobody: it may be taken back


def test_one_party_needs_nobody():
    table = Table("GBR")
    first = table.propose("GBR")
    stands(table, table.say("GBR", "conclude", first))
    refused(table, table.say("GBR", "conclude", first), "G17", "already")


def test_crossing_proposals_end_in_one_text():
    table = Table("GBR", "JPN", shared=False)
    first = table.propose("GBR")
    table.share()
    rival = table.propose("JPN", first.id, cites=[first])
    again = table.propose("GBR", first.id, cites=[first])
    table.share()
    yes, also = table.say("JPN", "accept", again), table.say("GBR", "accept", rival)
    table.share()
    refused(table, table.say("GBR", "conclude", again, yes), "G16", "closed")
    refused(table, table.say("JPN", "conclude", rival, also), "G16", "closed")
    table.share()
    anew = table.propose("JPN", first.id, cites=[first])
    table.share()
    yes = table.say("GBR", "accept", anew)
    table.share()
    stands(table, table.say("JPN", "conclude", anew, yes))
