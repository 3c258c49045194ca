"""Own statements, withdrawals, purges, spills, keys and generations: one act for each of G14, G22, G23, G25-G29 that breaks exactly it."""

from __future__ import annotations

import base64

import pytest
from tests.ledger import Memory, Table

from entente.kernel.act import Target
from entente.kernel.log import opened_from, rotation_of
from entente.kernel.signature import SigningKey

NEW = base64.b64encode(SigningKey(bytes(range(32))).public).decode()


@pytest.fixture
def table():
    return Table("GBR", "JPN")


def refused(table, act, number, words):
    verdict = table.verdict(act)
    assert (verdict.status, verdict.rule) == ("void", number), verdict
    assert words in verdict.words and not verdict.marks and not verdict.records


def stands(table, act):
    assert table.status(act) == ("admitted", ""), table.verdict(act)
    return act


def state(table, party="GBR"):
    return stands(table, table.say(party, "state", targets=[Target("report", 1)]))


def supersede(table, act, record=None, party="GBR", type="report"):
    return table.say(party, "supersede", targets=[Target(type, 1, record=record or act.id, base=str(act.cite))])


def decide_to_purge(table, party, *acts):
    """A joint decision to purge the bodies of these acts; returns its conclusion."""
    proposal = table.say(party, "propose", *acts, targets=[Target("purge", 1)])
    return table.agree(stands(table, proposal))


def test_g14_only_the_author_withdraws_and_only_what_is_open(table):
    report, proposal = state(table), table.propose("GBR")
    for cites in ((), (report,), (proposal,)):
        refused(table, table.say("JPN", "withdraw", *cites), "G14", "the author's own")
    refused(table, table.say("GBR", "withdraw", table.say("GBR", "note")), "G14", "the author's own")
    for act in (report, proposal):
        stands(table, table.say("GBR", "withdraw", act))
        refused(table, table.say("GBR", "withdraw", act), "G14", "already")
    concluded = table.propose("GBR")
    table.agree(concluded)
    refused(table, table.say("GBR", "withdraw", concluded), "G14", "A concluded text is not withdrawn")


def test_g22_a_statement_is_about_one_new_record(table):
    report = state(table)
    for targets in ((), (Target("a", 1), Target("b", 1)), (Target("a", 1, record=report.id),), (Target("a", 1, base=str(report.cite)),)):
        refused(table, table.say("GBR", "state", targets=targets), "G22", "one new record")


def test_g23_only_the_author_supersedes_and_each_statement_once(table):
    report, other, proposal = state(table), state(table), table.propose("GBR")
    refused(
        table, table.say("GBR", "supersede", targets=[Target("report", 1, record=report.id)]), "G23", "names the record and the statement"
    )
    refused(table, supersede(table, report, party="JPN"), "G23", "Only the author")
    refused(table, supersede(table, report, record=other.id), "G23", "Only the author")
    refused(table, supersede(table, proposal), "G23", "Only the author")
    refused(table, supersede(table, report, type="plan"), "G23", "keeps its type")
    second = stands(table, supersede(table, report))
    refused(table, supersede(table, report), "G23", "already superseded")
    third = stands(table, supersede(table, second, record=report.id))
    stands(table, table.say("GBR", "withdraw", third))
    refused(table, supersede(table, third, record=report.id), "G23", "superseded or withdrawn")


def test_g25_the_author_alone_purges_what_was_not_concluded(table):
    report, proposal, note = state(table), table.propose("GBR"), table.say("GBR", "note")
    refused(table, table.say("GBR", "purge"), "G25", "cites, first")
    refused(table, table.say("GBR", "purge", note), "G25", "no body")
    refused(table, table.say("JPN", "purge", report), "G25", "Only its author")
    stands(table, table.say("GBR", "purge", report))
    assert table.view.record(report.id).withheld == {report.id: "purged"}
    yes = table.say("JPN", "accept", proposal)
    stands(table, table.say("GBR", "purge", proposal))
    refused(table, table.say("GBR", "conclude", proposal, yes), "G16", "closed")


def test_g25_a_void_acts_body_can_be_purged(table):
    void = table.say("GBR", "state", text="too much said")
    assert table.status(void) == ("void", "G22")
    stands(table, table.say("GBR", "purge", void))


def test_g25_what_was_concluded_is_purged_by_joint_decision(table):
    text, rival = table.propose("GBR"), table.propose("GBR")
    table.agree(text)
    refused(table, table.say("GBR", "purge", text), "G25", "only by a joint decision")
    wrong = decide_to_purge(table, "JPN", rival)
    measure = table.agree(table.say("GBR", "propose", text, targets=[Target("measure", 1)]))
    for decision in (wrong, measure, text):
        refused(table, table.say("GBR", "purge", text, decision), "G25", "not a concluded decision")
    decision = decide_to_purge(table, "JPN", text)
    for party in table.parties:
        stands(table, table.say(party, "purge", text, decision))
    assert table.view.record(text.id).withheld[text.id] == "purged"
    assert table.view.record(text.id).state == "in-effect", "what was agreed stays agreed"


def test_g25_one_party_decides_with_itself():
    table = Table("GBR")
    text = table.propose("GBR")
    table.agree(text)
    refused(table, table.say("GBR", "purge", text), "G25", "joint decision")
    stands(table, table.say("GBR", "purge", text, decide_to_purge(table, "GBR", text)))


def test_g25_a_decision_on_more_than_purges_purges_nothing(table):
    text = table.propose("GBR")
    table.agree(text)
    mixed = table.say("JPN", "propose", text, targets=[Target("purge", 1), Target("measure", 1)])
    refused(table, table.say("GBR", "purge", text, table.agree(mixed)), "G25", "not a concluded decision")


def test_g25_a_joint_purge_closes_no_proposal(table):
    """What was agreed stays agreed without its body; only a purge by the author alone closes what it had proposed."""
    text = table.propose("GBR")
    table.agree(text)
    purge = stands(table, table.say("GBR", "purge", text, decide_to_purge(table, "JPN", text)))
    assert [subject for subject, _ in table.verdict(purge).marks] == [f"purged:{text.id}"]
    alone = table.propose("GBR")
    marks = table.verdict(stands(table, table.say("GBR", "purge", alone))).marks
    assert [subject for subject, _ in marks] == [f"purged:{alone.id}", f"closed:{alone.id}"]


def test_g26_each_holder_answers_a_purge_or_a_spill(table):
    report = state(table)
    refused(table, table.say("JPN", "answer", report), "G26", "purge or spill report")
    refused(table, table.say("JPN", "answer"), "G26", "purge or spill report")
    purge = stands(table, table.say("GBR", "purge", report))
    answer = stands(table, table.say("JPN", "answer", purge, text="destroyed"))
    assert table.verdict(answer).records == (report.id,) and answer.cite in table.view.record(report.id).history


def test_g27_a_spill_withholds_at_once_and_can_be_taken_back(table):
    report, note = state(table), table.say("GBR", "note")
    for cites in ((), (note,)):
        refused(table, table.say("JPN", "spill", *cites), "G27", "an act with a body")
    mine, theirs = (stands(table, table.say(p, "spill", report)) for p in table.parties)
    assert table.view.record(report.id).withheld == {report.id: "spilled"}
    stands(table, table.say("JPN", "answer", mine, text="sealed"))
    refused(table, table.say("JPN", "withdraw", mine), "G14", "the author's own")
    stands(table, table.say("GBR", "withdraw", mine))
    assert table.view.record(report.id).withheld == {report.id: "spilled"}, "the other's report still stands"
    stands(table, table.say("JPN", "withdraw", theirs))
    assert table.view.record(report.id).withheld == {}
    assert table.view.record(report.id).state == "issued"


def test_g27_a_purge_after_a_spill_is_for_good(table):
    report = state(table)
    spill = table.say("GBR", "spill", report)
    stands(table, table.say("GBR", "purge", report))
    stands(table, table.say("GBR", "withdraw", spill))
    assert table.view.record(report.id).withheld == {report.id: "purged"}


def test_g28_a_rotation_brings_usable_keys_of_known_roles(table):
    small = base64.b64encode(bytes(32)).decode()
    cases = [
        (None, "at least one"),
        ({}, "at least one"),
        ({"root": NEW}, "only by charter"),
        ({"act": "?"}, "base64"),
        ({"act": small}, "order"),
    ]
    for keys, words in cases:
        refused(table, table.say("GBR", "rotate", keys=keys), "G28", words)
    refused(table, table.say("GBR", "rotate", keys={"encryption": NEW}), "G28", "1,216 bytes")
    act = stands(table, table.say("GBR", "rotate", keys={"act": NEW, "checkpoint": NEW}))
    assert set(rotation_of(act.header)) == {"act", "checkpoint"}


def test_g29_a_generation_is_opened_by_its_first_act_on_the_one_before(table):
    first = table.say("GBR", "note")
    refused(table, table.say("GBR", "open", first), "G29", "first act of a log")
    theirs = table.say("JPN", "note")
    for cites in ((), (theirs,)):
        other = Table("GBR", "JPN")
        other.acts, other.logs, other.views = list(table.acts), {k: list(v) for k, v in table.logs.items()}, dict(table.views)
        other.views = {p: Memory(other.parties) for p in other.parties}
        other.share()
        refused(other, other.say("GBR", "open", *cites, generation=2), "G29", "generation before")
    opening = stands(table, table.say("GBR", "open", first, generation=2))
    assert opened_from(opening.header) == first.cite and opened_from(first.header) is None
    refused(table, table.say("GBR", "open", first, generation=2), "G29", "first act of a log")


def test_a_generation_inherits_the_marks_up_to_the_act_it_cites(table):
    report, later = state(table), state(table)
    concluded = table.propose("GBR")
    head = table.agree(concluded)
    stands(table, table.say("GBR", "withdraw", report))
    known = next(a for a in reversed(table.logs["GBR", 1]) if a is not head)
    lost = stands(table, supersede(table, later))
    stands(table, table.say("GBR", "open", known, generation=2))
    say = {"generation": 2}
    refused(table, table.say("GBR", "withdraw", report, **say), "G14", "already")
    rival = table.say("GBR", "propose", concluded, targets=[Target("measure", 1, record=concluded.id)], **say)
    refused(table, rival, "G11", "already concluded")
    again = table.say("GBR", "supersede", targets=[Target("report", 1, record=later.id, base=str(later.cite))], **say)
    stands(table, again)  # what came after the cited act is not inherited: the loss is visible, two statements replace one
    assert {c.generation for c in table.view.record(later.id).history} == {1, 2} and table.status(lost)[0] == "admitted"
